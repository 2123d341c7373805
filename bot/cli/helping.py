"""What `--help` shows of verbs: a switch takes no value, and so no kind of value is named."""

from __future__ import annotations

from typing import Any, TypeVar

from typer.core import TyperCommand, TyperGroup, TyperOption

P = TypeVar("P")


class Verb(TyperCommand):
    """A verb; each is to be of this class, for its help to be right."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give all that it takes, `--help` included."""
        return _plain(super().get_params(ctx))


class Verbs(TyperGroup):
    """What stands before a verb, or several verbs under one name."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give all that it takes, `--help` included."""
        return _plain(super().get_params(ctx))


def _plain(parameters: list[P]) -> list[P]:
    """Let the switches among parameters show no `<bool>`, which typer puts behind each option."""
    for each in parameters:
        if isinstance(each, TyperOption) and each.is_flag and each.metavar is None:
            each.metavar = ""
    return parameters
