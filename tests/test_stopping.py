"""Signals to a program that is starting, or at work on something that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PATIENCE_S = 60.0

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")

AT_WORK = """
import sys, tempfile, time
from bot.stopping import end_in_order
end_in_order(sys.argv[1:])
with tempfile.TemporaryDirectory(dir=".", prefix="at-work"):
    print("ready", flush=True)
    time.sleep(60)
"""


@contextmanager
def started(
    folder: Path, *command: str, ignores: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Start Python in a folder, without a terminal."""
    settings = {k: v for k, v in os.environ.items() if not k.startswith(("BOT_", "DISCORD_"))}
    before = None if ignores is None else signal.signal(ignores, signal.SIG_IGN)
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=settings | {"PYTHONPATH": str(ROOT)},
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    if ignores is not None:
        signal.signal(ignores, before)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("verb", "number", "status"),
    [
        ("run", signal.SIGTERM, 0),
        ("run", signal.SIGINT, 0),
        ("preview", signal.SIGTERM, 0),
        ("preview", signal.SIGHUP, 0),
        ("backup", signal.SIGTERM, 128 + 15),
        ("backup", signal.SIGHUP, 128 + 1),
    ],
)
def test_whatever_ends_it_nothing_is_left_behind(
    verb: str, number: signal.Signals, status: int, tmp_path: Path
) -> None:
    with started(tmp_path, "-c", AT_WORK, "--content", "pages", verb) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        assert process.wait(PATIENCE_S) == status
        assert process.communicate()[1] == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("verb", "ignores"), [("run", None), ("backup", signal.SIGHUP)])
def test_a_hangup_ends_neither_a_bot_nor_what_must_outlive_its_terminal(
    verb: str, ignores: int | None, tmp_path: Path
) -> None:
    with started(tmp_path, "-c", AT_WORK, verb, ignores=ignores) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)


def listens_to(process: subprocess.Popen[str], number: signal.Signals) -> bool:
    """Tell whether a process has anything to do with a signal by now."""
    told = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
    masks = [int(line.split()[1], 16) for line in told if line.startswith(("SigCgt", "SigIgn"))]
    return any(mask >> (number - 1) & 1 for mask in masks)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="it is seen in Linux's /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_bot_that_has_hardly_begun_is_stopped_in_peace(
    number: signal.Signals, tmp_path: Path
) -> None:
    with started(tmp_path, "-m", "bot", "run") as process:
        until = time.monotonic() + PATIENCE_S
        while not listens_to(process, signal.SIGTERM) and time.monotonic() < until:
            time.sleep(0.005)
        process.send_signal(number)
        assert process.wait(PATIENCE_S) == 0
        assert process.communicate()[1] == ""


def test_signals_are_heard_before_anything_else_is_imported() -> None:
    command = "import sys, bot.__main__; print('typer' in sys.modules, 'bot.cli' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False", "False"]
