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
WHY: Final = re.compile(rf"why:1:{_PASSAGE}")
REMOVE: Final = re.compile(r"remove:1:(?P<asker>[0-9]{1,20})")

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

_PROPOSAL: Final = r"(?P<proposal>[1-9][0-9]{0,17})"
PUBLISH: Final = re.compile(rf"publish:1:{_PROPOSAL}:(?P<seen>[0-9]{{1,9}})")
WITHDRAW: Final = re.compile(rf"withdraw:1:{_PROPOSAL}")
LOOK: Final = re.compile(rf"look:1:{_PROPOSAL}")
HISTORY: Final = re.compile(r"history:1:(?P<before>[1-9][0-9]{0,8})")

TEMPLATES: Final = (
    *(DEEPER, PAGE, OTHER, WHY, REMOVE, EXPORT, ERASE, ERASE_NOW),
    *(JUDGE_NEXT, JUDGE, ANSWER_AT),
    *(PUBLISH, WITHDRAW, LOOK, HISTORY),
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


def why(passage: str) -> str:
    """Name the button that explains a reply."""
    return f"why:1:{passage}"


def remove(asker: int) -> str:
    """Name the button that removes a reply."""
    return f"remove:1:{asker}"


def publish(proposal: int, seen: int) -> str:
    """Name the button that publishes a proposal, as it was looked at over a revision."""
    return f"publish:1:{proposal}:{seen}"


def withdraw(proposal: int) -> str:
    """Name the button that lets go of a proposal."""
    return f"withdraw:1:{proposal}"


def look(proposal: int) -> str:
    """Name the button that shows what a proposal would change."""
    return f"look:1:{proposal}"


def history(before: int) -> str:
    """Name the button that shows the revisions before one."""
    return f"history:1:{before}"
