"""Reads messages that ask for a part of a story, or for the list of stories, by its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, product
from typing import Final

from bot.matching.phrasings import PHRASINGS, phrasings_of
from bot.text.normalise import normalise
from bot.text.number_words import read_word
from bot.text.remembering import once_a_message
from bot.text.segments import without_manner
from bot.text.tokens import chat_words, stems, words
from bot.text.word_lists import word_list
from bot.text.words import STOP_WORDS

STORIES: Final = "stories"
"""Stands for the list of stories, where other messages ask for a section by its heading."""

_LONGEST: Final = 16
"""Words; whoever writes more asks for something of their own."""

_POLITE: Final = word_list(
    """
    a an the all some any every ok okay so and hey hi hello bot please just now well then also
    can could would will you i we me us to get have see show give tell list print want need like
    do is there your of about for quick full whole complete entire overall
    """
)
"""Words before a wish, or behind it, that change nothing."""

_AFTER: Final = word_list(
    """
    please now today then so far thanks again here there it this that these those story stories
    topic briefing page everything all lately recently currently about on of in for me us bot
    right present moment at the
    """
)
_ABOUT: Final = word_list("about on of in for regarding concerning with around behind from")
_TLDR: Final = re.compile(r"\btl[;:,.\s]?dr\b", re.IGNORECASE)
_COUNT: Final = re.compile(r"\A\d{1,2}\ufe0f?\u20e3?")
_HAPPENED: Final = "What's happened"
_BACKGROUND: Final = "How we got here"
_OWN_HEADINGS: Final = {
    ("at", "a", "glance"): _HAPPENED,
    ("key", "facts"): _HAPPENED,
    ("takeaways",): _HAPPENED,
    ("key", "takeaways"): _HAPPENED,
    ("key", "dates"): _BACKGROUND,
    ("important", "dates"): _BACKGROUND,
}
"""Headings that editors give to parts, and that no reader asks for in these words alone."""
_LONGEST_HEADING: Final = 40
"""Characters; a longer one says something of its own."""
_BEGINNING: Final = 80
"""Characters of a text, among which it says what it is."""
_STORY: Final = word_list("story briefing page topic news thing")
_POINTING: Final = word_list("it this that these those them him her")
_SAYING: Final = frozenset(product(_POINTING, ("is", "are", "was", "were")))
"""With these begins what is said, not asked: "that is"."""


_MORE_PHRASINGS: Final = {
    "Common question": """
        questions | all questions | all of the questions | the questions | question list |
        which questions can you answer | what questions can you answer | what questions are there |
        which questions are there | what questions do you have | what questions do you answer |
        what can i ask | what could i ask | what can one ask | what should i ask | what to ask
        """,
    "Go deeper": "deeper | what to ask next",
    "More on these topics": """
        who is who | whos who | who is everyone | explain the names |
        explain the terms | list of people | list of names | list of terms | who are these people |
        who are all these people | people involved | the people involved |
        who are the people involved | which people are involved | who are the key people |
        people
        """,
    "What the papers say": """
        what is in the papers | what is in the press | what does the press say | papers | paper |
        sources | the sources | your sources | what are the sources | what are your sources |
        which sources | source list | list of sources
        """,
    _HAPPENED: """
        tldr | recap | what is the latest | what is the latest news | what is the status |
        what is the update | any update | any updates | any latest | what is the summary |
        anything new | is there anything new | anything newer | is there anything newer
        """,
    STORIES: """
        stories | briefings | story list | which stories do you have | what stories do you have |
        what stories do you cover | which stories do you cover | what stories are there |
        which stories are there | which stories | what stories | list of stories |
        list of briefings | list stories | list briefings | what briefings are there |
        which briefings are there | what briefings do you have | which briefings do you have |
        what are the stories | what are the main stories | main stories | top stories |
        other stories | what other stories | other news | any other news | another story |
        next story | newest story | newest stories |
        latest story | latest stories | which story is the newest | which is the newest story |
        the other story | any other stories |
        which other stories do you have |
        which other stories are there | other stories do you have |
        what other stories are there | more stories | what else |
        what other stories do you have | what else do you have | what else do you cover |
        what else do you know | what do you cover | what do you know | what do you know about |
        what do you have | what can i read | what can i read about | what can you tell me about |
        what can i ask about | what can i ask you about | what can you talk about |
        what can you tell me | what can you tell us |
        what subjects do you cover | which subjects do you cover | menu | main menu | home | index |
        start | contents | table of contents | what can you answer | what are you about |
        what is there | what is available | what is going on in the world |
        what is happening in the world
        """,
}
"""Wordings that count only where they are the whole message."""


DEFINITIONS: Final = "More on these topics"

LISTS: Final = (STORIES, "Common question", "Go deeper", DEFINITIONS)
"""Parts that are lists. Whoever asks for one does not ask what the story's passages answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a message asks for: a kind of section, and the words that name its story."""

    heading: str
    """A canonical heading, or `STORIES`."""
    about: str | None
    """The words that name the story; none where the message names none."""
    is_pointing: bool = False
    """The story is "this" or "it"."""
    is_loose: bool = False
    """Only keywords, which may as well ask something else."""


