"""Answers an utterance: match, decide, compose. Synchronous, frozen, and without any I/O."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, takewhile
from typing import assert_never

from bot.corpus.model import Briefing, Corpus, Passage, PassageId, PassageKind
from bot.dialogue import browse, wording
from bot.dialogue.about_the_bot import is_about_the_bot
from bot.dialogue.bearing import covers
from bot.dialogue.beyond import (
    Beyond,
    beyond,
    is_of_the_bot,
    names_readers,
    rewords_what_is_shown,
    wants_a_call,
)
from bot.dialogue.compose import (
    MAX_FOLLOW_UPS,
    NEAREST,
    answer_reply,
    choices,
    is_list,
    present,
    story_passages,
    together,
    told_apart,
)
from bot.dialogue.conversation import Conversation
from bot.dialogue.declining import Declining
from bot.dialogue.explain import explain
from bot.dialogue.heard import ForeignSpeech, Heard, certain
from bot.dialogue.hearing import Hearing
from bot.dialogue.in_view import InView
from bot.dialogue.languages import Languages, decline_foreign
from bot.dialogue.listening import Listener
from bot.dialogue.model import Choice, Explanation, Reply, ReplyKind, Turn, Utterance
from bot.dialogue.named_stories import NamedStories
from bot.dialogue.naming import is_called, is_name_of, names_asked
from bot.dialogue.parts import DEFINITIONS
from bot.dialogue.parts_shown import PartsShown
from bot.dialogue.picking import Picked, picked, picked_by_name
from bot.dialogue.refusing import refuse
from bot.dialogue.requests import Wish, wish_of
from bot.dialogue.several import MAX_QUESTIONS, questions_in
from bot.dialogue.stories import BuildMatcher, Stories
from bot.dialogue.suggestions import Suggestions, glanced, packed_names
from bot.dialogue.typed_commands import TypedCommand, typed_command
from bot.dialogue.wishes import AGREED, grant
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Decision, Matcher, Policy
from bot.matching.packed import Texts
from bot.text.language import primary

SUGGESTIONS = 25
"""Discord's limit on autocomplete choices."""

_CLOSE = 2
"""Passages that are offered for each question of several that is not sure of an answer."""


