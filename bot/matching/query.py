"""Reads a message against an index: its terms, names, kind of question and intents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from bot.matching.arrays import FloatArray
from bot.matching.index import Index
from bot.matching.mending import Mender
from bot.matching.names import spell_united_states
from bot.matching.phrasings import PHRASINGS, phrasings_of
from bot.text.edges import without_edges
from bot.text.links import BARE_LINK
from bot.text.normalise import MAX_CHARACTERS, normalise
from bot.text.question_types import QuestionType, question_type
from bot.text.segments import bare_question, split_asides, without_closing
from bot.text.tokens import stem, stems, words
from bot.text.words import ASKING_WORDS, STOP_WORDS

MAX_TERMS: Final = 24
"""The most telling terms of a message that are compared; longer messages repeat themselves."""


def _headings_by_phrase() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Give the stems of each phrasing, and the headings that can be asked for with it."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for heading in PHRASINGS:
        for phrase in phrasings_of(heading):
            found.setdefault(stems(words(phrase)), {})[heading] = None
    return {phrase: tuple(headings) for phrase, headings in found.items()}


_INTENTS: Final = _headings_by_phrase()
_LONGEST_INTENT: Final = max(map(len, _INTENTS))


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One content word, or one name, of a message."""

    term: str
    position: int
    """Its id in the index, or -1 where the corpus does not have it."""
    weight: float
    """How telling it is in the whole corpus, 0..1."""
    base_weight: float
    """How telling it is before looking at the corpus: rare in English, and not said aside."""
    is_name: bool
    is_asking: bool
    """Only a way of asking ("explain", "list"), which nothing has to cover."""
    is_heading: bool
    """Part of a way to ask for a kind of section, which says nothing of the story."""
    is_aside: bool
    """Said beside the question, in another sentence; it tells the story at most."""
    is_foreign: bool
    """A country or capital that the corpus never speaks of."""
    rarity: float
    """How rare the word is in English, 0..1."""


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A message as the index understands it."""

    words: tuple[str, ...]
    """All words in order: spelt out, repaired, names merged."""
    text: str
    """What a sentence encoder reads: the words spelt out and repaired, what is said aside first."""
    focus: tuple[str, ...]
    """The words of the sentence that asks; all of them where that cannot be told."""
    terms: tuple[QueryTerm, ...]
    surfaces: tuple[str, ...]
    """(terms) Each term as the word that it was read from."""
    vectors: FloatArray
    """(terms, dimensions)"""
    question_type: QuestionType
    intents: Mapping[str, float]
    """Canonical heading → the share of the message that asks for such a section."""
    repairs: tuple[tuple[str, str], ...]
    """What was typed, and what it was read as."""
    exact: tuple[int, ...]
    """Passages of which this is a wording, word for word."""
    function_share: float
    """The share of English function words among the words: a sign of the language."""
    english_share: float
    """The share of words that are English, in the corpus, or repaired."""


class _Words(NamedTuple):
    """The words of a part of a message."""

    typed: list[str]
    spoken: list[str]
    """Repaired, and initials spelt out."""
    repairs: list[tuple[str, str]]
    merged: list[str]
    """With each country's name as one."""


