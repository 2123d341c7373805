"""What editors have put over the files, kept: a row for each publication, and never changed."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import RowMapping, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.model import PassageId
from bot.corpus.overlay import NOTHING_OVER, Overlay, Wording, digest_of
from bot.store.audit import Action, Deed, note
from bot.store.changes import mark
from bot.store.database import Database
from bot.store.guilds import ConflictError
from bot.store.model import StoreError
from bot.store.tables import BLOBS, PROPOSALS, REVISIONS

_log = logging.getLogger(__name__)

LONGEST_SUMMARY: Final = 300


class DamagedError(StoreError):
    """What was published is there no more, or is not what was published."""


@dataclass(frozen=True, slots=True)
class Published:
    """What stands over the files in a guild, and the number of its latest revision."""

    overlay: Overlay = NOTHING_OVER
    number: int = 0
    """0 where nobody has published anything."""


NOTHING_PUBLISHED: Final = Published()


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One publication, as history tells it."""

    number: int
    at: datetime
    moderator: int
    action: Action
    summary: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that waits for its publication."""

    id: int
    guild: int
    at: datetime
    moderator: int
    action: Action
    summary: str
    base: int
    """The revision over which it was made."""
    change: Overlay
    """Only what it changes; see `Overlay.with_all_of`."""
    is_draft: bool


class SqlRevisions:
    """Revisions in a database, per guild. Every change is noted with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self, guilds: Collection[int] | None = None) -> Mapping[int, Published]:
        """Give what is published in every guild, or in these alone. Raises `StoreError`.

        Where the latest revision is damaged, an older one stands in for it under its number, so
        that editors can publish over it; other guilds do not notice.
        """
        newest = select(REVISIONS.c.guild, func.max(REVISIONS.c.number).label("number"))
        if guilds is not None:
            newest = newest.where(REVISIONS.c.guild.in_(guilds))
        newest_of = newest.group_by(REVISIONS.c.guild).subquery()
        rows = select(REVISIONS).join(
            newest_of,
            (REVISIONS.c.guild == newest_of.c.guild) & (REVISIONS.c.number == newest_of.c.number),
        )
        async with self._database.reading() as connection:
            found = (await connection.execute(rows)).mappings().all()
            published = {
                row["guild"]: Published(await _latest_whole(connection, row), row["number"])
                for row in found
            }
        return MappingProxyType(published)

    async def publish(
        self,
        deed: Deed,
        overlay: Overlay,
        *,
        seen: int,
        at: datetime,
        proposal: int | None = None,
    ) -> Published:
        """Let an overlay stand over the files, if the latest revision is the one that was seen.

        A proposal that it comes from is gone with it. Raises `ConflictError` where the latest is
        another one or the proposal is gone, and `StoreError`.
        """
        async with self._database.writing() as connection:
            if proposal is not None and not await _withdraw(connection, deed.guild, proposal):
                raise ConflictError("the proposal was published or withdrawn meanwhile")
            manifest = await self._keep(connection, deed.guild, overlay)
            row = {
                **_told(deed, at),
                "number": seen + 1,
                "overlay": manifest,
            }
            statement = self._database.insert(REVISIONS).values(row).on_conflict_do_nothing()
            latest = await _latest_number(connection, deed.guild)
            if latest != seen or not (await connection.execute(statement)).rowcount:
                raise ConflictError("the content was changed meanwhile")
            await note(connection, deed, at)
            await mark(connection, deed.guild)
        return Published(overlay, seen + 1)

    async def history(
        self, guild: int, *, limit: int, before: int | None = None
    ) -> tuple[RevisionRow, ...]:
        """Give a guild's revisions, the newest first. Raises `StoreError`."""
        rows = select(REVISIONS).where(REVISIONS.c.guild == guild)
        if before is not None:
            rows = rows.where(REVISIONS.c.number < before)
        newest = rows.order_by(REVISIONS.c.number.desc()).limit(limit)
        return tuple(map(_revision, await self._database.rows(newest)))

    async def overlay_at(self, guild: int, number: int) -> Overlay | None:
        """Give what stood over the files at a revision; 0 is before the first one.

        None where there is no such revision. Raises `StoreError`.
        """
        if number == 0:
            return NOTHING_OVER
        where = (REVISIONS.c.guild == guild) & (REVISIONS.c.number == number)
        async with self._database.reading() as connection:
            digest = await connection.scalar(select(REVISIONS.c.overlay).where(where))
            return None if digest is None else await _overlay(connection, guild, digest)

    # ----------------------------------------------------------------- what waits

    async def propose(
        self, deed: Deed, change: Overlay, *, base: int, at: datetime, is_draft: bool = False
    ) -> int:
        """Keep a change until it is published or withdrawn; give its id. Raises `StoreError`.

        A draft is noted; what is only shown to its moderator to confirm is not.
        """
        async with self._database.writing() as connection:
            manifest = await self._keep(connection, deed.guild, change)
            row = {**_told(deed, at), "base": base, "overlay": manifest, "is_draft": is_draft}
            statement = insert(PROPOSALS).values(row).returning(PROPOSALS.c.id)
            number = (await connection.execute(statement)).scalar_one()
            if is_draft:
                await note(connection, deed, at)
            return int(number)

    async def proposal(self, guild: int, number: int) -> Proposal | None:
        """Give a proposal of a guild; none where it has none of this id. Raises `StoreError`."""
        where = (PROPOSALS.c.guild == guild) & (PROPOSALS.c.id == number)
        async with self._database.reading() as connection:
            row = (await connection.execute(select(PROPOSALS).where(where))).mappings().first()
            return None if row is None else await _proposal(connection, row)

    async def drafts(
        self, guild: int, *, after: int = 0, limit: int | None = None
    ) -> tuple[Proposal, ...]:
        """Give the drafts of a guild after an id, the oldest first. Raises `StoreError`."""
        where = (PROPOSALS.c.guild == guild) & PROPOSALS.c.is_draft & (PROPOSALS.c.id > after)
        async with self._database.reading() as connection:
            rows = select(PROPOSALS).where(where).order_by(PROPOSALS.c.id).limit(limit)
            found = (await connection.execute(rows)).mappings().all()
            return tuple([await _proposal(connection, row) for row in found])

    async def withdraw(self, guild: int, number: int) -> bool:
        """Let go of a proposal; say whether it was there. Raises `StoreError`."""
        async with self._database.writing() as connection:
            return await _withdraw(connection, guild, number)

    async def expire(self, before: datetime) -> None:
        """Let go of what nobody confirmed since an instant; drafts stay. Raises `StoreError`."""
        old = (PROPOSALS.c.at < int(before.timestamp())) & ~PROPOSALS.c.is_draft
        await self._database.change(delete(PROPOSALS).where(old))

    async def _keep(self, connection: AsyncConnection, guild: int, overlay: Overlay) -> str:
        """Keep the pages of an overlay, and what it says of them; give that one's digest."""
        bodies = [body for body in overlay.pages.values() if body is not None]
        manifest = json.dumps(_manifest(overlay)).encode()
        rows = {digest_of(body): body for body in (*bodies, manifest)}
        statement = self._database.insert(BLOBS).on_conflict_do_nothing()
        await connection.execute(
            statement, [{"guild": guild, "digest": key, "body": body} for key, body in rows.items()]
        )
        return digest_of(manifest)


