"""What `--help` says of each verb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from bot.cli import app
from tests.cli.conftest import Run


def verbs() -> Iterator[tuple[str, ...]]:
    """Give the words by which each verb is called, and the program itself."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop()
        yield words
        inner = getattr(command, "commands", {})
        waiting += [((*words, name), each) for name, each in inner.items()]


@pytest.mark.parametrize("columns", ["40", "70"])
@pytest.mark.parametrize("words", [(), ("eval",)], ids=" ".join)
def test_no_name_is_cut_short_in_a_narrow_terminal(
    briefing_bot: Run, words: tuple[str, ...], columns: str
) -> None:
    assert "…" not in briefing_bot(*words, "--help", COLUMNS=columns).stdout


@pytest.mark.parametrize("words", list(verbs()), ids=" ".join)
def test_a_switch_is_shown_as_taking_no_value(briefing_bot: Run, words: tuple[str, ...]) -> None:
    shown = briefing_bot(*words, "--help").stdout
    assert "--help" in shown
    assert "<bool>" not in shown, "Give the verb cls=Verb and its group cls=Verbs (bot/cli/helping)"
