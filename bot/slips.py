"""What an operator has set that sets nothing: lines of `.env` and names that are no settings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic_settings import EnvSettingsSource
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.env_file import Statement, named_in, read_statements
from bot.settings import ENV_FILE, Settings, setting_name

_LOOKS_ALIKE: Final = 0.85
"""One or two slips in a name; BOT_HTTP_HOST and BOT_HTTP_PORT are further apart."""

_OURS: Final = ("BOT_", "DISCORD_")
_MOST: Final = 3
"""So many settings that may have been meant are named."""

_LISTED: Final = ".env.example lists all settings"
_FORM: Final = "write NAME=value, or # in front of it"


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that has no effect, though the bot can do its work."""

    place: str
    """Where it stands; empty for the environment."""
    told: str
    mend: str
    name: str = ""
    """What was misspelt."""
    meant: str = ""
    """The setting that it is nearly called."""

    @property
    def told_with_place(self) -> str:
        """What it is, behind where it stands."""
        return f"{self.place}: {self.told}" if self.place else self.told

    def __str__(self) -> str:
        return f"{self.told_with_place}; {self.mend}"


def slips() -> tuple[Slip, ...]:
    """Look through the environment and `.env`; what cannot be read is told with the settings."""
    known = tuple(setting_name(name) for name in Settings.model_fields)
    given = [name.upper() for name in EnvSettingsSource(Settings).env_vars]
    found = list(slips_of_names(given, known))
    try:
        written = read_statements(Path(ENV_FILE))
    except (OSError, UnicodeDecodeError):
        return tuple(found)
    return (*found, *slips_of_statements(written, known))


def slips_of_names(given: Iterable[str], known: Collection[str]) -> Iterator[Slip]:
    """Find names in the environment, which is not ours alone, that are meant for the bot."""
    names = set(given)
    services = tuple(
        name.removesuffix("SERVICE_HOST") for name in names if name.endswith("_SERVICE_HOST")
    )  # of Kubernetes, which sets names of this form for a service "bot"
    for name in sorted(names - set(known)):
        nearly = _nearly(name, known)
        is_ours = name.startswith("BOT_") and not name.startswith(services)
        if nearly or is_ours:
            yield _no_setting("", name, known)


def slips_of_statements(written: Iterable[Statement], known: Collection[str]) -> Iterator[Slip]:
    """Find lines that set nothing, apart from those with which the bot does not start."""
    for statement in written:
        place = f"{ENV_FILE}, line {statement.line}"
        if statement.name:
            name = statement.name.upper()
            is_ours = name.startswith(_OURS) or f"BOT_{name}" in known or _nearly(name, known)
            if statement.has_value and is_ours and name not in known:
                yield _no_setting(place, name, known)
        elif not named_in(statement.text, known):
            if not statement.is_name_alone:
                yield Slip(place, "this cannot be read", _FORM)
        elif statement.is_name_alone:
            yield Slip(place, "there is a name without a value", _FORM)


def _no_setting(place: str, name: str, known: Collection[str]) -> Slip:
    meant = _meant(name, known)
    mend = f"did you mean {' or '.join(meant)}?" if meant else _LISTED
    shown = name if _PLAIN.fullmatch(name) else "a name there"
    return Slip(place, f"{shown} is no setting", mend, name, _nearly(name, known))


def _nearly(name: str, known: Collection[str]) -> str:
    found = process.extractOne(name, known, scorer=OSA.normalized_similarity)
    return found[0] if found is not None and found[1] >= _LOOKS_ALIKE else ""


def _meant(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Guess what is meant: what is nearly called so, or what shares most words with it."""
    if nearly := _nearly(name, known):
        return (nearly,)
    if (ours := f"BOT_{name}") in known:
        return (ours,)
    words = set(name.split("_")) - {"BOT", "DISCORD", ""}
    shared = {one: len(words.intersection(one.split("_"))) for one in known}
    most = max(shared.values())
    found = tuple(one for one, count in shared.items() if most and count == most)
    return found if len(found) <= _MOST else ()


_PLAIN: Final = re.compile(r"[A-Z_][A-Z0-9_]{0,60}")
