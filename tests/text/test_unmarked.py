"""Words without Markdown's marks."""

from __future__ import annotations

import pytest

from bot.text.unmarked import without_line_marks, without_marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The **Ice Desk (ID)** is *new*.", "The Ice Desk (ID) is new."),
        ("It is __very__ _cold_, ***really***.", "It is very cold, really."),
        ("[Lindholm](https://example.org/a) froze.", "Lindholm froze."),
        ("[Umby](https://example.org/Umby_(town)) and ![ice](i.png 'Ice')", "Umby and ice"),
        ("A 5* hotel, a 4* one and snake_case_names", "A 5* hotel, a 4* one and snake_case_names"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**it breaks off", "**it breaks off"),
    ],
)
def test_takes_marks_off_words(text: str, found: str) -> None:
    assert without_marks(text) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- Ice", "Ice"),
        ("▸ Ice", "Ice"),
        ("> > Ice", "Ice"),
        ("## Ice", "Ice"),
        ("1. Ice", "Ice"),
        ("2.5 metres", "2.5 metres"),
        ("-40 degrees", "-40 degrees"),
    ],
)
def test_takes_marks_off_a_line(line: str, found: str) -> None:
    assert without_line_marks(line) == found
