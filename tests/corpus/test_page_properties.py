"""What holds for every page, however it is written."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.corpus.ids import is_valid_id
from bot.corpus.limits import Limits
from bot.corpus.pages import ParsedPage
from bot.corpus.reader import read_page
from bot.corpus.sections import asked_section_of, misspelt_section_of, section_of
from bot.text.folding import folded
from bot.text.lines import split_lines
from bot.text.safety import make_safe
from tests.builders import parsed
from tests.corpus.strategies import pages

LIMITS = Limits()


def everything_kept(found: ParsedPage) -> str:
    """Join all that became of a page, folded: what it shows, and what findings say."""
    page = found.page
    parts = [finding.message for finding in found.findings]
    if page is not None:
        parts.append(page.title)
        parts += [question.label for question in page.go_deeper]
        for passage in page.passages:
            parts += [passage.label, passage.text]
    return folded(" \n ".join(parts))


def told_lines(found: ParsedPage) -> set[int]:
    """Collect the lines that findings speak of, with the ranges that they name."""
    told: set[int] = set()
    for finding in found.findings:
        told.add(finding.line)
        _, opened, span = finding.message.partition("(lines ")
        if opened:
            first, _, last = span.partition(")")[0].partition(" to ")
            told |= set(range(int(first), int(last) + 1))
    return told


def is_heading(text: str) -> bool:
    label = text.strip().strip("#*_ ").partition("{#")[0].strip("#*_ ")
    return any(
        recognise(label) is not None
        for recognise in (section_of, misspelt_section_of, asked_section_of)
    )


@settings(max_examples=400)
@given(pages)
@example("## What's happened {#x}\n\n\nIt froze.\n\nIt did.\n## Go deeper\n- Why?")
def test_the_line_where_a_text_begins_is_known(text: str) -> None:
    page = parsed(text).page
    lines: dict[int, str] = {}
    for line in split_lines(text):
        lines[line.number] = lines.get(line.number, "") + make_safe(line.text).text
    for passage in page.passages if page else ():
        assert passage.text.partition("\n")[0].strip() in lines[passage.line_at(0)]


def test_the_lines_of_a_text_are_counted_on() -> None:
    text = "-\nWhy?\n\nIt froze.\n\n- It did.\n- It did not.\n-\nHow?\nSo."
    page = parsed(text).page
    assert page is not None
    passage = page.passages[0]
    at = passage.text.index("- It did not.")
    assert text.split("\n")[passage.line_at(at) - 1] == "- It did not."


_NO_WORDS = re.compile(r"^[\d ]*(?:(?:q|question|a|answer) ?\d{0,3}(?: |$))?")
"""Numbers, and the letters of "Q: Why?" and "A: So.", which tell what a line is."""


@settings(max_examples=400)
@given(pages)
@example("Title\n-\nWhy?\nBecause.")
@example("-\nAnswer alone. It is long enough to be one.\n-\nWhy?\nSo.")
@example("Ice is here.\nQ: so?\nA: Ice is here.")
@example("Ice is here.\n<details><summary>Why ice?</summary>\nIce is here.")
def test_no_line_is_lost(text: str) -> None:
    found = parsed(text)
    if found.page is None:  # the file is refused as a whole, and said to be
        return
    kept, told = everything_kept(found), told_lines(found)
    for line in split_lines(text):
        words = folded(make_safe(line.text).text.partition("{#")[0])
        if words and line.number not in told and not is_heading(line.text):
            bare = _NO_WORDS.sub("", words)
            assert bare in kept, f"line {line.number} is lost: {line.text!r}"


@given(st.text(max_size=500))
def test_any_text_can_be_parsed(text: str) -> None:
    found = parsed(text)
    assert (found.page is not None) or found.findings


@given(
    st.one_of(
        st.binary(max_size=300), pages.map(str.encode), pages.map(lambda p: p.encode("utf-16"))
    )
)
def test_any_bytes_can_be_read(raw: bytes) -> None:
    found = read_page(raw, file="any.txt", limits=LIMITS)
    assert (found.page is not None) or any(f.severity == "error" for f in found.findings)


@given(pages)
def test_line_ends_make_no_difference(text: str) -> None:
    expected = parsed(text.replace("\u2028", " "))
    for end in ("\r\n", "\r"):
        found = parsed(text.replace("\u2028", " ").replace("\n", end))
        assert found.findings == expected.findings
        if expected.page is not None:
            assert found.page is not None
            assert found.page.passages == expected.page.passages
            assert found.page.go_deeper == expected.page.go_deeper


@given(pages)
@example("More on these topics\n:\nIce is here.")
@example("More on these topics\n### :\nIce is here.")
def test_every_passage_has_an_id_of_its_own_and_a_line_of_the_page(text: str) -> None:
    page = parsed(text).page
    if page is None:
        return
    ids = [passage.id for passage in page.passages]
    assert len(set(ids)) == len(ids)
    assert all(is_valid_id(one) for one in ids)
    lines = {line.number for line in split_lines(text)}
    assert {p.provenance.line for p in page.passages} <= lines
    assert all(passage.text and passage.text == passage.text.strip() for passage in page.passages)
    assert all(passage.label for passage in page.passages)


@example("a\u2028b\na\u2028b\n| ice | here |\n|---|---|\n| Lindholm | a port |")
@given(pages)
def test_every_finding_names_a_place_of_the_page(text: str) -> None:
    lines = {line.number for line in split_lines(text)} | {1}
    for finding in parsed(text).findings:
        assert finding.line in lines
        assert finding.column >= 1
        assert finding.message
        assert finding.hint
        assert "\n" not in finding.message


@given(pages)
def test_parsing_twice_gives_the_same(text: str) -> None:
    assert parsed(text) == parsed(text)


LENGTH = 50_000
HANG_S = 8
"""Of the processor. Nothing here takes a third of it; a quadratic step takes many times that."""

NASTY = {
    "separators": "-\n",
    "empty headings": "#\n",
    "asking headings": "## a?\n",
    "same question": "-\nWhy?\nSo.\n",
    "contradictions": "-\nWhy?\nSo.\n-\nWhy?\nThus.\n",
    "bullets": "- a\n",
    "known headings": "What's happened\nx\n",
    "headings that ask": "Q&A\n" + "How did we get here?\nWhat do the papers say?\nx\n" * 200,
    "asking headings of a story": "What's happened\nQ&A\n" + "Who's who?\n" * 4000,
    "go deeper": "Go deeper\n- Why?\n",
    "tables": "More on these topics\n" + "|a|b|\n|-|-|\n|c|d|\n" * 200,
    "topics": "More on these topics\n-\nA (b (c) is a d.\n",
    "questions below topics": "More on these topics\n" + "-\nWhy?\nSo.\n" * 4000,
    "open brackets": "(" * 900 + "\n",
    "open links": "[a](" * 200 + "\n",
    "stars": "**a" * 300 + "\n",
    "spaces": "a" + " " * 900 + "{#a b}\n",
    "ids": "{#" * 400 + "\n",
    "escapes": "\x1b[" * 400 + "\n",
    "mentions": "@everyone\n",
    "zero width": "a\u200b" * 400 + "\n",
    "marks": "a" + "\u0301" * 400 + "\n",
    "soft breaks": "a\u2028",
    "carriage returns": "a\r",
    "teasers": "Common question\n-\nWhy?\nHere below we are read on, this left these questions\n",
    "wiki headings": "== a ==\n",
    "letters": "Q1: a\nb\n",
    "words that ask": "is the a\nb\n\n",
    "bullets below bullets": "Who's who\n- a: b\n  - c\n",
    "stressed words": "## *a* **b** \\- *\n",
    "pictures": "[a]: <data:image/png;base64,a>\n![a](data:image/",
    "fields": "---\ntitle: x\n",
    "flow": "---\na: [[[[[[[[\n",
}


@pytest.mark.parametrize("unit", NASTY.values(), ids=NASTY.keys())
def test_nothing_hangs(unit: str) -> None:
    text = unit * (LENGTH // len(unit))
    assert text
    started = time.process_time()
    read_page(text.encode(), file="nasty.txt", limits=Limits(questions_per_page=1_000_000))
    assert time.process_time() - started < HANG_S


def test_a_table_below_breaks_that_editors_do_not_count_is_told_on_its_line() -> None:
    page = "What's happened\na\u2028b\n\n| ice | here |\n|---|---|\n| Oslo | a port |\nIt is cold."
    told = [f.line for f in parsed(page).findings if f.code == "table"]
    assert told == [5]
