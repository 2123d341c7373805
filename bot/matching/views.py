"""The views of a passage: every wording under which a reader's message may find it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from bot.corpus.model import Corpus, Passage, PassageId, PassageKind
from bot.matching.phrasings import phrasings_of
from bot.text.sentences import sentences
from bot.text.words import STOP_WORDS


@dataclass(frozen=True, slots=True)
class Views:
    """All views of one passage, verbatim."""

    wordings: tuple[str, ...]
    """The label first, then aliases and the go-deeper questions that lead here."""
    phrasings: tuple[str, ...]
    """General ways to ask for this kind of section."""
    sentences: tuple[str, ...]


def views_of(passage: Passage, leading_here: tuple[str, ...] = ()) -> Views:
    """Collect the views of a passage; a menu's items belong to the passages that they open."""
    is_menu = passage.kind is PassageKind.MENU
    return Views(
        wordings=tuple(dict.fromkeys((passage.label, *passage.aliases, *leading_here))),
        phrasings=_keywords(passage.label) if passage.is_headed else (),
        sentences=() if is_menu else sentences(passage.text),
    )


def _keywords(heading: str) -> tuple[str, ...]:
    """Give the phrasings that are nothing but keywords; whole sentences are sought in order."""
    return tuple(
        phrasing
        for phrasing in phrasings_of(heading)
        if not STOP_WORDS.intersection(phrasing.split())
    )


def go_deeper_wordings(corpus: Corpus) -> Mapping[PassageId, tuple[str, ...]]:
    """Give, for each passage, the go-deeper questions that were resolved to it."""
    found: dict[PassageId, list[str]] = defaultdict(list)
    for page in corpus.pages:
        for question in page.go_deeper:
            target = corpus.answer_to(question)
            if target is not None:
                found[target.id] += [question.label, *question.aliases]
    return {passage_id: tuple(labels) for passage_id, labels in found.items()}
