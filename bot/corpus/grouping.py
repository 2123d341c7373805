"""Which pages belong to one briefing: by front matter, by folder, or by what they speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.ids import briefing_id
from bot.corpus.likeness import Likeness, Terms, plain_likeness, terms
from bot.corpus.model import BriefingId, Page, PageKind, PassageKind

MIN_LIKENESS = 0.2
"""Over 306 pairs of a story and a questions page that were read for this, all that belong
together are above .24, and all about another subject in another country are below .22."""

MIN_SHARED = 3
"""Words; two very short pages may share one by chance."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Each page's briefing, by file, and what was inferred."""

    briefings: dict[str, BriefingId]
    findings: tuple[Finding, ...]


def group_pages(pages: Sequence[Page]) -> Grouped:
    """Find the briefing of every page."""
    named = {p.file: briefing_id(p.meta.briefing) for p in pages if p.meta.briefing}
    rest = [page for page in pages if page.file not in named]
    loose = [page for page in rest if "/" not in page.file]
    in_folders = _by_folder([page for page in rest if "/" in page.file])
    taken = {*named.values(), *in_folders.values()}
    inferred, findings = _by_text(loose, taken)
    return Grouped(named | in_folders | inferred, findings)


def _by_folder(pages: Sequence[Page]) -> dict[str, BriefingId]:
    """Take the topmost folder that holds pages itself; its path, where names repeat."""
    folders = {str(PurePosixPath(page.file).parent) for page in pages}
    homes = {page.file: _home(page.file, folders) for page in pages}
    names = Counter(briefing_id(PurePosixPath(home).name) for home in set(homes.values()))
    return {
        file: own
        if names[own := briefing_id(PurePosixPath(home).name)] == 1
        else briefing_id(home.replace("/", "-"))
        for file, home in homes.items()
    }


def _home(file: str, folders: set[str]) -> str:
    """Find the topmost of a file's folders that holds pages."""
    parents = [str(parent) for parent in PurePosixPath(file).parents if str(parent) != "."]
    return next(parent for parent in reversed(parents) if parent in folders)


def _by_text(
    pages: Sequence[Page], taken: set[BriefingId]
) -> tuple[dict[str, BriefingId], tuple[Finding, ...]]:
    """Put each loose page of questions to the loose story that it resembles most."""
    briefings: dict[str, BriefingId] = {}
    findings: list[Finding] = []
    stories = [page for page in pages if page.kind is PageKind.STORY]
    for story in stories:
        briefings[story.file] = _own_briefing(story, taken)
    story_terms = [_terms_of(story) for story in stories]
    likeness = Likeness(story_terms)
    for page in pages:
        if page.kind is PageKind.STORY:
            continue
        partner = _partner(_terms_of(page), story_terms, likeness)
        if partner is None:
            briefings[page.file] = _own_briefing(page, taken)
        else:
            briefing = briefings[stories[partner].file]
            briefings[page.file] = briefing
            other = stories[partner].file
            findings.append(finding("briefing-inferred", page.file, what=briefing, other=other))
    sizes = Counter(briefings.values())
    findings += [
        finding("briefing-of-its-own", file, what=briefing)
        for file, briefing in briefings.items()
        if sizes[briefing] == 1
    ]
    return briefings, tuple(findings)


def _partner(page: Terms, stories: Sequence[Terms], likeness: Likeness) -> int | None:
    """Find the story that a page of questions belongs to."""
    if not stories:
        return None
    nearest = likeness.nearest(page)
    is_alike = (
        len(page.keys() & stories[nearest].keys()) >= MIN_SHARED
        and plain_likeness(page, stories[nearest]) >= MIN_LIKENESS
    )
    return nearest if is_alike else None


def _own_briefing(page: Page, taken: set[BriefingId]) -> BriefingId:
    """Name a loose page's briefing after its file, which changes less than its text."""
    name = PurePosixPath(page.file).stem
    own = briefing_id(name)
    number = 2
    while own in taken:
        own = briefing_id(f"{name}-{number}")
        number += 1
    taken.add(own)
    return own


def _terms_of(page: Page) -> Terms:
    texts: Iterable[str] = (
        f"{passage.label} {passage.text}"
        for passage in page.passages
        if passage.kind is not PassageKind.MENU
    )
    return terms(" ".join(texts))
