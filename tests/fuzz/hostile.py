"""Strategies: what people type when they mean harm, and what they type when they do not."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from tests.builders import HARBOUR_QUESTIONS

_USUAL = 100


def examples(count: int) -> settings:
    """Try so many examples, and as many times more in a long run (bench/fuzz.py)."""
    profile = settings.default
    assert profile is not None, "tests/conftest.py loads one"
    return settings(max_examples=count * profile.max_examples // _USUAL)


_SNIPPETS = (
    *("@everyone", "@here", "<@1>", "<@&2>", "<#3>", "</ask:1>", "<t:0:R>", "<id:guide>"),
    *("[bank.example](https://evil.example)", "https://evil.example", "javascript:alert(1)"),
    *("\u202e", "\u200b", "\u200d", "\u2066", "\ufeff", "\0", "\x1b[2J", "\x9b", "\u2028"),
    *("a" + "\u0301" * 40, "рауpal", "ﷺ", "👩‍👩‍👧‍👦", "🇺🇳", "\U0010ffff", "\ufdd0"),
    *("```", "||", "**", "__", "~~", "> ", "-# ", "### ", "- ", "\\", "`", "*_~|" * 30),
    *("' OR 1=1 --", "{{7*7}}", "${jndi:ldap://x}", "%s%n", "../../etc/passwd", "<script>"),
    *("1", "2", "99", "why?", "and who else?", "again", "help", "thanks", "topics", "2 + 2"),
    *("(" * 200, "?" * 200, "ab" * 900, "why " * 400, "\n" * 90, " " * 300, "І" * 300),
)

questions = st.sampled_from(tuple(HARBOUR_QUESTIONS))
snippets = st.sampled_from(_SNIPPETS)
typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)

messages = st.lists(st.one_of(questions, snippets, typed), max_size=5).map(" ".join)
"""What may stand in a message; Discord itself cuts at 4,000 characters."""
