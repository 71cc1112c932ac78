from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsar_build.read.images import ImageError, load_image, measure

SAMPLES = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 30, 20),
    "gif": b"GIF89a" + struct.pack("<HH", 30, 20),
    "jpg": b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x0b\x08" + struct.pack(">HH", 20, 30),
    "webp": b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0" + (29).to_bytes(3, "little") + (19).to_bytes(3, "little"),
    "avif": b"\0\0\0\x1cftypavif" + b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", 30, 20),
}


@pytest.mark.parametrize("extension", sorted(SAMPLES))
def test_format_and_size_come_from_the_bytes(tmp_path: Path, extension: str) -> None:
    (tmp_path / "picture.txt").write_bytes(SAMPLES[extension])
    image = load_image(tmp_path, "picture.txt")
    assert (image.extension, image.width, image.height) == (extension, 30, 20)


@pytest.mark.parametrize("name", ["missing.png", "folder", "loop.png", "out.png"])
def test_what_is_no_picture_of_the_content_is_refused(tmp_path: Path, name: str) -> None:
    content = tmp_path / "content"
    (content / "folder").mkdir(parents=True)
    (content / "loop.png").symlink_to(content / "loop.png")
    (tmp_path / "x.png").write_bytes(SAMPLES["png"])
    (content / "out.png").symlink_to(tmp_path / "x.png")
    with pytest.raises(ImageError):
        load_image(content, name)


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_picture_is_refused_or_measured(extension: str, kept: int, rest: bytes) -> None:
    try:
        found, width, height = measure(SAMPLES[extension][:kept] + rest)
    except (ValueError, IndexError):
        return
    assert found in SAMPLES
    assert width > 0
    assert height > 0
