"""Names the program, so that nothing that another version made is taken for its own."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import Final

import numpy


@cache
def program_digest() -> str:
    """Hash the program: its code, its weights and its word lists, and what runs it."""
    digest = hashlib.sha256(f"{sys.version} {numpy.__version__} {sys.byteorder}".encode())
    root = Path(__file__).parents[1]
    for file in sorted(f for f in root.rglob("*") if f.suffix in _OF_THE_PROGRAM):
        digest.update(f"{file.relative_to(root).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()


_OF_THE_PROGRAM: Final = frozenset({".py", ".json", ".npz"})
