"""What readers read who follow a story. See `wording.py`."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.wording import count_of

COMMAND_FOLLOW = "Hear what is new in a story, by direct message; or see which ones you follow"
OPTION_STORY = "The story’s title; without one, I list what you follow"
FOLLOW = "Follow this story"
STOP = "Stop following"
NEW = "New"
CHANGED = "Changed"

_FROM_THEN_ON = (
    "When its pages say something new, I tell you in a direct message what that is, and nothing "
    "else. What changes within ten minutes comes together. For this I keep your id until you stop."
)


def begun(title: str) -> str:
    """Tell a reader on the server that they follow a story."""
    return f"You follow **{title}** now, and I have just written to you. {_FROM_THEN_ON}"


def begun_in_private(title: str, server: str) -> str:
    """Tell a reader the same where they will hear of it."""
    return f"You follow **{title}** of {server} now. {_FROM_THEN_ON}"


def already(title: str) -> str:
    """Say that there is nothing to be done."""
    return f"You follow **{title}** already. I write to you when something in it is new."


def too_many(most: int) -> str:
    """Say that a reader follows as many stories as they can."""
    return (
        f"You follow {most} stories here, and I can note no more. /follow lists them, to stop one."
    )


CLOSED = (
    "I cannot write to you, so I have noted nothing. If you want to follow a story, allow direct "
    "messages from this server’s members: press the server’s name, choose “Privacy Settings”, "
    "switch “Direct Messages” on, and try again."
)
NOT_NOW = (
    "I could not write to you just now, so I have noted nothing. Please try again in a moment."
)
NOT_HERE = "A story is followed on the server that has it: please use /follow there."
NO_MEMBER = (
    "Only my commands are on this server: I am no member of it, and could not write to you. "
    "Whoever manages the server can add me as a member."
)
NOTHING_KEPT = "Whoever runs me keeps nothing of readers, so I cannot note that you follow a story."
NOT_LET = (
    "The moderators of this server have switched following off: nobody can begin to follow a story "
    "here, and I write to nobody who does until they switch it on again."
)
THE_SERVER = "a server"
FOLLOWED_HEADING = "What you follow"
NONE_FOLLOWED = (
    "You follow no story. To hear what is new in one, use /follow with its title, or press "
    f"“{FOLLOW}” under /briefing."
)
NOT_FOLLOWED = "You do not follow that story."
NOT_SHOWN = "That is no longer there, or you no longer follow its story."


def followed(titles: Iterable[str]) -> str:
    """List what a reader follows."""
    return "\n".join((f"### {FOLLOWED_HEADING}", *(f"- {title}" for title in titles)))


def stop(title: str) -> str:
    """Offer to follow one of several stories no longer."""
    return f"Stop: {title}"


def ended(title: str) -> str:
    """Say that a reader hears no more."""
    return f"You no longer follow **{title}**, and I have erased that you did."


def news_heading(title: str) -> str:
    """Head what is new."""
    return f"New in {title}"


def one_number(count: int) -> str:
    """Answer typed numbers of which none, or more than one, is on a list of news."""
    if count == 1:
        return "There is one thing to open there: please type 1."
    return f"I open one at a time: please type a number from 1 to {count}."


def taken_out(count: int) -> str:
    """Say beside news how much went."""
    return f"{count_of(count, 'passage')} {'has' if count == 1 else 'have'} been taken out."


def story_gone(title: str, server: str) -> str:
    """Say that there will be no more news."""
    return f"{server} no longer has **{title}**, so you no longer follow it."
