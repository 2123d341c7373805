"""How late the event loop is under load: `python -m bench.loop_lag`; prints figures only.

Twenty readers ask one question after the other; meanwhile the content is reloaded. A ticker
that wants to run every few milliseconds notes how much later than that it runs: so late would
Discord's heartbeat, or another reader's click, be.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from bench.made_up import made_up_messages, write_encodings, write_pages
from bot.app.matchers import ENCODINGS
from bot.corpus.loader import load_folder
from bot.discord_app.desk import Desk
from bot.discord_app.workers import take_short_turns
from bot.encoder import load_encoder
from bot.library import Library
from bot.matching.views import views_of
from bot.settings import Settings
from bot.weights_file import load_token_space

TICK_S: Final = 0.005
ASKERS: Final = 20
RELOADS: Final = 2


async def _tick(lags_ms: list[float]) -> None:
    while True:
        wanted = time.perf_counter() + TICK_S
        await asyncio.sleep(TICK_S)
        lags_ms.append((time.perf_counter() - wanted) * 1000)


async def _ask(desk: Desk, reader: int, messages: Sequence[str], waits_ms: list[float]) -> None:
    for at in count(reader, ASKERS):
        begin = time.perf_counter()
        await desk.ask_next(None, reader, 1, messages[at % len(messages)])
        waits_ms.append((time.perf_counter() - begin) * 1000)


@contextmanager
def _running(*tasks: asyncio.Task[None]) -> Iterator[None]:
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


async def measure(library: Library, page: Path, messages: Sequence[str], idle_s: float) -> None:
    """Print the lag of an idle loop, one with askers, and one with askers during reloads."""
    desk = Desk(library)
    lags_ms: list[float] = []
    waits_ms: list[float] = []
    with _running(asyncio.create_task(_tick(lags_ms))):
        await asyncio.sleep(idle_s)
        _print("idle", lags_ms, waits_ms)
        askers = [asyncio.create_task(_ask(desk, n, messages, waits_ms)) for n in range(ASKERS)]
        with _running(*askers):
            await asyncio.sleep(idle_s)
            _print(f"{ASKERS} askers", lags_ms, waits_ms)
            for number in range(RELOADS):
                spent = await asyncio.to_thread(_reload, library, page, number)
                _print(f"{ASKERS} askers and a reload ({spent:.1f} s)", lags_ms, waits_ms)
    desk.workers.close()


def _reload(library: Library, page: Path, number: int) -> float:
    """Add a question and serve it; give the seconds that this took."""
    begin = time.perf_counter()
    page.write_text(f"-\nWhat is number {number}?\nA number.\n", encoding="utf-8")
    library.reload()
    return time.perf_counter() - begin


def _print(name: str, lags_ms: list[float], waits_ms: list[float]) -> None:
    """Print what was gathered, and begin anew."""
    told = f"{name:40s} loop lag {_spread(lags_ms)}"
    print(told + (f"   answers {_spread(waits_ms)}" if waits_ms else ""))
    lags_ms.clear()
    waits_ms.clear()


def _spread(values: list[float]) -> str:
    ordered = sorted(values)
    p50, p99 = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.99))
    return f"n {len(ordered):6,d}  p50 {p50:6.1f}  p99 {p99:6.1f}  max {ordered[-1]:6.1f} ms"


def main() -> None:
    """Measure each size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, nargs="+", default=[2_000, 20_000])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--encoder", action="store_true", help="with made-up vectors of the pages")
    given = parser.parse_args()
    take_short_turns()
    for questions in given.questions:
        with tempfile.TemporaryDirectory() as folder:
            _measure_size(questions, Path(folder), given.seconds, with_encoder=given.encoder)


def _measure_size(questions: int, folder: Path, idle_s: float, *, with_encoder: bool) -> None:
    rng = random.Random(questions)
    content = folder / "content"
    labels = write_pages(questions, content, rng)
    settings = Settings(content_dir=content, state_dir=folder / "state", encoder="off")
    if with_encoder:
        settings = settings.model_copy(update={"encoder": "auto"})
        make_up_vectors(settings)
    library = Library.open(settings)
    print(f"\n{questions:,} questions; load of the machine {os.getloadavg()[0]:.1f}")
    page = content / "story-0" / "more.txt"
    asyncio.run(measure(library, page, made_up_messages(labels, 20_000, rng), idle_s))


def make_up_vectors(settings: Settings) -> None:
    """Write the vectors of all pages, so that nothing is left to encode."""
    encoder = load_encoder().encoder
    assert encoder is not None
    pages = load_folder(settings.content_dir, limits=settings.limits).pages
    views = [views_of(passage) for page in pages for passage in page.passages]
    texts = [text for one in views for text in (*one.wordings, *one.phrasings, *one.sentences)]
    write_encodings(texts, settings.state_dir / ENCODINGS, encoder, load_token_space())


if __name__ == "__main__":
    main()
