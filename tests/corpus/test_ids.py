"""Ids: short, readable, unique, and stable while the rest of the page changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.ids import briefing_id, derive_id, is_valid_id, split_explicit_id
from bot.corpus.model import MAX_PASSAGE_ID, PassageKind
from tests.builders import a_page, a_questions_page, a_story

QUESTION = PassageKind.QUESTION


@given(st.text(), st.text(), st.sampled_from(PassageKind))
def test_a_derived_id_is_always_valid(file: str, label: str, kind: PassageKind) -> None:
    derived = derive_id(file, kind, label)
    assert is_valid_id(derived)
    assert len(derived) <= MAX_PASSAGE_ID


def test_a_derived_id_can_be_read() -> None:
    derived = derive_id("page.txt", QUESTION, "Why is San José's port shut?")
    assert derived.startswith("why-is-san-joses-port-shut.")


def test_ids_tell_files_kinds_and_long_questions_apart() -> None:
    long = "Why is the harbour of Lindholm frozen in the first week of " + "May " * 20
    ids = {
        derive_id("a.txt", QUESTION, "Why?"),
        derive_id("b.txt", QUESTION, "Why?"),
        derive_id("a.txt", PassageKind.TOPIC, "Why?"),
        derive_id("a.txt", QUESTION, "Why?", nth=2),
        derive_id("a.txt", QUESTION, long + "1990?"),
        derive_id("a.txt", QUESTION, long + "1991?"),
        derive_id("a.txt", QUESTION, "Чому?"),
        derive_id("a.txt", QUESTION, "Як?"),
    }
    assert len(ids) == 8


@pytest.mark.parametrize(
    "label", ["why is the port shut", "Why is the port shut ?", "WHY is the port shut?"]
)
def test_mending_the_looks_of_a_question_keeps_its_id(label: str) -> None:
    assert derive_id("a.txt", QUESTION, label) == derive_id(
        "a.txt", QUESTION, "Why is the port shut?"
    )


def test_a_question_keeps_its_id_when_its_teaser_becomes_an_answer() -> None:
    teaser = a_story(common={"Why?": "Below we explore."}).of_kind(PassageKind.TEASER)[0]
    answer = a_story(common={"Why?": "It froze."}).of_kind(PassageKind.QUESTION)[0]
    assert teaser.id == answer.id


@given(
    st.dictionaries(
        st.sampled_from(["Why?", "How?", "Who?", "When?"]),
        st.sampled_from(["So.", "Thus."]),
        min_size=1,
    )
)
def test_ids_do_not_depend_on_answers_or_on_other_questions(questions: dict[str, str]) -> None:
    for passage in a_questions_page(questions).passages:
        alone = a_questions_page({passage.label: "Another answer."}).passages[0]
        assert alone.id == passage.id


def test_an_explicit_id_is_taken_and_not_shown() -> None:
    page = a_page("-\nWhy is it shut? {#why-shut}\nIt froze.\n")
    assert [(p.id, p.label) for p in page.passages] == [("why-shut", "Why is it shut?")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why? {#why}", ("Why?", "why")),
        ("Why?{#why}  ", ("Why?", "why")),
        ("Why? {#}", ("Why? {#}", None)),
        ("Why {#not} so?", ("Why {#not} so?", None)),
        ("{#only}", ("", "only")),
        ("Why? {#Not Good}", ("Why?", "Not Good")),
        ("Why?", ("Why?", None)),
    ],
)
def test_splits_an_explicit_id_off(text: str, expected: tuple[str, str | None]) -> None:
    assert split_explicit_id(text) == expected


@pytest.mark.parametrize("text", ["a", "a-b.c_d", "7", "a" * MAX_PASSAGE_ID])
def test_accepts_ids(text: str) -> None:
    assert is_valid_id(text)


@pytest.mark.parametrize(
    "text", ["", "-a", "A", "a b", "ä", "a:b", "a" * (MAX_PASSAGE_ID + 1), "a\n"]
)
def test_refuses_what_is_no_id(text: str) -> None:
    assert not is_valid_id(text)


def test_a_briefing_is_called_like_its_folder() -> None:
    assert briefing_id("black-sea-grain") == "black-sea-grain"
    assert briefing_id("Black Sea: Grain!") == "black-sea-grain"


@given(st.text())
def test_a_briefing_always_has_an_id(name: str) -> None:
    assert is_valid_id(briefing_id(name))
