"""How a text announces what it does not say: by who speaks, to whom, and about what.

All but `REPORTS`, which looks for names, are for sentences in small letters.
"""

from __future__ import annotations

import re

_TREAT = (
    r"(?:explor|explain|examin|answer|break|look(?!\w* forward)|list|outlin|unpack|delv|div|"
    r"describ|show|sum|walk|consider|compar|discuss|address|gather|collect|compil|trac|weigh|"
    r"review|investigat|tell|sort|cover|present|set out|take|turn|bring|shed)\w{0,4}"
)
"""What a text does with its subject when it speaks of itself."""

_TEXT = (
    r"(?:article|guide|page|explainer|section|overview|primer|piece|summary|breakdown|q ?& ?a|faq)"
)
_PARTS = (
    rf"(?:answers|questions|q ?& ?as?|faqs?|facts|points|details|explanations|sections?|"
    rf"paragraphs|{_TEXT}s?)"
)
"""What a page is made of, when it speaks of itself."""

_WH = r"(?:how|why|what|who|whom|whose|when|where|which|whether|if)"
_CROWD = r"(?:many|people|readers|some|you|others|everyone|everybody|(?:the|members of the) public)"
"""Those for whom a page is written; experts and officials ask for reasons of their own."""
_MATTER = (
    rf"(?:$|[,:]| (?:\w+ ){{0,2}}?"
    rf"(?:about|over|at|as to|{_WH}(?! they\b)|themselves|questions?)(?:\b|$))"
)
"""What they wonder about; a clause on themselves ("how they will pay") tells of them."""
_CONCERNING = (
    rf"(?: (?:about|regarding|concerning|surrounding|around|over|on|of|for|among|as to|and|{_WH})"
    rf"\b|$)"
)
_STIR = r"(?:rais|prompt|spark|pos|invit|stir|trigger|provok|lead|led)"
_WORTH = r"(?:important|crucial|essential|vital|key|helpful|useful|worth\w*|necessary|natural)"

_SPEAKS_OF_ITSELF = (
    r"(?:^|[:;,–—]\s?)(?:here|below)(?:'s\b| is\b| are\b|,| we\b| you\b| you'll\b)",
    rf"^(?:here|below)\b.{{0,80}}\b{_TREAT}\b",
    rf"^(?:in (?:this|the following) {_TEXT}(?=[,:]| (?:we|you)\b)|in what follows|what follows)\b",
    rf"^(?:in )?the following (?:\w+ ){{0,2}}?(?:{_PARTS}|{_TREAT}|gives|offers|provides)\b",
    rf"\b(?:this|our) {_TEXT}(?: \w+)? {_TREAT}\b",
    rf"\b(?:we|we'll|we've|we will|let's|let us)(?: \w+){{0,2}} {_TREAT}\b",
    r"\b(?:read on|keep reading|read more (?:about|on|in|here|below)|read more$|scroll down)\b",
    r"\b(?:see|more|find out more) below\b",
    rf"\b(?:{_PARTS}) (?:below|that follow)\b",
    rf"\b{_PARTS}\b[^,:]{{0,40}}\bare (?:\w+ )?{_TREAT} (?:here|below)\b",
    r"\bquestions and answers\b",
    r"^these (?:answers|questions)\b",
    r"^these are (?:the|some) (?:\w+ )?(?:answers|questions|points|facts|things|reasons)\b",
    r"^the answers? (?:may|might|will|could)\b",
    rf"^our \w+ (?:\w+ )?{_TREAT}\b",
    r"\b(?:what|everything|all) (?:you|readers|people) (?:need|should|want|ought) to know\b",
)
_INVITES = (
    rf"^(?:learn|discover|find out|explore|uncover) (?:about|here|below|more|all|"
    rf"everything|the|these|our|some|key|answers|{_WH})\b",
    r"^(?:get to know|take a (?:closer )?look|join us|check out)\b",
    r"^(?:dive|delve) (?:in|into|deeper)\b",
    rf"^(?:find|get|see)(?: all| the| your| some| our| more){{0,2}} (?:\w+ )?{_PARTS}\b",
    r"^stay (?:informed|tuned|updated|up to date|up-to-date)\b",
    rf"^(?:read|see) (?:here|below)\b(?! for\b)(?= {_WH}\b| about\b| more\b)",
)
"""Orders to the reader; with a colon they tell what to do: "Learn the signs: a stiff neck"."""

