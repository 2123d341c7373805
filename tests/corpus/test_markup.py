"""Markup: code is shown as it stands, comments are not shown, and neither is read."""

from __future__ import annotations

import time

import pytest

from bot.corpus.markup import read_markup
from bot.corpus.model import PassageKind
from bot.corpus.pages import ParsedPage
from tests.builders import a_page, codes, parsed
from tests.reading import CountedReads

QUESTION, SECTION = PassageKind.QUESTION, PassageKind.SECTION


def pairs(found: ParsedPage, kind: PassageKind = QUESTION) -> list[tuple[str, str]]:
    assert found.page is not None
    return [(p.label, p.text) for p in found.page.of_kind(kind)]


def places(found: ParsedPage, code: str) -> list[tuple[int, int]]:
    return [(f.line, f.column) for f in found.findings if f.code == code]


# --------------------------------------------------------------------- code


CODE = [
    "```python\n# What is this?\nprint(1)\n```",
    "```yaml\na: 1\n---\nb: 2\n-\n```",
    "```\n- What is this?\n- Another\n```",
    "~~~\n## What is this?\n===\nWhat\n----\n~~~",
    "````markdown\n```python\n# What is this?\n```\n````",
    "```text\nQ: What is this?\nA: Code.\n\nWhat is this?\n\nCode.\n```",
    "- Write:\n\n  ```sh\n  # What is this?\n  - ls\n  ```\n- Done.",
    "> ```\n> # What is this?\n> ```",
    "```\nGo deeper\nWhat's happened\n```",
    "```\n<!doctype html>\n<html>\n<body>\n```",
    "```md\n[bbc.com](https://evil.example) <b>@everyone</b> &amp; {#x}\n```",
    "```print(1)\n# What is this?\nprint(2)```",
]


@pytest.mark.parametrize("code", CODE)
@pytest.mark.parametrize(
    "page",
    [
        "## How is it written?\n\nSo:\n\n{code}\n\n## How long is it?\n\nShort.",
        "-\nHow is it written?\nSo:\n\n{code}\n-\nHow long is it?\nShort.",
        "How is it written?\nSo:\n\n{code}\n\nHow long is it?\nShort.",
    ],
    ids=["headings", "separators", "neither"],
)
def test_nothing_in_code_is_read(page: str, code: str) -> None:
    found = parsed(page.replace("{code}", code))
    assert pairs(found) == [
        ("How is it written?", f"So:\n\n{code}"),
        ("How long is it?", "Short."),
    ]
    assert codes(found.findings) <= {"title-derived", "no-as-of"}


def test_a_section_is_not_cut_by_headings_in_code() -> None:
    code = "```text\n## How we got here\n- 1999\nWhat the papers say\n---\n```"
    found = parsed(f"## What's happened\n\nSee:\n\n{code}\n\n## How we got here\n\nIt was cold.")
    assert pairs(found, SECTION) == [
        ("What's happened", f"See:\n\n{code}"),
        ("How we got here", "It was cold."),
    ]


def test_code_in_a_definition_belongs_to_it() -> None:
    page = a_page("More on these topics\n\nCold ice:\n```\na.\n\nb.\n```\nIt melts.\n\nFog is wet.")
    assert [topic.text for topic in page.of_kind(PassageKind.TOPIC)] == [
        "```\na.\n\nb.\n```\nIt melts.",
        "Fog is wet.",
    ]


def test_code_without_a_question_is_an_error() -> None:
    found = parsed("-\n```\nls\n```\n-\nWhy?\nSo.")
    assert pairs(found) == [("Why?", "So.")]
    assert places(found, "answer-without-question") == [(2, 1)]


def test_what_hides_or_controls_is_taken_out_of_code_as_well() -> None:
    found = parsed("Why?\n```\na\u202eb\x07c\n```")
    assert pairs(found) == [("Why?", "```\nabc\n```")]
    assert codes(found.findings) >= {"bidi-control", "control-character"}


def test_words_and_links_in_code_are_not_judged() -> None:
    found = parsed("Why?\nSo.\n```\nopen('http://localhost:8000')  # now\n```")
    assert found.page is not None
    assert not found.page.time_words
    assert "dead-link" not in codes(found.findings)


