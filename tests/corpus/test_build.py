"""Building the corpus: what may be seen, in briefings, with unique ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.corpus.build import BuiltCorpus, build_corpus
from bot.corpus.model import FrontMatter, Page, PassageId, PassageKind, Status
from tests.builders import NOW, a_briefing, a_page, a_questions_page, a_story, codes

HOUR = timedelta(hours=1)


def build(pages: Iterable[Page], now: datetime = NOW) -> BuiltCorpus:
    return build_corpus(pages, now=now)


def a_titled_page(word: str, file: str, meta: FrontMatter = FrontMatter()) -> Page:  # noqa: B008 - frozen
    return a_questions_page({f"What is {word}?": f"It is {word}."}, file=file, meta=meta)


def grouped(built: BuiltCorpus) -> dict[str, list[str]]:
    return {b.id: [page.file for page in b.pages] for b in built.corpus.briefings}


def test_a_corpus_finds_passages_pages_and_briefings() -> None:
    corpus = build(a_briefing()).corpus
    assert [b.id for b in corpus.briefings] == ["harbour"]
    for passage in corpus.passages:
        assert corpus.passage(passage.id) is passage
        assert passage.briefing == "harbour"
        assert corpus.page_of(passage).file == passage.provenance.file


# ------------------------------------------------------------------------ grouping


def test_pages_of_a_folder_are_one_briefing_stories_first() -> None:
    pages = [
        a_titled_page("ice", "ice/a.txt"),
        a_story(file="ice/b.txt"),
        a_titled_page("sun", "sun/a.txt"),
    ]
    assert grouped(build(pages)) == {"ice": ["ice/b.txt", "ice/a.txt"], "sun": ["sun/a.txt"]}


def test_the_front_matter_decides_before_the_folder() -> None:
    named = FrontMatter(briefing="The Ice")
    pages = [a_titled_page("ice", "a/a.txt", named), a_titled_page("snow", "b.txt", named)]
    assert grouped(build(pages)) == {"the-ice": ["a/a.txt", "b.txt"]}


def test_a_folder_takes_in_its_subfolders() -> None:
    pages = [a_titled_page("ice", "2025/ice/a.txt"), a_titled_page("snow", "2025/ice/more/b.txt")]
    assert grouped(build(pages)) == {"ice": ["2025/ice/a.txt", "2025/ice/more/b.txt"]}


def test_folders_of_one_name_are_told_apart_by_their_paths() -> None:
    pages = [a_titled_page("ice", "2024/vote/a.txt"), a_titled_page("snow", "2025/vote/a.txt")]
    assert set(grouped(build(pages))) == {"2024-vote", "2025-vote"}


def test_loose_pages_are_put_together_by_what_they_speak_of() -> None:
    pages = [
        a_story(file="story.txt"),
        a_questions_page(
            {
                "Why is the harbour of Lindholm frozen?": "The old icebreaker is broken.",
                "How many ships are stuck?": "Forty ships are stuck in the ice of Lindholm.",
            },
            file="asked.txt",
        ),
        a_questions_page(
            {"Who won the chess final?": "Magnus Berg won it in nine hours."}, file="chess.txt"
        ),
    ]  # fmt: skip
    built = build(pages)
    assert grouped(built) == {"chess": ["chess.txt"], "story": ["story.txt", "asked.txt"]}
    assert {(f.file, f.code) for f in built.findings if f.code.startswith("briefing-")} == {
        ("asked.txt", "briefing-inferred"),
        ("chess.txt", "briefing-of-its-own"),
    }


def test_a_loose_page_never_takes_the_name_of_a_folder() -> None:
    pages = [a_titled_page("ice", "ice/a.txt"), a_titled_page("chess", "ice.txt")]
    assert set(grouped(build(pages))) == {"ice", "ice-2"}


def test_a_briefing_is_called_by_the_title_that_an_editor_gave() -> None:
    pages = [a_story(file="ice/a.txt"), a_titled_page("ice", "ice/b.txt", FrontMatter(title="Ice"))]
    assert build(pages).corpus.briefings[0].title == "Ice"
    assert build(pages[:1]).corpus.briefings[0].title.startswith("The harbour of Lindholm froze")


# ------------------------------------------------------------------------ what may be seen


@pytest.mark.parametrize(
    ("meta", "code"),
    [
        (FrontMatter(status=Status.DRAFT), "draft"),
        (FrontMatter(embargo=NOW + HOUR), "embargoed"),
        (FrontMatter(expires=NOW - HOUR), "expired"),
        (FrontMatter(expires=NOW), "expired"),
        (FrontMatter(expires=NOW + HOUR, embargo=NOW + 2 * HOUR), "never-served"),
        (FrontMatter(expires=NOW - HOUR, embargo=NOW - HOUR), "never-served"),
    ],
)
def test_a_page_whose_time_is_not_now_is_not_served(meta: FrontMatter, code: str) -> None:
    built = build([a_titled_page("ice", "ice/a.txt", meta), a_titled_page("snow", "ice/b.txt")])
    assert [page.file for page in built.corpus.pages] == ["ice/b.txt"]
    assert [f.file for f in built.findings if f.code == code] == ["ice/a.txt"]


@pytest.mark.parametrize("meta", [FrontMatter(embargo=NOW), FrontMatter(expires=NOW + HOUR)])
def test_a_page_is_served_from_embargo_to_expiry(meta: FrontMatter) -> None:
    assert build([a_titled_page("ice", "a.txt", meta)]).corpus.pages


def test_a_corpus_is_valid_until_the_next_embargo_or_expiry() -> None:
    pages = [
        a_titled_page("a", "a.txt", FrontMatter(expires=NOW + 3 * HOUR)),
        a_titled_page("b", "b.txt", FrontMatter(embargo=NOW + 2 * HOUR)),
        a_titled_page("c", "c.txt", FrontMatter(embargo=NOW - HOUR)),
        a_titled_page("d", "d.txt", FrontMatter(expires=NOW + HOUR, status=Status.DRAFT)),
    ]
    assert build(pages).valid_until == NOW + 2 * HOUR
    assert build([]).valid_until is None


def test_a_review_that_is_due_is_told() -> None:
    page = a_titled_page("a", "a.txt", FrontMatter(review_by=date(2025, 6, 30)))
    assert "review-due" in codes(build([page]).findings)
    assert "review-due" not in codes(build([page], datetime(2025, 6, 30, 23, tzinfo=UTC)).findings)


# ------------------------------------------------------------------------ ids and revision


def test_an_id_that_another_page_took_is_told_and_replaced() -> None:
    text = "-\nWhy {}? {{#why}}\nSo.\n"
    pages = [a_page(text.format(word), file=f"{word}.txt") for word in ("a", "b", "c")]
    built = build(pages)
    ids = [passage.id for passage in built.corpus.passages]
    assert ids[0] == "why"
    assert len(set(ids)) == 3
    assert [(f.file, f.severity) for f in built.findings if f.code == "repeated-id"] == [
        ("b.txt", "error"), ("c.txt", "error"),
    ]  # fmt: skip


def test_a_page_that_comes_first_keeps_its_id_whatever_its_name() -> None:
    text = "-\nWhy {}? {{#why}}\nSo.\n"
    pages = [a_page(text.format(word), file=f"{word}.txt") for word in ("a", "b")]
    built = build_corpus(pages, now=NOW, first={"b.txt"})
    labels = {passage.id: passage.label for passage in built.corpus.passages}
    assert labels[PassageId("why")] == "Why b?"
    assert len(labels) == 2
    assert [f.file for f in built.findings if f.code == "repeated-id"] == ["a.txt"]


def test_the_revision_changes_with_every_byte_and_every_name() -> None:
    one = a_titled_page("ice", "a.txt")
    revisions = {
        build([page]).corpus.revision
        for page in (one, a_titled_page("icy", "a.txt"), a_titled_page("ice", "b.txt"))
    }
    assert len(revisions) == 3
    assert build([one]).corpus.revision == build([one]).corpus.revision
    assert all(len(revision) == 12 and int(revision, 16) >= 0 for revision in revisions)


def test_the_order_of_pages_makes_no_difference() -> None:
    pages = [a_titled_page(word, f"{word}.txt") for word in ("c", "a", "b")]
    assert build(pages) == build(reversed(pages))


# ------------------------------------------------------------------------ teasers, repetitions


def test_a_teaser_opens_the_page_that_it_announces() -> None:
    story = a_story(
        common={
            "How Thick Is the Ice of the Harbour?": "Below, we explore common questions.",
            "Who Owns the Airport?": "Here is what we know about its shareholders.",
        }
    )
    built = build(a_briefing({"How thick is the ice?": "In the harbour it is 40 cm."}, story=story))
    targets = {p.label: p.announces for p in built.corpus.passages if p.kind is PassageKind.TEASER}
    assert targets == {
        "How Thick Is the Ice of the Harbour?": "harbour/questions.txt",
        "Who Owns the Airport?": None,
    }
    assert [f.line for f in built.findings if f.code == "teaser-without-page"] == [17]


def test_a_teaser_never_opens_a_page_of_another_briefing() -> None:
    other = a_questions_page({"When will the ice melt?": "In May."}, file="other/q.txt")
    built = build([a_story(), other])
    assert all(p.announces is None for p in built.corpus.passages)


def test_two_answers_to_one_question_in_a_briefing_are_told() -> None:
    pages = [
        a_questions_page({"Why?": f"It {word}."}, file=f"ice/{word}.txt")
        for word in ("froze", "burned")
    ]
    assert [f.file for f in build(pages).findings if f.code == "same-question-elsewhere"] == [
        "ice/froze.txt"
    ]


def test_an_empty_corpus_can_be_built() -> None:
    assert build([]).corpus.passages == ()
