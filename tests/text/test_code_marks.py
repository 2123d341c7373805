"""Marks of code: fences above and below blocks, backticks around spans."""

from __future__ import annotations

import pytest

from bot.text.code_marks import code_blocks, code_spans, fence_of, without_code
from tests.reading import CountedReads


def blocks(text: str) -> list[tuple[int, int, bool]]:
    return [(block.start, block.end, block.is_closed) for block in code_blocks(text.split("\n"))]


@pytest.mark.parametrize(
    ("line", "mark", "info"),
    [
        ("```", "```", ""),
        ("```python", "```", "python"),
        ("``` python title=x", "```", "python title=x"),
        ("~~~", "~~~", ""),
        ("~~~ yaml", "~~~", "yaml"),
        ("`````", "`````", ""),
        ("    ```sh", "```", "sh"),
        ("- ```sh", "```", "sh"),
        ("1. ```sh", "```", "sh"),
        ("> ```", "```", ""),
    ],
)
def test_a_fence_may_be_written_in_many_ways(line: str, mark: str, info: str) -> None:
    fence = fence_of(line)
    assert fence is not None
    assert (fence.mark, fence.info) == (mark, info)


@pytest.mark.parametrize(
    "line",
    ["", "``", "~~gone~~", "```one line```", "Run ```", "~~~~~~~~~~", "~~~ Chapter ~~~", "text"],
)
def test_other_lines_are_no_fences(line: str) -> None:
    assert fence_of(line) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n```\nb\n```\nc", [(1, 4, True)]),
        ("```\na\n```\n```\nb\n```", [(0, 3, True), (3, 6, True)]),
        ("````\n```\na\n```\n````", [(0, 5, True)]),
        ("````\n```py\na\n```\n````", [(0, 5, True)]),
        ("~~~\n```\n~~~", [(0, 3, True)]),
        ("```\n~~~\na", [(0, 3, False)]),
        ("```\na\n```py\nb\n```", [(0, 2, False), (2, 5, True)]),
        ("- a\n  ```\n  b\n  ```", [(1, 4, True)]),
        ("> ```\n> a\n> ```\nb", [(0, 3, True)]),
        ("```\n> ```\n```", [(0, 3, True)]),
        ("```a\nb```\nc", [(0, 2, True)]),
        ("```\na", [(0, 2, False)]),
        ("", []),
    ],
)
def test_blocks_end_at_a_mark_of_their_own(text: str, found: list[tuple[int, int, bool]]) -> None:
    assert blocks(text) == found


def test_a_text_may_be_taken_without_its_code() -> None:
    assert without_code("a\n```\nb\n```\nc\n~~~\nd") == "a\nc"
    assert without_code("```\nb\n```") == ""
    assert without_code("a `b`") == "a `b`"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d", ["``b ` c``"]),
        ("`a` and `b`", ["`a`", "`b`"]),
        ("it`s", []),
        ("```one line```", ["```one line```"]),
        (r"a \`b` c", []),
        ("", []),
    ],
)
def test_spans_stand_between_runs_of_one_length(line: str, found: list[str]) -> None:
    assert [line[start:end] for start, end in code_spans(line)] == found


def test_many_marks_take_no_longer() -> None:
    marks = " ".join("`" * length for length in range(1, 1_000))
    assert code_spans(marks) == []
    assert len(code_spans("`a` " * 50_000)) == 50_000


def test_blocks_that_end_behind_text_are_read_in_proportion_to_the_text() -> None:
    def reads(most: int) -> int:
        marks = ["`" * length for length in range(most + 3, 3, -1)]
        lines = CountedReads([line for mark in marks for line in (f"{mark}a", f"x{mark}")])
        code_blocks(lines)
        return lines.reads

    assert reads(800) < 3 * reads(400)


def test_any_number_of_short_blocks_may_end_behind_text() -> None:
    found = blocks("```a\nx```\ntext\n" * 100 + "end")
    assert found == [(at, at + 2, True) for at in range(0, 300, 3)]
