"""Where definitions begin in a list that has neither separators nor headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.corpus.entry_lines import entry_of, entry_starts
from bot.corpus.items import without_bullet
from bot.corpus.name_forms import MAX_NAME, says
from bot.corpus.names import infer_name
from bot.corpus.outline import MAX_WRAPPED, MIN_WRAPPED, SENTENCE_ENDS, Row
from bot.text.truncation import leads_on

_MIN_INDENT = 2
"""Characters; fewer are a slip."""
_MAX_ALONE = 60
"""Characters of a name with a paragraph to itself."""
_NAME_ENDS = (".", "!", "?", "…", ",", ";")
_BEGINS_BOLD = re.compile(r"\s*(\*\*|__)\w[^*_]{0,80}\1")
_ASIDE = re.compile(r"\s?\([^()]*\)")
_DEFINES = re.compile(r"[^.:;–—]{1,100}?\s(?:is|are|was|were)\s(?:an?|the|one)\s")
"""How a definition begins: "The Lee Conservancy is a"."""
_PARTS = re.compile(r"[:;–—]|\s-\s|,\s")


def definition_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find where definitions begin: at bullets, else after empty lines, else after sentences.

    Lines that set a name off, as in "Berg – the mayor", begin one wherever they stand.

    What heads a few bullets begins one as well: it is told from a definition by having no text.
    """
    texts = [at for at, row in enumerate(rows) if row.is_text and not row.is_code]
    bullets = frozenset(at for at in texts if rows[at].bullet is not None)
    if bullets and (named := _bold_starts(rows, texts)):
        return named
    bullets -= _told_of_bullets(rows, sorted(bullets))
    if bullets:
        plain = [at for at in texts if at not in bullets and not rows[at].text[:1].isspace()]
        is_listed = bool(plain) and plain[0] == texts[0]
        entries = entry_starts(rows, plain) if is_listed else frozenset()
        return bullets | entries | _group_heads(rows, texts)
    paragraphs = [at for at in texts if at == 0 or not rows[at - 1].is_text]
    if len(paragraphs) == 1 and all(_defines(rows[at]) for at in texts):
        return frozenset(texts)
    entries = entry_starts(rows, texts)
    if len(paragraphs) > 1:
        return entries | (frozenset(paragraphs) - _below_names(rows, paragraphs))
    sentences = {at for at in texts if at in paragraphs or _is_whole(rows[at - 1])}
    if entries:
        sentences = {at for at in sentences if infer_name(rows[at].label)}
    return entries | sentences


def _told_of_bullets(rows: Sequence[Row], bullets: Sequence[int]) -> frozenset[int]:
    """Find bullets that tell more of the one that they are indented below.

    Where that one is a bare name, those that set off names of their own are a group's entries.
    """
    found: set[int] = set()
    above = None
    for at in bullets:
        is_inner = above is not None and _indent(rows[at]) >= _indent(rows[above]) + _MIN_INDENT
        bare = without_bullet(rows[at])
        is_group = above is not None and _is_bare_name(without_bullet(rows[above]))
        if is_inner and not (is_group and (entry_of(bare.text) or infer_name(bare.label))):
            found.add(at)
        else:
            above = at
    return frozenset(found)


def _indent(row: Row) -> int:
    text = row.text.expandtabs(4)
    return len(text) - len(text.lstrip())


