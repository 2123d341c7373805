"""What our buttons remember: an action, a format version, and an id; nothing of authority."""

from __future__ import annotations

import re
from typing import Final

NOTHING_SHOWN: Final = "-"
"""Stands for the passage where a reply shows none; no passage has this id."""

_PASSAGE: Final = r"(?P<passage>[a-z0-9._-]{1,64})"

DEEPER: Final = re.compile(rf"deeper:1:{_PASSAGE}")
PAGE: Final = re.compile(rf"page:1:(?P<number>[1-9][0-9]{{0,3}}):{_PASSAGE}")
OTHER: Final = re.compile(rf"other:1:{_PASSAGE}")
_DIGEST: Final = r"(?P<digest>[0-9a-f]{8})"
WHY: Final = re.compile(rf"why:1:(?:{_DIGEST}:)?{_PASSAGE}")
CHANGED: Final = re.compile(rf"changed:1:{_DIGEST}:{_PASSAGE}")
REMOVE: Final = re.compile(r"remove:1:(?P<asker>[0-9]{1,20})")

VOTE: Final = re.compile(rf"vote:1:(?P<vote>up|down):{_PASSAGE}")
MEANT: Final = re.compile(rf"meant:1:(?P<message>[0-9]{{1,20}}):{_PASSAGE}")

EXPORT_ID: Final = "export:1"
ERASE_ID: Final = "erase:1"
ERASE_NOW_ID: Final = "erase-now:1"
"""Whose rows are meant, Discord says when somebody clicks."""

EXPORT: Final = re.compile(EXPORT_ID)
ERASE: Final = re.compile(ERASE_ID)
ERASE_NOW: Final = re.compile(ERASE_NOW_ID)

JUDGE_NEXT_ID: Final = "judge-next:1"
JUDGE_NEXT: Final = re.compile(JUDGE_NEXT_ID)
JUDGE: Final = re.compile(r"judge:1:(?P<verdict>right|wrong|skip):(?P<message>[0-9]{1,20})")
ANSWER_AT: Final = re.compile(r"answer-at:1:(?P<hundredths>[0-9]{1,2})")

SETTINGS_PAGE: Final = re.compile(
    r"settings:1:(?P<page>home|modes|place|boldness|moderators|briefings|editors|reset)"
    r":(?P<at>[0-9]{1,20})"
)
"""`at`: the channel of a place, or the part of a list."""

SETTINGS_SET: Final = re.compile(
    r"settings-set:1:(?P<seen>[0-9]{1,9})"
    r":(?P<what>(?:threads|private|weekly|votes)-(?:on|off)|all-briefings|no-editors|defaults)"
)
SETTINGS_PICK: Final = re.compile(
    r"settings-pick:1:(?P<seen>[0-9]{1,9})"
    r":(?P<what>mode|place|boldness|moderators|briefings|editors):(?P<at>[0-9]{1,20})"
)
"""`seen`: how many changes there were when the menu was shown."""

AUDIT: Final = re.compile(r"audit:1:(?P<way>older|newer):(?P<entry>[0-9]{1,18})")

TEMPLATES: Final = (
    *(DEEPER, PAGE, OTHER, WHY, REMOVE, EXPORT, ERASE, ERASE_NOW),
    *(VOTE, MEANT, CHANGED),
    *(JUDGE_NEXT, JUDGE, ANSWER_AT),
    *(SETTINGS_PAGE, SETTINGS_SET, SETTINGS_PICK, AUDIT),
)
"""Disjoint: discord.py runs every template that matches."""


def judge(verdict: str, message: int) -> str:
    """Name the button that says of a turn: right, wrong, or skip."""
    return f"judge:1:{verdict}:{message}"


def answer_at(hundredths: int) -> str:
    """Name the button that sets the threshold."""
    return f"answer-at:1:{hundredths}"


def deeper(passage: str) -> str:
    """Name the button that opens a passage."""
    return f"deeper:1:{passage}"


def page(number: int, passage: str) -> str:
    """Name the button that shows a passage's page `number`, counted from 1."""
    return f"page:1:{number}:{passage}"


def other(passage: str) -> str:
    """Name the button that offers what else may have been meant."""
    return f"other:1:{passage}"


def vote_for(passage: str) -> str:
    """Name the button that votes for an answer."""
    return f"vote:1:up:{passage}"


def vote_against(passage: str) -> str:
    """Name the button that votes against an answer."""
    return f"vote:1:down:{passage}"


def meant(message: int, passage: str) -> str:
    """Name the button that opens what a reader of an answer had meant instead."""
    return f"meant:1:{message}:{passage}"


def why(passage: str, digest: str | None = None) -> str:
    """Name the button that explains a reply; it remembers which words the reply quotes."""
    return f"why:1:{passage}" if digest is None else f"why:1:{digest}:{passage}"


def changed(digest: str, passage: str) -> str:
    """Name the button that tells what has changed since an answer."""
    return f"changed:1:{digest}:{passage}"


def remove(asker: int) -> str:
    """Name the button that removes a reply."""
    return f"remove:1:{asker}"


def settings_page(page: str, at: int = 0) -> str:
    """Name the button that opens a page of the settings."""
    return f"settings:1:{page}:{at}"


def settings_set(seen: int, what: str) -> str:
    """Name the button that changes a setting, as they were after so many changes."""
    return f"settings-set:1:{seen}:{what}"


def settings_pick(seen: int, what: str, at: int = 0) -> str:
    """Name the menu that changes a setting, as they were after so many changes."""
    return f"settings-pick:1:{seen}:{what}:{at}"


def audit(way: str, entry: int) -> str:
    """Name the button that shows what was done before or after an entry."""
    return f"audit:1:{way}:{entry}"
