"""What is set and sets nothing: it is told with its place and its mend, and is no error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.env_file import statements
from bot.settings import Settings, setting_name
from bot.slips import slips, slips_of_names, slips_of_statements

KNOWN = tuple(setting_name(field) for field in Settings.model_fields)


def told(text: str) -> list[str]:
    """Say what is told of a file."""
    return [str(slip) for slip in slips_of_statements(statements(text), KNOWN)]


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("BOT_KEEP=0", "BOT_KEEP is no setting; did you mean BOT_KEEP_DAYS?"),
        ("BOT_PORT=1", "BOT_PORT is no setting; did you mean BOT_HTTP_PORT or BOT_PREVIEW_PORT?"),
        ("bot_contentdir=a", "BOT_CONTENTDIR is no setting; did you mean BOT_CONTENT_DIR?"),
        ("export DATABASE_URL=a", "DATABASE_URL is no setting; did you mean BOT_DATABASE_URL?"),
        ("DISCORD_TOKN=a", "DISCORD_TOKN is no setting; did you mean DISCORD_TOKEN?"),
        ("BOT_COLOUR=red", "BOT_COLOUR is no setting; .env.example lists all settings"),
        ("BOT_KEEP_DAYS", "there is a name without a value; write NAME=value, or # in front of it"),
        ("some words", "this cannot be read; write NAME=value, or # in front of it"),
        ("OTHERS: hunter2", "this cannot be read; write NAME=value, or # in front of it"),
    ],
)
def test_a_line_without_effect_is_told_with_its_place_and_its_mend(line: str, mend: str) -> None:
    assert told(f"# comment\n\n{line}\n") == [f".env, line 3: {mend}"]


@pytest.mark.parametrize(
    "line",
    [
        *("", "# BOT_KEEP=0", "BOT_KEEP=", "BOT_KEEP_DAYS=0", "bot_keep_days=0", "KEEP=0"),
        *("POSTGRES_PASSWORD=a", "COMPOSE_PROFILES=postgres", "HTTP_PROXY", "PATH=/bin"),
        'CERTIFICATE="-----BEGIN\nabc\n-----END"',
        "BOT_KEEP_DAYS: 0",  # with that the bot does not start, and says so
    ],
)
def test_what_sets_something_or_is_anothers_is_not_told(line: str) -> None:
    assert told(line) == []


def test_names_in_the_environment_are_told_where_they_are_meant_for_the_bot() -> None:
    given = ["BOT_CONTENTDIR", "DISCORD_TOKN", "BOT_HTTP_PORT", "PATH", "BOT_X", "DATABASE_URL"]
    found = {slip.name: slip.meant for slip in slips_of_names(given, KNOWN)}
    assert found == {
        "BOT_CONTENTDIR": "BOT_CONTENT_DIR",
        "DISCORD_TOKN": "DISCORD_TOKEN",
        "BOT_X": "",
    }


def test_what_kubernetes_sets_for_a_service_of_our_name_is_not_told() -> None:
    given = ["BOT_SERVICE_HOST", "BOT_SERVICE_PORT", "BOT_PORT", "BOT_PORT_80_TCP_ADDR"]
    assert list(slips_of_names(given, KNOWN)) == []


def test_environment_and_file_are_both_looked_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in os.environ:
        if name.startswith(("BOT_", "DISCORD_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_CONTENTDIR", "x")
    Path(".env").write_text("DISCORD_TOKN=y\n", encoding="utf-8")
    assert [slip.place for slip in slips()] == ["", ".env, line 1"]
    Path(".env").write_bytes(b"\xff")
    assert [slip.place for slip in slips()] == [""]
