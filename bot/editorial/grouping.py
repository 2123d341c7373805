"""Groups alike questions that were not answered, as they come.

The groups depend on the turns that are in, and not on the order or the portions in which they
came, nor on what was in and has been taken out; as long as no bound is reached, and once
everything is compared. One caller at a time, but for `compared_by`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.editorial.gaps import Asked, Gap
from bot.editorial.groups import Groups, Sorted
from bot.editorial.nearness import Marks, Neighbours
from bot.editorial.reading import Read, Reading, read_plainly, spoken_words
from bot.editorial.stars import Edges, IdArray, joined, star_cover
from bot.editorial.turns import Turns
from bot.editorial.wordings import NO_WORDS, Wordings
from bot.matching.arrays import FloatArray

Encode = Callable[[Sequence[str]], FloatArray]
"""Gives a vector of unit length for each text: (texts, dimension), 1,040 at most."""

ALIKE: Final = 0.76
"""Cosine of the shipped encoder's vectors from which questions are taken for alike. On the practice
stories more than nine of ten pairs that come together are answered by one passage."""

MOST_TURNS: Final = 200_000
MOST_TEXTS: Final = 50_000
"""What is kept at most: turns of 32 bytes, and texts as they were written of 1.4 KB, 4 at the very
most (decision 0020). Beyond, the oldest turns are left out, and the texts that nobody has asked
for the longest time."""

MOST_DISMISSED: Final = 500
"""Dismissed questions that are compared with all others; the first ones of those given."""

_TURNS_OF_A_TEXT: Final = 32

_SPARED: Final = 16
"""When a bound is reached, this part more is left out, so that it is not reached again at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What a text is compared by."""

    vector: FloatArray
    marks: Marks


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
        self._wordings = Wordings()
        self._neighbours = Neighbours(alike)
        self._dismissed: dict[str, Compared | None] = {}
        """What is left out; none where that is still to be compared."""
        self._edges: Edges | None = None
        self._sorted: Sorted | None = None
        self._is_out: npt.NDArray[np.bool_] | None = None
        """All three are known until something changes them."""

    @property
    def turns(self) -> int:
        """Count the turns that are in."""
        return len(self._turns)

    @property
    def texts(self) -> int:
        """Count the different texts among them; case and punctuation make no difference."""
        return len(self._wordings.texts)

    @property
    def spellings(self) -> int:
        """Count these texts as they were written: what takes memory."""
        return len(self._wordings.spellings)

    @property
    def weight(self) -> int:
        """Say what it takes, in texts: of turns, 32 take as much as one."""
        return self.spellings + self.turns // _TURNS_OF_A_TEXT

    @property
    def pending(self) -> int:
        """Count the texts that are still to be compared; until then each stands for itself."""
        waiting = int(self._is_waiting().sum()) + len(self._neighbours.stale)
        return waiting + sum(found is None for found in self._dismissed.values())

    # ----------------------------------------------------------------- what comes and goes

    def add(self, asked: Iterable[Asked]) -> None:
        """Take turns in. One with a message that is in already replaces it.

        Those without a word are left out. Encodes nothing.
        """
        turns = [*{turn.message: turn for turn in asked}.values()]
        spellings = self._wordings.take([turn.question for turn in turns])
        has_words = self._wordings.texts_of(spellings) != NO_WORDS
        self._forget(self._turns.remove(turn.message for turn in turns))
        said = [turn for turn, is_said in zip(turns, has_words.tolist(), strict=True) if is_said]
        self._turns.add(said, spellings[has_words])
        self._forget(spellings[~has_words])
        self._keep_within_bounds()

    def forget_messages(self, messages: Iterable[int]) -> None:
        """Take the turns of messages out."""
        self._forget(self._turns.remove(messages))

    def messages_of_hours(self, hours: Iterable[int]) -> list[int]:
        """Give the messages of the turns that were asked in these hours."""
        table = self._turns.table
        is_meant = np.isin(table["hour"], np.fromiter(hours, dtype=np.int32))
        found: list[int] = table["message"][is_meant].tolist()
        return found

    def leave_out(self, dismissed: Sequence[str]) -> None:
        """Let groups not show at least half of whose turns are alike to any of these questions."""
        texts = dict.fromkeys(map(spoken_words, dismissed[:MOST_DISMISSED]))
        texts.pop("", None)
        if texts.keys() != self._dismissed.keys():
            self._dismissed = {text: self._dismissed.get(text) for text in texts}
            self._is_out = None

    def _forget(self, spellings: IdArray) -> None:
        gone = self._wordings.release(spellings)
        if len(gone):
            self._neighbours.remove(gone)
            self._edges = None
        self._sorted = self._is_out = None

    def _keep_within_bounds(self) -> None:
        spare = len(self._turns) - self._most_turns
        if spare > 0:
            oldest = self._turns.oldest(spare + self._most_turns // _SPARED)
            self._forget(self._turns.remove_where(oldest))
        spare = self.spellings - self._most_texts
        if spare > 0:
            unasked = self._turns.longest_unasked(spare + self._most_texts // _SPARED)
            self._forget(self._turns.remove_where(unasked))

    # ----------------------------------------------------------------- what is compared

    def catch_up(self, most: int = 64) -> int:
        """Encode and compare so many of the pending texts; say how many are left.

        Blocks: takes what encoding them takes, and a little more.
        """
        texts = self.waiting(most)
        self.take_in(self.compared_by(texts))
        self.renew(most - len(texts))
        return self.pending

    def waiting(self, most: int) -> list[str]:
        """Give so many texts that are still to be encoded: dismissed ones, then the most asked."""
        texts = [text for text, found in self._dismissed.items() if found is None][:most]
        numbers = np.flatnonzero(self._is_waiting())
        order = np.lexsort((self._wordings.ties[numbers], -self._counts()[numbers]))
        chosen = numbers[order[: most - len(texts)]].tolist()
        return texts + [self._wordings.texts.names[number] for number in chosen]

    def compared_by(self, texts: Sequence[str]) -> Mapping[str, Compared]:
        """Encode texts. It changes nothing: other threads may go on with everything else."""
        if not texts:
            return {}
        readings = [self._read(text) for text in texts]
        vectors = self._encode([reading.text for reading in readings])
        found = map(Compared, vectors, map(_marks, readings))
        return dict(zip(texts, found, strict=True))

    def take_in(self, compared: Mapping[str, Compared]) -> None:
        """Compare texts with all others; what has gone meanwhile, or is in, is passed over."""
        for text in compared.keys() & self._dismissed.keys():
            self._dismissed[text] = compared[text]
        is_waiting = self._is_waiting()
        numbers = [(self._wordings.texts.find(text), own) for text, own in compared.items()]
        new = [
            (number, own) for number, own in numbers if number is not None and is_waiting[number]
        ]
        if new:
            rows = np.array([number for number, _ in new], dtype=np.int64)
            vectors = np.stack([own.vector for _, own in new])
            marks = [own.marks for _, own in new]
            self._neighbours.add(rows, vectors, marks, self._wordings.ties[rows])
        if compared:
            self._edges = self._sorted = self._is_out = None

    def renew(self, most: int) -> None:
        """Look again for the neighbours of so many texts that lost one."""
        stale = self._neighbours.stale[:most]
        if len(stale):
            self._neighbours.renew(stale)
            self._edges = self._sorted = None

    def _counts(self) -> IdArray:
        """Say how often each text was asked."""
        texts = self._wordings.texts_of(self._turns.table["spelling"])
        return np.bincount(texts, minlength=self._wordings.texts.size)

    def _is_waiting(self) -> npt.NDArray[np.bool_]:
        return (self._counts() > 0) & ~self._neighbours.known(self._wordings.texts.size)

    # ----------------------------------------------------------------- what comes out

    def gaps(self, *, minimum_people: int = 2, most: int | None = None) -> tuple[Gap, ...]:
        """Give the groups that so many people asked for, those of most people first."""
        groups = self.groups(minimum_people=minimum_people)
        return tuple(groups.gap(place) for place in range(len(groups))[:most])

    def groups(self, *, minimum_people: int) -> Groups:
        """Sort the groups that so many people asked for; to be used before anything changes."""
        if self._sorted is None:
            table = self._turns.table
            texts = self._wordings.texts_of(table["spelling"])
            self._sorted = Sorted.of(table, texts, self._centres())
        everything = self._sorted
        is_shown = everything.people >= minimum_people
        if self._dismissed:
            is_shown &= everything.share_of(self._are_out()) < _HALF
        return Groups(everything, is_shown, self._turns, self._wordings)

    def _centres(self) -> IdArray:
        """Give the central text of the group of each text."""
        counts = self._counts()
        order = np.lexsort((self._wordings.ties[: len(counts)], -counts))
        precedence = np.empty(len(order), dtype=np.int64)
        precedence[order] = np.arange(len(order))
        if self._edges is None:
            self._edges = self._neighbours.edges()
        centre_of = star_cover(self._edges, precedence)
        is_full = self._neighbours.full(len(counts))
        crowded = np.unique(centre_of[is_full & (centre_of == np.arange(len(counts)))])
        return joined(centre_of, crowded, precedence, self._neighbours.are_alike)

    def _are_out(self) -> npt.NDArray[np.bool_]:
        """Say which texts are dismissed, or alike to one that is."""
        if self._is_out is None:
            count = self._wordings.texts.size
            found = [own for own in self._dismissed.values() if own is not None]
            self._is_out = np.zeros(count, dtype=np.bool_)
            if found:
                vectors = np.stack([own.vector for own in found])
                marks = [own.marks for own in found]
                self._is_out = self._neighbours.near_to(vectors, marks, count)
            numbers = map(self._wordings.texts.find, self._dismissed)
            self._is_out[[number for number in numbers if number is not None]] = True
        return self._is_out


_HALF: Final = 0.5


def _marks(reading: Reading) -> Marks:
    names = [_number(name) for name in reading.names]
    return Marks(names) if reading.asks_for is None else Marks(names, int(reading.asks_for))


def _number(name: str) -> int:
    """Give a number that stands for a name: 63 bits of a digest."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big") >> 1