@dataclass(frozen=True, slots=True)
class Responder:
    """A corpus, a matcher and a policy: everything between a message and a reply."""

    corpus: Corpus
    matcher: Matcher
    policy: Policy
    build_matcher: BuildMatcher | None = None
    """Makes a matcher for one story, so that what leans on a story is compared with it alone."""
    languages: Languages | None = None
    """Recognises messages in other languages; without it all are taken for the pages' own."""
    askable_names: Texts | None = field(default=None, repr=False, compare=False)
    """The labels of `browse.askable` as `packed_names` gives them; without it, they are packed."""
    in_view: InView | None = field(default=None, repr=False, compare=False)
    """Weighs what a follow-up may mean in the story in view; without it, it is read by rule."""
    _hearing: Hearing = field(init=False, repr=False, compare=False)
    _parts: PartsShown = field(init=False, repr=False, compare=False)
    _named: NamedStories = field(init=False, repr=False, compare=False)
    _declining: Declining = field(init=False, repr=False, compare=False)
    _askable: Suggestions = field(init=False, repr=False, compare=False)
    _topics: Suggestions = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put together what it is made of, and index the labels for autocomplete."""
        set_once = object.__setattr__  # the one way into a frozen value while it is born
        stories = Stories(self.corpus, self.matcher, self.build_matcher)
        listener = Listener(self.matcher, self.policy, stories, self.in_view)
        hearing = Hearing(listener, self.languages)
        named = NamedStories(self.corpus, hearing)
        set_once(self, "_hearing", hearing)
        set_once(self, "_parts", PartsShown(self.corpus, listener))
        set_once(self, "_named", named)
        set_once(self, "_declining", Declining(self.corpus, listener, named))
        askable = browse.askable(self.corpus)
        names = self.askable_names or packed_names(passage.label for passage in askable)
        set_once(self, "_askable", Suggestions.of(names, askable))
        set_once(self, "_topics", Suggestions.build(browse.topic_names(self.corpus)))

    def respond(self, utterance: Utterance, *, today: date) -> Turn:
        """Answer one message: with a passage, by asking back, or by declining."""
        turn = self._respond(self._hearing.meant(utterance), today)
        return replace(turn, utterance=utterance)

    def _respond(self, utterance: Utterance, today: date) -> Turn:
        reply = self._typed(utterance.text, today) or self._asked_for(utterance, today)
        if reply is not None:
            return _turn_of(utterance, reply, self.corpus)
        heard = self._hearing.asked(utterance)
        if self._is_greeted(utterance.text, heard):
            return _turn_of(utterance, self.help(), self.corpus)
        if heard.foreign is not None:
            return self._turn_abroad(heard.foreign, utterance, heard, today)
        reply = (
            self._parts.of_named(utterance, heard, today)
            or self._parts.same_of_another(utterance, today)
            or self._named.alone(utterance, heard)
            or self._named.turned_to(utterance, heard, today)
            or self._parts.reworded(utterance, heard, today)
            or self._doubted(utterance, heard, today)
        )
        if reply is not None:
            return _turn_of(utterance, reply, self.corpus)
        return self._answer_each(utterance, heard, today) or self._turn(
            utterance, self._hearing.without_asides(utterance, heard), today
        )

    def converse(self, messages: Iterable[str], *, today: date) -> Conversation:
        """Give what a reader has in view after these messages, oldest first."""
        conversation = Conversation()
        for message in messages:
            turn = self.respond(conversation.utterance(message), today=today)
            conversation = conversation.after(turn)
        return conversation

    def open(self, passage_id: str, *, today: date) -> Reply:
        """Show the passage of a button; when it is gone, say so kindly."""
        passage = self.corpus.passage(passage_id)
        if passage is None:
            return self._declining.gone(passage_id)
        return answer_reply(self.corpus, passage, today=today)

    def alternatives(self, utterance: Utterance, shown: str) -> Reply:
        """Answer "not what I meant": everything else that came close, or the briefing's parts."""
        ranked = self._hearing.hear(self._hearing.meant(utterance)).candidates
        others = [c.passage for c in ranked if c.passage.id != shown]
        passage = self.corpus.passage(shown)
        if not others and passage is not None:
            others = [p for p in story_passages(self.corpus, passage.briefing) if p.id != shown]
        return Reply(
            kind=ReplyKind.CLARIFICATION,
            heading=wording.CLARIFY_HEADING,
            text=wording.ALTERNATIVES if others else wording.ABSTAIN_NOTHING,
            follow_ups=told_apart(self.corpus, choices(others, limit=MAX_FOLLOW_UPS + 1)),
        )

    def explain(self, utterance: Utterance, shown: str | None = None) -> Explanation:
        """Say why: what spoke for and against the passage that was shown, in plain words."""
        meant = self._hearing.meant(utterance)
        heard = self._hearing.without_asides(meant, self._hearing.hear(meant))
        sure = {candidate.passage.id: candidate.confidence for candidate in heard.candidates}
        candidates = tuple(
            replace(c, confidence=sure.get(c.passage.id, c.confidence))
            for c in heard.matcher.rank(heard.words, explain=True)
        )
        return explain(heard.decision, candidates, self.corpus.passage(shown))

    def suggest(self, text: str, limit: int = SUGGESTIONS) -> tuple[Choice, ...]:
        """Offer questions and topics while a reader is still typing."""
        return told_apart(self.corpus, choices(self._suggestions(text), limit=limit))

    def help(self) -> Reply:
        """Introduce the bot, with the briefings as buttons."""
        return browse.help_reply(self.corpus)

    def briefings(self) -> tuple[Briefing, ...]:
        """Give the briefings, those with the newest facts first."""
        return browse.latest_first(self.corpus)

    def briefing(self, name: str) -> Reply:
        """Show a briefing, by id or title: its sections, menus and questions as buttons."""
        return browse.briefing_reply(self.corpus, name)

    def latest(self) -> Reply:
        """List the briefings by the date of their facts."""
        return browse.latest_reply(self.corpus)

    def topics(self) -> Reply:
        """List the people, places and bodies that the briefings define."""
        return browse.topics_reply(self.corpus)

    def topic(self, name: str, *, today: date) -> Reply:
        """Show a topic by its name, an alias or its passage id."""
        nearest = (c.passage for c in self.matcher.rank(name)[:NEAREST])
        return browse.topic_reply(self.corpus, name, today=today, nearest=nearest)

    def suggest_topics(self, text: str, limit: int = SUGGESTIONS) -> tuple[Choice, ...]:
        """Offer the topics whose name or alias holds what was typed so far."""
        return choices(self._topics.holding(text), limit=limit)

    def _typed(self, text: str, today: date) -> Reply | None:
        """Do what a command that came as a message asks for, or tell how to use it."""
        match typed_command(text):
            case None:
                return None
            case TypedCommand("help" | "ask"):
                return self.help()
            case TypedCommand("topics" | "topic", words):
                return self.topic(words, today=today) if words else self.topics()
            case TypedCommand("latest"):
                return self.latest()
            case TypedCommand("briefing", words):
                return self.briefing(words) if words else self.latest()
            case TypedCommand(name):
                return browse.typed_reply(name)

    def _asked_for(self, utterance: Utterance, today: date) -> Reply | None:
        """Do what needs no matching: open a choice, grant a wish, show a part of a story."""
        wish = wish_of(utterance.text)
        choice = picked(utterance, self.corpus)
        if wish is None:
            choice = choice or self._picked_by_name(utterance)
        if isinstance(choice, Reply):
            return choice
        if choice:
            opened = [self.open(passage_id, today=today) for passage_id in choice]
            return together(opened) if len(opened) > 1 else opened[0]
        granted = None if wish is None else self._granted(wish, utterance, today)
        return granted or self._parts.in_view(utterance, today)

    def _picked_by_name(self, utterance: Utterance) -> Picked:
        """Give the choices that words name; of a story's list of names, the one that they are."""
        choice = picked_by_name(utterance, self.corpus, self._hearing.listener.which.named)
        if isinstance(choice, Reply) or len(choice) != 1:
            return choice
        for chosen in present(self.corpus, choice):
            if chosen.kind is PassageKind.MENU and chosen.label == DEFINITIONS:
                topic = self._topic_of(utterance.text, self.corpus.briefing_of(chosen))
                return choice if topic is None else (topic,)
        return choice

    def _topic_of(self, text: str, story: Briefing) -> PassageId | None:
        """Give the topic of a story that a message names, where it does not name the story."""
        decision = self._hearing.hear(Utterance(text)).decision
        if not isinstance(decision, Answer) or is_name_of(text, story):
            return None
        found = decision.candidate.passage
        is_own = found.kind is PassageKind.TOPIC and found.briefing == story.id
        return found.id if is_own else None

    def _granted(self, wish: Wish, utterance: Utterance, today: date) -> Reply | None:
        """Grant a wish; a plain "yes" or "no" is at least heard."""
        if wish is Wish.NO:
            granted = refuse(utterance, self.corpus, self._hearing)
        else:
            granted = grant(wish, utterance, self.corpus, today=today)
        if granted is None and wish in (Wish.YES, Wish.NO):
            return AGREED
        return granted

    def _doubted(self, utterance: Utterance, heard: Heard, today: date) -> Reply | None:
        """Name the source of what was just shown to whoever doubts it: "are you sure?"."""
        is_asked = isinstance(heard.decision, Answer) or utterance.on_screen is None
        if is_asked or beyond(utterance.text) is not Beyond.DOUBT:
            return None
        return grant(Wish.SOURCE, utterance, self.corpus, today=today)

    def _is_greeted(self, text: str, heard: Heard) -> bool:
        """Say whether a message is to the bot itself: "what can you do" asks for no passage."""
        is_loaded = bool(self.corpus.briefings)
        return is_loaded and is_about_the_bot(text) and not heard.is_word_for_word(text)

    def _turn_abroad(
        self, speech: ForeignSpeech, utterance: Utterance, heard: Heard, today: date
    ) -> Turn:
        """Answer a message in another language with the pages' words; decline what is unread."""
        if not speech.is_read:
            return decline_foreign(self.corpus, utterance, heard.candidates, speech.served)
        turn = self._answer_each(utterance, heard, today) or self._turn(utterance, heard, today)
        notes = (*turn.reply.notes, *self._told_of_pages(speech, turn.decision))
        return replace(turn, reply=replace(turn.reply, notes=notes))

    def _told_of_pages(self, speech: ForeignSpeech, decision: Decision) -> tuple[str, ...]:
        """Say which language an answer is in, or the pages are in, if not that of the message."""
        if not isinstance(decision, Answer):
            is_told, told = not speech.is_at_home, wording.pages_in(speech.served)
        else:
            shown = self.corpus.page_of(decision.candidate.passage).meta.lang
            is_told, is_one = primary(shown) != speech.language, len(speech.served) == 1
            told = wording.answered_in(speech.served) if is_one else wording.page_in(shown)
        return (told,) if is_told else ()

    def _turn(self, utterance: Utterance, heard: Heard, today: date) -> Turn:
        is_answer = isinstance(heard.decision, Answer)
        is_shown = utterance.shown is not None and not heard.is_word_for_word(utterance.text)
        is_reworded = rewords_what_is_shown(utterance.text) and not _tells_of_readers(
            heard, utterance.text
        )
        if (is_shown and is_reworded) or (not is_answer and is_of_the_bot(utterance.text)):
            heard = replace(heard, decision=Abstain(()))  # nothing is near to "make it shorter"
        reply = self._compose(utterance, heard.decision, heard.candidates, today)
        if not isinstance(heard.decision, Abstain) and wants_a_call(utterance.text):
            reply = replace(reply, notes=(*reply.notes, wording.NO_ALERTS))
        return Turn(
            utterance,
            heard.decision,
            heard.candidates,
            reply,
            turned_to=self._turned_in_vain(utterance, heard),
        )

    def _turned_in_vain(self, utterance: Utterance, heard: Heard) -> PassageId | None:
        """Give the nearest passage of the story that a declined message turns to by its title."""
        if not isinstance(heard.decision, Abstain) or not heard.candidates:
            return None
        best, view = heard.candidates[0].passage, self._hearing.listener.stories.of(utterance.about)
        is_turned = self._hearing.listener.which.is_turned_to(utterance.text, best, view)
        return best.id if is_turned else None

    def _answer_each(self, utterance: Utterance, whole: Heard, today: date) -> Turn | None:
        """Answer several questions of one message; none where it is one question after all.

        It is one when the whole of it is answered, and by none of the passages that answer its
        parts, unless those are many; and when it asks for several names, of which one is not a
        topic's. What answers the whole comes first where a part had to borrow it, for that part may
        be the question, and the rest a remark. What comes close to a part that is not sure is
        offered first.
        """
        questions = questions_in(utterance.text)
        names = () if questions else self._topics_asked(utterance.text)
        questions = questions or tuple(f"who is {name}" for name in names)
        if not questions or whole.is_word_for_word(utterance.text):
            return None
        asked = questions[:MAX_QUESTIONS]
        heard = tuple(
            self._one_of_several(replace(utterance, text=question), one, whole, today)
            for question, one in zip(
                asked, self._hearing.hear_each(utterance, asked, whole), strict=True
            )
        )
        if names and not all(map(_is_definition_of, heard, names)):
            return None
        answered = {
            one.decision.candidate.passage.id: one
            for one in heard
            if isinstance(one.decision, Answer)
        }
        is_otherwise = isinstance(whole.decision, Answer) and not _is_answered_by(whole, answered)
        if not answered or (is_otherwise and len(answered) < MAX_QUESTIONS):
            return None
        whole_first = sorted(answered.values(), key=lambda one: one.words != whole.words)
        turns = [self._turn(utterance, one, today) for one in whole_first]
        close = {
            question: [*takewhile(lambda p: p.id not in answered, _asked_back(one)[:_CLOSE])]
            for question, one in zip(asked, heard, strict=True)
        }
        offered = told_apart(self.corpus, choices(chain.from_iterable(close.values())))
        reply = together([turn.reply for turn in turns], offered_first=offered)
        notes = [
            wording.not_answered(question, is_close=bool(close[question]))
            for question, one in zip(asked, heard, strict=True)
            if not isinstance(one.decision, Answer)
        ]
        if len(questions) > len(asked):
            notes.append(wording.only_the_first(len(asked)))
        return replace(turns[0], reply=replace(reply, notes=(*reply.notes, *notes)))

    def _one_of_several(
        self, utterance: Utterance, heard: Heard, whole: Heard, today: date
    ) -> Heard:
        """Answer a question of a message with what it is near to and the whole is answered with.

        Or with the part of a story that it asks for.
        """
        if isinstance(heard.decision, Answer):
            return heard
        near = _asked_back(heard) or tuple(c.passage for c in heard.candidates[:1])
        if _is_answered_by(whole, {passage.id for passage in near}):
            return whole
        reply = self._parts.in_view(utterance, today) or self._parts.of_named(
            utterance, heard, today
        )
        part = None if reply is None else reply.passage
        if part is None or is_list(part):
            return heard
        return replace(heard, decision=Answer(certain(part)))

    def _topics_asked(self, text: str) -> tuple[str, ...]:
        """Give the names that a message asks for, where each is a topic's."""
        names = names_asked(text)
        are_topics = all(any(is_called(t, n) for t in self._topics.holding(n)) for n in names)
        return names if are_topics else ()

    def _compose(
        self,
        utterance: Utterance,
        decision: Decision,
        candidates: tuple[Candidate, ...],
        today: date,
    ) -> Reply:
        match decision:
            case Answer(candidate):
                shown = candidate.passage
                others = (c.passage for c in candidates if c.passage.id != shown.id)
                reply = answer_reply(self.corpus, shown, today=today, alternatives=others)
                if shown.id != utterance.shown:
                    return reply
                return replace(reply, notes=(*reply.notes, wording.SHOWN_BEFORE))
            case Clarify(several):
                offered = choices((c.passage for c in several), limit=MAX_FOLLOW_UPS + 1)
                is_one = len(offered) == 1
                return Reply(
                    kind=ReplyKind.CLARIFICATION,
                    heading=wording.CLARIFY_ONE_HEADING if is_one else wording.CLARIFY_HEADING,
                    text=wording.CLARIFY_ONE if is_one else wording.CLARIFY,
                    follow_ups=told_apart(self.corpus, offered),
                )
            case Abstain(nearest):
                return self._declining.decline(utterance, nearest)
            case _:
                assert_never(decision)

    def _suggestions(self, text: str) -> Iterator[Passage]:
        """Rank first; then whatever holds the typed letters; at the start, common questions."""
        if text.strip():
            yield from glanced(self.matcher, text)
        yield from self._askable.holding(text)


