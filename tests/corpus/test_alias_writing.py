"""Wordings are written into a page's front matter, and nothing else of the page changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.alias_writing import with_wordings
from bot.corpus.limits import Limits
from bot.corpus.model import Page, PassageId
from bot.corpus.reader import read_page
from tests.builders import BRIDGE_PAGE

PLAIN = "-\nWhy is it so?\nIt is cold.\n-\nHow cold is it?\nVery cold.\n"
KNOWN = (
    """\
---
title: Ice
aliases:
  "Why is it so?":
    - "wherefore"
as_of: 2026-11-01
---
"""
    + PLAIN
)


def read(body: bytes) -> Page:
    page = read_page(body, file="a/b.md", limits=Limits()).page
    assert page is not None
    return page


def teach(text: str, words: str, nth: int = 0) -> bytes | None:
    """Write a wording of the page's nth passage."""
    passage = read(text.encode()).passages[nth].id
    return with_wordings(text.encode(), {passage: (words,)}, file="a/b.md", limits=Limits())


@pytest.mark.parametrize("text", [PLAIN, BRIDGE_PAGE, KNOWN, PLAIN.replace("\n", "\r\n")])
def test_a_wording_is_added_to_what_is_there(text: str) -> None:
    before = read(text.encode())
    written = teach(text, "how come: “that” #1, \\n?")
    assert written is not None
    after = read(written)
    first = after.passages[0]
    assert first.aliases == (*before.passages[0].aliases, "how come: “that” #1, \\n?")
    assert after.passages[1].aliases == before.passages[1].aliases
    assert after.meta.title == before.meta.title
    assert after.meta.as_of == before.meta.as_of
    assert (b"\r\n" in written) == ("\r\n" in text)


@pytest.mark.parametrize("fields", ["Embargo: 2099-01-01\n\n", "Status: draft\n\n"])
def test_what_hides_a_page_is_never_lost(fields: str) -> None:
    assert teach(fields + PLAIN, "wherefore") is None


def test_what_a_page_has_already_is_not_added_twice() -> None:
    written = teach(KNOWN, "Wherefore?")
    assert written is not None
    assert read(written).passages[0].aliases == ("wherefore",)


def test_a_passage_of_another_page_is_not_written() -> None:
    other = {PassageId("no.such"): ("words",)}
    assert with_wordings(PLAIN.encode(), other, file="a/b.md", limits=Limits()) is None


@given(st.text(min_size=1, max_size=80))
def test_whatever_the_words_the_page_stays_as_it_was(words: str) -> None:
    written = teach(KNOWN, words, nth=1)
    if written is not None:
        before, after = read(KNOWN.encode()), read(written)
        assert [(p.id, p.text) for p in after.passages] == [(p.id, p.text) for p in before.passages]
        assert after.passages[0].aliases == ("wherefore",)
