"""What Discord lists while a reader types: at most 25 choices of at most 100 characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from discord.app_commands import Choice as Listed

from bot.corpus.model import Briefing
from bot.dialogue.model import Choice
from bot.dialogue.naming import has_in_its_name
from bot.discord_app import custom_ids, limits
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import one_line
from bot.text.normalise import fold


def offered_passages(choices: Iterable[Choice]) -> list[Listed[str]]:
    """List choices by their labels; the one that is picked comes back as a passage's id."""
    return _listed((choice.label, custom_ids.deeper(choice.passage)) for choice in choices)


def offered_ids(named: Mapping[str, str]) -> list[Listed[str]]:
    """List passages by ids and labels; the one that is picked comes back as a passage's id."""
    return _listed((label, custom_ids.deeper(passage)) for passage, label in named.items())


def offered_titles(briefings: Iterable[Briefing], typed: str) -> list[Listed[str]]:
    """List the briefings with what was typed in their name; the picked one comes back as its id."""
    fitting = (briefing for briefing in briefings if has_in_its_name(briefing, typed))
    return _listed((briefing.title, briefing.id) for briefing in fitting)


def offered_names(names: Iterable[tuple[str, str]], typed: str) -> list[Listed[str]]:
    """List what holds what was typed: names, and what comes back for the one that is picked."""
    wanted = fold(typed)
    return _listed(pair for pair in names if wanted in fold(pair[0]))


def _listed(named: Iterable[tuple[str, str]]) -> list[Listed[str]]:
    return [
        Listed(name=shorten(one_line(name), limits.AUTOCOMPLETE_CHOICE), value=value)
        for name, value in islice(named, limits.AUTOCOMPLETE_CHOICES)
        if len(value) <= limits.AUTOCOMPLETE_CHOICE
    ]
