"""The sections that a story page may have, and how their headings are recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.text.folding import ACUTE, folded
from bot.text.links import MASKED_LINK


class SectionShape(StrEnum):
    """How the text under a heading is built, which decides how it is parsed."""

    PROSE = "prose"
    GO_DEEPER = "go-deeper"
    QUESTIONS = "questions"
    TOPICS = "topics"


TELLING = frozenset({SectionShape.PROSE, SectionShape.TOPICS})
"""Shapes of sections that make a page a story."""


@dataclass(frozen=True, slots=True)
class SectionType:
    """One kind of section. `heading` is canonical: readers and the corpus see no other."""

    key: str
    heading: str
    shape: SectionShape
    variants: tuple[str, ...] = ()
    """Other wordings of the heading, folded."""

    @property
    def has_parts(self) -> bool:
        """Whether lines without marks head parts of its text."""
        return self.key == "behind"

    @property
    def is_menu(self) -> bool:
        """Whether the section is a list to choose from rather than a text to read."""
        return self.shape is not SectionShape.PROSE


SECTION_TYPES: tuple[SectionType, ...] = (
    SectionType(
        "happened",
        "What's happened",
        SectionShape.PROSE,
        ("what has happened", "what happened", "what is happening", "whats happening"),
    ),
    SectionType(
        "behind",
        "What's behind the headline?",
        SectionShape.PROSE,
        (
            "whats behind the headlines",
            "what is behind the headline",
            "what is behind the headlines",
            "behind the headline",
            "behind the headlines",
        ),
    ),
    SectionType(
        "papers",
        "What the papers say",
        SectionShape.PROSE,
        (
            *("what papers say", "what the papers are saying", "what do the papers say"),
            *("the papers say", "what the newspapers say", "what the press says"),
        ),
    ),
    SectionType(
        "how",
        "How we got here",
        SectionShape.PROSE,
        (
            *("how did we get here", "how we got to here", "how did we get to this point"),
            *("how did it come to this", "how it came to this"),
        ),
    ),
    SectionType("deeper", "Go deeper", SectionShape.GO_DEEPER, ("going deeper",)),
    SectionType(
        "questions",
        "Common question",
        SectionShape.QUESTIONS,
        (
            "common questions",
            "common questions answers",
            "common questions and answers",
            "frequently asked questions",
            "frequently asked question",
            "frequently asked questions and answers",
            "faq",
            "faqs",
            "q a",
            "q and a",
            "qa",
            "questions",
            "questions answers",
            "questions and answers",
            "your questions answered",
            "readers questions",
            "revision questions",
            "review questions",
            "practice questions",
            "test yourself",
        ),
    ),
    SectionType(
        "topics",
        "More on these topics",
        SectionShape.TOPICS,
        (
            "more on this topic",
            "more on the topics",
            "more about these topics",
            "who is who",
            "whos who",
            "key people",
            "key players",
            "people and places",
            "key figures",
            "important people",
            "glossary",
            "glossary of terms",
            "definitions",
            "key terms",
            "key words",
            "key vocabulary",
            "vocabulary",
            "terminology",
            "jargon",
            "lingo",
            "abbreviations",
            "words to know",
        ),
    ),
)

INTRODUCTION = "Introduction"
"""The label of what stands above the first heading."""

MAX_HEADING = 60
"""Characters; a longer line is text, whatever it says."""

_LINK = re.compile(rf"{MASKED_LINK.pattern}\s*:?")
_REMARKED = re.compile(
    r"(?P<heading>[^:–—()\[\]]{2,40}?)\s*(?::|\s[–—-]|(?=[(\[]))\s*(?P<remark>\S.{0,59})"
)
_NUMBER = re.compile(r"\A(?:\d{1,2} )+")
_ROMAN_NUMBER = re.compile(r"\A\s*[ivx]{1,4}[.)]\s+", re.IGNORECASE)
_CANONICAL = {folded(section.heading): section for section in SECTION_TYPES}
_VARIANTS = {variant: section for section in SECTION_TYPES for variant in section.variants}
_ASKING = ("what", "how", "who")
_MAX_SLIPS = 2
_MIN_LETTERS_A_SLIP = 7
"""A slip of the pen is forgiven for every seven letters, so that "Go deeper" allows one."""


def section_of(label: str) -> SectionType | None:
    """Recognise a heading in any case, with any punctuation or apostrophes, singular or plural.

    It may be a Markdown link. A question mark belongs to some headings only: "What happened?"
    may be a question of its own, and `asked_section_of` knows it.
    """
    bare = _without_link(label)
    return _section_of(bare) if len(bare) <= MAX_HEADING else None


def asked_section_of(label: str) -> SectionType | None:
    """Recognise a heading that is put as a question, such as "How did we get here?".

    The same words may be a question among others: what surrounds them tells.
    """
    bare = _without_link(label)
    if len(bare) > MAX_HEADING or not bare.rstrip().endswith("?") or section_of(label):
        return None
    key = folded(bare)
    return _VARIANTS.get(key) if key.startswith(_ASKING) else None


def remarked_section_of(label: str) -> tuple[SectionType, str] | None:
    """Recognise a heading with a remark behind it: "What's happened — updated 29 October"."""
    match = _REMARKED.fullmatch(_without_link(label).strip("*_ "))
    section = section_of(match["heading"]) if match else None
    return (section, match["remark"]) if match and section else None


def misspelt_section_of(label: str) -> SectionType | None:
    """Recognise a heading with a slip of the pen, such as "What the papers sya"."""
    bare = _without_link(label)
    if len(bare) > MAX_HEADING or bare.rstrip().endswith((".", "!", ",", ";")):
        return None
    return _misspelt_section_of(bare)


def _without_link(label: str) -> str:
    """Give the words of a heading that is a link as a whole."""
    match = _LINK.fullmatch(label) if label.startswith("[") else None
    return (match["shown"] if match else label).replace(ACUTE, "'")


@lru_cache(maxsize=4096)
def _section_of(label: str) -> SectionType | None:
    key = _NUMBER.sub("", folded(_ROMAN_NUMBER.sub("", label)))
    if key in _CANONICAL:
        return _CANONICAL[key]
    section = _VARIANTS.get(key)
    if section is None or (label.rstrip().endswith("?") and not section.heading.endswith("?")):
        return None
    return section


@lru_cache(maxsize=4096)
def _misspelt_section_of(label: str) -> SectionType | None:
    key = folded(label)
    for canonical, section in _CANONICAL.items():
        slips = min(_MAX_SLIPS, len(canonical) // _MIN_LETTERS_A_SLIP)
        if abs(len(key) - len(canonical)) > slips:
            continue
        if label.rstrip().endswith("?") and not section.heading.endswith("?"):
            continue
        if OSA.distance(key, canonical, score_cutoff=slips) <= slips:
            return section
    return None
