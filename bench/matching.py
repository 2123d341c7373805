"""Times the matcher against the obvious ways, on made-up briefings: `python -m bench.matching`.

Prints milliseconds a message (p50, p99) from text to `Reply`, and the ratio to peers that
search the same questions in the same run, so that a busy machine does not change the outcome.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date

from rapidfuzz import fuzz, process
from threadpoolctl import threadpool_limits

from bench.made_up import made_up_corpus, made_up_messages
from bot.dialogue.model import Utterance
from bot.dialogue.responder import Responder
from bot.matching.matcher import PassageMatcher
from bot.matching.policy import ThresholdPolicy
from bot.weights_file import load_weights

DAY = date(2025, 7, 1)


def timed(ask: Callable[[str], object], messages: Sequence[str]) -> tuple[float, float]:
    """Give p50 and p99 in milliseconds."""
    for message in messages[:3]:
        ask(message)
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


def rss_mb() -> float:
    """Give the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(questions: int, messages: int) -> None:
    """Time one size and print a table."""
    rng = random.Random(questions)
    before = rss_mb()
    corpus = made_up_corpus(questions, rng)
    labels = [passage.label for passage in corpus.passages]
    asked = made_up_messages(labels, messages, rng)
    begin, held = time.perf_counter(), rss_mb()
    weights = load_weights()
    matcher = PassageMatcher.build(corpus, weights)
    responder = Responder(corpus, matcher, ThresholdPolicy(weights))
    gc.freeze()
    built = time.perf_counter() - begin
    print(f"\n{len(labels):,} questions: built in {built:.1f} s, +{rss_mb() - held:.0f} MB")
    print(f"(process: {before:.0f} MB before, {rss_mb():.0f} MB now)")
    ours = timed(lambda message: responder.respond(Utterance(message), today=DAY), asked)
    few = asked[: max(10, messages // 20)]
    peers = {
        "this bot, from message to reply": ours,
        "extractOne, WRatio": timed(
            lambda m: process.extractOne(m, labels, scorer=fuzz.WRatio), few
        ),
        "token scan": timed(token_scan(labels), few),
    }
    for name, (p50, p99) in peers.items():
        print(f"{name:36s} p50 {p50:9.2f} ms   p99 {p99:9.2f} ms   {p50 / ours[0]:7.1f}x")


def main() -> None:
    """Time the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, nargs="+", default=[2_000, 100_000])
    parser.add_argument("--messages", type=int, default=400)
    given = parser.parse_args()
    threadpool_limits(limits=1, user_api="blas")  # as bot/app.py does, and gc.freeze above
    for questions in given.questions:
        run(questions, given.messages)


if __name__ == "__main__":
    main()
