"""How right the groups of alike questions are: `python -m bench.grouping_quality`.

The practice messages are grouped, those of some stories at a time. Two messages belong together
when one question or topic answers both; a pair that has only a section of a page in common is
passed over, for sections answer many things. Near-misses are there as well: one in a group with a
message that is answered is counted, though editors may want just that.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from bench.practice import practice_corpus, practice_source, shipped_sensing
from bot.editorial.gaps import Asked
from bot.editorial.grouping import Encode, Grouping
from bot.editorial.reading import Read, Reading, reading_by, spoken_words
from bot.editorial.word_vectors import WordVectors
from bot.evaluation.golden import GoldenMessage
from bot.matching.arrays import FloatArray
from bot.matching.indexing import build_index
from bot.matching.query import Understanding
from bot.weights_file import load_weights

FIRST_HALF: Final = ("10 11 12", "13 14", "20 21 22", "30 31 32", "40 41 42")
"""Groups of stories; the rest was written later, to be harder."""

WITH_THE_ENCODER: Final = (0.70, 0.72, 0.74, 0.76, 0.78, 0.80)
BY_WORDS: Final = (0.75, 0.80, 0.85, 0.90)


class Pairs(NamedTuple):
    """How many pairs came together, and how many should have."""

    right: int
    wrong: int
    with_near_misses: int
    belonging: int

    def __str__(self) -> str:
        together = self.right + self.wrong
        return (
            f"precision {self.right / max(together, 1):.3f} (n {together}), "
            f"recall {self.right / max(self.belonging, 1):.3f} (n {self.belonging}), "
            f"with near-misses {self.with_near_misses}"
        )


def sort_pairs(messages: Sequence[GoldenMessage], group_of: Sequence[int]) -> Pairs:
    """Say of all pairs whether they should be together, and are."""
    right = wrong = near = belonging = 0
    telling = [frozenset(t for t in m.targets if _tells(t.target)) for m in messages]
    for first, second in combinations(range(len(messages)), 2):
        is_together = group_of[first] == group_of[second]
        if telling[first] and telling[second]:
            if telling[first] & telling[second]:
                belonging += 1
                right += is_together
            elif not set(messages[first].targets) & set(messages[second].targets):
                wrong += is_together
        elif bool(telling[first]) != bool(telling[second]):
            near += is_together and not (messages[first].targets and messages[second].targets)
    return Pairs(right, wrong, near, belonging)


def _tells(target: str) -> bool:
    return not target.startswith("section:")


def measure(name: str, encode: Encode, read: Read, thresholds: Sequence[float]) -> None:
    """Print how right the groups are at each threshold."""
    for alike in thresholds:
        for what, is_first in (("first half", True), ("second half", False)):
            some = [m for m in practice_source().messages if (m.group in FIRST_HALF) == is_first]
            messages = [labelled.message for labelled in some]
            grouping = Grouping(encode, alike=alike, read=read)
            grouping.add(
                Asked(at, message.message, 490_000, 0.0, None, None)
                for at, message in enumerate(messages)
            )
            while grouping.catch_up(512):
                pass
            group_of = list(range(len(some), 2 * len(some)))
            for number, gap in enumerate(grouping.gaps(minimum_people=1)):
                for at in gap.messages:
                    group_of[at] = number
            print(f"{name} {alike:.2f}, {what} {len(some):,}: {sort_pairs(messages, group_of)}")


def practice_reading() -> Read:
    """Read each message as the bot does that has the stories it was written beside."""
    readings: dict[str, Reading] = {}
    for group, stories in practice_source().groups.items():
        index = build_index(practice_corpus(stories), load_weights().lexicon)
        read = reading_by(Understanding(index))
        readings.update((words, read(words)) for words in _words_of(group))
    return readings.__getitem__


def _words_of(group: str) -> Iterator[str]:
    for labelled in practice_source().messages:
        if labelled.group == group:
            yield spoken_words(labelled.message.message)


def by_the_encoder() -> Encode:
    """Give the sentence vectors of the shipped encoder, each text encoded once."""
    sensing = shipped_sensing()
    assert sensing is not None
    encoder = sensing.encoder

    def encode(texts: Sequence[str]) -> FloatArray:
        return np.stack([encoding.sentence for encoding in encoder.encode(texts)])

    return encode


def main() -> None:
    """Measure the encoder's vectors, and those made of words alone."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    threadpool_limits(limits=1, user_api="blas")
    read = practice_reading()

    def unmarked(words: str) -> Reading:
        return Reading(read(words).text)

    encode = by_the_encoder()
    ways: list[tuple[str, Encode, Read, Sequence[float]]] = [
        ("encoder", encode, read, WITH_THE_ENCODER),
        ("encoder, nothing else", encode, unmarked, WITH_THE_ENCODER),
        ("words", WordVectors(load_weights().lexicon), read, BY_WORDS),
    ]
    for way in ways:
        measure(*way)


if __name__ == "__main__":
    main()
