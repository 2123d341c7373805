"""Content and readers' words cannot ping, shout or disguise a link."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.markdown import as_hidden, harmless, in_a_line, in_the_open, one_line, plain

PLAIN = [
    "North Korea’s army, said “Kim”, isn't 100 % ready: 3 - 4 units (e.g. two).",
    "- A bullet\n- Another one, at 5 p.m.\n\nA paragraph.",
    "Under_scored names and 5 * 3 = 15, #hashtag and a@b.example",
    "**Bold** and *italic* and `code` and ~~struck~~ stay light Markdown.",
    "See [the report](https://example.org/report) for more.",
    "Prices < 5 and > 3; 10 <= x",
]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    "hostile",
    [
        *("@everyone", "@here", "@EVERYONE", "<@123>", "<@!123>", "<@&123>", "<#123>"),
        *("</ask:123>", "<t:1700000000:R>", "<:pepe:123>", "<a:pepe:123>", "<id:customize>"),
    ],
)
def test_mentions_become_plain_text(hostile: str) -> None:
    for made in (harmless(f"Hello {hostile}!"), in_a_line(f"Hello {hostile}!", 100)):
        assert hostile not in made
        assert made.replace("\u200b", "") == f"Hello {hostile}!"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("# Big", "**Big**"),
        ("###### A *Big* One", "**A *Big* One**"),
        ("  ### One **bold** word ", "**One bold word**"),
        ("# # Twice", "**\\# Twice**"),
    ],
)
def test_subheadings_show_in_bold_and_word_for_word(line: str, shown: str) -> None:
    assert harmless(f"Before\n{line}\nafter") == f"Before\n{shown}\nafter"


@pytest.mark.parametrize(
    "line",
    ["-# small", "- # Big", "> # Big", "1. # Big", "1) # Big", "# ", "# a\\", "# **", "# x" * 90],
)
def test_small_print_and_other_headings_become_plain_text(line: str) -> None:
    made = harmless(f"Before\n{line}\nafter")
    assert "\\#" in made or "\\-#" in made
    assert made.replace("\\#", "#").replace("\\-#", "-#") == f"Before\n{line}\nafter"


@pytest.mark.parametrize(
    "link",
    [
        "[https://bank.example](https://evil.example)",
        "[bank.example](https://evil.example)",
        "[www.bank](https://evil.example)",
        "[click](javascript:alert(1))",
        "[click](discord://guild)",
        "[bank.\u202eexample](https://evil.example)",
        "[[bank.example]](https://evil.example)",
        "[[a] bank.example ](https://evil.example)",
        "[a ] bank.example](https://evil.example)",
        "[bank.example\nlog in](https://evil.example)",
        "[bank\uff0eexample](https://evil.example)",
        "[bank\u3002example](https://evil.example)",
        "[bank**.**example](https://evil.example)",
        "[bank\u200b.\u00adexample](https://evil.example)",
        "[bank.example](<https://evil.example>)",
        "[bank.example]( https://evil.example)",
        "[" + "long words " * 50 + "](https://evil.example)",
    ],
)
def test_disguised_links_show_where_they_lead(link: str) -> None:
    assert "](" not in harmless(link)
    assert "](" not in in_a_line(link, 900)


def test_a_link_in_brackets_stays_a_link() -> None:
    text = "A (see [the report [2]](https://example.org/report)) and [sic] (here)."
    assert harmless(text) == text


def test_what_cannot_be_seen_is_dropped() -> None:
    assert harmless("a\x1b[31mred\x07 \u202egnp.exe\u2066") == "a[31mred gnp.exe"


@given(st.text(max_size=300), st.integers(min_value=20, max_value=200))
def test_a_line_is_one_line_that_fits(text: str, limit: int) -> None:
    line = in_a_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("# Big", "\\# Big"),
        ("-# small", "\\-# small"),
        ("- point", "\\- point"),
        ("> quoted", "\\> quoted"),
        ("12. twelfth", "12\\. twelfth"),
        ("2024 was warm. 3. followed", "2024 was warm. 3. followed"),
        ("#hashtag -5 >3", "#hashtag -5 >3"),
    ],
)
def test_a_line_makes_no_block_inside_ours(line: str, shown: str) -> None:
    assert in_a_line(line, 100) == shown
    assert plain(shown) == line


@given(st.text(alphabet="#->+.1 \\*_`[](x)\n", max_size=90))
def test_a_line_of_marks_reads_back_as_it_was(text: str) -> None:
    assert plain(in_a_line(text, 300)) == one_line(text)


@given(st.text(max_size=90))
def test_a_line_reads_back_as_it_was(text: str) -> None:
    assert plain(in_a_line(text, 200)) == one_line(text).replace("\u200b", "")


@given(st.text(alphabet="a|\\ *", max_size=90))
def test_a_line_reads_back_with_what_was_hidden_in_it(text: str) -> None:
    assert plain(as_hidden(in_a_line(text, 200))) == one_line(text)


def test_what_was_hidden_stays_hidden_and_all_else_shows() -> None:
    assert as_hidden(in_a_line("why ||the *butler*|| did || it", 200)) == (
        r"why ||the \*butler\*|| did \|\| it"
    )


@pytest.mark.parametrize("limit", range(20, 40))
def test_what_was_hidden_stays_hidden_where_its_end_is_cut_off(limit: int) -> None:
    made = as_hidden(in_a_line("why did ||the butler lie|| to her, and to whom else?", limit))
    assert len(made) <= limit
    assert "butler" not in re.sub(r"\|\|.*?\|\|", "", made)


@given(st.text(alphabet="@everyonehere<#!&:at/id1[]()\\* \n", max_size=200))
def test_nothing_that_is_made_holds_a_mention(text: str) -> None:
    for made in (harmless(text), in_a_line(text, 400)):
        assert "@everyone" not in made
        assert "@here" not in made
        assert not any(opening in made for opening in ("<@", "<#", "<:", "</", "<a:", "<t:"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("why ||Jane|| asks", "why asks"),
        ("||all\nof it||", ""),
        ("a || b", "a || b"),
        ("see https://example.org/a?b=c why", "see why"),
        ("see <https://example.org> why", "see why"),
        ("see [this](https://example.org/a) why", "see this why"),
        ("see www.example.org why", "see why"),
        ("join discord.gg/abc why", "join why"),
        ("why does the U.S. pay 2.5 and/or e.g. node.js?",) * 2,
        ("who came at 10.30/11.30, and is 24.5km/h fast?",) * 2,
    ],
)
def test_what_was_hidden_and_where_links_lead_is_left_out(text: str, shown: str) -> None:
    assert one_line(in_the_open(text)) == shown


# --------------------------------------------------------------------- code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("```python\n# a\n-# b\n> # c\n```", "```python\n# a\n-# b\n> # c\n```"),
        ("So:\n\n```\n<b>a[i](j)</b>\n\n\n\nx\n```", "So:\n\n```\n<b>a[i](j)</b>\n\n\n\nx\n```"),
        ("~~~ yaml\na: 1\n---\n~~~", "```yaml\na: 1\n---\n```"),
        ("````\na\n````", "```\na\n```"),
        ("````\n```\na\n```\n````", "```\n`\u200b`\u200b`\na\n`\u200b`\u200b`\n```"),
        ("```python title=x\na\n```", "```python\na\n```"),
        ("```{.python}\na\n```", "```\na\n```"),
        ("```two words\na\n```", "```\ntwo words\na\n```"),
        ("```a()\nb()```", "```\na()\nb()\n```"),
        ("```py\na", "```py\na\n```"),
        ("- So:\n  ~~~\n  a\n  ~~~", "- So:\n  ```\n  a\n  ```"),
        ("- ~~~sh\n  a\n  ~~~", "- ```sh\n  a\n  ```"),
        ("> ~~~\n> a\n> ~~~", "> ```\n> a\n> ```"),
        ("It`s so:\n```\na`b\n```\n`so`", "It\\`s so:\n```\na`b\n```\n`so`"),
        ("# Big\n```\n# a\n```\n# Big", "**Big**\n```\n# a\n```\n**Big**"),
        ("a\n```\n```\nb", "a\n\nb"),
    ],
)
def test_code_shows_as_it_stands_between_marks_that_discord_knows(text: str, shown: str) -> None:
    assert harmless(text) == shown
    assert harmless(shown) == shown


@pytest.mark.parametrize("hostile", ["@everyone", "<@123>", "</ask:123>", "<t:17:R>", "<:a:123>"])
def test_mentions_in_code_are_plain_text_as_well(hostile: str) -> None:
    assert hostile not in harmless(f"**\n```\n{hostile}**\n```")


def test_disguised_links_in_code_show_where_they_lead() -> None:
    assert "](" not in harmless("**\n```\n[bank.example](https://evil.example)**\n```")


def test_more_than_one_empty_line_shows_as_one() -> None:
    assert harmless("a\n\n\n \nb\n\nc") == "a\n\nb\n\nc"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1951. Laid.\n1963. Raised.", "1951\\. Laid.\n1963\\. Raised."),
        ("3. Third\n2. Second\n\n1. First", "3\\. Third\n2\\. Second\n\n1\\. First"),
        ("1. A\n   1908. Old\n   1911. New\n2. B", "1. A\n   1908\\. Old\n   1911\\. New\n2. B"),
        ("1. A\n   more\n\n2. B\n   - b\n3. C", "1. A\n   more\n\n2. B\n   - b\n3. C"),
        ("1. A\n2. B\n\nThen:\n\n1. C\n2. D", "1. A\n2. B\n\nThen:\n\n1. C\n2. D"),
        ("7. Only one", "7. Only one"),
    ],
)
def test_numbers_that_discord_would_count_otherwise_stay_as_written(text: str, shown: str) -> None:
    assert harmless(text) == shown
    assert harmless(shown) == shown
