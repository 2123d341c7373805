"""Strategies: random pages that look enough like real ones to reach every branch."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.corpus.sections import SECTION_TYPES

WORDS = ("ice", "harbour", "Lindholm", "ship", "cold", "Korea’s", "forty", "Ærø", "조태열", "don't")

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
sentences = phrases.map(lambda words: f"{words.capitalize()} is here.")
questions = phrases.map(lambda words: f"Why {words}?")
run_ins = st.builds("{}**{}** {}".format, st.sampled_from(["", "- ", "1. "]), questions, sentences)
bullets = st.builds(
    "{}{}".format, st.sampled_from(["- ", "• ", "•", "– ", "* ", "  - ", "1. "]), phrases
)
separators = st.sampled_from(["-", "–", "---", "*", "* * *", "-\u00a0", "\\-", "====", "•"])
known_headings = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "# ", "## ", "### ", "**"]),
    st.sampled_from([w for s in SECTION_TYPES for w in (s.heading, *s.variants)]),
    st.sampled_from(["", ":", "?", " ##", " {#an-id}"]),
)
headings = st.builds(
    "{} {}{}".format,
    st.sampled_from(["#", "##", "###", "####"]),
    st.one_of(phrases, questions),
    st.sampled_from(["", " {#other-id}", " ##", ":"]),
)
odd_lines = st.sampled_from(
    [
        "#",
        "##",
        "{#x}",
        "**",
        "*a*",
        "?",
        "…",
        "[a](b)",
        "[Go deeper](https://example.org/x)",
        "Why? {#a b}",
        "| ice | here |",
        "|---|---|",
        "| ice | here |\n|---|---|\n| Lindholm | a port |",
        "@everyone",
        "a\u2028b",
        "\x1b[1mred",
        "Q: so?",
        "```",
        "```python",
        "  ~~~",
        "<!-- ice -->",
        "It froze. <!-- ice",
        "-->",
        "%%",
        "[//]: # (ice)",
        "Question 1:",
        "Answer:",
        "A1 ice",
        ":",
        "Q2: ice",
        "Question – is the ice here",
        "2) is the ice here",
        "is the *ice* here",
        "> Why **ice**?",
        "; Why ice?",
        ": ice",
        "== ice ==",
        "= Why ice? =",
        "<details>",
        "<details><summary>Why ice?</summary>",
        "![ice](ice.png)",
        "[ice]: <data:image/png;base64,AA>",
        "▶ **Why ice?**",
        "- [ ] Why \\- ice?",
        "  - ice: cold",
        "I. Go deeper",
        "Page 1 of 2",
        "Lindholm | Page 2 of 2",
        "Harbour[edit]",
        "Why ice?[edit]",
        "-- ice",
        "6.1 Why ice?",
        "6.2\tIce",
        "6.3 Ice: cold",
        "F: Why ice?",
        "R: ice",
    ]
)
lines = st.one_of(
    sentences,
    questions,
    run_ins,
    phrases,
    bullets,
    separators,
    known_headings,
    headings,
    odd_lines,
    st.just(""),
)
pages = st.lists(lines, max_size=25).map("\n".join)
"""Texts made of lines as they occur on pages, in any order."""
