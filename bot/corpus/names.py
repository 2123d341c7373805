"""The name of a topic, inferred from the first words of its definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.corpus.name_forms import (
    ARTICLE,
    INDEFINITE,
    QUOTES,
    SMALL_WORDS,
    derived_forms,
    forms_between_commas,
    forms_in_brackets,
    tells_other_name,
)
from bot.corpus.name_lists import listed_name
from bot.corpus.naming_customs import PARTICLES, common_name, short_forms, without_nickname
from bot.corpus.persons import has_calling, is_person
from bot.text.folding import folded, unescaped
from bot.text.question_marks import ends_in_question_mark
from bot.text.sentences import sentences
from bot.text.unmarked import unlinked, without_marks


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic's name and its other forms."""

    label: str
    aliases: tuple[str, ...] = ()


_MAX_WORDS = 10
_MAX_CAPITALISED = 16
"""Words of a name in which each one has a capital, small words apart: no sentence looks so."""
_MAX_INFERRED = 120
"""Characters; bodies and treaties have long names."""
_MAX_FIRST = 600
"""Characters of the first sentence that are looked at."""
_MIN_FIRST = 20
"""Characters; what ends sooner, such as "U.S.", is an abbreviation rather than a sentence."""

_VERB = re.compile(
    r"\s(?:is|are|was|were|has been|have been|refers to|means|denotes|describes|became|becomes|"
    r"remains|stands for|consists of|comprises)\s"
)
_BRACKETS = re.compile(r"\s?\(((?:[^()]|\([^()]*\))*)\)(?!\s\d)|\s?\[([^\[\]]*)\]")
"""What is said of a name; "(EU) 2024/1689" goes on and is a part of one."""
_DASH = re.compile(r"\s+(?:--|[–—|-])\s+")
_BOLD = re.compile(r"(\*\*|__)(?P<name>[^*_]{1,80})\1\s*(?P<mark>--|[:–—-]?)\s*")
_TITLED = re.compile(r"(?P<name>[^:–—.,()]{1,60}?)(?:\s?::?\s+|\s+(?:--|[–—|])\s+)(?=[^\W\d_])")
_HEADED = re.compile(r"(?P<name>[^:–—.,()]{1,60}?):\s+(?=[A-Z])")
_THING = re.compile(r"[Tt]he(?: [A-Z][\w'’-]*){1,3} [a-z]{3,}")
_TOLD = re.compile(r"\s(?:[a-z]{2,}ed|built|made|born|run|held|which|who|an?|the|its|one)\s")
_DISTRICT = re.compile(r"(?P<name>[^,]{1,60}, (?:D\.C\.|[A-Z]{2}))(?=,|$)")
_LEADING_PHRASE = re.compile(
    r"(?:In|On|At|As|By|For|Within|During|Since|From|Among|Born|Known|Founded|Located|Established|"
    r"Based|Formed|Created|Launched|Situated|Built|Set up|Also known)\b[^,]{1,100},\s+"
    r"(?!(?:or|also|often|commonly|usually|formerly|officially|abbreviated|known|called|short)\b)"
)
_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "you", "i"})
"""Before a capitalised word they are part of a name: "He Lifeng"."""

_CLAUSE_SUBJECTS = _PRONOUNS | {"that", "which", "who", "there"}
"""Words right before the verb of a clause; with a capital they may be a name: "The Who"."""

_NO_NAMES = _PRONOUNS | frozenset(
    {
        *("this", "these", "that", "those", "there", "here"),
        *("who", "what", "which", "how", "why", "when", "where", "if", "see"),
    }
)
"""Words that begin a sentence without naming anything."""


def infer_name(definition: str) -> TopicName | None:
    """Infer a topic's name and aliases: "Russia, or the Russian Federation, is…" is Russia.

    None where the definition does not begin with a name.
    """
    beginning = unescaped(definition[:_MAX_FIRST])
    plain = _first_sentence(without_marks(beginning))
    if ends_in_question_mark(next(iter(sentences(plain)), "")):
        return None
    first = _first_sentence(unlinked(beginning))
    bold = _BOLD.match(first)
    if bold:
        name = _titled(bold["name"], first[bold.end() :])
        return name if name is None or bold["mark"] else _with_forms_of(name, plain)
    first = _with_capital_article(plain)
    titled = _heading(first) if _VERB.search(first) else _TITLED.match(first)
    if titled:
        return _titled(titled["name"], first[titled.end() :])
    return _named_in(first, definition)


