"""`eval --calibrate`: figures of unseen stories, a file of weights that works, helpful refusals."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot.encoder import MODELS, WEIGHTS_FILE
from bot.matching.multilingual.features import MULTILINGUAL_FEATURES
from tests.cli.conftest import Run
from tests.evaluation.labelled import SUBJECTS, as_lines, messages_of, questions_text

CALIBRATE = ("eval", "--calibrate", "--words-alone")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Give four stories in folders of their own, each with its golden messages."""
    folder = tmp_path / "content"
    for story in SUBJECTS:
        (folder / story).mkdir(parents=True)
        file = folder / story / f"{story}.txt"
        file.write_text(questions_text(story), encoding="utf-8")
        lines = as_lines(messages_of(story, file.name))
        (folder / story / "golden.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def material(content: Path, tmp_path: Path) -> Path:
    """Give two of the stories as loose pages with messages of one group, and none in content."""
    folder = tmp_path / "more"
    (folder / "content").mkdir(parents=True)
    lines = ""
    for number, story in (("70", "library"), ("71", "tram")):
        file = f"{number}_{story}.txt"
        (content / story / f"{story}.txt").rename(folder / "content" / file)
        shutil.rmtree(content / story)
        lines += as_lines(messages_of(story, file), {"group": number})
    (folder / "messages.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_prints_the_figures_and_what_thresholds_cost(briefing_bot: Run) -> None:
    done = briefing_bot(*CALIBRATE)
    assert done.returncode == 0
    assert "24 messages of 4 groups" in done.stdout
    for shown in ("top-1", "one story", "all together", "near-misses rejected", "asks back"):
        assert shown in done.stdout
    assert done.stderr == ""


def test_figures_keep_their_names_on_a_terminal_of_80_columns(briefing_bot: Run) -> None:
    shown = briefing_bot(*CALIBRATE, COLUMNS="80").stdout
    assert all(name in shown for name in ("answered wrong", "near-misses: rejected", "taught"))


def test_prints_the_same_as_json(briefing_bot: Run) -> None:
    found = json.loads(briefing_bot(*CALIBRATE, "--json").stdout)
    assert (found["messages"], found["groups"]) == (24, 4)
    assert 0 <= found["clarify_at"] <= found["answer_at"] <= 1
    assert found["settings"]["one story"]["top_1"]["n"] == 12
    assert found["settings"]["all together"]["rejected_near_misses"]["n"] == 8
    assert len(found["thresholds"]) >= 5
    assert set(found["asked_back"]) == {"in_scope", "near", "out_of_scope"}


def test_the_weights_that_it_writes_are_used_by_the_setting(
    briefing_bot: Run, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    done = briefing_bot(*CALIBRATE, "--write", str(file))
    assert f"BOT_WEIGHTS={file}" in done.stderr
    message = "who is in charge of the tram line in Korso"
    settings = {"BOT_ENCODER": "off", "BOT_WEIGHTS": str(file)}
    mine = json.loads(briefing_bot("ask", "--json", message, **settings).stdout)
    shipped = json.loads(briefing_bot("ask", "--json", message, BOT_ENCODER="off").stdout)
    assert mine["candidates"][0]["label"] == "Who decides about the tram line in Korso?"
    assert mine["confidence"] != shipped["confidence"]


def test_what_came_of_each_message_can_be_kept(briefing_bot: Run, tmp_path: Path) -> None:
    file = tmp_path / "verdicts.jsonl"
    done = briefing_bot(*CALIBRATE, "--verdicts", str(file), "--json")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    alone = [row for row in rows if row["setting"] == "one story"]
    assert Counter(row["setting"] for row in rows) == {
        "one story": 24,
        "all together": 24,
        "taught": 24,
        "listed": 24,
    }
    assert {row["group"] for row in rows} == set(SUBJECTS)
    top_1 = json.loads(done.stdout)["settings"]["one story"]["top_1"]["value"]
    right = [row["is_right"] for row in alone if row["scope"] == "in"]
    assert sum(right) / len(right) == pytest.approx(top_1, abs=1e-4)
    assert all(0 <= row["confidence"] <= 1 for row in rows)


def test_further_material_is_read_beside_the_content(briefing_bot: Run, material: Path) -> None:
    done = briefing_bot(*CALIBRATE, "--material", str(material), "--json")
    assert json.loads(done.stdout)["groups"] == 4


def test_other_languages_are_fitted_on_messages_of_their_own(
    briefing_bot: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "foreign"
    (folder / "content").mkdir(parents=True)
    lines = ""
    for number, story in enumerate(SUBJECTS, start=70):
        file = f"{number}_{story}.txt"
        (folder / "content" / file).write_text(questions_text(story), encoding="utf-8")
        lines += as_lines(messages_of(story, file), {"group": str(number)})
    (folder / "foreign.jsonl").write_text(lines, encoding="utf-8")
    wish = ("eval", "--calibrate", "--multilingual", "--material", str(folder))
    weights = tmp_path / "weights.json"
    done = briefing_bot(*wish, "--write", str(weights))
    assert done.returncode == 0, done.stderr
    assert "24 messages of 4 groups" in done.stdout
    assert "weights_multilingual.json" in done.stderr
    assert set(json.loads(weights.read_text())["rank"]) == set(MULTILINGUAL_FEATURES)


def test_too_few_stories_are_counted(briefing_bot: Run, material: Path) -> None:
    done = briefing_bot(*CALIBRATE)
    assert done.returncode == 2
    assert "found 2" in done.stderr
    assert "--material" in done.stderr


def test_a_message_with_a_wrong_target_is_listed_and_left_out(
    briefing_bot: Run, content: Path
) -> None:
    target = {"file": "tram.txt", "target": "Why is the moon green?"}
    row = {"message": "green moon?", "scope": "in", "style": "odd", "targets": [target]}
    with (content / "tram" / "golden.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    done = briefing_bot(*CALIBRATE, "--json")
    assert "green moon?" in done.stderr
    assert "Why is the moon green?" in done.stderr
    assert json.loads(done.stdout)["messages"] == 24


@pytest.mark.parametrize("spoilt", [b"nonsense\n", b'{"message": "\xff"}'])
def test_a_label_that_cannot_be_read_is_named(
    briefing_bot: Run, content: Path, spoilt: bytes
) -> None:
    (content / "tram" / "golden.jsonl").write_bytes(spoilt)
    done = briefing_bot(*CALIBRATE)
    assert done.returncode == 2
    assert "tram/golden.jsonl:1:" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--material", "nowhere"), "content/"),
        (("--material", "content"), "content/"),
        (("--write", "nowhere/weights.json"), "nowhere"),
        (("--write", "content"), "is a folder"),
        (("--verdicts", "content"), "--verdicts content: is a folder"),
        (("--encoders", "."), "--words-alone"),
        (("--floor",), "--floor"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_fitted(
    briefing_bot: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    done = briefing_bot(*CALIBRATE, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert complaint in done.stderr


def test_material_without_messages_is_named(briefing_bot: Run, material: Path) -> None:
    (material / "messages.jsonl").unlink()
    done = briefing_bot(*CALIBRATE, "--material", str(material))
    assert done.returncode == 2
    assert "messages.jsonl" in done.stderr


@pytest.mark.parametrize(
    "option", ["--words-alone", "--write=x.json", "--verdicts=x.jsonl", "--material=more"]
)
def test_its_options_mean_nothing_without_it(briefing_bot: Run, option: str) -> None:
    done = briefing_bot("eval", option)
    assert done.returncode == 2
    assert "--calibrate" in done.stderr


# ------------------------------------------------------------------------- with encoders


@pytest.fixture
def encoders(tmp_path: Path) -> Path:
    """Give a folder with an encoder for one of the stories."""
    folder = tmp_path / "encoders"
    folder.mkdir()
    (folder / "fold.onnx").symlink_to(MODELS / WEIGHTS_FILE)
    (folder / "folds.json").write_text('{"tram": "fold.onnx"}', encoding="utf-8")
    return folder


def test_each_group_may_be_compared_by_an_encoder_that_never_saw_it(
    briefing_bot: Run, encoders: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    arguments = ("--encoders", str(encoders), "--write", str(file), "--json")
    done = briefing_bot("eval", "--calibrate", *arguments)
    assert done.returncode == 0
    stored = json.loads(file.read_text(encoding="utf-8"))
    assert len(stored["encoder"]) == len(stored["token_space"]) == 64
    assert stored["provenance"]["encoders"].startswith("1 of the groups")
    asked = briefing_bot("ask", "--json", "who is in charge of the tram", BOT_WEIGHTS=str(file))
    assert asked.returncode in (0, 1)
    assert json.loads(asked.stdout)["candidates"]


@pytest.mark.parametrize(
    ("folds", "complaint"),
    [
        (None, "folds.json"),
        ("nonsense", "folds.json"),
        ("[]", '{"group": "file.onnx"}'),
        ('{"tram": 3}', '{"group": "file.onnx"}'),
        ('{"trams": "fold.onnx"}', "harbour, library, tram"),
        ('{"tram": "fold2.onnx"}', "fold2.onnx"),
    ],
)
def test_encoders_that_cannot_be_used_are_named(
    briefing_bot: Run, encoders: Path, folds: str | None, complaint: str
) -> None:
    if folds is None:
        (encoders / "folds.json").unlink()
    else:
        (encoders / "folds.json").write_text(folds, encoding="utf-8")
    done = briefing_bot("eval", "--calibrate", "--encoders", str(encoders))
    assert done.returncode == 2
    assert complaint in done.stderr


def test_an_encoder_that_is_none_is_one_line(briefing_bot: Run, encoders: Path) -> None:
    (encoders / "fold.onnx").unlink()
    (encoders / "fold.onnx").write_bytes(b"no model")
    done = briefing_bot("eval", "--calibrate", "--encoders", str(encoders))
    assert done.returncode == 78
    assert "fold.onnx" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_the_shipped_encoder_the_way_out_is_told(briefing_bot: Run, tmp_path: Path) -> None:
    done = briefing_bot("eval", "--calibrate", BOT_ENCODER=str(tmp_path))
    assert done.returncode == 78
    assert "--words-alone" in done.stderr


# ------------------------------------------------------------------------- the setting


@pytest.mark.parametrize("content_of_file", [None, "{}", "nonsense"])
def test_weights_that_do_not_fit_are_refused_in_one_line(
    briefing_bot: Run, tmp_path: Path, content_of_file: str | None
) -> None:
    file = tmp_path / "mine.json"
    if content_of_file is not None:
        file.write_text(content_of_file, encoding="utf-8")
    done = briefing_bot("ask", "who?", BOT_ENCODER="off", BOT_WEIGHTS=str(file))
    assert done.returncode == 78
    assert len(done.stderr.splitlines()) == 1
    for told in ("BOT_WEIGHTS", str(file), "eval --calibrate --write"):
        assert told in done.stderr


def test_weights_for_words_alone_are_refused_beside_an_encoder(
    briefing_bot: Run, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    briefing_bot(*CALIBRATE, "--write", str(file))
    done = briefing_bot("ask", "who?", BOT_WEIGHTS=str(file))
    assert done.returncode == 78
    assert "another encoder" in done.stderr


def test_weights_wait_for_an_encoder_that_is_broken(briefing_bot: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text("those of the encoder", encoding="utf-8")
    settings = {"BOT_ENCODER": str(tmp_path), "BOT_WEIGHTS": str(file)}
    assert briefing_bot("ask", "who decides about the tram?", **settings).returncode in (0, 1)
