"""Answers an utterance: match, decide, compose. Synchronous, frozen, and without any I/O."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from bot.corpus.model import Briefing, Corpus, Passage, PassageId, PassageKind
from bot.dialogue import browse, wording
from bot.dialogue.about_the_bot import is_about_the_bot
from bot.dialogue.beyond import (
    Beyond,
    asked_within,
    beyond,
    is_of_the_bot,
    rewords_what_is_shown,
    wants_a_call,
)
from bot.dialogue.compose import (
    MAX_FOLLOW_UPS,
    NEAREST,
    answer_reply,
    choices,
    follow_ups,
    present,
    story_passages,
    together,
    told_apart,
)
from bot.dialogue.conversation import Conversation
from bot.dialogue.correcting import corrected
from bot.dialogue.explain import explain
from bot.dialogue.heard import ForeignSpeech, Heard, certain
from bot.dialogue.in_view import InView
from bot.dialogue.languages import Languages, decline_foreign
from bot.dialogue.leaning import asks_instead, leans_back
from bot.dialogue.listening import Listener
from bot.dialogue.model import Choice, Explanation, Reply, ReplyKind, Turn, Utterance
from bot.dialogue.named_stories import NamedStories, may_leave
from bot.dialogue.naming import (
    is_called,
    is_name_of,
    is_near,
    is_time,
    names_asked,
    names_story,
    topic_called,
    topic_with_history,
)
from bot.dialogue.parts import DEFINITIONS, LISTS, STORIES, part_wanted
from bot.dialogue.picked_names import names_picked
from bot.dialogue.picking import Picked, picked, picked_by_name
from bot.dialogue.questions import reads_as_question
from bot.dialogue.refusing import refuse
from bot.dialogue.requests import Wish, wish_of
from bot.dialogue.rewording import part_in_other_words
from bot.dialogue.several import MAX_QUESTIONS, question_beside, questions_in
from bot.dialogue.stories import BuildMatcher, Stories
from bot.dialogue.suggestions import Suggestions, packed_names
from bot.dialogue.wishes import grant
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Decision, Matcher, Policy
from bot.matching.packed import Texts
from bot.text.dictation import as_written
from bot.text.normalise import fold
from bot.text.quotations import beside_quotations

_READ = 1_000
"""Characters of a message that are read; to fold endless marks would take seconds."""

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
    _listener: Listener = field(init=False, repr=False, compare=False)
    _askable: Suggestions = field(init=False, repr=False, compare=False)
    _topics: Suggestions = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the labels for autocomplete."""
        set_once = object.__setattr__  # the one way into a frozen value while it is born
        stories = Stories(self.corpus, self.matcher, self.build_matcher)
        listener = Listener(self.matcher, self.policy, stories, self.in_view)
        set_once(self, "_listener", listener)
        askable = browse.askable(self.corpus)
        names = self.askable_names or packed_names(passage.label for passage in askable)
        set_once(self, "_askable", Suggestions.of(names, askable))
        set_once(self, "_topics", Suggestions.build(browse.topic_names(self.corpus)))

    def respond(self, utterance: Utterance, *, today: date) -> Turn:
        """Answer one message: with a passage, by asking back, or by declining."""
        read = self._as_meant(replace(utterance, text=self._read(utterance.text)))
        return replace(self._respond(read, today), utterance=utterance)

    def _respond(self, utterance: Utterance, today: date) -> Turn:
        reply = self._asked_for(utterance, today)
        if reply is not None:
            return _turn_of(utterance, reply, self.corpus)
        heard = self._asked_within(utterance, self._hear(utterance))
        if self._is_greeted(utterance.text, heard):
            return _turn_of(utterance, self.help(), self.corpus)
        if heard.foreign is not None:
            return self._turn_abroad(heard.foreign, utterance, heard, today)
        reply = (
            self._part_of_named(utterance, heard, today)
            or self._same_part(utterance, today)
            or self._story_alone(utterance, heard)
            or self._named_stories.turned_to(utterance, heard, today)
            or self._part_reworded(utterance, heard, today)
            or self._doubted(utterance, heard, today)
        )
        if reply is not None:
            return _turn_of(utterance, reply, self.corpus)
        return self._answer_each(utterance, heard, today) or self._turn(
            utterance, self._without_asides(utterance, heard), today
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
            return self._gone(passage_id)
        return answer_reply(self.corpus, passage, today=today)

    def alternatives(self, utterance: Utterance, shown: str) -> Reply:
        """Answer "not what I meant": everything else that came close, or the briefing's parts."""
        ranked = self._hear(replace(utterance, text=self._read(utterance.text))).candidates
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
        read = replace(utterance, text=self._read(utterance.text))
        heard = self._without_asides(read, self._hear(read))
        sure = {candidate.passage.id: candidate.confidence for candidate in heard.candidates}
        candidates = tuple(
            replace(c, confidence=sure.get(c.passage.id, c.confidence))
            for c in heard.matcher.rank(heard.words, explain=True)
        )
        passage = None if shown is None else self.corpus.passage(shown)
        return explain(heard.decision, candidates, passage)

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

    def _read(self, text: str) -> str:
        """Leave out what a message quotes, where what it says beside that is sure by itself.

        "Is that true?" is not: there the quotation tells what is asked.
        """
        read = as_written(text[:_READ]).strip()
        own = beside_quotations(read)
        is_sure = own != read and isinstance(self._hear(Utterance(own)).decision, Answer)
        return own if is_sure else read

    def _as_meant(self, utterance: Utterance) -> Utterance:
        """Leave out what a correction takes back: "not the mayor, the geologist"."""
        is_choosing = utterance.on_screen is None and bool(utterance.choices)
        if not utterance.before or (is_choosing and names_picked(utterance.text).unwanted):
            return utterance
        shown = self._listener.shown(utterance)
        label = "" if shown is None else f"{shown.label} {shown.text}"
        *meant, last = (
            replace(utterance, text=text)
            for text in corrected(utterance.text, utterance.before[-1], label) or (utterance.text,)
        )
        return next((u for u in meant if isinstance(self._hear(u).decision, Answer)), last)

    @property
    def _named_stories(self) -> NamedStories:
        """Made anew each time: kept here, it would keep this from being freed once unused."""
        return NamedStories(self.corpus, self._listener, self._hear)

    def _about(self, utterance: Utterance) -> Passage | None:
        """Give the passage that the reader had in view, while it is still there."""
        return None if utterance.about is None else self.corpus.passage(utterance.about)

    def _story_in_view(self, utterance: Utterance) -> Briefing | None:
        about = self._about(utterance)
        return None if about is None else self.corpus.briefing_of(about)

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
        return granted or self._part_in_view(utterance, today)

    def _picked_by_name(self, utterance: Utterance) -> Picked:
        """Give the choices that words name; of a story's list of names, the one that they are."""
        choice = picked_by_name(utterance, self.corpus, self._listener.story_named)
        if isinstance(choice, Reply) or len(choice) != 1:
            return choice
        for chosen in present(self.corpus, choice):
            if chosen.kind is PassageKind.MENU and chosen.label == DEFINITIONS:
                topic = self._topic_of(utterance.text, self.corpus.briefing_of(chosen))
                return choice if topic is None else (topic,)
        return choice

    def _topic_of(self, text: str, story: Briefing) -> PassageId | None:
        """Give the topic of a story that a message names, where it does not name the story."""
        decision = self._hear(Utterance(text)).decision
        if not isinstance(decision, Answer) or is_name_of(text, story):
            return None
        found = decision.candidate.passage
        is_own = found.kind is PassageKind.TOPIC and found.briefing == story.id
        return found.id if is_own else None

    def _granted(self, wish: Wish, utterance: Utterance, today: date) -> Reply | None:
        """Grant a wish; a plain "yes" or "no" is at least heard."""
        if wish is Wish.NO:
            granted = refuse(utterance, self.corpus, self._hear)
        else:
            granted = grant(wish, utterance, self.corpus, today=today)
        if granted is None and wish in (Wish.YES, Wish.NO):
            return Reply(ReplyKind.NOTICE, wording.AGREED_HEADING, wording.AGREED)
        return granted

    def _part_in_view(self, utterance: Utterance, today: date) -> Reply | None:
        """Show the part that a message asks for without naming a story."""
        part = part_wanted(utterance.text)
        if part is None or part.about is not None or is_about_the_bot(utterance.text):
            return None
        is_elsewhere = part.heading == STORIES and not part.is_pointing
        story = None if is_elsewhere else self._story_in_view(utterance)
        return self._part(utterance, part.heading, story, today)

    def _part(
        self, utterance: Utterance, heading: str, story: Briefing | None, today: date
    ) -> Reply | None:
        """Show a part of a story, or ask of which; none where the message does not mean it."""
        reply = browse.part_reply(self.corpus, heading, story, today=today)
        shown = reply.passage
        is_refused = shown is not None and self._listener.refuses(utterance.text, shown.id)
        return None if is_refused else reply

    def _part_of_named(self, utterance: Utterance, heard: Heard, today: date) -> Reply | None:
        """Show a part of the story that a message names, unless a passage answers it."""
        part = part_wanted(utterance.text)
        if part is None or part.about is None or _is_word_for_word(heard, utterance.text):
            return None
        if isinstance(heard.decision, Answer) and (part.is_loose or part.heading not in LISTS):
            return None
        story = self._listener.story_named(part.about)
        if story is None or is_time(part.about):
            return None
        is_sure = part.heading in LISTS and not part.is_loose
        if not is_sure and not names_story(part.about, story, part.heading):
            return None
        if part.heading == DEFINITIONS and topic_called(part.about, story) is not None:
            return None
        if topic_with_history(utterance.text, part.about, story) is not None:
            return None
        return self._part(utterance, part.heading, story, today)

    def _same_part(self, utterance: Utterance, today: date) -> Reply | None:
        """Show the part that was asked for last of another story: "and of the strike?"."""
        name = asks_instead(utterance.text) if utterance.before else None
        view = self._listener.stories.of(utterance.about)
        story = None if name is None else self._listener.story_with_title_word(name, view)
        about = self._about(utterance)
        if story is None or (about is not None and about.briefing == story.id):
            return None
        asked = (
            text
            for text in reversed(utterance.before)
            if asks_instead(text) is None and (reads_as_question(text) or part_wanted(text))
        )
        part = part_wanted(next(asked, ""))
        if part is None or part.heading == STORIES:
            return None
        return self._part(utterance, part.heading, story, today)

    def _part_reworded(self, utterance: Utterance, heard: Heard, today: date) -> Reply | None:
        """Show what nothing answers, but may ask for a part in other words: "key players"."""
        part = part_in_other_words(utterance.text) if isinstance(heard.decision, Abstain) else None
        if part is None or part.heading == STORIES:
            return None
        if part.about is None:
            return self._part(utterance, part.heading, self._story_in_view(utterance), today)
        story = self._listener.story_named(part.about)
        return None if story is None else self._part(utterance, part.heading, story, today)

    def _doubted(self, utterance: Utterance, heard: Heard, today: date) -> Reply | None:
        """Name the source of what was just shown to whoever doubts it: "are you sure?"."""
        is_asked = isinstance(heard.decision, Answer) or utterance.on_screen is None
        if is_asked or beyond(utterance.text) is not Beyond.DOUBT:
            return None
        return grant(Wish.SOURCE, utterance, self.corpus, today=today)

    def _is_greeted(self, text: str, heard: Heard) -> bool:
        """Say whether a message is to the bot itself: "what can you do" asks for no passage."""
        is_loaded = bool(self.corpus.briefings)
        return is_loaded and is_about_the_bot(text) and not _is_word_for_word(heard, text)

    def _story_alone(self, utterance: Utterance, heard: Heard) -> Reply | None:
        """Show what there is of a story to whoever says its name and nothing else."""
        if _is_word_for_word(heard, utterance.text):
            return None
        return self._named_stories.alone(utterance, heard)

    def _hear(self, utterance: Utterance) -> Heard:
        """Hear a message in its own language; what is a label word for word is never foreign."""
        languages = self.languages
        if languages is None:
            return self._listener.hear(utterance)
        language = languages.foreign(utterance.text)
        if language is None:
            heard = self._listener.hear(utterance)
            return _second_reading(languages, utterance, heard) or heard
        plain = self._listener.hear(Utterance(utterance.text))
        if _is_word_for_word(plain, utterance.text):
            return plain
        return languages.hear(utterance, language, plain)

    def _turn_abroad(
        self, speech: ForeignSpeech, utterance: Utterance, heard: Heard, today: date
    ) -> Turn:
        """Answer a message in another language with the pages' words; decline what is unread."""
        if not speech.is_read:
            return decline_foreign(self.corpus, utterance, heard.candidates, speech.served)
        turn = self._turn(utterance, heard, today)
        is_answer = isinstance(heard.decision, Answer)
        told = (wording.answered_in if is_answer else wording.pages_in)(speech.served)
        return replace(turn, reply=replace(turn.reply, notes=(*turn.reply.notes, told)))

    def _turn(self, utterance: Utterance, heard: Heard, today: date) -> Turn:
        is_answer = isinstance(heard.decision, Answer)
        is_shown = utterance.shown is not None and not _is_word_for_word(heard, utterance.text)
        if (is_shown and rewords_what_is_shown(utterance.text)) or (
            not is_answer and is_of_the_bot(utterance.text)
        ):
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
        best, view = heard.candidates[0].passage, self._listener.stories.of(utterance.about)
        is_turned = self._listener.turns_to_story(utterance.text, best, view)
        return best.id if is_turned else None

    def _asked_within(self, utterance: Utterance, whole: Heard) -> Heard:
        """Hear what is asked in a wish to be told, where nothing answers the whole of it."""
        asked = asked_within(utterance.text) if isinstance(whole.decision, Abstain) else None
        if asked is None or (utterance.about is None and leans_back(asked)):
            return whole
        heard = self._hear(replace(utterance, text=asked))
        return whole if isinstance(heard.decision, Abstain) else heard

    def _answer_each(self, utterance: Utterance, whole: Heard, today: date) -> Turn | None:
        """Answer several questions of one message; none where it is one question after all.

        It is one when the whole of it is answered, and by none of the passages that answer its
        parts; and when it asks for several names, of which one is not a topic's.
        """
        questions = questions_in(utterance.text)
        names = () if questions else self._topics_asked(utterance.text)
        questions = questions or tuple(f"who is {name}" for name in names)
        if not questions or _is_word_for_word(whole, utterance.text):
            return None
        asked = questions[:MAX_QUESTIONS]
        heard = tuple(self._listener.hear_each(utterance, asked))
        if names and not all(map(_is_definition_of, heard, names)):
            return None
        answered = {
            one.decision.candidate.passage.id: one
            for one in heard
            if isinstance(one.decision, Answer)
        }
        if not answered or _is_answered_otherwise(whole, answered):
            return None
        turns = [self._turn(utterance, one, today) for one in answered.values()]
        reply = together([turn.reply for turn in turns])
        notes = [
            wording.not_answered(question)
            for question, one in zip(asked, heard, strict=True)
            if not isinstance(one.decision, Answer)
        ]
        if len(questions) > len(asked):
            notes.append(wording.only_the_first(len(asked)))
        return replace(turns[0], reply=replace(reply, notes=(*reply.notes, *notes)))

    def _without_asides(self, utterance: Utterance, whole: Heard) -> Heard:
        """Hear the only question of a message alone, if what answers it is nearest to the whole.

        "My brother has seen the cathedral. How long did the fire burn?"
        """
        is_answer = isinstance(whole.decision, Answer)
        question = None if is_answer else question_beside(utterance.text)
        if question is None:
            return whole
        alone = self._listener.hear(replace(utterance, text=question))
        nearest = {candidate.passage.id for candidate in whole.candidates[:1]}
        match alone.decision:
            case Answer(candidate) if candidate.passage.id in nearest:
                return alone
            case _:
                return whole

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
                return self._decline(utterance, nearest)
            case _:
                assert_never(decision)

    def _decline(self, utterance: Utterance, nearest: tuple[Candidate, ...]) -> Reply:
        if not self.corpus.briefings:
            return browse.nothing_loaded()
        about, limit = self._about(utterance), beyond(utterance.text)
        has_shown_it = any(c.passage.id == utterance.shown for c in nearest[:1])
        near = [
            c.passage
            for c in nearest[int(has_shown_it) :]
            if (about and limit is None)
            or is_near(c, utterance.text, self.corpus.briefing_of(c.passage))
        ]
        telling = [passage for passage in near if passage.kind is not PassageKind.MENU]
        offered = choices(telling or near, limit=NEAREST)
        other = self._other_story(utterance, about)
        if other is not None:
            offered = (other, *offered)[:NEAREST]
        if not offered and about is not None:  # "why?": what the last passage leads to is closest
            offered = follow_ups(self.corpus, about)[:NEAREST]
        has_choices = bool(offered)
        why_not = None if limit is None else wording.beyond_me(limit, has_choices=has_choices)
        declined = wording.abstaining(has_choices=has_choices, has_shown_it=has_shown_it)
        return Reply(
            kind=ReplyKind.ABSTENTION,
            heading=wording.ABSTAIN_HEADING,
            text=why_not or declined,
            follow_ups=told_apart(self.corpus, offered),
        )

    def _other_story(self, utterance: Utterance, about: Passage | None) -> Choice | None:
        """Offer the story that "and Canada?" may turn to, where the story in view is silent."""
        instead = asks_instead(utterance.text)
        view = None if about is None else self._listener.stories.of(about.id)
        other = None if instead is None else self._listener.story_titled(instead)
        if instead is None or view is None or other is None or other.id == view.briefing.id:
            return None
        return browse.opening(other, self.corpus) if may_leave(view, instead, other) else None

    def _gone(self, passage_id: str) -> Reply:
        """Offer what is closest to a passage that is no more: its id holds its first words."""
        words = passage_id.partition(".")[0].replace("-", " ")
        near = (candidate.passage for candidate in self.matcher.rank(words))
        offered = told_apart(self.corpus, choices(near, limit=NEAREST))
        offered = offered or browse.latest_reply(self.corpus).follow_ups[:NEAREST]
        text = wording.GONE_NEAREST if offered else wording.GONE
        return Reply(ReplyKind.NOTICE, wording.GONE_HEADING, text, follow_ups=offered)

    def _suggestions(self, text: str) -> Iterator[Passage]:
        """Rank first; then whatever holds the typed letters; at the start, common questions."""
        if text.strip():
            yield from (candidate.passage for candidate in self.matcher.rank(text))
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


def _second_reading(languages: Languages, utterance: Utterance, heard: Heard) -> Heard | None:
    """Read in another language what nothing answers; none unless that reading is answered."""
    if not isinstance(heard.decision, Abstain):
        return None
    language = languages.perhaps_foreign(utterance.text)
    again = None if language is None else languages.hear(utterance, language, heard)
    return again if again is not None and isinstance(again.decision, Answer) else None


def _is_answered_otherwise(whole: Heard, answered: Container[PassageId]) -> bool:
    return isinstance(whole.decision, Answer) and (
        whole.decision.candidate.passage.id not in answered
    )


def _is_definition_of(heard: Heard, name: str) -> bool:
    return isinstance(heard.decision, Answer) and is_called(heard.decision.candidate.passage, name)


def _is_word_for_word(heard: Heard, text: str) -> bool:
    """Say whether a message is a wording of its best candidate, "and" and all."""
    best = next(iter(heard.candidates), None)
    asked = fold(text).strip(" ?!.")
    return best is not None and asked in (
        fold(name).strip(" ?!.") for name in (best.passage.label, *best.passage.aliases)
    )