def _named_in(first: str, definition: str) -> TopicName | None:
    """Give the name with which a sentence begins."""
    head, predicate = _split_at_verb(_without_leading_phrase(first))
    asides = [match[1] or match[2] or "" for match in _BRACKETS.finditer(head)]
    name, apposition = _split_apposition(_DASH.sub(", ", _BRACKETS.sub("", head)))
    if not _is_name(name):
        return None
    others = [name.partition(",")[0], *forms_between_commas(name, apposition)]
    others += [found for aside in asides for found in forms_in_brackets(aside)]
    if is_person(name, definition, asides, predicate):
        label = common_name(name)
        return TopicName(label, _others(label, [name, *others, *_personal_forms(name, predicate)]))
    article = INDEFINITE.match(name)
    label = _capitalised(name[article.end() :] if article else name)
    return TopicName(label, _others(label, [name, *others, *derived_forms(name, others)]))


def _with_forms_of(name: TopicName, first: str) -> TopicName:
    """Add the forms that the sentence tells of the name in bold with which it begins."""
    told = _named_in(first, first)
    if told is None or not folded(first).startswith(folded(name.label)):
        return name
    return TopicName(name.label, _others(name.label, [*name.aliases, told.label, *told.aliases]))


def _personal_forms(name: str, predicate: str) -> Iterator[str]:
    """Give shorter names of a person, those with a nickname included."""
    bare, nickname = without_nickname(name)
    short = short_forms(bare, predicate)
    yield from short
    if nickname:
        yield from (bare, nickname, *(f"{nickname} {family}" for family in short[1:2]))


def _heading(first: str) -> re.Match[str] | None:
    """Tell "Tariffs: In economics, a tariff is…" from a title such as "Star Wars: Andor"."""
    titled = _HEADED.match(first)
    if titled is None or _VERB.search(titled["name"]):
        return None
    subject = _VERB.split(first, maxsplit=1)[0][titled.end() :]
    is_title = "," not in subject and all(map(_belongs_to_name, _BRACKETS.sub("", subject).split()))
    return None if is_title else titled


def other_names(name: str, definition: str) -> tuple[str, ...]:
    """Give the other forms of a name that an editor wrote above its definition."""
    asides = [match[1] or match[2] or "" for match in _BRACKETS.finditer(name)]
    bare = _BRACKETS.sub("", name).strip()
    if asides and bare:
        told = [form for aside in asides for form in forms_in_brackets(aside)]
        return _others(name, [bare, *told, *other_names(bare, definition)])
    inferred = infer_name(definition) if _VERB.search(_first_sentence(definition)) else None
    told = [inferred.label, *inferred.aliases] if inferred else []
    said = definition[:1].lower() + definition[1:]
    is_short_for_nothing = has_calling(said) or is_person(name, definition, (), "")
    more = _personal_forms(name, definition) if is_short_for_nothing else derived_forms(name, ())
    return _others(name, [*told, *more])


def fallback_name(definition: str) -> str:
    """Give the first words of a definition that names nothing."""
    words = " ".join(definition[:200].split()[:8])
    return words if len(words) <= 48 else words[:47].rstrip() + "…"


def _first_sentence(definition: str) -> str:
    """Give the first sentence, whole although "U.S." or a bracket with "lit." stands in it."""
    first = ""
    text = definition[:_MAX_FIRST].replace("—", " — ")
    for sentence in sentences(text):
        first = f"{first} {sentence}".strip()
        is_open = first.count("(") > first.count(")") and ")" in text[len(first) :]
        if not is_open and (len(first) >= _MIN_FIRST or _VERB.search(first)):
            break
    return first


def _without_leading_phrase(first: str) -> str:
    """Leave out "Founded in 1949," and "In economics,"."""
    phrase = _LEADING_PHRASE.match(first)
    return _capitalised(first[phrase.end() :]) if phrase else first


def _with_capital_article(first: str) -> str:
    """Read "the Kremlin is…" as if its first word began with a capital."""
    article = ARTICLE.match(first)
    is_name = article is not None and first[article.end() :][:1].isupper()
    return _capitalised(first) if is_name else first


def _split_apposition(head: str) -> tuple[str, str]:
    """Split at the first comma, but for one that belongs to the name: "Washington, D.C."."""
    place = _DISTRICT.match(head)
    if place:
        return place["name"].strip(QUOTES), head[place.end() :]
    name = listed_name(head) or re.split("[,;]", head, maxsplit=1)[0]
    return name.strip(QUOTES), head[len(name) :].lstrip(",;")


