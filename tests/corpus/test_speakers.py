"""Interviews: who asks is not a part of the question."""

from __future__ import annotations

import pytest

from bot.corpus.model import PassageKind
from tests.builders import a_page, labels, parsed

QUESTION = PassageKind.QUESTION


@pytest.mark.parametrize("asker", ["EXAMPLE POST", "Kari Lund", "**The Post**"])
def test_who_asks_is_told_and_not_shown_on_buttons(asker: str) -> None:
    bold = asker.startswith("*")
    mark = f"{asker.strip('*')}:"
    mark = f"**{mark}**" if bold else mark
    found = parsed(
        f"{mark} Mr Berg, why is it cold?\nBERG: It is winter.\n\n"
        f"{mark} Who pays?\nBERG: The port does.\n"
    )
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.of_kind(QUESTION)] == [
        ("Mr Berg, why is it cold?", "BERG: It is winter."),
        ("Who pays?", "BERG: The port does."),
    ]
    assert [f.line for f in found.findings if f.code == "page-furniture"] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "-\nFerry: who pays?\nThe port.\n-\nFerry: when does it run?\nAt nine.\n",
        "-\nFerry: who pays?\nBERG: The port.\n-\nTrain: when does it run?\nBERG: At nine.\n",
    ],
)
def test_what_is_asked_about_stays(text: str) -> None:
    first, second = labels(a_page(text), QUESTION)
    assert first == "Ferry: who pays?"
    assert second.endswith(": when does it run?")
