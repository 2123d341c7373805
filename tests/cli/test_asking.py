"""`ask` and `chat`: what comes out, in which form, with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import content_wording
from tests.cli.conftest import Run

ANSWERED, UNANSWERED, WRONG_USAGE = 0, 1, 2


def asked(done: Any) -> dict[str, Any]:
    (line,) = done.stdout.splitlines()
    row = json.loads(line)
    assert isinstance(row, dict)
    return row


def test_answers_with_the_pages_own_words_and_their_source(briefing_bot: Run) -> None:
    done = briefing_bot("ask", "how long will the bridge stay closed")
    assert done.returncode == ANSWERED, done.stderr
    assert "At least eight months." in done.stdout
    assert "The bridge at Halden" in done.stdout
    assert "10 January 2026" in done.stdout
    assert "1. " in done.stdout


def test_json_form_has_the_promised_fields(briefing_bot: Run) -> None:
    row = asked(briefing_bot("ask", "--json", "How long will the bridge stay closed?"))
    assert set(row) == {
        "message", "decision", "confidence", "answer", "also", "candidates", "follow_ups", "ms",
    }  # fmt: skip
    assert row["decision"] == "answer"
    assert 0 <= row["confidence"] <= 1
    answer = row["answer"]
    assert set(answer) == {"id", "kind", "label", "file", "line", "text"}
    assert answer["kind"] == "question"
    assert answer["file"] == "bridge/bridge-questions.txt"
    assert answer["line"] == 5
    assert answer["text"].startswith("At least eight months.")
    assert row["also"] == []
    assert 1 <= len(row["candidates"]) <= 5
    assert all(set(c) == {"id", "kind", "label", "file", "line", "confidence"}
               for c in row["candidates"])  # fmt: skip
    assert all(set(f) == {"id", "kind", "label", "file", "line"} for f in row["follow_ups"])


def test_answers_without_an_encoder_and_says_what_is_missing(briefing_bot: Run) -> None:
    asked = "ask", "--json", "who pays for the repair?"
    done = briefing_bot(*asked, BOT_ENCODER="/nowhere")
    assert json.loads(done.stdout)["decision"] == "answer"
    (line,) = done.stderr.splitlines()
    assert line.startswith(content_wording.DEGRADED)
    assert "/nowhere/" in line
    assert briefing_bot(*asked, BOT_ENCODER="off").stderr == ""


def test_declines_what_the_pages_do_not_answer(briefing_bot: Run) -> None:
    done = briefing_bot("ask", "--json", "is mira solberg married")
    row = asked(done)
    assert row["decision"] != "answer"
    assert row["answer"] is None
    assert done.returncode == UNANSWERED


def test_answers_a_file_of_messages_in_order(process: Run, tmp_path: Path) -> None:
    messages = ["who is mira solberg", "", "wie lange?", "\ud800 half a pair", "a\nb\x1b[31m"]
    file = tmp_path / "messages.jsonl"
    file.write_text("\n".join(json.dumps({"message": text}) for text in messages))
    done = process("ask", "--json", "--from", str(file))
    assert done.returncode == ANSWERED, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["message"] for row in rows] == messages


def test_reads_messages_from_standard_input(briefing_bot: Run) -> None:
    done = briefing_bot("ask", "--json", "--from", "-", stdin='{"message": "who is mira solberg"}')
    assert asked(done)["answer"]["label"] == "Mira Solberg"


def test_understands_a_typed_number_after_an_earlier_message(briefing_bot: Run) -> None:
    first = asked(briefing_bot("ask", "--json", "Who pays for the repair?"))
    line = json.dumps({"message": "2", "after": ["Who pays for the repair?"]})
    second = asked(briefing_bot("ask", "--json", "--from", "-", stdin=line))
    assert second["answer"]["id"] == first["follow_ups"][1]["id"]


@pytest.mark.parametrize("line", ["{", '"text"', '{"text": "no message"}', "[" * 100_000,
                                  '{"message": "a", "after": "b"}'])  # fmt: skip
def test_names_the_bad_line_of_a_file(briefing_bot: Run, line: str) -> None:
    done = briefing_bot("ask", "--json", "--from", "-", stdin=f'{{"message": "a"}}\n{line}\n')
    assert done.returncode == WRONG_USAGE
    assert "-:2:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("line", ["{", "[" * 100_000])
def test_says_plainly_that_a_line_is_not_json(briefing_bot: Run, line: str) -> None:
    done = briefing_bot("ask", "--from", "-", stdin=line)
    assert done.stderr.startswith("-:1: not JSON. Each line is an object")


def test_a_question_is_needed(briefing_bot: Run) -> None:
    done = briefing_bot("ask")
    assert done.returncode == WRONG_USAGE
    assert "ask" in done.stderr


def test_explains_each_features_part(briefing_bot: Run) -> None:
    done = briefing_bot("ask", "--explain", "when can cars drive over the bridge again")
    assert "feature" in done.stdout
    assert "weight" in done.stdout


def test_content_folder_may_stand_before_or_behind_the_verb(
    briefing_bot: Run, content: Path
) -> None:
    for arguments in (("--content", str(content), "ask"), ("ask", "--content", str(content))):
        done = briefing_bot(*arguments, "who is mira solberg", BOT_CONTENT_DIR="/nowhere")
        assert "Norwegian engineer" in done.stdout, done.stderr


def test_a_question_without_quotes_is_one_question(briefing_bot: Run) -> None:
    quoted = briefing_bot("ask", "who is mira solberg")
    assert "Norwegian engineer" in quoted.stdout
    assert briefing_bot("ask", "who", "is", "mira", "solberg").stdout == quoted.stdout


def test_chat_opens_choices_by_number_and_leaves_politely(briefing_bot: Run) -> None:
    done = briefing_bot("chat", stdin="who pays for the repair?\n1\n/why\n/quit\n")
    assert done.returncode == 0, done.stderr
    assert "two thirds of the cost" in done.stdout
    assert "Goodbye." in done.stdout


def test_chat_knows_the_commands_for_looking_around(briefing_bot: Run) -> None:
    done = briefing_bot("chat", stdin="/topics\n/topic Mira Solberg\n/briefing\n/ask who pays?\n")
    assert "Norwegian engineer" in done.stdout
    assert "two thirds of the cost" in done.stdout
    assert "I have no answer" not in done.stdout


def test_chat_takes_no_other_command_for_a_question(briefing_bot: Run) -> None:
    for line in ("/privacy", "/content reload", "/ask", "/why"):
        shown = briefing_bot("chat", stdin=f"{line}\n").stdout
        assert "these work here" in shown, line
        assert "I have no answer" not in shown, line


def test_chat_gives_no_reasons_for_what_the_bot_says_of_itself(briefing_bot: Run) -> None:
    shown = briefing_bot("chat", stdin="99\n/why\n").stdout
    assert "That number is not on the list" in shown
    assert "these work here" in shown
    assert "confidence" not in shown


def test_a_missing_content_folder_is_a_wrong_setting(briefing_bot: Run) -> None:
    done = briefing_bot("ask", "hello", BOT_CONTENT_DIR="/nowhere/at/all")
    assert done.returncode == 78
    assert done.stderr.startswith("BOT_CONTENT_DIR: expected")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_of_messages_that_is_not_there_is_named_with_what_to_give_instead(
    briefing_bot: Run,
) -> None:
    done = briefing_bot("ask", "--from", "/nowhere")
    assert done.returncode == 2
    assert done.stderr.startswith("/nowhere: cannot be read: No such file or directory. Give a")
