"""Labelled messages find their stories, and meet them alone, in their group and all together."""

from __future__ import annotations

import json
from collections import Counter

from bot.corpus.model import Page, PassageKind
from bot.evaluation.golden import Scope
from bot.evaluation.material import (
    ALL_AT_ONCE,
    ReadSource,
    Setting,
    Source,
    Trial,
    read_collection,
    read_content,
    shortage,
    trials,
    with_wordings,
    without_answers,
)
from tests.builders import a_page
from tests.evaluation.labelled import SUBJECTS, as_lines, messages_of, questions_text


def pages_in_folders() -> list[Page]:
    return [a_page(questions_text(s), file=f"{s}/{s}.txt") for s in SUBJECTS]


def a_content() -> ReadSource:
    golden = [(story, as_lines(messages_of(story, f"{story}.txt"))) for story in SUBJECTS]
    return read_content(pages_in_folders(), golden)


def a_collection(rows: str | None = None) -> ReadSource:
    """Read four loose stories, two in each of two groups."""
    pages = [
        a_page(questions_text(story), file=f"{number}_{story}.txt")
        for number, story in zip((10, 11, 20, 21), SUBJECTS, strict=True)
    ]
    written = "".join(
        as_lines(messages_of(story, f"{number}_{story}.txt"), {"group": group})
        for number, story, group in zip(
            (10, 11, 20, 21), SUBJECTS, ("10 11", "10 11", "20 21", "20 21"), strict=True
        )
    )
    return read_collection(pages, written if rows is None else rows, file="m.jsonl")


def weights(source: Source, group: str) -> dict[tuple[Setting, tuple[str, ...]], list[float]]:
    return {(t.setting, t.stories): [a.weight for a in t.asked] for t in trials(source, group)}


def test_each_folder_with_golden_messages_is_a_group_of_its_own() -> None:
    source = a_content().source
    assert source.groups == {story: (story,) for story in SUBJECTS}
    assert [page.file for page in source.stories["tram"]] == ["tram/tram.txt"]
    assert Counter(m.group for m in source.messages) == dict.fromkeys(SUBJECTS, 6)


def test_golden_messages_beside_loose_pages_make_one_story() -> None:
    read = read_content(pages_in_folders(), [(".", as_lines(messages_of("tram", "tram.txt")))])
    assert len(read.source.stories["."]) == len(SUBJECTS)


def test_messages_that_need_what_was_said_before_are_passed_over() -> None:
    row = {"message": "why?", "scope": "out", "after": ["what happened"], "group": "10"}
    assert a_collection(json.dumps(row)).source.messages == ()


def test_a_collection_finds_the_pages_of_a_story_by_the_start_of_their_names() -> None:
    read = a_collection()
    assert read.findings == ()
    assert read.source.groups == {"10 11": ("10", "11"), "20 21": ("20", "21")}
    assert [page.file for page in read.source.stories["11"]] == ["11_bridge.txt"]


def test_the_longer_of_two_names_that_fit_gets_the_page() -> None:
    pages = [a_page(questions_text("tram"), file=f"{n}.txt") for n in ("1-a", "10-a")]
    row = {"message": "hm", "scope": "out", "group": "1 10"}
    source = read_collection(pages, json.dumps(row), file="m.jsonl").source
    assert [page.file for page in source.stories["1"]] == ["1-a.txt"]
    assert [page.file for page in source.stories["10"]] == ["10-a.txt"]


def test_a_row_without_a_group_is_named() -> None:
    rows = '{"message": "a", "scope": "out", "group": "10"}\n{"message": "b", "scope": "out"}\n'
    (found,) = a_collection(rows).findings
    assert found.line == 2
    assert '"group"' in found.message


def test_a_row_that_cannot_be_read_is_named() -> None:
    (found,) = a_collection('\n{"message": 3, "group": "10"}\n').findings
    assert found.line == 2


def test_a_story_without_pages_is_named() -> None:
    row = {"message": "hm", "scope": "out", "group": "10 77"}
    (found,) = a_collection(json.dumps(row)).findings
    assert "77" in found.message


