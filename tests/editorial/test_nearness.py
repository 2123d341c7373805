"""What is known of neighbours is what comparing all texts with each other would give."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.nearness import Marks, Neighbours
from bot.editorial.stars import Edges, IdArray, joined, star_cover
from tests.editorial.builders import crowded

Pairs = set[tuple[int, int]]


def rows(*numbers: int) -> IdArray:
    return np.array(numbers, dtype=np.int64)


def pairs(edges: Edges) -> Pairs:
    return set(zip(edges.begins.tolist(), edges.ends.tolist(), strict=True))


def added(neighbours: Neighbours, numbers: list[int]) -> Neighbours:
    if numbers:
        vectors = crowded([f"text {number}" for number in numbers])
        ties = rows(*(number << 50 for number in numbers))
        neighbours.add(rows(*numbers), vectors, [Marks() for _ in numbers], ties)
    return neighbours


NUMBERS = st.lists(st.integers(0, 60), unique=True, max_size=40)


@given(NUMBERS, st.data(), st.integers(1, 5))
def test_texts_that_came_and_went_leave_no_trace(
    numbers: list[int], data: st.DataObject, most: int
) -> None:
    gone = data.draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
    cut = data.draw(st.integers(0, len(numbers)))
    neighbours = added(added(Neighbours(0.8, most), numbers[:cut]), numbers[cut:])
    neighbours.remove(rows(*gone))
    neighbours.renew(neighbours.stale)
    fresh = added(Neighbours(0.8, most), sorted(set(numbers) - set(gone)))
    assert pairs(neighbours.edges()) == pairs(fresh.edges())


@given(st.permutations(range(12)), st.permutations(range(12)), st.integers(1, 4))
def test_of_texts_that_are_equally_near_their_words_decide_which_are_kept(
    first: list[int], second: list[int], most: int
) -> None:
    """Whatever row each has, and whenever it came."""
    found = []
    for order in (first, second):
        neighbours = Neighbours(0.8, most)
        for row, text in enumerate(order):
            same = np.ones((1, 3), dtype=np.float32)
            neighbours.add(rows(row), same, [Marks()], rows(text << 58))
        found.append({(order[a], order[b]) for a, b in pairs(neighbours.edges())})
    assert found[0] == found[1]


@pytest.mark.parametrize("portion", [1, 7, 400])
def test_portions_make_no_difference_where_all_are_alike(portion: int) -> None:
    """More than are compared in one step, and more than are kept of each."""
    count = 400
    vectors = np.ones((count, 8), dtype=np.float32)
    vectors[:, 0] += np.arange(count) / 10_000
    neighbours = Neighbours(0.8, most=3)
    for begin in range(0, count, portion):
        some = np.arange(begin, min(begin + portion, count))
        neighbours.add(some, vectors[some], [Marks()] * len(some), some << 50)
    whole = Neighbours(0.8, most=3)
    whole.add(np.arange(count), vectors, [Marks()] * count, np.arange(count) << 50)
    assert pairs(neighbours.edges()) == pairs(whole.edges())
    assert neighbours.full(count + 1).tolist() == [True] * count + [False]


@given(NUMBERS)
def test_all_pairs_are_found_when_there_is_room(numbers: list[int]) -> None:
    neighbours = added(Neighbours(0.8, most=64), numbers)
    vectors = crowded([f"text {number}" for number in numbers]) if numbers else np.zeros((0, 1))
    cosines = vectors @ vectors.T
    sure = {
        (a, b)
        for at, a in enumerate(numbers)
        for to, b in enumerate(numbers)
        if at != to and cosines[at, to] > 0.82
    }
    possible = {
        (a, b)
        for at, a in enumerate(numbers)
        for to, b in enumerate(numbers)
        if at != to and cosines[at, to] > 0.78
    }
    assert sure <= pairs(neighbours.edges()) <= possible


@pytest.mark.parametrize(
    ("first", "second", "are_alike"),
    [
        (Marks(), Marks(), True),
        (Marks([1]), Marks(), True),
        (Marks([1]), Marks([1]), True),
        (Marks([1]), Marks([2]), False),
        (Marks([1, 2]), Marks([3, 2]), True),
        (Marks([1, 2, 3, 4, 5]), Marks([5]), False),
        (Marks(asks_for=0), Marks(), True),
        (Marks(asks_for=0), Marks(asks_for=0), True),
        (Marks(asks_for=0), Marks(asks_for=1), False),
        (Marks([1], 0), Marks([1], 1), False),
    ],
)
def test_marks_keep_texts_apart(first: Marks, second: Marks, are_alike: bool) -> None:
    neighbours = Neighbours(0.8)
    neighbours.add(rows(0, 1), np.ones((2, 3), dtype=np.float32), [first, second], rows(1, 2))
    assert bool(pairs(neighbours.edges())) == are_alike


def edges_of(*found: tuple[int, int, int]) -> Edges:
    begins, ends, nearness = np.array(found, dtype=np.int64).reshape(-1, 3).T
    return Edges.both_ways(begins, ends, nearness)


@pytest.mark.parametrize(
    ("found", "centres"),
    [
        ([], [0, 1, 2, 3, 4]),
        ([(1, 0, 9), (1, 2, 9)], [1, 1, 1, 3, 4]),
        ([(0, 1, 9), (1, 0, 9)], [0, 0, 2, 3, 4]),
        # Chains break: 0 and 4 are alike only by way of others.
        ([(0, 1, 9), (1, 2, 9), (2, 3, 9), (3, 4, 9)], [1, 1, 1, 3, 3]),
    ],
)
def test_groups_lie_around_their_centres(
    found: list[tuple[int, int, int]], centres: list[int]
) -> None:
    assert star_cover(edges_of(*found), np.arange(5)).tolist() == centres


def test_a_text_between_two_centres_goes_to_the_nearer_one() -> None:
    first, second = [(0, at, 9) for at in (1, 2, 3)], [(4, at, 9) for at in (5, 6)]
    cover = star_cover(edges_of(*first, *second, (0, 7, 5), (4, 7, 8)), np.arange(8))
    assert cover.tolist() == [0, 0, 0, 0, 4, 4, 4, 4]


def test_crowded_centres_that_are_alike_are_joined_to_the_largest() -> None:
    groups = np.array([0, 0, 2, 2, 2, 5, 6])
    alike = {frozenset((0, 2)), frozenset((0, 5))}

    def are_alike(first: IdArray, second: IdArray) -> npt.NDArray[np.bool_]:
        return np.array([[a == b or frozenset((a, b)) in alike for b in second] for a in first])

    joint = joined(groups, rows(0, 2, 5, 6), np.arange(7), are_alike)
    assert joint.tolist() == [2, 2, 2, 2, 2, 5, 6]
