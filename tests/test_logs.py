"""Log lines: in the form that was asked for, and never with a token in them."""

from __future__ import annotations

import importlib
import json
import logging
import sys
import threading

import pytest
import structlog
from pydantic import SecretStr

from bot.discord_app.references import reference, under_one
from bot.discord_app.workers import Workers
from bot.logs import configure_logs
from bot.settings import LogFormat, LogLevel, Settings

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GAbCdE.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.fixture(autouse=True)
def _restored_logging() -> object:
    root = logging.getLogger()
    ours = logging.getLogger("bot")
    before = root.handlers[:], root.level, ours.level
    hooks = sys.excepthook, threading.excepthook
    yield
    root.handlers[:], root.level, ours.level = before
    sys.excepthook, threading.excepthook = hooks


def settings(form: LogFormat, token: str | None = None) -> Settings:
    given = SecretStr(token) if token else None
    return Settings.model_construct(log_format=form, discord_token=given)


def fail_loudly(secret: str) -> None:
    try:
        raise RuntimeError(f"login failed with {secret}")
    except RuntimeError:
        logging.getLogger("discord.client").exception("Bad: %s", secret)


@pytest.mark.parametrize("form", list(LogFormat))
@pytest.mark.parametrize("secret", [TOKEN, "short-secret"])
def test_strikes_tokens_out_of_messages_and_tracebacks(
    form: LogFormat, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(settings(form, token=secret))
    fail_loudly(secret)
    written = capsys.readouterr().err
    assert "RuntimeError" in written
    assert secret not in written
    assert "[token]" in written


@pytest.mark.parametrize("form", list(LogFormat))
@pytest.mark.parametrize("is_ours", [True, False])
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "https://discord.com/api/v10/gateway?token={}&encoding=json",
        "https://discord.com/api/v10/gateway/" + "x" * 20 + "?token={}&encoding=json",
        "x" * 60 + "={}&" + "y" * 60,
    ],
)
def test_a_token_is_found_wherever_it_stands_in_a_long_line(
    form: LogFormat, is_ours: bool, around: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line that is folded would hold the token in two parts, neither of which looks like one."""
    configure_logs(settings(form, token=TOKEN if is_ours else None))
    fail_loudly(around.format(TOKEN))
    written = "".join(capsys.readouterr().err.split())
    assert "RuntimeError" in written
    for part in TOKEN.split("."):
        assert part not in written


@pytest.mark.parametrize("form", list(LogFormat))
def test_a_traceback_shows_no_local_variables(
    form: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(settings(form))

    def answer(message: str) -> None:
        raise LookupError(len(message))

    try:
        answer("what a reader wrote " + "in private")
    except LookupError:
        logging.getLogger("bot").exception("Fault")
    written = capsys.readouterr().err
    assert "LookupError" in written
    assert "wrote in private" not in written


@pytest.mark.parametrize("form", list(LogFormat))
def test_no_logger_of_any_library_writes_a_token(
    form: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    import bot.discord_app.run  # noqa: F401  (brings the loggers of all libraries)

    configure_logs(settings(form, token=TOKEN))
    names = sorted(logging.root.manager.loggerDict)
    assert {"discord.http", "discord.gateway", "aiohttp.client", "asyncio"} <= set(names)
    for name in names:
        log = logging.getLogger(name)
        log.error("%s: %r", TOKEN, {"Authorization": f"Bot {TOKEN}"}, extra={"header": TOKEN})
        log.error("%d %d", TOKEN)
    structlog.get_logger("bot").error("an_event", token=TOKEN, nested={"of": [TOKEN]})
    written = capsys.readouterr().err
    assert written.count("could not be written") >= len(names) // 2
    assert TOKEN not in written


@pytest.mark.parametrize("form", list(LogFormat))
def test_what_nobody_catches_shows_no_token(
    form: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(settings(form, token=TOKEN))

    def fail() -> None:
        raise RuntimeError(f"the token is {TOKEN}")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        fail()
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    written = capsys.readouterr().err
    assert written.count("Nobody caught a fault") == 2
    assert "RuntimeError" in written
    assert TOKEN not in written


def test_a_strangers_token_is_struck_out_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(settings(LogFormat.CONSOLE))
    logging.getLogger("x").warning("somebody pasted %s", TOKEN)
    assert TOKEN not in capsys.readouterr().err


def test_machines_get_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(settings(LogFormat.JSON))
    logging.getLogger("bot.discord_app").warning("Resting %s", "general")
    row = json.loads(capsys.readouterr().err)
    assert row["event"] == "Resting general"
    assert row["level"] == "warning"
    assert row["logger"] == "bot.discord_app"
    assert row["timestamp"].endswith("Z")


LIBRARIES = (
    *("discord.client", "discord.http", "discord.gateway", "discord.ext.commands.bot"),
    *("aiohttp.client", "aiohttp.access", "aiohttp.server", "asyncio", "aiosqlite", "alembic"),
    *("sqlalchemy.engine.Engine", "sqlalchemy.pool", "concurrent.futures", "py.warnings"),
)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("form", list(LogFormat))
def test_no_library_can_write_a_token(
    library: str, form: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(settings(form, token="short-secret"))
    logging.getLogger(library).error("GET with %s and %r", {"Authorization": TOKEN}, "short-secret")
    written = capsys.readouterr().err
    assert "GET with" in written
    assert TOKEN not in written
    assert "short-secret" not in written


def test_structlogs_own_loggers_cannot_either(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(settings(LogFormat.JSON))
    structlog.stdlib.get_logger("bot").error("login", token=TOKEN)
    assert TOKEN not in capsys.readouterr().err


def test_no_library_writes_past_the_handler_that_strikes_tokens_out() -> None:
    for library in ("discord", "aiohttp", "sqlalchemy", "aiosqlite", "alembic"):
        importlib.import_module(library)
    configure_logs(settings(LogFormat.JSON))
    others = [
        name
        for name, logger in logging.root.manager.loggerDict.items()
        if isinstance(logger, logging.Logger)
        and (name.split(".")[0] in {library.split(".")[0] for library in LIBRARIES})
        and (any(not isinstance(h, logging.NullHandler) for h in logger.handlers))
    ]
    assert not others, f"These have handlers of their own: {others}"


def test_debug_is_for_lines_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    """discord.py and aiosqlite write whole messages at that level."""
    debug = settings(LogFormat.CONSOLE).model_copy(update={"log_level": LogLevel.DEBUG})
    configure_logs(debug)
    logging.getLogger("discord.gateway").debug("WebSocket Event: %s", "what a reader wrote")
    logging.getLogger("aiosqlite").debug("executing %s", "what a reader wrote")
    logging.getLogger("bot.library").debug("ours")
    written = capsys.readouterr().err
    assert "ours" in written
    assert "what a reader wrote" not in written


def test_a_start_does_not_list_the_parts_of_the_migrations(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs(settings(LogFormat.CONSOLE))
    logging.getLogger("alembic.runtime.plugins").info("setup plugin alembic.autogenerate.types")
    logging.getLogger("alembic.runtime.migration").info("Running upgrade 0001 -> 0002")
    assert "plugin" not in (told := capsys.readouterr().err)
    assert "Running upgrade" in told


def test_all_lines_within_one_reference_carry_it(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(settings(LogFormat.JSON))
    with under_one():
        number = reference()
        logging.getLogger("discord.http").warning("slow")
        with under_one():
            logging.getLogger("bot").warning("still the same")
    logging.getLogger("bot").warning("something else")
    within, also, outside = map(json.loads, capsys.readouterr().err.splitlines())
    assert within["reference"] == also["reference"] == number
    assert "reference" not in outside


async def test_a_worker_writes_under_the_reference_of_whom_it_works_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs(settings(LogFormat.JSON))
    workers = Workers()
    with under_one():
        await workers.do(lambda: logging.getLogger("bot.encodings").warning("cannot be written"))
        number = reference()
    workers.close()
    assert json.loads(capsys.readouterr().err)["reference"] == number
