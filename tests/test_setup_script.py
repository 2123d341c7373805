"""`scripts/setup`, with a Python that only does what `venv --clear` does."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]

_PYTHON = """#!/bin/sh
[ "$1 $2" != "-m venv" ] || { rm -rf .venv/*; exit 1; }
"""


def test_a_linked_environment_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    elsewhere, here = tmp_path / "elsewhere", tmp_path / "here"
    (here / "scripts").mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (here / ".venv").symlink_to(elsewhere, target_is_directory=True)
    shutil.copy(ROOT / "scripts" / "setup", here / "scripts")
    python = tmp_path / "python"
    python.write_text(_PYTHON, encoding="utf-8")
    python.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "scripts/setup"],
        cwd=here,
        env=os.environ | {"PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "making .venv" in done.stderr
    assert (elsewhere / "kept").exists(), "Take the link away before venv --clear empties it."
    assert not (here / ".venv").is_symlink()
