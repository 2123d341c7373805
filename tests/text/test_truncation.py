"""Truncation: whether a text breaks off."""

from __future__ import annotations

import pytest

from bot.text.truncation import ends_in_address, is_cut_off, last_words


@pytest.mark.parametrize(
    "text",
    [
        "Russia is the largest country. It spans more than one-eighth of the Earth's in",
        "Togo is a country. Its official language is",
        "It fell in 1989, and",
        "It fell…",
        "The ice has grown so thick\nthat no ship could sail out\nof the port. It is",
        "Ice is cold.\nShips are old.\nThe port of Lindholm is shut. It is a bad",
        "It fell...",
        "He said “I will",
        "First paragraph.\n\nSecond one. It breaks off in the mid",
        "It is closed. See https://www.metoffice.gov.uk/…",
        "It is closed. See https://www.metoffice.gov.uk/ and https://port.example/a,",
        "- It is old.\n- It was sold in May. The new one guards against the",
        "- It is old.\n- It was sold in May. The new one fights tropical dis",
        "- cold winters\n- old ships and",
        "> It is from 1971. It was repaired by the",
        "चालक दल हड़ताल पर है। टिकट बारह यूरो",
        "It is closed.\nThe port says that the ice is",
        "The island is small. It has 10 km²",
    ],
)
def test_sees_where_a_text_breaks_off(text: str) -> None:
    assert is_cut_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "A whole sentence.",
        "He said “no.”",
        "He said “no”.",
        "It is small. (It has 300 people.)",
        "It was founded by Apple Inc.",
        "It was led by Robert F. Kennedy Jr.",
        "Is it? Yes!",
        "Capital of France",
        "Last updated: 31 Oct 2025, 9 a.m. EDT",
        "16 August 2025\nBy Dr. Astrid J. Berg",
        "The reasons:\n- cold winters\n- old ships",
        "The reasons:\n→ It is cold\n→ Ships are old",
        "2009 – it is planned\nMay 2011: protests\n13/2/2014  The court\nToday: it is shut",
        "Lindholm Lock\nOpened\t14 June 1934\nStatus\tIt has been shut since May",
        "It has two parts. They are:\n1. the harbour\n2. the town",
        "**It is bold.**",
        "It has whole sentences. And a tag.<br/>",
        "It fell. See:\n| What | When |\n|---|---|\n| Ice | in May |",
        "Привет.",
        "これは文です。",
        "彼は「はい。」",
        "",
    ],
)
def test_leaves_whole_texts_alone(text: str) -> None:
    assert not is_cut_off(text)


@pytest.mark.parametrize(
    "end",
    [
        "See https://www.metoffice.gov.uk/",
        "See <https://www.metoffice.gov.uk/>",
        "See **www.metoffice.gov.uk/ice**",
        "See metoffice.gov.uk",
        "Write to anna@example.org",
        "Follow @metoffice",
        "Look for #lindholm",
        "It left the island. ^the-crew",
        "It left the island.¹",
        "It left the island.[1][2]",
        "It left the island.<sup>1</sup>",
        "It left the island.” †",
        "It sails every day, except on holidays 🙂",
        "It sails every day 👍🏽",
        "It sails every day ❤️",
        "It sails every day <:ferry:123456789012345678>",
        "Run `print('It is cold. So it is')`",
        "Begin so:\n\n```python\n# It is a note. It is\nprint(1)\n```",
        "She spoke. — Astrid Berg, mayor of Lindholm",
        "Nobody knows why.\nSource: The Lindholm Courier",
        "So:\n- The crew is ill.\n“Very ill.”\nRead more: Life on the ferry",
    ],
)
def test_many_an_end_needs_no_full_stop(end: str) -> None:
    assert not is_cut_off(f"The ferry is old. It does 20 knots. {end}")


@pytest.mark.parametrize(
    "text",
    [
        "> It is from 1971. It has been repaired twice.\n>\n> — Astrid Berg, mayor of Lindholm",
        "> It is from 1971.\n> — A. Berg, who has been mayor of Lindholm since 2021",
        "> - Children\n> - Those who have lived on the island for ten years and can prove it",
        "- At the old pier:\n  - gate A\n  - gate B. It is the last one",
        "If they are\na) clean and whole\nb) as good as new\nc) not the last of two. I mean it",
        "It is told.[^1]\n\n[^1]: The Courier, p. 3\n[^2]: The Post, p. 5",
    ],
)
def test_neither_do_names_below_quotations_and_entries_of_lists_without_stops(text: str) -> None:
    assert not is_cut_off(text)


@pytest.mark.parametrize("answer", ["No", "Yes", "Nobody", "Ask them", "Not yet", "All of it"])
def test_a_short_answer_may_end_in_a_small_word(answer: str) -> None:
    assert not is_cut_off(answer)


@pytest.mark.parametrize(
    "text",
    [
        "चालक दल हड़ताल पर है। जब तक वेतन नहीं बढ़ेगा तब तक कोई भी नौका नहीं निकलेगी।",
        "یہ بندرگاہ بند ہے۔ یہ سرد ہے۔",
        "ወደቡ ተዘግቷል። ቀዝቃዛ ነው።",
        "Նավահանգիստը փակ է։ Ցուրտ է։",
        "ဆိပ်ကမ်း ပိတ်ထားသည်။ အေးသည်။",
        "កំពង់ផែ បិទ។ វាត្រជាក់។",
        "Το λιμάνι έκλεισε. Γιατί;",
        "ท่าเรือปิดเพราะน้ำแข็ง " * 10 + "อากาศหนาว",
    ],
    ids=["Hindi", "Urdu", "Amharic", "Armenian", "Burmese", "Khmer", "Greek", "Thai"],
)
def test_sentences_end_in_every_script(text: str) -> None:
    assert not is_cut_off(text)


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("It is here: https://port.example/a,", True),
        ("Write to anna@port.example, or", False),
        ("It is the", False),
        ("", False),
    ],
)
def test_knows_a_text_whose_last_word_is_an_address(text: str, is_address: bool) -> None:
    assert ends_in_address(text) is is_address


def test_shows_the_last_words() -> None:
    assert last_words("one two three four five") == "two three four five"


@pytest.mark.parametrize("text", ["Head librarian, who retires in May", "A cure for hepatitis A"])
def test_a_name_may_look_like_a_word_that_leads_on(text: str) -> None:
    assert not is_cut_off(text)
    assert is_cut_off(text.lower())
