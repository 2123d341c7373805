"""What a message picks out of the choices that were offered: by number, or by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.corpus.model import Corpus, Passage, PassageId
from bot.dialogue import wording
from bot.dialogue.model import Reply, ReplyKind, Utterance
from bot.dialogue.questions import reads_as_question
from bot.dialogue.requests import LAST, chosen_number
from bot.dialogue.stories import content_words
from bot.text.normalise import fold
from bot.text.tokens import stems, words

_NAMING_WORDS: Final = 4
"""Words by which a choice is named ("the Panama one"); longer messages ask something."""


def picked(utterance: Utterance, corpus: Corpus) -> PassageId | Reply | None:
    """Give the choice that a message picks, or say that there is none of that number."""
    number = chosen_number(utterance.text)
    if number is None:
        return _named(utterance, corpus)
    count = len(utterance.choices)
    place = count if number == LAST else number
    if 1 <= place <= count:
        return utterance.choices[place - 1]
    if not count:
        text = wording.NOTHING_TO_PICK
        return Reply(ReplyKind.NOTICE, wording.NO_SUCH_CHOICE_HEADING, text)
    text = wording.no_such_choice(number, count)
    return Reply(ReplyKind.NOTICE, wording.NO_SUCH_CHOICE_HEADING, text)


def may_name_choice(utterance: Utterance) -> bool:
    """Say whether a few words, after the bot has asked which is meant, may say which."""
    is_short = 1 <= len(content_words(utterance.text)) <= _NAMING_WORDS
    return utterance.shown is None and is_short and not reads_as_question(utterance.text)


def _named(utterance: Utterance, corpus: Corpus) -> PassageId | None:
    """Give the one choice that a few words name after the bot has asked which is meant."""
    if not may_name_choice(utterance):
        return None
    asked = content_words(utterance.text)
    offered = (corpus.passage(choice) for choice in utterance.choices)
    named = [p.id for p in offered if p is not None and _is_called(corpus, p, asked)]
    return named[0] if len(named) == 1 else None


def _is_called(corpus: Corpus, passage: Passage, asked: Iterable[str]) -> bool:
    """Say whether a choice's label, or its story's title, holds all of some words."""
    title = corpus.briefing_of(passage).title
    return set(stems(asked)).issubset(stems(words(fold(f"{passage.label} {title}"))))
