"""What docs/security.md and docs/faults.md name exists, and the container is as they say."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("security.md", "faults.md")

_ROW = re.compile(r"^\| (?P<what>[^|]+) \| (?P<control>[^|]+) \| (?P<tests>[^|]+) \|$", re.M)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)`")


def rows_of(document: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give what each row is about, and the tests that it names by file and name."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    rows = [(m["what"].strip(), _TEST.findall(m["tests"])) for m in _ROW.finditer(text)]
    return [row for row in rows if row[0] not in {"threat", "fault"}]


@cache
def names_in(file: str) -> frozenset[str]:
    """Give the names of the tests of a file, those of its classes with the class."""
    found = set()
    for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            inner = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
            found |= {f"{node.name}::{method.name}" for method in inner}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
    return frozenset(found)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row_names_a_test_and_every_test_that_is_named_exists(document: str) -> None:
    rows = rows_of(document)
    assert len(rows) > 15
    for what, named in rows:
        assert named, f"docs/{document}: no test is named for: {what}"
        for file, test in named:
            assert (ROOT / file).is_file(), f"docs/{document} names {file}, which is not there"
            assert test in names_in(file), (
                f"docs/{document} names {file}::{test}, which is not there: name the test that "
                f"shows this control now, or write it: {what}"
            )


def test_every_test_name_of_the_documents_was_looked_at() -> None:
    for document in DOCUMENTS:
        text = (ROOT / "docs" / document).read_text(encoding="utf-8")
        assert text.count("`tests/") - text.count("`tests/fake_discord`") == sum(
            len(named) for _, named in rows_of(document)
        )


def test_the_container_may_do_as_little_as_possible() -> None:
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    users = re.findall(r"^USER (\S+)", recipe, re.M)
    assert users
    assert not users[-1].startswith(("0", "root"))
    bot = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["bot"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in bot["security_opt"]
    writable = [volume for volume in bot["volumes"] if not volume.endswith(":ro")]
    assert len(writable) == 1
    assert "privileged" not in bot
    assert "ports" not in bot
