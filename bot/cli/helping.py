"""What `--help` shows of verbs: switches take no value, and every name is there as a whole."""

from __future__ import annotations

import shutil
from typing import Any, Final, TypeVar

from typer.core import TyperCommand, TyperGroup, TyperOption

P = TypeVar("P")


class Verb(TyperCommand):
    """A verb; each is to be of this class, for its help to be right."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give all that it takes, `--help` included."""
        return _plain(super().get_params(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, without boxes where the terminal has no room for them."""
        _suit_terminal(self)
        super().format_help(ctx, formatter)


class Verbs(TyperGroup):
    """What stands before a verb, or several verbs under one name."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give all that it takes, `--help` included."""
        return _plain(super().get_params(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, without boxes where the terminal has no room for them."""
        _suit_terminal(self)
        super().format_help(ctx, formatter)


def _suit_terminal(command: Verb | Verbs) -> None:
    if shutil.get_terminal_size().columns < _ROOM_FOR_BOXES:
        command.rich_markup_mode = None


_ROOM_FOR_BOXES: Final = 70
"""Columns; with fewer, boxes cut names short (`--install-c…`)."""


def _plain(parameters: list[P]) -> list[P]:
    """Let the switches among parameters show no `<bool>`, which typer puts behind each option."""
    for each in parameters:
        if isinstance(each, TyperOption) and each.is_flag and each.metavar is None:
            each.metavar = ""
    return parameters
