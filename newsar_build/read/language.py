"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any

SURE = 0.8
"""Below this probability, the site's own language is assumed."""
ENOUGH = 40
"""Code points: fewer say too little."""
SAMPLE = 4_000
"""Code points looked at: more does not change the answer."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  most builds read no text anew

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str, default: str) -> str:
    """The two-letter code of the text's language, or `default` where that is not sure.

    Method: byte n-grams and naive Bayes (Lui and Baldwin 2012, langid.py).
    """
    sample = text[:SAMPLE]
    if len(sample) < ENOUGH:
        return default
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= SURE else default
