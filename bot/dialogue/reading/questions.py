"""Tells whether a message asks something, by its form alone."""

from __future__ import annotations

import re
from typing import Final

from bot.text.questions_abroad import reads_as_question_abroad

_NOISE: Final = re.compile(
    r"https?://\S+|```.*?```|`[^`\n]*`|<[@#:a-z][^>\s]*>", re.DOTALL | re.IGNORECASE
)
"""Links, code, mentions and custom emoji: a question mark in them asks nothing."""

_QUESTION_MARK: Final = re.compile(r"[?？؟¿⁇⁈‽;՞፧](?!\w)|\w;\s*$")

_OPENING: Final = re.compile(
    r"(?:(?:hey|hi|hello|yo|ok|okay|so|and|but|well|uh+|um+|hm+|oh|please|pls|plz|also"
    r"|quick question|question)\b"
    r"[\s,:!.]*)*"
)
"""What people say before they get to it."""

_ASKS: Final = re.compile(
    r"(?:"
    r"(?:what|who|whom|whose|when|where|why|which|how)(?:['’]?(?:s|re|d|ve|ll))?\b"
    r"|(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may"
    r"|might|must|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|don['’]?t|doesn['’]?t|didn['’]?t"
    r"|hasn['’]?t|haven['’]?t|can['’]?t|couldn['’]?t|won['’]?t|wouldn['’]?t|shouldn['’]?t)"
    r"\s+(?:\w+['’]?\w*)\s+\w+"
    r"|(?:any|got any)\s+(?:idea|ideas|news|update|updates|info|word)\b"
    r"|(?:tell|remind|fill)\s+(?:me|us)\b"
    r"|(?:explain|define|describe|summari[sz]e)\s+\w+"
    r"|(?:anyone|anybody|someone|somebody)\s+(?:know|knows|explain|remember|got)\b"
    r"|i(?:['’]?m|\s+am)?\s+(?:wonder|wondering|curious)\b"
    r"|(?:wondering|curious)\s+(?:if|whether|why|how|what|about)\b"
    r"|i\s+(?:don['’]?t|do\s+not|can['’]?t|cannot)\s+(?:get|understand|know|see)\s+"
    r"(?:why|how|what|who|when|where|whether|if)\b"
    r")"
)

_ANSWERS: Final = re.compile(
    r"(?:what|how)\s+(?:a|an|nice|lovely|great|sad|awful|terrible|horrible)\b|which\s+is\s+why\b"
    r"|how\s+(?:funny|ironic|stupid|weird|strange|tragic|embarrassing|convenient|dare)\b"
    r"|what\s+the\s+(?:hell|heck|fuck|f)\W*$|who\s+(?:cares|knew|would\s+have\s+thought)\b"
    r"|when\s+(?:you|u|your)\b"
    r"|(?:when|where|while|whoever|whatever|however)\b[^?]*,"
)
"""Exclamations and clauses that begin like questions."""

_TALK: Final = re.compile(
    r"(?:(?:/ask|hey|hi|hello|bot|ok|okay|so|and|but|or|well|um|hm+|oh|wait|wow|omg|lol|lmao"
    r"|(?:ha){2,}h?|no|nah|yes|yeah|sorry|please|pls|just|also|then)\b[\s,:!.]*)*"
)
"""What people say before they get to it, when they answer somebody."""

_SINCE_WHEN: Final = (
    r"(?:in\s+(?:what|which(?!\s+case))|at\s+what|by\s+(?:whom|what|how)|since\s+(?:when|what)"
    r"|(?:until|till)\s+when|for\s+(?:how|whom|which|what(?!\s+it))|(?:from|to|with)\s+whom"
    r"|from\s+where)\b"
)
_BY_ITS_WORDS: Final = re.compile(_SINCE_WHEN)
_IN_SHORT: Final = re.compile(
    rf"(?:{_SINCE_WHEN}"
    r"|any\s+(?!(?:day|time|minute|moment|way|more|of)\b)\w+(?:\s+\w+)?\W*$"
    r"|(?:anyone|anybody)\s+\w+(?:\s+\w+)?\W*$"
    r"|(?!(?:do|have|had)\s+it\b)"
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)"
    r"\s+(?:he|she|it|they|we|you|there)\W*$"
    r"|(?:i\s+|we\s+|i['’]?d\s+|we['’]?d\s+)?(?:would\s+|really\s+|just\s+)*"
    r"(?:(?:want|need|like)\s+to|wanna)\s+know\b"
    r"|(?:show|give|send)\s+(?:me|us)\s+(?!a\s+break|strength)\w+"
    r"|(?:list|name|compare|translate)\s+(?:all|both|every|the|this|that|their|his|her|its)\b"
    r"|(?:explain|elaborate|clarify|help(?:\s+(?:me|us))?)(?:\s+(?:please|pls|this|that|it))?\W*$"
    r")"
)
"""What asks something of whoever has just spoken, and among people may mean anything."""