def _turn_of(utterance: Utterance, reply: Reply, corpus: Corpus) -> Turn:
    """Make a turn of a reply that nothing had to be matched for."""
    if reply.passage is not None:
        found = certain(reply.passage)
        return Turn(utterance, Answer(found), (found,), reply)
    found_all = (corpus.passage(choice.passage) for choice in reply.follow_ups)
    offered = tuple(passage for passage in found_all if passage is not None)
    if offered and reply.kind is not ReplyKind.NOTICE:
        several = tuple(certain(passage, among=len(offered)) for passage in offered)
        return Turn(utterance, Clarify(several), several, reply)
    return Turn(utterance, Abstain(()), (), reply)


def _asked_back(heard: Heard) -> tuple[Passage, ...]:
    several = heard.decision.candidates if isinstance(heard.decision, Clarify) else ()
    return tuple(candidate.passage for candidate in several)


def _tells_of_readers(heard: Heard, text: str) -> bool:
    """Say whether "and for children?" is answered by what speaks of children."""
    return (
        isinstance(heard.decision, Answer)
        and names_readers(text)
        and covers(heard.decision.candidate.passage, text)
    )


def _is_answered_by(heard: Heard, passages: Container[PassageId]) -> bool:
    return isinstance(heard.decision, Answer) and heard.decision.candidate.passage.id in passages


def _is_definition_of(heard: Heard, name: str) -> bool:
    return isinstance(heard.decision, Answer) and is_called(heard.decision.candidate.passage, name)
