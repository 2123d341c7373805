"""Links each go-deeper question, when the corpus is built, to the passage that answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.model import Briefing, Corpus, GoDeeper, Passage, PassageId, PassageKind
from bot.matching.model import Candidate, Matcher, ReadingTogether
from bot.text.folding import folded

LINKED_AT: Final = 0.8
"""Confidence that links a question. More than an answer needs: a wrong button is worse than none,
and the question becomes a wording of what it is linked to, so that whoever asks the like is led
there too."""

_NEARLY: Final = 0.7
"""Confidence from which on it is worth while to rank a question once more."""

_RIVAL_AT: Final = 0.1
"""Confidence that makes the next candidate worth reading."""

_FAR_BETTER: Final = 3.0
"""Log-odds by which reading must find the next candidate better: what is less is often no better
answer."""

_LINKED: Final = (PassageKind.QUESTION, PassageKind.SECTION)
"""What answers. A teaser only announces that something does, and a definition shares names with
every question of its story."""


def resolve_go_deeper(corpus: Corpus, matcher: Matcher) -> Corpus:
    """Give the same corpus with `answered_by` filled, its own story first.

    A question that nothing answers is left out; `unanswered` reports it.
    """
    answered_by: dict[tuple[str, int], PassageId] = {}
    for briefing, question in _questions(corpus):
        target = _answer(question, briefing, matcher)
        if target is not None:
            where = question.provenance
            answered_by[where.file, where.line] = target.id
    return replace(corpus, answered_by=MappingProxyType(answered_by))


def unanswered(corpus: Corpus) -> tuple[Finding, ...]:
    """Report the go-deeper questions that nothing answers."""
    return tuple(
        finding(
            "go-deeper-unanswered",
            question.provenance.file,
            question.provenance.line,
            what=question.label,
        )
        for _, question in _questions(corpus)
        if corpus.answer_to(question) is None
    )


def links(corpus: Corpus) -> tuple[Finding, ...]:
    """Report which passage each other go-deeper question opens, so that authors can look."""
    return tuple(
        finding(
            "go-deeper-answered",
            question.provenance.file,
            question.provenance.line,
            what=question.label,
            target=target.label,
            other=str(target.provenance),
        )
        for _, question in _questions(corpus)
        if (target := corpus.answer_to(question)) is not None
    )


def _questions(corpus: Corpus) -> Iterator[tuple[Briefing, GoDeeper]]:
    for briefing in corpus.briefings:
        for page in briefing.pages:
            for question in page.go_deeper:
                yield briefing, question


def _answer(question: GoDeeper, briefing: Briefing, matcher: Matcher) -> Passage | None:
    """Find the answer under any of the question's wordings: at home, or else surely elsewhere."""
    home = next(briefing.passages, None)
    ranked = [
        candidate
        for wording in (question.label, *question.aliases)
        for candidate in matcher.rank(wording, about=home.id if home else None)
        if candidate.passage.kind in _LINKED
    ]
    own = [c for c in ranked if c.passage.briefing == briefing.id]
    others = [
        candidate
        for candidate in ranked
        if candidate.passage.briefing != briefing.id and _shares_a_name(question, candidate.passage)
    ]
    return (
        _read(question, own, matcher)
        or _defined(question, briefing)
        or _read(question, _of_its_story(question, briefing, own, matcher), matcher)
        or _surest(others)
    )


def _of_its_story(
    question: GoDeeper, briefing: Briefing, own: Sequence[Candidate], matcher: Matcher
) -> list[Candidate]:
    """Rank anew what is nearly sure, as if a reader asked: then passages are read as well.

    Where that finds another passage than before, neither is sure.
    """
    best = max(own, key=lambda candidate: candidate.confidence, default=None)
    if best is None or not _NEARLY <= best.confidence < LINKED_AT:
        return []
    again = [
        candidate
        for candidate in matcher.rank(question.label)
        if candidate.passage.kind in _LINKED and candidate.passage.briefing == briefing.id
    ]
    return again if again and again[0].passage.id == best.passage.id else []


def _defined(question: GoDeeper, briefing: Briefing) -> Passage | None:
    """Find the definition that a question asks for by name and nothing else: "Who is…?"."""
    asked = _WHO_IS.fullmatch(folded(question.label))
    topics = (p for p in briefing.passages if p.kind is PassageKind.TOPIC)
    return next(
        (topic for topic in topics if asked and _is_called(topic, asked["name"])),
        None,
    )


def _is_called(topic: Passage, name: str) -> bool:
    """Say whether a topic has a name, be it behind words for what it is: "Colonel Sako"."""
    called = set(map(_bare, (topic.label, *topic.aliases)))
    words = name.split()
    said = set(folded(topic.text).split())
    behind = (at for at in range(1, len(words)) if " ".join(words[at:]) in called)
    return name in called or any(said.issuperset(words[:at]) for at in behind)


def _bare(name: str) -> str:
    return folded(name).removeprefix("the ")


def _shares_a_name(question: GoDeeper, passage: Passage) -> bool:
    """Say whether a question names something that a passage of another story speaks of.

    Without a name, "Who is affected?" would lead to whatever story has the same words.
    """
    spoken = set(_WORD.findall(f"{passage.label} {passage.text}"))
    names = (word for word in _WORD.findall(question.label)[1:] if word[0].isupper())
    return any(name in spoken for name in names)


_WHO_IS: Final = re.compile(r"(?:who|what)(?: is| are| was| were|s) (?:the )?(?P<name>.+)")
_WORD: Final = re.compile(r"[^\W\d_]+")


def _read(question: GoDeeper, own: Sequence[Candidate], matcher: Matcher) -> Passage | None:
    """Find the surest answer, or the next if reading both finds that it answers far better."""
    best = _surest(own)
    if best is None or not isinstance(matcher, ReadingTogether):
        return best
    others = [c for c in own if c.confidence >= _RIVAL_AT and c.passage.id != best.id]
    if not others:
        return best
    rival = max(others, key=lambda candidate: candidate.confidence).passage
    said = matcher.read_together(question.label, (best.id, rival.id))
    is_better = len(said) > 1 and said[rival.id] >= said[best.id] + _FAR_BETTER
    return rival if is_better else best


def _surest(candidates: Sequence[Candidate]) -> Passage | None:
    best = max(candidates, key=lambda candidate: candidate.confidence, default=None)
    return best.passage if best is not None and best.confidence >= LINKED_AT else None
