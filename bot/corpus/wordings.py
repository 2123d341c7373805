"""Which passage a wording belongs to, and wordings that two passages claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.model import Corpus, Passage, PassageId, PassageKind
from bot.text.normalise import fold
from bot.text.tokens import words


def wording_key(wording: str) -> str:
    """Reduce a wording to what the matcher compares word for word: "What's up?" → what is up."""
    return " ".join(words(fold(wording)))


def clash_of(corpus: Corpus, passage_id: PassageId, wording: str) -> Passage | None:
    """Give the other passage that a new wording of a passage would clash with.

    It clashes with a question that it is word for word, or with a passage that has it as an alias;
    a question comes first. None where the wording is free, has no words, or is the passage's own.
    """
    key, own = wording_key(wording), corpus.passage(passage_id)
    if not key or (own is not None and key == wording_key(own.label)):
        return None
    others = [p for p in corpus.passages if p.id != passage_id and _compete(own, p)]
    asked = (p for p in others if wording_key(p.label) == key)
    accepted = (p for p in others if key in map(wording_key, p.aliases))
    return next(asked, None) or next(accepted, None)


def lint_wordings(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Tell of aliases that belong to two passages, or that are another passage's question."""
    asked = _holders((wording_key(p.label), p) for p in passages)
    accepted = _holders((wording_key(alias), p) for p in passages for alias in p.aliases)
    for passage in passages:
        own = wording_key(passage.label) if passage.aliases else ""
        for alias in dict.fromkeys(passage.aliases):
            key = wording_key(alias)
            if not key or key == own:
                continue
            code, other = "alias-of-another", _rival(passage, asked.get(key, ()))
            if other is None:
                code, other = "alias-clash", _earlier(passage, accepted[key])
            if other is not None:
                where = passage.provenance
                values = {"what": alias, "other": other.label, "place": str(other.provenance)}
                yield finding(code, where.file, where.line, **values)


def _holders(pairs: Iterable[tuple[str, Passage]]) -> dict[str, list[Passage]]:
    holders: dict[str, list[Passage]] = defaultdict(list)
    for key, passage in pairs:
        holders[key].append(passage)
    return holders


def _rival(passage: Passage, others: Iterable[Passage]) -> Passage | None:
    return next((p for p in others if p.id != passage.id and _compete(passage, p)), None)


def _earlier(passage: Passage, holders: Iterable[Passage]) -> Passage | None:
    """Give the first holder of an alias, so that a clash is told once, at the later one."""
    for holder in holders:
        if holder.id == passage.id:
            return None
        if _compete(passage, holder):
            return holder
    return None


def _compete(passage: Passage | None, other: Passage) -> bool:
    """Tell whether a wording can belong to one of two passages only.

    Every story has its sections and may define the same person, so what is no question only
    competes within its briefing, and a topic not with another topic. A menu answers nothing.
    """
    if PassageKind.MENU in {other.kind, passage and passage.kind}:
        return False
    if passage is None or (passage.is_question and other.is_question):
        return True
    both_topics = passage.kind is other.kind is PassageKind.TOPIC
    return passage.briefing == other.briefing and not both_topics
