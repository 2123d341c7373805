"""Writes wordings into the front matter of a page, and makes sure that nothing else changes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.corpus.limits import Limits
from bot.corpus.model import Page, PassageId
from bot.corpus.reader import read_page
from bot.corpus.wordings import wording_key

_KEY = "aliases:"


def with_wordings(
    body: bytes, wordings: Mapping[PassageId, Sequence[str]], *, file: str, limits: Limits
) -> bytes | None:
    """Give a page whose passages have these wordings for their own, beside those they had.

    None where the page cannot take them: one of the passages is not there, or its front matter
    is written in a way that is not understood well enough to be changed.
    """
    page = read_page(body, file=file, limits=limits).page
    if page is None or not wordings.keys() <= {passage.id for passage in page.passages}:
        return None
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    written = end.join(_with_block(lines, list(_block(_merged(page, wordings))))).encode()
    after = read_page(written, file=file, limits=limits).page
    return written if after is not None and _is_same_but_for(page, after, wordings) else None


def _merged(page: Page, wordings: Mapping[PassageId, Sequence[str]]) -> dict[str, list[str]]:
    """Put the wordings beside those of the front matter, under the labels where those tell."""
    merged = {target: list(known) for target, known in page.meta.aliases.items()}
    labels = Counter(passage.label for passage in page.passages)
    for passage in page.passages:
        new = wordings.get(passage.id, ())
        key = passage.label if labels[passage.label] == 1 else passage.id
        known = {wording_key(words) for words in passage.aliases}
        fresh = [words for words in new if wording_key(words) not in known]
        if fresh:
            merged[key] = list(dict.fromkeys([*merged.get(key, ()), *fresh]))
    return merged


def _block(aliases: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Write them as YAML; JSON's strings are YAML's too."""
    yield _KEY
    for target, wordings in aliases.items():
        yield f"  {_quoted(target)}:"
        for words in wordings:
            yield f"    - {_quoted(words)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _with_block(lines: list[str], block: list[str]) -> list[str]:
    """Put the block in place of the one that is there, or into front matter of its own."""
    fences = [at for at, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(fences) < 2 or any(line.strip() for line in lines[: fences[0]]):
        return ["---", *block, "---", *lines]
    start, stop = fences
    fields = lines[start + 1 : stop]
    at = next((at for at, line in enumerate(fields) if line.startswith(_KEY)), len(fields))
    rest = at + 1
    while rest < len(fields) and fields[rest][:1] in {" ", "\t", "#", "-", ""}:
        rest += 1
    fields = [*fields[:at], *block, *fields[rest:]]
    return [*lines[: start + 1], *fields, *lines[stop:]]


def _is_same_but_for(
    before: Page, after: Page, wordings: Mapping[PassageId, Sequence[str]]
) -> bool:
    if len(before.passages) != len(after.passages):
        return False
    if replace(before.meta, aliases={}) != replace(after.meta, aliases={}):
        return False
    for old, new in zip(before.passages, after.passages, strict=True):
        if (old.id, old.kind, old.label, old.text) != (new.id, new.kind, new.label, new.text):
            return False
        has = set(map(wording_key, new.aliases))
        if not {wording_key(x) for x in (*old.aliases, *wordings.get(old.id, ()))} <= has:
            return False
    return True