@pytest.mark.parametrize(
    ("page", "place", "answers"),
    [
        (
            "## Why?\n\n```python\n# What?\nprint(1)\n\n## How?\n\nFast.",
            (3, 1),
            [("Why?", "```python\n# What?\nprint(1)"), ("How?", "Fast.")],
        ),
        (
            "-\nWhy?\n```\na\n---\n-\nHow?\nFast.",
            (3, 1),
            [("Why?", "```\na\n---"), ("How?", "Fast.")],
        ),
        (
            "Why?\n```\na\n-\nHow?\nFast.\n-\nWho?\nWe.",
            (2, 1),
            [("Why?", "```\na"), ("How?", "Fast."), ("Who?", "We.")],
        ),
        (
            "## Why?\n\n```\na\n\n## How?\n\n```\nb\n```\n\n## Who?\n\n```c\nd```",
            (3, 1),
            [("Why?", "```\na"), ("How?", "```\nb\n```"), ("Who?", "```c\nd```")],
        ),
        (
            "Why is it so?\nSo:\n```\na\n\nHow cold is it?\nVery.",
            (3, 1),
            [("Why is it so?", "So:\n```\na"), ("How cold is it?", "Very.")],
        ),
        (
            "## Why?\n\n```\na\n\n## How?\n\n```\nb\n```\n\n## Who?\n\nWe.",
            (3, 1),
            [("Why?", "```\na"), ("How?", "```\nb\n```"), ("Who?", "We.")],
        ),
        (
            "## Why?\n\n```\na\n\n## How?\n\n```sh\nb\n```\n\n## Who?\n\nWe.",
            (3, 1),
            [("Why?", "```\na"), ("How?", "```sh\nb\n```"), ("Who?", "We.")],
        ),
        (
            "## Why?\n\n```\n## How?\n```\n\n## Who?\n\n- ```\n  b\n",
            (9, 3),
            [("Why?", "```\n## How?\n```"), ("Who?", "- ```\n  b")],
        ),
    ],
)
def test_code_that_is_not_closed_is_told_and_swallows_no_question(
    page: str, place: tuple[int, int], answers: list[tuple[str, str]]
) -> None:
    found = parsed(page)
    assert pairs(found) == answers
    assert places(found, "code-unclosed") == [place]


def test_a_section_below_code_that_is_not_closed_is_kept() -> None:
    found = parsed("What's happened\nIt froze.\n```\nls\nHow we got here\nIt was cold.")
    assert pairs(found, SECTION) == [
        ("What's happened", "It froze.\n```\nls"),
        ("How we got here", "It was cold."),
    ]
    assert places(found, "code-unclosed") == [(3, 1)]


@pytest.mark.parametrize("inner", ["Fast.", "```py\n# What?\n```"])
def test_fences_around_a_whole_page_are_told_and_left_out(inner: str) -> None:
    found = parsed(f"```markdown\n## Why?\n\nSo.\n\n## How?\n\n{inner}\n```\n")
    assert pairs(found) == [("Why?", "So."), ("How?", inner)]
    assert len(places(found, "page-in-code")) == 2
    assert "code-unclosed" not in codes(found.findings)


def test_lines_of_tildes_are_ornaments() -> None:
    line = "~" * 20
    found = parsed(f"{line}\n## Why?\n\nSo.\n{line}\n## How?\n\nFast.\n")
    assert [label for label, _ in pairs(found)] == ["Why?", "How?"]


@pytest.mark.parametrize(
    "text",
    [
        "```\n" * 20_000,
        "```py\n## A?\n" * 10_000,
        "\n".join("`" * length + "\n## A?" for length in range(1_000, 2, -1)) + "\na" * 20_000,
        "~~~\n\nWhat?\n" * 10_001,
    ],
    ids=["fences", "openings", "shorter and shorter", "questions"],
)
def test_many_fences_take_no_longer(text: str) -> None:
    start = time.perf_counter()
    parsed(f"## Why?\n\nSo.\n{text}")
    assert time.perf_counter() - start < 20


# --------------------------------------------------------------------- comments


COMMENTS = [
    "<!-- Do not name Olsen. -->",
    "<!--\nTODO: Is it so?\n\n## Olsen?\n\n-\nOlsen\n-->",
    "<!-- a --> <!-- ```\nOlsen -->",
    "[//]: # (Olsen)",
    "%%\n## Olsen?\n\nNo.\n%%",
    "%%Olsen%%",
]


