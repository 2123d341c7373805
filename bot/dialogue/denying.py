"""Tells what a text denies, so that "who did not sign" is not answered with who signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile
from typing import Final

from bot.corpus.model import Passage, PassageKind
from bot.matching.model import Candidate
from bot.text.normalise import fold
from bot.text.sentences import sentences
from bot.text.tokens import chat_words, stem
from bot.text.word_lists import word_list
from bot.text.words import STOP_WORDS

Words = tuple[str, ...]
Terms = frozenset[str]


def is_opposite(found: Candidate, text: str) -> bool:
    """Say whether a message denies what the passage found is about, or the other way round.

    A passage that says of the same thing what is not so, in so many words, may well answer; and
    what is asked with yes or no has one answer either way.
    """
    passage = found.passage
    said = _read(text)
    if passage.kind is PassageKind.TOPIC or _is_polar(said) or _is_polar(_read(passage.label)):
        return False
    asked = [_read(wording) for wording in (found.wording, passage.label, *passage.aliases)]
    are_denied = (terms for terms in _denied(said) if _is_asked(terms, asked))
    return any(not _are_denied_in(passage, terms, asked) for terms in are_denied) or (
        not _speaks_against(said) and all(_denies_one_of(said, wording) for wording in asked)
    )


def _is_polar(words: Words) -> bool:
    """Tell a question for yes or no: it opens with its verb."""
    rest = [*dropwhile(lambda word: word in _OPENERS, words)]
    return bool(rest) and rest[0] in _AUXILIARIES


def _read(text: str) -> Words:
    return chat_words(fold(text))


def _is_asked(terms: Terms, asked: Sequence[Words]) -> bool:
    return any(terms.issubset(map(stem, wording)) for wording in asked)


def _are_denied_in(passage: Passage, terms: Terms, asked: Sequence[Words]) -> bool:
    """Say whether a passage denies any of these itself."""
    texts = (*asked, *map(_read, sentences(passage.text)))
    return any(
        not terms.isdisjoint(map(stem, words))
        and _speaks_against(tuple(word for word in words if stem(word) not in terms))
        for words in texts
    )


def _denies_one_of(said: Words, wording: Words) -> bool:
    terms = {stem(word) for word in said if word not in STOP_WORDS}
    return any(denied <= terms for denied in _denied(wording))


def _speaks_against(words: Words) -> bool:
    return any(word in _NEGATORS or stem(word) in _NEGATIVE for word in words)


def _denied(words: Words) -> Iterator[Terms]:
    """Give what each "not", "no", "never" and the like denies, in stems.

    It is the next word that says something; but after "why did not", where the subject comes first,
    all of them. "Didn't Kim sign it?", "or not" and "I do not know" deny nothing.
    """
    for at, word in enumerate(words):
        before, after = words[:at], words[at + 1 :]
        if word not in _NEGATORS or not after:
            continue
        if word == "no" and after[0] in STOP_WORDS:
            continue  # "no, who signed it?"
        if word == "not" and _denies_nothing(before, after):
            continue
        skipped = [*takewhile(lambda own: own not in _CLAUSE, after)]
        content = [stem(own) for own in skipped if own not in _PASSED_OVER]
        if content:
            yield frozenset(content if _has_turned(before) else content[:1])


def _denies_nothing(before: Words, after: Words) -> bool:
    if after[0] in _EVEN_SO or before[-1:] == ("or",):
        return True
    if not before or before[-1] not in _AUXILIARIES:
        return not _SELF.isdisjoint(before[-1:])
    subject = before[-2:-1]
    return not subject or subject[0] in _OPENERS or subject[0] in _SELF


def _has_turned(before: Words) -> bool:
    """Say whether the subject is still to come: "why did not", but not "who did not"."""
    return before[-1:] != () and before[-1] in _AUXILIARIES and before[-2:-1] in _ADVERBS


_NEGATORS: Final = word_list("not never no without nobody none neither nor")
_NEGATIVE: Final = frozenset(
    map(
        stem,
        word_list(
            """
            refuse fail decline stop avoid prevent deny reject lack miss unable impossible hardly
            scarcely barely few fewer little less least halt ban block forbid instead against leave
            end cancel abandon drop quit oppose lose loss withhold withdraw resist hinder rarely
            seldom absent absence exclude except unless close shut annul void revoke scrap
            """
        ),
    )
)
"""Stems of words that deny something without a "not"."""

_EVEN_SO: Final = word_list("only just even sure least that necessarily")
_AUXILIARIES: Final = word_list(
    """
    is are was were am be do does did have has had can could will would shall should may might must
    """
)
_ADVERBS: Final = (("why",), ("how",), ("when",), ("where",))
_PASSED_OVER: Final = _AUXILIARIES | word_list(
    """
    a an the this that these those he she it they him her them his its their you your my our one
    been being yet really actually quite very so too all any both each at in on of by to from for
    with into about now then there here
    """
)
_OPENERS: Final = word_list("so but and or well wait hey ok okay then also yeah yes no hi hello")
_SELF: Final = word_list("i we me us")
_CLAUSE: Final = word_list(
    """
    and but or if because while until although though unless whether what which who whom whose when
    where why how than that
    """
)
