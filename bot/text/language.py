"""Recognises that a message is in a language that the briefings are not in.

Made for short messages with typos, slang and names, of which nearly all are in the language of the
briefings: to take one of those for another language is the worse mistake, so doubt means no. Other
scripts give themselves away. In Latin letters, each word speaks for or against each language by how
much more frequent it is there than in English (naive Bayes over words, with bounds).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.text.normalise import fold, normalise

ENGLISH: Final = "en"
UNKNOWN: Final = "und"
"""What BCP 47 calls a language that is not known: its script is not in the table below."""

LONGEST_WORD: Final = 16
STEPS: Final = 10
"""Evidence is stored in tenths."""

ENOUGH: Final = 2.5
"""Evidence from which on a message is in another language: log10 of how much more likely its words
are there. docs/decisions/0010 has the figures for it and for its neighbours."""

_TELLING: Final = 0.5
"""One of the language's frequent words must speak for it by this much: names alone do not."""

_PARTICLE: Final = re.compile(
    r"[dl][aeio]|el|al|d[aeo]s|l[ao]s|del|della|des|du|les|von|van|der|den|of|the"
)
"""What names have between their words, in small letters: "Rio de Janeiro"."""

_MOST_OF_NAME: Final = 4
"""Words; whoever writes more of them with capital letters writes everything so."""

_INVERTED: Final = re.compile("[¿¡]")
"""Marks that nobody sets but who writes Spanish; they count as much as words that are enough."""

_SPANISH: Final = "es"
_LEAST_WEIGHT: Final = 3
"""Letters that a message in another script must have; "μ" or "π" is a symbol."""

_WORD: Final = re.compile(r"[^\W\d_]+")

_SCRIPTS: Final[dict[str, tuple[str, ...]]] = {
    "ARABIC": ("ar", "fa", "ur"),
    "ARMENIAN": ("hy",),
    "BENGALI": ("bn", "as"),
    "CJK": ("zh", "ja"),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk"),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "ETHIOPIC": ("am", "ti"),
    "GEORGIAN": ("ka",),
    "GREEK": ("el",),
    "GUJARATI": ("gu",),
    "GURMUKHI": ("pa",),
    "HANGUL": ("ko",),
    "HEBREW": ("he", "yi"),
    "HIRAGANA": ("ja",),
    "KANNADA": ("kn",),
    "KATAKANA": ("ja",),
    "KHMER": ("km",),
    "LAO": ("lo",),
    "MALAYALAM": ("ml",),
    "MYANMAR": ("my",),
    "SINHALA": ("si",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "THAI": ("th",),
}
"""Languages by script, as the names of characters begin, the most widely written first."""

_SYLLABLES: Final = frozenset({"CJK", "HANGUL", "HIRAGANA", "KATAKANA"})
"""Scripts in which one character says as much as two letters."""


@dataclass(frozen=True, slots=True, eq=False)
class LanguageModel:
    """What words in Latin letters say about the language of a message."""

    languages: tuple[str, ...]
    """English is not among them: it is what all are compared with."""
    words: NDArray[np.bytes_]
    """(words,), sorted."""
    evidence: NDArray[np.int8]
    """(words, languages): log10 of how much more frequent a word is there, times `STEPS`."""
    frequent: NDArray[np.bool_]
    """(words, languages): whether it is one of that language's frequent words."""

    def rows(self, words: Iterable[str]) -> NDArray[np.int64]:
        """Find words in the tables; those that are in none are left out."""
        wanted = np.array([word.encode() for word in words], dtype=self.words.dtype)
        at = np.minimum(np.searchsorted(self.words, wanted), len(self.words) - 1)
        found: NDArray[np.int64] = at[self.words[at] == wanted]
        return found


def foreign_language(
    message: str,
    model: LanguageModel,
    *,
    served: Collection[str] = (ENGLISH,),
    known: Container[str] = (),
    enough: float = ENOUGH,
) -> str | None:
    """Give the language of a message when it surely is none of those that are served.

    `enough` is the evidence that words in Latin letters must give. `served` are BCP 47 tags of the
    pages that are loaded. `known` are folded words of those pages: a name from there ("Île de la
    Cité") is no sign of another language.
    """
    primaries = {*map(primary, served), ENGLISH}
    text = normalise(message)
    script = _foreign_script(text)
    if script is None:
        is_spanish = _INVERTED.search(text) is not None
        return _foreign_words(latin_words(text), model, primaries, known, enough, is_spanish)
    languages = _SCRIPTS.get(script, (UNKNOWN,))
    return None if primaries & set(languages) else languages[0]


def reads_as_name(message: str) -> bool:
    """Say whether a message is a few words with capital letters, as "El Niño": a name, perhaps.

    In Latin letters; and what ends in a question mark asks something, "Warum Streik?".
    """
    if "?" in message or not fold(message).isascii():
        return False
    words = message.strip(" .!").split()
    small = [word for word in words if not word.istitle()]
    is_named = 1 < len(words) <= _MOST_OF_NAME and words[0].istitle() and words[-1].istitle()
    return is_named and all(map(_PARTICLE.fullmatch, small))


def primary(tag: str) -> str:
    """Give the language of a BCP 47 tag: "pt" of "pt-BR"."""
    return tag.split("-")[0].lower()


def latin_words(text: str) -> list[str]:
    """Give the words of a text without their accents, those in Latin letters only.

    Cut at apostrophes: "l'accord" → l, accord. What is longer than `LONGEST_WORD` is left out.
    """
    folded = normalise(text).replace("ı", "i")
    found = _WORD.findall(folded)
    return [word for word in found if word.isascii() and len(word) <= LONGEST_WORD]


def _foreign_script(text: str) -> str | None:
    """Give the script that most of a text is in; none for Latin, or when there is too little."""
    weights: dict[str, int] = {}
    for character in filter(str.isalpha, text):
        script = unicodedata.name(character, UNKNOWN).split()[0].split("-")[0]
        weights[script] = weights.get(script, 0) + (2 if script in _SYLLABLES else 1)
    latin = weights.pop("LATIN", 0)
    if "HIRAGANA" in weights or "KATAKANA" in weights:  # which Chinese never has
        weights["HIRAGANA"] = weights.pop("CJK", 0) + weights.get("HIRAGANA", 0)
    total = sum(weights.values())
    if total < _LEAST_WEIGHT or total <= latin:
        return None
    return max(weights, key=lambda script: weights[script])


def _foreign_words(
    words: list[str],
    model: LanguageModel,
    served: Collection[str],
    known: Container[str],
    enough: float,
    is_spanish: bool,
) -> str | None:
    """Give the language that words in Latin letters speak for; none when they leave a doubt.

    `is_spanish` says that marks speak for that language beside the words.
    """
    rows = model.rows(words)
    if not len(rows) and not (words and is_spanish):
        return None
    evidence = model.evidence[rows].astype(np.float32) / STEPS
    is_known = np.array([model.words[row].decode() in known for row in rows], dtype=np.bool_)
    evidence[is_known] = np.minimum(evidence[is_known], 0)
    is_telling = np.any((evidence >= _TELLING) & model.frequent[rows], axis=0)
    is_served = np.isin(model.languages, list(served))
    scores = evidence.sum(axis=0)
    if is_spanish:
        at = model.languages.index(_SPANISH)
        scores[at] += ENOUGH
        is_telling[at] = True
    at_home = float(scores[is_served].max(initial=0.0))
    scores[is_served | ~is_telling] = -np.inf
    best = int(scores.argmax())
    return model.languages[best] if scores[best] - at_home >= enough else None
