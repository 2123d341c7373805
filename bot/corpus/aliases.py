"""Other wordings that editors accept for a question, a topic or a section of a page."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import TypeVar

from bot.corpus.draft import PageDraft
from bot.corpus.model import GoDeeper, Passage
from bot.corpus.sections import asked_section_of, section_of
from bot.text.folding import folded

_Aliased = TypeVar("_Aliased", Passage, GoDeeper)


def attach_aliases(draft: PageDraft, aliases: Mapping[str, tuple[str, ...]]) -> None:
    """Give each alias of the front matter to what it belongs to, by label or by id."""
    if not aliases:
        return
    labels = {_key(passage.label) for passage in draft.passages}
    labels |= {_key(question.label) for question in draft.go_deeper}
    keys = {target: _key_among(labels, target) for target in aliases}
    by_key = {keys[target]: wordings for target, wordings in aliases.items()}
    used: set[str] = set()

    def with_aliases(item: _Aliased, keys: tuple[str, ...]) -> _Aliased:
        found = [key for key in keys if key in by_key]
        used.update(found)
        more: tuple[str, ...] = tuple(wording for key in found for wording in by_key[key])
        return replace(item, aliases=(*item.aliases, *more)) if more else item

    draft.passages = [
        with_aliases(passage, tuple({_key(passage.label), _key(passage.id)}))
        for passage in draft.passages
    ]
    draft.go_deeper = [with_aliases(item, (_key(item.label),)) for item in draft.go_deeper]
    for target in aliases:
        if keys[target] not in used:
            draft.log.add("alias-without-target", what=target)


def _key_among(labels: Container[str], target: str) -> str:
    """Give the key of a target; "How did we get here?" is a heading where no question has it."""
    key = _key(target)
    section = None if key in labels else asked_section_of(target)
    return folded(section.heading) if section else key


def _key(target: str) -> str:
    section = section_of(target)
    return folded(section.heading if section else target)