def test_a_message_out_of_scope_counts_once_over_the_stories_of_its_group() -> None:
    found = weights(a_collection().source, "10 11")
    assert found[Setting.ALONE, ("10",)] == [1.0] * 3 + [0.5] * 6
    assert found[Setting.ALONE, ("11",)] == [0.5] * 3 + [1.0] * 3 + [0.5] * 3


def test_a_group_is_met_together_and_beside_all_others() -> None:
    found = weights(a_collection().source, "20 21")
    assert found[Setting.GROUP, ("20", "21")] == [1.0] * 12
    assert found[Setting.ALL, ("10", "11", "20", "21")] == [ALL_AT_ONCE] * 12


def test_a_group_of_one_story_is_met_alone_once() -> None:
    settings = [trial.setting for trial in trials(a_content().source, "tram")]
    assert (settings[0], settings[-1]) == (Setting.ALONE, Setting.ALL)
    assert set(settings[1:-1]) == {Setting.TAUGHT, Setting.LISTED}


def taught_trials() -> list[Trial]:
    found = trials(a_content().source, "tram")
    return [trial for trial in found if trial.setting is Setting.TAUGHT]


def test_every_message_is_asked_once_when_others_have_been_taught() -> None:
    asked = Counter(a.labelled.message.message for trial in taught_trials() for a in trial.asked)
    own = [m.message.message for m in a_content().source.messages if m.group == "tram"]
    assert asked == Counter(own)
    assert any(trial.taught for trial in taught_trials())


def test_what_is_taught_is_not_asked_beside_it() -> None:
    for trial in taught_trials():
        asked = {a.labelled.message.message for a in trial.asked}
        assert not asked & {message.message for message in trial.taught}


def test_what_is_taught_becomes_a_wording_of_what_answers_it() -> None:
    source = a_content().source
    told = [m.message for m in source.messages if m.message.message == _IN_CHARGE]
    (page,) = with_wordings(source.pages_of(["tram"]), told)
    wordings = {passage.label: passage.aliases for passage in page.passages}
    assert wordings["Who decides about the tram line in Korso?"] == (_IN_CHARGE,)
    assert wordings["How much does the tram line in Korso cost the town?"] == ()


def test_listed_questions_have_no_answers_to_look_into() -> None:
    source = a_content().source
    (page,) = without_answers(source.pages_of(["tram"]))
    assert {passage.kind for passage in page.passages} == {PassageKind.QUESTION}
    assert not any(passage.text for passage in page.passages)
    listed = [t for t in trials(source, "tram") if t.setting is Setting.LISTED]
    asked = [a.labelled.message for trial in listed for a in trial.asked]
    assert all(
        any(message.is_reached_by(passage) for passage in page.passages)
        for message in asked
        if message.scope is Scope.IN
    )


_IN_CHARGE = "who is in charge of the tram line in Korso"


def test_a_message_that_no_passage_meets_is_found_and_can_be_left_out() -> None:
    wrong = {**messages_of("tram", "tram.txt")[0], "message": "lost"}
    wrong["targets"] = [{"file": "tram.txt", "target": "Why is the moon green?"}]
    right = messages_of("tram", "tram.txt")
    read = read_content(pages_in_folders(), [("tram", as_lines([wrong, *right]))])
    unmet = list(read.source.unmet())
    assert [labelled.message.message for labelled in unmet] == ["lost"]
    assert len(read.source.without(unmet).messages) == len(right)


def test_four_stories_with_both_kinds_are_enough() -> None:
    assert shortage([a_content().source]) is None


def test_a_shortage_names_what_is_missing() -> None:
    source = a_content().source
    one_sided = source.without(
        [m for m in source.messages if m.group == "tram" and m.message.scope is Scope.OUT]
    )
    complaint = shortage([one_sided])
    assert complaint is not None
    assert "found 3" in complaint
    assert "missing for: tram." in complaint
    assert "--material" in complaint


def test_groups_of_several_sources_count_together() -> None:
    content, collection = a_content().source, a_collection().source
    assert shortage([collection]) is not None
    two = [m for m in content.messages if m.group in ("harbour", "bridge")]
    assert shortage([content.without(two), collection]) is None
