"""What a message asks in the light of what was said and shown before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from bot.corpus.model import Corpus, FrontMatter, Passage, PassageId, PassageKind
from bot.dialogue import wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.dialogue.lean import Lean, elsewhere
from bot.dialogue.model import Turn, Utterance
from bot.dialogue.responder import Responder
from bot.dialogue.second_thoughts import SecondThoughts
from bot.dialogue.stories import Stories
from bot.matching.model import Abstain, Answer, Candidate, Clarify
from tests.builders import a_briefing, a_corpus, a_questions_page, a_story
from tests.dialogue.fakes import StepPolicy, WordMatcher, a_responder

TODAY = date(2025, 7, 1)

FERRY = {
    "Why did the ferry Aurora sink?": "Its captain, Arvo Oksanen, steered it onto a rock.",
    "How many people did Arvo Oksanen save?": "All of the 61 aboard.",
    "Who is helping Lindholm now?": "Divers from Sweden.",
    "When did the ferry sink?": "At dawn.",
    "What does the loss mean for tourism?": "Fewer visitors.",
}
PEOPLE = (
    "Arvo Oksanen is a Finnish sailor and captain. He was born in 1960.",
    "Mira Solberg is a Norwegian politician who has been minister since 2023.",
    "Lindholm is a port on the North Coast. It has 90,000 people.",
)
DAM = {
    "Why did the dam Gorska break?": "It was built in 1920 and never repaired.",
    "How old is he?": "The engineer is 61.",
    "What does the flood mean for farmers?": "No harvest.",
    "When will the water fall?": "In May.",
}


def a_world() -> Corpus:
    ferry = a_story(
        file="ferry/story.txt",
        happened="The ferry Aurora sank off Lindholm. Mira Solberg blames Arvo Oksanen.",
        topics=PEOPLE,
        common={"What Does the Sinking Mean for Arvo Oksanen?": "Here are some answers."},
    )
    dam = a_story(
        file="dam/story.txt",
        happened="The dam Gorska broke.",
        topics=("Gorska is a dam.",),
        common={"Who Paid?": "Here are some answers about money."},
    )
    return a_corpus(
        *a_briefing(FERRY, folder="ferry", story=ferry),
        *a_briefing(DAM, folder="dam", story=dam),
    )


@pytest.fixture(params=["its own matcher", "the corpus' matcher"])
def responder(request: pytest.FixtureRequest) -> Responder:
    corpus = a_world()
    build = WordMatcher if request.param == "its own matcher" else None
    return Responder(corpus, WordMatcher(corpus), StepPolicy(), build_matcher=build)


@dataclass(frozen=True, slots=True)
class Finds:
    """A matcher that finds one passage whatever is asked, as sure as it is told to be."""

    passage: Passage
    confidence: float

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        return (Candidate(self.passage, self.confidence, self.confidence, self.passage.label),)


def finding(label: str, confidence: float = 1) -> Responder:
    corpus = a_world()
    found = next(p for p in corpus.passages if p.label == label)
    return Responder(corpus, Finds(found, confidence), StepPolicy())


def passage(responder: Responder, label: str) -> Passage:
    return next(p for p in responder.corpus.passages if p.label == label)


def having_read(responder: Responder, label: str, *before: str) -> Conversation:
    found = passage(responder, label)
    return Conversation(about=found.id, shown=found.id, before=before)


def ask(responder: Responder, conversation: Conversation, text: str) -> Turn:
    return responder.respond(conversation.utterance(text), today=TODAY)


def answer_of(turn: Turn) -> str | None:
    return turn.decision.candidate.passage.label if isinstance(turn.decision, Answer) else None


@pytest.mark.parametrize(
    ("read", "asked", "answer"),
    [
        ("Why did the ferry Aurora sink?", "when did it sink", "When did the ferry sink?"),
        ("When did the ferry sink?", "who is helping them?", "Who is helping Lindholm now?"),
        ("Arvo Oksanen", "how many people did he save", "How many people did Arvo Oksanen save?"),
        (
            "When did the ferry sink?",
            "what does the loss mean",
            "What does the loss mean for tourism?",
        ),
    ],
)
def test_a_pronoun_stands_for_what_the_story_names(
    responder: Responder, read: str, asked: str, answer: str
) -> None:
    turn = ask(responder, having_read(responder, read), asked)
    assert answer_of(turn) == answer


def test_an_ellipsis_repeats_the_last_question_with_another_subject(responder: Responder) -> None:
    conversation = having_read(responder, "Arvo Oksanen", "Arvo Oksanen")
    assert answer_of(ask(responder, conversation, "and Mira Solberg?")) == "Mira Solberg"
    assert answer_of(ask(responder, conversation, "and the pope?")) is None


def test_the_holder_of_an_office_is_a_person_whose_definition_names_it() -> None:
    responder = finding("Mira Solberg")
    conversation = having_read(responder, "Lindholm", "what is lindholm")
    assert answer_of(ask(responder, conversation, "who is its minister")) == "Mira Solberg"
    assert answer_of(ask(responder, conversation, "who is her husband")) is None


def test_another_subject_is_not_answered_by_what_does_not_speak_of_it() -> None:
    responder = finding("Who is helping Lindholm now?")
    conversation = having_read(responder, "When did the ferry sink?", "when did the ferry sink")
    assert answer_of(ask(responder, conversation, "and the divers?")) is not None
    declined = ask(responder, conversation, "and the nurses?")
    assert isinstance(declined.decision, Abstain)
    assert [choice.label for choice in declined.reply.follow_ups][:1] == [
        "Who is helping Lindholm now?"
    ]


def test_what_comes_near_is_asked_back_only_if_it_speaks_of_what_was_asked() -> None:
    responder = finding("Who is helping Lindholm now?", confidence=0.8)
    conversation = having_read(responder, "When did the ferry sink?", "when did the ferry sink")
    assert isinstance(ask(responder, conversation, "who sent divers").decision, Clarify)
    assert isinstance(ask(responder, conversation, "who sent money").decision, Abstain)


def test_a_place_in_view_is_not_the_one_that_only_its_story_defines() -> None:
    responder = finding("Lindholm")
    loss = "What does the loss mean for tourism?"
    elsewhere = having_read(responder, loss, "what does the loss mean for tourism")
    assert answer_of(ask(responder, elsewhere, "what is the population there")) is None
    named = having_read(responder, "Who is helping Lindholm now?", "who is helping lindholm")
    assert answer_of(ask(responder, named, "what is the population there")) == "Lindholm"


@pytest.mark.parametrize(
    ("asked", "is_answered"),
    [
        ("Oksanen", True),
        ("who is Oksanen", True),
        ("who is Lempi Oksanen", False),  # a namesake
        ("who is arvo oksannen again", True),
        ("finnish sailor", True),  # a description, not a name
        ("who is the captain", True),
        ("Sweden", False),  # others speak of Sweden
        ("what is Sweden", False),
        ("and Sweden?", False),
        ("Finnish", False),
        ("who is Finnish", True),
        ("whos the Finnish guy", True),
    ],
)
def test_a_bare_name_is_not_answered_with_the_definition_of_another(
    asked: str, is_answered: bool
) -> None:
    turn = finding("Arvo Oksanen").respond(Utterance(asked), today=TODAY)
    assert isinstance(turn.decision, Answer if is_answered else Clarify)
    assert [candidate.passage.label for candidate in turn.candidates] == ["Arvo Oksanen"]


@pytest.mark.parametrize("asked", ["why?", "and when", "what is it", "why did they do that"])
def test_a_question_without_a_subject_is_asked_back_where_nothing_is_in_view(asked: str) -> None:
    responder = finding("Why did the ferry Aurora sink?")
    assert isinstance(responder.respond(Utterance(asked), today=TODAY).decision, Clarify)
    conversation = having_read(responder, "When did the ferry sink?")
    assert answer_of(ask(responder, conversation, "why?")) == "Why did the ferry Aurora sink?"


def test_a_pronoun_is_of_somebody_whom_nothing_was_found_of() -> None:
    corpus, asked = a_world(), "how many did he save?"
    found = {"how many": ("How many people did Arvo Oksanen save?", 1.0)}
    responder = Responder(corpus, Knows(corpus, found), StepPolicy())
    assert answer_of(ask(responder, Conversation(), asked)) is not None
    for before in ("was Ilse Brandt aboard?",), ("was Ilse Brandt aboard?", "how many had she"):
        unanswered = Conversation(before=before)
        assert isinstance(ask(responder, unanswered, asked).decision, Clarify)


@pytest.mark.parametrize("asked", ["US", "the US?", "what is the US", "Why us"])
def test_a_name_that_is_a_small_word_is_a_subject(asked: str) -> None:
    corpus = a_corpus(a_story(topics=("The US, or the United States, is a country.",)))
    topic = next(p for p in corpus.passages if p.kind is PassageKind.TOPIC)
    turn = Responder(corpus, Finds(topic, 1), StepPolicy()).respond(Utterance(asked), today=TODAY)
    assert answer_of(turn) == topic.label


def test_who_denies_what_the_best_question_asks_is_asked_back() -> None:
    responder = finding("How many people did Arvo Oksanen save?")
    for asked, kind in (("how many did he save", Answer), ("how many did he not save", Clarify)):
        assert isinstance(responder.respond(Utterance(asked), today=TODAY).decision, kind)


@pytest.mark.parametrize("asked", ["EU", "the EU", "what is the EU", "European", "Unions"])
def test_a_topic_is_called_by_its_initials_and_by_words_made_of_its_name(asked: str) -> None:
    union = "The European Union is a club of 27 states. In the street the EU pays in euros."
    corpus = a_corpus(a_story(topics=(union,)))
    topic = next(p for p in corpus.passages if p.label == "The European Union")
    responder = Responder(corpus, Finds(topic, 1), StepPolicy())
    assert answer_of(responder.respond(Utterance(asked), today=TODAY)) == "The European Union"


def test_a_name_that_two_people_share_is_asked_back_unless_one_is_in_view() -> None:
    ferry = a_story(file="ferry/story.txt", topics=("Mira Solberg is a Norwegian politician.",))
    dam = a_story(file="dam/story.txt", topics=("Olaf Solberg is a Swedish engineer.",))
    responder = a_responder(a_corpus(ferry, dam))
    turn = responder.respond(Utterance("who is Solberg?"), today=TODAY)
    assert isinstance(turn.decision, Clarify)
    assert {c.passage.label for c in turn.decision.candidates} == {"Mira Solberg", "Olaf Solberg"}
    assert answer_of(responder.respond(Utterance("who is Olaf Solberg"), today=TODAY))
    in_view = having_read(responder, "What's happened")
    shown = in_view.about
    assert shown is not None
    asked = ask(responder, in_view, "who is Solberg?")
    assert answer_of(asked) is not None
    assert asked.reply.passage is not None
    home = responder.corpus.passage(shown)
    assert home is not None
    assert asked.reply.passage.briefing == home.briefing


def test_who_is_he_is_the_person_named_last(responder: Responder) -> None:
    conversation = having_read(responder, "Why did the ferry Aurora sink?", "why did it sink")
    assert answer_of(ask(responder, conversation, "who is he?")) == "Arvo Oksanen"


def test_who_is_he_asks_which_when_two_persons_are_in_view(responder: Responder) -> None:
    happened = next(p for p in responder.corpus.passages if p.briefing == "ferry")
    conversation = Conversation(about=happened.id, shown=happened.id)
    turn = ask(responder, conversation, "who is he?")
    assert isinstance(turn.decision, Clarify)
    labels = {candidate.passage.label for candidate in turn.decision.candidates}
    assert labels == {"Arvo Oksanen", "Mira Solberg"}


def test_who_is_he_is_declined_when_nobody_is_in_view(responder: Responder) -> None:
    conversation = having_read(responder, "When will the water fall?")
    assert isinstance(ask(responder, conversation, "who is he?").decision, Abstain)


@pytest.mark.parametrize("asked", ["how old is he", "is he married", "and then why did they go"])
def test_what_leans_on_a_story_is_never_answered_from_another(
    responder: Responder, asked: str
) -> None:
    turn = ask(responder, having_read(responder, "Arvo Oksanen", "who is arvo"), asked)
    assert isinstance(turn.decision, Abstain)
    assert all(
        responder.corpus.passage(choice.passage).briefing == "ferry"  # type: ignore[union-attr]  # every choice is a passage
        for choice in turn.reply.follow_ups
    )


def test_who_asks_for_somebody_turns_to_no_definition_of_a_thing() -> None:
    reading = having_read(finding("Lindholm"), "Why did the dam Gorska break?")
    assert answer_of(ask(finding("Lindholm"), reading, "who pays")) != "Lindholm"
    reading = having_read(finding("Mira Solberg"), "Why did the dam Gorska break?")
    assert answer_of(ask(finding("Mira Solberg"), reading, "who decides")) == "Mira Solberg"


def test_what_was_just_shown_is_no_answer_to_a_follow_up(responder: Responder) -> None:
    conversation = having_read(responder, "When did the ferry sink?", "when did the ferry sink")
    assert answer_of(ask(responder, conversation, "and when did it sink")) is None


def test_what_was_just_shown_is_shown_again_to_whoever_asks_it_in_full(
    responder: Responder,
) -> None:
    conversation = having_read(responder, "When did the ferry sink?", "when did the ferry sink")
    turn = ask(responder, conversation, "when did the ferry sink?")
    assert answer_of(turn) == "When did the ferry sink?"


def test_a_bare_why_is_answered_by_the_why_just_shown_to_a_plain_question(
    responder: Responder,
) -> None:
    shown = "Why did the ferry Aurora sink?"
    plain = having_read(responder, shown, "did the ferry aurora sink")
    assert answer_of(ask(responder, plain, "why?")) == shown
    asked = having_read(responder, shown, "why did the ferry aurora sink")
    assert answer_of(ask(responder, asked, "why?")) is None


@pytest.mark.parametrize(
    ("asked", "confidence", "is_shown_again"),
    [
        ("and how cold was it then", 1.0, True),
        ("and what did they answer", 1.0, True),
        ("and how cold was it then", 0.4, False),
        ("and the captain?", 1.0, False),
        ("and how?", 1.0, False),
    ],
)
def test_a_detail_of_what_was_just_shown_is_answered_by_it_once_more(
    asked: str, confidence: float, is_shown_again: bool
) -> None:
    read = "When did the ferry sink?"
    conversation = having_read(finding(read), read, "when did the ferry sink")
    turn = ask(finding(read, confidence), conversation, asked)
    assert (answer_of(turn) == read) is is_shown_again
    assert (wording.SHOWN_BEFORE in turn.reply.notes) is is_shown_again


def test_an_answer_that_was_not_just_shown_is_not_called_so() -> None:
    turn = ask(finding("When did the ferry sink?"), Conversation(), "when did the ferry sink?")
    assert wording.SHOWN_BEFORE not in turn.reply.notes


@pytest.mark.parametrize(
    "asked", ["Why did the dam Gorska break?", "gorska", "what does the flood mean for farmers?"]
)
def test_a_question_that_stands_by_itself_is_answered_as_without_a_conversation(
    responder: Responder, asked: str
) -> None:
    conversation = having_read(responder, "When did the ferry sink?", "when did the ferry sink")
    alone = responder.respond(Utterance(asked), today=TODAY)
    assert answer_of(alone) is not None
    assert ask(responder, conversation, asked).reply == alone.reply


def test_a_declined_message_does_not_lose_the_subject(responder: Responder) -> None:
    messages = ["when did the ferry sink?", "do penguins sing opera"]
    conversation = responder.converse(messages, today=TODAY)
    turn = ask(responder, conversation, "who is helping them?")
    assert answer_of(turn) == "Who is helping Lindholm now?"


@pytest.mark.parametrize(
    ("typed", "story"),
    [("did that ferry sing opera", "ferry"), ("did they sing opera", "dam")],
)
def test_a_declined_message_turns_to_the_story_that_it_names(typed: str, story: str) -> None:
    corpus = a_corpus(
        a_story(file="ferry/story.txt", meta=FrontMatter(title="The sunk ferry")),
        a_questions_page({"Who sank the ferry?": "Rocks."}, file="ferry/q.txt"),
        a_story(file="dam/story.txt", meta=FrontMatter(title="The burst dam")),
        a_questions_page({"Who broke the dam?": "Rain."}, file="dam/q.txt"),
    )
    responder = a_responder(corpus)
    asked = next(p for p in corpus.passages if p.label.startswith("Who broke"))
    conversation = responder.converse([asked.label, typed], today=TODAY)
    assert isinstance(conversation.last and conversation.last.decision, Abstain)
    about = conversation.about and corpus.passage(conversation.about)
    assert about
    assert about.briefing == story


@pytest.mark.parametrize("typed", ["who pays for it", "who pays for them"])
def test_what_leans_on_the_story_in_view_turns_to_no_title_that_has_its_words(typed: str) -> None:
    corpus = a_corpus(
        a_story(file="ferry/story.txt", meta=FrontMatter(title="The sunk ferry")),
        a_questions_page({"Who sank the ferry?": "Rocks."}, file="ferry/q.txt"),
        a_story(file="dam/story.txt", meta=FrontMatter(title="Who pays for the dam?")),
        a_questions_page({"Who pays for it?": "The state."}, file="dam/q.txt"),
    )
    conversation = a_responder(corpus).converse(["Who sank the ferry?", typed], today=TODAY)
    assert isinstance(conversation.last and conversation.last.decision, Abstain)
    about = conversation.about and corpus.passage(conversation.about)
    assert about
    assert about.briefing == "ferry"


def test_a_question_asked_back_sets_the_subject(responder: Responder) -> None:
    turn = responder.respond(Utterance("when did the tugboat sink then"), today=TODAY)
    assert isinstance(turn.decision, Clarify)
    conversation = Conversation().after(turn)
    assert conversation.shown is None
    assert answer_of(ask(responder, conversation, "who is helping them?")) is not None


@dataclass(frozen=True, slots=True)
class NeedsTheName:
    """A matcher that finds nothing in a message without "gorska"."""

    corpus: Corpus

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        ranked = WordMatcher(self.corpus).rank("Why did the dam Gorska break?")
        return ranked if "gorska" in text and "break" in text else ()


def test_a_first_message_that_was_declined_is_added_to_the_next_one() -> None:
    corpus = a_world()
    responder = Responder(corpus, NeedsTheName(corpus), StepPolicy())
    conversation = responder.converse(["the old dam gorska"], today=TODAY)
    assert conversation.about is None
    turn = ask(responder, conversation, "why did it break")
    assert answer_of(turn) == "Why did the dam Gorska break?"
    assert answer_of(ask(responder, Conversation(), "why did it break")) is None


def test_two_questions_get_two_answers(responder: Responder) -> None:
    turn = responder.respond(
        Utterance("When did the ferry sink and who is helping Lindholm now?"), today=TODAY
    )
    assert isinstance(turn.decision, Answer)
    assert turn.reply.heading == "When did the ferry sink?"
    (other,) = turn.reply.also
    assert other.heading == "Who is helping Lindholm now?"
    assert other.text == "Divers from Sweden."
    assert other.follow_ups == ()
    shown = {turn.reply.passage, other.passage}
    offered = {responder.corpus.passage(choice.passage) for choice in turn.reply.follow_ups}
    assert offered
    assert not shown & offered


def test_the_second_question_may_lean_on_the_first(responder: Responder) -> None:
    turn = responder.respond(
        Utterance("Why did the ferry Aurora sink? And when did it sink?"), today=TODAY
    )
    headings = [reply.heading for reply in (turn.reply, *turn.reply.also)]
    assert headings == ["Why did the ferry Aurora sink?", "When did the ferry sink?"]


def test_the_first_question_may_lean_on_the_second(responder: Responder) -> None:
    asked = "How many people did he save?"
    assert answer_of(responder.respond(Utterance(asked), today=TODAY)) is None
    turn = responder.respond(Utterance(f"{asked} And who is Arvo Oksanen?"), today=TODAY)
    headings = [reply.heading for reply in (turn.reply, *turn.reply.also)]
    assert headings == ["How many people did Arvo Oksanen save?", "Arvo Oksanen"]


def test_a_first_question_that_leans_on_nothing_is_heard_by_itself() -> None:
    corpus = a_world()
    found = next(p for p in corpus.passages if p.label == "When did the ferry sink?")
    responder = Responder(
        corpus, WordMatcher(corpus), StepPolicy(), build_matcher=lambda _: Finds(found, 1)
    )
    for asked, answered in (("Do penguins sing?", 1), ("Does he sing?", 2)):
        turn = responder.respond(Utterance(f"{asked} Who is Arvo Oksanen?"), today=TODAY)
        assert len((turn.reply, *turn.reply.also)) == answered


def test_what_nothing_answers_of_somebody_does_not_lose_him(responder: Responder) -> None:
    turn = responder.respond(
        Utterance("Who is Arvo Oksanen? Is he fond of opera? How many people did he save?"),
        today=TODAY,
    )
    headings = [reply.heading for reply in (turn.reply, *turn.reply.also)]
    assert headings == ["Arvo Oksanen", "How many people did Arvo Oksanen save?"]


def test_one_of_two_answers_says_what_is_missing(responder: Responder) -> None:
    turn = responder.respond(
        Utterance("when did the ferry sink? do penguins sing operas?"), today=TODAY
    )
    assert turn.reply.heading == "When did the ferry sink?"
    assert any("penguins" in note for note in turn.reply.notes)


def test_what_comes_close_to_one_of_two_questions_is_offered_first(responder: Responder) -> None:
    turn = responder.respond(Utterance("when did the ferry sink? who is helping us?"), today=TODAY)
    assert turn.reply.heading == "When did the ferry sink?"
    assert turn.reply.follow_ups[0].label == "Who is helping Lindholm now?"
    assert any("not sure" in note and "helping us" in note for note in turn.reply.notes)
    both = responder.respond(
        Utterance("who is helping us? who is helping Lindholm now?"), today=TODAY
    )
    assert not any("not sure" in note for note in both.reply.notes)  # nothing is left to offer


@pytest.mark.parametrize(
    ("asked", "headings"),
    [
        (
            "When did the ferry sink? And what do the papers say about Gorska?",
            ["When did the ferry sink?", "What the papers say"],
        ),
        (
            "give me the papers on Gorska and when did the ferry sink",
            ["What the papers say", "When did the ferry sink?"],
        ),
        (
            "1) tourism 2) when did the ferry sink 3) Mira Solberg",
            ["What does the loss mean for tourism?", "When did the ferry sink?", "Mira Solberg"],
        ),
    ],
)
def test_questions_stand_beside_sections_and_names(
    responder: Responder, asked: str, headings: list[str]
) -> None:
    turn = responder.respond(Utterance(asked), today=TODAY)
    assert [reply.heading for reply in (turn.reply, *turn.reply.also)] == headings


@pytest.mark.parametrize(
    ("asked", "is_offered"),
    [("how far away?", True), ("how far away is it?", False), ("where?", False)],
)
def test_what_ends_with_it_or_is_bare_is_not_asked_back_from_another_story(
    asked: str, *, is_offered: bool
) -> None:
    responder = Responder(
        a_world(), (found := finding("How old is he?")).matcher, StepPolicy(), WordMatcher
    )
    conversation = having_read(found, "When did the ferry sink?", "when did the ferry sink")
    assert isinstance(ask(responder, conversation, asked).decision, Clarify) is is_offered


@pytest.mark.parametrize(
    ("asked", "is_answered"),
    [("and the farmers, what happens to them", True), ("what happens to them", False)],
)
def test_what_is_named_first_may_be_of_another_story(asked: str, *, is_answered: bool) -> None:
    flood = finding("What does the flood mean for farmers?")
    responder = Responder(flood.corpus, flood.matcher, StepPolicy(), WordMatcher)
    conversation = having_read(responder, "When did the ferry sink?", "when did the ferry sink")
    assert (answer_of(ask(responder, conversation, asked)) is not None) is is_answered


@dataclass(frozen=True, slots=True)
class Knows:
    """A matcher that finds what it is told to, by how a message begins."""

    corpus: Corpus
    found: dict[str, tuple[str, float]]
    """From beginnings, the longest first, to a label and a confidence."""

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        told = next((v for begun, v in self.found.items() if text.startswith(begun)), None)
        labelled = (p for p in self.corpus.passages if told is not None and p.label == told[0])
        return tuple(Candidate(p, told[1], told[1], p.label) for p in labelled if told is not None)


def test_what_answers_the_whole_answers_the_question_that_it_is_near_to() -> None:
    corpus, why, when = a_world(), "Why did the ferry Aurora sink?", "When did the ferry sink?"
    found = {"what sank it,": (why, 1.0), "what sank": (why, 0.6), "when": (when, 1.0)}
    responder = Responder(corpus, Knows(corpus, found), StepPolicy())
    turn = responder.respond(Utterance("what sank it, and when did divers come?"), today=TODAY)
    assert [reply.heading for reply in (turn.reply, *turn.reply.also)] == [why, when]


def test_what_answers_the_whole_comes_first_where_a_part_is_only_near_to_it() -> None:
    corpus, why, when = a_world(), "Why did the ferry Aurora sink?", "When did the ferry sink?"
    found = {"is it bad? why": (why, 1.0), "why": (why, 0.6), "is it": (when, 1.0)}
    responder = Responder(corpus, Knows(corpus, found), StepPolicy())
    turn = responder.respond(Utterance("is it bad? why did the ferry go down"), today=TODAY)
    assert [reply.heading for reply in (turn.reply, *turn.reply.also)] == [why, when]


def test_many_answers_to_the_parts_of_a_message_outweigh_one_to_the_whole() -> None:
    corpus, (why, _, who, when, tourism) = a_world(), FERRY
    found = {
        "who dives, when": (tourism, 1.0),
        "who dives": (who, 1.0),
        "when": (when, 1.0),
        "why": (why, 1.0),
    }
    responder = Responder(corpus, Knows(corpus, found), StepPolicy())
    two = responder.respond(Utterance("who dives, when did divers come?"), today=TODAY)
    three = responder.respond(
        Utterance("who dives, when did divers come and why did divers come?"), today=TODAY
    )
    assert [reply.heading for reply in (two.reply, *two.reply.also)] == [tourism]
    assert [reply.heading for reply in (three.reply, *three.reply.also)] == [who, when, why]


def test_a_fourth_question_waits(responder: Responder) -> None:
    turn = responder.respond(Utterance("\n".join(f"{q}" for q in FERRY)), today=TODAY)
    assert len(turn.reply.also) == 2
    assert any("3 questions" in note for note in turn.reply.notes)


@pytest.mark.parametrize("asked", ["what's a ferry", "what is a dam please", "define ferry"])
def test_a_section_that_speaks_of_a_thing_does_not_say_what_it_is(asked: str) -> None:
    assert isinstance(
        finding("What's happened").respond(Utterance(asked), today=TODAY).decision, Clarify
    )
    assert answer_of(finding("What's happened").respond(Utterance("ferries"), today=TODAY))


@pytest.mark.parametrize(
    "asked", ["what is a port", "what does coast mean", "define coast", "meaning of coast"]
)
def test_asks_back_where_a_word_only_occurs_in_a_definition(asked: str) -> None:
    turn = finding("Lindholm").respond(Utterance(asked), today=TODAY)
    assert isinstance(turn.decision, Clarify)


@pytest.mark.parametrize(
    "asked", ["what does lindholm mean", "what is a lindhulm", "define Lindholm"]
)
def test_answers_with_the_definition_of_the_word_that_is_asked_for(asked: str) -> None:
    assert answer_of(finding("Lindholm").respond(Utterance(asked), today=TODAY)) == "Lindholm"


def test_a_bare_name_finds_whom_it_names_rather_than_who_is_spoken_of_beside() -> None:
    sister = "Mira Solberg is a politician. She is not related to Claire Solberg."
    corpus = a_corpus(a_story(topics=(sister, "Claire Solberg is a judge.")))
    found = next(p for p in corpus.passages if p.label == "Mira Solberg")
    responder = Responder(corpus, Finds(found, 1), StepPolicy())
    assert answer_of(responder.respond(Utterance("and claire?"), today=TODAY)) == "Claire Solberg"


def test_the_end_of_a_question_is_added_to_what_was_asked_back_on(responder: Responder) -> None:
    conversation = responder.converse(["when will it fall"], today=TODAY)
    turn = ask(responder, conversation, "in May")
    assert isinstance(turn.decision, Clarify)
    assert turn.reply.follow_ups[0].label == "When will the water fall?"
    assert isinstance(ask(responder, conversation, "in June").decision, Abstain)
    assert isinstance(ask(responder, Conversation(), "in May").decision, Abstain)


def test_somebody_without_a_definition_is_found_where_the_pages_speak_of_them() -> None:
    corpus = a_corpus(a_questions_page({"Who wrote the letter?": "Priya Nair, a mother of two."}))
    responder = Responder(corpus, Finds(corpus.passages[0], 0.1), StepPolicy())
    for asked, kind in (("who is Priya Nair", Clarify), ("who is Priya Shah", Abstain)):
        assert isinstance(responder.respond(Utterance(asked), today=TODAY).decision, kind)


def test_the_beginning_of_a_question_is_that_question() -> None:
    asked = {"Who wrote the open letter to the mayor?": "Nair.", "Who read the letter?": "I."}
    corpus = a_corpus(a_questions_page(asked))
    responder = Responder(corpus, Finds(corpus.passages[0], 0.6), StepPolicy())
    assert answer_of(responder.respond(Utterance("who wrote the open letter"), today=TODAY))
    for other in ("who wrote the letter", "who wrote", "who wrote that open letter"):
        assert isinstance(responder.respond(Utterance(other), today=TODAY).decision, Clarify)


@dataclass(frozen=True, slots=True)
class FindsTopics:
    """A matcher that finds all topics, sure of each."""

    corpus: Corpus

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        topics = (p for p in self.corpus.passages if p.kind is PassageKind.TOPIC)
        return tuple(Candidate(topic, 1, 1, topic.label) for topic in topics)


def test_a_firm_that_is_called_like_its_owners_is_among_those_who_may_be_meant() -> None:
    people = ("Ida Norrby is an engineer.", "Lars Norrby was a politician.")
    corpus = a_corpus(a_story(topics=(*people, "Norrby is a maker of heaters.")))
    responder = Responder(corpus, FindsTopics(corpus), StepPolicy())
    turn = responder.respond(Utterance("who is norrby"), today=TODAY)
    offered = [choice.label for choice in turn.reply.follow_ups]
    assert offered == ["Ida Norrby", "Lars Norrby", "Norrby"]


def test_one_or_two_letters_are_answered_only_by_what_has_them() -> None:
    said = "The EU pays, the United Nations, and a vice president."
    corpus = a_corpus(a_questions_page({"Who pays?": said}))
    (found,) = (p for p in corpus.passages if p.label == "Who pays?")
    of_what_is_said = ("EU?", "un", "VP")
    for typed in ("ay", "AY", "f", "vp", *of_what_is_said):
        decision = Answer if typed in of_what_is_said else Abstain
        sure = (Candidate(found, 1.0, 1.0, found.label),)
        heard = Heard(Answer(sure[0]), sure, typed, WordMatcher(corpus))
        thoughts = SecondThoughts(WordMatcher(corpus), Stories(corpus, WordMatcher(corpus)))
        assert isinstance(thoughts.on(Utterance(typed), heard).decision, decision)


@pytest.mark.parametrize(
    ("typed", "is_offered"),
    [
        ("who was blamed for the flood", True),
        ("and what does the flood mean for farmers?", True),
        ("and who was blamed?", False),
        ("Oh no. And who was blamed?", False),
    ],
)
def test_who_asks_on_is_offered_another_story_only_for_its_words(
    typed: str, *, is_offered: bool
) -> None:
    corpus = a_world()
    stories = Stories(corpus, WordMatcher(corpus))
    by_label = {passage.label: passage for passage in corpus.passages}
    view = stories.of(by_label["When did the ferry sink?"].id)
    other = by_label["What does the flood mean for farmers?"]
    alone = Heard(
        Answer(a := Candidate(other, 1.0, 1.0, other.label)), (a,), typed, stories.matcher
    )
    assert view is not None
    found = elsewhere(Lean(Utterance(typed), alone, view, None))
    assert (found is not None) is is_offered
