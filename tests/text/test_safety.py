"""Safety: what must not be shown is taken out, what is odd is told, all else stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.safety import MAX_MARKS, HazardKind, make_safe


def kinds(line: str) -> list[HazardKind]:
    return [hazard.kind for hazard in make_safe(line).hazards]


@pytest.mark.parametrize(
    ("line", "shown", "kind"),
    [
        ("a\x07b", "ab", HazardKind.CONTROL),
        ("\x1b[31mred\x1b[0m", "red", HazardKind.CONTROL),
        ("\x1b]0;title\x07text", "text", HazardKind.CONTROL),
        ("\x1b]8;;https://evil.example\x1b\\link", "link", HazardKind.CONTROL),
        ("a\x9bb", "ab", HazardKind.CONTROL),
        ("pay \u202eevil\u202c", "pay evil", HazardKind.BIDI),
        ("\u2066x\u2069", "x", HazardKind.BIDI),
        ("ze\u200bro", "zero", HazardKind.INVISIBLE),
        ("so\u00adft", "soft", HazardKind.INVISIBLE),
        ("a\ufeffb", "ab", HazardKind.INVISIBLE),
        ("a\u200db", "ab", HazardKind.INVISIBLE),
        ("a\u200eb", "ab", HazardKind.INVISIBLE),
        ("hi\U000e0041\U000e0042", "hi", HazardKind.INVISIBLE),
        ("Z" + "\u0301\u0302" * 10 + "o", "Z\u0301\u0302\u0301\u0302o", HazardKind.STACKED_MARKS),
    ],
)
def test_takes_out_what_must_not_be_shown(line: str, shown: str, kind: HazardKind) -> None:
    safe = make_safe(line)
    assert safe.text == shown
    assert kind in {hazard.kind for hazard in safe.hazards}


@pytest.mark.parametrize(
    "line",
    [
        "Plain text, with “quotes” — and dashes…",
        "tab\tin between",
        "👩‍🚀 and 🏳️‍🌈 and 👨‍👩‍👧‍👦",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم",
        "क्\u200dष",
        "שלום \u200f(2024)",
        "Tiếng Việt: ệ, e\u0302\u0323",
        "בְּרֵאשִׁ֖ית",
        "São Paulo, Ærø, Łódź, Ελλάδα, Україна, 조태열",
        "no\u00a0break",
        "See [the report](https://example.org/report).",
        "Cost < 5 & more; a@b.example; 3 <4> 5",
        "Write to <anna@example.org>, or see <https://example.org/a?b=c>.",
        "Dear <name>, come to <your street>.",
        "if a <y and z=3> b, and c<d/e>",
        "Write `<b>` and ``&amp;``.",
        "==Heading==",
        "if a == b or c == d, x==y==z",
        "so it is ^_^",
        "a 2 ^2",
    ],
)
def test_leaves_honest_text_alone(line: str) -> None:
    assert make_safe(line) == make_safe(line).__class__(line)


@pytest.mark.parametrize(
    ("line", "kind", "what"),
    [
        ("Hello @everyone!", HazardKind.MENTION, "@everyone"),
        ("Hello @here", HazardKind.MENTION, "@here"),
        ("Ask <@123456789012345678>", HazardKind.MENTION, "<@123456789012345678>"),
        ("Ask <@!123456789012345678>", HazardKind.MENTION, "<@!123456789012345678>"),
        ("Ask <@&123456789012345678>", HazardKind.MENTION, "<@&123456789012345678>"),
        ("See <#123456789012345678>", HazardKind.MENTION, "<#123456789012345678>"),
        ("Some <b>bold</b> text", HazardKind.HTML_TAG, "<b>"),
        ("<details>", HazardKind.HTML_TAG, "<details>"),
        ("<summary>More", HazardKind.HTML_TAG, "<summary>"),
        ("<aside class='x'>", HazardKind.HTML_TAG, "<aside class='x'>"),
        ("It froze.<ref>The Courier</ref>", HazardKind.HTML_TAG, "<ref>"),
        ('It froze.<ref name="a" />', HazardKind.HTML_TAG, '<ref name="a" />'),
        ("<video src=x>", HazardKind.HTML_TAG, "<video src=x>"),
        ("<my-box/>", HazardKind.HTML_TAG, "<my-box/>"),
        ("It is closed.</main>", HazardKind.HTML_TAG, "</main>"),
        ("Fish &amp; chips", HazardKind.HTML_ENTITY, "&amp;"),
        ("It is ==frozen==.", HazardKind.FOREIGN_MARK, "==frozen=="),
        ("==It froze== in May", HazardKind.FOREIGN_MARK, "==It froze=="),
        ("It froze. ^frozen-port", HazardKind.FOREIGN_MARK, "^frozen-port"),
        ("donâ€™t", HazardKind.GARBLED, "â€™"),
        ("caf\ufffd", HazardKind.GARBLED, "\ufffd"),
        ("R\u0443ssia", HazardKind.MIXED_ALPHABETS, "R\u0443ssia"),
    ],
)
def test_tells_what_is_odd_and_leaves_it(line: str, kind: HazardKind, what: str) -> None:
    safe = make_safe(line)
    assert safe.text == line
    assert (safe.hazards[0].kind, safe.hazards[0].what) == (kind, what)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("It froze.[\\[1\\]](#note1) See [why](#why).", "It froze.\\[1\\] See why."),
        ("See [the port](../port/ice.md#tugs) and [it](a.txt)", "See the port and it"),
        ("See `[a](#b)`, ![a map](#b) and f[x](y)", "See `[a](#b)`, ![a map](#b) and f[x](y)"),
        ("See [it](https://port.no/a.txt#b)", "See [it](https://port.no/a.txt#b)"),
    ],
)
def test_links_to_other_places_of_the_content_are_shown_as_words(line: str, shown: str) -> None:
    assert make_safe(line).text == shown


def test_links_mentions_and_html_are_mere_characters_in_code() -> None:
    line = "[bbc.com](https://evil.example) <b>@everyone</b> &amp; <@123>"
    assert make_safe(line, is_code=True) == make_safe(line).__class__(line)
    assert make_safe("a\u202eb", is_code=True).text == "ab"


def test_what_is_hidden_moves_no_column() -> None:
    safe = make_safe("a <!-- b --> @here", hidden=[(2, 13)])
    assert (safe.text, safe.hazards[0].column) == ("a @here", 14)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("[bbc.co.uk](https://evil.example/x)", "bbc.co.uk"),
        ("[https://bbc.co.uk/news](https://bbc.co.uk.evil.example/news)", "https://bbc.co.uk/news"),
        ("[**bbc.co.uk**](http://evil.example)", "**bbc.co.uk**"),
        ("[BBC](https://bbc.co.uk@evil.example/)", "BBC"),
    ],
)
def test_takes_the_address_off_a_link_that_deceives(line: str, shown: str) -> None:
    safe = make_safe(line)
    assert safe.text == shown
    assert [hazard.kind for hazard in safe.hazards] == [HazardKind.DECEPTIVE_LINK]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"]
)
def test_links_nothing_but_http(address: str) -> None:
    safe = make_safe(f"Click [here]({address})!")
    assert safe.text == "Click here!"
    assert [hazard.kind for hazard in safe.hazards] == [HazardKind.UNSAFE_LINK]


@pytest.mark.parametrize(
    "line",
    [
        "[bbc.co.uk](https://www.bbc.co.uk/news)",
        "[www.bbc.co.uk](https://bbc.co.uk)",
        "[news.bbc.co.uk](https://bbc.co.uk)",
        "[report.pdf](https://example.org/files/report.pdf)",
        "[the BBC](https://bbc.co.uk)",
        "[a wiki](https://en.wikipedia.org/wiki/Moon_(disambiguation))",
        "https://example.org/@user/page",
    ],
)
def test_leaves_honest_links_alone(line: str) -> None:
    assert make_safe(line).text == line
    assert kinds(line) == []


def test_names_the_place_in_the_line_as_it_came_in() -> None:
    line = "a\u200b \u202e[bbc.com](https://evil.example) Z" + "\u0301" * 9 + " \x1b[1m@h\u200bere"
    places = [(hazard.kind, hazard.column) for hazard in make_safe(line).hazards]
    assert places == [
        (HazardKind.INVISIBLE, line.index("\u200b") + 1),
        (HazardKind.BIDI, line.index("\u202e") + 1),
        (HazardKind.DECEPTIVE_LINK, line.index("[") + 1),
        (HazardKind.STACKED_MARKS, line.index("Z") + 1 + MAX_MARKS + 1),
        (HazardKind.CONTROL, line.index("\x1b") + 1),
        (HazardKind.MENTION, line.index("@") + 1),
        (HazardKind.INVISIBLE, line.rindex("\u200b") + 1),
    ]


@given(st.text())
def test_a_safe_line_holds_nothing_that_hides_or_controls(line: str) -> None:
    shown = make_safe(line).text
    assert not any(
        unicodedata.category(char) == "Cc" and char != "\t" and char not in "\n\r" for char in shown
    )
    assert not any(char in shown for char in "\u202a\u202b\u202d\u202e\u2066\u2067\u200b\ufeff")


@given(st.text(alphabet=st.sampled_from("ab\x1b[31m\u200b\u202e\u0301<@&])(h:/.\u00e9")))
def test_what_is_safe_stays_as_it_is(line: str) -> None:
    once = make_safe(line).text
    twice = make_safe(once).text
    assert len(twice) <= len(once)
