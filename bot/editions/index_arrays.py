"""An index as arrays and a little JSON, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Final

import numpy as np

from bot.corpus.model import Passage
from bot.editions.files import Array, Json
from bot.matching.answer_kinds import AnswerKinds
from bot.matching.apart import Apart
from bot.matching.index import Index, Postings
from bot.matching.letters import Letters
from bot.matching.lexicon import Lexicon
from bot.matching.names import NameBook
from bot.matching.packed import Lookup, Texts
from bot.matching.vectors import TextVectors

_PARTS: Final[Mapping[str, type[Any]]] = {
    "apart": Apart,
    "postings": Postings,
    "positions": Lookup,
    "wordings": Texts,
    "exact": Lookup,
    "letters": Letters,
    "letters.sorted_stems": Texts,
}
"""Parts of an index that consist of arrays, under their names."""

_ROWS: Final = "text_vectors.rows"
_TERMS, _KNOWN, _KNOWN_COUNTS, _SECTIONS = "terms", "known", "known.counts", "sections"


def arrays_of(index: Index) -> dict[str, Array]:
    """Give all arrays of an index, but for the vectors of texts, which have files of their own."""
    arrays = dict(_flat("", index))
    arrays |= _flat(f"{_TERMS}.", Texts.of(index.term_ids))
    arrays |= _flat(f"{_KNOWN}.", Texts.of(index.known_words))
    arrays[_KNOWN_COUNTS] = np.array([*index.known_words.values()], dtype=np.int32)
    arrays[_SECTIONS] = np.concatenate([np.zeros(0, dtype=np.int32), *index.sections.values()])
    if index.text_vectors is not None:
        arrays[_ROWS] = index.text_vectors.rows
    return arrays


def told_of(index: Index) -> Json:
    """Give what is no array."""
    names = index.names
    return {
        "sections": {heading: len(places) for heading, places in index.sections.items()},
        "names": {
            "merged": [[words, term] for words, term in names.merged.items()],
            "short": dict(names.short),
            "proper": sorted(names.proper),
            "places": sorted(names.places),
            "capitals": dict(names.capitals),
            "beginnings": sorted(names.beginnings),
        },
    }


def index_of(
    arrays: Mapping[str, Array],
    told: Json,
    passages: Sequence[Passage],
    lexicon: Lexicon,
    text_vectors: TextVectors | None,
) -> Index:
    """Put an index together again. Raises `KeyError` where something is missing."""
    terms = _built(Texts, f"{_TERMS}.", arrays).all()
    known = _built(Texts, f"{_KNOWN}.", arrays).all()
    rest = {
        "passages": passages,
        "names": _names_of(told["names"]),
        "lexicon": lexicon,
        "term_ids": {term: at for at, term in enumerate(terms)},
        "known_words": dict(zip(known, arrays[_KNOWN_COUNTS].tolist(), strict=True)),
        "text_vectors": text_vectors,
        "answer_kinds": AnswerKinds(passages),
        "sections": _sections_of(told["sections"], arrays[_SECTIONS]),
    }
    index: Index = _built(Index, "", arrays, rest)
    return index


def rows_of(arrays: Mapping[str, Array]) -> Array | None:
    """Give where the vectors of texts stand in their file; none without an encoder."""
    return arrays.get(_ROWS)


def _flat(prefix: str, value: object) -> Iterator[tuple[str, Array]]:
    """Give the arrays of a value and of its parts, under their names."""
    assert is_dataclass(value)  # noqa: S101  (each of `_PARTS` is)
    for field in fields(value):
        name, held = prefix + field.name, getattr(value, field.name)
        if isinstance(held, np.ndarray):
            yield name, held
        elif name in _PARTS:
            yield from _flat(f"{name}.", held)


def _built(
    cls: type[Any], prefix: str, arrays: Mapping[str, Array], rest: Mapping[str, Any] | None = None
) -> Any:
    """Do the reverse; `rest` has what is no array."""
    given = dict(rest or {})
    for field in fields(cls):
        name = prefix + field.name
        if name in _PARTS:
            given[field.name] = _built(_PARTS[name], f"{name}.", arrays)
        elif field.name not in given and field.default is MISSING:
            given[field.name] = arrays[name]
    return cls(**given)


def _sections_of(counts: Mapping[str, int], places: Array) -> dict[str, Array]:
    ends = np.cumsum([*counts.values()], dtype=np.int64)
    return dict(zip(counts, np.split(places, ends[:-1]), strict=True)) if counts else {}


def _names_of(told: Json) -> NameBook:
    return NameBook(
        merged={tuple(words): term for words, term in told["merged"]},
        short={initials: tuple(words) for initials, words in told["short"].items()},
        proper=frozenset(told["proper"]),
        places=frozenset(told["places"]),
        capitals=told["capitals"],
        beginnings=frozenset(told["beginnings"]),
    )
