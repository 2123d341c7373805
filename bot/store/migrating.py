"""Brings a database to the schema that this program knows."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from bot.store.model import NewerSchemaError

REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005")
"""Every step of `bot/store/migrations/versions`, the oldest first."""

_STEPS: Final = Path(__file__).parent / "migrations"
VERSION_TABLE: Final = "alembic_version"

_LOCK: Final = 0x6272_6965_6669_6E67
"""Names our lock among all that a PostgreSQL database may have: the letters of "briefing"."""


def migrate(connection: Connection) -> None:
    """Take all steps that are missing, in the transaction of a connection.

    Others that do the same wait: SQLite's transaction must have begun as a writing one. Raises
    `NewerSchemaError` for a version that this program does not know.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if missing_steps(connection):
        _upgrade(connection)


def missing_steps(connection: Connection) -> int:
    """Count the steps that are missing. Raises `NewerSchemaError` as `migrate` does."""
    found = _version(connection)
    if found is None:
        return len(REVISIONS)
    if found not in REVISIONS:
        raise NewerSchemaError(
            f"the database has schema {found!r}, and this program knows up to {REVISIONS[-1]!r}"
        )
    return len(REVISIONS) - 1 - REVISIONS.index(found)


def wants_upgrade(name: str) -> str:
    """Say of a database in which steps are missing how they are taken."""
    return (
        f"{name} was left by an older version of the bot, or by none; "
        "start this version of the bot with it once, which brings it up to date"
    )


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608  (a constant)
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command  # 0.2 s, which a database that is up to date need not cost
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