@lru_cache(maxsize=16_384)
def part_headed(label: str) -> str | None:
    """Give the canonical heading of the part that a heading of an editor's own words names.

    "1. Background" and "⏳ Timeline" tell how it came about. None for any other heading.
    """
    if len(label) > _LONGEST_HEADING:
        return None
    bare = _bare(label)
    own = _OWN_HEADINGS.get(tuple(chat_words(normalise(bare))))
    if own is not None:
        return own
    part = part_wanted(bare)
    is_named = part is not None and part.about is None and not part.is_loose
    return part.heading if part and is_named and not part.is_pointing else None


def is_headed_in(said: str, label: str) -> bool:
    """Tell whether a message has all words of a heading of an editor's own, one after another."""
    asked, own = _stems_of(said), _stems_of(_bare(label))
    return bool(own) and any(asked[at : at + len(own)] == own for at in range(len(asked)))


def _stems_of(text: str) -> tuple[str, ...]:
    return stems(words(normalise(text)))


def _bare(label: str) -> str:
    return _COUNT.sub("", label).lstrip(" .):-–—")


def is_in_short(text: str) -> bool:
    """Tell a text that says "TL;DR" of itself."""
    return _TLDR.search(text[:_BEGINNING]) is not None


@once_a_message
def part_wanted(text: str) -> Part | None:
    """Read a message that asks for a kind of section and nothing else; none for all others."""
    found = chat_words(without_manner(normalise(_TLDR.sub("tldr", text))))
    if not 1 <= len(found) <= _LONGEST:
        return None
    return _in_full(found) or _about_what(found) or _counted(found) or _keywords(found)


def _in_full(found: Sequence[str]) -> Part | None:
    """Read a wish in words that are listed for it, among polite ones, and what follows it."""
    for start in range(_behind_polite(found) + 1):  # polite words may belong to it
        for end in range(len(found), start, -1):
            wish = stems(found[start:end])
            if wish in _OF_THINGS and _is_of_a_thing(found[end:]):
                continue
            heading = _WHOLE.get(wish)
            part = None if heading is None else _with_story(heading, found[end:])
            is_of_story = heading == DEFINITIONS and not _STORY.isdisjoint(found[end:])
            if part is None or (
                wish in (_UNNAMED if part.about is None else _BARE) and not is_of_story
            ):
                continue
            if part.about is None or wish != _QUESTIONS:
                return part
            if _is_short_name(part.about.split()):  # they may as well be of one matter
                return replace(part, is_loose=True)
    return None


def _counted(found: Sequence[str]) -> Part | None:
    """Read "give me 3 key points": a wish for a section, and how much of it there should be."""
    at = _behind_polite(found)
    part = None if read_word(found[at]) is None else _in_full(found[at + 1 :])
    return None if part is None or part.heading in LISTS else part


