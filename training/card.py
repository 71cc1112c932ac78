"""The model card of newsar_en: the words of card.md with the figures of benchmarks/quality.json."""

import argparse
import json
import shutil
from pathlib import Path

from newsar_build.pipeline.encoder import WINDOW_WORDS

ROOT = Path(__file__).parents[1]

TEXT = Path(__file__).with_suffix(".md")


def main() -> None:
    """``python -m training.card``: writes newsar_build/newsar_en/README.md."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--layers", type=int, required=True)
    args = parser.parse_args()
    home = ROOT / "newsar_build" / "newsar_en"
    figures = json.loads((ROOT / "benchmarks" / "quality.json").read_bytes())["figures"]
    rows = [
        f"| {each['dataset']} | {each['measure']} | {each['value']:.4g} | {each['reach'] or ''} | {each['items']:,} |"
        f" {each['note']} |"
        for each in figures
        if each["facet"] in {"entities", "pipeline"}
    ]
    version = json.loads((home / "meta.json").read_bytes())["version"]
    text = TEXT.read_text(encoding="utf-8").format(
        version=version, layers=args.layers, window=WINDOW_WORDS, rows="\n".join(rows)
    )
    (home / "README.md").write_text(text, encoding="utf-8")
    shutil.copy(TEXT.with_name("ATTRIBUTION.md"), home)


if __name__ == "__main__":
    main()
