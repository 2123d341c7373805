"""Messages that ask for no passage: "yes", "more", "source?", "go back", thanks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.reading.wishes import Wish, asks_nothing, is_bare_number, is_thankful, wish_of


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("no thanks", Wish.THANKS),
        ("No, thank you!", Wish.THANKS),
        ("never mind", Wish.THANKS),
        ("bye", Wish.THANKS),
        ("yes", Wish.YES),
        ("Yeah, that one", Wish.YES),
        ("nope", Wish.NO),
        ("oh, no", Wish.THANKS),
        ("oh yes", Wish.YES),
        ("no, that's not what I meant", Wish.NO),
        ("again?", Wish.AGAIN),
        ("can you repeat that", Wish.AGAIN),
        ("tell me more", Wish.MORE),
        ("ok, go on", Wish.MORE),
        ("and then?", Wish.MORE),
        ("what else?", Wish.MORE),
        ("source?", Wish.SOURCE),
        ("where is that from", Wish.SOURCE),
        ("where does it say that?", Wish.SOURCE),
        ("who are your sources", Wish.SOURCE),
        ("thanks!", Wish.THANKS),
        ("great answer", Wish.THANKS),
        ("that's really helpful", Wish.THANKS),
        ("ur useless", Wish.NO),
        ("this is stupid lol", Wish.NO),
        ("that doesn't help at all", Wish.NO),
        ("you didn't answer my question", Wish.NO),
        ("go back", Wish.BACK),
        ("the previous one", Wish.BACK),
        ("start over please", Wish.START),
        ("what's your source for that?", Wish.SOURCE),
        ("author?", Wish.SOURCE),
        ("what did you just say", Wish.AGAIN),
        ("what did you say before", Wish.BACK),
        ("what was my first question?", Wish.BACK),
        ("back to my first question", Wish.BACK),
        ("your a stupid bot", Wish.NO),
        ("your an idiot", Wish.THANKS),
        ("thank you very much, you helped me a lot", Wish.THANKS),
        ("I think that's unfair", Wish.THANKS),
        ("that's a lot", Wish.THANKS),
        *((said, Wish.MORE) for said in ("anything more?", "what else can you tell me about it")),
        *((said, Wish.MORE) for said in ("any more info", "where can I read more?")),
        *((said, Wish.SOURCE) for said in ("can you give me the source", "is there a link?")),
        *((said, Wish.SOURCE) for said in ("do you have a source for this", "who published this")),
        *((said, Wish.AGAIN) for said in ("can you repeat the last answer", "show me that answer")),
        *((said, Wish.NO) for said in ("neither of those", "try again", "another answer")),
        *((said, Wish.BACK) for said in ("undo", "the list again please")),
        *((said, Wish.START) for said in ("change the subject", "different topic", "reset")),
        *((said, Wish.THANKS) for said in ("not bad", "you're so smart", "appreciated", "dunno")),
        *((said, Wish.THANKS) for said in ("can I ask you something?", "one more question")),
        ("where is the source of the river", None),
        ("is there a link between the two", None),
        ("any more ships", None),
        ("repeat the vote", None),
        ("one more question about the dam", None),
        ("y restart now?", None),
        ("thank", Wish.THANKS),
        ("thank the voters", None),
        ("ewww", Wish.THANKS),
        ("wait", Wish.THANKS),
        ("hold on a sec", Wish.THANKS),
        ("oh sorry, my bad", Wish.THANKS),
        ("thank you dear, have a nice day!", Wish.THANKS),
        ("who told you?", Wish.SOURCE),
        ("wait for the ferry", None),
        ("sorry, who is he", None),
        ("who is the author of the letter", None),
        ("what did you say about the ferry", None),
        ("the first question", None),
        ("I think the dam is unfair", None),
        ("how much", None),
        ("is it useful", None),
        ("what is a good answer", None),
        ("why", None),
        ("more about the ferry", None),
        ("what is the source of the river", None),
        ("yes but who pays", None),
        ("", None),
    ],
)
def test_reads_a_wish(typed: str, wish: Wish | None) -> None:
    assert wish_of(typed) is wish


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("thanks ❤️", Wish.THANKS),
        ("thank you 🙏", Wish.THANKS),
        ("thanks!! :)", Wish.THANKS),
        ("thx <3", Wish.THANKS),
        ("more 🙏", Wish.MORE),
        ("yes 👍", Wish.YES),
        ("no 😅", Wish.NO),
        ("source? 🤔", Wish.SOURCE),
        ("👍", Wish.YES),
        ("👎", Wish.NO),
        ("❤️", Wish.THANKS),
        ("🤔", Wish.THANKS),
        ("2️⃣", None),
        ("👍 who pays?", None),
    ],
)
def test_pictures_beside_a_wish_change_nothing(typed: str, wish: Wish | None) -> None:
    assert wish_of(typed) is wish


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("perfect thank you", Wish.THANKS),
        ("thank u", Wish.THANKS),
        ("thank you, that helps a lot", Wish.THANKS),
        ("ok thx bye", Wish.THANKS),
        ("thankssss", Wish.THANKS),
        ("yesss", Wish.YES),
        ("ok cool, more pls", Wish.MORE),
        ("yes, tell me more", Wish.MORE),
        ("thanks, source?", Wish.SOURCE),
        ("thanks but that's not it", Wish.NO),
        ("ok then", Wish.YES),
        ("and thanks", Wish.THANKS),
        ("merci beaucoup", Wish.THANKS),
        ("your answer is wrong", Wish.NO),
        ("no, you got that wrong", Wish.NO),
        ("that doesn't answer my question", Wish.NO),
        ("thats not the question", Wish.NO),
        ("ok, explain that please", Wish.MORE),
        ("show me the list again", Wish.BACK),
        ("show me the menu", None),
        ("how bad?", None),
        ("explain the vote", None),
        ("that is not the port", None),
        ("yes and no", None),
        ("who says no", None),
        ("thanks, who pays?", None),
        ("thank you for the ferry times", None),
    ],
)
def test_a_message_may_be_made_of_several_wishes(typed: str, wish: Wish | None) -> None:
    assert wish_of(typed) is wish


@pytest.mark.parametrize(
    "typed",
    [
        *("interesting", "hmm interesting", "lol", "haha", "wow thats sad", "no way", "omg"),
        *("that's bad news", "it's good news", "what terrible news", "too bad", "i agree", "same"),
        *("THIS IS RIDICULOUS", "how absurd", "what a surprise...", "what a terrible mess"),
        *("STOP", "stop it!!", "leave me alone", "ok whatever"),
        *("idiot", "you are an idiot", "shut up!!", "wtf", "fuck off"),
    ],
)
def test_a_remark_asks_nothing_and_thanks_for_nothing(typed: str) -> None:
    assert wish_of(typed) is Wish.THANKS
    assert not is_thankful(typed)
    assert is_thankful(f"thanks, {typed}")


@pytest.mark.parametrize(
    "typed",
    [
        *("what date is this from", "how old is this", "how old is this info", "as of when?"),
        *("is this still true", "is this up to date?", "when was this updated", "is it up to date"),
        *("when was this page last updated", "are these figures still correct", "last updated?"),
        *("thats old", "this is outdated", "that is old news", "this info is so old"),
    ],
)
def test_the_age_of_an_answer_is_a_matter_of_its_source(typed: str) -> None:
    assert wish_of(typed) is Wish.SOURCE


@pytest.mark.parametrize(
    "typed",
    [
        *("how old is the ship", "how old is it", "how old is she", "how old is this ship"),
        *("when was it built", "when was the report published", "is it still open", "when is that"),
        *("is that true", "what is the date of the vote"),
    ],
)
def test_the_age_of_what_it_tells_of_is_not(typed: str) -> None:
    assert wish_of(typed) is None


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert wish_of(text) in (None, *Wish)


@pytest.mark.parametrize("typed", ["2", "1,2", "both", "the other one", "more 🙏", "thanks"])
def test_what_only_picks_or_wishes_asks_nothing(typed: str) -> None:
    assert asks_nothing(typed)


@pytest.mark.parametrize("typed", ["who pays?", "the latest", "everything", "<30 ships"])
def test_what_may_ask_is_leant_upon(typed: str) -> None:
    assert not asks_nothing(typed)


def test_only_numbers_are_meant_for_the_bot_when_nobody_calls_it() -> None:
    assert is_bare_number("2")
    assert is_bare_number("1, 2")
    assert not any(map(is_bare_number, ("first!", "both", "<3", ":3", "10/10", "100")))
