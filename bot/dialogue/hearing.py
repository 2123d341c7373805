"""Hears a message in whatever language it is, without what only stands beside its question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.corpus.model import PassageKind
from bot.dialogue.bearing import covers
from bot.dialogue.heard import Heard, certain
from bot.dialogue.languages import Languages
from bot.dialogue.listening import Listener
from bot.dialogue.model import Utterance
from bot.dialogue.naming import is_called, is_person_called
from bot.dialogue.reading.beyond import asked_within
from bot.dialogue.reading.correcting import corrected, meant_alone, respelt
from bot.dialogue.reading.leaning import leans_back
from bot.dialogue.reading.names import name_asked, plain
from bot.dialogue.reading.picked_names import names_picked
from bot.dialogue.reading.several import question_beside
from bot.dialogue.typed_commands import asked_in_command
from bot.matching.model import Abstain, Answer, Candidate
from bot.text.dictation import as_written
from bot.text.language import ENGLISH, primary
from bot.text.names_abroad import name_asked_abroad
from bot.text.quotations import beside_quotations

_READ = 1_000
"""Characters of a message that are read; to fold endless marks would take seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Hearing:
    """A listener with what people put around their questions, and with other languages."""

    listener: Listener
    languages: Languages | None
    """Recognises messages in other languages; without it all are taken for the pages' own."""

    def meant(self, utterance: Utterance) -> Utterance:
        """Give a message as it is meant: without quotations and what a correction takes back."""
        return self._as_meant(self._read(utterance))

    def hear(self, utterance: Utterance) -> Heard:
        """Hear a message in its own language; what is a label word for word is never foreign."""
        return _named_abroad(utterance.text, self._hear(utterance))

    def _hear(self, utterance: Utterance) -> Heard:
        languages = self.languages
        if languages is None:
            return self.listener.hear(utterance)
        language = languages.foreign(utterance.text) or languages.read_at_home(utterance.text)
        if language is None:
            heard = self.listener.hear(utterance)
            return self._second_reading(languages, utterance, heard) or heard
        return self._hear_abroad(languages, utterance, language)

    def hear_each(
        self, utterance: Utterance, questions: Sequence[str], whole: Heard
    ) -> Iterator[Heard]:
        """Hear questions of one message, one at least, in turn, and in its language."""
        if whole.foreign is None or self.languages is None:
            yield from self.listener.hear_each(utterance, questions)
            return
        for question in questions:
            asked = replace(utterance, text=question)
            heard = self._hear_abroad(self.languages, asked, whole.foreign.language)
            heard = _named_abroad(question, heard)
            yield heard
            if isinstance(heard.decision, Answer):
                answer = heard.decision.candidate.passage.id
                utterance = replace(utterance, about=answer, shown=answer)

    def _hear_abroad(self, languages: Languages, utterance: Utterance, language: str) -> Heard:
        by_words = self.listener.hear(Utterance(utterance.text))
        if by_words.is_word_for_word(utterance.text):
            return by_words
        story = self.listener.stories.holding(utterance.about)
        return languages.hear(utterance, language, by_words, story)

    def _second_reading(
        self, languages: Languages, utterance: Utterance, heard: Heard
    ) -> Heard | None:
        """Read in another language what nothing answers; none unless that reading is answered.

        What is in English is answered so only by a page that is not.
        """
        if not isinstance(heard.decision, Abstain):
            return None
        language = languages.perhaps_foreign(utterance.text)
        if language is None and languages.served != (ENGLISH,):
            language = ENGLISH if languages.reads(ENGLISH) else None
        again = None if language is None else languages.hear(utterance, language, heard)
        if again is None or not isinstance(again.decision, Answer):
            return None
        page = self.listener.stories.corpus.page_of(again.decision.candidate.passage)
        return None if primary(page.meta.lang) == language else again

    def asked(self, utterance: Utterance) -> Heard:
        """Hear a message, or what is asked in a wish to be told if nothing answers the whole."""
        whole = self.hear(utterance)
        asked = asked_within(utterance.text) if isinstance(whole.decision, Abstain) else None
        if asked is None or (utterance.about is None and leans_back(asked)):
            return whole
        heard = self.hear(replace(utterance, text=asked))
        return whole if isinstance(heard.decision, Abstain) else heard

    def without_asides(self, utterance: Utterance, whole: Heard) -> Heard:
        """Hear the only question of a message alone, if what answers it is nearest to the whole.

        "My brother has seen the cathedral. How long did the fire burn?"
        """
        is_answer = isinstance(whole.decision, Answer)
        question = None if is_answer else question_beside(utterance.text)
        if question is None:
            return whole
        alone = self.listener.hear(replace(utterance, text=question))
        nearest = {candidate.passage.id for candidate in whole.candidates[:1]}
        match alone.decision:
            case Answer(candidate) if candidate.passage.id in nearest:
                return alone
            case _:
                return whole

    def _read(self, utterance: Utterance) -> Utterance:
        """Leave out what a message quotes, where what it says beside that is sure by itself.

        "Is that true?" is not: there the quotation tells what is asked.
        """
        read = asked_in_command(as_written(utterance.text[:_READ]).strip())
        own = beside_quotations(read)
        is_sure = own != read and isinstance(self.hear(Utterance(own)).decision, Answer)
        return replace(utterance, text=own if is_sure else read)

    def _as_meant(self, utterance: Utterance) -> Utterance:
        """Leave out what a correction takes back: "not the mayor, the geologist", "*dam"."""
        mended = respelt(utterance.text, utterance.before[-1]) if utterance.before else None
        if mended is not None:
            return replace(utterance, text=mended)
        is_choosing = utterance.on_screen is None and bool(utterance.choices)
        if not utterance.before or (is_choosing and names_picked(utterance.text).unwanted):
            return utterance
        shown = self.listener.stories.corpus.passage(utterance.shown)
        label = "" if shown is None else f"{shown.label} {shown.text}"
        *meant, last = (
            replace(utterance, text=text)
            for text in corrected(utterance.text, utterance.before[-1], label) or (utterance.text,)
        )
        return next(filter(self._is_answered, meant), None) or self._meant_alone(last)

    def _is_answered(self, utterance: Utterance) -> bool:
        return isinstance(self.hear(utterance).decision, Answer)

    def _meant_alone(self, utterance: Utterance) -> Utterance:
        """Give what "I meant the price" names as a message, if that alone is answered in its words.

        With a definition only where one was asked for: what "I meant Canada" asks of it, the last
        message says.
        """
        alone = meant_alone(utterance.text, utterance.before[-1])
        if alone is None or self._is_answered(utterance):
            return utterance
        named, is_of_name = replace(utterance, text=alone), name_asked(alone) is not None
        match self.hear(named).decision:
            case Answer(Candidate(passage)) if covers(passage, alone) and (
                is_of_name or passage.kind is not PassageKind.TOPIC
            ):
                return named
            case _:
                return utterance


def _named_abroad(text: str, heard: Heard) -> Heard:
    """Answer "wer ist Ilse Brandt?" with the only topic of that name, if nothing else does."""
    is_unread = heard.foreign is not None and not heard.foreign.is_read
    name = name_asked_abroad(text)
    if name is None or is_unread or isinstance(heard.decision, Answer):
        return heard
    bare = plain(name)
    called = [
        c.passage
        for c in heard.candidates
        if is_called(c.passage, bare) or is_person_called(c.passage, bare)
    ]
    return replace(heard, decision=Answer(certain(called[0]))) if len(called) == 1 else heard
