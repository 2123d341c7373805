"""Unanswered questions come together by what they ask, and leave no trace when they are erased."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.gaps import MOST_WORDINGS, Asked
from bot.editorial.grouping import Grouping
from bot.editorial.reading import Reading
from bot.matching.arrays import FloatArray
from tests.editorial.builders import NOON, all_gaps, asked, by_first_word, caught_up, crowded

MONTH_H = 31 * 24


TURNS = st.lists(
    st.builds(
        asked,
        message=st.integers(1, 60),
        question=st.integers(0, 40).map(lambda n: f"question {n} or so"),
        reader=st.sampled_from(["ann", "bob", "eve", None]),
        hour=st.integers(NOON, NOON + 3),
    ),
    unique_by=lambda turn: turn.message,
    max_size=40,
)


def grouped(*turns: Asked) -> Grouping:
    return caught_up(Grouping(by_first_word), turns)


# ------------------------------------------------------------------------- what a gap says


def test_alike_questions_come_together_and_others_stay_apart() -> None:
    grouping = grouped(
        asked(1, "tariffs why now"),
        asked(2, "strike end when", reader="bob"),
        asked(3, "tariffs and whose idea", reader="bob"),
    )
    assert [gap.messages for gap in all_gaps(grouping)] == [(1, 3), (2,)]


def test_a_gap_tells_how_often_by_how_many_when_and_what_came_nearest() -> None:
    grouping = grouped(
        asked(3, "tariffs why now", reader="bob", hour=NOON + 5, confidence=0.5, nearest="a"),
        asked(1, "tariffs why now", hour=NOON, confidence=0.25, nearest="b"),
        asked(2, "tariffs for whom", hour=NOON + 2, confidence=0.125, nearest="c"),
        asked(4, "tariffs for whom", hour=NOON + 6, confidence=0.75),
    )
    (gap,) = grouping.gaps()
    assert (gap.turns, gap.people) == (4, 2)
    assert (gap.first_hour, gap.last_hour) == (NOON, NOON + 6)
    assert gap.messages == (1, 2, 3, 4)
    assert (gap.nearest, gap.confidence) == ("a", 0.5)


def test_case_and_signs_make_no_other_text_and_the_usual_wording_is_shown() -> None:
    grouping = grouped(
        asked(1, "TARIFFS, why now?!"), asked(2, "Tariffs: why now?"), asked(3, "Tariffs: why now?")
    )
    assert grouping.texts == 1
    assert all_gaps(grouping)[0].questions == ("Tariffs: why now?",)


def test_the_most_central_wording_stands_first() -> None:
    angles = {"left": 0.0, "middle": 0.5, "right": 1.0}

    def on_a_circle(texts: Sequence[str]) -> FloatArray:
        return np.array([[np.cos(angles[t]), np.sin(angles[t])] for t in texts], dtype=np.float32)

    grouping = Grouping(on_a_circle, alike=0.8)
    turns = [asked(at, text) for at, text in enumerate(["left", "left", "middle", "right"])]
    (gap,) = all_gaps(caught_up(grouping, turns))
    assert gap.questions == ("middle", "left", "right")


def test_many_wordings_are_counted_and_the_most_asked_are_given() -> None:
    turns = [asked(at, f"tariffs number{at}") for at in range(60)]
    often = [asked(100 + at, "tariffs number7") for at in range(3)]
    (gap,) = all_gaps(grouped(*turns, *often))
    assert gap.turns == 63
    assert len(gap.questions) == MOST_WORDINGS
    assert "tariffs number7" in gap.questions[:2]


def test_a_crowd_of_alike_questions_is_one_gap() -> None:
    turns = [asked(at, f"tariffs number{at}") for at in range(500)]
    assert [gap.turns for gap in all_gaps(grouped(*turns))] == [500]


def test_gaps_of_more_people_come_first() -> None:
    grouping = grouped(
        *(asked(at, "strike end", reader="ann") for at in range(5)),
        asked(10, "tariffs why", reader="ann"),
        asked(11, "tariffs why", reader="bob"),
    )
    assert [gap.messages[0] for gap in all_gaps(grouping)] == [10, 0]
    assert [gap.messages[0] for gap in grouping.gaps(minimum_people=1, most=1)] == [10]


# ------------------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("readers", "people"),
    [
        (["ann"], 1),
        (["ann", "ann"], 1),
        (["ann", "bob"], 2),
        ([None], 1),
        ([None, None, None], 1),
        (["ann", None], 1),
        (["ann", "bob", None], 2),
    ],
)
def test_people_are_counted_only_as_far_as_they_are_known(
    readers: list[str | None], people: int
) -> None:
    grouping = grouped(*(asked(at, "tariffs why", reader=r) for at, r in enumerate(readers)))
    (gap,) = grouping.gaps(minimum_people=1)
    assert gap.people == people
    assert bool(grouping.gaps()) == (people > 1)


def test_who_asks_on_both_sides_of_a_months_end_does_not_count_twice() -> None:
    grouping = grouped(
        asked(1, "tariffs why", reader="ann in may"),
        asked(2, "tariffs why", reader="ann in june", hour=NOON + MONTH_H),
    )
    assert grouping.gaps() == ()
    grouping.add([asked(3, "tariffs why", reader="bob in june", hour=NOON + MONTH_H)])
    assert [gap.people for gap in grouping.gaps()] == [2]


# ------------------------------------------------------------------------- what is left out


@pytest.mark.parametrize("question", ["", "?!", "👍", "\0"])
def test_what_has_no_words_is_left_out(question: str) -> None:
    assert grouped(asked(1, question)).turns == 0


def test_a_message_that_comes_again_replaces_itself() -> None:
    grouping = grouped(asked(1, "tariffs why"), asked(1, "strike end"))
    grouping.add([asked(1, "election when")])
    assert [gap.questions for gap in all_gaps(grouping)] == [("election when",)]


@pytest.mark.parametrize(
    ("dismissed", "left"),
    [
        ([], {"tariffs", "strike"}),
        (["Tariffs why now?"], {"strike"}),
        (["tariffs in quite other words"], {"strike"}),
        (["election when", "?"], {"tariffs", "strike"}),
        (["tariffs why", "strike end"], set()),
    ],
)
def test_dismissed_questions_and_those_alike_are_not_shown(
    dismissed: list[str], left: set[str]
) -> None:
    grouping = grouped(asked(1, "tariffs why now"), asked(2, "strike end"))
    grouping.leave_out(dismissed)
    assert {gap.questions[0].split()[0] for gap in all_gaps(grouping)} == left


def test_a_dismissed_text_is_not_shown_before_it_is_compared_either() -> None:
    grouping = Grouping(by_first_word)
    grouping.add([asked(1, "tariffs why now"), asked(2, "tariffs for whom")])
    grouping.leave_out(["Tariffs, why now?"])
    (gap,) = grouping.gaps(minimum_people=1)
    assert gap.messages == (2,)
    assert all_gaps(grouping) == ()
    grouping.leave_out([])
    assert [gap.messages for gap in all_gaps(grouping)] == [(1, 2)]


def test_questions_that_name_others_stay_apart() -> None:
    def read(words: str) -> Reading:
        return Reading(words, tuple(w for w in words.split() if w in {"putin", "kim"}))

    turns = [
        asked(1, "married is putin"),
        asked(2, "married is kim"),
        asked(3, "married putin you say"),
    ]
    grouping = caught_up(Grouping(by_first_word, read=read), turns)
    assert [gap.messages for gap in all_gaps(grouping)] == [(1, 3), (2,)]
    grouping.leave_out(["married kim"])
    assert [gap.messages for gap in all_gaps(grouping)] == [(1, 3)]


# ------------------------------------------------------------------------- in portions


def test_texts_that_are_not_compared_yet_stand_for_themselves() -> None:
    grouping = Grouping(by_first_word)
    grouping.add([asked(1, "tariffs why"), asked(2, "Tariffs why?"), asked(3, "tariffs whom")])
    assert grouping.pending == 2
    assert [gap.messages for gap in grouping.gaps(minimum_people=1)] == [(1, 2), (3,)]
    assert grouping.catch_up(1) == 1
    assert grouping.catch_up(1) == 0
    assert [gap.messages for gap in grouping.gaps(minimum_people=1)] == [(1, 2, 3)]


def test_the_most_asked_are_compared_first_and_each_text_is_encoded_once() -> None:
    encoded: list[str] = []

    def encode(texts: Sequence[str]) -> FloatArray:
        encoded.extend(texts)
        return by_first_word(texts)

    grouping = Grouping(encode)
    grouping.add([asked(1, "strike end"), asked(2, "tariffs why"), asked(3, "tariffs why")])
    grouping.catch_up(1)
    assert encoded == ["tariffs why"]
    caught_up(grouping, [asked(4, "tariffs why"), asked(5, "strike end")])
    assert encoded == ["tariffs why", "strike end"]


def test_nothing_at_all_has_no_gaps() -> None:
    grouping = Grouping(by_first_word)
    assert grouping.catch_up() == 0
    grouping.leave_out(["tariffs"])
    assert caught_up(grouping).gaps(minimum_people=0) == ()


# ------------------------------------------------------------------------- bounds


def test_of_too_many_turns_the_oldest_are_left_out() -> None:
    grouping = Grouping(by_first_word, most_turns=3)
    grouping.add(asked(at, "tariffs why", hour=NOON - at) for at in range(5))
    assert all_gaps(grouping)[0].messages == (2, 1, 0)


def test_of_too_many_texts_those_that_nobody_asked_for_the_longest_time_are_left_out() -> None:
    grouping = Grouping(by_first_word, most_texts=2)
    grouping.add(
        [
            asked(1, "strike end", hour=NOON),
            asked(2, "tariffs why", hour=NOON + 1),
            asked(3, "election when", hour=NOON + 2),
            asked(4, "strike end", hour=NOON + 3),
        ]
    )
    assert {gap.messages for gap in all_gaps(grouping)} == {(3,), (1, 4)}


@given(st.lists(TURNS, max_size=4), st.integers(1, 12), st.integers(1, 12))
def test_no_bound_is_ever_passed(
    portions: list[list[Asked]], most_turns: int, most_texts: int
) -> None:
    grouping = Grouping(crowded, alike=0.8, most_turns=most_turns, most_texts=most_texts)
    for turns in portions:
        grouping.add(turns)
        grouping.catch_up(3)
        assert grouping.turns <= most_turns
        assert grouping.texts <= grouping.spellings <= most_texts
        assert grouping.weight <= most_texts + most_turns // 32
        found = sorted(message for gap in all_gaps(grouping) for message in gap.messages)
        assert len(found) == grouping.turns


def test_spellings_count_for_the_bound_and_not_texts_alone() -> None:
    grouping = Grouping(by_first_word, most_texts=2)
    spelt = ("tariffs why", "Tariffs why", "TARIFFS why")
    grouping.add(asked(at, text, hour=NOON + at) for at, text in enumerate(spelt))
    assert all_gaps(grouping)[0].messages == (1, 2)


# ------------------------------------------------------------------------- erasing


def test_turns_go_by_message() -> None:
    grouping = grouped(*(asked(at, "tariffs why", hour=NOON + at % 2) for at in (1, 2, 3, 4)))
    grouping.forget_messages([2, 99])
    assert all_gaps(grouping)[0].messages == (4, 1, 3)
    assert grouping.messages_of_hours([NOON, NOON + 7]) == [4]
    grouping.forget_messages([1, 3, 4])
    assert (all_gaps(grouping), grouping.turns, grouping.texts, grouping.spellings) == ((), 0, 0, 0)


def test_the_words_of_an_erased_turn_are_not_shown() -> None:
    grouping = grouped(asked(1, "tariffs WHY"), asked(2, "tariffs why"), asked(3, "tariffs who"))
    grouping.forget_messages([1, 3])
    assert all_gaps(grouping)[0].questions == ("tariffs why",)


def grouped_in_a_crowd(turns: Sequence[Asked]) -> Grouping:
    return caught_up(Grouping(crowded, alike=0.8), turns)


@given(TURNS, st.data())
def test_the_same_turns_give_the_same_gaps_in_any_order_and_portions(
    turns: list[Asked], data: st.DataObject
) -> None:
    grouping = Grouping(crowded, alike=0.8)
    left = data.draw(st.permutations(turns))
    while left:
        size = data.draw(st.integers(1, len(left)))
        grouping.add(left[:size])
        left = left[size:]
        grouping.catch_up(data.draw(st.integers(0, 5)))
    assert all_gaps(grouping) == all_gaps(grouped_in_a_crowd(turns))


@given(TURNS, st.data())
def test_what_is_erased_while_it_is_encoded_leaves_no_trace(
    turns: list[Asked], data: st.DataObject
) -> None:
    grouping = Grouping(crowded, alike=0.8)
    grouping.add(turns)
    compared = grouping.compared_by(grouping.waiting(9))
    gone = {turn.message for turn in turns if data.draw(st.booleans())}
    grouping.forget_messages(gone)
    grouping.take_in(compared)
    grouping.take_in(compared)  # what is in already is passed over
    left = [turn for turn in turns if turn.message not in gone]
    assert all_gaps(grouping) == all_gaps(grouped_in_a_crowd(left))


@given(TURNS, TURNS)
def test_removal_undoes_addition(kept: list[Asked], removed: list[Asked]) -> None:
    others = {turn.message for turn in kept}
    removed = [turn for turn in removed if turn.message not in others]
    grouping = caught_up(grouped_in_a_crowd(kept), removed)
    grouping.forget_messages(turn.message for turn in removed)
    assert all_gaps(grouping) == all_gaps(grouped_in_a_crowd(kept))
    assert (grouping.turns, grouping.pending) == (len(kept), 0)


@given(TURNS, st.integers(1, 4))
def test_each_turn_is_in_one_gap_and_none_shows_with_too_few_people(
    turns: list[Asked], people: int
) -> None:
    grouping = grouped_in_a_crowd(turns)
    found = sorted(message for gap in all_gaps(grouping) for message in gap.messages)
    assert found == sorted(turn.message for turn in turns)
    assert all(gap.people >= people for gap in grouping.gaps(minimum_people=people))
