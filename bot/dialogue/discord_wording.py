"""What readers read in Discord around the answers: buttons, commands, notices. See `wording.py`."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.dialogue.wording import long_date

# ------------------------------------------------------------------ around the answers

CANDIDATES = "What came closest"
WHY_THIS = "Why?"
COMMAND_ASK = "Ask the briefings a question in your own words"
OPTION_QUESTION = "Your question; the closest ones appear while you type"
MENU_ASK = "Ask the briefings"


def asked(words: str) -> str:
    """Repeat a reader's question where the message itself does not show it."""
    return f"Asked: {words}"


def page_of(number: int, total: int) -> str:
    """Say which page of a long answer this is."""
    return f"({number} of {total})"


def continue_to(number: int, total: int) -> str:
    """Offer the next page of a long answer."""
    return f"Continue ({number} of {total})"


def read_whole(label: str) -> str:
    """Offer the whole of an answer of which only the beginning is shown."""
    return f"All of: {label}"


def candidate_line(label: str, confidence: float) -> str:
    """Name a passage that came close, and how close."""
    return f"{label}: {confidence:.0%}"


BUSY = "Many people are asking right now, and I cannot keep up. Please try again in a moment."


TOO_FAST = "That was a lot at once. Please give me half a minute."


def went_wrong(reference: str) -> str:
    """Admit a fault, with the number under which the log has it."""
    return (
        "Sorry, something went wrong on my side. Please try again in a moment; "
        f"if it happens again, tell a moderator this number: {reference}."
    )


BLOCKED = (
    "I have an answer, but this server’s AutoMod did not let it through. A moderator can mend "
    "that: Server Settings → AutoMod, open the rule that caught it, and let it spare my role or "
    "this channel."
)
HARMFUL_LINK = (
    "I have an answer, but Discord takes a link in it for a harmful one and did not let it "
    "through. Please tell a moderator, so that whoever writes the briefings looks at that link."
)

ROLE_UNREADABLE = (
    "That mentions my role, and I cannot read such messages. Please mention me: of the two names "
    "that appear when you type @, the one with my picture."
)
REPLY_UNREADABLE = (
    "I cannot read a reply whose mention is switched off. "
    "Please mention me, or leave the @ on when you reply."
)
POINTED_AT_UNREADABLE = (
    f"I cannot read that message from here. Open its menu (right-click it, or press and hold), and "
    f"choose Apps → “{MENU_ASK}”. Or mention me with your question."
)
NOTHING_TO_ASK = "That message holds no text that I could look up."
OWN_MESSAGE = "That is one of my own messages. Use its buttons, or reply to it with a question."
BUTTON_UNKNOWN = (
    "That button is from another version of me, and I no longer know what it is for. "
    "Please ask me again."
)
REMOVE_REFUSED = "Only the person who asked, or a moderator, can remove this."
COMMAND_UNKNOWN = "That command is no longer there. Reload Discord to get the current list."
QUESTION_GONE = "I can no longer see the message that this answers, so I cannot say why."

VOTED_FOR = "Thank you, 👍 is noted. Press it again to take it back."
VOTED_AGAINST = (
    "Thank you, 👎 is noted; press it again to take it back. "
    "“Not what I meant” shows what else came close."
)
VOTE_TAKEN_BACK = "Your vote is taken back."
VOTE_LOST = "I cannot note votes right now, so nothing has changed. Please try again later."
HAS_THIS_CHANGED = "Has this changed?"
WHAT_HAS_CHANGED = "What has changed?"


def what_has_changed(answer: int) -> str:
    """Offer to tell what has changed in one of a message's answers, counted from 1."""
    return WHAT_HAS_CHANGED if answer == 1 else f"What has changed in answer {answer}?"


AS_IT_IS_NOW = "Read it as it is now"
CHANGED_HEADING = "What has changed"
CHANGED_SOMEHOW = (
    "These words have changed since. I did not keep the old ones, so I cannot say where."
)
CHANGED_IN_LAYOUT = "The words are the same; only line breaks or spaces have changed."
CHANGES_MARKED = "What went is marked as gone, and struck out; what came as new, and bold."


def gone(words: str) -> str:
    """Mark words that a page no longer has; not by their looks alone, which are not read aloud."""
    return f"[gone: ~~{words}~~]"


def new(words: str) -> str:
    """Mark words that a page has now."""
    return f"[new: **{words}**]"


def unchanged(label: str, since: date | None) -> str:
    """Say that an answer still holds word for word."""
    when = "since that answer" if since is None else f"since {long_date(since)}, at least"
    return f"“{label}” is unchanged {when}."


def changed_since(label: str, day: date) -> str:
    """Say what is compared with what."""
    return f"“{label}”, as quoted from {long_date(day)} on, and now. {CHANGES_MARKED}"


def corrected_on(day: date, note: str) -> str:
    """Tell below an answer, after the fact, that its page was corrected."""
    return f"Corrected on {long_date(day)}: {note}"


_CORRECTED: Final = re.compile(r"Corrected on [^:]{1,30}: (?P<note>.+)")


def note_of_correction(line: str) -> str | None:
    """Read back the note of such a line; none for any other."""
    found = _CORRECTED.fullmatch(line)
    return None if found is None else found["note"]


_TAKEN_BACK: Final = "A correction was taken back on "


def taken_back_on(day: date) -> str:
    """Tell below an answer that a correction of which it told no longer stands."""
    return f"{_TAKEN_BACK}{long_date(day)}: the page says again what stands here."


def tells_of_taking_back(line: str) -> bool:
    """Read such a line back."""
    return line.startswith(_TAKEN_BACK)


NO_LONGER_SAID = "The page no longer says what is quoted here."

NO_VOTES = "Votes on answers are not taken here."


# ------------------------------------------------------------------ browsing

COMMAND_TOPICS = "People, places and bodies that the briefings describe"
COMMAND_TOPIC = "Who or what is it? Show one of the topics"
OPTION_TOPIC = "The name of a person, place or body"
COMMAND_BRIEFING = "Open a briefing and pick a part of it"
OPTION_BRIEFING = "The briefing's title"
COMMAND_LATEST = "The briefings, newest facts first"
COMMAND_HELP = "What I do, and how to ask"
