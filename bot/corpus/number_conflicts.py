"""Numbers that two pages of one briefing state for the same thing, and that do not agree.

Better silent than wrong: what could be another thing, another day or another actor is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.model import Briefing, Page
from bot.corpus.statements import Statement, read_statements

MIN_SHARED: Final = 2
"""Words with a meaning of their own, besides the noun, that stand near both numbers; one of them
a name."""
MIN_SHARED_WITHOUT_NAME: Final = 3
"""Read off pairs of numbers of different stories, which never are about the same thing: with two
words "its 150 members are elected" met "fifteen members, ten of which are elected"."""
MIN_SHARE: Final = 0.6
"""Of the words near the number that has fewer of them."""

_HOLDERS: Final = 8
"""Earlier statements about the same words that one is compared with, however many there are."""
_WORDS: Final = 16
"""More words near a number are not looked up; no two clauses have more of them."""


def lint_numbers(briefing: Briefing) -> Iterator[Finding]:
    """Tell of numbers of a briefing's pages that contradict each other, each pair once."""
    for first, second in contradictions(briefing.pages):
        passage, other = second.passage, first.passage
        line = passage.line_at(second.place)
        column = second.place - passage.text.rfind("\n", 0, second.place)
        place = f"{other.provenance.file}, line {other.line_at(first.place)}"
        values = {"what": second.quote, "other": first.quote, "place": place}
        yield finding("number-conflict", passage.provenance.file, line, column, **values)


def contradictions(pages: Sequence[Page]) -> list[tuple[Statement, Statement]]:
    """Pair statements of different pages that contradict each other, the earlier one first.

    Takes time in proportion to the length of the pages.
    """
    found: list[tuple[Statement, Statement]] = []
    holders: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in read_statements(pages):
        same = (statement.quantity.unit, statement.role, statement.when)
        seen: set[int] = set()
        for pair in combinations(sorted(statement.about)[:_WORDS], MIN_SHARED):
            before = holders[*same, *pair]
            for other in before:
                if id(other) not in seen and contradict(other, statement):
                    found.append((other, statement))
                seen.add(id(other))
            if len(before) < _HOLDERS:
                before.append(statement)
    return found


def contradict(one: Statement, other: Statement) -> bool:
    """Tell whether two statements give different numbers for what must be the same thing.

    Different dates and different actors are no contradiction, and neither is a number that the
    other one may have been rounded to, or that the other passage gives as well.
    """
    shared = one.about & other.about
    enough = MIN_SHARED if shared & one.names else MIN_SHARED_WITHOUT_NAME
    return (
        one.passage.provenance.file != other.passage.provenance.file
        and (one.quantity.unit, one.role, one.when) == (other.quantity.unit, other.role, other.when)
        and len(shared) >= max(enough, MIN_SHARE * min(len(one.about), len(other.about)))
        and (one.names <= other.names or other.names <= one.names)
        and not any(quantity.agrees_with(other.quantity) for quantity in one.others)
        and not any(quantity.agrees_with(one.quantity) for quantity in other.others)
    )
