"""Comments are found where Markdown hides them, and nowhere else."""

from __future__ import annotations

import pytest

from bot.text.comments import Comment, comments_on, inline_comments, span_of


def shown(text: str) -> str:
    """Give the first line of a text without its comments, and all lines behind them."""
    lines = text.split("\n")
    found = comments_on(lines, 0)
    for comment in reversed(found):
        for at in range(comment.last, comment.line - 1, -1):
            start, end = span_of(comment, at, lines[at])
            lines[at] = lines[at][:start] + lines[at][end:]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It froze. <!-- Really? -->", "It froze. "),
        ("It <!-- Really? --> froze.", "It froze."),
        ("<!-- a --> It froze.", "It froze."),
        ("It<!-- a -->froze", "Itfroze"),
        ("<!-- a --><!-- b -->", ""),
        ("It <!-- a --> froze <!-- b --> over.", "It froze over."),
        ("It froze. <!-- a\nb\n\nc --> Over.", "It froze. \n\n\nOver."),
        ("<!---->It <!--> froze <!---> over.", "It froze over."),
        ("<!-- it`s --> `so`", "`so`"),
        ("[//]: # (a)", ""),
        ('[//]: # "a"', ""),
        ("[comment]: <> (a)", ""),
        ("[//]: #", ""),
        ("[//]: # a", ""),
        ("[//]: # (a\nb)\nc", "\n\nc"),
        ("It froze. %%Really?%%", "It froze. "),
        ("It froze.%%a%% %%b%%", "It froze. "),
        ("%%\na\n\nb\n%%\nc", "\n\n\n\n\nc"),
        ("%% a\nb %%\nc", "\n\nc"),
    ],
)
def test_a_comment_may_be_written_in_many_ways(text: str, left: str) -> None:
    assert shown(text) == left


@pytest.mark.parametrize(
    "line",
    [
        "",
        "A --> B",
        "A <- B <! C",
        "Write `<!-- a -->` and ``%%a%%``.",
        "Between 5%% and 10%% of it.",
        "100 %% sure",
        "%%%%",
        "[a]: https://example.org (a title)",
        "[a]: #top",
        "[a]: # 5 in the charts",
        "See [a](#b): # (c)",
    ],
)
def test_other_text_is_no_comment(line: str) -> None:
    assert comments_on([line], 0) == []


@pytest.mark.parametrize(
    ("text", "place", "mark"),
    [
        ("It froze. <!-- a\nb", 10, "-->"),
        ("<!-- a <!-- b -->", 0, "-->"),
        ("<!-- a\nb <!-- c -->", 0, "-->"),
        ("[//]: # (a\n\nb)", 0, ")"),
        ("%%\na\n\nb", 0, "%%"),
        ("%% a\n\nb %%", 0, "%%"),
    ],
)
def test_a_comment_that_is_not_closed_says_what_it_lacks(text: str, place: int, mark: str) -> None:
    lines = text.split("\n")
    assert comments_on(lines, 0) == [Comment(0, place, 0, len(lines[0]), missing=mark)]


def test_comments_of_a_line_on_its_own_have_their_places() -> None:
    assert inline_comments("title: Ice <!-- a --> <!-- b") == [(11, 22)]


def test_many_comments_take_no_longer() -> None:
    assert len(comments_on(["<!-- a --> `b` " * 50_000], 0)) == 50_000
