"""How long /stats takes on many turns and votes. Run: python -m bench.statistics [ADDRESS].

Without the address of an empty database it makes an SQLite file that goes afterwards.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bot.charts import is_available
from bot.corpus.model import Corpus, Revision
from bot.discord_app.figures import show_figures
from bot.editorial.statistics import Gap
from bot.newsroom.reporting import Reporting
from bot.store.address import sqlite_address
from bot.store.database import Database
from bot.store.model import Decided
from bot.store.tables import FEEDBACK, TURNS

_ROWS: Final = 100_000
_AT_ONCE: Final = 5_000
_GUILD: Final = 300
_LAST: Final = date(2026, 11, 28)
_DAYS: Final = 30
_LAST_HOUR: Final = ((_LAST - date(1970, 1, 1)).days + 1) * 24 - 1
_NOTHING: Final = Corpus(Revision("0" * 12), ())


def _rows(chance: random.Random) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for number in range(1, _ROWS + 1):
        passage = f"story-{chance.randrange(50)}.question-{chance.randrange(100)}"
        hour = _LAST_HOUR - chance.randrange(_DAYS * 24)
        common: dict[str, Any] = {"message": number, "channel": 1, "guild": _GUILD, "hour": hour}
        common |= {"passage": passage, "revision": "0" * 12}
        turn = common | {
            "question": "why are the lamps on the pier lit?",
            "decided": chance.choice(list(Decided)).value,
            "confidence": 0.5,
            "reader": f"{chance.randrange(9_000):032x}",
        }
        vote = common | {"voter": f"{number:032x}", "vote": chance.choice((1, -1))}
        yield turn, vote


async def _fill(database: Database) -> None:
    rows = list(_rows(random.Random(1)))
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        async with database.writing() as connection:
            await connection.execute(TURNS.insert(), [turn for turn, _ in some])
            await connection.execute(FEEDBACK.insert(), [vote for _, vote in some])


async def _no_gaps(*_: object) -> tuple[Gap, ...]:
    return ()


async def _measure(address: str) -> None:
    database = Database(address)
    await database.prepare()
    await _fill(database)
    reporting = Reporting(database, _no_gaps)
    for attempt in range(1, 4):
        began = perf_counter()
        first = _LAST - timedelta(days=_DAYS - 1)
        statistics = await reporting.statistics(_GUILD, first, _LAST, _NOTHING)
        counted = perf_counter()
        show_figures(statistics, "What was asked")
        shown = perf_counter()
        how = "with charts" if is_available() else "as tables"
        asked = f"{statistics.total.asked:,} turns"
        print(f"{attempt}: {asked} counted in {counted - began:.2f} s, ", end="")
        print(f"shown {how} in {shown - counted:.2f} s")
    await database.close()


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        own = sqlite_address(Path(folder) / "bot.db")
        asyncio.run(_measure(sys.argv[1] if len(sys.argv) > 1 else own))


if __name__ == "__main__":
    main()
