"""Lines: numbered as an editor numbers them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.lines import Line, split_lines


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_counts_every_kind_of_line_end(end: str) -> None:
    assert split_lines(f"one{end}two{end}{end}four") == [
        Line(1, 1, "one"),
        Line(2, 1, "two"),
        Line(3, 1, ""),
        Line(4, 1, "four"),
    ]


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\f", "\v"])
def test_a_break_that_editors_do_not_count_moves_the_column(end: str) -> None:
    assert split_lines(f"one{end}two\nthree") == [
        Line(1, 1, "one"),
        Line(1, 5, "two"),
        Line(2, 1, "three"),
    ]


def test_begins_to_count_where_it_is_told() -> None:
    assert [line.number for line in split_lines("a\nb", first_line=7)] == [7, 8]


@given(st.text(alphabet="ab \r\n\u2028\x85"))
def test_mixed_line_ends_count_like_plain_ones(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert split_lines(text) == split_lines(plain)


@given(st.text())
def test_loses_nothing_but_the_line_ends(text: str) -> None:
    joined = "".join(line.text for line in split_lines(text))
    ends = dict.fromkeys(map(ord, "\r\n\v\f\x85\u2028\u2029"))
    assert joined == text.translate(ends)
