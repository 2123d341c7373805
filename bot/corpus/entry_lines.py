"""Entries of a list of definitions, each a line that sets the name off: "Varroa: a mite"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.corpus.name_forms import begins_as_name, says, tells_other_name
from bot.corpus.naming_customs import PARTICLES
from bot.corpus.outline import MIN_WRAPPED, SENTENCE_ENDS, Row
from bot.text.folding import folded, unescaped, without_emphasis
from bot.text.sentences import sentences
from bot.text.truncation import leads_on

_MAX_NAME = 60
"""Characters."""
_LOOKED_AT = 2 * _MAX_NAME + 20
"""Characters; what sets a name off stands among them."""
_MAX_WORDS = 8
_SET_OFF = re.compile(
    r"(?P<name>[^\s|][^\t:=|]*?)"
    r"(?:(?P<column>\s*\t\s*|\s{3,}|\s*\.{4,}\s*)|(?P<colon>\s?::?\s+)|(?P<dash>\s+(?:--|[–—|-])\s+|—)"
    r"|(?P<equals>\s+=\s+))(?=\S)"
)
_BRACKETS = re.compile(r"(?P<name>[^\s()][^\t:=()]*?)\s\([^()]{1,60}\)(?:,?\s+(?=\S)|\Z)")
_COMMA = re.compile(r"(?P<name>[^\W\d_][^,:=()]*),\s+(?=[^\WA-Z_])")
_ASIDE = re.compile(r"\s\([^()]*\)\Z")
_BRACKET, _ONLY_BRACKET, _COMMA_SIGN, _STOP = "brackets", "only brackets", "comma", "stop"
_UNSURE = frozenset({_BRACKET, _ONLY_BRACKET, _COMMA_SIGN, _STOP})
"""Signs that stand in sentences as well: they tell something where every line has one."""
_UNMIXED = frozenset({_ONLY_BRACKET, _STOP})
"""They tell it where every line has the same: "EU (European Union)" may head "A union. It is…"."""
_SURE = frozenset({"column", "equals"})
_BEFORE_TEXT = _SURE | {"dash", _COMMA_SIGN}
_MIN_ENTRIES = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, and what is said of it on the same line."""

    name: str
    text: str
    sign: str
    """What stands between the two: "column" (a gap), "colon", "dash", "equals", "comma",
    "brackets" or "stop"; "only brackets" where nothing more is said."""

    @property
    def is_sure(self) -> bool:
        """Whether the sign is never a part of a sentence."""
        return self.sign in _SURE

    @property
    def may_be_sentence(self) -> bool:
        """Whether the sign is one that sentences have."""
        return self.sign in _UNSURE

    @property
    def begins_text(self) -> bool:
        """Whether it can only be the first line of a definition, and no name with an addition."""
        return self.sign in _BEFORE_TEXT and self.text[:1].islower()


def entry_of(line: str) -> Entry | None:
    """Read a line as an entry; none where it begins with no short name that is set off."""
    text = unescaped(line.strip())
    found = _SET_OFF.match(text, 0, _LOOKED_AT)
    if found is None or found["name"].count("(") > found["name"].count(")"):
        found = _BRACKETS.match(text, 0, _LOOKED_AT)
    if found is None and (entry := _with_comma(text)):
        return entry
    if found is None:
        first, *others = sentences(text) or ("",)
        is_entry = first.endswith(".") and others and _is_name(first[:-1])
        return Entry(first[:-1], text[len(first) :].strip(), _STOP) if is_entry else None
    name, said = _ASIDE.sub("", without_emphasis(found["name"].strip())), text[found.end() :]
    in_brackets = _BRACKET if said else _ONLY_BRACKET
    sign = in_brackets if found.re is _BRACKETS else found.lastgroup or ""
    return Entry(name, said, sign) if _is_name(name) else None


def entry_starts(rows: Sequence[Row], texts: Sequence[int]) -> frozenset[int]:
    """Find the rows, among those at `texts`, that are entries of a list; none where it has none.

    The first line is an entry. So are all others, or those with its sign, if others go on.
    """
    found = {at: entry for at in texts if (entry := entry_of(rows[at].text))}
    first = found.get(texts[0]) if texts else None
    if first is None:
        return frozenset()
    signs = {entry.sign for entry in found.values()}
    are_all = len(found) == len(texts) and (len(signs) == 1 or signs.isdisjoint(_UNMIXED))
    is_told = are_all or first.sign not in _UNSURE
    fields = _fields(rows, found)
    are_bold = all(rows[at].begins_bold for at in found)
    starts = frozenset(
        at
        for at, entry in found.items()
        if (are_all or entry.sign == first.sign)
        and at not in fields
        and (are_bold or not (at and _goes_on(rows[at - 1], entry, first)))
    )
    return starts if is_told and len(starts) >= _MIN_ENTRIES else frozenset()


def _goes_on(above: Row, entry: Entry, first: Entry) -> bool:
    """Tell a line of a definition that was wrapped: "… the two / tugs of the port: …"."""
    if leads_on(above.label):
        return True
    is_small = entry.name[:1].islower() and not first.name[:1].islower()
    is_wrapped = len(above.label) >= MIN_WRAPPED and not above.label.endswith(SENTENCE_ENDS)
    return is_small and is_wrapped


def _fields(rows: Sequence[Row], found: Mapping[int, Entry]) -> frozenset[int]:
    """Find lines such as "Born: 1960" below names, if most of those inside paragraphs recur."""
    inside = [at for at in found if at and rows[at - 1].is_text]
    counts = Counter(folded(found[at].name) for at in inside)
    recurring = sum(count for count in counts.values() if count > 1)
    return frozenset(inside if 2 * recurring > len(inside) else ())


def _with_comma(text: str) -> Entry | None:
    """Read "Tove Lind, biologist": all words of the name have capitals, and no verb follows.

    Particles have none: "Dr. Jan van den Berg".
    """
    found = _COMMA.match(text, 0, _LOOKED_AT)
    words = found["name"].split() if found else []
    capitals = [word for word in words if word not in PARTICLES or word is words[-1]]
    if found is None or not all(map(begins_as_name, capitals)):
        return None
    said = text[found.end() :]
    is_clause = says(f" {said}") or tells_other_name(said)
    if is_clause or not _is_name(found["name"]):
        return None
    return Entry(found["name"], said, _COMMA_SIGN)


def _is_name(text: str) -> bool:
    """Tell a name from the beginning of a sentence."""
    return (
        0 < len(text) <= _MAX_NAME
        and len(text.split()) <= _MAX_WORDS
        and any(map(str.isalpha, text))
        and not text.endswith((".", "!", "?", ",", ";"))
        and not says(text)
        and len(sentences(text)) == 1
    )
