"""`eval`: figures for people and for programs, and a floor that fails a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_counts_the_golden_messages_of_the_content(briefing_bot: Run) -> None:
    done = briefing_bot("eval", "--json")
    figures = json.loads(done.stdout)
    assert done.returncode == 0
    assert figures["top_1"]["n"] == 2
    assert figures["rejected_near_misses"]["n"] == 1
    assert set(figures["styles"]) == {"chatty", "near-miss"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_takes_labelled_messages_from_a_file(
    briefing_bot: Run, tmp_path: Path, encoding: str
) -> None:
    target = {"file": "bridge-questions.txt", "target": "Who pays for the repair?"}
    row = {"message": "Who pays for the repair?", "style": "formal", "targets": [target]}
    file = tmp_path / "labelled.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding=encoding)
    figures = json.loads(briefing_bot("eval", "--json", "--questions", str(file)).stdout)
    assert figures["answered_right"]["value"] == 1.0


def test_shows_a_table_with_intervals_and_styles(briefing_bot: Run) -> None:
    shown = briefing_bot("eval", "--errors").stdout
    assert "95%" in shown
    assert "near-miss" in shown


def test_names_the_bad_lines_of_a_file(briefing_bot: Run, tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text('{"message": "a", "scope": "in"}\nnonsense\n', encoding="utf-8")
    done = briefing_bot("eval", "--questions", str(file))
    assert done.returncode == 2
    assert "labelled.jsonl:1:" in done.stderr
    assert "labelled.jsonl:2:" in done.stderr


def test_without_messages_it_says_what_is_missing(briefing_bot: Run, content: Path) -> None:
    (content / "bridge" / "golden.jsonl").unlink()
    done = briefing_bot("eval")
    assert done.returncode == 2
    assert "golden.jsonl" in done.stderr


def test_a_figure_below_the_floor_fails(briefing_bot: Run, content: Path) -> None:
    target = {"file": "bridge-questions.txt", "target": "Who pays for the repair?"}
    row = {"message": "zzz qqq", "scope": "in", "style": "odd", "targets": [target]}
    (content / "bridge" / "golden.jsonl").write_text(json.dumps(row), encoding="utf-8")
    done = briefing_bot("eval", "--floor")
    assert done.returncode == 1
    assert "Below the floor: top_1" in done.stderr


def test_a_file_that_cannot_be_read_is_named_with_what_to_give_instead(
    briefing_bot: Run, tmp_path: Path
) -> None:
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes('{"message": "Søren"}'.encode("latin-1"))
    for file, reason in (
        (tmp_path / "nowhere", "No such file or directory"),
        (tmp_path, "Is a directory"),
        (latin, "it is not UTF-8 at byte 15"),
    ):
        done = briefing_bot("eval", "--questions", str(file))
        assert done.returncode == 2
        assert done.stderr.startswith(f"{file}: cannot be read: {reason}. Give a file of labelled")
        assert "Errno" not in done.stderr
