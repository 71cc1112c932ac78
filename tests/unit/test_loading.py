"""Empty modules stand in while a library is loaded, and nobody else sees them."""

from __future__ import annotations

import subprocess
import sys


def test_what_was_left_out_can_still_be_loaded_by_others() -> None:
    program = """
import sys
from newsar_build.loading import stand_ins
with stand_ins("json", "colorsys", "wsgiref.util"):
    import colorsys
    from wsgiref.util import FileWrapper
    assert FileWrapper is None and colorsys.rgb_to_hls is None
import colorsys
from wsgiref.util import FileWrapper
assert colorsys.rgb_to_hls(0, 0, 0) == (0, 0, 0) and FileWrapper.__module__ == "wsgiref.util"
"""
    subprocess.run([sys.executable, "-c", program], check=True)
