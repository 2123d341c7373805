"""`check-config` and `doctor`: everything that is wrong at once, and never a secret."""

from __future__ import annotations

import base64
import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Run

TOKEN = base64.urlsafe_b64encode(b"123456789012345678").decode().rstrip("=")
TOKEN += ".GAbCdE." + "abcdefghijklmnopqrstuvwxyz0123456789AB"
PASSWORD = "hunter2-hunter2"


@pytest.fixture(autouse=True)
def _free_port(monkeypatch: pytest.MonkeyPatch, environment: Path) -> None:
    monkeypatch.setenv("BOT_HTTP_PORT", "0")
    monkeypatch.setenv("BOT_LANGUAGES", "off")
    monkeypatch.setenv("BOT_ENCODER", "off")


def line_of(done: Done, name: str) -> str:
    """Give what doctor says of one thing."""
    (line,) = [line for line in done.stdout.splitlines() if line[2:].startswith(f"{name}:")]
    return line


# ------------------------------------------------------------------------ check-config


def test_everything_that_is_wrong_is_told_at_once(briefing_bot: Run) -> None:
    done = briefing_bot(
        "check-config",
        BOT_HTTP_PORT="ninety",
        BOT_KEEP_DAYS="-1",
        BOT_LOG_LEVEL="loud",
        BOT_CONTENT_DIR="/nowhere/at/all",
        BOT_WEIGHTS="/nowhere/weights.json",
        DISCORD_TOKEN="two words",
    )
    assert done.returncode == 78
    lines = done.stderr.splitlines()
    names = [line.split(":")[0] for line in lines]
    assert names == [
        *("DISCORD_TOKEN", "BOT_KEEP_DAYS", "BOT_HTTP_PORT", "BOT_LOG_LEVEL"),
        *("BOT_CONTENT_DIR", "BOT_WEIGHTS"),
    ]
    assert all(": expected " in line and " Example: " in line for line in lines)
    assert not done.stdout
    for wrong in ("ninety", "loud", "two words"):
        assert wrong not in done.stderr


def test_what_is_in_force_is_shown_without_secrets(briefing_bot: Run) -> None:
    done = briefing_bot(
        "check-config",
        DISCORD_TOKEN=TOKEN,
        BOT_DATABASE_URL=f"postgresql://bot:{PASSWORD}@localhost/briefings",
        BOT_ASK_CHANNELS="2 1",
    )
    assert done.returncode == 0, done.stderr
    assert "BOT_KEEP_DAYS=30" in done.stdout.splitlines()
    assert "BOT_ASK_CHANNELS=1,2" in done.stdout.splitlines()
    assert "DISCORD_TOKEN=(set, and not shown)" in done.stdout.splitlines()
    assert PASSWORD not in done.stdout + done.stderr
    assert TOKEN not in done.stdout + done.stderr


@pytest.mark.parametrize("verb", ["check-config", "doctor", "run", "fleet"])
def test_a_parameter_of_the_database_that_is_not_known_is_named(
    briefing_bot: Run, verb: str
) -> None:
    url = f"postgresql://bot:{PASSWORD}@localhost/briefings?sslmode=require&pgbouncer=true"
    done = briefing_bot(verb, BOT_DATABASE_URL=url)
    assert done.returncode == 78
    assert "BOT_DATABASE_URL: expected" in done.stdout + done.stderr
    assert "without the parameter pgbouncer" in done.stdout + done.stderr
    assert PASSWORD not in done.stdout + done.stderr


@pytest.mark.parametrize("verb", ["check-config", "doctor", "run"])
def test_a_password_for_discords_address_is_refused_and_not_shown(
    briefing_bot: Run, verb: str
) -> None:
    done = briefing_bot(verb, BOT_DISCORD_API_URL=f"http://me:{PASSWORD}@localhost/api")
    assert done.returncode == 78
    assert "without a user name or a password" in done.stdout + done.stderr
    assert PASSWORD not in done.stdout + done.stderr


def test_a_slip_in_a_name_is_told_and_is_no_error(briefing_bot: Run) -> None:
    done = briefing_bot("check-config", BOT_HTP_PORT="1")
    assert done.returncode == 0
    assert "did you mean BOT_HTTP_PORT?" in done.stderr


