"""Which messages ask something, when nobody in particular is addressed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.reading.questions import (
    only_points,
    points_elsewhere,
    reads_as_question,
    reads_as_request,
)

QUESTIONS = [
    "why did the bridge close?",
    "Why did the bridge close",
    "what's going on with the ferry",
    "whats happening in the harbour",
    "How many people work there",
    "who is the new mayor",
    "is the bridge safe now",
    "did they ever find the boat",
    "so when does it open again",
    "hey, can you explain the strike",
    "tell me about the strike",
    "explain the strike to me",
    "does anyone know why it sank",
    "anyone know when it opens",
    "any update on the ferry",
    "i wonder what the mayor said",
    "I don't understand why they left",
    "They closed it. But why?",
    "¿por qué cerraron el puente?",
    "なぜ橋は閉鎖されたの？",
    "لماذا أغلق الجسر؟",
    "isn't it closed already",
]
STATEMENTS = [
    "lol",
    "the bridge is closed",
    "thanks a lot!",
    "What a nice bridge",
    "How awful",
    "when I was there, it was open",
    "which is why I left",
    "see https://example.org/?why=bridge",
    "`why?`",
    "???",
    "🙃?",
    "",
    "I know who did it",
    "is this",
    "ok will do",
    "<@123>?",
    "who cares",
    "what the hell",
    "how ironic",
    "when you miss the last ferry",
]
REQUESTS = [
    "since when",
    "in what year",
    "for how long",
    "by whom",
    "wait, why",
    "no but why",
    "lol when was that",
    "and the US",
    "ok and the winner",
    "any casualties",
    "any survivors yet",
    "anyone hurt",
    "did they",
    "so was it",
    "I'd like to know who paid",
    "just wanna know",
    "show me the numbers",
    "list the islands",
    "explain",
    "please help me",
    "/ask who owns the bridge",
]
ABROAD = [
    "und wer bezahlt das",
    "Wieviel kostet die Fahrt",
    "hoe lang duurt het",
    "combien ça coûte",
    "et qui a voté contre",
    "cuánto cuesta el billete",
    "y quién lo paga",
    "perché è chiuso",
    "quem paga a obra",
    "kiedy zaczyna się strajk",
    "grev ne zaman başlıyor",
    "köprü açık mı",
    "сколько это стоит",
    "а почему закрыли",
    "كم ثمن التذكرة",
    "桥什么时候开放",
    "橋はいつ開きますか",
    "다리는 언제 열리나요",
    "สะพานเปิดเมื่อไหร่",
]
REMARKS = [
    "das ist ja traurig",
    "qué pena",
    "c'est fou",
    "ну и дела",
    "真可惜",
    "Kim is lying",
    "my aunt lives in Detroit, MI",
    "Come on",
    "dove release was lovely",
    "this is so sad",
    "told you so",
    "for what it's worth",
    "in which case I stay home",
    "any day now",
    "do it",
    "give me a break",
    "wow, they really did that",
    "no idea",
    "help is on its way",
    "!play despacito",
    "haha nice",
    "",
    "???",
]


@pytest.mark.parametrize("words", QUESTIONS)
def test_questions_are_told(words: str) -> None:
    assert reads_as_question(words)


@pytest.mark.parametrize("words", STATEMENTS)
def test_statements_are_told(words: str) -> None:
    assert not reads_as_question(words)


@pytest.mark.parametrize("words", ABROAD)
def test_questions_of_other_languages_are_told_where_they_are_said_to_the_bot(words: str) -> None:
    assert reads_as_request(words)
    assert not reads_as_question(words)


@pytest.mark.parametrize("words", [*QUESTIONS, *REQUESTS])
def test_what_is_wanted_of_the_bot_is_told_in_however_few_words(words: str) -> None:
    assert reads_as_request(words)


@pytest.mark.parametrize("words", [*STATEMENTS, *REMARKS])
def test_remarks_want_nothing(words: str) -> None:
    assert not reads_as_request(words)


@pytest.mark.parametrize("words", REQUESTS[:4] + REQUESTS[7:14])
def test_among_people_few_words_may_mean_anything(words: str) -> None:
    assert not reads_as_question(words)


@given(st.text(max_size=300))
def test_any_text_is_told_without_a_fault(text: str) -> None:
    assert reads_as_question(text) in {True, False}
    assert reads_as_request(text) in {True, False}


PIECES = [
    "so ",
    "well, ",
    "is a ",
    "```",
    "<@",
    "https://",
    "why",
    "ha",
    "hm",
    "just ",
    "and the ",
    "can ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_long_repetitions_are_no_trouble(piece: str) -> None:
    assert reads_as_question(piece * 5_000) in {True, False}
    assert reads_as_request(piece * 5_000) in {True, False}
    assert points_elsewhere(piece * 5_000) in {True, False}


@pytest.mark.parametrize("text", ["", "^", "^^ ", "???", "👆🏿", "☝️", "?!", "…"])
def test_signs_only_point(text: str) -> None:
    assert only_points(text)


@pytest.mark.parametrize("text", ["2", "ok", "👍", "❤️", "^ this", "why?", "なぜ"])
def test_what_says_something_does_not_only_point(text: str) -> None:
    assert not only_points(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "^",
            "👆 answer this",
            "^ this",
            "this one?",
            "same question",
            "any ideas?",
            "anyone?",
        ),
        *("Can you answer this?", "pls answer her question", "can anyone answer that please"),
        *("does anyone know this?", "Do you know the answer to that?", "what they asked"),
        *("could you look up the question for us", "help him out", "hey, please tell them!"),
    ],
)
def test_what_hands_over_another_message_points_there(text: str) -> None:
    assert points_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        *("help", "help me", "tell me", "that", "it", "is this true?", "explain this", "why?"),
        *(
            "what about this?",
            "this is so sad",
            "any news?",
            "anyone hurt?",
            "who knows",
            "can you",
        ),
        *("answer the call of the sea", "do you know why they closed it?", "what he said on taxes"),
    ],
)
def test_what_asks_or_remarks_itself_points_nowhere(text: str) -> None:
    assert not points_elsewhere(text)
