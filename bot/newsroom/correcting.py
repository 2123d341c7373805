"""Which answers that were posted are to be corrected: found anew from what is served now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.corpus.model import Corpus, Passage, PassageId, PassageKind
from bot.dialogue import discord_wording, wording
from bot.dialogue.compose import shown_text
from bot.editorial.text_diff import digest_of
from bot.newsroom.ledger import Ledger
from bot.store.quotes import LATER, Quote


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer that quotes words which were corrected since."""

    quote: Quote
    notes: tuple[str, ...]
    """What the editors say of it, as far as the answer does not say so itself."""

    @property
    def digests(self) -> tuple[str, ...]:
        """Give what the ledger remembers of the notes."""
        return tuple(map(_noted_later, map(_noted, self.notes)))


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An answer that tells of a correction which no longer stands: its words hold again."""

    quote: Quote
    digests: tuple[str, ...]
    """What the ledger remembers of the notes that went."""
    notes: tuple[str, ...]
    """Those that are still there."""


def mark_of(file: str) -> str:
    """Give what the ledger remembers of the page that an answer quotes, beside its notes."""
    return digest_of(f"page {file}")


async def corrections(ledger: Ledger, guild: int, corpus: Corpus) -> tuple[Correction, ...]:
    """Find a guild's answers to correct: other words by now, and a note that was not there.

    Words that changed without a note were brought up to date; a note beside unchanged words means
    others on the page. Where the passage is gone, its words have changed if they stand nowhere
    else on its page. Raises `StoreError`.
    """
    noted = dict(_noted_passages(corpus))
    if not noted:
        return ()
    await ledger.flush()
    now = {str(p.id): digest_of(shown_text(p)) for p, _ in noted.values()}
    outdated = await ledger.quotes.outdated(guild, now)
    found = [Correction(quote, _news(quote, noted[quote.passage][1])) for quote in outdated]
    found += _retracted(await ledger.quotes.latest(guild), corpus)
    return tuple(correction for correction in found if correction.notes)


async def taken_back(ledger: Ledger, guild: int, corpus: Corpus) -> tuple[TakenBack, ...]:
    """Find a guild's answers that were corrected, and whose page has taken that back.

    That is where it says again what the answer quotes, and has a note no longer. A note that only
    went, beside words that stay corrected, was put away: what answers say of it is still true.
    Raises `StoreError`.
    """
    await ledger.flush()
    return tuple(_no_longer_corrected(await ledger.quotes.amended(guild), corpus))


def _no_longer_corrected(quotes: Iterable[Quote], corpus: Corpus) -> Iterator[TakenBack]:
    now: dict[str, str] = {}
    for quote in quotes:
        passage = corpus.passage(PassageId(quote.passage))
        if passage is None:
            continue
        if quote.passage not in now:
            now[quote.passage] = digest_of(shown_text(passage))
        notes = corpus.page_of(passage).meta.corrections
        gone = quote.later.difference(map(_noted, notes))
        if gone and now[quote.passage] == quote.digest:
            yield TakenBack(quote, tuple(map(_noted_later, sorted(gone))), notes)


def _retracted(quotes: Iterable[Quote], corpus: Corpus) -> Iterator[Correction]:
    """Find answers whose passage a page with notes no longer has, nor their words elsewhere."""
    pages = {mark_of(page.file): page for page in corpus.pages if page.meta.corrections}
    said: dict[str, set[str]] = {}
    for quote in quotes:
        mark = next((mark for mark in quote.notes if mark in pages), None)
        if mark is None or corpus.passage(PassageId(quote.passage)) is not None:
            continue
        if mark not in said:
            said[mark] = {digest_of(shown_text(p)) for p in pages[mark].passages}
        notes = pages[mark].meta.corrections
        if quote.digest not in said[mark] and _news(quote, notes):
            yield Correction(quote, _news(quote, (*notes, discord_wording.NO_LONGER_SAID)))


def _noted_passages(corpus: Corpus) -> Iterator[tuple[str, tuple[Passage, tuple[str, ...]]]]:
    for page in corpus.pages:
        for passage in page.passages if page.meta.corrections else ():
            if passage.kind is not PassageKind.MENU:
                yield passage.id, (passage, page.meta.corrections)


def _news(quote: Quote, notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(note for note in notes if _noted(note) not in quote.shown)


def _noted(note: str) -> str:
    """Give the digest of a note as answers show it."""
    return digest_of(wording.correction(note))


def _noted_later(digest: str) -> str:
    """Mark a note as one that the answer did not show when it was posted."""
    return f"{LATER}{digest}"