class Understanding:
    """Reads messages against one index. Immutable after construction."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._mender = Mender(index.known_words, index.names, index.lexicon)

    def read(self, message: str) -> Query:
        """Understand a message; any text will do."""
        index = self._index
        own = without_edges(message[:MAX_CHARACTERS], self._is_of_the_pages)
        folded = without_closing(normalise(BARE_LINK.sub(" ", spell_united_states(own))))
        bare = bare_question(folded, self._is_of_the_pages)
        asides, question = split_asides(bare)
        aside, asked = self._words(asides), self._words(question)
        intents = _intents(asked.merged, index)
        terms, surfaces = self._terms(asked.merged, aside.merged, intents.words)
        known = [self._mender.is_known(word) for word in (*asked.typed, *aside.typed)]
        functions = [w in STOP_WORDS for w in asked.merged]
        return Query(
            words=(*aside.merged, *asked.merged),
            text=" ".join((*aside.spoken, *asked.spoken)),
            focus=tuple(asked.merged),
            terms=terms,
            surfaces=tuple(surfaces),
            vectors=index.lexicon.vectors_of_surfaces(surfaces),
            question_type=question_type(asked.merged),
            intents=intents.shares,
            repairs=(*asked.repairs, *aside.repairs),
            exact=self._exactly(folded, bare),
            function_share=sum(functions) / max(len(functions), 1),
            english_share=sum(known) / max(len(known), 1),
        )

    def _is_of_the_pages(self, word: str) -> bool:
        return stem(word) in self._index.term_ids

    def _exactly(self, folded: str, bare: str) -> tuple[int, ...]:
        """Find what is worded as the message, or else as what is left without its opening."""
        found = self._worded(folded)
        return found if found or bare == folded else self._worded(bare)

    def _worded(self, folded: str) -> tuple[int, ...]:
        return self._index.exact.find(" ".join(self._index.names.merge(words(folded))))

    def _words(self, folded: str) -> _Words:
        typed = self._mender.typed(folded)
        spoken, repairs = self._mender.mended(typed)
        return _Words(typed, spoken, repairs, self._index.names.merge(spoken))

    def _terms(
        self, merged: Sequence[str], aside: Sequence[str], headings: Set[str]
    ) -> tuple[tuple[QueryTerm, ...], list[str]]:
        """Give the distinct terms, the most telling ones where there are too many."""
        found: dict[str, tuple[QueryTerm, str]] = {}
        for words_of, is_aside in ((merged, False), (aside, True)):
            for word in words_of:
                if word not in STOP_WORDS:
                    is_heading = word in headings and not is_aside
                    term = self._term(word, is_heading=is_heading, is_aside=is_aside)
                    found.setdefault(term.term, (term, word))
        chosen = list(found.values())
        if len(chosen) > MAX_TERMS:
            chosen = sorted(chosen, key=lambda pair: -pair[0].weight)[:MAX_TERMS]
        return tuple(term for term, _ in chosen), [word for _, word in chosen]

    def _term(self, word: str, *, is_heading: bool, is_aside: bool) -> QueryTerm:
        index, names = self._index, self._index.names
        is_place = word in names.places
        term = word if is_place else stem(word)
        position = index.term_ids.get(term, -1)
        rarity = index.lexicon.rarity(word)
        is_known = position >= 0
        weight = float(index.weights[position]) if is_known else rarity
        base = float(index.rarity[position]) if is_known else rarity
        if is_aside:
            share = _ASIDE_WEIGHT if is_known else 0.0
            weight, base = weight * share, base * share
        return QueryTerm(
            term=term,
            position=position,
            weight=weight,
            base_weight=base,
            is_name=bool(index.is_name[position]) if position >= 0 else is_place,
            is_asking=word in ASKING_WORDS,
            is_heading=is_heading,
            is_aside=is_aside,
            is_foreign=is_place and position < 0 and names.capitals.get(word) not in index.term_ids,
            rarity=rarity,
        )


_ASIDE_WEIGHT: Final = 0.3
"""What stands beside the question may name the story, but is not what is asked."""


class _Intents(NamedTuple):
    """What kinds of sections a message asks for."""

    shares: Mapping[str, float]
    """Canonical heading → the share of the message that asks for such a section."""
    words: Set[str]
    """The words that do."""


def _intents(merged: Sequence[str], index: Index) -> _Intents:
    """Find phrasings of sections, and how much of the message they leave unexplained."""
    found = stems(merged)
    covered: dict[str, set[int]] = {}
    for at, length, headings in _phrases_in(found):
        for heading in headings:
            covered.setdefault(heading, set()).update(range(at, at + length))
    if not covered and len(merged) <= _SHORT:
        return _Intents(_misspelt_intents(found), frozenset())
    rest = [at for at, word in enumerate(merged) if _is_substance(word, index)]
    shares = {
        heading: len(places) / (len(places) + sum(at not in places for at in rest))
        for heading, places in covered.items()
    }
    return _Intents(shares, {merged[at] for places in covered.values() for at in places})


_SHORT: Final = 8
"""Words of a message that is compared with whole phrasings letter by letter."""

_MISSPELT: Final = 82.0
"""Similarity in per cent from which a short message is taken for a phrasing."""

_INTENT_TEXTS: Final = {" ".join(phrase): headings for phrase, headings in _INTENTS.items()}


def _misspelt_intents(found: Sequence[str]) -> dict[str, float]:
    """Find the phrasing that a short message nearly is: "how did we got heer"."""
    best = process.extractOne(
        " ".join(found), _INTENT_TEXTS.keys(), scorer=fuzz.ratio, score_cutoff=_MISSPELT
    )
    return {} if best is None else dict.fromkeys(_INTENT_TEXTS[best[0]], best[1] / 100.0)


def _phrases_in(found: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for at in range(len(found)):
        for length in range(min(_LONGEST_INTENT, len(found) - at), 0, -1):
            phrase = tuple(found[at : at + length])
            headings = _INTENTS.get(phrase)
            if headings is not None:
                next_words = found[at + length : at + length + 1]
                if phrase[-1] != _HAPPEN or _OF_ONE_CASE.isdisjoint(next_words):
                    yield at, length, headings
                break


_HAPPEN: Final = stem("happened")

_OF_ONE_CASE: Final = frozenset(stems(("to", "when", "if", "after", "once", "next")))
"""After "what happens", these ask about one matter and not for all the news."""


def _is_substance(word: str, index: Index) -> bool:
    """Say whether a word asks for more than a kind of section of some story."""
    if word in STOP_WORDS or word in ASKING_WORDS:
        return False
    position = index.term_ids.get(word if word in index.names.places else stem(word), -1)
    return position < 0 or not bool(index.is_name[position])
