"""Looks at everything that the bot needs of its own machine, and asks Discord nothing."""

from __future__ import annotations

import asyncio
import base64
import errno
import os
import re
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from bot.app.databases import build_database, database_file
from bot.app.editions import build_edition
from bot.checks import Check, broken, doubtful, well
from bot.corpus.findings import Severity
from bot.dialogue import content_wording
from bot.dialogue.wording import count_of
from bot.edition import Edition
from bot.settings import Settings, SettingsError
from bot.store.model import NewerSchemaError, StoreError

_TOKEN: Final = re.compile(r"([\w-]{23,30})\.[\w-]{6,7}\.[\w-]{27,}")
"""The shape of a bot's token, as Discord's own secret scanning knows it."""

_MIB: Final = 1 << 20
_ENOUGH: Final = 500 * _MIB
_LEAST: Final = 50 * _MIB
"""A database that cannot grow loses questions; an edition that cannot be kept is built anew."""

_CONNECT_S: Final = 10.0


def check_offline(settings: Settings) -> Iterator[Check]:
    """Look at one thing after the other. Blocks; reads the content, and makes the state folder."""
    yield _token(settings)
    yield from _state_folder(settings.state_dir)
    yield from _content(settings)
    yield _database(settings)
    yield _port(settings.http_host, settings.http_port)


def _token(settings: Settings) -> Check:
    token = settings.token()
    if token is None:
        mend = "set DISCORD_TOKEN, from Bot > Reset Token in the Discord Developer Portal"
        return doubtful("token", "none is set: `run` opens the preview", mend)
    application = application_of(token)
    if application is None:
        mend = "copy it once more, from Bot > Reset Token in the Discord Developer Portal"
        return doubtful("token", "what is set does not look like a bot's token", mend)
    return well("token", f"looks like one, of application {application}")


def application_of(token: str) -> int | None:
    """Read the application's id from a token; none where it has not a token's shape."""
    shape = _TOKEN.fullmatch(token)
    return None if shape is None else application_in(shape.group(1))


def application_in(first: str) -> int | None:
    """Read the application's id from the first part of its token, as Discord writes it."""
    try:
        return int(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except ValueError:
        return None


def _state_folder(folder: Path) -> Iterator[Check]:
    mend = "let the bot's account write to it (chown), or set BOT_STATE_DIR to another folder"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"written by doctor")
            file.flush()
    except OSError as error:
        yield broken("state folder", f"{folder}: {error.strerror or type(error).__name__}", mend)
        return
    yield well("state folder", f"{folder} can be written to")
    free = shutil.disk_usage(folder).free
    told = f"{free // _MIB:,} MiB free"
    more = "make room, or set BOT_STATE_DIR to a folder on another disk"
    if free < _LEAST:
        yield broken("disk", told, more)
    elif free < _ENOUGH:
        yield doubtful("disk", told, more)
    else:
        yield well("disk", told)


def _content(settings: Settings) -> Iterator[Check]:
    try:
        edition = build_edition(settings)
    except SettingsError as error:
        yield broken("content", str(error), "see above")
        return
    yield _findings(edition, settings.content_dir)
    yield _encoder(edition)
    yield _reranker(edition)
    yield _languages(edition)


def _findings(edition: Edition, folder: Path) -> Check:
    counts = Counter(finding.severity for finding in edition.findings)
    found = content_wording.count_findings(
        counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO]
    )
    passages = len(edition.corpus.passages)
    told = f"{count_of(passages, 'passage')} in {folder}; {found}"
    mend = "`briefing-bot lint` shows each place and how to mend it"
    if not passages:
        return broken("content", told, mend)
    return doubtful("content", told, mend) if counts[Severity.ERROR] else well("content", told)


def _encoder(edition: Edition) -> Check:
    found = edition.encoder
    if found.problem is not None:
        return _unloaded("encoder", "words alone decide", **asdict(found.problem))
    is_on = found.encoder is not None
    return well("encoder", "loads" if is_on else "switched off by BOT_ENCODER")


def _reranker(edition: Edition) -> Check:
    found = edition.cross_encoder
    if found.problem is not None:
        return _unloaded("reranker", "no passage is read beside a message", **asdict(found.problem))
    off = "switched off by BOT_RERANKER, BOT_ENCODER or BOT_WEIGHTS"
    return well("reranker", off if found.cross_encoder is None else "loads")


def _unloaded(part: str, without: str, file: str, found: str, expected: str, mend: str) -> Check:
    return doubtful(part, f"{without}: {file}: {found}; expected {expected}", mend)


def _languages(edition: Edition) -> Check:
    edition.read_languages()
    problem = edition.multilingual.problem
    if problem is not None:
        return doubtful("languages", f"{problem.file}: {problem.found}", problem.mend)
    return well("languages", edition.told_of_languages)


def _database(settings: Settings) -> Check:
    file = database_file(settings)
    if file is not None and not file.exists():
        return _place_for(file)
    try:
        return asyncio.run(_database_check(settings))
    except SettingsError as error:
        return broken("database", str(error), "see above")


def _place_for(file: Path) -> Check:
    if file.parent.is_dir() and os.access(file.parent, os.W_OK):
        return well("database", f"{file} is made at the first start")
    mend = "make the folder and let the bot's account write to it, or mend BOT_DATABASE_URL"
    return doubtful("database", f"{file} cannot be made: nothing can be recorded", mend)


async def _database_check(settings: Settings) -> Check:
    database = build_database(settings)
    try:
        async with asyncio.timeout(_CONNECT_S):
            steps = await database.missing_steps()
    except NewerSchemaError as error:
        return broken("database", str(error), "install the newer version of the bot again")
    except (StoreError, TimeoutError) as error:
        told = str(error) or "it does not answer"
        mend = _mend_database(database_file(settings))
        return doubtful("database", f"{told}: nothing can be recorded or changed", mend)
    finally:
        await database.close()
    kind = "PostgreSQL" if database.is_postgres else "SQLite"
    if not steps:
        return well("database", f"{kind} answers, and its schema is known")
    return well("database", f"{kind} answers; {steps} steps of the schema are taken at the start")


def _mend_database(file: Path | None) -> str:
    """Say what to do about a database that cannot be used: a server, or a file of SQLite."""
    if file is None:
        return "see BOT_DATABASE_URL, and whether the database runs and lets the bot in"
    return (
        f"let the bot's account write to {file}; if it is damaged, put a backup in its place "
        "(`briefing-bot restore FILE --force`), or move it away to begin anew"
    )


def _port(host: str, port: int) -> Check:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
    except OSError as error:
        told = f"{host}:{port} cannot be listened on: {error.strerror or type(error).__name__}"
        return doubtful("port", told, _mend_port(error))
    return well("port", f"{host}:{port} is free for /healthz, /readyz and /metrics")


def _mend_port(error: OSError) -> str:
    """Say which half of the address is wrong: where to listen, or on which port."""
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return "set BOT_HTTP_HOST to an address of this machine, such as 127.0.0.1"
    return "stop what listens there, which may be this bot, or set BOT_HTTP_PORT"
