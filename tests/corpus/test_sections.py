"""Headings: recognised however they are written."""

from __future__ import annotations

import pytest

from bot.corpus.sections import (
    SECTION_TYPES,
    SectionType,
    asked_section_of,
    misspelt_section_of,
    section_of,
)

HEADINGS = [section.heading for section in SECTION_TYPES]


@pytest.mark.parametrize("section", SECTION_TYPES, ids=lambda section: section.key)
def test_each_heading_is_recognised_in_any_dress(section: SectionType) -> None:
    heading = section.heading
    for dressed in (
        heading,
        heading.upper(),
        heading.lower(),
        heading.rstrip("?"),
        f"{heading}:",
        heading.replace("'", "’"),
        heading.replace("'", "´"),
        heading.replace(" ", "\u00a0"),
        f" {heading} ",
    ):
        assert section_of(dressed) is section


@pytest.mark.parametrize("section", SECTION_TYPES, ids=lambda section: section.key)
def test_each_variant_leads_to_its_section(section: SectionType) -> None:
    assert all(section_of(variant) is section for variant in section.variants)


def test_no_two_sections_share_a_wording() -> None:
    wordings = [w for s in SECTION_TYPES for w in (s.heading, *s.variants)]
    assert len(set(wordings)) == len(wordings)
    assert len({s.key for s in SECTION_TYPES}) == len(SECTION_TYPES)


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("Common questions", "Common question"),
        ("More on this topic", "More on these topics"),
        ("What’s Behind the Headlines?", "What's behind the headline?"),
    ],
)
def test_knows_other_numbers(label: str, heading: str) -> None:
    section = section_of(label)
    assert section is not None
    assert section.heading == heading


@pytest.mark.parametrize(
    "label",
    [
        "What happened?",
        "How did we get here?",
        "Who’s who?",
        "Deeper",
        "Common",
        "",
        "Go deeper into the mines of the North",
    ],
)
def test_a_question_or_a_phrase_is_no_heading(label: str) -> None:
    assert section_of(label) is None


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("What happened?", "What's happened"),
        ("How did we get here?", "How we got here"),
        ("WHAT DO THE PAPERS SAY?", "What the papers say"),
        ("[Who’s who?](#who)", "More on these topics"),
    ],
)
def test_a_heading_may_be_put_as_a_question(label: str, heading: str) -> None:
    section = asked_section_of(label)
    assert section is not None
    assert section.heading == heading


@pytest.mark.parametrize(
    "label", ["How did we get here", "Questions?", "What's behind the headlines?", "Glossary?", "?"]
)
def test_only_a_question_puts_a_heading_as_a_question(label: str) -> None:
    assert asked_section_of(label) is None


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("What's happend", "What's happened"),
        ("What the papers sya", "What the papers say"),
        ("Go deepr", "Go deeper"),
        ("How we got heer:", "How we got here"),
    ],
)
def test_forgives_a_slip_of_the_pen(label: str, heading: str) -> None:
    section = misspelt_section_of(label)
    assert section is not None
    assert section.heading == heading


@pytest.mark.parametrize(
    "label", ["Go steeper hills", "What the papers said later", "How we got here."]
)
def test_does_not_forgive_a_different_wording(label: str) -> None:
    assert misspelt_section_of(label) is None
