"""Times the encoder's graph against the one that its weights came with: `python -m bench.encoding`.

Both have the same weights. Prints milliseconds a text (p50) on one thread, the ratio, and how far
apart the vectors are: activations are rounded to eight bits, and what is summed in another order
may round otherwise.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from typing import Final

from bot.encoder import MODELS, WEIGHTS_FILE, LoadedEncoder, load_encoder, load_unpinned_encoder
from bot.matching.encoder import Encoder
from bot.weights_file import load_weights

LENGTHS: Final = (4, 8, 12, 20, 40)


def texts_of(words: int, count: int) -> list[str]:
    """Make texts up of frequent words."""
    frequent = load_weights().lexicon.words[200:4000]
    chosen = random.Random(words)
    return [" ".join(chosen.choices(frequent, k=words)) for _ in range(count)]


def loaded(what: LoadedEncoder) -> Encoder:
    """Give an encoder, or end with what is wrong."""
    if what.encoder is None:
        raise SystemExit(str(what.problem))
    return what.encoder


def spent_ms(encoder: Encoder, text: str) -> float:
    """Encode a text."""
    begin = time.perf_counter()
    next(iter(encoder.encode([text])))
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    """Time both in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=200)
    count = parser.parse_args().texts
    ours, as_it_came = loaded(load_encoder()), loaded(load_unpinned_encoder(MODELS / WEIGHTS_FILE))
    print(f"{'words':>5}  {'ours':>8}  {'as it came':>10}  ratio  cosine (least)   n = {count}")
    for words in LENGTHS:
        texts = texts_of(words, count)
        pairs = zip(ours.encode(texts), as_it_came.encode(texts), strict=True)
        least = min(float(a.sentence @ b.sentence) for a, b in pairs)
        both = [(spent_ms(ours, text), spent_ms(as_it_came, text)) for text in texts]
        fast, slow = (statistics.median(times) for times in zip(*both, strict=True))
        print(f"{words:5}  {fast:5.2f} ms  {slow:7.2f} ms  {fast / slow:5.2f}  {least:.4f}")


if __name__ == "__main__":
    main()
