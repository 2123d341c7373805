"""Reads messages that want of the bot what it does not do, or doubt what it showed.

They may as well ask what a passage answers ("tell me when it opens"): this is for what none does.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from bot.dialogue.reading.openers import OPENERS
from bot.text.content import content_words
from bot.text.normalise import fold
from bot.text.ornaments import unadorned
from bot.text.remembering import once_a_message
from bot.text.segments import MANNER
from bot.text.word_lists import word_list

_LONGEST: Final = 120
"""Characters; whoever writes more asks for something else as well."""


class Beyond(Enum):
    """What a message wants that is beyond showing the words of a page."""

    REWORDING = auto()
    """The last answer in other words, another language, or another form."""
    INVENTING = auto()
    """Words that no page has: a poem, a joke, a role, the bot's instructions."""
    ALERTS = auto()
    """To be told later, without asking."""
    OPINION = auto()
    """What the bot thinks."""
    UNCLEAR = auto()
    """The last answer explained."""
    DOUBT = auto()
    """Nothing: it doubts what was shown."""


_LEAD: Final = (
    rf"(?:(?:{OPENERS}|and|can you|could you|would you|will you|i want you to|i need you to)"
    r"\b[\s,.!]+)*"
)
_IT: Final = r"(?:it|this|that|these|them|(?:the|this|that|your) (?:last )?(?:answer|text|reply))"
_LANGUAGE: Final = (
    r"(?:english|french|german|italian|portuguese|russian|arabic|chinese|hindi|dutch|ukrainian"
    r"|[a-z]+ish)"
)
_PLAINLY: Final = (
    rf"(?:{MANNER}|in {_LANGUAGE}|(?:more )?(?:simply|briefly)|shorter|simpler"
    r"|(?:to|for) (?:an? )?(?:child|children|kid|kids|beginners?|dummies|\w+ year old))"
)
_REWORDING: Final = (
    r"(?:translate|summari[sz]e|sum up|shorten|simplify|rephrase|reword|rewrite|paraphrase)"
    rf"(?: {_IT})?(?: (?:in)?to .+| {_PLAINLY}| for me)?"
    rf"|(?:make|keep) {_IT}(?: a (?:bit|little))? (?:short|brief|simple|easy|shorter|briefer"
    r"|simpler|easier|longer|clearer|more .+|less .+)"
    rf"|(?:say|explain|put|tell|write|repeat)(?: me)? {_IT}(?: again| to me)*"
    rf" {_PLAINLY}"
    rf"|(?:explain )?{_PLAINLY}|briefer|eli ?5"
    r"|(?:(?:it|this|that)(?:'?s| is) )?(?:way |much |far )?too (?:long|complicated|difficult)"
    r"(?: for me)?"
    rf"|read {_IT} (?:aloud|out|out loud|to me|to us)"
)
_INVENTING: Final = (
    r"(?:write|compose|draw|paint|sing|rap|draft|invent|imagine|pretend|role ?play|recite"
    r"|generate|translate)\b.*"
    r"|(?:tell|give|make|write|sing|show)(?: me| us)? an? (?:\w+ )?(?:joke|poem|story|song|haiku"
    r"|limerick|riddle|rhyme|picture|image|drawing|essay|tweet|meme)\b.*"
    r"|(?:ignore|forget|disregard|override|bypass)\b.*\b(?:instructions?|prompts?|rules?|orders?)\b.*"
    r"|(?:print|show|reveal|repeat|tell|give|what (?:is|are))(?: me| us)? your "
    r"(?:system )?(?:prompt|instructions|rules)\b.*"
    r"|(?:you are now|act (?:as|like)|behave (?:as|like))\b.*"
)
_LATER: Final = (
    r"(?:there (?:is|are|'s)|(?:something|anything) (?:new|changes|happens|comes)|(?:it|this|that)"
    r" (?:changes|happens|is over|ends)|you (?:know|hear|find|learn))"
)
_TIME: Final = (
    r"(?:later|soon|today|tonight|tomorrow|(?:in|on|at) (?:an?|one|two|three|\d+|the|"
    r"[a-z]+day)\b.*|(?:next|every|each) .+)"
)
_ALERTS: Final = (
    r"(?:notify|alert|ping|dm|warn)(?: me| us)\b.*"
    rf"|remind (?:me|us)(?: again)?(?: {_TIME}| (?:when|if|once|as soon as|whenever) {_LATER}.*)?"
    r"|keep (?:me|us) (?:posted|updated|informed)\b.*"
    r"|(?:tell|message|write|text|inform|update|call) (?:me|us)"
    rf" (?:when|if|once|as soon as|whenever) {_LATER}.*"
    r"|let (?:me|us) know(?: (?:later|tomorrow|when.*|if.*|as soon as.*))?"
    r"|(?:subscribe|unsubscribe|sign me up)\b.*"
)
_LIKES: Final = (
    r"(?:like|love|hate|support|believe|trust|prefer|agree(?: with)?|stand with|side with|root for)"
)
_OPINION: Final = (
    r"(?:what|how) do you (?:think|feel)(?: (?:about|of|on)\b.*)?"
    r"|(?:(?:what(?: is|'?s)|give (?:me|us)|tell (?:me|us)) )?your (?:own |personal )?"
    r"(?:opinion|view|take|stance|thoughts|favou?rite)\b.*"
    r"|(?:do|would) you (?:really |honestly |even )?(?:think|reckon|expect)\b.*"
    r"|(?:do you )?(?:have|got|hold) an? (?:own |personal )?(?:opinion|view|stance|favou?rite)\b.*"
    r"|in your (?:own |personal )?(?:opinion|view)\b.*"
    rf"|(?:do|would) you {_LIKES}\b.*|(?:who|which|what)\b.{{0,40}}\bdo you (?:{_LIKES}|think)\b.*"
    r"|(?:whose|which|what) side are you on|are you (?:for|against|pro)\b.*"
)
_UNCLEAR: Final = (
    rf"i (?:do not|don'?t|didn'?t|did not) (?:quite |really )?(?:get|understand)(?: {_IT})?"
    r"|i(?:'m| am) (?:confused|lost)|what does (?:that|this) (?:even )?mean|huh|what|eh"
    rf"|what do you mean(?: by {_IT})?"
    rf"|{_IT} (?:makes no|(?:does not|doesn'?t) make(?: any)?) sense"
)
_SHOWN: Final = r"(?:that|this|it|these|you|your (?:answers?|sources?|information|facts?))"
_DOUBT: Final = (
    r"(?:are )?you (?:really |absolutely |so )?(?:sure|certain|serious|kidding|joking)"
    rf"(?: (?:about|of) {_SHOWN})?"
    rf"|(?:is|are|was) {_SHOWN} (?:really |actually )?(?:true|real|correct|right|accurate|legit"
    r"|reliable|verified|confirmed|official|facts?|a fact|fact[ -]?checked|made up|fake)"
    rf"|(?:can|should|could|may) (?:i|we|one) (?:really |actually )?(?:trust|believe) {_SHOWN}"
    rf"|(?:why|how) (?:should|can|could|do) (?:i|we) (?:trust|believe|verify|check|know) {_SHOWN}"
    r"(?: is (?:true|right|correct))?"
    r"|(?:oh )?(?:really|seriously|for real|is that so)"
    r"|how (?:sure|certain|reliable|accurate) (?:are|is) "
    rf"{_SHOWN}(?: (?:about|of) (?:that|this|it))?"
    r"|(?:i (?:do not|don'?t|can'?t|cannot) |i doubt |hard to )(?:believe )?(?:that|this|it|you)"
    r"|(?:that|this|it)(?: is|'?s)? (?:not (?:true|right|correct)|false|fake(?: news)?|a lie|lies"
    r"|incorrect|made up|misleading)"
    r"|(?:that|this)(?: is|'?s) (?:not (?:true|right|correct)|false|wrong|incorrect)[\s,;.:]+"
    r"(?:the|it|there|he|she|they|we|i)\b.*|you(?: are|'?re| just)? (?:lying|a liar|made that up)"
    r"|who (?:told|says|said)(?: you)? (?:that|this|it|so)"
    r"|(?:where|how) (?:did|do|have) you (?:read|hear|heard|find|found|learn|learned|know|get)"
    rf" {_SHOWN}|prove it|(?:any|what|where is the) (?:evidence|proof)"
)
_PATTERNS: Final = tuple(
    (what, re.compile(rf"{_LEAD}(?:{pattern})(?: (?:please|pls|then|bot))*"))
    for what, pattern in (
        (Beyond.DOUBT, _DOUBT),
        (Beyond.REWORDING, _REWORDING),
        (Beyond.UNCLEAR, _UNCLEAR),
        (Beyond.ALERTS, _ALERTS),
        (Beyond.OPINION, _OPINION),
        (Beyond.INVENTING, _INVENTING),
    )
)


