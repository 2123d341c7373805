"""How fast unanswered questions are grouped, and in how much memory: `python -m bench.grouping`.

Readers ask about many subjects, a few of them much more than others; many take the very words of
others, some change them. The vectors are made up, so that nothing here waits for an encoder.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from rapidfuzz import fuzz
from threadpoolctl import threadpool_limits

from bot.editorial.gaps import Asked
from bot.editorial.grouping import Grouping
from bot.matching.arrays import FloatArray

DIMENSION: Final = 384
SUBJECTS: Final = 4_000
BATCH: Final = 500
SLICE: Final = 256
PEERS: Final = 2_000
"""Texts that the naive peer groups: with more it takes minutes."""

_WORDS: Final = tuple(
    f"{first}{second}" for first in ("tar", "pen", "vot", "fund", "min", "law", "cour", "bor")
    for second in ("iff", "sion", "er", "ing", "ister", "suit", "der", "age", "al", "ist")
)  # fmt: skip
_OPENINGS: Final = ("why did", "when will", "how much is", "who wants", "what about", "is there")


def made_up_turns(count: int, texts: int, rng: random.Random) -> list[Asked]:
    """Ask so many times, in about so many different wordings."""
    wordings = [_wording(rng) for _ in range(texts)]
    seldom = [1 / (rank + 10) for rank in range(texts)]
    asked = wordings + rng.choices(wordings, seldom, k=count - texts)
    rng.shuffle(asked)
    return [
        Asked(
            message=at + 1,
            question=question,
            hour=490_000 + at // 150,
            confidence=rng.random() / 2,
            nearest=f"passage-{zlib.crc32(question.encode()) % 300}",
            reader=f"{rng.randrange(20_000):032x}",
        )
        for at, question in enumerate(asked)
    ]


def _wording(rng: random.Random) -> str:
    subject = int(SUBJECTS * rng.random() ** 2)
    words = random.Random(subject).choices(_WORDS, k=4)
    return " ".join([rng.choice(_OPENINGS), *words, f"subject{subject}", *rng.choices(_WORDS, k=2)])


def made_up_vectors(texts: Sequence[str]) -> FloatArray:
    """Give texts about one subject vectors of a cosine of some 0.8, others of some 0.4."""
    rows = [
        0.6 * _direction("") + 0.6 * _direction(_subject(text)) + 0.45 * _direction(text)
        for text in texts
    ]
    vectors = np.stack(rows)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _subject(text: str) -> str:
    return next(word for word in text.split() if word.startswith("subject"))


def _direction(name: str) -> FloatArray:
    drawn = np.random.default_rng(zlib.crc32(name.encode())).standard_normal(DIMENSION)
    return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


def seconds(work: Callable[[], object]) -> float:
    """Say how much of one core something takes, whatever else the machine does meanwhile."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def measure(turns: Sequence[Asked]) -> None:
    """Print what it takes to take in all turns, the last batch, and to answer."""
    texts = sorted({turn.question for turn in turns})
    vectors = dict(zip(texts, made_up_vectors(texts), strict=True))
    gc.collect()
    tracemalloc.start()
    grouping = Grouping(lambda asked: np.stack([vectors[text] for text in asked]))
    for begin in range(0, len(turns) - BATCH, BATCH):
        grouping.add(_read_from_the_store(turns[begin : begin + BATCH]))
    while grouping.catch_up(SLICE):
        pass
    gc.collect()
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{grouping.turns:,} turns, {grouping.texts:,} texts: {held / 2**20:.0f} MB held, "
          f"{peak / 2**20:.0f} MB at most, {held / grouping.turns:.0f} bytes a turn")  # fmt: skip

    grouping = Grouping(lambda asked: np.stack([vectors[text] for text in asked]))
    added = [
        seconds(lambda at=begin: grouping.add(turns[at : at + BATCH]))  # type: ignore[misc]
        for begin in range(0, len(turns) - BATCH, BATCH)
    ]
    print(f"taken in: {sum(added):.2f} s, {max(added) * 1000:.0f} ms at most for {BATCH}")
    print(f"answered before anything is compared: {seconds(grouping.gaps):.2f} s")
    slices = [seconds(lambda: grouping.catch_up(SLICE)) for _ in range(_slices(grouping))]
    print(f"compared: {sum(slices):.1f} s in {len(slices)} slices of {SLICE}, "
          f"{max(slices):.2f} s at most (and what encoding takes)")  # fmt: skip
    last = seconds(lambda: grouping.add(turns[-BATCH:])) + seconds(lambda: grouping.catch_up(BATCH))
    print(f"{BATCH} more turns, compared: {last:.2f} s")
    answered = seconds(grouping.gaps)
    print(f"answered: {answered:.2f} s, {len(grouping.gaps()):,} gaps")
    some = [turn.message for turn in turns[:BATCH]]
    print(f"{BATCH} messages erased: {seconds(lambda: grouping.forget_messages(some)):.2f} s, "
          f"compared again {seconds(lambda: grouping.catch_up(BATCH)):.2f} s")  # fmt: skip
    _compare(texts, vectors)


def _read_from_the_store(turns: Sequence[Asked]) -> Iterator[Asked]:
    """Give turns whose words are texts of their own, also where others have the same."""
    return (turn._replace(question=f"{turn.question}?") for turn in turns)


def _slices(grouping: Grouping) -> int:
    return -(-grouping.pending // SLICE)


def _compare(texts: Sequence[str], vectors: dict[str, FloatArray]) -> None:
    """Print how long a naive peer takes for a sample, and this grouping for the same."""
    sample = random.Random(1).sample(list(texts), min(PEERS, len(texts)))

    def ours() -> None:
        grouping = Grouping(lambda asked: np.stack([vectors[text] for text in asked]))
        grouping.add(Asked(at, text, 490_000, 0.1, None, f"{at}") for at, text in enumerate(sample))
        while grouping.catch_up(SLICE):
            pass
        grouping.gaps()

    own, naive = seconds(ours), seconds(lambda: lead_by_letters(sample))
    print(f"{len(sample):,} texts from nothing: {own:.2f} s; leaders by WRatio {naive:.1f} s, "
          f"{naive / own:.0f} times as long")  # fmt: skip


def lead_by_letters(texts: Sequence[str], alike: float = 85.0) -> list[list[str]]:
    """Group as is often done: each text joins the first group whose leader has a like WRatio."""
    groups: list[list[str]] = []
    for text in texts:
        for group in groups:
            if fuzz.WRatio(text, group[0], score_cutoff=alike):
                group.append(text)
                break
        else:
            groups.append([text])
    return groups


def main() -> None:
    """Measure one size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=100_000)
    parser.add_argument("--texts", type=int, default=40_000)
    given = parser.parse_args()
    threadpool_limits(limits=1, user_api="blas")
    measure(made_up_turns(given.turns, given.texts, random.Random(given.turns)))


if __name__ == "__main__":
    main()
