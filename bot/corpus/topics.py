"""Topics: the people, places and bodies that a story page defines."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.corpus.definition_starts import is_name_line
from bot.corpus.draft import Heading, PageDraft
from bot.corpus.entry_lines import Entry, entry_of
from bot.corpus.items import Item, unquoted, without_bullet, without_definition_marks
from bot.corpus.model import PassageKind
from bot.corpus.names import TopicName, fallback_name, infer_name, other_names
from bot.corpus.outline import Row, first_line, shown
from bot.corpus.outline_numbers import unnumbered
from bot.text.folding import folded
from bot.text.truncation import end_in_stops


def add_topics(draft: PageDraft, items: Sequence[Item], *, section: str) -> None:
    """Add each definition under its name: the one written above it, or the inferred one."""
    draft.make_room(len(items))
    seen: dict[str, tuple[int, str]] = {}
    deepest = max((item.head.level for item in items), default=0)
    signs = _signs_of_entries(items)
    split = [(item, *_split_name(item, signs)) for item in map(unquoted, items)]
    needs_stop = end_in_stops([text for *_, rows in split if (text := shown(rows))])
    for item, name_row, definition in split:
        text = shown(definition)
        line = first_line(definition, default=item.head.number)
        if not text:
            code = "heading-without-text" if 0 < item.head.level < deepest else "empty-section"
            draft.log.add(code, line, what=item.head.label)
            continue
        name = _name(draft, name_row, text, line)
        told_line, told_text = seen.setdefault(folded(name.label), (line, text))
        if told_line != line:
            draft.log.add("repeated-topic", line, what=name.label, other=str(told_line))
            if folded(told_text) == folded(text):
                continue
        explicit = (name_row or item.head).explicit_id
        heading = Heading(name.label, line, explicit)
        draft.add(
            PassageKind.TOPIC,
            heading,
            text,
            text_line=line,
            last_line=item.last_line,
            section=section,
            aliases=name.aliases,
            needs_stop=needs_stop,
        )


def _signs_of_entries(items: Sequence[Item]) -> frozenset[str]:
    """Find what sets names off in a list where some definitions have but one line."""
    lines = (item.head.text for item in items if not item.head.level and not item.has_text)
    entries = (entry for line in lines if (entry := entry_of(line)))
    return frozenset(entry.sign for entry in entries if not entry.may_be_sentence)


def _split_name(item: Item, signs: Collection[str]) -> tuple[Row | None, tuple[Row, ...]]:
    """Split the name off: a heading, or a short first line that is no sentence.

    A line is none that has one of the `signs` with which other lines set off a name.
    """
    head = item.head
    below = next((row for row in item.body if row.is_text), None)
    entry = entry_of(head.text) if signs else None
    is_entry = entry is not None and entry.sign in signs
    if head.level or (below is not None and not is_entry and is_name_line(head, below)):
        defined = without_definition_marks(item)
        return defined.head, defined.body
    return None, (unnumbered(without_bullet(head)), *item.body)


def _name(draft: PageDraft, name_row: Row | None, text: str, line: int) -> TopicName:
    if name_row is not None:
        label = name_row.label.rstrip(":").rstrip() or name_row.label
        return TopicName(label, other_names(label, text))
    inferred = infer_name(text)
    entry = entry_of(text.partition("\n")[0])
    if entry and (inferred is None or entry.is_sure or _reads_on(inferred.label, entry)):
        return TopicName(entry.name, other_names(entry.name, entry.text))
    if inferred is None:
        inferred = TopicName(fallback_name(text))
        draft.log.add("topic-without-name", line, what=inferred.label)
    return inferred


def _reads_on(name: str, entry: Entry) -> bool:
    """Tell a name that was read beyond the sign behind it: "Bail. Money", "A. B. Carter:"."""
    beyond = name.removeprefix(entry.name)
    goes_on = beyond.startswith(": ") and beyond[2:3].islower()
    return name.endswith(":") or beyond.startswith(". ") or goes_on
