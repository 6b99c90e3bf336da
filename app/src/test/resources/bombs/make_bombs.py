"""Writes the bombs beside this file: 200 MB of zeros each, in a few kilobytes.

Needs Python 3.11 or newer, and of Debian the packages zstd and p7zip-full: python3 make_bombs.py
"""

import bz2
import lzma
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
ZEROS = bytes(200_000_000)
(HERE / "zeros.bz2").write_bytes(bz2.compress(ZEROS))
(HERE / "zeros.xz").write_bytes(lzma.compress(ZEROS))
(HERE / "zeros.lzma").write_bytes(lzma.compress(ZEROS, lzma.FORMAT_ALONE))
(HERE / "zeros.zst").write_bytes(
    subprocess.run(["zstd", "-qc", "-19"], input=ZEROS, stdout=subprocess.PIPE, check=True).stdout
)
(HERE / "zeros.7z").unlink(missing_ok=True)
subprocess.run(["7z", "a", "-mtm=off", "-bso0", "-bsp0", "-sizeros", str(HERE / "zeros.7z")], input=ZEROS, check=True)
