"""Messages that ask for no passage in so many words: "yes", "more", "source?", help."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from bot.dialogue.picks import Way, pick_of
from bot.text.normalise import fold


def picks_by_number(text: str) -> bool:
    """Say whether a message only picks choices by their numbers: "2", "the first two"."""
    pick = pick_of(text)
    return pick is not None and pick.way is Way.PLACES


def is_bare_number(text: str) -> bool:
    """Say whether a message is numbers and nothing else; "first!" may be meant for anybody."""
    return picks_by_number(text) and any(map(str.isdigit, text))


class Wish(Enum):
    """What a message wants done with the last reply, instead of asking anything."""

    YES = auto()
    """The one that was offered."""
    NO = auto()
    """None of what was offered or shown."""
    AGAIN = auto()
    MORE = auto()
    SOURCE = auto()
    """Where the words that were shown stand."""
    THANKS = auto()


_LONGEST_WISH: Final = 60
_FILLERS: Final = re.compile(
    r"^(?:(?:ok|okay|so|well|and|but|oh|hm+|hmm|please|pls|can you|could you|bot)[\s.!]+)*"
    r"(?P<core>.*?)"
    r"(?:\s+(?:please|pls|plz|then|now|thanks|thx|bot|lol|man|mate|dude))*[\s?!.…]*$"
)
_REFERRED: Final = r"(?:it|that|this|them|those|him|her|the topic|the story|this story|this topic)"
_WISHES: Final = {
    Wish.YES: r"y|ye|(?:yes|yeah|yea|yep|yup|ya)(?: (?:yes|that one|this one|it is|i do|i did))?|"
    r"sure|correct|exactly|right|that'?s right|"
    r"i do|i did|that one|that'?s (?:it|the one)|this one|"
    r"go ahead|do it|go for it|show (?:it|me|me that|that)|of course|absolutely|indeed|ok|okay",
    Wish.NO: r"no|nope|nah|n|no no|not (?:that|this|it|really|that one|this one|those|these)|"
    r"wrong|neither|none|none of (?:them|these|those|the above)|"
    r"(?:no )?(?:that'?s not it|(?:that'?s )?not what i (?:meant|asked|mean|wanted))|"
    r"something else|another one|i (?:mean|meant) something else|"
    r"(?:that|this|it)(?:'s| is| was)? (?:so |really |totally )?(?:stupid|useless|wrong|dumb"
    r"|nonsense|rubbish|no help|not helpful|not an answer|no answer)(?: at all)?|"
    r"(?:wrong|bad|stupid) (?:answer|bot)|"
    r"(?:you(?:'re| are)|ur|u r) (?:so |really )?(?:stupid|useless|wrong|dumb|bad|no help)|"
    r"(?:that|this|it) (?:doesn'?t|did ?n'?t|does not|did not) help(?: me)?(?: at all)?|useless|"
    r"you (?:didn'?t|did not) answer(?: me| my question| the question| that| it)?",
    Wish.AGAIN: r"again|repeat|repeat (?:it|that|this)|once more|one more time|come again|pardon|"
    r"(?:say|show|tell|post|send) (?:me )?(?:it|that|this)(?: to me)? (?:again|once more)|"
    r"(?:say|show) again|what was that|what was that again|what did you say",
    Wish.MORE: rf"more|tell me more|tell us more|say more|show (?:me )?more|give me more|go on|"
    rf"continue|carry on|keep going|keep talking|next|and|then|what else|anything else|"
    rf"what else is there|is there (?:anything )?more|what'?s next|what next|what comes next|"
    rf"then what|what then|elaborate|expand|explain more|more info|more information|"
    rf"(?:more|further) details?|details|i want (?:to know )?more|i'?d like (?:to know )?more|"
    rf"(?:tell me |explain |say |know |show me )?more (?:about|on|of) {_REFERRED}|"
    rf"elaborate on {_REFERRED}|expand on {_REFERRED}|what more",
    Wish.SOURCE: r"sources?|your sources?|(?:what|where|which) (?:is|are|'?s|'?re)? ?(?:the|your) "
    r"sources?|what'?s (?:the|your) source|got (?:a|any) sources?|any sources?|"
    r"sources? (?:for|of) (?:that|this|it)|(?:do you )?have (?:a|any) sources?|"
    r"where(?:'?s| is| does| did) (?:that|this|it|you) "
    r"(?:from|come from|coming from|get (?:that|this|it)(?: from)?)|"
    r"says who|who says(?: so| that| this| it)?|who said (?:that|this|so)|how do you know"
    r"(?: that| this| it)?|link|links|citation|citation needed|who wrote (?:that|this|it)|"
    r"according to (?:who|whom)|proof|reference|references",
    Wish.THANKS: r"thanks|thank you|thankyou|thx|ty|tysm|cheers|thanks a lot|many thanks|"
    r"(?:great )?(?:thanks|thank you) (?:so|very) much|great|cool|nice|perfect|got it|good bot|"
    r"no,? thanks?(?: you)?|no need|never ?mind|nvm|all good|that'?s all|i'?m (?:good|fine|done)|"
    r"(?:good ?)?bye(?: bye)?|see (?:you|ya)(?: later)?|"
    r"that helps|that helped|i see|makes sense|good to know|"
    r"(?:what an? |that(?:'s| is| was)(?: an?)? |an? )?(?:very |really |so )?"
    r"(?:great|good|nice|helpful|excellent|brilliant|amazing|awesome|fantastic|perfect|wonderful"
    r"|lovely|useful|cool)(?: answer| one| work| job| stuff| info| information| to know)?|"
    r"well done|wow|love it",
}
_READ: Final = {wish: re.compile(pattern) for wish, pattern in _WISHES.items()}


def wish_of(text: str) -> Wish | None:
    """Tell what a message wants of the last reply, if it asks for nothing beside."""
    if len(text) > _LONGEST_WISH:
        return None
    folded = fold(text.replace(",", " "))
    core = _FILLERS.match(folded)
    spoken = (folded.strip(" ?!.…"), core["core"] if core else "")
    return next(
        (w for said in spoken for w, pattern in _READ.items() if pattern.fullmatch(said)), None
    )


def asks_nothing(text: str) -> bool:
    """Say whether a message has no words that a later one could lean on: "2", "more", "thanks"."""
    pick = pick_of(text)
    return (pick is not None and pick.way not in _MAY_ASK) or wish_of(text) is not None


_MAY_ASK: Final = (Way.ALL, Way.NEWEST, Way.OLDEST)
"""Where nothing is to be picked, "the latest" and "everything" ask for something."""


_LONGEST_GREETING = 60
_ABOUT_THE_BOT = re.compile(
    r"(?:(?:hi+|hiya|hello+|he+y+|yo|greetings|howdy|good (?:morning|afternoon|evening|day|night)"
    r"|morning|mornin|evening|g'?day|gm|gn|sup|welcome|ping|test|testing)\b"
    r"(?: (?:there|everyone|everybody|all|folks|guys|friends|people|y'?all|again|dear)\b)*"
    r"[\s,!.]*)*(?:(?:bot|briefing bot|robot)\b[\s,!.]*)?"
    r"(?:help(?: me)?|who are you|what are you|what can you do|what do you do|how are you"
    r"(?: doing)?(?: today)?|how do you work|how does this work|what can i ask(?: you)?"
    r"|are you (?:an? )?(?:bot|human|robot|ai|real|real person|person|machine|chat ?gpt|there)"
    r"|who (?:made|built|created|wrote|programmed) you|what is your name|what's your name"
    r"|whats your name)?[\s?!.]*",
    re.IGNORECASE,
)


_SYMBOLS = re.compile(r"[^\w\s'’?!.,]+")
"""Emoji beside a greeting; a message of nothing else greets nobody."""


def is_about_the_bot(text: str) -> bool:
    """Say whether a message only greets the bot, or asks what it is for."""
    if len(text) > _LONGEST_GREETING:
        return False
    bare = _SYMBOLS.sub(" ", text).strip()
    return _ABOUT_THE_BOT.fullmatch(bare) is not None and bool(bare or not text.strip())
