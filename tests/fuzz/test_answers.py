"""Messages become replies: never a fault, within Discord's limits, and in the pages' own words."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.app.matchers import build_responder
from bot.corpus.build import build_corpus
from bot.corpus.model import Corpus
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Reply, ReplyKind
from bot.dialogue.responder import Responder
from bot.discord_app import custom_ids, limits
from bot.discord_app.choosing import offered_passages, offered_titles
from bot.discord_app.render import Showing, render_explanation, render_reply
from bot.discord_app.shown import conversation_of
from bot.text.safety import make_safe
from tests.builders import NOW, a_briefing, a_corpus, parsed
from tests.corpus.strategies import pages
from tests.discord_app.discord_rules import broken_rules, walk
from tests.fuzz.hostile import examples, messages

TODAY = date(2026, 11, 28)
WORD = re.compile(r"\w+")


@cache
def the_responder() -> Responder:
    """Give a responder for the frozen harbour."""
    return build_responder(a_corpus(*a_briefing()))


def shown(reply: Reply, showing: Showing) -> list[str]:
    """Render a reply, hold it against Discord's rules, and give the ids of its buttons."""
    components = render_reply(reply, showing).to_components()  # type: ignore[no-untyped-call]
    body = {"components": components, "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    assert not broken_rules("POST", "/channels/1/messages", body)
    return [part["custom_id"] for part in walk(components) if "custom_id" in part]


def assert_in_own_words(reply: Reply, corpus: Corpus) -> None:
    """Hold every answer against the passage that it says it is."""
    for part in (reply, *reply.also):
        if part.passage is not None:
            passage = corpus.passage(part.passage.id)
            assert passage is not None
            is_whole = part.text in (passage.text, f"{passage.text}…")  # where it breaks off
            assert is_whole or (part.kind is ReplyKind.MENU and part.text in passage.text)
        else:
            assert part.kind is not ReplyKind.ANSWER


@examples(80)
@given(messages)
def test_any_message_gets_a_reply_that_discord_takes(message: str) -> None:
    responder = the_responder()
    turn = responder.respond(Conversation().utterance(message), today=TODAY)
    shown(turn.reply, Showing(asked=message, is_asked=True, asker=1))
    assert_in_own_words(turn.reply, responder.corpus)
    passage = None if turn.reply.passage is None else turn.reply.passage.id
    explained = responder.explain(turn.utterance, passage)
    render_explanation(explained, turn.reply.source, message)


@examples(60)
@given(st.lists(pages, min_size=1, max_size=3), messages)
@example(["Why? {#a b}\n#"], "Why is the harbour of Lindholm frozen?")
def test_any_pages_answer_any_message_in_their_own_words(texts: list[str], message: str) -> None:
    read = [parsed(text, file=f"news/{n}.txt").page for n, text in enumerate(texts)]
    corpus = build_corpus([page for page in read if page is not None], now=NOW).corpus
    responder = build_responder(corpus)
    asked = [message, *(passage.label for passage in corpus.passages[:3])]
    lines = [make_safe(line).text for text in texts for line in text.splitlines()]
    written = set(WORD.findall(" ".join(lines).casefold()))
    for words in asked:
        reply = responder.respond(Conversation().utterance(words), today=TODAY).reply
        shown(reply, Showing(asked=words, is_asked=True, asker=1))
        assert_in_own_words(reply, corpus)
        if reply.passage is not None:
            assert set(WORD.findall(reply.text.casefold())) <= written


@examples(100)
@given(messages.map(lambda text: text[: limits.AUTOCOMPLETE_CHOICE * 5]))
def test_whatever_is_typed_discord_takes_the_suggestions(typed: str) -> None:
    responder = the_responder()
    offered = [
        offered_passages(responder.suggest(typed, limits.AUTOCOMPLETE_CHOICES)),
        offered_passages(responder.suggest_topics(typed, limits.AUTOCOMPLETE_CHOICES)),
        offered_titles(responder.briefings(), typed),
    ]
    for choices in offered:
        assert len(choices) <= limits.AUTOCOMPLETE_CHOICES
        for choice in choices:
            assert 1 <= len(choice.name) <= limits.AUTOCOMPLETE_CHOICE
            assert 1 <= len(str(choice.value)) <= limits.AUTOCOMPLETE_CHOICE
    for choice in (*offered[0], *offered[1]):
        picked = custom_ids.DEEPER.fullmatch(str(choice.value))
        assert picked is not None
        assert responder.open(picked["passage"], today=TODAY).passage is not None


@examples(40)
@given(messages)
def test_whatever_an_option_says_the_menus_answer(option: str) -> None:
    responder = the_responder()
    for reply in (
        responder.topic(option, today=TODAY),
        responder.briefing(option),
        responder.open(option, today=TODAY),
    ):
        shown(reply, Showing())
        assert_in_own_words(reply, responder.corpus)


class Talk(RuleBasedStateMachine):
    """A reader who says, types numbers, presses buttons and replies to older answers, at will."""

    @initialize()
    def begin(self) -> None:
        """Begin with nothing said."""
        self.responder = the_responder()
        self.conversation = Conversation()
        self.ids: list[str] = []

    def show(self, reply: Reply) -> None:
        """Show a reply, and keep its buttons."""
        assert_in_own_words(reply, self.responder.corpus)
        self.ids = shown(reply, Showing(asked="?", is_asked=True, asker=1))
        assert len(self.conversation.before) <= 3

    @rule(message=messages)
    def say(self, message: str) -> None:
        """Say something."""
        turn = self.responder.respond(self.conversation.utterance(message), today=TODAY)
        self.conversation = self.conversation.after(turn)
        self.show(turn.reply)

    @rule(number=st.integers(-1, 30))
    def type_a_number(self, number: int) -> None:
        """Choose by number, or hope to."""
        self.say(str(number))

    @rule(data=st.data())
    def press(self, data: st.DataObject) -> None:
        """Press one of the buttons in view."""
        if not self.ids:
            return
        custom_id = data.draw(st.sampled_from(self.ids))
        deeper, other = (t.fullmatch(custom_id) for t in (custom_ids.DEEPER, custom_ids.OTHER))
        if deeper is not None:
            reply = self.responder.open(deeper["passage"], today=TODAY)
        elif other is not None:
            utterance = self.conversation.utterance("why?")
            reply = self.responder.alternatives(utterance, other["passage"])
        else:
            return
        self.conversation = self.conversation.seeing(reply)
        self.show(reply)

    @rule()
    def reply_to_what_is_shown(self) -> None:
        """Lean on a message of the bot's alone, as after a restart."""
        self.conversation = conversation_of(self.ids)


TestTalk = Talk.TestCase
TestTalk.settings = settings(examples(20), stateful_step_count=15)
