"""What a message and a passage have to do with each other, by their words alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from rapidfuzz.fuzz import ratio

from bot.corpus.model import Passage, PassageKind
from bot.dialogue.model import Utterance
from bot.dialogue.reading.leaning import asks_instead, leans_back, names_in, personal_pronoun
from bot.dialogue.stories import StoryView, is_of_person, name_words
from bot.matching.model import Candidate
from bot.matching.phrasings import PHRASINGS, phrasings_of
from bot.text.content import content_words, stems_of
from bot.text.normalise import fold, normalise
from bot.text.question_types import QuestionType, question_type
from bot.text.tokens import chat_words, stem, stems, words
from bot.text.word_lists import word_list
from bot.text.words import STOP_WORDS

ENOUGH: Final = 2
"""Words of its own that let a message without a name stand by itself."""

DEFINING: Final = (QuestionType.DEFINITION, QuestionType.WHO, QuestionType.OTHER)
"""Questions to which a definition is an answer; mere names ask for one as well."""

TELLING: Final = (
    QuestionType.WHY,
    QuestionType.WHEN,
    QuestionType.WHERE,
    QuestionType.WHO,
    QuestionType.HOW_MANY,
    QuestionType.HOW_LONG,
)


def is_defined(topic: Passage, text: str) -> bool:
    """Say whether a message asks what a topic is, by its name, or for a person as it tells of one.

    "Who pays?" does not ask what a payment is.
    """
    if topic.kind is not PassageKind.TOPIC or leans_back(text):
        return False
    kind = kind_of_question(text)
    is_of_kind = is_of_person(topic) if kind is QuestionType.WHO else kind in DEFINING
    return is_of_kind or is_named(topic, text)


def is_form_of(word: str, name: str) -> bool:
    """Say whether a word is a name, or made of it: "Korean" of "Korea"."""
    return word == name or (len(name) >= _LEAST_ROOT and word.startswith(name))


def is_spelt_like(word: str, name: str) -> bool:
    """Say whether a word is a name, made of it, or one with an error in it."""
    return is_form_of(word, name) or ratio(word, name) >= _MISSPELT


_LEAST_ROOT: Final = 4


def is_namesake(rest: Collection[str], called: Iterable[str], view: StoryView) -> bool:
    """Say whether the rest of a name is somebody else's: no word of the story, nor nearly one.

    "Kim Yo-jong" is not "Kim Jong-un"; "kim jung un" is.
    """
    known = tuple(called)
    return any(
        len(word) > 1
        and stem(word) not in view.stems
        and all(ratio(word, own) < _MISSPELT for own in known)
        for word in rest
    )


_MISSPELT: Final = 70.0
"""Of a hundred: so like each other that one word may be the other one with an error."""


def is_office_holder(topic: Passage, text: str) -> bool:
    """Say whether a message asks who somebody is, and a person's definition speaks of that."""
    if kind_of_question(text) is not QuestionType.WHO or not is_of_person(topic):
        return False
    asked = stems(w for w in chat_words(normalise(text)) if w not in STOP_WORDS)
    return bool(asked) and set(asked).issubset(stems(words(fold(topic.text))))


def is_incomplete(text: str, view: StoryView) -> bool:
    """Say whether a message leaves something out that only what went before can add."""
    if asks_instead(text) is not None:
        return True
    is_short = len(content_words(text)) <= ENOUGH
    return (is_short or leans_back(text)) and not names_in(text, view.names)


def holds_name(own: Iterable[str], story: StoryView | None) -> bool:
    """Say whether one of some words is a name in a story."""
    return story is not None and not story.names.isdisjoint(own)


def words_beside_a_heading(text: str, view: StoryView) -> list[str]:
    """Give the words that neither the story uses nor anybody who asks for a kind of section."""
    return [w for w in content_words(text) if stem(w) not in view.stems | _OF_SECTIONS]


_OF_SECTIONS: Final = frozenset(
    stem(word)
    for heading in PHRASINGS
    for phrase in phrasings_of(heading)
    for word in words(fold(phrase))
)


def words_of_its_own(text: str, view: StoryView) -> list[str]:
    """Give the words that the story in view does not use, up to a pronoun for a person.

    What comes after "he" may be anything that is asked of him.
    """
    end = personal_pronoun(text)
    own = content_words(text) if end is None else content_words(" ".join(words(fold(text))[:end]))
    return [word for word in own if stem(word) not in view.stems]


def covers(passage: Passage, text: str) -> bool:
    """Say whether the answer to a fuller wording speaks of what the message itself asks for.

    "And the EU?" must be in the question answered. A message without a word to look for ("and
    why?") must be answered by the same kind of question.
    """
    instead = asks_instead(text)
    asked = content_words(instead or text)
    if not asked:
        kind = kind_of_question(text)
        return kind in TELLING and kind is kind_of_question(passage.label)
    names = (passage.label, *passage.aliases)
    return _share_a_word(asked, names if instead else (*names, passage.text))


def holds_all(passage: Passage, text: str) -> bool:
    """Say whether a passage has every word of a message that carries a subject, if any does."""
    asked = stems(content_words(text))
    said = stems(words(fold(" ".join((passage.label, *passage.aliases, passage.text)))))
    return bool(asked) and set(said).issuperset(asked)


def is_keywords(text: str) -> bool:
    """Say whether a message is nothing but keywords: "toll per ship", not "canals are cool"."""
    found = set(words(fold(text)))
    return bool(found) and found <= _JOINING.union(content_words(text))


_JOINING: Final = word_list("a an the and or of in on at to for from by with per about")


def speaks_of_instead(passage: Passage, text: str) -> bool:
    """Say whether a passage speaks of what "and the EU?" asks about, if a message asks so.

    "And toys?" is not answered by a list of goods without a toy, however near it is.
    """
    asked = content_words(asks_instead(text) or "")
    return not asked or _share_a_word(asked, (passage.label, *passage.aliases, passage.text))


def _share_a_word(asked: Iterable[str], said: Iterable[str]) -> bool:
    return not set(stems(asked)).isdisjoint(stems(words(fold(" ".join(said)))))


def asks_what_is_shown(utterance: Utterance, shown: Passage) -> bool:
    """Say whether "why?" asks, after a plain "was it delayed?", just what was answered to that."""
    asked = kind_of_question(utterance.text)
    before = [kind_of_question(message) for message in utterance.before[-1:]]
    is_bare = not content_words(utterance.text) and not leans_back(utterance.text)
    is_same = shown.is_question and asked is kind_of_question(shown.label)
    return is_bare and asked in TELLING and is_same and asked not in before


def kind_of_question(text: str) -> QuestionType:
    """Read off a message or a label what kind of answer it asks for."""
    return question_type(words(fold(text)))


def is_named(topic: Passage, text: str) -> bool:
    """Say whether a message holds a word of a topic's name."""
    named = name_words(topic)
    return not named.isdisjoint(words(fold(text)))


def is_near(candidate: Candidate, text: str, called: frozenset[str]) -> bool:
    """Say whether a candidate is worth offering: by its confidence, or by a word in common.

    The word may be its own, or one of the names of its story, of which `called` are the stems.

    Abuse and idle talk are near to nothing, and a list of buttons would answer them oddly.
    """
    if candidate.confidence >= _NEAR:
        return True
    passage, asked = candidate.passage, frozenset(stems(content_words(text)))
    own = (passage.label, *passage.aliases, passage.text)
    return not asked.isdisjoint(called) or not asked.isdisjoint(stems_of(own))


_NEAR: Final = 0.03
