"""What our buttons remember: an action, a format version, and an id; nothing of authority."""

from __future__ import annotations

import re
from typing import Final

NOTHING_SHOWN: Final = "-"
"""Stands for the passage where a reply shows none; no passage has this id."""

_PASSAGE: Final = r"(?P<passage>[a-z0-9._-]{1,64})"
_STORY: Final = r"(?P<story>[a-z0-9-]{1,64})"
_DIGEST: Final = r"(?P<digest>[0-9a-f]{8})"
_NUMBER: Final = r"(?P<number>[0-9]{1,9})"
_MESSAGE: Final = r"(?P<message>[0-9]{1,19})"
_PROPOSAL: Final = r"(?P<proposal>[1-9][0-9]{0,17})"
_ID: Final = r"[0-8]?[0-9]{1,18}"
"""An id of Discord's; as databases count, no number of more than 63 bits can be one."""

_GUILD: Final = rf"(?P<guild>{_ID})"

# Under replies.
DEEPER: Final = re.compile(rf"deeper:1:{_PASSAGE}")
PAGE: Final = re.compile(rf"page:1:(?P<number>[1-9][0-9]{{0,3}}):{_PASSAGE}")
OTHER: Final = re.compile(rf"other:1:{_PASSAGE}")
WHY: Final = re.compile(rf"why:1:(?:{_DIGEST}:)?{_PASSAGE}")
CHANGED: Final = re.compile(rf"changed:1:{_DIGEST}:{_PASSAGE}")
REMOVE: Final = re.compile(r"remove:1:(?P<asker>[0-9]{1,20})")
VOTE: Final = re.compile(rf"vote:1:(?P<vote>up|down):{_PASSAGE}")
MEANT: Final = re.compile(rf"meant:1:(?P<message>[0-9]{{1,20}}):{_PASSAGE}")

# For readers who ask the editors.
ASK_EDITORS_ID: Final = "ask-editors:1"
ASK_EDITORS: Final = re.compile(ASK_EDITORS_ID)
TELL_ME: Final = re.compile(rf"tell-me:1:{_MESSAGE}")
NO_NEED: Final = re.compile(rf"no-need:1:{_MESSAGE}")

# For readers who follow a story.
FOLLOW: Final = re.compile(rf"follow:1:{_STORY}")
UNFOLLOW: Final = re.compile(rf"unfollow:1:{_GUILD}:{_STORY}")
NEWS: Final = re.compile(rf"news:1:{_GUILD}:(?:{_DIGEST}|(?P<number>[1-9][0-9]{{0,2}})):{_PASSAGE}")
"""Of a passage in a guild: what has changed since a digest, or a page of it as it is now.

With the longest ids this has the 100 characters that there may be.
"""

# Of what is kept of readers; whose rows are meant, Discord says when somebody clicks.
EXPORT_ID: Final = "export:1"
ERASE_ID: Final = "erase:1"
ERASE_NOW_ID: Final = "erase-now:1"
EXPORT: Final = re.compile(EXPORT_ID)
ERASE: Final = re.compile(ERASE_ID)
ERASE_NOW: Final = re.compile(ERASE_NOW_ID)

# For moderators who look at what was not answered.
GAPS: Final = re.compile(r"gaps:1:(?P<people>[1-9][0-9]?):(?P<start>[0-9]{1,6})")
GAP_TEACH: Final = re.compile(rf"gap-teach:1:{_MESSAGE}")
GAP_NOT_THIS: Final = re.compile(rf"gap-not-this:1:{_MESSAGE}:{_PASSAGE}")
GAP_WRITE: Final = re.compile(rf"gap-write:1:{_MESSAGE}")
GAP_DISMISS: Final = re.compile(rf"gap-dismiss:1:{_MESSAGE}")
GAP_RESTORE: Final = re.compile(rf"gap-restore:1:{_NUMBER}")
ANSWER_FORM: Final = re.compile(r"answer-form:1:[0-9]{1,20}")
"""A form; everything else comes with what is written into it."""

# For moderators who teach.
TEACH_ID: Final = "teach:1"
TEACH: Final = re.compile(TEACH_ID)
LESSON_PUBLISH: Final = re.compile(rf"lesson-publish:1:{_NUMBER}")
LESSON_CANCEL: Final = re.compile(rf"lesson-cancel:1:{_NUMBER}")
LESSON_UNDO: Final = re.compile(rf"lesson-undo:1:(?P<digest>[0-9a-f]{{16}}):{_PASSAGE}")
LESSONS: Final = re.compile(r"lessons:1:(?P<page>[0-9]{1,4})")

# For moderators who publish.
PUBLISH: Final = re.compile(rf"publish:2:{_PROPOSAL}:(?P<seen>[0-9a-f]{{8,40}})")
WITHDRAW: Final = re.compile(rf"withdraw:1:{_PROPOSAL}")
LOOK: Final = re.compile(rf"look:1:{_PROPOSAL}")
HISTORY: Final = re.compile(r"history:1:(?P<before>[1-9][0-9]{0,8})")
DRAFTS: Final = re.compile(r"drafts:1:(?P<after>[1-9][0-9]{0,17})")

