"""Makes bot/text/languages.npz: how much a word speaks for another language and against English.

Run once, by hand, in an environment of its own; nothing of it is needed to run or test the bot:

    python -m venv .languages && .languages/bin/pip install numpy msgpack
    .languages/bin/pip download --no-deps wordfreq==3.1.1   # a zip file; unpack it
    PYTHONPATH=. .languages/bin/python bench/make_languages.py FOLDER_OF_THE_UNPACKED_WHEEL

Words and frequencies: wordfreq 3.1.1 (data CC BY-SA 4.0), the small lists, and the large one for
English. The evidence of a word is the logarithm of how much more frequent it is there than in
English, as in naive Bayes, with two bounds: no word counts for more than `LARGEST`, and a word that
English texts use as well counts for less the more they use it ("de", "la", "san").
"""

from __future__ import annotations

import gzip
import math
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from bot.text.language import STEPS, latin_words

LANGUAGES = (
    *("ca", "cs", "da", "de", "es", "fi", "fil", "fr", "hu", "id", "is", "it", "lt"),
    *("lv", "ms", "nb", "nl", "pl", "pt", "ro", "sh", "sk", "sl", "sv", "tr", "vi"),
)
WORDS, ENGLISH_WORDS = 4_000, 25_000
UNLISTED = -6.0
"""log10 of the frequency that a word is taken to have where it is not listed."""
LARGEST = 2.5
AT_HOME = -3.6
"""log10 of the frequency in English from which on a word is no evidence against English."""
FREQUENT = -3.5
"""log10 of the frequency from which on a word is one of a language's own frequent words."""

TARGET = Path(__file__).parents[1] / "bot" / "text" / "languages.npz"


def frequencies(file: Path, count: int) -> dict[str, float]:
    """Read log10 frequencies of the most frequent words, folded and cut at apostrophes."""
    import msgpack  # type: ignore[import-not-found]  # see the module's docstring

    _, *centibels = msgpack.unpackb(gzip.decompress(file.read_bytes()), raw=False)
    found: defaultdict[str, float] = defaultdict(float)
    for rarity, words in enumerate(centibels):
        for word in words:
            for part in latin_words(word):
                found[part] += 10 ** (-rarity / 100)
    best = sorted(found, key=lambda word: -found[word])[:count]
    return {word: math.log10(found[word]) for word in best}


def evidence(here: float | None, in_english: float | None) -> float:
    """Weigh one word for one language against English."""
    if here is None and in_english is None:
        return 0.0
    english = UNLISTED if in_english is None else max(in_english, UNLISTED)
    ratio = (UNLISTED if here is None else max(here, UNLISTED)) - english
    return max(-LARGEST, min(ratio, max(0.0, min(LARGEST, AT_HOME - english))))


def main() -> None:
    """Write the words as one text, and two tables with a row for each word."""
    folder = Path(sys.argv[1]) / "wordfreq" / "data"
    english = frequencies(folder / "large_en.msgpack.gz", ENGLISH_WORDS)
    others = [frequencies(folder / f"small_{code}.msgpack.gz", WORDS) for code in LANGUAGES]
    words = sorted({word for listed in (english, *others) for word in listed})
    table = [[evidence(o.get(word), english.get(word)) for o in others] for word in words]
    frequent = [[o.get(word, UNLISTED) >= FREQUENT for o in others] for word in words]
    np.savez_compressed(
        TARGET,
        languages=np.frombuffer(" ".join(LANGUAGES).encode("ascii"), dtype=np.uint8),
        words=np.frombuffer("\n".join(words).encode("ascii"), dtype=np.uint8),
        evidence=np.round(np.array(table) * STEPS).astype(np.int8),
        frequent=np.packbits(np.array(frequent), axis=1),
    )


if __name__ == "__main__":
    main()
