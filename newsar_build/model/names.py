"""How names become parts of addresses."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from newsar_build.model.findings import EntityType

LONGEST = 60
"""Code points of a slug: enough to read, short enough for every file system."""
_FOLDED = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "’": "", "'": ""}
)


def slug(name: str) -> str:
    """A name in `a-z`, `0-9` and single hyphens; a digest where it has no such letters. Never empty."""
    folded = unicodedata.normalize("NFKD", name.translate(_FOLDED)).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:LONGEST].strip("-")
    return words or "n-" + blake2b(name.encode(), digest_size=5).hexdigest()


def entity_id(kind: EntityType, name: str) -> str:
    """`<type>/<slug>`."""
    return f"{kind.value.lower()}/{slug(name)}"
