"""Answers an utterance: match, decide, compose. Synchronous, frozen, and without any I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from bot.corpus.model import Briefing, Corpus, Passage, PassageId, PassageKind
from bot.dialogue import browse, wording
from bot.dialogue.compose import (
    MAX_FOLLOW_UPS,
    NEAREST,
    answer_reply,
    choices,
    present,
    story_passages,
    together,
    told_apart,
)
from bot.dialogue.conversation import Conversation
from bot.dialogue.declining import Declining
from bot.dialogue.each_question import EachQuestion
from bot.dialogue.explain import explain
from bot.dialogue.granting import AGREED, grant
from bot.dialogue.heard import ForeignSpeech, Heard
from bot.dialogue.hearing import Hearing
from bot.dialogue.in_view import InView
from bot.dialogue.languages import Languages, decline_foreign, told_of_pages
from bot.dialogue.listening import Listener
from bot.dialogue.model import Choice, Explanation, Reply, ReplyKind, Turn, Utterance
from bot.dialogue.named_stories import NamedStories
from bot.dialogue.naming import is_name_of
from bot.dialogue.parts_shown import PartsShown
from bot.dialogue.picking import Picked, picked, picked_by_name
from bot.dialogue.reading.about_the_bot import is_about_the_bot
from bot.dialogue.reading.beyond import Beyond, beyond
from bot.dialogue.reading.parts import DEFINITIONS
from bot.dialogue.reading.wishes import Wish, wish_of
from bot.dialogue.refusing import refuse
from bot.dialogue.stories import BuildMatcher, Stories
from bot.dialogue.suggestions import Suggestions, glanced, packed_names
from bot.dialogue.turns import Turns
from bot.dialogue.typed_commands import TypedCommand, typed_command
from bot.matching.model import Answer, Matcher, Policy
from bot.matching.packed import Texts

SUGGESTIONS = 25
"""Discord's limit on autocomplete choices."""


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
    _turns: Turns = field(init=False, repr=False, compare=False)
    _each: EachQuestion = field(init=False, repr=False, compare=False)
    _askable: Suggestions = field(init=False, repr=False, compare=False)
    _topics: Suggestions = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put together what it is made of, and index the labels for autocomplete."""
        set_once = object.__setattr__  # the one way into a frozen value while it is born
        stories = Stories(self.corpus, self.matcher, self.build_matcher)
        listener = Listener(self.matcher, self.policy, stories, self.in_view)
        hearing = Hearing(listener, self.languages)
        named = NamedStories(self.corpus, hearing)
        parts = PartsShown(self.corpus, listener)
        declining = Declining(self.corpus, listener, named)
        topics = Suggestions.build(browse.topic_names(self.corpus))
        turns = Turns(self.corpus, listener, declining)
        set_once(self, "_hearing", hearing)
        set_once(self, "_parts", parts)
        set_once(self, "_named", named)
        set_once(self, "_declining", declining)
        set_once(self, "_turns", turns)
        set_once(self, "_each", EachQuestion(self.corpus, hearing, parts, topics, turns))
        askable = browse.askable(self.corpus)
        names = self.askable_names or packed_names(passage.label for passage in askable)
        set_once(self, "_askable", Suggestions.of(names, askable))
        set_once(self, "_topics", topics)

    def respond(self, utterance: Utterance, *, today: date) -> Turn:
        """Answer one message: with a passage, by asking back, or by declining."""
        turn = self._respond(self._hearing.meant(utterance), today)
        return replace(turn, utterance=utterance)

    def _respond(self, utterance: Utterance, today: date) -> Turn:
        reply = self._typed(utterance.text, today) or self._asked_for(utterance, today)
        if reply is not None:
            return self._turns.of_reply(utterance, reply)
        heard = self._hearing.asked(utterance)
        if self._is_greeted(utterance.text, heard):
            return self._turns.of_reply(utterance, self.help())
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
            return self._turns.of_reply(utterance, reply)
        return self._each.answer(utterance, heard, today) or self._turns.of_heard(
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
        turn = self._each.answer(utterance, heard, today) or self._turns.of_heard(
            utterance, heard, today
        )
        notes = (*turn.reply.notes, *told_of_pages(self.corpus, speech, turn.decision))
        return replace(turn, reply=replace(turn.reply, notes=notes))

    def _suggestions(self, text: str) -> Iterator[Passage]:
        """Rank first; then whatever holds the typed letters; at the start, common questions."""
        if text.strip():
            yield from glanced(self.matcher, text)
        yield from self._askable.holding(text)
