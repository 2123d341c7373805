"""What `--help` says of each verb."""

from __future__ import annotations

import subprocess
import sys
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
        waiting += [((*words, name), each) for name, each in inner(command)]


def inner(group: Any) -> Iterator[tuple[str, Any]]:
    """Give the verbs of a group with the names by which they are called."""
    for name in getattr(group, "commands", ()):
        yield name, group.resolve_command(None, [name])[1]


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


def test_the_list_of_verbs_says_of_each_what_it_says_of_itself() -> None:
    program: Any = typer.main.get_command(app)
    assert {name: program.commands[name].get_short_help_str(200) for name, _ in inner(program)} == {
        name: verb.get_short_help_str(200) for name, verb in inner(program)
    }, "Say the same in bot/cli/verbs and in the verb's docstring"


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_waits_for_no_verb(word: str) -> None:
    code = f"import sys, bot.cli; sys.argv[1:] = [{word!r}]; import atexit;"
    code += "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); bot.cli.main()"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    late = {"numpy", "pydantic", "bot.settings", "bot.dialogue"} & set(done.stderr.split())
    assert not late, f"{word} loads {late}: import them where a verb needs them"
