"""Other forms of a name: those told beside it, and those that follow from it by rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MAX_NAME = 80
"""Characters; more is a sentence, not a name."""

QUOTES = " \t\"'“”‘’«»„*_"
INDEFINITE = re.compile(r"an?\s+", re.IGNORECASE)
ARTICLE = re.compile(r"the\s+", re.IGNORECASE)

SMALL_WORDS = frozenset(
    {
        *("of", "the", "and", "for", "on", "in", "to", "at", "with", "by", "from", "&"),
        *("de", "la", "del", "da", "do", "van", "von", "der", "y", "e"),
    }
)
"""Words inside a name that its initials leave out."""

_SAYS = re.compile(r"\s(?:is|are|was|were|has|have|had)\s")
_PARTICLE = re.compile(r"^[a-z]{1,3}['’-]")
"""Of a name: al-Assad, d'Estaing."""

_MIN_INITIALS, _MAX_INITIALS = 3, 7
_CAPITALS = re.compile(r"[A-Z][A-Z0-9&.-]{1,9}s?")
_COMPANY = re.compile(
    r"(?:Inc|Ltd|Limited|LLC|Corp|Corporation|plc|PLC|GmbH|AG|SA|Co|LP)\.?|(?:S|N|B)\.(?:A|V|p\.A|L|E)\."
)
_OTHER_NAME = re.compile(
    r"(?:(?:also|often|better|sometimes|just|more|most|once|today|now|[a-z]{3,12}ly)\s+)*"
    r"(?:(?:known|called)(?:\s[a-z]{3,12}ly)?\s(?:in|to|among|outside|within)\s[\w\s'’-]{1,60}?\sas"
    r"|(?:known|called|named|referred|abbreviated|shortened|styled|spelled|spelt|written|"
    r"nicknamed|dubbed)(?:\s+(?:[a-z]{3,12}ly|just|also|as|to))*"
    r"(?:\s+by\s+(?:its|his|her|their|the)\s[\w\s-]{0,60}?"
    r"(?:acronym|abbreviation|initials|nom de guerre|name|alias|moniker|nickname|pseudonym)"
    r"(?:\s+as)?)?"
    r"|or|formerly|formally|officially|short for|in full|also|doing business as"
    r"|an? (?:acronym|abbreviation) (?:for|of)|[A-Z]\w+ for|in [A-Z]\w+)"
    r":?\s+(?P<name>\S.*)"
)
_BETWEEN = re.compile(
    r"\s+or\s+(?:as\s+)?"
    r"|\s+and\s+(?=(?:(?:also|often|sometimes|once|now|[a-z]{3,12}ly)\s+)*(?:known|called|referred)\b)"
)
_ADVERBS = re.compile(
    r"\A(?:(?:just|also|often|sometimes|once|now|previously|[a-z]{3,12}ly)\s+)*"
    r"(?:(?:known|called|referred to)\s+(?:[a-z]{3,12}ly\s+)?(?:as\s+)?)?"
)
_HIS = re.compile(r"(?:its|his|her|their)\s")
"""Before the word for a name, which is none."""
_RANK = re.compile(
    r"(?:the\s)?(?:Crown\s|Grand\s)?(?:Prince(?:ss)?|Duke|Duchess|Earl|Countess|Viscount(?:ess)?|Baron(?:ess)?|"
    r"Marquess|Marchioness|King|Queen|Emperor|Empress)\sof(?:\s(?:and\s|of\s|the\s)*[A-Z][\w'’-]*)+"
)
"""What the holder of a title may be called: William is the Prince of Wales."""
_SPELT = re.compile(r"\[[^\[\]]*\]")
"""How a name is pronounced."""
_ABBREVIATION = re.compile(r"\b[A-Z]\.")
_IN_A_LANGUAGE = re.compile(
    r"(?:[A-Z][\w'-]+(?: [A-Z][\w-]+)?|romani[sz]ed|pinyin):\s*(?P<name>[^:]+)"
)


