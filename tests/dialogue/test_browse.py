"""Looking around without asking: briefings, topics, the latest, help."""

from __future__ import annotations

from datetime import date

from bot.corpus.model import FrontMatter
from bot.dialogue import wording
from bot.dialogue.compose import MAX_MENU_CHOICES
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Reply, ReplyKind
from bot.dialogue.responder import Responder
from tests.builders import a_briefing, a_corpus, a_page, a_story
from tests.dialogue.fakes import a_responder

TODAY = date(2025, 7, 1)


def two_stories() -> Responder:
    harbour = FrontMatter(title="Frozen harbour", as_of=date(2025, 2, 1))
    dam = FrontMatter(title="Burst dam", as_of=date(2025, 5, 1))
    return a_responder(a_corpus(*a_briefing(meta=harbour), a_story(file="dam/story.txt", meta=dam)))


def test_latest_puts_the_newest_facts_first() -> None:
    labels = [choice.label for choice in two_stories().latest().follow_ups]
    assert labels == ["Burst dam (as of 1 May 2025)", "Frozen harbour (as of 1 February 2025)"]


def typed(responder: Responder, text: str) -> Reply:
    """Give the reply to a command that came as a message."""
    return responder.respond(Conversation().utterance(text), today=TODAY).reply


def test_a_command_for_looking_around_works_as_a_message_too() -> None:
    responder = two_stories()
    assert typed(responder, "/help") == typed(responder, "!help") == responder.help()
    assert typed(responder, "/latest") == typed(responder, "/briefing") == responder.latest()
    assert typed(responder, "/topics") == responder.topics()
    assert typed(responder, "/briefing dam") == responder.briefing("dam")
    assert typed(responder, "/topic the weather") == responder.topic("the weather", today=TODAY)


def test_a_question_in_a_command_is_heard_without_the_command() -> None:
    responder = two_stories()
    asked, bare = "/ask who pays for the icebreaker?", "who pays for the icebreaker?"
    assert typed(responder, asked) == typed(responder, bare)
    turn = responder.respond(Conversation().utterance(asked), today=TODAY)
    assert Conversation().after(turn).before == (bare,)


def test_any_other_command_tells_how_commands_are_used() -> None:
    reply = typed(two_stories(), "/privacy")
    assert reply.kind is ReplyKind.NOTICE
    assert "pick /privacy from the list" in reply.text


def test_a_story_opens_below_who_wrote_it_and_when() -> None:
    text = "Harbour Frozen\nBy Astrid Berg\nUpdated: 5 May 2025\nWhat's happened\nIt froze."
    responder = a_responder(a_corpus(a_page(text, file="harbour/story.txt")))
    (opening,) = responder.latest().follow_ups
    assert responder.open(opening.passage, today=TODAY).text == "It froze."
    parts = [choice.label for choice in responder.briefing("harbour").follow_ups]
    assert parts == ["What's happened"]


def test_an_undated_briefing_comes_last() -> None:
    undated = a_story(file="fog/story.txt", meta=FrontMatter(title="Fog"))
    dated = a_story(file="dam/story.txt", meta=FrontMatter(title="Dam", as_of=TODAY))
    responder = a_responder(a_corpus(undated, dated))
    assert [briefing.title for briefing in responder.briefings()] == ["Dam", "Fog"]


def test_a_briefing_opens_by_id_and_by_title_with_its_sections_first() -> None:
    responder = two_stories()
    by_id, by_title = responder.briefing("harbour"), responder.briefing("FROZEN harbour")
    assert by_id == by_title
    assert [choice.label for choice in by_id.follow_ups][:4] == [
        "What's happened",
        "What's behind the headline?",
        "What the papers say",
        "How we got here",
    ]
    assert "3 questions" in by_id.text
    assert "as of 1 February 2025" in by_id.text


def test_a_part_of_the_title_is_enough() -> None:
    responder = two_stories()
    assert responder.briefing("harbour") == responder.briefing("frozen")
    assert responder.briefing("burst").heading == "Burst dam"


def test_what_a_briefing_is_about_finds_it() -> None:
    meta = FrontMatter(title="Burst dam", topics=("flooding", "Insurance"))
    responder = a_responder(a_corpus(a_story(), a_story(file="dam/story.txt", meta=meta)))
    assert responder.briefing("insurance").heading == "Burst dam"
    assert responder.briefing("Flood") == responder.briefing("burst dam")


def test_a_part_that_several_titles_hold_offers_those() -> None:
    reply = two_stories().briefing("r")
    assert reply.kind is ReplyKind.MENU
    assert len(reply.follow_ups) == 2


def test_an_unknown_briefing_is_declined_with_the_ones_there_are() -> None:
    reply = two_stories().briefing("volcano")
    assert reply.kind is ReplyKind.ABSTENTION
    assert "volcano" in reply.text
    assert len(reply.follow_ups) == 2


def test_a_topic_that_two_stories_define_is_listed_once() -> None:
    labels = [choice.label for choice in two_stories().topics().follow_ups]
    assert labels == ["Lindholm"]


def test_a_topic_opens_by_name_in_any_case_and_by_id() -> None:
    responder = two_stories()
    topic = responder.topic("LINDHOLM", today=TODAY)
    assert topic.passage is not None
    assert responder.topic(topic.passage.id, today=TODAY) == topic


def test_an_unknown_topic_is_declined() -> None:
    reply = two_stories().topic("Atlantis", today=TODAY)
    assert reply.kind is ReplyKind.ABSTENTION
    assert "Atlantis" in reply.text


def test_topics_are_offered_while_typing() -> None:
    responder = two_stories()
    assert [choice.label for choice in responder.suggest_topics("lind")] == ["Lindholm"]
    assert responder.suggest_topics("zzz") == ()


def test_a_long_menu_is_cut_and_says_how_to_reach_the_rest() -> None:
    names = [f"{letter}{vowel}rton" for letter in "BCDFGHKLM" for vowel in "aeio"]
    story = a_story(topics=[f"{name} is a town. It has a mill." for name in names])
    reply = a_responder(a_corpus(story)).topics()
    assert len(reply.follow_ups) == MAX_MENU_CHOICES
    assert reply.notes == (wording.and_more(len(names) - MAX_MENU_CHOICES),)


def test_help_offers_every_briefing() -> None:
    reply = two_stories().help()
    assert "2 briefings" in reply.text
    assert [choice.label.split(" (")[0] for choice in reply.follow_ups] == [
        "Burst dam",
        "Frozen harbour",
    ]
