"""A line to PostgreSQL that can be cut, frozen, slowed down and reset."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final, Self
from urllib.parse import parse_qs, urlsplit

_CHUNK: Final = 65_536


class PostgresProxy:
    """Forwards bytes between a port of its own and the database of an address."""

    def __init__(self, address: str) -> None:
        self.delay_s = 0.0
        self._there = urlsplit(address)
        self._is_cut = False
        self._flows = asyncio.Event()
        self._flows.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        """The same database, by way of here."""
        user = self._there.username or "postgres"
        password = f":{self._there.password}" if self._there.password else ""
        port = self._server.sockets[0].getsockname()[1]
        return f"postgresql://{user}{password}@127.0.0.1:{port}{self._there.path}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.reset()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Break all connections, and refuse new ones."""
        self._is_cut = True
        self.reset()

    def mend(self) -> None:
        """Be a good line again."""
        self._is_cut, self.delay_s = False, 0.0
        self._flows.set()

    def freeze(self) -> None:
        """Take everything, and pass nothing on."""
        self._flows.clear()

    def reset(self) -> None:
        """Break all connections, as when a machine restarts."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _connect(self, ours: asyncio.StreamReader, to_us: asyncio.StreamWriter) -> None:
        if self._is_cut:
            to_us.transport.abort()
            return
        theirs, to_them = await self._open()
        self._writers |= {to_us, to_them}
        for reader, writer in ((ours, to_them), (theirs, to_us)):
            task = asyncio.create_task(self._forward(reader, writer))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        folder = parse_qs(self._there.query).get("host")
        if folder is not None:
            return await asyncio.open_unix_connection(f"{folder[0]}/.s.PGSQL.5432")
        return await asyncio.open_connection(self._there.hostname, self._there.port or 5432)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(_CHUNK):
                await self._flows.wait()
                await asyncio.sleep(self.delay_s)
                writer.write(data)
                await writer.drain()
        writer.transport.abort()