def _told(deed: Deed, at: datetime) -> dict[str, Any]:
    return {
        "guild": deed.guild,
        "at": int(at.timestamp()),
        "moderator": deed.moderator,
        "action": deed.action.value,
        "summary": deed.detail[:LONGEST_SUMMARY].replace("\0", ""),
    }


def _manifest(overlay: Overlay) -> dict[str, Any]:
    pages = {file: body and digest_of(body) for file, body in sorted(overlay.pages.items())}
    return {
        "pages": pages,
        "taught": [[wording.passage, wording.words] for wording in sorted(overlay.taught)],
        "not_meant": [[wording.passage, wording.words] for wording in sorted(overlay.not_meant)],
        **({"given_back": sorted(overlay.given_back)} if overlay.given_back else {}),
    }


async def _latest_whole(connection: AsyncConnection, row: RowMapping) -> Overlay:
    """Give the overlay of a revision, or of the newest one before it that is not damaged."""
    older = (REVISIONS.c.guild == row["guild"]) & (REVISIONS.c.number < row["number"])
    digests = select(REVISIONS.c.overlay).where(older).order_by(REVISIONS.c.number.desc())
    try:
        return await _overlay(connection, row["guild"], row["overlay"])
    except DamagedError as error:
        _log.error("Guild %s is served an older revision than %s: %s", *_named(row), error)
    for digest in (await connection.scalars(digests)).all():
        with suppress(DamagedError):
            return await _overlay(connection, row["guild"], digest)
    return NOTHING_OVER


