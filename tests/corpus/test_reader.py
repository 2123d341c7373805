"""The reader: bytes that are no page are refused, each with its own finding."""

from __future__ import annotations

import json

import pytest

from bot.corpus.limits import Limits
from bot.corpus.pages import ParsedPage
from bot.corpus.reader import read_page
from tests.builders import a_story_text

LIMITS = Limits()


def read(raw: bytes | str, limits: Limits = LIMITS) -> ParsedPage:
    return read_page(raw.encode() if isinstance(raw, str) else raw, file="page.txt", limits=limits)


REFUSED: dict[str, tuple[bytes, str]] = {
    "no bytes": (b"", "empty-file"),
    "white space": (b" \r\n\t\n", "empty-file"),
    "only a mark": (b"\xef\xbb\xbf\n", "empty-file"),
    "separators": (b"-\n-\n", "no-text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary-file"),
    "a NUL byte": (b"Why?\nIt\x00froze.", "binary-file"),
    "a Word document": (b"PK\x03\x04" + bytes(50), "binary-file"),
    "UTF-16 with a mark": ("Why?\nIt froze.".encode("utf-16"), "utf-16"),
    "UTF-16 without a mark": ("Why?\nIt froze.".encode("utf-16-le"), "utf-16"),
    "Cyrillic in one byte": ("Почему?\nХолодно.".encode("cp1251"), "not-utf-8"),
    "a web page": (b"<!DOCTYPE html>\n<html><body><p>Why?</p></body></html>", "html-page"),
    "a piece of a web page": (b"\n  <div class='x'>\n<p>Why?</p></div>", "html-page"),
    "a web page below a text": (b"Ice\n<html><body>\n<p>Why?</p></body></html>", "html-page"),
    "tags below a text": (b"What's happened\n<p>It froze.</p>\n<br/>\n<hr>\n", "html-page"),
    "a web page below a comment": (b"<!-- saved --><p>It froze.</p>", "html-page"),
    "tags that are not closed": (b"<p>What's happened<p>It froze<p>So", "html-page"),
    "a JSON text": (b'"What happened"\n', "json-page"),
    "XML": (b"<?xml version='1.0'?><page>Why?</page>", "html-page"),
    "a JSON object": (json.dumps({"question": "Why?"}).encode(), "json-page"),
    "a JSON list": (json.dumps([{"question": "Why?"}], indent=1).encode(), "json-page"),
    "JSON lines": (b'{"q": "Why?"}\n{"q": "How?"}\n', "json-page"),
    "broken JSON": (b'{"q": "Why?",', "json-page"),
    "deep JSON": (b"[" * 15_000 + b"]" * 4_000, "json-page"),
}


@pytest.mark.parametrize(("raw", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses_what_is_no_page(raw: bytes, code: str) -> None:
    found = read(raw)
    assert found.page is None
    (error,) = [finding for finding in found.findings if finding.severity == "error"]
    assert error.code == code
    assert error.file == "page.txt"
    assert error.hint


CONFLICT = "<<<<<<< HEAD\nThe crew is on strike.\n=======\nIt broke.\n>>>>>>> main\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"## Why?\n\n{CONFLICT}\n## How?\n\nFast.\n", 3),
        ("---\n<<<<<<< HEAD\nas_of: 2025-06-30\n=======\n>>>>>>> main\n---\nWhy?\nSo.", 2),
        (f"Why?\n```\n{CONFLICT}", 3),
        ("Why?\n<<<<<<< HEAD\n```\na\n=======\n```\nb\n>>>>>>> main\n```\n", 2),
        ("Why?\n```\n<<<<<<< HEAD\na\n```\n=======\nb\n```\n>>>>>>> main\n", 6),
    ],
)
def test_a_page_with_an_unresolved_conflict_is_refused(text: str, line: int) -> None:
    for end in ("\n", "\r\n"):
        found = read(text.replace("\n", end))
        assert found.page is None
        (error,) = found.findings
        assert (error.code, error.severity, error.line) == ("merge-conflict", "error", line)
        assert "<<<<<<<" in error.hint


