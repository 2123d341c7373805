"""Times the matcher against the obvious ways, on made-up briefings: `python -m bench.matching`.

Prints milliseconds a message (p50, p99) from text to `Reply`, and the ratio to peers that
search the same questions in the same run, so that a busy machine does not change the outcome.
With --encoder meaning is compared as well; the vectors of the pages are then made up, for to
encode a million questions takes hours, while those of the messages are the encoder's own.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process
from threadpoolctl import threadpool_limits

from bench.made_up import made_up_corpus, made_up_messages, write_encodings
from bot.app.matchers import reranker_of
from bot.cross_encoder import load_cross_encoder
from bot.dialogue.browse import askable
from bot.dialogue.model import Utterance
from bot.dialogue.responder import Responder
from bot.dialogue.suggestions import packed_names
from bot.editions.store import EditionsFolder, Ready
from bot.encoder import load_encoder
from bot.encodings.store import EncodingsStore
from bot.matching.encoder import Encoder
from bot.matching.index import Index
from bot.matching.indexing import build_index
from bot.matching.matcher import PassageMatcher
from bot.matching.policy import ThresholdPolicy
from bot.matching.sense import Sensing
from bot.matching.vectors import RowArray, TextVectors
from bot.weights_file import load_token_space, load_weights

DAY: Final = date(2025, 7, 1)
KEY: Final = "bench"
SLOW_PEERS: Final = 20
"""Each peer gets so many times fewer messages, but ten at least."""


def encoder_in(folder: Path, *, is_wanted: bool) -> tuple[Sensing, EncodingsStore] | None:
    """Give the encoder and the store of its vectors."""
    encoder = load_encoder().encoder if is_wanted else None
    if encoder is None:
        return None
    space = load_token_space()
    store = EncodingsStore(folder / "encodings", encoder, space.projection())

    def made_up(texts: Sequence[str]) -> TextVectors:
        write_encodings(texts, folder / "encodings", encoder, space)
        return store.vectors(texts)

    return Sensing(encoder, space, made_up, store.again), store


def build(questions: int, folder: Path, *, with_encoder: bool) -> None:
    """Make content up, index it, and keep it ready. Runs in a process of its own."""
    corpus = made_up_corpus(questions, random.Random(questions))
    with_vectors = encoder_in(folder, is_wanted=with_encoder)
    begin = time.perf_counter()
    lexicon = load_weights().lexicon
    index = build_index(corpus, lexicon, None if with_vectors is None else with_vectors[0])
    encodings = None if with_vectors is None else with_vectors[1].file
    pages = {page.file: page for page in corpus.pages}
    now = datetime.now(UTC)
    names = packed_names(passage.label for passage in askable(corpus))
    EditionsFolder(folder).save(
        KEY, Ready(corpus, pages, (), index, frozenset(), encodings, (), (), names, now, None)
    )
    spent = time.perf_counter() - begin
    size = (folder / f"{KEY}.edition").stat().st_size / 1e6
    print(
        f"\n{questions:,} questions: indexed and stored in {spent:.1f} s ({size:,.0f} MB on disk;"
    )
    print(f"made up, indexed and stored within {rss_mb():,.0f} MB of memory)")


def serve(questions: int, messages: int, folder: Path, *, with_encoder: bool) -> None:
    """Time what was kept ready, and its peers. Runs in a process of its own."""
    threadpool_limits(limits=1, user_api="blas")  # as bot/app does, and gc.freeze below
    with_vectors = encoder_in(folder, is_wanted=with_encoder)
    sensing = None if with_vectors is None else with_vectors[0]
    weights = load_weights(encoder="" if sensing is None else sensing.encoder.sha256)
    begin = time.perf_counter()
    vectors_in = with_vectors[1].reopen if with_vectors else no_vectors
    ready = EditionsFolder(folder).open(KEY, weights.lexicon, vectors_in)
    assert ready is not None
    cross_encoder = load_cross_encoder().cross_encoder if with_encoder else None
    reranker = reranker_of(weights, cross_encoder)
    policy, names = ThresholdPolicy(weights), ready.askable_names
    glancing = PassageMatcher(ready.index, weights, sensing)
    matcher = PassageMatcher(ready.index, weights, sensing, reranker)
    responder = Responder(ready.corpus, matcher, policy, askable_names=names)
    first_look = Responder(ready.corpus, glancing, policy, askable_names=names)
    gc.freeze()
    opened_s = time.perf_counter() - begin
    labels = [passage.label for passage in ready.corpus.passages]
    asked = made_up_messages(labels, messages, random.Random(questions + 1))
    ours = timed(lambda message: responder.respond(Utterance(message), today=DAY), asked)
    first = timed(lambda message: first_look.respond(Utterance(message), today=DAY), asked)
    views = len(ready.index.view_totals)
    print(f"opened in {opened_s:.1f} s; {views:,} views; at most {rss_mb():,.0f} MB", memory())
    print(f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; n = {messages}")
    few = asked[: max(10, messages // SLOW_PEERS)]
    peers = {
        "this bot, from message to reply": ours,
        "the same, no passage read": first,
        "extractOne, WRatio": timed(
            lambda m: process.extractOne(m, labels, scorer=fuzz.WRatio), few
        ),
        "token scan": timed(token_scan(labels), few),
    }
    if sensing is not None:
        peers["encoder, then a scan of all questions"] = timed(
            encoder_scan(ready.index, sensing.encoder), few
        )
    for name, (p50, p99) in peers.items():
        print(f"{name:38s} p50 {p50:9.2f} ms   p99 {p99:9.2f} ms   {p50 / ours[0]:7.1f}x")


def no_vectors(file: str, rows: RowArray) -> None:
    """Find nothing: no vectors are looked for without an encoder."""
    del file, rows


def timed(ask: Callable[[str], object], messages: Sequence[str]) -> tuple[float, float]:
    """Give p50 and p99 in milliseconds."""
    ask("what is it?")
    spent = []
    for message in messages:
        begin = time.perf_counter()
        ask(message)
        spent.append((time.perf_counter() - begin) * 1000)
    ordered = sorted(spent)
    return statistics.median(ordered), ordered[int(0.99 * (len(ordered) - 1))]


def token_scan(labels: Sequence[str]) -> Callable[[str], str]:
    """Give the simplest peer: the question that shares the most words."""
    sets = [frozenset(label.lower().rstrip("?").split()) for label in labels]

    def ask(message: str) -> str:
        words = set(message.split())
        return labels[max(range(len(sets)), key=lambda at: len(words & sets[at]))]

    return ask


def encoder_scan(index: Index, encoder: Encoder) -> Callable[[str], int]:
    """Give the plain way to compare meaning: one product with the vectors of all questions."""
    vectors = index.text_vectors
    assert vectors is not None
    questions = np.concatenate(
        [
            vectors.sentences_of(part)
            for part in np.array_split(index.first_views[:-1].astype(np.int64), 100)
        ]
    )

    def ask(message: str) -> int:
        (encoding,) = encoder.encode([message])
        return int((questions @ encoding.sentence).argmax())

    return ask


def rss_mb() -> float:
    """Give the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory() -> str:
    """Say how much of the memory held now is this process's own, and how much mapped files."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return ""
    held = {line.split(":")[0]: line.split()[1] for line in status if line.startswith("Rss")}
    own, mapped = (int(held[name]) / 1024 for name in ("RssAnon", "RssFile"))
    return f"({own:,.0f} MB of its own, {mapped:,.0f} MB of mapped files)"


def main() -> None:
    """Time the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, nargs="+", default=[2_000, 100_000])
    parser.add_argument("--messages", type=int, default=400)
    parser.add_argument("--encoder", action="store_true")
    given = parser.parse_args()
    spawn = get_context("spawn")
    for questions in given.questions:
        with tempfile.TemporaryDirectory() as folder:
            steps = (
                (build, (questions, Path(folder))),
                (serve, (questions, given.messages, Path(folder))),
            )
            for step, arguments in steps:
                work = spawn.Process(
                    target=step, args=arguments, kwargs={"with_encoder": given.encoder}
                )
                work.start()
                work.join()


if __name__ == "__main__":
    main()
