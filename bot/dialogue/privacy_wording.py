"""What readers read of what is kept of theirs. See `wording.py`."""

from __future__ import annotations

from bot.dialogue.wording import count_of

COMMAND_PRIVACY = "What I keep of your questions, and how to get or erase it"
EXPORT = "Give me what you keep of mine"
ERASE = "Erase it"
ERASE_SURE = (
    "This erases everything that I keep of your questions, on all servers and in direct "
    "messages, and which stories you follow: you hear no more of them. It cannot be undone. The "
    "messages in Discord stay."
)
ERASE_NOW = "Yes, erase it"
NOTHING_KEPT = "I keep nothing of your questions, and you follow no story."
STORE_AWAY = (
    "I cannot reach what I keep right now, so nothing has changed. Please try again in a few "
    "minutes; if it happens again, tell a moderator."
)
_IN_MEMORY = (
    "So that I understand “why?” and “go back” and follow your corrections, your latest "
    "messages to me and which passages I showed you stay in my memory for a quarter of an hour. "
    "To answer the same question faster, I also remember the latest questions themselves, without "
    "who asked them, until I restart."
)
PRIVACY_NOTHING = f"### Privacy\nI do not store your questions.\n\n{_IN_MEMORY}"


def privacy(days: int, *, tells_readers: bool) -> str:
    """Say in plain words what is kept of readers' questions, and for how long."""
    readers = _HASHED if tells_readers else "I do not keep who asked."
    return (
        "### Privacy\n"
        "When you ask me something, I keep:\n"
        "- your words, 300 characters at most,\n"
        "- the day and the hour,\n"
        "- which message, channel and server it was; of a direct message only which message,\n"
        "- what I answered with, or what came closest, and how sure I was,\n"
        "- your 👍 or 👎 on an answer, and what you picked after “Not what I meant”.\n\n"
        "Where moderators have me listen in silence (shadow), I keep the same of messages that "
        "read as questions and are close to the briefings, also when they are not put to me.\n\n"
        "When you press “Ask the editors”, I keep your words for them once more and, if you want "
        "to be told of an answer, your id until you are told.\n\n"
        "From this the people behind the briefings see what is asked and not answered. "
        f"After {count_of(days, 'day')} it is erased.\n\n{readers}\n\n"
        "When you follow a story, I keep your id, which story it is and on which server, and which "
        "version of it you know, until you stop (/follow), erase it, leave the server or close "
        "your direct messages, or the story is gone.\n\n"
        "When you delete your message, I erase what I keep of it. When I leave a server, I erase "
        f"what was asked there, and who followed what.\n\n{_IN_MEMORY}"
    )


_HASHED = (
    "I keep neither your name nor your id with what you ask. A code stands for you that only I can "
    "make from your id, and that changes every month. With it I find what is yours when you press "
    "a button below."
)


def exported(count: int, votes: int = 0, stories: int = 0) -> str:
    """Say what is in the file that a reader gets."""
    also = f", {count_of(votes, 'vote')}" if votes else ""
    if stories:
        also += f", {_stories(stories)} that you follow"
    return f"This is all that I keep of yours: {count_of(count, 'question')}{also}."


def erased(count: int, stories: int = 0) -> str:
    """Say how much was erased."""
    also = f" You no longer follow {_stories(stories)}." if stories else ""
    return f"Done. {count_of(count, 'question')} erased.{also}"


def _stories(count: int) -> str:
    return "1 story" if count == 1 else f"{count:,} stories"
