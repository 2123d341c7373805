"""`check-config` and `doctor`: what is set, and whether it works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import SecretStr

from bot.checks import Check, Outcome, broken, doubtful, well
from bot.cli.context import an_existing_folder, context_of, errors
from bot.cli.exits import EXIT_CONFIG, EXIT_FINDINGS
from bot.cli.machine import dump
from bot.cli.options import ContentOption
from bot.corpus.file_names import printable
from bot.offline_checks import check_offline
from bot.settings import (
    Settings,
    SettingsError,
    setting_name,
    settings_problems,
)
from bot.slips import Slip, slips

JsonOption = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]

_MARKS: Final = {Outcome.WELL: "✓", Outcome.DOUBTFUL: "!", Outcome.BROKEN: "✗"}


def check_config(
    ctx: typer.Context, content_dir: ContentOption = None, as_json: JsonOption = False
) -> None:
    """Check all settings, and show what is in force; exits with 78 when one is wrong."""
    settings, problems = _read(ctx, content_dir)
    found = slips()
    if as_json:
        told = {
            "problems": [{"setting": each.name, "problem": str(each)} for each in problems],
            "misspelt": {slip.name: slip.meant for slip in found if slip.meant},
            "without_effect": [str(slip) for slip in found],
            "settings": None if problems else dict(_in_force(settings)),
        }
        typer.echo(dump(told, indent=1))
    else:
        for slip in found:
            errors.print(str(slip), markup=False)
        for problem in problems:
            errors.print(str(problem), markup=False)
        if not problems:
            for name, value in _in_force(settings):
                typer.echo(f"{name}={value}")
    if problems:
        raise typer.Exit(EXIT_CONFIG)


def _read(ctx: typer.Context, folder: Path | None) -> tuple[Settings, list[SettingsError]]:
    """Read what can be read, and all that is wrong with the rest."""
    given = folder or context_of(ctx).content_dir
    settings, problems = settings_problems(content_dir=given)
    if not settings.content_dir.exists() and all(p.name != "BOT_CONTENT_DIR" for p in problems):
        problems.append(
            SettingsError("BOT_CONTENT_DIR", an_existing_folder(settings.content_dir), "content")
        )
    if settings.weights is not None and not settings.weights.is_file():
        expected = f"a file of weights; there is none at {printable(str(settings.weights))}"
        problems.append(SettingsError("BOT_WEIGHTS", expected, "weights.json"))
    return settings, problems


def _in_force(settings: Settings) -> Iterator[tuple[str, str]]:
    """Give each setting with its value, and of a secret only whether it is set."""
    for field in Settings.model_fields:
        yield setting_name(field), _shown(getattr(settings, field))


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case SecretStr():
            return "(set, and not shown)"
        case frozenset():
            return ",".join(sorted(map(str, value)))
        case str() if "@" in value:  # an address with a password in it
            return "(set, and not shown)"
        case _:
            return str(value)


def doctor(
    ctx: typer.Context,
    online: Annotated[
        bool, typer.Option("--online", help="Ask Discord as well; needs a token.")
    ] = False,
    as_json: JsonOption = False,
    content_dir: ContentOption = None,
) -> None:
    """Check everything that the bot needs; exits with 1 when it is kept from its work."""
    settings, problems = _read(ctx, content_dir)
    checks = [_of_setting(problem) for problem in problems]
    checks = checks or [well("settings", "all of them can be used")]
    checks += [_of_slip(slip) for slip in slips()]
    if not problems:
        checks += check_offline(settings)
        checks += _online(settings) if online else []
    _show(checks, as_json=as_json)
    if problems:
        raise typer.Exit(EXIT_CONFIG)
    if any(check.outcome is Outcome.BROKEN for check in checks):
        raise typer.Exit(EXIT_FINDINGS)


def _online(settings: Settings) -> list[Check]:
    from bot.discord_app.online_checks import check_online  # discord.py takes 0.3 s to import

    token = settings.token()
    if token is None:
        return [broken("login", "--online needs a token", "set DISCORD_TOKEN")]
    return check_online(settings, token)


def _of_setting(problem: SettingsError) -> Check:
    told, _, example = str(problem).partition(". Example: ")
    return broken("settings", told, f"set it as in {example}")


def _of_slip(slip: Slip) -> Check:
    return doubtful("settings", slip.told_with_place, slip.mend)


def _show(checks: Iterable[Check], *, as_json: bool) -> None:
    if as_json:
        typer.echo(dump({"checks": [asdict(check) for check in checks]}, indent=1))
        return
    for check in checks:
        mend = f" → {check.mend}" if check.mend else ""
        typer.echo(f"{_MARKS[check.outcome]} {check.name}: {check.told}{mend}")
