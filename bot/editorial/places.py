"""Where a written answer may go: pages, and a page of own questions in each briefing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from bot.corpus.model import Briefing, BriefingId, Corpus, Page
from bot.dialogue import teaching_wording
from bot.text.folding import folded


@dataclass(frozen=True, slots=True)
class Place:
    """A page to add to; or a briefing, whose own page of questions from here is added to."""

    id: str
    """The file of a page, or the id of a briefing."""
    title: str
    is_page: bool = True

    @property
    def label(self) -> str:
        """How a moderator is offered it."""
        if self.is_page:
            return teaching_wording.answer_page(self.title, self.id)
        return teaching_wording.answer_new_page(self.title)


def places(corpus: Corpus, near: Iterable[str] = ()) -> tuple[Place, ...]:
    """Give all places, pages and briefings by turns, those of the nearest files first."""
    files = dict.fromkeys([*near, *(page.file for page in corpus.pages)])
    pages = [page for page in map(corpus.page, files) if page is not None]
    known = {briefing.id: briefing for briefing in corpus.briefings}
    order = dict.fromkeys([*_briefings_of(corpus, pages), *known])
    briefings = [known[one] for one in order]
    turns = zip_longest(map(_of_page, pages), map(_of_briefing, briefings))
    return tuple(place for place in chain.from_iterable(turns) if place is not None)


def named(typed: str, among: Sequence[Place]) -> tuple[Place, ...]:
    """Give the places that somebody means by a name or a part of one; several where it is open.

    A whole name counts before a part of one, and a page before a briefing of the same name.
    """
    words = folded(typed)
    if not words:
        return ()
    whole = [place for place in among if words in _names(place)]
    part = [place for place in among if _has_all(place, words)]
    found = whole or part
    pages = tuple(place for place in found if place.is_page)
    return pages or tuple(found)


def _briefings_of(corpus: Corpus, pages: Iterable[Page]) -> Iterator[BriefingId]:
    holding = {page.file: briefing.id for briefing in corpus.briefings for page in briefing.pages}
    return (holding[page.file] for page in pages)


def _of_page(page: Page) -> Place:
    return Place(page.file, page.title)


def _of_briefing(briefing: Briefing) -> Place:
    return Place(briefing.id, briefing.title, is_page=False)


def _names(place: Place) -> tuple[str, ...]:
    return folded(place.title), folded(place.id), folded(place.label)


def _has_all(place: Place, words: str) -> bool:
    names = " ".join(_names(place))
    return all(word in names for word in words.split())
