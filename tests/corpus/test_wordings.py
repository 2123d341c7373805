"""Wordings that two passages claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.build import build_corpus
from bot.corpus.findings import Finding
from bot.corpus.model import Corpus, FrontMatter, Page, PassageId, PassageKind
from bot.corpus.wordings import clash_of
from tests.builders import NOW, a_corpus, a_page, a_questions_page, a_story

WHY, WHO, SECTION = "Why is it closed?", "Who pays for it?", "What's happened"
TOPICS = "More on these topics\n-\nLindholm\nA port on the North Coast."


def a_page_with(aliases: dict[str, list[str]], *, file: str = "ice/a.txt") -> Page:
    meta = FrontMatter(aliases={key: tuple(words) for key, words in aliases.items()})
    return a_questions_page(
        {WHY: f"It froze in {file}.", WHO: f"{file} does."}, file=file, meta=meta
    )


def a_story_with(aliases: dict[str, list[str]], *, file: str) -> Page:
    meta = FrontMatter(aliases={key: tuple(words) for key, words in aliases.items()})
    return a_page(f"{SECTION}\nIt froze.\n{TOPICS}", file=file, meta=meta)


def told(*pages: Page) -> list[Finding]:
    findings = build_corpus(pages, now=NOW).findings
    return [found for found in findings if found.code.startswith("alias-")]


# ------------------------------------------------------------------------ lint


@pytest.mark.parametrize("other", ["What froze?", "what froze", "What  FROZE ?!", "“What froze?”"])
def test_one_wording_of_two_questions_is_told_at_the_later_one(other: str) -> None:
    (found,) = told(a_page_with({WHY: ["What froze?"], WHO: [other]}))
    assert (found.code, found.line, found.severity) == ("alias-clash", 5, "warning")
    assert f"is accepted for “{WHY}” (ice/a.txt, line 2) as well" in found.message


@pytest.mark.parametrize("alias", [WHO, "who pays for it"])
def test_an_alias_that_is_another_question_is_told_at_the_alias(alias: str) -> None:
    (found,) = told(a_page_with({WHY: [alias]}))
    assert (found.code, found.line) == ("alias-of-another", 2)
    assert "(ice/a.txt, line 5)" in found.message


def test_questions_of_all_briefings_compete() -> None:
    pages = [a_page_with({WHY: ["Say why"]}, file=f"{name}/a.txt") for name in ("ice", "snow")]
    (found,) = told(*pages)
    assert (found.file, found.code) == ("snow/a.txt", "alias-clash")


def test_a_question_and_a_section_compete_within_their_briefing() -> None:
    asked = a_page_with({WHY: ["News?"]})
    assert len(told(asked, a_story_with({SECTION: ["News?"]}, file="ice/b.txt"))) == 1
    assert told(asked, a_story_with({SECTION: ["News?"]}, file="snow/b.txt")) == []


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([a_page_with({WHY: ["Say why", "Why?"], WHO: ["Say who"]})], id="its own"),
        pytest.param([a_page_with({WHY: [WHY, "Why is it closed"]})], id="its own question"),
        pytest.param([a_page_with({WHY: ["Why?", "why"]})], id="twice its own"),
        pytest.param([a_page_with({WHY: ["?!", "…"], WHO: ["?!"]})], id="no words"),
        pytest.param(
            [a_story_with({SECTION: ["News?"]}, file=f"{n}/b.txt") for n in ("ice", "snow")],
            id="sections of two stories",
        ),
        pytest.param(
            [a_story_with({"Lindholm": ["The port"]}, file=f"ice/{n}.txt") for n in ("a", "b")],
            id="one topic of two pages",
        ),
        pytest.param([a_page_with({WHY: ["Go deeper"]}), a_story()], id="a menu"),
    ],
)
def test_other_wordings_are_no_clash(pages: list[Page]) -> None:
    assert told(*pages) == []


@given(order=st.permutations(range(4)))
def test_the_order_of_pages_makes_no_difference(order: list[int]) -> None:
    pages = [a_page_with({WHY: ["Say it"]}, file=f"b{n}/a.txt") for n in range(4)]
    assert told(*(pages[n] for n in order)) == told(*pages) != []


# ------------------------------------------------------------------------ a new wording


CORPUS = a_corpus(a_page_with({WHY: ["What froze?"]}), a_story_with({}, file="ice/b.txt"))


def labelled(corpus: Corpus, label: str) -> PassageId:
    (passage,) = (p for p in corpus.passages if p.label == label)
    return passage.id


@pytest.mark.parametrize(
    ("target", "wording", "clash"),
    [
        (WHO, "What froze?", WHY),
        (WHO, "what froze", WHY),
        (WHO, WHY, WHY),
        (WHY, "Who pays for it", WHO),
        (WHY, "Lindholm", "Lindholm"),
        (SECTION, "What froze?", WHY),
        (WHY, "What froze?", None),
        (WHY, "Why is it closed", None),
        (WHO, "Who foots the bill?", None),
        (WHO, "Go deeper", None),
        (WHO, "?!", None),
        (WHO, "", None),
    ],
)
def test_a_new_wording_clashes_with_the_passage_that_has_it(
    target: str, wording: str, clash: str | None
) -> None:
    found = clash_of(CORPUS, labelled(CORPUS, target), wording)
    assert (found and found.label) == clash


def test_a_passage_that_is_gone_competes_with_all() -> None:
    found = clash_of(CORPUS, PassageId("gone"), "what froze")
    assert found is not None
    assert found.label == WHY


WORDINGS = st.one_of(st.text(), st.sampled_from(("Say why", "say why?", WHO, "who pays for it")))


@given(wording=WORDINGS, alias=WORDINGS)
def test_lint_tells_of_exactly_what_a_new_wording_would_clash_with(
    wording: str, alias: str
) -> None:
    before, after = a_page_with({WHO: [alias]}), a_page_with({WHO: [alias], WHY: [wording]})
    corpus = a_corpus(before)
    is_free = clash_of(corpus, labelled(corpus, WHY), wording) is None
    assert (told(after) == told(before)) is is_free


def test_teasers_and_questions_compete() -> None:
    corpus = a_corpus(a_story(), a_page_with({}))
    teaser = next(p for p in corpus.passages if p.kind is PassageKind.TEASER)
    assert clash_of(corpus, labelled(corpus, WHY), teaser.label) == teaser
