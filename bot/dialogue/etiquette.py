"""When to keep quiet: nobody asked for a bot that comments on everything."""

from __future__ import annotations

from enum import Enum, auto
from typing import assert_never

from bot.dialogue.model import ReplyKind, Turn
from bot.dialogue.questions import reads_as_question
from bot.dialogue.requests import Wish, is_bare_number, wish_of
from bot.matching.model import Answer


class Address(Enum):
    """How a message is addressed to the bot."""

    DIRECT = auto()
    """By name, or in direct messages: it always gets an answer."""
    REPLY = auto()
    """As a reply to one of the bot's messages."""
    FOLLOW_UP = auto()
    """To nobody in particular, in a thread that the bot opened for an answer."""
    OVERHEARD = auto()
    """To nobody in particular, in a channel that is set to be answered."""


def is_worth_saying(turn: Turn, address: Address) -> bool:
    """Say whether a reply helps: always when called, only a confident answer when not."""
    words = turn.utterance.text
    match address:
        case Address.DIRECT:
            return True
        case Address.REPLY:
            if _is_small_talk(turn):
                return False
            came_close = bool(turn.candidates) or turn.reply.kind is not ReplyKind.ABSTENTION
            return came_close or reads_as_question(words)
        case Address.FOLLOW_UP:
            asks_on = wish_of(words) is not None and not _is_small_talk(turn)
            return asks_on or reads_as_question(words) or is_bare_number(words)
        case Address.OVERHEARD:
            asks = reads_as_question(words) or is_bare_number(words)
            return asks and isinstance(turn.decision, Answer)
        case _:
            assert_never(address)


def _is_small_talk(turn: Turn) -> bool:
    """Say whether a message only thanks, or agrees where nothing was offered."""
    wish = wish_of(turn.utterance.text)
    agrees = wish in {Wish.YES, Wish.NO} and turn.reply.kind is ReplyKind.NOTICE
    return wish is Wish.THANKS or agrees


def is_worth_noting(turn: Turn, address: Address) -> bool:
    """Say whether moderators learn from a reply that is only thought.

    More than would be said aloud: at another threshold the bot might have answered that too.
    """
    if address is not Address.OVERHEARD:
        return is_worth_saying(turn, address)
    return bool(turn.candidates) and reads_as_question(turn.utterance.text)
