"""How a message leans on what went before, read off its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.reading.leaning import (
    adds_to_question,
    asks_instead,
    asks_who,
    fronted,
    goes_on,
    leans,
    leans_back,
    stands_for,
    swapped,
)


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("how old is he", True),
        ("what must they do now", True),
        ("who leads it?", True),
        ("is it safe to swim", False),
        ("are there any survivors", False),
        ("who is the captain", False),
    ],
)
def test_pronouns_lean_back_but_for_empty_ones(text: str, leans: bool) -> None:
    assert leans_back(text) is leans


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("and the EU?", "eu"),
        ("what about Japan", "japan"),
        ("ok and in Japan then?", "japan"),
        ("but what of the second ferry", "second ferry"),
        ("no, I meant the beekeepers", "beekeepers"),
        ("sorry, i mean Japan", "japan"),
        ("I meant where did they go", None),
        ("i meant his sister", None),
        ("and why is that", None),
        ("and is it open", None),
        ("and then?", None),
        ("what about the others, why did they go", None),
        ("the EU", None),
    ],
)
def test_an_ellipsis_names_another_subject(text: str, subject: str | None) -> None:
    assert asks_instead(text) == subject


@pytest.mark.parametrize("text", ["and who decides", "OK, and who pays", "Oh no. And who pays?"])
def test_an_and_goes_on_with_what_was_said(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize("text", ["who pays and who decides", "andes", "the Andes. Where are they"])
def test_an_and_in_between_does_not(text: str) -> None:
    assert not goes_on(text)


@pytest.mark.parametrize("text", ["who is he", "Who's that guy?", "and who are they", "who is it"])
def test_asks_who_somebody_in_view_is(text: str) -> None:
    assert asks_who(text)
    assert not asks_who(text.rstrip("?") + " married to")


@pytest.mark.parametrize(
    ("text", "question", "is_alike"),
    [
        ("who is helping them?", "who is helping greece fight the flames", True),
        ("what must they do now", "what must google do now", True),
        ("and when will he be back", "how long is the ban and when will he be back", True),
        ("what do other players say", "what do other players say about sinner deal", True),
        ("what must they do now", "what must google and its many friends do now", False),
        ("who is helping them?", "who helps greece", False),
    ],
)
def test_a_pronoun_stands_for_what_a_question_names(
    text: str, question: str, is_alike: bool
) -> None:
    wording = stands_for(text)
    assert wording is not None
    assert bool(wording.search(question)) is is_alike


@pytest.mark.parametrize(
    "text", ["why", "he did it", "who is he", "the ferry", "what did he do to them with it there"]
)
def test_a_fragment_stands_for_no_question(text: str) -> None:
    assert stands_for(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("and the teachers what happens to them", "teachers"),
        ("ok cool and what about the satellite, did they find it yet?", "satellite"),
        ("the head teacher: why did she quit", "head teacher"),
        ("why did the teacher quit, and is it true", None),
        ("the teachers want it back", None),
        ("the satellite was insured", None),
    ],
)
def test_what_is_named_first_is_what_the_pronoun_means(text: str, name: str | None) -> None:
    assert fronted(text) == name


def test_each_name_is_swapped_in_turn() -> None:
    names = {"lindholm", "arvo", "oksanen"}
    found = list(swapped("Did Arvo Oksanen leave Lindholm?", "mira", names))
    assert found == ["did mira leave lindholm", "did arvo oksanen leave mira"]
    assert list(swapped("why did they leave", "mira", names)) == []


@pytest.mark.parametrize(
    ("text", "does_lean"),
    [
        ("who pays the rest", True),
        ("and what happens to the rest?", True),
        ("how far is it", True),
        ("where do the ships rest at night", False),
        ("who pays for the tugs", False),
    ],
)
def test_what_ends_in_the_rest_leans_on_what_was_said(text: str, *, does_lean: bool) -> None:
    assert leans(text) is does_lean


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    leans_back(text)
    asks_who(text)
    subject = asks_instead(text)
    assert subject is None or 1 <= len(subject.split()) <= 5
    wording = stands_for(text)
    assert wording is None or wording.search("") is None


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        ("for the new village", True),
        ("In Brask?", True),
        ("no, about the dam", True),
        ("for what", False),
        ("for example", False),
        ("until when", False),
        ("for how long", False),
        ("by whose order", False),
        ("the new village", False),
        ("in the end they had to pay for it themselves", False),
    ],
)
def test_what_begins_like_the_end_of_a_question_adds_to_it(text: str, *, adds: bool) -> None:
    assert adds_to_question(text) is adds