@pytest.mark.parametrize("verb", ["check-config", "doctor", "run"])
def test_an_env_file_that_cannot_be_read_is_told(
    briefing_bot: Run, environment: Path, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (environment / ".env").write_bytes(b"BOT_LOG_LEVEL=\xff")
    done = briefing_bot(verb)
    assert done.returncode == 78
    told = ".env: expected a UTF-8 text file that can be read (UnicodeDecodeError)"
    assert told in done.stdout + done.stderr

    def refuse(file: Path) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr("bot.settings.read_statements", refuse)
    monkeypatch.setattr("bot.slips.read_statements", refuse)
    done = briefing_bot(verb)
    assert done.returncode == 78
    told = ".env: expected a UTF-8 text file that can be read (PermissionError)"
    assert told in done.stdout + done.stderr


def test_lines_without_effect_are_told_and_are_no_error(
    briefing_bot: Run, environment: Path
) -> None:
    (environment / ".env").write_text("BOT_KEEP=0\n\nDATABASE_URL=a\n", encoding="utf-8")
    done = briefing_bot("check-config")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        ".env, line 1: BOT_KEEP is no setting; did you mean BOT_KEEP_DAYS?",
        ".env, line 3: DATABASE_URL is no setting; did you mean BOT_DATABASE_URL?",
    ]
    told = json.loads(briefing_bot("check-config", "--json").stdout)
    assert told["without_effect"] == done.stderr.splitlines()
    lines = briefing_bot("doctor").stdout.splitlines()
    assert sum(line.startswith("! settings: .env, line") for line in lines) == 2


def test_a_broken_line_is_told_by_check_config_and_doctor(
    briefing_bot: Run, environment: Path
) -> None:
    (environment / ".env").write_text("BOT_KEEP_DAYS: 0\n", encoding="utf-8")
    for verb in ("check-config", "doctor", "ask", "run"):
        done = briefing_bot(verb, *(["x"] if verb == "ask" else []))
        assert done.returncode == 78
        assert ".env, line 1: expected BOT_KEEP_DAYS=value" in done.stdout + done.stderr


def test_programs_get_the_same_as_json(briefing_bot: Run) -> None:
    done = briefing_bot("check-config", "--json", BOT_HTTP_PORT="ninety", BOT_KEEP_DAYS="x")
    assert done.returncode == 78
    told = json.loads(done.stdout)
    assert [p["setting"] for p in told["problems"]] == ["BOT_KEEP_DAYS", "BOT_HTTP_PORT"]
    assert told["settings"] is None
    told = json.loads(briefing_bot("check-config", "--json", DISCORD_TOKEN=TOKEN).stdout)
    assert told["problems"] == []
    assert told["settings"]["BOT_HTTP_PORT"] == "0"
    assert TOKEN not in json.dumps(told)


# ------------------------------------------------------------------------------ doctor


def test_a_bot_in_order_gets_a_tick_for_everything(briefing_bot: Run) -> None:
    done = briefing_bot("doctor", DISCORD_TOKEN=TOKEN)
    assert done.returncode == 0, done.stdout
    names = [line[2:].split(":")[0] for line in done.stdout.splitlines()]
    assert names == [
        *("settings", "token", "state folder", "disk", "content", "encoder", "reranker"),
        *("languages", "database", "port"),
    ]
    assert {line[0] for line in done.stdout.splitlines()} == {"✓"}
    assert "of application 123456789012345678" in line_of(done, "token")
    assert TOKEN not in done.stdout


def test_looking_makes_no_database(briefing_bot: Run, environment: Path) -> None:
    briefing_bot("doctor")
    assert not (environment / "state" / "bot.db").exists()


def test_a_token_of_another_shape_is_doubtful_and_not_shown(briefing_bot: Run) -> None:
    done = briefing_bot("doctor", DISCORD_TOKEN="mistaken-client-secret")
    assert line_of(done, "token").startswith("! ")
    assert "Developer Portal" in line_of(done, "token")
    assert "mistaken-client-secret" not in done.stdout


def test_wrong_settings_are_told_each_and_nothing_else_is_tried(briefing_bot: Run) -> None:
    done = briefing_bot("doctor", BOT_HTTP_PORT="ninety", BOT_KEEP_DAYS="x")
    assert done.returncode == 78
    assert [line[0] for line in done.stdout.splitlines()] == ["✗", "✗"]
    assert "→ set it as in BOT_HTTP_PORT=8080" in done.stdout


