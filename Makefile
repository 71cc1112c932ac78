# Everything here only calls the command line; `make help` lists it.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
NEWSAR := $(BIN)/newsar
.DEFAULT_GOAL := help
.PHONY: help build serve test check bench archive clean lock

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1|\2/' | column -t -s '|' 2>/dev/null || \
	 grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST)

build: .venv/ready ## Turn content/ into output/
	$(NEWSAR) build

serve: .venv/ready ## Build, preview on http://127.0.0.1:8000, rebuild on change
	$(NEWSAR) serve

test: .venv/ready-to-test ## Run every test (a real browser included, where one may be installed)
	sh tests/install-browser.sh
	$(BIN)/python -m pytest

check: .venv/ready-to-test ## Lint, types, layering
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready-to-measure ## Measure speed, and quality where the benchmark sets lie beside the project
	$(BIN)/python -m benchmarks

archive: .venv/ready ## Pack the latest edition into archive/
	$(NEWSAR) archive

clean: ## Remove what builds made: output, memo, virtual environment
	rm -rf .venv .newsar output dist archive .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

lock: .venv/ready-to-test ## Renew the locked dependencies
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --extra dev --constraint requirements.lock \
	  --output-file requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --extra bench --constraint requirements-dev.lock \
	  --output-file requirements-bench.lock pyproject.toml

.venv/made:
	$(PYTHON) -m venv .venv
	@touch $@

.venv/ready: .venv/made requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/ready-to-test: .venv/ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/ready-to-measure: .venv/ready-to-test requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@