# For moderators who judge, and who set how the bot is.
JUDGE_NEXT_ID: Final = "judge-next:1"
JUDGE_NEXT: Final = re.compile(JUDGE_NEXT_ID)
JUDGE: Final = re.compile(rf"judge:1:(?P<verdict>right|wrong|skip):(?P<message>{_ID})")
ANSWER_AT: Final = re.compile(r"answer-at:1:(?P<hundredths>[0-9]{1,2})")
SETTINGS_PAGE: Final = re.compile(
    r"settings:1:(?P<page>home|modes|place|boldness|moderators|briefings|editors|reset)"
    r":(?P<at>[0-9]{1,20})"
)
"""`at`: the channel of a place, or the part of a list."""

SETTINGS_SET: Final = re.compile(
    r"settings-set:1:(?P<seen>[0-9]{1,9})"
    r":(?P<what>(?:threads|private|weekly|votes|follows)-(?:on|off)|all-briefings|no-editors"
    r"|no-gone-places|defaults)"
)
SETTINGS_PICK: Final = re.compile(
    r"settings-pick:1:(?P<seen>[0-9]{1,9})"
    r":(?P<what>mode|place|boldness|moderators|briefings|editors):(?P<at>[0-9]{1,20})"
)
"""`seen`: how many changes there were when the menu was shown."""

AUDIT: Final = re.compile(r"audit:1:(?P<way>older|newer):(?P<entry>[0-9]{1,18})")

TEMPLATES: Final = (
    *(DEEPER, PAGE, OTHER, WHY, CHANGED, REMOVE, VOTE, MEANT),
    *(ASK_EDITORS, TELL_ME, NO_NEED),
    *(FOLLOW, UNFOLLOW, NEWS),
    *(EXPORT, ERASE, ERASE_NOW),
    *(GAPS, GAP_TEACH, GAP_NOT_THIS, GAP_WRITE, GAP_DISMISS, GAP_RESTORE),
    *(TEACH, LESSON_PUBLISH, LESSON_CANCEL, LESSON_UNDO, LESSONS),
    *(PUBLISH, WITHDRAW, LOOK, HISTORY, DRAFTS),
    *(JUDGE_NEXT, JUDGE, ANSWER_AT, SETTINGS_PAGE, SETTINGS_SET, SETTINGS_PICK, AUDIT),
)
"""Disjoint: discord.py runs every template that matches."""


def is_ours(custom_id: str) -> bool:
    """Say whether a button or menu with this id is one of ours, of this version or an older one."""
    return any(template.fullmatch(custom_id) for template in TEMPLATES)


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


def lesson_publish(proposal: int) -> str:
    """Name the button that publishes a lesson."""
    return f"lesson-publish:1:{proposal}"


def lesson_cancel(proposal: int) -> str:
    """Name the button that lets go of a lesson."""
    return f"lesson-cancel:1:{proposal}"


def lesson_undo(digest: str, passage: str) -> str:
    """Name the button that takes a lesson back."""
    return f"lesson-undo:1:{digest}:{passage}"


def lessons(page: int) -> str:
    """Name the button that lists lessons from a page on, counted from 0."""
    return f"lessons:1:{page}"


def gaps(people: int, start: int) -> str:
    """Name the button that shows unanswered questions from a place on, counted from 0."""
    return f"gaps:1:{people}:{start}"


def gap_teach(message: int) -> str:
    """Name the button that teaches what an unanswered question means."""
    return f"gap-teach:1:{message}"


def gap_not_this(message: int, passage: str) -> str:
    """Name the button that says what an unanswered question does not mean."""
    return f"gap-not-this:1:{message}:{passage}"


def gap_dismiss(message: int) -> str:
    """Name the button that dismisses an unanswered question."""
    return f"gap-dismiss:1:{message}"


def gap_restore(dismissal: int) -> str:
    """Name the button that takes a dismissal back."""
    return f"gap-restore:1:{dismissal}"


def tell_me(message: int) -> str:
    """Name the button by which a reader wants to hear of an answer to what was asked."""
    return f"tell-me:1:{message}"


def no_need(message: int) -> str:
    """Name the button by which a reader wants to hear nothing of what was asked."""
    return f"no-need:1:{message}"


def gap_write(message: int) -> str:
    """Name the button that opens a form to answer an unanswered question."""
    return f"gap-write:1:{message}"


def answer_form(opened_by: int) -> str:
    """Name the form that an interaction opens.

    Each has a name of its own: Discord fills a form with what was left in one of the same name.
    """
    return f"answer-form:1:{opened_by}"


def publish(proposal: int, seen: str) -> str:
    """Name the button that publishes a proposal, if all stands as it was looked at."""
    return f"publish:2:{proposal}:{seen}"


def withdraw(proposal: int) -> str:
    """Name the button that lets go of a proposal."""
    return f"withdraw:1:{proposal}"


def look(proposal: int) -> str:
    """Name the button that shows what a proposal would change."""
    return f"look:1:{proposal}"


def history(before: int) -> str:
    """Name the button that shows the revisions before one."""
    return f"history:1:{before}"


def drafts(after: int) -> str:
    """Name the button that shows the drafts after one."""
    return f"drafts:1:{after}"


def follow(story: str) -> str:
    """Name the button that lets a reader follow a story of the guild in which it is pressed."""
    return f"follow:1:{story}"


def unfollow(guild: int, story: str) -> str:
    """Name the button that lets a reader follow a story of a guild no longer."""
    return f"unfollow:1:{guild}:{story}"


def news(guild: int, passage: str, *, since: str | None = None, page: int = 1) -> str:
    """Name the button that shows a follower a guild's passage, or what changed since a digest."""
    return f"news:1:{guild}:{since or page}:{passage}"
