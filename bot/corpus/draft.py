"""What is gathered while one page is parsed: its passages, questions and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.finding_codes import FindingLog, PageRefusedError
from bot.corpus.ids import derive_id
from bot.corpus.limits import Limits
from bot.corpus.model import (
    BriefingId,
    GoDeeper,
    Passage,
    PassageId,
    PassageKind,
    Provenance,
    Subheading,
)
from bot.corpus.outline import Row
from bot.text.folding import without_marks_inside
from bot.text.truncation import is_cut_off, last_words

UNGROUPED = BriefingId("")
"""Pages belong to no briefing until the corpus is built."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The row that a passage begins with, reduced to what the passage takes from it."""

    label: str
    line: int
    explicit_id: str | None

    @classmethod
    def of(cls, row: Row) -> Heading:
        """Take a row's label, place and explicit id."""
        return cls(row.label, row.number, row.explicit_id)


class PageDraft:
    """Collects the parts of one page in the order of its lines."""

    def __init__(self, log: FindingLog, limits: Limits) -> None:
        self.log = log
        self._limits = limits
        self.passages: list[Passage] = []
        self.go_deeper: list[GoDeeper] = []
        self._derived: Counter[PassageId] = Counter()
        self._explicit: dict[str, int] = {}

    def add(
        self,
        kind: PassageKind,
        heading: Heading,
        text: str,
        *,
        text_line: int,
        last_line: int | None = None,
        section: str | None,
        aliases: Sequence[str] = (),
        subheadings: tuple[Subheading, ...] = (),
        may_break_off: bool = True,
        needs_stop: bool = True,
    ) -> None:
        """Add a passage, with its id and a finding on its last line where its text breaks off.

        It `needs_stop` at its end unless the texts beside it have none.
        """
        is_truncated = may_break_off and is_cut_off(text, needs_stop=needs_stop)
        if is_truncated:
            self.log.add("truncated-text", last_line or heading.line, what=last_words(text))
        self.passages.append(
            Passage(
                id=self._id(kind, heading),
                kind=kind,
                label=without_marks_inside(heading.label),
                text=text,
                provenance=Provenance(self.log.file, heading.line),
                briefing=UNGROUPED,
                section=section,
                aliases=tuple(aliases),
                subheadings=subheadings,
                is_truncated=is_truncated,
                text_line=text_line,
            )
        )

    def make_room(self, size: int) -> None:
        """Refuse the page when a list of this many items is more than one page may hold."""
        limit = self._limits.questions_per_page
        if size > limit:
            raise PageRefusedError("too-many-questions", size=size, limit=limit)

    def add_go_deeper(self, row: Row) -> None:
        """Add a question of the menu "Go deeper"."""
        self.go_deeper.append(
            GoDeeper(without_marks_inside(row.label), Provenance(self.log.file, row.number))
        )

    def has_id(self, explicit: str) -> bool:
        """Whether a passage was given this id on the page."""
        return explicit in self._explicit

    def _id(self, kind: PassageKind, heading: Heading) -> PassageId:
        """Take the explicit id, unless another passage has it; otherwise derive one."""
        explicit = heading.explicit_id
        if explicit is not None:
            taken = self._explicit.setdefault(explicit, heading.line)
            if taken == heading.line:
                return PassageId(explicit)
            self.log.add("repeated-id", heading.line, what=explicit, other=f"line {taken}")
        first = derive_id(self.log.file, kind, heading.label)
        self._derived[first] += 1
        nth = self._derived[first]
        return first if nth == 1 else derive_id(self.log.file, kind, heading.label, nth=nth)
