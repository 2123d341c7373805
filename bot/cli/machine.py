"""The machine-readable forms that editors' tools depend on: plain dicts, ready for JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bot.corpus.findings import Finding
from bot.corpus.model import (
    Briefing,
    Corpus,
    GoDeeper,
    Page,
    Passage,
    PassageKind,
)
from bot.dialogue.model import Turn
from bot.matching.model import Abstain, Answer, Clarify, Decision

MAX_CANDIDATES = 5

Json = dict[str, Any]


def dump(value: object, *, indent: int | None = None) -> str:
    """Write JSON as readable text: no escapes but for what UTF-8 cannot hold."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def passage_json(passage: Passage) -> Json:
    """Name a passage: id, kind, label, file and line."""
    return {
        "id": passage.id,
        "kind": passage.kind.value,
        "label": passage.label,
        "file": passage.provenance.file,
        "line": passage.provenance.line,
    }


def turn_json(turn: Turn, corpus: Corpus, elapsed_ms: float) -> Json:
    """Give one object of `ask --json`."""
    shown = turn.decision.candidate.passage if isinstance(turn.decision, Answer) else None
    opened = (corpus.passage(choice.passage) for choice in turn.reply.follow_ups)
    return {
        "message": turn.utterance.text,
        "decision": decision_name(turn.decision),
        "confidence": round(turn.confidence, 4),
        "answer": None if shown is None else _shown_json(shown),
        "also": [_shown_json(also.passage) for also in turn.reply.also if also.passage],
        "candidates": [
            passage_json(candidate.passage) | {"confidence": round(candidate.confidence, 4)}
            for candidate in turn.candidates[:MAX_CANDIDATES]
        ],
        "follow_ups": [passage_json(passage) for passage in opened if passage is not None],
        "ms": round(elapsed_ms, 3),
    }


def _shown_json(passage: Passage) -> Json:
    """Give a passage that was shown, with its words."""
    return passage_json(passage) | {"text": passage.text}


def decision_name(decision: Decision) -> str:
    """Name a decision as machines know it."""
    names = {Answer: "answer", Clarify: "clarify", Abstain: "abstain"}
    return names[type(decision)]


def corpus_json(corpus: Corpus) -> Json:
    """Give the object of `corpus --json`: everything that was parsed."""
    return {
        "revision": corpus.revision,
        "briefings": [_briefing_json(corpus, briefing) for briefing in corpus.briefings],
    }


def _briefing_json(corpus: Corpus, briefing: Briefing) -> Json:
    pages = [_page_json(corpus, page) for page in briefing.pages]
    return {"id": briefing.id, "title": briefing.title, "pages": pages}


def _page_json(corpus: Corpus, page: Page) -> Json:
    return {
        "file": page.file,
        "kind": page.kind.value,
        "title": page.title,
        "sections": [
            _words(section) | {"subheadings": [part.label for part in section.subheadings]}
            for section in page.of_kind(PassageKind.SECTION, PassageKind.MENU)
        ],
        "questions": [
            _words(question) | {"kind": question.kind.value}
            for question in page.of_kind(PassageKind.QUESTION, PassageKind.TEASER)
        ],
        "go_deeper": [_go_deeper_json(corpus, question) for question in page.go_deeper],
        "topics": [
            _words(topic) | {"truncated": topic.is_truncated}
            for topic in page.of_kind(PassageKind.TOPIC)
        ],
    }


def _words(passage: Passage) -> Json:
    return {
        "id": passage.id,
        "label": passage.label,
        "line": passage.provenance.line,
        "text": passage.text,
    }


def _go_deeper_json(corpus: Corpus, question: GoDeeper) -> Json:
    target = corpus.answer_to(question)
    return {
        "label": question.label,
        "line": question.provenance.line,
        "answered_by": None if target is None else passage_json(target),
    }


def findings_json(findings: Iterable[Finding]) -> list[Json]:
    """Give the list of `lint --format json`."""
    return [asdict(finding) for finding in findings]
