"""How readers say what they want done with the last reply, in words that are spelt out."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final


class Wish(Enum):
    """What a message wants done with the last reply, instead of asking anything."""

    YES = auto()
    """The one that was offered."""
    NO = auto()
    """None of what was offered or shown."""
    AGAIN = auto()
    MORE = auto()
    SOURCE = auto()
    """Where the words that were shown stand, and from when they are."""
    BACK = auto()
    """What was shown or offered before."""
    START = auto()
    """All stories, as if nothing had been said."""
    THANKS = auto()
    """Nothing: it thanks, or says what its reader thinks of it."""


_REFERRED: Final = r"(?:it|that|this|them|those|him|her|the topic|the story|this story|this topic)"
_WRITTEN: Final = (
    r"(?:information|answers?|pages?|articles?|briefing|text|data|facts?|figures?|numbers?|news)"
)
_THIS: Final = (
    rf"(?:this|(?:this|that|these|those|your) {_WRITTEN}|the (?:information|answer|briefing|news))"
)
"""What a reader may call the words on the screen, and hardly anything that they tell of."""
_THAT: Final = rf"(?:that|{_THIS})"

_ANSWER: Final = r"(?:(?:that|this|your|the) (?:last )?(?:answer|reply)|that|this|it)"
_QUESTION: Final = r"(?:the|my) question"
_NOW: Final = (
    r"(?:up to date|(?:still )?(?:current|recent)|still (?:true|correct|accurate|valid|right"
    r"|relevant|the case|so|up to date)|out of date|outdated|old news)"
)
_CHANGED: Final = r"(?:last )?(?:updated|changed|edited|revised|checked|reviewed|modified)"
_GOOD: Final = (
    r"(?:great|good|nice|helpful|excellent|brilliant|amazing|awesome|fantastic|perfect|wonderful"
    r"|lovely|useful|cool)"
)
_STRIKING: Final = (
    r"(?:interesting|fascinating|crazy|wild|insane|sad|funny|hilarious|weird|impressive|boring)"
)
_SAD: Final = (
    r"(?:tragic|terrible|awful|horrible|strange|scary|shocking|surprising|unfair|mad|huge|a shame"
    r"|a pity|ridiculous|absurd|outrageous|disgusting|disgraceful|pathetic|unbelievable|incredible"
    r"|appalling|depressing|heartbreaking|a lot|so much|too much)"
)
_FELT: Final = rf"(?:{_GOOD}|{_STRIKING}|{_SAD}|bad|big)"
_VERY: Final = r"(?:(?:very|really|so|pretty|quite|super|too) )*"
_THINKING: Final = r"(?:i (?:think|find|guess|feel)(?: that)? )?"
_SAID_LAST: Final = (
    r"what did you (?:just say|say just now|say last)|what was the last thing you said"
    r"|what was your last (?:answer|reply)|(?:the|your) last (?:answer|reply) again"
)
_SAID_BEFORE: Final = (
    r"what did you (?:say|tell me|answer)(?: (?:me|to me))? (?:before|earlier)(?: (?:that|this))?"
    r"|what (?:was|were) (?:your|the) (?:previous|earlier) (?:answers?|reply|one)"
    r"|(?:what was )?my previous question(?: again)?|what did i ask(?: you)? (?:before|earlier)"
)
FIRST_ASKED: Final = (
    r"(?:(?:go |get |take me )?back to |what was |repeat )?my first question(?: again)?"
    r"|what did i ask(?: you)? (?:at )?first|(?:back to )?the first question i asked"
)
"""What is wanted of all that was said is what came first."""

_A_SOURCE: Final = (
    r"(?:(?:give|show|tell|send)(?: me| us)? |(?:do|have) you (?:have|got) |(?:is|are) there "
    r"|i (?:want|need) )(?:an? |any |the |your |some )(?:sources?|links?|references?)"
    r"(?: (?:for|of|to) (?:that|this|it))?"
    rf"|(?:who (?:published|is the publisher of|is the author of)|what date is) {_THAT}"
)
_KIND: Final = r"(?:smart|clever|funny|kind|nice|cool|awesome|amazing|helpful|good)"
_A_QUESTION: Final = (
    r"(?:can|could|may) i ask(?: you)? (?:something|an? (?:quick )?question)|one (?:more|last)"
    r" (?:question|thing)|i have (?:an?|one|another)(?: more| quick| last)? question"
)
"""What only says that somebody is going to ask."""

_AGE: Final = (
    rf"how (?:old|recent|current|fresh|up to date) (?:is|are) {_THIS}|from when (?:is|are) {_THAT}|"
    rf"(?:(?:what|which) (?:date|day|month|year|time)|when) (?:is|are) {_THAT} from|"
    rf"(?:is|are) {_THAT} (?:{_NOW}|from today)|is it (?:still true|up to date)|"
    r"(?:does|do) (?:this|that|it) still hold(?: true)?|"
    rf"when (?:was|were) (?:{_THIS} (?:{_CHANGED}|written|published|posted)"
    rf"|the {_WRITTEN} {_CHANGED}|(?:it|that) (?:last )?updated)|(?:when )?last updated(?: when)?|"
    rf"when did you (?:last )?(?:update|check|write|revise) (?:it|{_THAT}|the {_WRITTEN})|"
    rf"{_THAT} (?:is|are) {_VERY}(?:outdated|out of date|old news|old)|"
    r"outdated|out of date|old news|"
    rf"when was the last update(?: (?:of|to) (?:it|{_THAT}))?|"
    rf"(?:what is )?(?:the )?(?:as of date|date of {_THAT})|as of (?:when|what date)"
)
"""What asks from when an answer is. "How old is it" asks for the age of what that tells of."""

WISHES: Final = {
    Wish.YES: r"y|ye|(?:yes|yeah|yea|yep|yup|ya)(?: (?:yes|that one|this one|it is|i do|i did))?|"
    r"(?:ok|okay|alright) then|alright|all right|sure(?: thing)?|correct|"
    r"exactly|right|that is right|"
    r"i do|i did|that one|(?:that|this) is (?:it|the one)|this one|"
    r"go ahead|do it|go for it|show (?:it|me|me that|that)|of course|absolutely|indeed|ok|okay|kk",
    Wish.NO: r"no|nope|nah|n|no no|neither of (?:them|these|those)|try again|again but different|"
    r"(?:another|a different|different) answer|"
    r"not (?:that|this|it|really|that one|this one|those|these)|"
    r"wrong|neither|none|none of (?:them|these|those|the above)|"
    r"(?:no )?(?:that is not it|(?:that is )?not what i (?:meant|asked|mean|wanted))|"
    r"something else|another one|i (?:mean|meant) something else|"
    rf"(?:no )?{_ANSWER}(?: is| was)? (?:so |really |totally )?(?:stupid|useless|wrong|dumb"
    rf"|nonsense|rubbish|no help|not helpful|not an answer|no answer|not {_QUESTION}"
    r"|something else)(?: at all)?|"
    rf"(?:wrong|bad|stupid) answer|no help|not helpful|not {_QUESTION}|"
    r"(?:(?:you are|your) (?:such )?(?:an? )?)?(?:stupid|useless|bad|dumb) bot|"
    r"(?:you are|your) (?:so |really )?(?:stupid|useless|wrong|dumb|bad|no help)|"
    rf"you got (?:me|{_ANSWER}|{_QUESTION}) (?:all )?wrong|"
    rf"{_ANSWER} (?:does|did) not help(?: me)?(?: at all)?|useless|"
    rf"(?:you|{_ANSWER}) (?:did|does|do) not (?:really )?answer(?: me| {_QUESTION}| that| it)?",
    Wish.AGAIN: r"again|repeat|repeat (?:it|that|this)|once more|one more time|come again|pardon|"
    r"(?:say|show|tell|post|send) (?:me )?(?:it|that|this)(?: to me)? (?:again|once more)|"
    r"(?:say|show) again|what was that|what was that again|what did you say|"
    r"(?:repeat|say|show me) (?:the|your|that) (?:last )?(?:answer|reply)(?: again)?|"
    rf"{_SAID_LAST}",
    Wish.MORE: rf"more|tell me more|tell us more|say more|show (?:me )?more|give me more|go on|"
    rf"continue|carry on|keep going|keep talking|next|and|then|and then|what else|anything else|"
    rf"what else is there|is there (?:anything )?more|what is next|what next|what comes next|"
    rf"then what|what then|elaborate|expand|explain(?: more| further| it| that| this)?|more info|"
    rf"more information|(?:more|further) details?|details|i want (?:to know )?more|"
    rf"i would like (?:to know )?more|"
    rf"(?:tell me |explain |say |know |show me )?more (?:about|on|of) {_REFERRED}|"
    rf"elaborate on {_REFERRED}|expand on {_REFERRED}|what more|is (?:that|this) (?:all|it)|"
    rf"(?:what else|anything else) can you tell me(?: about {_REFERRED})?|anything more|"
    r"(?:is there )?any more (?:info|information|details)|tell me everything|"
    rf"where can i (?:read|find|learn) more(?: about {_REFERRED})?",
    Wish.SOURCE: rf"{_A_SOURCE}|"
    r"sources?|your sources?|(?:what|where|which|who)(?: is| are)? "
    r"(?:the|your) sources?(?: (?:for|of|on|behind) (?:that|this|it))?|"
    r"(?:what|where|which) sources?|got (?:a|any) sources?|any sources?|"
    r"sources? (?:for|of) (?:that|this|it)|(?:do you )?have (?:a|any) sources?|"
    r"where(?: is| does| did) (?:that|this|it|you) "
    r"(?:from|come from|coming from|get (?:that|this|it)(?: from)?)|"
    rf"where (?:does|do|did) (?:{_ANSWER}|the (?:page|briefing)|they|you) say (?:that|this|so)|"
    r"where is (?:that|this|it) (?:written|stated|said)|"
    r"says who|who says(?: so| that| this| it)?|who told you|who said (?:that|this|so)|"
    r"how do you know(?: that| this| it)?|link|links|citation|citation needed|"
    rf"who wrote (?:that|this|it)|according to (?:who|whom)|authors?|"
    r"proof|reference|references|"
    rf"{_AGE}",
    Wish.BACK: r"undo|the list(?: again)?|"
    r"(?:go |get |take me )?back(?: one| a step| one step| again| to (?:that|it|the list"
    r"|the last one|the previous one|the one before))?|(?:the )?"
    r"previous(?: (?:one|answer|page|list|reply|question))?|(?:the )?one before|"
    r"step back|(?:show|give)(?: me)? (?:the|that) (?:list|choices)(?: again)?|"
    rf"{_SAID_BEFORE}|{FIRST_ASKED}",
    Wish.START: r"(?:start|begin) (?:over|again|anew|afresh|from scratch)(?: again)?|"
    r"(?:go )?back to (?:the )?(?:start|beginning|top|menu|main menu|stories)|reset|"
    r"(?:a )?(?:new|different|another|other) topic|(?:change|switch) (?:the )?(?:topic|subject)",
    Wish.THANKS: r"(?:thanks|thank|thank you|thankyou|thanku|thanx|thnx|tnx|thnks|cheers)"
    r"(?: again| a lot| a bunch| a million| (?:so |very )+much)?"
    r"(?: for (?:that|this|it|all(?: that| this)?|everything|(?:the|your) \w+))?|many thanks|"
    r"much appreciated|i appreciate (?:it|that|this)|got it|understood|gotcha|"
    r"(?:no|nope|nah|not now) (?:thanks|thank you)|no need|never ?mind|nevermind|nvm|all good|"
    r"(?:no )?(?:that|this) is (?:all|enough)|(?:no )?i am (?:good|fine|done|ok|okay)|no more|"
    r"enough|"
    r"have an? (?:nice|good|great|lovely) (?:day|evening|night|weekend|time|one)|"
    r"(?:good ?)?bye(?: bye)?|good ?night|see (?:you|ya)(?: later| soon)?|take care|"
    r"(?:that|this|it|you) (?:helps|helped|have helped|is a help|are a help)"
    r"(?: (?:me|us|a lot|a bunch|so much|very much))*|"
    r"you are (?:the best|great|welcome)|appreciated|i understand(?: that| it| now)?|not bad|"
    rf"(?:that|this) (?:is|was) {_VERY}(?:quick|fast)|(?:you are|your) {_VERY}{_KIND}|"
    r"i love you|nice to meet you|"
    r"i see|(?:that )?makes sense|good to know|(?:good|great|nice) bot|"
    rf"(?:what an? |(?:no )?(?:that|this|it) (?:is|was)(?: an?)? |an? )?{_VERY}{_GOOD}"
    r"(?: answer| one| work| job| stuff| info| information| to know)?|"
    r"well done|(?:i )?(?:love|like) (?:it|this|that)",
}
REMARKS: Final = (
    rf"(?:what an? |how |(?:that|this|it) (?:is|was)(?: an?)? )?{_VERY}{_STRIKING}"
    r"(?: stuff| story| stories| thing| question| to know)?|"
    rf"(?:what an? |how |{_THINKING}(?:that|this|it) (?:is|was)(?: an?)? |(?:so|too|very|really) )"
    rf"{_VERY}{_SAD}|"
    rf"(?:(?:that|this|it) (?:is|was)|so|too|very|really) {_VERY}bad|"
    rf"(?:what |(?:that|this|it) (?:is|was) ){_VERY}{_FELT} news|"
    rf"{_A_QUESTION}|sorry to (?:bother|disturb)(?: you)?|excuse me|nothing|dunno|idk|no idea|"
    r"i do not know|cancel|exit|quit|sorry|my bad|my mistake|oops|good question|"
    r"(?:wait|hold on|hang on)(?: please)?(?: an?| one)?(?: second| sec| minute| min| moment)?|"
    r"(?:one|just a|just one) (?:second|sec|minute|moment)|wow|whoa|woah|e+w+|yu+ck|meh|h+m+|mhm|"
    r"aha?|oh|ha|oof|ouch|ugh|damn|yikes|bruh|"
    r"(?:oh )?no way|oh (?:dear|no)|"
    rf"what an? {_VERY}(?:{_FELT} )?(?:surprise|mess|joke|disaster"
    r"|disgrace|scandal|farce|waste|nightmare|tragedy|relief|circus)|"
    r"(?:that|this) sucks|(?:oh )?my god|me too|same(?: here)?|(?:i )?agreed?|"
    r"fair(?: enough| point)?|"
    r"(?:fuck|screw|damn) (?:you|this|that|it)|(?:fuck|piss|bugger) off|fuck|shit|wtf|wth|shut up|"
    r"stop(?: (?:it|that|this|talking))?|be quiet|leave me alone|whatever|"
    r"go away|get lost|you suck|(?:you(?: are)? |your )?(?:such )?(?:an? )?(?:fucking |stupid )?"
    r"(?:idiot|moron|asshole|arsehole|dumbass)"
)
"""What only says what a reader thinks of an answer, or of the bot, however rudely."""