def named_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find where definitions begin, if the first line does and each sets its name off.

    It does so with a bullet, a line of its own or letters in bold. What begins in another way may
    as well be the next paragraph of a definition.
    """
    starts = definition_starts(rows)
    texts = [at for at, row in enumerate(rows) if row.is_text]
    below = {at: None if after in starts else rows[after] for at, after in pairwise(texts)}
    are_named = all(_sets_name_off(rows[at], below.get(at)) for at in starts)
    return starts if are_named and starts.issuperset(texts[:1]) else frozenset()


def _sets_name_off(row: Row, below: Row | None) -> bool:
    if row.bullet is not None or _BEGINS_BOLD.match(row.text):
        return True
    return below is not None and is_name_line(row, below)


def is_name_line(row: Row, below: Row | None) -> bool:
    """Tell a name above its definition from the first line of a definition that was wrapped."""
    if not any(map(str.isalnum, row.label)) or len(row.label) > MAX_NAME:
        return False
    if row.label.endswith(_NAME_ENDS) or says(row.label) or leads_on(row.label):
        return False
    entry = entry_of(row.label)
    goes_on_in_list = below and below.bullet is not None and below.text[:1].isspace()
    if entry and (entry.begins_text or goes_on_in_list):
        return False
    goes_on = row.label.split()[-1].islower() or (below and below.label[:1].islower())
    return not (goes_on and len(row.label) >= MIN_WRAPPED)


def _bold_starts(rows: Sequence[Row], texts: Sequence[int]) -> frozenset[int]:
    """Find names in bold on lines of their own, if the list begins with one that has a text below.

    Bullets below such a text belong to it. Right below a name they are definitions themselves, and
    the name heads a group.
    """
    found: set[int] = set()
    is_in_definition = False
    for at, below in pairwise(texts):
        is_group = rows[below].bullet is not None
        if _is_bold_name(rows[at]):
            is_in_definition = not is_group
            found.add(at)
        elif at == texts[0]:
            return frozenset()
        elif rows[at].bullet is not None and not is_in_definition:
            found.add(at)
        if at == texts[0] and is_group:
            return frozenset()
    is_last = rows[texts[-1]].bullet is not None and not is_in_definition
    return frozenset(found | {texts[-1]} if is_last else found)


def _is_bold_name(row: Row) -> bool:
    return row.is_set_in_bold and is_name_line(row, None)


def _group_heads(rows: Sequence[Row], texts: Sequence[int]) -> frozenset[int]:
    """Find lines such as "Places" between bullets."""
    return frozenset(
        at
        for before, at, after in zip(texts, texts[1:], texts[2:], strict=False)
        if rows[before].bullet is not None
        and rows[at].bullet is None
        and rows[after].bullet is not None
        and (_is_whole(rows[before]) or rows[at - 1].is_blank)
        and not rows[at].text[:1].isspace()
        and rows[at].label[:1].isupper()
        and _is_bare_name(rows[at])
    )


def _below_names(rows: Sequence[Row], paragraphs: Sequence[int]) -> frozenset[int]:
    """Find the paragraphs that define the name that has a paragraph above them to itself."""
    found: set[int] = set()
    for above, at in pairwise(paragraphs):
        is_below_name = _is_bare_name(rows[above]) and not rows[above + 1].is_text
        goes_on = above in found and infer_name(rows[at].label) is None
        is_text = not _is_bare_name(rows[at]) and _ends_as_text(rows, at)
        if is_text and (is_below_name or goes_on):
            found.add(at)
    return frozenset(found)


def _is_bare_name(row: Row) -> bool:
    is_short = len(row.label) <= _MAX_ALONE and not _PARTS.search(row.label.rstrip(":"))
    return is_short and is_name_line(row, None)


def _ends_as_text(rows: Sequence[Row], start: int) -> bool:
    end = next((at for at in range(start, len(rows)) if not rows[at].is_text), len(rows))
    return rows[end - 1].label.endswith(SENTENCE_ENDS)


def _defines(row: Row) -> bool:
    """Tell a line that names something and says what it is, be it cut off in mid-sentence."""
    bare = _ASIDE.sub("", row.label)
    return row.label[:1].isupper() and bool(_DEFINES.match(bare)) and bool(infer_name(row.label))


def _is_whole(row: Row) -> bool:
    """Tell a definition on one line from the first line of one that was wrapped."""
    return row.label.endswith(SENTENCE_ENDS) or len(row.label) > MAX_WRAPPED
