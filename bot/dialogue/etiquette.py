"""When to keep quiet: nobody asked for a bot that comments on everything."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import Final, assert_never

from bot.corpus.model import Passage
from bot.dialogue.bearing import covers, holds_all, is_keywords, is_named
from bot.dialogue.model import ReplyKind, Turn
from bot.dialogue.reading.leaning import asks_instead
from bot.dialogue.reading.parts import part_wanted
from bot.dialogue.reading.questions import reads_as_question, reads_as_request
from bot.dialogue.reading.wishes import Wish, is_bare_number, wish_of
from bot.dialogue.typed_commands import typed_command
from bot.matching.model import Abstain, Answer, Clarify


class Address(Enum):
    """How a message is addressed to the bot."""

    DIRECT = auto()
    """By name, or in direct messages: it always gets an answer."""
    REPLY = auto()
    """As a reply to one of the bot's messages."""
    FOLLOW_UP = auto()
    """To nobody in particular, in a thread that the bot opened, by whom it is talking with."""
    AMONG_READERS = auto()
    """To nobody in particular, in such a thread, where readers may be talking to each other."""
    OVERHEARD = auto()
    """To nobody in particular, in a channel that is set to be answered."""

    @property
    def is_waiting(self) -> bool:
        """Say whether whoever wrote so may wait for an answer of the bot's."""
        return self not in (Address.AMONG_READERS, Address.OVERHEARD)


def is_worth_saying(turn: Turn, address: Address) -> bool:
    """Say whether a reply helps.

    Always when called. To what only follows the bot's words, where something is wanted of it; to
    a remark, where the bot is sure, or can ask back for keywords. Else only what is sure, and in
    its own thread what has to do with the very words that were asked.
    """
    words = turn.utterance.text
    match address:
        case Address.DIRECT:
            return True
        case Address.REPLY:
            is_near = _is_sure(turn) or (is_keywords(words) and _asks_back(turn, covers))
            is_remark = _is_small_talk(turn) or not (_is_wanted(turn) or is_near)
            return _has_words(turn) and not is_remark
        case Address.FOLLOW_UP:
            return _is_wanted(turn)
        case Address.AMONG_READERS:
            is_near = _is_sure(turn) or _asks_back(turn, holds_all) or _declines_the_story(turn)
            return _is_asked(turn) and is_near
        case Address.OVERHEARD:
            return _is_asked(turn) and _is_sure(turn)
        case _:
            assert_never(address)


def is_worth_noting(turn: Turn, address: Address) -> bool:
    """Say whether moderators learn from a reply that is only thought.

    More than would be said aloud: at another threshold the bot might have answered that too.
    """
    if address is not Address.OVERHEARD:
        return is_worth_saying(turn, address)
    return bool(turn.candidates) and reads_as_question(turn.utterance.text)


def is_worth_a_thread(turn: Turn) -> bool:
    """Say whether a reply is worth a thread of its own: help and thanks need none."""
    return turn.reply.kind is not ReplyKind.NOTICE and _has_words(turn)


def _has_words(turn: Turn) -> bool:
    """Say whether a message is more than signs: an emoji, an image or "???" asks nothing."""
    return any(character.isalnum() for character in turn.utterance.text)


def _is_asked(turn: Turn) -> bool:
    """Say whether a message asks something, though perhaps not of the bot."""
    words = turn.utterance.text
    return reads_as_question(words) or is_bare_number(words)


def _is_wanted(turn: Turn) -> bool:
    """Say whether a message, which is said to the bot, wants something of it."""
    if _is_small_talk(turn):
        return False
    words = turn.utterance.text
    part = part_wanted(words)
    return (
        reads_as_request(words)
        or is_bare_number(words)
        or wish_of(words) is not None
        or typed_command(words) is not None
        or (part is not None and part.about is None)
        or (asks_instead(words) is not None and not _OBJECTS.search(words))
    )


_OBJECTS: Final = re.compile(r"\bbut\b", re.IGNORECASE)
""""And the EU" asks on; "but cool story" does not."""


def _is_small_talk(turn: Turn) -> bool:
    """Say whether a message only thanks, or agrees where nothing was offered."""
    wish = wish_of(turn.utterance.text)
    agrees = wish in {Wish.YES, Wish.NO} and turn.reply.kind is ReplyKind.NOTICE
    return wish is Wish.THANKS or agrees


def _is_sure(turn: Turn) -> bool:
    """Say whether a reply is an answer, and not just what its reader has on the screen already."""
    if not isinstance(turn.decision, Answer):
        return False
    passage = turn.decision.candidate.passage
    is_new = passage.id != turn.utterance.shown
    return is_new or covers(passage, turn.utterance.text)


def _asks_back(turn: Turn, has_words: Callable[[Passage, str], bool]) -> bool:
    """Say whether a reply offers what has the words of its message, or a list that they name."""
    words = turn.utterance.text
    if not isinstance(turn.decision, Clarify):
        return False
    is_list = turn.reply.kind is ReplyKind.MENU and wish_of(words) is None
    return is_list or any(has_words(near.passage, words) for near in turn.decision.candidates)


def _declines_the_story(turn: Turn) -> bool:
    """Say whether a reader who has a story in view is told that it does not say what they ask.

    A word of a question or of a name in it tells; headings say what people say of anything.
    """
    if not isinstance(turn.decision, Abstain) or turn.utterance.about is None:
        return False
    near = (candidate.passage for candidate in turn.decision.nearest)
    words = turn.utterance.text
    return any(is_named(passage, words) for passage in near if not passage.is_headed)
