"""Goes through a guild's groups and finds those that are still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.editorial.gaps import Gap
from bot.editorial.groups import Groups
from bot.editorial.reading import spoken_words
from bot.newsroom.asking_again import AskAgain
from bot.store.asks import Ask


@dataclass(frozen=True, slots=True)
class Open:
    """A group that is still not answered."""

    gap: Gap
    question: str
    """The first of its wordings that is not answered by now."""
    message: int
    """The first turn, or the ask, that has these words."""
    asks: int
    """How many readers put it to the editors."""


class OpenGaps:
    """Places of groups, and after them of what readers put to the editors beside.

    To be used before anything changes in the groups. It asks again as often as it is let, and
    stops where it would have to ask more.
    """

    def __init__(
        self, groups: Groups, asks: Collection[Ask], dismissed: Iterable[str], asking: AskAgain
    ) -> None:
        self._groups = groups
        self._asking = asking
        place_of = groups.places_of([ask.message for ask in asks])
        self._asks_at = Counter(place_of[ask.message] for ask in asks if ask.message in place_of)
        left_out = set(map(spoken_words, dismissed)) if len(asks) > self._asks_at.total() else set()
        self._beside = tuple(
            _gaps_of((ask for ask in asks if ask.message not in place_of), left_out)
        )

    def __len__(self) -> int:
        return len(self._groups) + len(self._beside)

    def from_(self, start: int, size: int) -> tuple[list[Open], int | None]:
        """Find so many from a place on, and where the next one is; none where there is none.

        There may be fewer, with a place from which to look further.
        """
        found: list[Open] = []
        for place in range(start, len(self)):
            if self._asking.left <= 0:
                return found, place
            one = self._at(place)
            if one is not None and len(found) == size:
                return found, place
            if one is not None:
                found.append(one)
        return found, None

    def before(self, start: int, size: int) -> int | None:
        """Say from which place on there are so many before a place; none where there is none."""
        first, found = None, 0
        for place in reversed(range(min(start, len(self)))):
            if self._asking.left <= 0:
                return place
            if self._at(place) is not None:
                first, found = place, found + 1
                if found == size:
                    break
        return first

    def biggest(self, first_hour: int, last_hour: int, most: int) -> Iterator[Open]:
        """Find the largest of those that were asked about within some hours."""
        sizes = self._groups.sizes
        places = [
            (int(sizes[place]), place)
            for place in self._groups.between(first_hour, last_hour).tolist()
        ]
        for place, (gap, _) in enumerate(self._beside, len(self._groups)):
            if gap.first_hour <= last_hour and gap.last_hour >= first_hour:
                places.append((gap.turns, place))
        for _, place in sorted(places, key=lambda one: (-one[0], one[1])):
            if most <= 0 or self._asking.left <= 0:
                return
            one = self._at(place)
            if one is not None:
                most -= 1
                yield one

    def _at(self, place: int) -> Open | None:
        if place < len(self._groups):
            gap, asks = self._groups.gap(place), self._asks_at[place]
        else:
            gap, asks = self._beside[place - len(self._groups)]
        at = self._asking.unanswered(gap.questions)
        return None if at is None else Open(gap, gap.questions[at], gap.asked_at[at], asks)


def _gaps_of(asks: Iterable[Ask], left_out: Collection[str]) -> Iterator[tuple[Gap, int]]:
    """Make groups of asks that are in no group: each of the same words."""
    by_words: dict[str, list[Ask]] = {}
    for ask in asks:
        by_words.setdefault(spoken_words(ask.question), []).append(ask)
    for words, same in by_words.items():
        if words not in left_out:
            messages = tuple(dict.fromkeys(ask.message for ask in same))
            hours = [ask.hour for ask in same]
            yield (
                Gap(
                    questions=(same[0].question,),
                    asked_at=messages[:1],
                    turns=len(messages),
                    people=len({ask.reader or ask.voter for ask in same}),
                    nearest=None,
                    confidence=0.0,
                    first_hour=min(hours),
                    last_hour=max(hours),
                    messages=messages,
                ),
                len(same),
            )