_AND_THE: Final = re.compile(r"(?:(?:ok|okay|so)\W+)?and\s+the\s+\w+\W*$")

_LONGEST: Final = 2_000

_SIGNS: Final = re.compile(r"[\s?!.…^↑⬆☝👆🔼\U0001f3fb-\U0001f3ff\ufe0f]")
_POINTING: Final = re.compile(rf"{_SIGNS.pattern}*")

_IT: Final = r"(?:it|him|her|them|(?:this|that|the|his|her|their)(?: question| one| message)?)"
_THEM: Final = r"(?:him|her|them)"
_OPENS: Final = (
    r"(?:(?:hey|hi|bot|please|pls|plz|so|ok|okay|can|could|would|will|do|does|you|u|anyone|anybody"
    r"|someone|somebody|else)\b[\s,]*)*"
)
_HANDS_OVER: Final = re.compile(
    rf"{_OPENS}(?:"
    rf"(?:answer|look up|respond to|reply to|help with) {_IT}(?: for (?:us|me|{_THEM}))?"
    rf"|(?:help|tell) {_THEM}(?: out)?"
    rf"|know(?: {_IT}| the answer(?: to {_IT})?)?"
    r"|any(?:one|body| ideas?)"
    r"|this(?: one| question)?"
    r"|(?:i have the |the )?same question(?: here)?"
    r"|what (?:he|she|they) (?:said|asked|wrote)"
    r")(?:[\s,]*(?:please|pls|plz|thanks|thx))?"
)
"""What is said where somebody else's message asks: "can you answer this?", "same question"."""


def reads_as_question(text: str) -> bool:
    """Say whether a message, written to nobody in particular, asks something.

    By its question mark, or by how it begins: a rule of English grammar, not of any story; other
    languages are told by the question mark.
    """
    words = _plain(text)
    if not any(character.isalpha() for character in words):
        return False
    return bool(_QUESTION_MARK.search(words)) or _asks(_after(_OPENING, words))


def reads_as_request(text: str) -> bool:
    """Say whether a message that is said to the bot wants something of it, in however few words.

    "Since when", "and the US", "any news yet", "lol but why" and "help" do, and "warum nicht".
    """
    if reads_as_question(text):
        return True
    words = _plain(text)
    rest = _after(_TALK, words)
    is_short = bool(_IN_SHORT.match(rest) or _AND_THE.match(words.casefold()))
    return is_short or _asks(rest) or reads_as_question_abroad(words)


def asks_in_words(text: str) -> bool:
    """Say whether a message, which is said to the bot, asks something and names no choice.

    "Sorry, who is Voss" and "since when" do; "show me the dam" may name one.
    """
    if reads_as_question(text):
        return True
    rest = _after(_TALK, _plain(text))
    return _asks(rest) or _BY_ITS_WORDS.match(rest) is not None


def only_points(text: str) -> bool:
    """Say whether a message has no word of its own, and at most signs that point at another one.

    "^", "👆" and "???" do, and so does nothing at all.
    """
    return _POINTING.fullmatch(text) is not None


def points_elsewhere(text: str) -> bool:
    """Say whether a message asks nothing itself, but that another one be answered.

    By signs, or in so many words; which message is meant, these do not tell.
    """
    said = " ".join(_SIGNS.sub(" ", text[:_LONGEST].casefold()).split())
    return only_points(text) or _HANDS_OVER.fullmatch(said) is not None


def _plain(text: str) -> str:
    return " ".join(_NOISE.sub(" ", text[:_LONGEST]).split())


def _after(opening: re.Pattern[str], words: str) -> str:
    """Give what comes after an opening, in small letters."""
    lower = words.casefold()
    opened = opening.match(lower)
    return lower[opened.end() :] if opened else lower


def _asks(rest: str) -> bool:
    return bool(_ASKS.match(rest)) and not _ANSWERS.match(rest)