_LEAVES_OPEN = (
    r"\?$",
    rf"\b{_CROWD}\b[^,]{{0,40}}?\b(?:wonder|ask|are curious)\b(?! for\b){_MATTER}",
    rf"\b{_CROWD}\b[^,]{{0,40}}?\b(?:wants?|would like) to (?:know|understand|learn) "
    rf"(?:more|about|{_WH})\b",
    rf"\b{_CROWD}\b[^,]{{0,30}}?\b(?:are|is|be|been)(?: \w+)? (?:wondering|asking|curious)"
    rf"(?! for\b){_MATTER}",
    r"\b(?:may|might|must|will)(?: \w+)? be (?:wondering|asking|curious)\b(?! for\b)",
    r"\bif you(?:'re|'ve| are| have)?(?: \w+)? wonder(?:ed|ing)?\b",
    r"\b(?:left|leaves|leaving|has|have) (?:\w+ ){0,4}?(?:wondering|curious|asking)\b(?! for\b)",
    r"\b(?:keen|eager|curious|anxious) to (?:know|understand|learn|find out|hear|see) "
    rf"(?:more|about|{_WH})\b",
    r"\bleft with\b.{0,40}\bquestions\b",
    r"^(?:\w+ ){0,4}questions (?:\w+ ){0,2}"
    r"(?:remain|aris|swirl|linger|abound|persist|loom|emerg)(?:e|s|es|en|ing)?\b",
    rf"^(?:this|these|that|it|such|all of this|which)\b.{{0,80}}\b(?:{_STIR}|leav|left)"
    rf"(?:e|es|ed|ing|s)?\b.{{0,60}}\bquestions?{_CONCERNING}",
    rf"^[^;:]{{0,120}}?(?<!which )(?<!that )(?<!who )\b(?:ha(?:s|ve)(?: \w+)? {_STIR}(?:ed)?|"
    rf"(?:is|are) {_STIR}ing|{_STIR}e?s) (?:to )?(?:\w+ ){{0,4}}(?:questions|curiosity)"
    rf"{_CONCERNING}",
    r"\b(?:may|might|will|could|to|still|probably|surely) have (?:\w+ ){0,2}questions\b",
    rf"\bit(?:'s| is) (?:\w+ )?{_WORTH} (?:to )?"
    r"(?:understand|know|ask|explor|examin|consider)(?:e|ing)? "
    rf"(?:{_WH}|the (?:\w+ )?(?:reasons|background|context|causes|facts|history|implications))\b",
    r"^understanding\b.{0,120}\b(?:can|helps?|is (?:crucial|essential|important|key|vital))\b",
    r"\bunderstanding (?:these|this|them)\b.{0,60}\b(?:can|helps?|is)\b",
)

_SAY = (
    r"(?:said|says|told|added|adds|wrote|writes|advises|advised|warned|warns|argued|argues|"
    r"insisted|insists|declared)"
)
_REPORTS = (
    rf", {_SAY}\b",
    rf", (?:he|she|they|the \w+|a \w+|[A-Z]\w+(?: [A-Z]\w+)?)(?: \w+)? {_SAY}\b",
    rf"^[^,]{{0,80}}\b(?:{_SAY}|say|argue|warn|claims?|claimed|found|believes?) that\b",
)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


SPEAKS_OF_ITSELF = _any(_SPEAKS_OF_ITSELF)
"""The page about the page: "Below, we explore…", "Here is what…", "The guide below covers…"."""

INVITES = _any(_INVITES)
"""The page to the reader: "Learn more about…", "Dive into the details"."""

LEAVES_OPEN = _any(_LEAVES_OPEN)
"""The page about questions: "many are left wondering…", "The crash has raised questions…"."""

REPORTS = re.compile("|".join(_REPORTS))
"""Somebody else speaks, in words that were not put into quotation marks."""
