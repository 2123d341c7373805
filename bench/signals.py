"""What each signal finds alone, on messages about briefings: `python -m bench.signals CONTENT`.

`python -m bench.signals CONTENT [MESSAGES…]` compares the shipped matcher with each of its
signals, with words alone and with rapidfuzz's WRatio. MESSAGES are files of labelled messages, else
the golden.jsonl of the content. It is the matcher that is measured, message by message: nothing is
said before, and no message is cut into several (`briefing-bot eval` measures the whole bot).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.figures_table import console, figures_table, threshold_line
from bench.rankers import SHIPPED, WORDS_ALONE, Rankers, measure
from bot.app import sensing_to_fit
from bot.corpus.build import build_corpus
from bot.corpus.limits import Limits
from bot.corpus.loader import LoadedFolder, load_folder
from bot.evaluation.golden import GoldenMessage, read_golden
from bot.settings import load_settings

OTHER_LANGUAGE: Final = "lang-"
"""With which the styles of messages begin that are not in English."""


def labelled(texts: Iterable[tuple[str, str]], *, all_styles: bool) -> Iterator[GoldenMessage]:
    """Read files of labelled messages, given by name and text, but for follow-ups.

    Messages in other languages are left out, too, unless all styles are wanted.
    """
    for file, text in texts:
        read = read_golden(text, file=file)
        if read.findings:
            sys.exit(f"{file}: line {read.findings[0].line} cannot be read")
        for message in read.messages:
            is_english = not message.style.startswith(OTHER_LANGUAGE)
            if not message.after and (is_english or all_styles):
                yield message


def texts_of(files: Sequence[Path], loaded: LoadedFolder) -> list[tuple[str, str]]:
    """Give the files that were named, else those of the content."""
    if files:
        return [(file.name, file.read_text(encoding="utf-8")) for file in files]
    return [(f"{folder}/golden.jsonl", text) for folder, text in loaded.golden]


def main() -> None:
    """Measure one folder of briefings and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("content", type=Path)
    parser.add_argument("messages", type=Path, nargs="*")
    parser.add_argument("--all-styles", action="store_true", help="other languages, too")
    parser.add_argument("--encoder", type=Path, help="another ONNX file: its signals alone")
    given = parser.parse_args()
    loaded = load_folder(given.content, limits=Limits())
    corpus = build_corpus(loaded.pages, now=datetime.now(UTC)).corpus
    messages = tuple(labelled(texts_of(given.messages, loaded), all_styles=given.all_styles))
    if not messages:
        sys.exit("No labelled messages.")
    rankers = Rankers.of(corpus, sensing_to_fit(load_settings(), given.encoder))
    found = measure(messages, rankers.rank)
    console.print(figures_table(f"{len(corpus.passages)} passages", found))
    for way in (SHIPPED, WORDS_ALONE):
        if way in found:
            console.print(threshold_line(way, found[way]))


if __name__ == "__main__":
    main()
