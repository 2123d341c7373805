"""Uploads are read elsewhere, within bounds of time and memory."""

from __future__ import annotations

import pytest

from bot.corpus.findings import Severity
from bot.corpus.limits import Limits
from bot.uploads import UploadError, read_upload

PAGE = b"---\nbriefing: Lamps\n---\n-\nWhy are they lit?\nFor the ships.\n"
LIMITS = Limits()


def test_a_sound_page_is_read_with_its_briefing() -> None:
    read = read_upload(PAGE, file="lamps/a.txt", limits=LIMITS)
    assert all(found.severity is not Severity.ERROR for found in read.findings)
    assert (read.briefing, read.passages) == ("Lamps", 1)


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(UploadError, match="longer than"):
        read_upload(PAGE, file="lamps/a.txt", limits=LIMITS, longest_s=0.001)


def test_what_takes_too_much_memory_is_ended() -> None:
    pytest.importorskip("resource", reason="this system bounds no process's memory")
    with pytest.raises(UploadError):
        read_upload(PAGE, file="lamps/a.txt", limits=LIMITS, memory=1 << 20)
