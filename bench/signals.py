"""What each signal finds alone, on messages about briefings: `python -m bench.signals CONTENT`.

`python -m bench.signals CONTENT [MESSAGES]` compares the shipped matcher with each of its signals,
with words alone and with rapidfuzz's WRatio. MESSAGES is a file of labelled messages, else the
golden.jsonl of the content are taken. It is the matcher that is measured, message by message:
nothing is said before, and no message is cut into several (`briefing-bot eval` measures the whole
bot). `--groups "10 11 12" "13 14"` takes some groups of stories of a collection such as
tests/data/practice, their pages and their messages, and leaves the others out.
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
from bot.app.fitting import sensing_to_fit
from bot.corpus.build import build_corpus
from bot.corpus.findings import Finding
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import Page
from bot.evaluation.golden import GoldenMessage, read_golden
from bot.evaluation.material import read_collection
from bot.settings import load_settings

OTHER_LANGUAGE: Final = "lang-"
"""With which the styles of messages begin that are not in English."""


Asked = tuple[Sequence[Page], Sequence[GoldenMessage]]


def everything(pages: Sequence[Page], texts: Iterable[tuple[str, str]]) -> Asked:
    """Take all pages, and all messages of files that are given by name and text."""
    messages: list[GoldenMessage] = []
    for file, text in texts:
        read = read_golden(text, file=file)
        _stop_at(read.findings)
        messages += read.messages
    return pages, messages


def some_groups(pages: Sequence[Page], text: str, *, file: str, groups: Sequence[str]) -> Asked:
    """Take some groups of stories of a collection."""
    read = read_collection(pages, text, file=file)
    _stop_at(read.findings)
    source = read.source
    stories = [story for group in groups for story in source.groups[group]]
    return source.pages_of(stories), [m.message for m in source.messages if m.group in groups]


def _stop_at(findings: Sequence[Finding]) -> None:
    if findings:
        sys.exit(f"{findings[0].file}: line {findings[0].line} cannot be read")


def by_themselves(
    messages: Iterable[GoldenMessage], *, all_styles: bool
) -> Iterator[GoldenMessage]:
    """Leave follow-ups out, and messages in other languages unless all styles are wanted."""
    for message in messages:
        is_english = not message.style.startswith(OTHER_LANGUAGE)
        if not message.after and (is_english or all_styles):
            yield message


def read(content: Path, file: Path | None, groups: Sequence[str]) -> Asked:
    """Read pages and messages."""
    loaded = load_folder(content, limits=Limits())
    if file is None:
        golden = ((f"{folder}/golden.jsonl", text) for folder, text in loaded.golden)
        return everything(loaded.pages, golden)
    text = file.read_text(encoding="utf-8")
    if groups:
        return some_groups(loaded.pages, text, file=file.name, groups=groups)
    return everything(loaded.pages, [(file.name, text)])


def main() -> None:
    """Measure one folder of briefings and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("content", type=Path)
    parser.add_argument("messages", type=Path, nargs="?")
    parser.add_argument("--groups", nargs="+", default=(), help="of a collection, by their names")
    parser.add_argument("--all-styles", action="store_true", help="other languages, too")
    parser.add_argument("--encoder", type=Path, help="another ONNX file: its signals alone")
    given = parser.parse_args()
    if given.groups and given.messages is None:
        parser.error("--groups needs MESSAGES")
    pages, found_messages = read(given.content, given.messages, given.groups)
    corpus = build_corpus(pages, now=datetime.now(UTC)).corpus
    messages = tuple(by_themselves(found_messages, all_styles=given.all_styles))
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
