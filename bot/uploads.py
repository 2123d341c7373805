"""Reads uploaded files in a process of their own, so that none can take the bot's time or memory.

The child loads the parser alone. Where the system has `resource`, its memory and its time on a
processor are bounded; everywhere, it is ended when it takes too long.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bot.corpus.findings import Finding, Severity
from bot.corpus.limits import Limits

LONGEST_S: Final = 10.0
_MEMORY: Final = 1 << 30
_MOST_TOLD: Final = 1_000
"""Findings of one page that are told."""

_TOLD: Final = ("longest", "briefing", "passages")


@dataclass(frozen=True, slots=True)
class ReadUpload:
    """What was understood of an uploaded page."""

    findings: tuple[Finding, ...]
    longest: int = 0
    """Characters of the longest passage."""
    briefing: str | None = None
    """As its front matter names it."""
    passages: int = 0


class UploadError(Exception):
    """A page that could not be read in the time and memory that one may take."""


def read_upload(
    raw: bytes,
    *,
    file: str,
    limits: Limits,
    longest_s: float = LONGEST_S,
    memory: int = _MEMORY,
) -> ReadUpload:
    """Read a page elsewhere. Blocks. Raises `UploadError`."""
    head = {
        "file": file,
        "limits": asdict(limits),
        "memory": memory,
        "seconds": int(longest_s) + 1,
    }
    told = json.dumps(head).encode() + b"\n" + raw
    command = [sys.executable, "-P", "-c", _READ, str(Path(__file__).parents[1])]
    try:
        done = subprocess.run(  # noqa: S603  (our own program)
            command, input=told, capture_output=True, timeout=longest_s, check=False
        )
        if done.returncode:
            raise UploadError(f"the reader ended with {done.returncode}")
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise UploadError(f"it took longer than {longest_s:g} seconds") from None
    except (OSError, ValueError) as error:
        raise UploadError(type(error).__name__) from None
    return _as_told(answer)


def _as_told(answer: Mapping[str, Any]) -> ReadUpload:
    findings = tuple(
        Finding(**{**row, "severity": Severity(row["severity"])}) for row in answer["findings"]
    )
    return ReadUpload(findings, **{name: answer[name] for name in _TOLD})


_READ: Final = """
import sys
sys.path.insert(0, sys.argv[1])
from bot.cores import take_one
take_one()  # or the stacks of 24 threads take all the memory that there may be
from bot.uploads import answer
answer()
"""


def answer() -> None:
    """Read what standard input holds, and tell of it on standard output: the child's part."""
    head = json.loads(sys.stdin.buffer.readline())
    _bound(head["memory"], head["seconds"])
    raw = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(_tell_of(raw, head["file"], Limits(**head["limits"]))))


def _tell_of(raw: bytes, file: str, limits: Limits) -> dict[str, Any]:
    from bot.corpus.reader import read_page  # the child bounds itself first

    parsed = read_page(raw, file=file, limits=limits)
    page = parsed.page
    findings = sorted(parsed.findings, key=lambda one: one.severity is not Severity.ERROR)
    return {
        "findings": [asdict(finding) for finding in findings[:_MOST_TOLD]],
        "longest": max((len(one.text) for one in page.passages), default=0) if page else 0,
        "briefing": None if page is None else page.meta.briefing,
        "passages": 0 if page is None else len(page.passages),
    }


def _bound(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows; the time is bounded by whoever waits
        return
    for kind, most in (("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds), ("RLIMIT_FSIZE", 0)):
        try:
            number = getattr(resource, kind)
            resource.setrlimit(number, (most, most))
        except (AttributeError, OSError, ValueError):  # not every system bounds everything
            continue
