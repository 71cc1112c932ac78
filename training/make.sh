#!/bin/sh
# The whole recipe: corpora to shipped pipeline. A step that is done is not done again; a stopped one goes on.
set -eu
[ $# -eq 4 ] || { echo "usage: sh training/make.sh CORPORA NEWSROOM ENCODER WORK" >&2; exit 2; }
corpora=$1 newsroom=$2 encoder=$3 work=$4
digest=53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db
echo "$digest  $encoder/model.safetensors" | sha256sum --check --quiet
python -m training.meaning --encoder "$encoder" --out newsar_build/vectors/meaning.npz
[ -f "$work/teacher.pt" ] || python -m training.teacher --corpora "$corpora" --encoder "$encoder" --work "$work"
[ -f "$work/student.pt" ] ||
	python -m training.student --corpora "$corpora" --newsroom "$newsroom" --encoder "$encoder" --work "$work"
python -m training.package --corpora "$corpora" --encoder "$encoder" --work "$work" --out newsar_build/newsar_en
python -m benchmarks --facet entities --facet pipeline
python -m training.card --layers 4
