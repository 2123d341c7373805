"""Verbs whose code is read once they are called: help, and a shell's Tab, wait for none of it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand

from bot.cli.helping import Verb, Verbs
from bot.garbage import settle, without_collections


@dataclass(frozen=True, slots=True)
class Late:
    """A verb, or a group of verbs, by where it is written."""

    name: str
    place: str
    """Its module, and its name there: `bot.cli.asking:ask`."""
    help: str
    """The first line of what it says of itself."""

    def load(self) -> Any:
        """Import it, and give the command that typer makes of it."""
        module, _, attribute = self.place.partition(":")
        with without_collections():  # what is imported stays: it is no garbage
            found = getattr(import_module(module), attribute)
        settle()
        if isinstance(found, typer.Typer):
            return typer.main.get_group(found)
        one = typer.Typer(
            add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich"
        )
        one.command(self.name, cls=Verb)(found)
        return typer.main.get_command(one)


class LateVerbs(Verbs):
    """A program whose verbs come late; `late` names them in the order of its help."""

    late: tuple[Late, ...] = ()

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        # What the list of all of them shows; `resolve_command` gives what can be called.
        self.commands.update(
            {verb.name: TyperCommand(verb.name, help=verb.help) for verb in self.late}
        )

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the verb that is called, and only now import it."""
        name, command, rest = super().resolve_command(ctx, args)
        called = next((verb for verb in self.late if verb.name == name), None)
        return name, command if called is None else called.load(), rest
