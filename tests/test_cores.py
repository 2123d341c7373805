"""On a machine of very many cores the bot starts no thread for each of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.uploads import _READ

ROOT = Path(__file__).parents[1]

AS_STARTED = """
import os, sys
from bot.__main__ import main
sys.argv = ["briefing-bot", *sys.argv[1:]]
try:
    main()
finally:
    import numpy
    threads = len(os.listdir("/proc/self/task")) if os.path.exists("/proc/self/task") else 1
    sys.stderr.write(f"{os.environ.get('OPENBLAS_NUM_THREADS')} {threads}")
"""


def started(verb: str, **settings: str) -> list[str]:
    """Start the program, and give what it says of threads and how many it has with numpy."""
    return told_by(AS_STARTED, verb, "--help", **settings).stderr.split()


def told_by(program: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a program of Python's where nobody has said yet how many cores it may take."""
    theirs = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS")
    inherited = {name: value for name, value in os.environ.items() if name not in theirs}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=inherited | {"PYTHONPATH": str(ROOT)} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bot_has_one_thread_for_arithmetic() -> None:
    assert started("run") == ["1", "1"]


def test_what_an_operator_has_set_holds() -> None:
    told, _ = started("run", OPENBLAS_NUM_THREADS="2")
    assert told == "2"
    told, _ = started("run", OMP_NUM_THREADS="2")
    assert told == "None"


def test_what_fits_weights_may_use_all_cores() -> None:
    assert started("eval")[0] == "None"


def test_an_upload_is_read_with_one_thread() -> None:
    """The stacks of 24 would take all the memory that its process may have."""
    reading, _, _ = _READ.rpartition("answer()")
    counting = reading + "import numpy, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    assert told_by(counting, str(ROOT)).stdout.split() == ["1"]