def test_a_state_folder_that_cannot_be_made_is_broken(briefing_bot: Run, environment: Path) -> None:
    (environment / "taken").write_text("a file", encoding="utf-8")
    done = briefing_bot("doctor", BOT_STATE_DIR=str(environment / "taken"))
    assert done.returncode == 1
    assert line_of(done, "state folder").startswith("✗ ")
    assert "BOT_STATE_DIR" in line_of(done, "state folder")


def test_content_without_an_answer_is_broken(briefing_bot: Run, environment: Path) -> None:
    (environment / "empty").mkdir()
    done = briefing_bot("doctor", BOT_CONTENT_DIR=str(environment / "empty"))
    assert done.returncode == 1
    assert line_of(done, "content").startswith("✗ ")
    assert "briefing-bot lint" in line_of(done, "content")


def test_a_missing_encoder_is_doubtful_and_says_how_to_mend_it(
    briefing_bot: Run, environment: Path
) -> None:
    done = briefing_bot("doctor", BOT_ENCODER=str(environment / "no-models"))
    assert done.returncode == 0
    assert line_of(done, "encoder").startswith("! ")
    assert " → " in line_of(done, "encoder")


def test_a_database_of_a_newer_version_is_broken(briefing_bot: Run, environment: Path) -> None:
    (environment / "state").mkdir()
    with sqlite3.connect(environment / "state" / "bot.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    done = briefing_bot("doctor")
    assert done.returncode == 1
    assert line_of(done, "database").startswith("✗ database: the database has schema '9999'")
    assert "install the newer version" in line_of(done, "database")


def test_a_damaged_sqlite_file_is_told_with_the_backup_that_mends_it(
    briefing_bot: Run, environment: Path
) -> None:
    file = environment / "state" / "bot.db"
    file.parent.mkdir()
    file.write_bytes(b"no database" * 1000)
    told = line_of(briefing_bot("doctor"), "database")
    assert told.startswith("! database: DatabaseError: file is not a database")
    assert "`briefing-bot restore FILE --force`" in told
    assert "BOT_DATABASE_URL" not in told


def test_a_database_that_does_not_answer_is_doubtful(briefing_bot: Run) -> None:
    pytest.importorskip("asyncpg")
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        url = f"postgresql://bot:{PASSWORD}@127.0.0.1:{deaf.getsockname()[1]}/briefings"
        done = briefing_bot("doctor", BOT_DATABASE_URL=url)
    assert done.returncode == 0
    assert line_of(done, "database").startswith("! ")
    assert PASSWORD not in done.stdout


def test_a_taken_port_is_doubtful(briefing_bot: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = briefing_bot("doctor", BOT_HTTP_PORT=str(taken.getsockname()[1]))
    assert done.returncode == 0
    assert line_of(done, "port").startswith("! ")
    assert "set BOT_HTTP_PORT" in done.stdout


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1"])
def test_an_address_that_is_not_this_machines_is_laid_to_its_own_setting(
    briefing_bot: Run, host: str
) -> None:
    done = briefing_bot("doctor", BOT_HTTP_HOST=host)
    assert line_of(done, "port").startswith(f"! port: {host}:")
    assert "set BOT_HTTP_HOST" in done.stdout
    assert "BOT_HTTP_PORT" not in done.stdout


def test_a_host_that_can_be_no_name_is_a_wrong_setting(briefing_bot: Run) -> None:
    done = briefing_bot("doctor", BOT_HTTP_HOST="ä..b")
    assert done.returncode == 78
    assert "BOT_HTTP_HOST: expected an address of this machine, or its name" in done.stdout


def test_asking_discord_needs_a_token(briefing_bot: Run) -> None:
    done = briefing_bot("doctor", "--online")
    assert done.returncode == 1
    assert line_of(done, "login").startswith("✗ ")


def test_programs_get_every_check_as_json(briefing_bot: Run) -> None:
    told = json.loads(briefing_bot("doctor", "--json").stdout)
    outcomes = {check["name"]: check["outcome"] for check in told["checks"]}
    assert outcomes["settings"] == "well"
    assert outcomes["token"] == "doubtful"


@pytest.mark.skipif(os.name != "posix", reason="only POSIX's shells close streams")
@pytest.mark.parametrize(
    "command",
    [
        *("check-config >&-", "check-config 2>&-", "check-config <&- >&- 2>&-"),
        *("ask --json --from - <&-", "chat <&-"),
    ],
)
def test_a_stream_that_the_shell_closed_is_no_fault(environment: Path, command: str) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m bot {command}', sys.executable],
        env=os.environ | {"PYTHONPATH": str(root)},
        cwd=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