def _named(row: RowMapping) -> tuple[int, int]:
    return row["guild"], row["number"]


async def _overlay(connection: AsyncConnection, guild: int, digest: str) -> Overlay:
    """Read an overlay. Raises `DamagedError` where a part of it is missing or damaged."""
    try:
        manifest = _MANIFEST.validate_json((await _bodies(connection, guild, [digest]))[digest])
    except ValidationError:
        raise DamagedError("what was published cannot be read by this version") from None
    wanted = [key for key in manifest.pages.values() if key is not None]
    bodies = await _bodies(connection, guild, wanted)
    pages = {f: None if key is None else bodies[key] for f, key in manifest.pages.items()}
    return Overlay(
        MappingProxyType(pages),
        _wordings(manifest.taught),
        _wordings(manifest.not_meant),
        frozenset(manifest.given_back),
    )


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What `_manifest` writes."""

    pages: dict[str, str | None]
    taught: list[tuple[str, str]]
    not_meant: list[tuple[str, str]]
    given_back: list[str] = field(default_factory=list)


_MANIFEST: Final = TypeAdapter(_Manifest)


def _wordings(rows: Iterable[tuple[str, str]]) -> frozenset[Wording]:
    return frozenset(Wording(PassageId(passage), words) for passage, words in rows)


async def _bodies(
    connection: AsyncConnection, guild: int, digests: Iterable[str]
) -> dict[str, bytes]:
    """Give bodies by their digests. Raises `DamagedError` where one is missing or damaged."""
    bodies: dict[str, bytes] = {}
    for digest in digests:
        where = (BLOBS.c.guild == guild) & (BLOBS.c.digest == digest)
        body = await connection.scalar(select(BLOBS.c.body).where(where))
        if body is None or digest_of(body) != digest:
            raise DamagedError("a page in the database is missing or damaged")
        bodies[digest] = body
    return bodies


async def _latest_number(connection: AsyncConnection, guild: int) -> int:
    numbers = select(func.max(REVISIONS.c.number)).where(REVISIONS.c.guild == guild)
    return await connection.scalar(numbers) or 0


async def _withdraw(connection: AsyncConnection, guild: int, number: int) -> bool:
    where = (PROPOSALS.c.guild == guild) & (PROPOSALS.c.id == number)
    return bool((await connection.execute(delete(PROPOSALS).where(where))).rowcount)


def _revision(row: RowMapping) -> RevisionRow:
    at = datetime.fromtimestamp(row["at"], UTC)
    action = Action(row["action"])
    return RevisionRow(row["number"], at, row["moderator"], action, row["summary"])


async def _proposal(connection: AsyncConnection, row: RowMapping) -> Proposal:
    return Proposal(
        id=row["id"],
        guild=row["guild"],
        at=datetime.fromtimestamp(row["at"], UTC),
        moderator=row["moderator"],
        action=Action(row["action"]),
        summary=row["summary"],
        base=row["base"],
        change=await _overlay(connection, row["guild"], row["overlay"]),
        is_draft=row["is_draft"],
    )
