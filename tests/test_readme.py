"""What README says is true: commands run, their output is as shown, links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import Settings, setting_name

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINKING = [*DOCUMENTS, ROOT / "CHANGELOG.md"]

_BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>.+?) -->\n)?"
    r"(?P<indent> *)```sh\n(?P<commands>.*?)\n *```"
    r"(?:\n+```text\n(?P<output>.*?)\n```)?",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Example:
    """A block of commands in README, and what it shows of their output."""

    commands: str
    reason: str | None
    """Why the block is not run here."""
    output: str | None


def examples_of(document: str) -> list[Example]:
    """Find all blocks of commands in a document."""
    return [
        Example(textwrap.dedent(m["indent"] + m["commands"].lstrip()), m["reason"], m["output"])
        for m in _BLOCK.finditer(document)
    ]


EXAMPLES = examples_of(README)
RUN = [
    pytest.param(example, marks=[pytest.mark.floor] if " eval" in example.commands else [])
    for example in EXAMPLES
    if example.reason is None
]


def run(commands: str, **others: str) -> subprocess.CompletedProcess[str]:
    """Run a block in the project's folder, with this Python and the settings as shipped.

    Others may be given.
    """
    settings = {setting_name(field) for field in Settings.model_fields}
    environment = {name: value for name, value in os.environ.items() if name not in settings}
    environment |= {"BOT_CONTENT_DIR": "content", "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    environment |= others
    script = commands.replace(".venv/bin/briefing-bot", f"{shlex.quote(sys.executable)} -m bot")
    return subprocess.run(
        ["/bin/sh", "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("example", RUN, ids=lambda example: example.commands.splitlines()[0])
def test_a_command_in_readme_runs_and_prints_what_is_shown(example: Example) -> None:
    done = run(example.commands)
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr
    if example.output is not None:
        assert is_shown(done.stdout, example.output), (
            f"README shows another output than\n\n{done.stdout}\nPaste the new one."
        )


def is_shown(printed: str, shown: str) -> bool:
    """Compare an output with README's, where a line of `[…]` stands for any number of lines."""
    lines = [re.escape(line.rstrip()) for line in shown.strip().splitlines()]
    pattern = "\n".join(".*" if line == re.escape("[…]") else line for line in lines)
    tidy = "\n".join(line.rstrip() for line in printed.strip().splitlines())
    return re.fullmatch(pattern, tidy, re.S) is not None


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`|^ *)make ([a-z-]+)", text, re.M))
        assert named <= targets, f"{document.name} names {named - targets}, not in the Makefile."


@pytest.mark.parametrize("document", LINKING, ids=lambda path: path.name)
def test_every_local_link_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    dead = [link for link in links if not (document.parent / link).exists()]
    assert not dead, f"{document.relative_to(ROOT)} links to what is not there: {dead}"


@pytest.mark.parametrize("document", LINKING, ids=lambda path: path.name)
def test_every_local_link_to_a_heading_leads_there(document: Path) -> None:
    links = re.findall(
        r"\]\((?!https?://)([^)#\s]*)#([^)\s]+)\)", document.read_text(encoding="utf-8")
    )
    dead = [
        f"{place}#{heading}"
        for place, heading in links
        if heading not in headings_of(document.parent / place if place else document)
    ]
    assert not dead, f"{document.relative_to(ROOT)} links to headings that are not there: {dead}"


def headings_of(document: Path) -> set[str]:
    """Give the headings of a document as GitHub writes them in addresses."""
    prose = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.S)
    titles = re.findall(r"^#+ +(.+)$", prose, re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_that_is_to_be_run_exists(document: Path) -> None:
    named = re.findall(r"python -m ((?:bench|training)\.\w+)", document.read_text(encoding="utf-8"))
    gone = [name for name in named if not (ROOT / f"{name.replace('.', '/')}.py").exists()]
    assert not gone, f"{document.relative_to(ROOT)} says to run what is gone: {gone}"


def test_the_map_of_the_house_has_every_room() -> None:
    rooms = [path for path in (ROOT / "bot").iterdir() if not path.name.startswith(("_", "."))]
    names = [path.name + ("/" if path.is_dir() else "") for path in rooms]
    missing = [name for name in names if name not in CONTRIBUTING and name != "py.typed"]
    assert not missing, f"Say in CONTRIBUTING.md, in the map of the house, what is in {missing}."


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_of_the_project_that_is_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|tests|docs|bench)/[\w./-]+\.(?:py|md|json))`", text)
    gone = [name for name in named if not (ROOT / name).exists()]
    assert not gone, f"{document.relative_to(ROOT)} speaks of what is gone: {gone}"


def test_every_setting_that_is_named_exists() -> None:
    names = {setting_name(field) for field in Settings.model_fields}
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        named = set(re.findall(r"\b(?:BOT_[A-Z_]+|DISCORD_TOKEN\w*)\b", text))
        assert named <= names, f"{document.name} names {named - names}, not in bot/settings.py."


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    missing = [page.name for page in sorted(folder.glob("0*.md")) if f"({page.name})" not in listed]
    assert not missing, "Add a row to docs/decisions/README.md for each of these."
