"""Makes bot/matching/spellings.npz: further English words, of which only the spelling is known.

Run once, by hand; nothing of it is needed to run or test the bot:

    pip download --no-deps symspellpy==6.10.1   # a zip file
    python -m bench.make_spellings FOLDER_OF_THE_UNPACKED_WHEEL

The words: `frequency_dictionary_en_82_765.txt` of SymSpell by Wolf Garbe (MIT), which has the words
of SCOWL by Kevin Atkinson that occur in the Google Books Ngrams.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import numpy as np

from bot.text.spelling import MIN_LETTERS
from bot.weights_file import load_lexicon

SOURCE: Final = Path("symspellpy", "frequency_dictionary_en_82_765.txt")
TARGET: Final = Path(__file__).parents[1] / "bot" / "matching" / "spellings.npz"


def further_words(folder: Path) -> list[str]:
    """Read the words that are not in the lexicon, and long enough to be taken for errors."""
    lines = (folder / SOURCE).read_text(encoding="utf-8-sig").splitlines()
    words = {line.split(" ", 1)[0] for line in lines}
    lexicon = load_lexicon()
    return sorted(
        word
        for word in words
        if len(word) >= MIN_LETTERS and word.isascii() and word.isalpha() and word not in lexicon
    )


def main() -> None:
    """Write the file that the bot loads."""
    text = "\n".join(further_words(Path(sys.argv[1])))
    np.savez_compressed(TARGET, words=np.frombuffer(text.encode("ascii"), dtype=np.uint8))


if __name__ == "__main__":
    main()