def _titled(name: str, rest: str) -> TopicName | None:
    """Take a name that is set in bold or followed by a colon; the text may name it again."""
    name = name.strip(QUOTES).rstrip(":")
    if not _is_name(name):
        return None
    brackets = _BRACKETS.match(rest)
    others = list(forms_in_brackets(brackets[1] or "")) if brackets else []
    if _BRACKETS.search(name):
        return TopicName(name, _others(name, [*others, *other_names(name, rest)]))
    if is_person(name, "", (), rest):
        return TopicName(name, _others(name, [*others, *_personal_forms(name, rest)]))
    return TopicName(name, _others(name, [*others, *derived_forms(name, others)]))


def _split_at_verb(first: str) -> tuple[str, str]:
    """Split a sentence at its verb, or behind its capitalised words where the verb is unusual."""
    hidden = _BRACKETS.sub(lambda match: "\x00" * len(match[0]), first)
    verb = next((verb for verb in _VERB.finditer(hidden) if not _is_in_clause(hidden, verb)), None)
    if verb and _is_name(_DASH.split(hidden[: verb.start()])[0].partition(",")[0].strip("\x00")):
        return first[: verb.start()], first[verb.start() :]
    named, *clauses = hidden.split(",")
    telling = list(takewhile(tells_other_name, clauses))
    if telling and _is_name(named.strip("\x00")):
        end = len(",".join([named, *telling]))
        return first[:end], first[end:]
    if _is_thing_told_of(named, clauses):
        return first[: len(named)], first[len(named) :]
    words = named.partition("\x00")[0].split()
    while words and not (words[-1][:1].isupper() and words[-1].casefold() != "the"):
        words.pop()
    end = next((at for at, word in enumerate(words) if not _belongs_to_name(word)), len(words))
    named = " ".join(words[:end]).rstrip(" –—|-")
    return named, first[len(named) :]


def _is_thing_told_of(named: str, clauses: Sequence[str]) -> bool:
    """Tell "The Dravik tram" before ", opened in 2022, has…" from "The Kremlin says"."""
    is_thing = _THING.fullmatch(named) is not None
    return is_thing and len(clauses) > 1 and _TOLD.match(clauses[0]) is not None


def _is_in_clause(first: str, verb: re.Match[str]) -> bool:
    """Tell the verb of "… says that there is…" from that of a name."""
    return not _CLAUSE_SUBJECTS.isdisjoint(first[: verb.start()].split()[-1:])


def _belongs_to_name(word: str) -> bool:
    return not word[:1].islower() or word in SMALL_WORDS or word in PARTICLES


def _is_name(text: str) -> bool:
    """Tell whether words can be a name: few, the first one capitalised, and not a pronoun."""
    words = text.strip(QUOTES).split()
    most = _MAX_CAPITALISED if all(map(_belongs_to_name, words)) else _MAX_WORDS
    if not words or len(words) > most or len(text) > _MAX_INFERRED:
        return False
    first = words[0].strip(QUOTES)
    if not first[:1].isalnum() or _names_nothing(first, words[1:]):
        return False
    is_small = first[:1].islower() and not any(char.isupper() for char in first)  # not "iPhone"
    return not is_small and not (len(words) == 1 and first.casefold() in {"the", "a", "an"})


def _names_nothing(first: str, others: list[str]) -> bool:
    goes_on_as_name = bool(others) and others[0][:1].isupper()
    is_pronoun = first.casefold() in _PRONOUNS
    return first.casefold() in _NO_NAMES and not (is_pronoun and goes_on_as_name)


def _capitalised(text: str) -> str:
    is_brand = text[1:].lstrip("-")[:1].isupper()  # "iPhone" and "e-Mobil" stay as they are
    return text if is_brand else text[:1].upper() + text[1:]


def _others(label: str, names: Iterable[str]) -> tuple[str, ...]:
    """Keep each form once, and neither the label nor single letters and pronouns."""
    kept = {folded(name): name for name in reversed(list(names)) if not _is_letter(name)}
    for form in (folded(label), "", *_NO_NAMES):
        if form == folded(label) or not kept.get(form, "").isupper():  # "WHO" and "IT" are names
            kept.pop(form, None)
    return tuple(reversed(kept.values()))


def _is_letter(name: str) -> bool:
    return len(folded(name)) == 1 and name.isascii()
