"""Titles of pages that have none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile

from bot.corpus.bylines import is_byline
from bot.corpus.model import Passage, PassageKind
from bot.corpus.outline import HEADING
from bot.corpus.sections import SECTION_TYPES
from bot.text.code_marks import without_code
from bot.text.sentences import sentences
from bot.text.unmarked import without_line_marks, without_marks

MAX_TITLE = 80
"""Characters; a title must fit a button and a line."""

_MAX_LOOKED_AT = 2_000
"""Characters of a section; its first sentence ends sooner."""
_NAME = re.compile(r"(?<![.!?…:\"“/|–—] )(?<![¿¡])(?<!^)\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}")
_QUESTION_NAMES = 2
_KNOWN = {section.heading for section in SECTION_TYPES}


def derive_title(passages: Sequence[Passage]) -> str:
    """Derive a title from what a page says first, or from the names that its questions share."""
    news_first = sorted(_telling(passages), key=lambda p: p.section != SECTION_TYPES[0].heading)
    said = next(filter(None, map(_first_sentence, news_first)), None)
    if said is not None:
        return shortened(said)
    questions = [p for p in passages if p.is_question]
    names = _shared_names([p.label for p in questions])
    if names:
        return shortened("Questions about " + " and ".join(names))
    topics = [] if questions else [p.label for p in passages if p.kind is PassageKind.TOPIC]
    if topics:
        return shortened(" and ".join(topics[:_QUESTION_NAMES]))
    return shortened((questions or list(passages))[0].label)


def _first_sentence(section: Passage) -> str:
    """Give the first sentence of a section without Markdown's marks.

    Smaller headings are none, nor is the name of the writer above it.
    """
    lines = without_code(section.text[:_MAX_LOOKED_AT]).split("\n")
    lines = list(dropwhile(is_byline, lines)) or lines
    text = "\n".join(without_line_marks(line) for line in lines if not HEADING.fullmatch(line))
    return next(iter(sentences(without_marks(text))), "")


def _telling(passages: Sequence[Passage]) -> list[Passage]:
    """Leave out what stands below questions, such as their sources, under no known heading."""
    listed = next((at for at, p in enumerate(passages) if p.is_question), len(passages))
    return [
        p
        for at, p in enumerate(passages)
        if p.kind is PassageKind.SECTION and (at < listed or p.section in _KNOWN)
    ]


def shortened(text: str) -> str:
    """Cut a text to the length of a title, at a comma where that keeps most of it."""
    line = " ".join(without_marks(text).split())
    if len(line) <= MAX_TITLE:
        return line.rstrip(".") if line.count(".") == 1 else line
    cut = line[: MAX_TITLE - 1]
    comma = cut.rfind(", ")
    end = comma if comma > MAX_TITLE // 2 else cut.rfind(" ")
    return (cut[:end] if end > 0 else cut).rstrip(" ,;:–—-") + "…"


def _shared_names(labels: Sequence[str]) -> list[str]:
    """Find the names that several questions hold, the most frequent first."""
    counts: Counter[str] = Counter()
    for label in labels:
        counts.update({_without_possessive(name) for name in _NAME.findall(label)})
    shared = [name for name, count in counts.most_common() if count > 1]
    return shared[:_QUESTION_NAMES]


def _without_possessive(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)