def _is_of_a_thing(rest: Sequence[str]) -> bool:
    return rest[:1] == ("of",) and _STORY.isdisjoint(rest)


def _about_what(found: Sequence[str]) -> Part | None:
    """Read "what is the volcano story about" and "what is the volcano story"."""
    if found[:2] != ("what", "is") or _STORY.isdisjoint(found):
        return None
    is_named = found[-1] in ("story", "briefing") and _is_short_name(found[2:-1])
    if found[-1] != "about" and not is_named:
        return None
    name = [word for word in found[2:-1] if word not in _STORY and word not in _POLITE]
    return Part("What's happened", " ".join(name)) if name else None


def _behind_polite(found: Sequence[str]) -> int:
    """Give the place of the first word that is not polite; of the last where all are."""
    return next((at for at, word in enumerate(found) if word not in _POLITE), len(found) - 1)


def _keywords(found: Sequence[str]) -> Part | None:
    """Read "bird flu news" and "timeline google case": a wish beside the bare name of a story.

    "That is bad news" says something and wants nothing.
    """
    if any(pair in _SAYING for pair in pairwise(found)):
        return None
    kept = [word for word in found if word not in _POLITE and word not in _AFTER]
    for at in range(1, len(kept)):
        for wish, name in ((kept[at:], kept[:at]), (kept[:at], kept[at:])):
            asked = stems(wish)
            is_wish = asked not in _NOT_BESIDE_NAMES and _ADJECTIVES.isdisjoint(wish)
            heading = _WHOLE.get(asked) if is_wish else None
            is_name = _is_short_name(name) and STOP_WORDS.isdisjoint(name)
            if heading is not None and is_name and STOP_WORDS.isdisjoint(wish):
                return Part(heading, " ".join(name), is_loose=True)
    return None


def _is_short_name(name: Sequence[str]) -> bool:
    """Say whether words may be a name, with an article at most."""
    bare = name[1:] if name and name[0] in ("the", "a", "an") else name
    return 1 <= len(bare) <= _NAME_WORDS and STOP_WORDS.isdisjoint(bare)


_NAME_WORDS: Final = 4


def _with_story(heading: str, rest: Sequence[str]) -> Part | None:
    """Read what follows a wish: nothing that matters, or the name of a story."""
    if all(word in _AFTER for word in rest):
        return Part(heading, None, is_pointing=not _POINTING.isdisjoint(rest))
    if rest[0] not in _ABOUT:
        return None
    name = [word for word in rest[1:] if word not in ("story", "briefing")]
    return Part(heading, " ".join(name))


def _whole_wordings() -> dict[tuple[str, ...], str]:
    """Give the stems of each wording, and what it asks for; special wordings win."""
    table: dict[tuple[str, ...], str] = {}
    for heading in PHRASINGS:
        for phrase in (heading, *phrasings_of(heading)):
            table.setdefault(stems(words(normalise(phrase))), heading)
    for heading, listed in _MORE_PHRASINGS.items():
        for phrase in listed.split("|"):
            table[stems(words(normalise(phrase)))] = heading
    return table


_WHOLE: Final = _whole_wordings()
_QUESTIONS: Final = stems(("questions",))
_BARE: Final = frozenset(
    wish
    for heading, listed in _MORE_PHRASINGS.items()
    if heading in LISTS
    for wish in (stems(words(normalise(phrase))) for phrase in listed.split("|"))
    if len(wish) == 1 and wish != _QUESTIONS
)
"""Single words that say too little to be followed by a name: "a story about dragons"."""

_OF_THINGS: Final = frozenset(stems((word,)) for word in ("sources", "papers"))
"""Words for a part that things have as well: "sources of water"."""

_NOT_BESIDE_NAMES: Final = _BARE | _OF_THINGS | {_QUESTIONS}
_ADJECTIVES: Final = word_list("new previous underlying significant")
"""Beside a name they say of what kind it is: "the new bridge"; "bridge news" asks for news."""

_UNNAMED: Final = frozenset({stems(("sources",))})
"""Words that ask for something of the last reply, unless a story's name follows."""
