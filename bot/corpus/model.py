"""The values that everything else speaks of: briefings, pages, passages and the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

PassageId = NewType("PassageId", str)
"""Stable while wording changes; `[a-z0-9._-]`, at most `MAX_PASSAGE_ID` characters."""

BriefingId = NewType("BriefingId", str)
"""The folder's name, or `briefing:` of the front matter, as a slug of `[a-z0-9-]`."""

Revision = NewType("Revision", str)
"""`REVISION_DIGITS` hexadecimal digits that change whenever a byte of the content does."""

REVISION_DIGITS = 12

MAX_PASSAGE_ID = 64
"""Leaves room for an action and a version in a button's custom id of 100 characters."""


class PageKind(StrEnum):
    """A page tells a story under known headings, or lists questions with their answers."""

    STORY = "story"
    QUESTIONS = "questions"


class PassageKind(StrEnum):
    """What a passage is, which decides how it competes and how it is shown."""

    QUESTION = "question"
    TEASER = "teaser"
    SECTION = "section"
    TOPIC = "topic"
    MENU = "menu"


class Status(StrEnum):
    """Whether readers may see a page: `draft` pages are parsed and linted, never served."""

    DRAFT = "draft"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text stands: the file, relative to the content folder with `/`, and its line."""

    file: str
    line: int
    """Counts from 1: the line of the heading or question, or of a topic's definition."""

    def __str__(self) -> str:
        """Say it as findings do: "canal/story.md, line 12"."""
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a page says of itself above its text. Every field is optional."""

    title: str | None = None
    briefing: str | None = None
    kind: PageKind | None = None
    """Settles what the page is, where its text leaves that open."""
    as_of: date | None = None
    updated: date | None = None
    review_by: date | None = None
    expires: datetime | None = None
    embargo: datetime | None = None
    status: Status = Status.LIVE
    source: str | None = None
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    lang: str = "en"
    sensitive: bool = False
    corrections: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """A question, topic or id → other wordings that editors accept for it."""


@dataclass(frozen=True, slots=True)
class Subheading:
    """An unmarked line inside a section, with the bullets below it."""

    label: str
    line: int
    bullets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is shown to a reader, word for word."""

    id: PassageId
    kind: PassageKind
    label: str
    """The question word for word, the canonical heading, or the topic's name."""
    text: str
    """Verbatim but for line ends and outer white space; may hold several paragraphs."""
    provenance: Provenance
    briefing: BriefingId
    section: str | None = None
    """The canonical heading that it stands under; none on a page of questions."""
    aliases: tuple[str, ...] = ()
    """Other wordings: written by editors, or short and full forms of a topic's name."""
    subheadings: tuple[Subheading, ...] = ()
    is_truncated: bool = False
    """The text breaks off in mid-sentence, and is shown with an ellipsis."""
    announces: str | None = None
    """A teaser's target: the file whose questions it introduces, once the corpus is built."""
    text_line: int = 0
    """Where the text begins, counted from 1; 0 where nobody noted it."""

    @property
    def is_question(self) -> bool:
        """Whether it is one that readers ask, be it answered or only announced."""
        return self.kind in {PassageKind.QUESTION, PassageKind.TEASER}

    @property
    def is_headed(self) -> bool:
        """Whether it is asked for by the heading that it stands under, as every story has it."""
        return self.kind in {PassageKind.SECTION, PassageKind.MENU}

    def line_at(self, place: int) -> int:
        """Give the line of a character of the text.

        Too early a line, where something that is not shown stood between the lines of the text.
        """
        first = self.text_line or self.provenance.line
        return first + self.text.count("\n", 0, place)


@dataclass(frozen=True, slots=True)
class GoDeeper:
    """A question without an answer of its own, from a page's menu "Go deeper"."""

    label: str
    provenance: Provenance
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Words in a page's file that later checks come back to, and where they stand."""

    line: int
    column: int
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """One file, parsed. `passages` are in the order of the page, menus included."""

    file: str
    kind: PageKind
    title: str
    is_title_derived: bool
    meta: FrontMatter
    passages: tuple[Passage, ...]
    go_deeper: tuple[GoDeeper, ...]
    digest: str
    """SHA-256 of the file's bytes, hexadecimal."""
    time_words: tuple[Mark, ...] = ()
    """Words such as "now" and "last week", true only about the day of the facts."""
    inner_links: tuple[Mark, ...] = ()
    """Addresses of links that lead to pages or headings of the content itself."""

    def of_kind(self, *kinds: PassageKind) -> tuple[Passage, ...]:
        """Give the page's passages of these kinds, in page order."""
        return tuple(passage for passage in self.passages if passage.kind in kinds)

    def with_each(self, change: Callable[[Passage], Passage]) -> Page:
        """Give the page with each of its passages changed."""
        return replace(self, passages=tuple(map(change, self.passages)))


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Briefing:
    """A running story and its pages. What is worked out of one may go when it does."""

    id: BriefingId
    title: str
    pages: tuple[Page, ...]

    @property
    def passages(self) -> Iterator[Passage]:
        """Every passage of every page, in order."""
        return (passage for page in self.pages for passage in page.passages)

    @property
    def as_of(self) -> date | None:
        """The most recent date that one of its pages claims for its facts."""
        dates = [page.meta.as_of or page.meta.updated for page in self.pages]
        return max((day for day in dates if day is not None), default=None)

    @property
    def subjects(self) -> tuple[str, ...]:
        """What its pages say in their front matter (`topics:`) that they are about."""
        return tuple(dict.fromkeys(word for page in self.pages for word in page.meta.topics))


@dataclass(frozen=True, slots=True)
class Corpus:
    """All briefings of one revision. Frozen: a reload builds another one beside it."""

    revision: Revision
    briefings: tuple[Briefing, ...]
    answered_by: Mapping[tuple[str, int], PassageId] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """File and line of a go-deeper question → the passage that answers it."""
    _passages: Mapping[PassageId, Passage] = field(init=False, repr=False, compare=False)
    _pages: Mapping[str, Page] = field(init=False, repr=False, compare=False)
    _briefings: Mapping[BriefingId, Briefing] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the passages, pages and briefings by what they are asked for."""
        set_once = object.__setattr__  # the one way into a frozen value while it is born
        set_once(self, "_passages", {p.id: p for b in self.briefings for p in b.passages})
        set_once(self, "_pages", {page.file: page for b in self.briefings for page in b.pages})
        set_once(self, "_briefings", {b.id: b for b in self.briefings})

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in the order of briefings, pages and lines."""
        return tuple(self._passages.values())

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in the order of briefings."""
        return tuple(self._pages.values())

    def passage(self, passage_id: str | None) -> Passage | None:
        """Look a passage up by id; none when it is gone or never was, and for no id."""
        return None if passage_id is None else self._passages.get(PassageId(passage_id))

    def page(self, file: str) -> Page | None:
        """Look a page up by its file, relative to the content folder."""
        return self._pages.get(file)

    def briefing(self, briefing_id: str) -> Briefing | None:
        """Look a briefing up by id."""
        return self._briefings.get(BriefingId(briefing_id))

    def page_of(self, passage: Passage) -> Page:
        """Give the page that a passage of this corpus stands on."""
        return self._pages[passage.provenance.file]

    def briefing_of(self, passage: Passage) -> Briefing:
        """Give the briefing that a passage of this corpus belongs to."""
        return self._briefings[passage.briefing]

    def answer_to(self, question: GoDeeper) -> Passage | None:
        """Give the passage that a go-deeper question was resolved to."""
        place = question.provenance.file, question.provenance.line
        return self.passage(self.answered_by.get(place))
