"""Pictures: copied from the content folder under a name that says what is in them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from newsar_build.model.brief import ImageFile
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.pages import Plan

NAME_DIGITS = 16
"""Hex digits of the file's digest in its name: 64 bits."""


def image_path(image: ImageFile) -> str:
    """Where a picture lies on the site."""
    return f"images/{image.sha256[:NAME_DIGITS]}.{image.extension}"


def plan_images(content: Path, briefs: tuple[AnalysedBrief, ...]) -> tuple[Plan, ...]:
    """One plan for each different picture that the briefs show."""
    images = {image_path(image): image for each in briefs if (image := each.brief.image) is not None}
    return tuple(
        Plan(path=path, make=read_image, inputs=(str(content), image)) for path, image in sorted(images.items())
    )


def read_image(content: str, image: ImageFile) -> bytes:
    """The picture's bytes. Raises OSError where they are no longer those that were read."""
    place = Path(content, image.path)
    body = place.read_bytes()
    if sha256(body).hexdigest() != image.sha256:
        raise OSError(0, "the picture changed while the site was built", str(place))
    return body
