"""Whether a name is a person's, guessed from what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.corpus.name_forms import ARTICLE, INDEFINITE, begins_as_name
from bot.corpus.naming_customs import has_patronymic

_CALLINGS = (
    "academic activist actor actress admiral adviser advisor advocate ambassador analyst"
    " anthropologist archbishop architect artist astronaut astronomer athlete attorney author"
    " ayatollah banker barrister billionaire biologist bishop boxer brigadier broadcaster"
    " businessman businessperson businesswoman campaigner captain cardinal chair chairman"
    " chairperson chairwoman chancellor chef chemist chief cleric coach colonel comedian"
    " commander commissioner composer congressman congresswoman councillor councilor cricketer"
    " criminal critic curator cyclist dancer detective dictator diplomat director doctor"
    " dramatist economist editor emir emperor empress engineer entrepreneur executive farmer"
    " filmmaker firefighter fisherman footballer founder general goalkeeper golfer governor"
    " guitarist headteacher heir historian imam industrialist inspector inventor investor"
    " jihadist jockey journalist judge jurist king lawmaker lawyer leader lecturer legislator"
    " lieutenant magnate manager marshal mathematician mayor mercenary midfielder midwife"
    " militant minister model monarch musician neuroscientist novelist nun nurse officer"
    " oligarch ombudsman organiser organizer painter paramedic pastor personality"
    " philanthropist philosopher photographer physician physicist pianist pilot player"
    " playwright poet politician pope practitioner preacher president priest prince princess"
    " producer professor programmer prosecutor psychologist publisher queen rabbi racer rapper"
    " refugee researcher revolutionary ruler sailor scholar scientist sculptor secretary"
    " secretary-general senator sergeant sheriff singer singer-songwriter sociologist soldier"
    " solicitor songwriter spokesman spokesperson spokeswoman sprinter spy statesman"
    " stateswoman striker strongman sultan surgeon swimmer teacher terrorist theologian trader"
    " treasurer trustee tycoon unionist violinist virologist warlord whistleblower wrestler"
    " writer"
)
"""What only people are; the word for what a thing is stands elsewhere ("a steel maker")."""

_CALLING = re.compile(
    r"\W*(?:(?:is|was|has been|had been|became|serves as|served as) )?(?:(?:an?|the) )?"
    r"(?:(?!(?:of|for|in|by|to|that|which|from|and)\b)[\w-]+ ){0,5}?"
    rf"(?:{'|'.join(_CALLINGS.split())}|[a-z]+(?:ologist|ician|ographer))\b(?!['’-])"
)
_OFFICE = re.compile(
    r"\W*(?:(?:is|was|has been|became|serves as|served as) )?(?:the )?"
    r"(?:[A-Z][\w-]+ |(?:former|current|acting|outgoing|\d+(?:st|nd|rd|th)) ){0,4}"
    r"(?:President|Chancellor|Minister|Premier|Governor|Mayor|Secretary(?:[- ]General)?|King"
    r"|Queen|Prince(?:ss)?|Pope|Sultan|Emir|Speaker|Taoiseach|Attorney General|Supreme Leader)"
    r"(?= (?:of|and|for)\b|[,.]|$)"
)
"""An office with a capital, as in "is President of France"."""
_TITLES = frozenset({"dr", "dr.", "sir", "dame", "lord", "lady", "prof.", "mr.", "mrs.", "ms."})
_DEED = re.compile(r"\bwho\b|\bborn\b", re.IGNORECASE)
_PRONOUN_LATER = re.compile(r"[.;] (?:He|She|His|Her)\b")


def is_person(name: str, definition: str, asides: Iterable[str], predicate: str) -> bool:
    """Guess whether a name is a person's.

    `asides` are what the definition says of the name in brackets, `predicate` what follows it.
    """
    words = name.split()
    if len(words) < 2 or ARTICLE.match(name) or INDEFINITE.match(name):
        return False
    if not begins_as_name(words[-1]) or {"of", "and", "&", "the", "for"} & set(words):
        return False
    return (
        any("born" in aside for aside in asides)
        or has_patronymic(name)
        or words[0].casefold() in _TITLES
        or has_calling(predicate)
        or _DEED.search(predicate) is not None
        or _PRONOUN_LATER.search(definition) is not None
    )


def has_calling(predicate: str) -> bool:
    """Tell whether something is said to be what only people are, such as a politician."""
    return _CALLING.match(predicate) is not None or _OFFICE.match(predicate) is not None
