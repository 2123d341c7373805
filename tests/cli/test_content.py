"""`lint` and `corpus`: findings that a program or a person can act on, and what was parsed."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

FIELDS = {"file", "line", "column", "code", "severity", "message", "hint"}


def test_lint_lists_findings_as_json(briefing_bot: Run, content: Path) -> None:
    (content / "bridge" / "broken.txt").write_bytes(b"\x00\x01\x02")
    done = briefing_bot("lint", "--format", "json", str(content))
    findings = json.loads(done.stdout)
    assert done.returncode == 1
    assert all(set(finding) == FIELDS for finding in findings)
    errors = [finding for finding in findings if finding["severity"] == "error"]
    assert {finding["file"] for finding in errors} == {"bridge/broken.txt"}
    assert all(finding["hint"] for finding in errors)


def test_lint_is_content_with_good_pages(briefing_bot: Run, content: Path) -> None:
    done = briefing_bot("lint", str(content))
    assert done.returncode == 0, done.stdout
    assert "0 errors" in done.stderr


def test_lint_takes_a_single_page(briefing_bot: Run, content: Path) -> None:
    (content / "bridge" / "broken.txt").write_bytes(b"\x00")
    page = content / "bridge" / "bridge.txt"
    done = briefing_bot("lint", "--format", "json", str(page))
    assert done.returncode == 0, done.stdout
    assert {finding["file"] for finding in json.loads(done.stdout)} <= {"bridge.txt"}


def test_lint_of_a_page_that_is_refused_says_nothing_of_its_folder(
    briefing_bot: Run, tmp_path: Path
) -> None:
    (tmp_path / "page.docx").write_bytes(b"PK\x03\x04")
    done = briefing_bot("lint", "--format", "json", str(tmp_path / "page.docx"))
    assert done.returncode == 1
    assert [finding["code"] for finding in json.loads(done.stdout)] == ["binary-file"]


def test_a_page_that_may_not_be_read_is_a_finding(
    briefing_bot: Run, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = content / "bridge" / "bridge.txt"

    def refuse(path: object, *_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr("os.open", refuse)
    done = briefing_bot("lint", "--format", "json", str(page))
    assert done.returncode == 1
    assert [found["code"] for found in json.loads(done.stdout)] == ["unreadable"]


def test_lint_tells_the_files_of_several_paths_apart(briefing_bot: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.md").write_text(f"## Why {name}?\n\nIt froze.\n")
    alone = briefing_bot("lint", "--format", "json", str(tmp_path / "a"))
    assert {finding["file"] for finding in json.loads(alone.stdout)} == {"page.md"}
    both = briefing_bot("lint", "--format", "json", str(tmp_path / "a"), str(tmp_path / "b"))
    findings = json.loads(both.stdout)
    assert all(set(finding) == FIELDS for finding in findings)
    assert {finding["file"] for finding in findings} == {
        f"{tmp_path.as_posix()}/{name}/page.md" for name in ("a", "b")
    }


def test_lint_names_a_go_deeper_question_that_nothing_answers(briefing_bot: Run) -> None:
    done = briefing_bot("lint")
    line = next(line for line in done.stdout.splitlines() if "colour do voters prefer" in line)
    assert "bridge/bridge.txt:16:" in line


def test_lint_shows_where_a_go_deeper_question_leads(briefing_bot: Run) -> None:
    findings = json.loads(briefing_bot("lint", "--format", "json").stdout)
    (link,) = [f for f in findings if f["code"] == "go-deeper-answered"]
    assert (link["file"], link["line"], link["severity"]) == ("bridge/bridge.txt", 15, "info")
    assert link["message"].count("How long will the bridge stay closed?") == 2


def test_lint_annotates_pull_requests(briefing_bot: Run, content: Path) -> None:
    (content / "bridge" / "broken.txt").write_bytes(b"\x00")
    done = briefing_bot("lint", "--format", "github", str(content))
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert len(errors) == 1
    assert f"file={content.as_posix()}/bridge/broken.txt,line=1,col=1,title=" in errors[0]


@pytest.mark.parametrize("verb", ["lint", "corpus"])
def test_a_path_that_is_not_there_is_wrong_usage(briefing_bot: Run, verb: str) -> None:
    done = briefing_bot(verb, "nowhere.txt")
    assert done.returncode == 2
    assert done.stderr == "nowhere.txt: no such file or folder\n"


def test_corpus_tells_everything_that_was_parsed(briefing_bot: Run) -> None:
    parsed = json.loads(briefing_bot("corpus", "--json").stdout)
    (briefing,) = parsed["briefings"]
    assert briefing["title"] == "The bridge at Halden"
    story = next(page for page in briefing["pages"] if page["kind"] == "story")
    asked = next(page for page in briefing["pages"] if page["kind"] == "questions")
    assert [s["label"] for s in story["sections"]][:4] == [
        "What's happened",
        "What's behind the headline?",
        "What the papers say",
        "How we got here",
    ]
    assert story["sections"][1]["subheadings"] == ["Old Stone, New Lorries"]
    assert [q["kind"] for q in story["questions"]] == ["teaser"]
    assert [(t["label"], t["truncated"]) for t in story["topics"]] == [
        ("Mira Solberg", False),
        ("Halden", True),
    ]
    answered, unanswered = story["go_deeper"]
    assert answered["answered_by"]["file"] == "bridge/bridge-questions.txt"
    assert unanswered["answered_by"] is None
    assert len(asked["questions"]) == 3
    assert asked["questions"][0]["line"] == 5


def test_corpus_takes_a_folder(briefing_bot: Run, content: Path) -> None:
    done = briefing_bot("corpus", str(content / "bridge"), BOT_CONTENT_DIR="/nowhere")
    assert "bridge-questions.txt" in done.stdout


def test_corpus_draws_a_tree_for_people(briefing_bot: Run) -> None:
    shown = " ".join(briefing_bot("corpus").stdout.replace("│", " ").split())  # however wide it is
    assert "nothing answers this" in shown
    assert "1 briefing, 2 pages" in shown