def says(text: str) -> bool:
    """Tell words that say something from a name: "Oslo is cold". The first word is no verb."""
    return _SAYS.search(f"{text} ") is not None


def forms_between_commas(name: str, apposition: str) -> Iterator[str]:
    """Find other names in "Russia, or the Russian Federation, is" and its like."""
    whole = apposition.strip(" ,–—-")
    if initials(whole) and initials(whole) == name.upper():
        yield whole
        return
    clauses = re.split(r",\s+", whole)
    listed = max((at for at, clause in enumerate(clauses) if clause.startswith("or ")), default=0)
    for at, clause in enumerate(clauses):
        match = _OTHER_NAME.fullmatch(clause)
        if match:
            yield from _alternatives(match["name"])
            listed = at + 1 if _HIS.match(match["name"]) else listed
        elif _RANK.fullmatch(clause) or (0 < at <= listed and _is_proper(clause)):
            yield clause
        elif _COMPANY.fullmatch(clause):
            yield f"{name}, {clause}"
        elif clause and clause in {initials(name), name.upper()}:
            yield clause


def forms_in_brackets(aside: str) -> Iterator[str]:
    """Find other names between brackets, and leave dates and pronunciations alone."""
    plain = _SPELT.sub("", aside)
    segments = [segment.strip() for segment in re.split(r"[;,]", plain) if segment.strip()]
    tells_birth = "born" in aside
    for segment in segments:
        match = _IN_A_LANGUAGE.fullmatch(segment) or _OTHER_NAME.fullmatch(segment)
        if match:
            yield from _alternatives(match["name"])
        elif _CAPITALS.fullmatch(segment) or (
            not tells_birth and _is_proper(segment.strip(QUOTES))
        ):
            yield segment.strip(QUOTES)


def derived_forms(name: str, others: Iterable[str]) -> Iterator[str]:
    """Derive forms by rule: the initials of long names, and the name without "the"."""
    for form in (name, *others):
        if short := initials(form):
            yield short
    if ARTICLE.match(name):
        yield ARTICLE.sub("", name, count=1)


def initials(name: str) -> str:
    """Give the initials of a name of three words or more that are all capitalised.

    A word that is an abbreviation stays whole: the UN Security Council is the UNSC.
    """
    words = [
        word for word in re.findall(r"[^\W_][\w'’]*", name) if word.casefold() not in SMALL_WORDS
    ]
    if _ABBREVIATION.search(name) or not all(word[0].isupper() for word in words):
        return ""
    are_loud = all(word.isupper() for word in words)
    letters = "".join(word if word.isupper() and not are_loud else word[0] for word in words)
    return letters if len(words) >= _MIN_INITIALS and len(letters) <= _MAX_INITIALS else ""


def _alternatives(text: str) -> Iterator[str]:
    """Split "MBS or as MbS"; leave out what no name looks like."""
    for part in _BETWEEN.split(text):
        name = _ADVERBS.sub("", part.strip(QUOTES), count=1).strip(QUOTES)
        looks_foreign = any(char.isupper() or char > "\u02ff" for char in name)
        is_none = name.startswith(("[", "/")) or _HIS.match(name)
        is_short = len(name) <= MAX_NAME and (looks_foreign or len(name.split()) <= 4)
        if name and is_short and not is_none:
            yield name


def _is_proper(text: str) -> bool:
    """Tell whether a text is nothing but capitalised words, such as "Burma"."""
    words = ARTICLE.sub("", text, count=1).split()
    return (
        0 < len(words) <= 8
        and all(begins_as_name(word) or word in SMALL_WORDS for word in words)
        and text.replace(" ", "").replace("-", "").replace("'", "").isalpha()
    )


def begins_as_name(word: str) -> bool:
    """Tell a capital at the beginning, or behind a particle: "Gaza", "al-Assad"."""
    return _PARTICLE.sub("", word)[:1].isupper()


def tells_other_name(clause: str) -> bool:
    """Tell a clause such as "also known as the Horizon scandal"."""
    return _OTHER_NAME.fullmatch(clause.strip()) is not None
