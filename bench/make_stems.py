"""Makes bot/matching/stems.npz: the most frequent word of each stem in the lexicon.

Run it after a change to the stemmer or to the lexicon; every start of the bot is a quarter of a
second shorter for it:

    python -m bench.make_stems
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from bot.matching.lexicon import stem_ranks_of
from bot.weights_file import load_lexicon

TARGET: Final = Path(__file__).parents[1] / "bot" / "matching" / "stems.npz"


def main() -> None:
    """Write the file that the bot loads."""
    ranks = stem_ranks_of(load_lexicon().words)
    text = "\n".join(ranks).encode("ascii")
    np.savez_compressed(
        TARGET,
        stems=np.frombuffer(text, dtype=np.uint8),
        ranks=np.array(list(ranks.values()), dtype=np.uint16),
    )


if __name__ == "__main__":
    main()