@once_a_message
def beyond(text: str) -> Beyond | None:
    """Say what a message wants of the bot that is beyond showing words of the pages."""
    if len(text) > _LONGEST:
        return None
    said = _said(text)
    return next((what for what, pattern in _PATTERNS if pattern.fullmatch(said)), None)


def is_of_the_bot(text: str) -> bool:
    """Say whether a message wants something of the bot, and names nothing that pages may tell of.

    "What do you think?" is, "remind me of the vote" is not; the language of "in German" may be
    asked about, but nothing is near to it.
    """
    match beyond(text):
        case Beyond.REWORDING | Beyond.UNCLEAR:
            return True
        case Beyond.ALERTS | Beyond.OPINION:
            return _OF_WISHES.issuperset(content_words(_said(text)))
        case _:
            return False


def rewords_what_is_shown(text: str) -> bool:
    """Say whether a message, after an answer, is of its words: "too long", "translate it"."""
    return beyond(text) is Beyond.REWORDING and not _said(text).startswith("in ")


def names_readers(text: str) -> bool:
    """Say whether a message only says for whom it is: "for kids?" may ask of them as well."""
    return _said(text).startswith(("for ", "and for ", "but for ", "or for "))


def asked_within(text: str) -> str | None:
    """Give what is asked in a wish to be told or reminded: "let me know if there is a recount"."""
    if is_of_the_bot(text):
        return None
    pattern = _TOLD if beyond(text) is Beyond.ALERTS else _REMINDED
    found = pattern.fullmatch(_said(text))
    return None if found is None else _WHENEVER.sub("when", found["asked"])


