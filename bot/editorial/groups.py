"""Groups of turns at one moment, in the order in which editors see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.editorial.gaps import MOST_WORDINGS, Gap
from bot.editorial.stars import IdArray
from bot.editorial.turns import NOBODY, TurnArray, Turns
from bot.editorial.wordings import Wordings
from bot.matching.arrays import BoolArray


class _Written(NamedTuple):
    """How a text was mostly written in a group."""

    is_other: bool
    """Than the centre."""
    times_less: int
    text: str
    question: str
    asked_at: int


@dataclass(frozen=True, slots=True, eq=False)
class Sorted:
    """All turns, those of a group together and the oldest of it first."""

    turns: TurnArray
    texts: IdArray
    """Of each turn."""
    centres: IdArray
    """Of each turn: the text in the middle of its group."""
    starts: IdArray
    """Of each group."""
    group_of: IdArray
    """Of each turn, by the order of messages."""
    people: IdArray
    """Of each group."""

    @classmethod
    def of(cls, table: TurnArray, texts: IdArray, centre_of: IdArray) -> Sorted:
        """Sort a table that is in the order of messages, by the centre of each text."""
        centres = centre_of[texts]
        order = np.argsort(centres << _HOUR_BITS | table["hour"], kind="stable")
        turns, centres = table[order], centres[order]
        is_first = np.diff(centres, prepend=-1) != 0
        groups = np.cumsum(is_first) - 1
        group_of = np.empty(len(table), dtype=np.int64)
        group_of[order] = groups
        starts = np.flatnonzero(is_first)
        people = _people(turns, groups, len(starts))
        return cls(turns, texts[order], centres, starts, group_of, people)

    @property
    def ends(self) -> IdArray:
        """Where groups end."""
        return np.append(self.starts[1:], len(self.turns))

    def share_of(self, is_meant: BoolArray) -> npt.NDArray[np.float64]:
        """Give the share of each group's turns whose text is meant, by a mask over texts."""
        if not len(self.starts):
            return np.zeros(0)
        hits = np.add.reduceat(is_meant[self.texts].astype(np.int64), self.starts)
        return np.asarray(hits / (self.ends - self.starts))


class Groups:
    """Groups of which each shows; those of most people first. Valid until turns come or go."""

    def __init__(
        self, everything: Sorted, is_shown: BoolArray, turns: Turns, wordings: Wordings
    ) -> None:
        self._sorted, self._turns, self._wordings = everything, turns, wordings
        shown = np.flatnonzero(is_shown)
        starts, ends, people = everything.starts[shown], everything.ends[shown], everything.people
        last = everything.turns["message"][ends - 1]
        order = np.lexsort((last, ends - starts, people[shown]))[::-1]
        self._groups = shown[order]
        self.sizes = (ends - starts)[order]
        """Turns of each."""

    def __len__(self) -> int:
        return len(self._groups)

    def gap(self, place: int) -> Gap:
        """Give all that is to be said of one."""
        group = int(self._groups[place])
        start, end = self._bounds(group)
        turns = self._sorted.turns[start:end]
        written = sorted(self._written(start, end))[:MOST_WORDINGS]
        confidence, nearest = max(self._near(turns), key=lambda near: (near[1] != "", *near))
        return Gap(
            questions=tuple(one.question for one in written),
            asked_at=tuple(one.asked_at for one in written),
            turns=len(turns),
            people=int(self._sorted.people[group]),
            nearest=nearest or None,
            confidence=confidence,
            first_hour=int(turns["hour"][0]),
            last_hour=int(turns["hour"][-1]),
            messages=tuple(turns["message"].tolist()),
        )

    def between(self, first_hour: int, last_hour: int) -> IdArray:
        """Give the places of those that were asked until the last hour, and since the first."""
        ends, hours = self._sorted.ends[self._groups], self._sorted.turns["hour"]
        begins = hours[self._sorted.starts[self._groups]]
        return np.flatnonzero((begins <= last_hour) & (hours[ends - 1] >= first_hour))

    def places_of(self, messages: Sequence[int]) -> dict[int, int]:
        """Say in which of them messages are, of those that are in one."""
        found, at = self._turns.find(messages)
        place_of = np.full(len(self._sorted.starts), _HIDDEN)
        place_of[self._groups] = np.arange(len(self._groups))
        places = place_of[self._sorted.group_of[at]]
        pairs = zip(found.tolist(), places.tolist(), strict=True)
        return {message: place for message, place in pairs if place != _HIDDEN}

    def _bounds(self, group: int) -> tuple[int, int]:
        starts = self._sorted.starts
        is_last = group + 1 == len(starts)
        return int(starts[group]), len(self._sorted.turns) if is_last else int(starts[group + 1])

    def _near(self, turns: TurnArray) -> Iterator[tuple[float, str]]:
        passages = map(self._turns.passage, turns["nearest"].tolist())
        for confidence, passage in zip(turns["confidence"].tolist(), passages, strict=True):
            yield confidence, passage or ""

    def _written(self, start: int, end: int) -> Iterator[_Written]:
        """Give each text as it was mostly written, and when that was first."""
        messages = self._sorted.turns["message"][start:end].tolist()
        spellings = self._sorted.turns["spelling"][start:end].tolist()
        texts = self._sorted.texts[start:end].tolist()
        first = dict(zip(reversed(spellings), reversed(messages), strict=True))
        written: dict[int, Counter[int]] = {}
        for text, spelling in zip(texts, spellings, strict=True):
            written.setdefault(text, Counter())[spelling] += 1
        centre = int(self._sorted.centres[start])
        names = self._wordings.spellings.names
        for text, forms in written.items():
            usual = min(forms, key=lambda form: (-forms[form], names[form]))
            words = self._wordings.texts.names[text]
            yield _Written(text != centre, -forms.total(), words, names[usual], first[usual])


def _people(turns: TurnArray, groups: IdArray, count: int) -> IdArray:
    """Count the people of each group, as `Gap.people` says."""
    months = turns["hour"].astype("datetime64[h]").astype("datetime64[M]").astype(np.int64)
    known = turns["reader"] != NOBODY
    within = (groups << _HOUR_BITS | months)[known]
    readers = turns["reader"][known]
    order = np.lexsort((readers, within))
    within, readers = within[order], readers[order]
    is_new = np.ones(len(within), dtype=np.bool_)
    is_new[1:] = (np.diff(within) != 0) | (readers[1:] != readers[:-1])
    found, people = np.unique(within[is_new], return_counts=True)
    most = np.ones(count, dtype=np.int64)
    np.maximum.at(most, found >> _HOUR_BITS, people)
    return most


_HIDDEN = -1
_HOUR_BITS = 32
"""A group and an hour are one whole number, which sorts faster than two."""