@pytest.mark.parametrize("comment", COMMENTS)
@pytest.mark.parametrize(
    "page",
    [
        "{comment}\n## Why is it so?\n\nIt is cold.\n\n## How cold is it?\n\nVery cold.",
        "## Why is it so?\n\n{comment}\n\nIt is cold.\n\n## How cold is it?\n\nVery cold.",
        "-\nWhy is it so?\nIt is cold.\n{comment}\n-\nHow cold is it?\nVery cold.",
        "-\nWhy is it so?\nIt is cold.\n-\n{comment}\nHow cold is it?\nVery cold.",
        "Why is it so?\nIt is cold.\n\n{comment}\n\nHow cold is it?\nVery cold.",
    ],
)
def test_comments_are_told_and_not_shown(page: str, comment: str) -> None:
    text = page.replace("{comment}", comment)
    found = parsed(text)
    assert pairs(found) == [("Why is it so?", "It is cold."), ("How cold is it?", "Very cold.")]
    assert codes(found.findings) <= {"title-derived", "no-as-of", "comment"}
    assert places(found, "comment")[0][0] == text[: text.index(comment)].count("\n") + 1
    assert "Olsen" not in " ".join(finding.message for finding in found.findings)


def test_comments_leave_lines_and_columns_where_they_are() -> None:
    text = "-\nWhy?<!-- a -->\nIt <!-- b\n\nc --> froze.\n- 5 <!-- d --> @here\n-\nHow?\nSo."
    found = parsed(text)
    assert found.page is not None
    first, second = found.page.passages
    assert (first.label, first.text) == ("Why?", "It\n\nfroze.\n- 5 @here")
    assert first.line_at(first.text.index("@here")) == 6
    assert second.provenance.line == 8
    assert places(found, "comment") == [(2, 5), (3, 4), (6, 5)]
    assert places(found, "mention") == [(6, 16)]


def test_a_bullet_that_holds_a_comment_separates_nothing() -> None:
    found = parsed("-\nWhy?\n- Ice\n- <!-- a -->\n- Snow\n-\nHow?\nSo.")
    assert pairs(found) == [("Why?", "- Ice\n\n- Snow"), ("How?", "So.")]


def test_words_and_links_in_comments_are_not_judged() -> None:
    found = parsed("Why?\nSo. <!-- true now, see http://localhost:8000 -->")
    assert found.page is not None
    assert not found.page.time_words
    assert codes(found.findings) == {"title-derived", "no-as-of", "comment"}


def test_a_comment_in_code_is_shown() -> None:
    answer = "Write `<!-- a -->`, or:\n```html\n<!--\nb -->\n```"
    found = parsed(f"## Why?\n\n{answer}\n\n## How?\n\nSo.")
    assert pairs(found) == [("Why?", answer), ("How?", "So.")]
    assert "comment" not in codes(found.findings)


@pytest.mark.parametrize(
    ("comment", "mark"),
    [("It <!-- Olsen", "-->"), ("It <!-- Olsen\n\n<!-- b -->", "-->"), ("[//]: # (Olsen", ")")],
)
def test_a_page_with_a_comment_that_is_not_closed_is_refused(comment: str, mark: str) -> None:
    found = parsed(f"## Why?\n\n{comment}\n\n## How?\n\nFast.")
    assert found.page is None
    (error,) = [finding for finding in found.findings if finding.severity == "error"]
    assert (error.code, error.line) == ("comment-unclosed", 3)
    assert mark in error.hint


def test_blocks_that_end_behind_text_are_read_in_proportion_to_the_page() -> None:
    def reads(most: int) -> int:
        marks = ["`" * length for length in range(most + 3, 3, -1)]
        texts = CountedReads([text for mark in marks for text in (f"{mark}a", f"x{mark}")])
        read_markup(texts)
        return texts.reads

    assert reads(800) < 3 * reads(400)


def test_any_number_of_short_blocks_may_end_behind_text() -> None:
    text = "".join(f"## Why {number}?\n\n```a\nx```\n\nSo.\n\n" for number in range(100))
    assert pairs(parsed(text))[-1] == ("Why 99?", "```a\nx```\n\nSo.")
