"""Links that lead nowhere, as far as can be told without following them."""

from __future__ import annotations

import pytest

from bot.corpus.build import build_corpus
from bot.corpus.findings import Finding
from bot.corpus.model import FrontMatter, Status
from tests.builders import NOW, a_page, parsed

ASKED = "-\nWhy is it closed? {#why-closed}\nIt froze over.\n"
DRAFT = FrontMatter(status=Status.DRAFT)


def dead(text: str, **pages: str) -> list[Finding]:
    """Give the dead links of a page ice/a.md that stands beside some others."""
    others = [a_page(other, file=name.replace("__", "/") + ".md") for name, other in pages.items()]
    others.append(a_page(ASKED, file="ice/draft.md", meta=DRAFT))
    built = build_corpus([a_page(f"-\nHow?\n{text}", file="ice/a.md"), *others], now=NOW)
    own = parsed(f"-\nHow?\n{text}", file="ice/a.md").findings
    return [found for found in (*own, *built.findings) if found.code == "dead-link"]


@pytest.mark.parametrize(
    "link",
    [
        "https://www.un.org/en/",
        "b.md",
        "./b.md#why-closed",
        "b.md#why-is-it-closed",
        "b.md#Why%20is%20it%20closed",
        "../snow/c.md",
        "/snow/c.md#what-is-snow",
        "#how",
        "#",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(link: str) -> None:
    snow = "---\n---\n# Snow\n\n## What is snow?\n\nFrozen water.\n"
    assert dead(f"See [this]({link}).", ice__b=ASKED, snow__c=snow) == []


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("https://localhost/x", "which only one computer or network can reach"),
        ("https://example.com/x", "which is kept free for examples"),
        ("https://bbc", "which is no valid address"),
        ("www.bbc.com/news", "which lacks https://"),
        ("c.md", "which is no page of the corpus"),
        ("draft.md", "which is no page of the corpus"),
        ("../../etc/passwd", "which is no page of the corpus"),
        ("b.md#who", "and there is no such heading"),
        ("#who", "and there is no such heading"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_place(link: str, reason: str) -> None:
    (found,) = dead(f"It is so.\nSee [this]({link}).", ice__b=ASKED)
    assert (found.file, found.line, found.column) == ("ice/a.md", 4, 12)
    assert found.message == f"The link leads to “{link}”, {reason}."


def test_a_bare_address_is_a_link_too() -> None:
    (found,) = dead("See http://10.0.0.1/x.")
    assert (found.line, found.column) == (3, 5)


@pytest.mark.parametrize("link", ["javascript:x", "https://bbc.com@evil.no", "mailto:a@b.no"])
def test_a_link_that_is_told_already_is_told_once(link: str) -> None:
    text = f"-\nHow?\nSee [this]({link})."
    assert [f.code for f in parsed(text).findings if "link" in f.code] != []
    assert dead(f"See [this]({link}).") == []
