"""Makes bot/matching/stems.npz: the most frequent word of each stem in the lexicon.

Run it after a change to the stemmer or to the lexicon; every start of the bot is a quarter of a
second shorter for it:

    python -m bench.make_stems
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import numpy as np

from bot.matching.lexicon import stem_ranks_of

FOLDER: Final = Path(__file__).parents[1] / "bot" / "matching"
TARGET: Final = FOLDER / "stems.npz"


def lexicon_words() -> list[str]:
    """Read the words of the lexicon, without the stems that are made here."""
    packed = (FOLDER / "lexicon.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as parts:
        text: str = parts["words"].tobytes().decode("ascii")
    return text.split("\n")


def main() -> None:
    """Write the file that the bot loads."""
    ranks = stem_ranks_of(lexicon_words())
    text = "\n".join(ranks).encode("ascii")
    np.savez_compressed(
        TARGET,
        stems=np.frombuffer(text, dtype=np.uint8),
        ranks=np.array(list(ranks.values()), dtype=np.uint16),
    )


if __name__ == "__main__":
    main()
