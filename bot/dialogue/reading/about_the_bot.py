"""Reads messages to the bot itself: greetings, and what is asked of its makers and manners.

What doubts or wants something of the bot is in `beyond`. Where both read a message ("how accurate
are you"), this goes first: it asks for no passage, whatever was shown.
"""

from __future__ import annotations

import re
from typing import Final

from bot.text.courtesies import greets_abroad
from bot.text.normalise import fold
from bot.text.ornaments import unadorned

_LONGEST: Final = 60
"""Characters; whoever writes more asks for something of a story."""

_BOT: Final = r"(?:you|(?:this|the) bot)"
_KNOWLEDGE: Final = r"(?:info|information|news|data|facts|answers|knowledge)"
_OF_ITS_WAYS: Final = (
    r"(?:which|what) languages? (?:do|can) you (?:speak|understand|read|know)"
    r"|(?:how )?(?:accurate|reliable|smart|clever|trustworthy|old) are you"
    r"|are you (?:accurate|reliable|neutral|biased|unbiased|objective|alive|sentient|conscious"
    r"|human|intelligent|a journalist|a newspaper)"
    rf"|where do you (?:get|take|have) (?:your|the|all this|this) {_KNOWLEDGE}(?: from)?"
    rf"|where (?:does|do) (?:your|this) {_KNOWLEDGE} come from"
    r"|(?:which|what) (?:newspaper|newsroom|outlet|news outlet|media|company) (?:are you from"
    r"|do you work for|do you belong to|runs you|is behind you)|who do you work for"
    r"|(?:(?:can|could|may) i (?:please )?|let me |i(?:'d| would)? (?:want|need|wish|like) to )"
    r"(?:talk|speak|chat|write) (?:to|with) (?:(?:a|an|the|some|your)"
    r" )?(?:real )?(?:human|humans|person|editor|editors|journalist|somebody|someone)(?: please)?"
    r"|how (?:do|can|could) i (?:contact|reach) (?:you|(?:the|your) (?:newsroom|editors?|authors?"
    r"|team|moderators?))"
    r"|(?:please )?(?:delete|erase|forget) my (?:data|messages|questions)"
    r"|do you (?:keep|store|save|record|log|remember) (?:my|our|the) (?:data|messages|questions)"
    r"|what do you (?:keep|store|know|save) (?:about|of) me"
    r"|how (?:do|can) i (?:turn|switch|shut) you off"
    r"|(?:is )?(?:anyone|anybody|someone|somebody) (?:there|here|home)"
)
"""What is asked of the bot's sources, makers and manners, in words that no story is told in."""

_HELP: Final = (
    r"(?:(?:(?:can|could|will) you |i need (?:some |your )?)?(?:please |pls )?"
    r"help(?: me)?(?: please| pls)?)"
)

_ABOUT_THE_BOT: Final = re.compile(
    r"(?:(?:hi+|hiya|hello+|he+y+|yo|greetings|howdy|good (?:morning|afternoon|evening|day|night)"
    r"|morning|mornin|evening|g'?day|gm|gn|sup|welcome|ping|test|testing)\b"
    r"(?: (?:there|everyone|everybody|all|folks|guys|friends|people|y'?all|again|dear)\b)*"
    r"[\s,!.]*)*(?:(?:bot|briefing bot|robot)\b[\s,!.]*)?"
    rf"(?:{_HELP}|what(?: is|'?s) up|(?:are you )?still (?:there|here)"
    rf"|who are you|what are you|what (?:can|do|does) {_BOT} do|how are you"
    rf"(?: doing)?(?: today)?|how r u|how (?:do|does) (?:{_BOT}|this) work|what can i ask(?: you)?"
    rf"|how (?:do|can|should) (?:i|we|you|one) use {_BOT}"
    rf"|what(?: is|'?s) (?:this|the) bot(?: for| about)?|(?:what are )?(?:your )?commands"
    r"|(?:do|can) you (?:speak|understand) \w+|is this (?:an? )?(?:bot|chat ?gpt)"
    r"|do you use (?:an? )?(?:ai|chat ?gpt|language model)"
    r"|are you (?:an? )?(?:bot|human|robot|ai|real|real person|person|machine|chat ?gpt|there)"
    r"|who (?:made|built|created|wrote|programmed|runs|owns|operates|trained|writes|is behind)"
    rf" {_BOT}|who (?:wrote|writes) (?:this|these|your)(?: (?:page|briefing|answer|text)s?)?"
    r"|whose bot (?:is this|are you)|what(?: is|'?s) your (?:name|job|purpose|source|motto)"
    rf"|{_OF_ITS_WAYS})?[\s?!.]*",
)


def is_about_the_bot(text: str) -> bool:
    """Say whether a message only greets the bot, or asks what it is for."""
    if len(text) > _LONGEST:
        return False
    if greets_abroad(unadorned(text)):
        return True
    bare = fold(unadorned(text))
    return _ABOUT_THE_BOT.fullmatch(bare) is not None and bool(bare or not text.strip())