def wants_a_call(text: str) -> bool:
    """Say whether whoever writes may wait for a call: "remind me when the vote is" may mean it."""
    return beyond(text) is Beyond.ALERTS or (asked_within(text) or "").startswith("when ")


def _said(text: str) -> str:
    return _SPELT.sub(lambda found: _SPELLINGS[found[0]], fold(unadorned(text))).strip(" ?!.,")


_TOLD: Final = re.compile(
    rf"{_LEAD}(?:(?:notify|alert|remind|ping|dm|warn|tell|message|write|text|inform|update|call)"
    r" (?:me|us)|let (?:me|us) know|keep (?:me|us) (?:posted|updated|informed))"
    r"(?: (?:later|please|pls))* (?:(?:on|about|of|for|if|whether) )?(?P<asked>.+)"
)
_REMINDED: Final = re.compile(
    rf"{_LEAD}remind (?:me|us)(?: (?:again|please|pls))* (?:(?:of|about|if|whether) )?"
    r"(?P<asked>(?:who|whom|whose|what|when|where|why|how|which)\b.+)"
)
_WHENEVER: Final = re.compile(r"^(?:once|as soon as|whenever)\b")
_OF_WISHES: Final = word_list(
    """
    think feel opinion view take stance thoughts favourite favorite side own personal believe trust
    notify alert remind ping dm warn keep posted updated informed write inform update updates call
    learn find subscribe unsubscribe sign new news changes change happens comes over ends later
    tomorrow soon today
    """
)
"""Words in which opinions and alerts are asked for, and that ask for nothing of a story."""


_SPELLINGS: Final = {"u": "you", "ur": "your", "r": "are"}
_SPELT: Final = re.compile(r"\b(?:u|ur|r)\b")
