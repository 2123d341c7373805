"""Groups alike questions that were not answered, as they come.

The groups depend on the turns that are in, and not on the order or the portions in which they
came, nor on what was in and has been taken out; as long as no bound is reached, and once
everything is compared. One caller at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import nlargest
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.editorial.gaps import MOST_WORDINGS, Asked, Gap
from bot.editorial.nearness import Marks, Neighbours
from bot.editorial.points import Points
from bot.editorial.reading import Read, Reading, read_plainly, spoken_words
from bot.editorial.stars import IdArray, joined, star_cover
from bot.editorial.turns import Turns
from bot.matching.encoder import FloatArray

Encode = Callable[[Sequence[str]], FloatArray]
"""Gives a vector of unit length for each text: (texts, dimension), 1,040 at most."""

ALIKE: Final = 0.76
"""Cosine of the shipped encoder's vectors from which questions are taken for alike. On the practice
stories more than nine of ten pairs that come together are answered by one passage."""

MOST_TURNS: Final = 200_000
MOST_TEXTS: Final = 50_000
"""What is kept at most: about 100 MB. Beyond, the oldest turns are left out, and the texts that
nobody has asked for the longest time."""

MOST_DISMISSED: Final = 500
"""Dismissed questions that are compared with all others; the first ones of those given."""

_SPARED: Final = 16
"""When a bound is reached, this part more is left out, so that it is not reached again at once."""


class Grouping:
    """The unanswered questions of a guild, by what they ask."""

    def __init__(
        self,
        encode: Encode,
        *,
        alike: float = ALIKE,
        read: Read = read_plainly,
        most_turns: int = MOST_TURNS,
        most_texts: int = MOST_TEXTS,
    ) -> None:
        """Compare by these vectors and readings; what was read once is not read again."""
        self._encode = encode
        self._read = read
        self._most_turns = most_turns
        self._most_texts = most_texts
        self._turns = Turns()
        self._points = Points()
        self._neighbours = Neighbours(alike)
        self._dismissed: dict[str, tuple[FloatArray, Marks]] = {}

    @property
    def turns(self) -> int:
        """Count the turns that are in."""
        return len(self._turns)

    @property
    def texts(self) -> int:
        """Count the different texts among them; case and punctuation make no difference."""
        return len(self._points)

    @property
    def pending(self) -> int:
        """Count the texts that are still to be compared; until then each stands for itself."""
        return len(self._points.pending) + len(self._neighbours.stale)

    def add(self, asked: Iterable[Asked]) -> None:
        """Take turns in. One with a message that is in already replaces it.

        Answered ones, and those without a word, are left out. Encodes nothing.
        """
        latest = {turn.message: turn for turn in asked}
        self.forget_messages(latest)
        for turn in latest.values():
            text = "" if turn.is_answered else spoken_words(turn.question)
            if text:
                point = self._points.one_more(text)
                self._turns.add(turn, point, turn.question)
        self._keep_within_bounds()

    def forget_messages(self, messages: Iterable[int]) -> None:
        """Take the turns of messages out."""
        points = self._points.fewer(self._turns.remove(messages))
        if points:
            rows = np.array(points, dtype=np.int64)
            self._neighbours.remove(rows[self._neighbours.is_known(rows)])

    def forget_readers(self, readers: Collection[str]) -> None:
        """Take the turns of whom these hashes stand for out."""
        self.forget_messages(self._turns.messages_of(readers))

    def expire(self, before_hour: int) -> None:
        """Take out what was asked before an hour."""
        self.forget_messages(self._turns.messages_before(before_hour))

    def catch_up(self, most: int = 64) -> int:
        """Encode and compare so many of the pending texts; say how many are left.

        The most asked come first. Blocks: takes what encoding them takes, and a little more.
        """
        counts = self._points.counts
        waiting = self._points.pending
        chosen = nlargest(most, waiting, key=lambda point: (counts[point], -point))
        if chosen:
            rows = np.array(chosen, dtype=np.int64)
            vectors, marks = self._compared_by([self._points.texts[point] for point in chosen])
            self._neighbours.add(rows, vectors, marks)
            waiting.difference_update(chosen)
        stale = self._neighbours.stale[: most - len(chosen)]
        if len(stale):
            self._neighbours.renew(stale)
        return self.pending

    def gaps(
        self, *, minimum_people: int = 2, dismissed: Sequence[str] = (), most: int | None = None
    ) -> tuple[Gap, ...]:
        """Give the groups that so many people asked for, those of most people first.

        A group is left out when at least half of its turns are alike to any of the dismissed
        questions. Those that were not dismissed before are encoded.
        """
        centre_of = self._centres()
        turns, groups, rows = self._turns.by_group(centre_of)
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        ends = np.append(starts[1:], len(groups))
        people = _people(turns, np.repeat(np.arange(len(starts)), ends - starts), len(starts))
        is_out = self._are_dismissed(turns, starts, dismissed)
        shown = np.flatnonzero((people >= minimum_people) & ~is_out)
        keys = (turns["message"][ends[shown] - 1], ends[shown] - starts[shown], people[shown])
        order = shown[np.lexsort(keys)[::-1]][:most]
        return tuple(
            self._gap(turns[starts[at] : ends[at]], rows[starts[at] : ends[at]],
                      int(groups[starts[at]]), int(people[at]))
            for at in order
        )  # fmt: skip

    def _centres(self) -> IdArray:
        """Give the central text of the group of each text."""
        precedence = self._points.precedence()
        edges = self._neighbours.edges()
        centre_of = star_cover(edges, precedence)
        centres = np.unique(centre_of[edges.begins])
        crowded = centres[self._neighbours.is_full(centres)]
        return joined(centre_of, crowded, precedence, self._neighbours.are_alike)

    def _gap(self, turns: npt.NDArray[np.void], rows: IdArray, centre: int, people: int) -> Gap:
        nearest = max(
            zip(turns["confidence"].tolist(), turns["nearest"].tolist(), strict=True),
            key=lambda pair: (pair[1] >= 0, pair[0], self._turns.passage(pair[1]) or ""),
        )
        return Gap(
            questions=tuple(self._wordings(turns["point"], rows, centre)),
            turns=len(turns),
            people=people,
            nearest=self._turns.passage(nearest[1]),
            confidence=nearest[0],
            first_hour=int(turns["hour"][0]),
            last_hour=int(turns["hour"][-1]),
            messages=tuple(turns["message"].tolist()),
        )

    def _wordings(self, points: IdArray, rows: IdArray, centre: int) -> Iterator[str]:
        """Give each text as it was mostly written: the centre's first, then the most asked."""
        written: dict[int, dict[str, int]] = {}
        for point, row in zip(points.tolist(), rows.tolist(), strict=True):
            words = self._turns.words(row)
            forms = written.setdefault(point, {})
            forms[words] = forms.get(words, 0) + 1
        texts = self._points.texts
        order = sorted(written, key=lambda p: (p != centre, -sum(written[p].values()), texts[p]))
        for point in order[:MOST_WORDINGS]:
            yield min(written[point].items(), key=lambda form: (-form[1], form[0]))[0]

    def _are_dismissed(
        self, turns: npt.NDArray[np.void], starts: IdArray, dismissed: Sequence[str]
    ) -> npt.NDArray[np.bool_]:
        """Say which groups have half of their turns alike to what was dismissed."""
        texts = dict.fromkeys(map(spoken_words, dismissed[:MOST_DISMISSED]))
        texts.pop("", None)
        is_out = np.zeros(self._points.size, dtype=np.bool_)
        if not texts or not len(starts):
            return np.zeros(len(starts), dtype=np.bool_)
        self._read_dismissed(texts)
        vectors, marks = zip(*self._dismissed.values(), strict=True)
        near = self._neighbours.near_to(np.stack(vectors), marks)[: len(is_out)]
        is_out[: len(near)] = near
        is_out[[p for text in texts if (p := self._points.find(text)) is not None]] = True
        hits = np.add.reduceat(is_out[turns["point"]].astype(np.int64), starts)
        return np.asarray(2 * hits >= np.diff(np.append(starts, len(turns))), dtype=np.bool_)

    def _read_dismissed(self, texts: Collection[str]) -> None:
        """Have at hand what these texts are compared by, and nothing else."""
        new = [text for text in texts if text not in self._dismissed]
        known = {text: own for text, own in self._dismissed.items() if text in texts}
        if new:
            known.update(zip(new, zip(*self._compared_by(new), strict=True), strict=True))
        self._dismissed = known

    def _compared_by(self, texts: Sequence[str]) -> tuple[FloatArray, list[Marks]]:
        """Give what texts are compared by: vectors, and what keeps them apart."""
        readings = [self._read(text) for text in texts]
        return self._encode([reading.text for reading in readings]), [*map(_marks, readings)]

    def _keep_within_bounds(self) -> None:
        spare = len(self._turns) - self._most_turns
        if spare > 0:
            self.forget_messages(self._turns.oldest(spare + self._most_turns // _SPARED))
        spare = len(self._points) - self._most_texts
        if spare > 0:
            unasked = self._turns.longest_unasked(spare + self._most_texts // _SPARED)
            self.forget_messages(self._turns.messages_at(unasked))


def _people(turns: npt.NDArray[np.void], groups: IdArray, count: int) -> IdArray:
    """Count the people of each group, as `Gap.people` says."""
    months = turns["hour"].astype("datetime64[h]").astype("datetime64[M]").astype(np.int64)
    known = turns["reader"] != 0
    seen = np.stack([groups, months, turns["reader"].view(np.int64)], axis=1)[known]
    asked = np.unique(seen, axis=0)
    months_of_groups, people = np.unique(asked[:, :2], axis=0, return_counts=True)
    most = np.zeros(count, dtype=np.int64)
    most[groups] = 1
    np.maximum.at(most, months_of_groups[:, 0], people)
    return most


def _marks(reading: Reading) -> Marks:
    names = [_number(name) for name in reading.names]
    return Marks(names) if reading.asks_for is None else Marks(names, int(reading.asks_for))


def _number(name: str) -> int:
    """Give a number that stands for a name: 63 bits of a digest."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big") >> 1