def test_every_conflict_is_told() -> None:
    found = read(f"Why?\n{CONFLICT}How?\n{CONFLICT}")
    assert found.page is None
    assert [(f.code, f.line) for f in found.findings] == [
        ("merge-conflict", 2), ("merge-conflict", 8),
    ]  # fmt: skip


def test_a_page_may_show_a_conflict_as_code() -> None:
    found = read(f"## Why?\n\n```\n{CONFLICT}```\n\n## How?\n\nFast.\n")
    assert found.page is not None
    assert [p.text for p in found.page.passages] == [f"```\n{CONFLICT}```", "Fast."]


def test_refuses_a_file_that_is_too_large() -> None:
    found = read("Why?\nIt froze.", Limits(page_bytes=8))
    assert found.page is None
    assert "8" in found.findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "<3 is all you need?\nYes.",
        "[a link](https://example.org) is here\n\nWhy?\nSo.",
        "[[wiki]] words?\nYes.",
        "<!-- Ask Anna. -->\n\nWhy?\nSo.",
        "<!--\n<p>Old</p>\n-->\nWhy?\nSo.",
        "{curly} words?\nYes.",
        "Is 3 < 5?\nYes, and <b>that</b> is all.",
    ],
)
def test_a_text_may_begin_oddly(text: str) -> None:
    assert read(text).page is not None


def test_windows_1252_is_read_and_told_with_its_place() -> None:
    found = read("Why?\nThe café froze — “all” of it.".encode("cp1252"))
    assert found.page is not None
    assert found.page.passages[0].text == "The café froze — “all” of it."
    (warning,) = [f for f in found.findings if f.code == "windows-1252"]
    assert (warning.line, warning.column, warning.severity) == (2, 8, "warning")


def test_a_byte_that_cannot_be_read_is_named_with_its_place() -> None:
    (finding,) = read(b"Why?\r\nIt fr\x81ze.").findings
    assert (finding.code, finding.line, finding.column) == ("not-utf-8", 2, 6)
    assert "0x81" in finding.message


def test_a_byte_order_mark_is_not_shown() -> None:
    found = read(b"\xef\xbb\xbf" + a_story_text().encode())
    assert found.page is not None
    assert found.page.passages[0].label == "What's happened"


def test_hazards_are_told_with_line_and_column_and_taken_out() -> None:
    found = read("-\nWhy?\nIt \x1b[31mfroze\x1b[0m. Ask \u202e<@1>.\n")
    assert found.page is not None
    assert found.page.passages[0].text == "It froze. Ask <@1>."
    places = {f.code: (f.line, f.column) for f in found.findings if f.line == 3}
    assert places["bidi-control"][0] == 3
    assert places["control-character"] == (3, 14)
    assert "mention" in places


def test_the_digest_is_that_of_the_bytes() -> None:
    one, other = read("Why?\nSo."), read("Why?\r\nSo.")
    assert one.page is not None
    assert other.page is not None
    assert one.page.digest != other.page.digest
    assert len(one.page.digest) == 64


def test_many_findings_of_a_kind_are_counted_rather_than_listed() -> None:
    found = read("-\nWhy?\n" + "Hello @everyone.\n" * 500)
    mentions = [f for f in found.findings if f.code == "mention"]
    (more,) = [f for f in found.findings if f.code == "more-findings"]
    assert len(mentions) == 200
    assert "300" in more.message


@pytest.mark.parametrize(
    "text",
    ["Why <br>?\nIt froze.<br>\nSo.", '"Why?" they asked.\nIt froze.', "What is <p>?\nA tag."],
)
def test_a_tag_or_a_quotation_makes_no_web_page_and_no_json(text: str) -> None:
    assert read(text).page is not None
