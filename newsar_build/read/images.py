"""Pictures of the content folder: where they may lie, which formats are allowed, how large they are."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path, PurePosixPath

from newsar_build.model.brief import ImageFile

IMAGE_BYTES = 20_000_000
"""A news picture stays far below; what is larger would slow every reader."""
IMAGE_PIXELS = 100_000_000
"""More than any camera makes: a small file may still unpack to what no reader's memory holds."""
_JPEG_MARK = 0xFF
_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


class ImageError(ValueError):
    """Why a picture cannot be shown; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def image_path(article: str, reference: str) -> str:
    """A picture's path in the content folder, from the article's path and what the article says.

    Relative to the article, or with a leading `/` to the content folder. Raises ImageError where it leads out.
    """
    if "://" in reference or reference.startswith("//"):
        hint = "copy it into the content folder: no page asks other sites for anything"
        raise ImageError("the picture lies elsewhere", hint)
    if "\\" in reference or any(not sign.isprintable() for sign in reference):
        raise ImageError("this is no path", "write folders/and/name.jpg with forward slashes")
    start = PurePosixPath() if reference.startswith("/") else PurePosixPath(article).parent
    parts: list[str] = []
    for part in (*start.parts, *PurePosixPath(reference.lstrip("/")).parts):
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            raise ImageError("the path leads out of the content folder", "copy the picture into the content folder")
    if not parts:
        raise ImageError("this is no path", "name a picture in the content folder")
    return "/".join(parts)


def load_image(content: Path, path: str) -> ImageFile:
    """The picture at `path` in the content folder. Raises ImageError."""
    place = content / path
    allowed = "PNG, JPEG, WebP, GIF and AVIF pictures can be shown"
    try:
        if not place.resolve(strict=True).is_relative_to(content.resolve()):
            raise ImageError("the link leads out of the content folder", "copy the picture itself into the folder")
        if not place.is_file():
            raise ImageError("this is no file", "name a picture in the content folder")
        if place.stat().st_size > IMAGE_BYTES:
            raise ImageError("the picture is too large", f"make it smaller than {IMAGE_BYTES // 1_000_000} MB")
        body = place.read_bytes()
    except (OSError, RuntimeError) as error:
        hint = "paths are relative to the article, or begin with / for the content folder"
        raise ImageError(f"there is no picture {path!r}", hint) from error
    try:
        extension, width, height = measure(body)
    except (ValueError, IndexError) as error:
        raise ImageError("the file is no picture that can be shown", allowed) from error
    if width * height > IMAGE_PIXELS:
        message = f"the picture is {width:,} by {height:,} pixels"
        raise ImageError(message, f"make it smaller than {IMAGE_PIXELS // 1_000_000} megapixels")
    return ImageFile(path=path, sha256=sha256(body).hexdigest(), width=width, height=height, extension=extension)


def measure(body: bytes) -> tuple[str, int, int]:
    """Extension, width and height in pixels, from the file's own first bytes. Raises ValueError or IndexError."""
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", *_pair(body, 16, 4, "big")
    if body.startswith((b"GIF87a", b"GIF89a")):
        return "gif", *_pair(body, 6, 2, "little")
    if body.startswith(b"\xff\xd8\xff"):
        return "jpg", *_jpeg(body)
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp", *_webp(body)
    if body[4:12] in (b"ftypavif", b"ftypavis") and (box := body.find(b"ispe")) > 0:
        return "avif", *_pair(body, box + 8, 4, "big")
    raise ValueError("unknown format")


def _number(body: bytes, start: int, size: int, order: str) -> int:
    if start + size > len(body):
        raise ValueError("cut off")
    return int.from_bytes(body[start : start + size], "big" if order == "big" else "little")


def _pair(body: bytes, start: int, size: int, order: str) -> tuple[int, int]:
    width, height = _number(body, start, size, order), _number(body, start + size, size, order)
    if not (width and height):
        raise ValueError("no pixels")
    return width, height


def _jpeg(body: bytes) -> tuple[int, int]:
    """Skip from segment to segment until one that tells the size (ITU T.81, B.2.2)."""
    position = 2
    while body[position] == _JPEG_MARK:
        marker = body[position + 1]
        if marker in _JPEG_SIZES:
            height, width = _pair(body, position + 5, 2, "big")
            return width, height
        position += 2 + _number(body, position + 2, 2, "big")
    raise ValueError("no size")


def _webp(body: bytes) -> tuple[int, int]:
    """The three kinds of WebP (RFC 9649, section 2)."""
    kind = body[12:16]
    if kind == b"VP8X":
        return _number(body, 24, 3, "little") + 1, _number(body, 27, 3, "little") + 1
    if kind == b"VP8L":
        bits = _number(body, 21, 4, "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = _pair(body, 26, 2, "little")
    return width & 0x3FFF, height & 0x3FFF
