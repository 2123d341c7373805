"""Findings: each kind is provoked here once, said in full, and documented."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.corpus import loader
from bot.corpus.build import build_corpus
from bot.corpus.finding_codes import CODE_GROUPS, FINDING_CODES, MAX_QUOTE, finding, quote
from bot.corpus.front_matter.fields import FIELDS
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import FrontMatter, Page, Status
from bot.corpus.reader import read_page
from bot.evaluation.golden import read_golden
from bot.matching.go_deeper import links, unanswered
from tests.builders import NOW, a_page, a_story

DOCS = Path(__file__).parents[2] / "docs" / "content-format.md"
TINY = Limits(page_bytes=400, line_characters=100, questions_per_page=2, pages=1)
HOUR = timedelta(hours=1)


# --------------------------------------------------------------------- in a file

IN_A_FILE: dict[str, str | bytes] = {
    "empty-file": "",
    "no-text": "-\n-\n",
    "binary-file": b"a\x00b",
    "utf-16": "Why?\nSo.".encode("utf-16"),
    "not-utf-8": b"Why?\n\x81",
    "html-page": "<html></html>",
    "json-page": '{"a": 1}',
    "merge-conflict": "Why?\n<<<<<<< HEAD\nSo.\n=======\nThus.\n>>>>>>> main\n",
    "file-too-large": "Why?\n" + "So.\n" * 200,
    "line-too-long": "Why?\n" + "x" * 101,
    "too-many-questions": "-\nA?\nx.\n-\nB?\ny.\n-\nC?\nz.\n",
    "windows-1252": b"Why?\nThe caf\xe9 froze.",
    "uncounted-line-break": "Why?\nIt froze.\u2028It did.",
    "control-character": "Why?\nIt \x07froze.",
    "bidi-control": "Why?\nIt \u202efroze.",
    "invisible-character": "Why?\nIt\u200b froze.",
    "stacked-marks": "Why?\nIt" + "\u0301" * 9 + " froze.",
    "mixed-alphabets": "Why?\nThe \u0440ort froze.",
    "garbled-text": "Why?\nIt didnâ€™t freeze.",
    "mention": "Why?\nAsk @everyone.",
    "deceptive-link": "Why?\nSee [bbc.com](https://evil.example).",
    "unsafe-link": "Why?\nSee [this](javascript:x).",
    "dead-link": "Why?\nSee [this](https://localhost/x).",
    "foreign-mark": "Why?\nSee [[Ice]].",
    "table": "Why?\n| a | b |\n|---|---|\n| 1 | 2 |",
    "html-tag": "Why?\nIt <b>froze</b>.",
    "html-frame": "Why?\n<aside>\nSo.\n</aside>",
    "broken-word": "Why?\nThe port waits for the next exam-\nination of the ice.",
    "page-furniture": "Why?\nSo.\nPage 1 of 2",
    "picture-data": "Why?\nSo.\n[a]: <data:image/png;base64,AAAA>",
    "html-entity": "Why?\nIce &amp; snow.",
    "front-matter-alias": "---\ntitle: &a x\n---\nWhy?\nSo.",
    "front-matter-too-deep": "---\ntitle: [[[[[[x]]]]]]\n---\nWhy?\nSo.",
    "front-matter-syntax": "---\ntitle: a: b\n---\nWhy?\nSo.",
    "front-matter-line": "---\ntitle: a: b\nwhat\n---\nWhy?\nSo.",
    "front-matter-unclosed": "---\ntitle: a\n\nWhy?\nSo.",
    "front-matter-misplaced": "+++\nstatus: draft\n+++\nWhy?\nSo.",
    "unknown-field": "---\ntitel: a\n---\nWhy?\nSo.",
    "repeated-field": "---\ntitle: a\ntitle: b\n---\nWhy?\nSo.",
    "bad-field": "---\nas_of: now\n---\nWhy?\nSo.",
    "held-back": "---\nembargo: soon\n---\nWhy?\nSo.",
    "alias-without-target": "---\naliases: {Who: [x]}\n---\nWhy?\nSo.",
    "bad-id": "Why? {#Not.Good}\nSo.",
    "title-derived": "Why?\nSo.",
    "title-from-text": "Ice\n-\nWhy?\nSo.",
    "text-before-heading": "It is cold.\nWhat's happened\nIt froze.",
    "no-headings": "It is cold.",
    "comment": "Why?\nSo. <!-- Is it? -->",
    "comment-unclosed": "Why?\nSo. <!-- Is it?",
    "code-unclosed": "Why?\n```\nls",
    "page-in-code": "```\nWhy?\nSo.\n```",
    "unknown-heading": "## What's happened\nx.\n## Ice\ny.",
    "remarked-heading": "What's happened (29 October)\nx.",
    "respelt-heading": "What's happened\nx.\nGo deepr\n- Why?",
    "repeated-section": "What's happened\nx.\nWhat's happened\ny.",
    "missing-section": "What's happened\nx.",
    "empty-section": "What's happened\nx.\nHow we got here\n",
    "heading-without-text": "# Ice\n## More\n### Why?\nSo.\n### How?\nSo.",
    "text-between-items": "What's happened\nx.\nCommon question\nAsked:\n-\nWhy?\nSo.",
    "truncated-text": "Why?\nIt is cold. It is the",
    "no-as-of": "Why?\nSo.",
    "question-without-answer": "-\nWhy?\n-\nHow?\nSo.",
    "answer-without-question": "-\nIt froze over in one night, and it stayed.\n-\nHow?\nSo.",
    "contradictory-question": "-\nWhy?\nSo.\n-\nWhy?\nThus.",
    "repeated-question": "-\nWhy?\nSo.\n-\nWhy?\nSo.",
    "question-without-mark": "-\nThe ice\nSo.\n-\nWhy?\nSo.",
    "question-inside-answer": "-\nWhy?\nSo.\nHow cold?\nVery.",
    "unmarked-question": "Why?\nSo.\nis it cold\nVery.",
    "question-in-section": "What's happened\nx.\nQ: Why?\nA: So.",
    "heading-inside-answer": "Why?\nSo.\n\nMORE\nHow?\nSo.",
    "topic-without-name": "More on these topics\n-\nit is cold.",
    "repeated-topic": "More on these topics\n-\nIce is cold.\n-\nIce is hard.",
}


@pytest.mark.parametrize(("code", "text"), IN_A_FILE.items(), ids=IN_A_FILE.keys())
def test_a_page_provokes_it(code: str, text: str | bytes) -> None:
    raw = text.encode() if isinstance(text, str) else text
    found = read_page(raw, file="page.txt", limits=TINY).findings
    assert code in {one.code for one in found}


LARGE: dict[str, str] = {
    "front-matter-too-large": "---\n" + "title: x\n" * 9000 + "---\nWhy?\nSo.",
    "long-question": "Why " + "so " * 150 + "cold?\nSo.",
    "more-findings": "Why?\n" + "@here\n" * 201,
    "repeated-id": "-\nWhy? {#a}\nSo.\n-\nHow? {#a}\nSo.",
    "unused-id": "-\nWhy?\nSo. {#a}",
}


@pytest.mark.parametrize(("code", "text"), LARGE.items(), ids=LARGE.keys())
def test_a_large_page_provokes_it(code: str, text: str) -> None:
    found = read_page(text.encode(), file="page.txt", limits=Limits()).findings
    assert code in {one.code for one in found}


# --------------------------------------------------------------------- in a folder


IN_A_FOLDER: dict[str, Callable[[Path], object]] = {
    "too-many-pages": lambda folder: (folder / "b.txt").write_text("How?\nSo."),
    "duplicate-page": lambda folder: (folder / "b.txt").write_text("Why?\nSo."),
    "link-out-of-folder": lambda folder: (folder / "b.txt").symlink_to("/etc/hostname"),
    "broken-link": lambda folder: (folder / "b.txt").symlink_to("nowhere"),
    "linked-folder": lambda folder: (folder / "b").symlink_to(folder),
    "not-a-file": lambda folder: (folder / "b.txt").mkdir(),
    "not-a-page": lambda folder: (folder / "b.png").touch(),
    "odd-file-name": lambda folder: (folder / "b\n.txt").touch(),
}


@pytest.mark.parametrize(("code", "arrange"), IN_A_FOLDER.items(), ids=IN_A_FOLDER.keys())
def test_a_folder_provokes_it(code: str, arrange: Callable[[Path], object], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Why?\nSo.")
    arrange(tmp_path)
    limits = TINY if code == "too-many-pages" else Limits()
    assert code in {one.code for one in load_folder(tmp_path, limits=limits).findings}


def test_a_folder_that_is_missing_or_empty_provokes_it(tmp_path: Path) -> None:
    gone = load_folder(tmp_path / "gone", limits=Limits()).findings
    empty = load_folder(tmp_path, limits=Limits()).findings
    assert {one.code for one in (*gone, *empty)} == {"no-folder", "no-pages"}


def test_an_unsteady_disk_provokes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Why?\nSo.")
    kept = {page.file: page for page in load_folder(tmp_path, limits=Limits()).pages}
    found: set[str] = set()
    monkeypatch.setattr(loader, "_read_steady", lambda path, limit: None)
    found |= {one.code for one in load_folder(tmp_path, limits=Limits(), kept=kept).findings}

    def broken(path: object, limit: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(loader, "_read_steady", broken)
    found |= {one.code for one in load_folder(tmp_path, limits=Limits()).findings}
    assert found >= {"changed-while-read", "unreadable", "kept-last-good"}


# --------------------------------------------------------------------- in a corpus

ICE = "-\nWhy is the harbour of Lindholm frozen?\nThe port of Lindholm has one old icebreaker.\n"
TWICE = {"Who pays?": ("Ice?",), "Why is the harbour of Lindholm frozen?": ("Ice?",)}
TAKEN = {"Why is the harbour of Lindholm frozen?": ("Who pays?",)}
IN_A_CORPUS: dict[str, Callable[[], Iterable[Page]]] = {
    "review-due": lambda: [a_page(ICE, meta=FrontMatter(review_by=date(2025, 1, 1)))],
    "stale-wording": lambda: [
        a_page("Why?\nIt is frozen now.", meta=FrontMatter(as_of=date(2025, 5, 1)))
    ],
    "near-duplicate": lambda: [a_page(ICE, file="ice/a.txt"), a_page(ICE, file="ice/b.txt")],
    "number-conflict": lambda: [
        a_page("Why?\nLindholm has 40 ships stuck in ice.", file="ice/a.txt"),
        a_page("How?\nLindholm has 52 ships stuck in ice.", file="ice/b.txt"),
    ],
    "alias-clash": lambda: [
        a_page(ICE + "-\nWho pays?\nThe port.", meta=FrontMatter(aliases=TWICE))
    ],
    "alias-of-another": lambda: [
        a_page(ICE + "-\nWho pays?\nThe port.", meta=FrontMatter(aliases=TAKEN))
    ],
    "same-question-elsewhere": lambda: [
        a_page("Why?\nSo.", file="ice/a.txt"),
        a_page("Why?\nThus.", file="ice/b.txt"),
    ],
    "teaser-without-page": lambda: [a_story()],
    "briefing-inferred": lambda: [a_story(file="a.txt"), a_page(ICE, file="b.txt")],
    "briefing-of-its-own": lambda: [a_page(ICE, file="b.txt")],
    "draft": lambda: [a_page(ICE, meta=FrontMatter(status=Status.DRAFT))],
    "embargoed": lambda: [a_page(ICE, meta=FrontMatter(embargo=NOW + HOUR))],
    "expired": lambda: [a_page(ICE, meta=FrontMatter(expires=NOW - HOUR))],
    "never-served": lambda: [a_page(ICE, meta=FrontMatter(expires=NOW, embargo=NOW + HOUR))],
}


@pytest.mark.parametrize(("code", "pages"), IN_A_CORPUS.items(), ids=IN_A_CORPUS.keys())
def test_a_corpus_provokes_it(code: str, pages: Callable[[], Iterable[Page]]) -> None:
    assert code in {one.code for one in build_corpus(pages(), now=NOW).findings}


def test_other_layers_provoke_theirs() -> None:
    corpus = build_corpus([a_story()], now=NOW).corpus
    found = [*unanswered(corpus), *read_golden("not JSON", file="golden.jsonl").findings]
    assert {one.code for one in found} == {"go-deeper-unanswered", "golden-message"}
    (question,) = corpus.pages[0].go_deeper
    where = question.provenance.file, question.provenance.line
    linked = replace(corpus, answered_by={where: corpus.passages[0].id})
    assert {one.code for one in links(linked)} == {"go-deeper-answered"}


def test_every_code_is_provoked_somewhere_above() -> None:
    provoked = {*IN_A_FILE, *LARGE, *IN_A_FOLDER, *IN_A_CORPUS}
    provoked |= {"no-folder", "no-pages", "changed-while-read", "unreadable", "kept-last-good"}
    provoked |= {"go-deeper-unanswered", "go-deeper-answered", "golden-message"}
    missing = set(FINDING_CODES) - provoked
    assert not missing, f"add the smallest page that provokes them to a table above: {missing}"
    assert provoked <= set(FINDING_CODES)


# --------------------------------------------------------------------- the table


@pytest.mark.parametrize("code", FINDING_CODES)
def test_a_code_is_written_like_the_others(code: str) -> None:
    entry = FINDING_CODES[code]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert entry.message.endswith((".", "{suggestion}"))
    assert entry.hint.endswith((".", "{example}"))


def test_codes_are_unique() -> None:
    listed = [code for _, codes in CODE_GROUPS for code in codes]
    assert len(listed) == len(set(listed)) == len(FINDING_CODES)


def test_a_finding_quotes_any_text_on_one_line() -> None:
    text = "a {brace} and\na break " + "x" * 100
    made = finding("unknown-heading", "page.txt", 3, what=text)
    assert made.message.startswith("“a {brace} and a break xxx")
    assert "\n" not in made.message
    assert len(quote(text)) == MAX_QUOTE


# --------------------------------------------------------------------- the documentation


def expected_tables() -> str:
    """Write the tables of docs/content-format.md as the registries have them."""
    dots: Mapping[str, str] = defaultdict(lambda: "…", suggestion="", more="")
    lines: list[str] = []
    for title, codes in CODE_GROUPS:
        lines += [
            f"### {title}",
            "",
            "| code | severity | what it says | how to mend it |",
            "|---|---|---|---|",
        ]
        for code in codes:
            entry = FINDING_CODES[code]
            said, mend = (
                text.format_map(dots).replace("|", "\\|") for text in (entry.message, entry.hint)
            )
            lines.append(f"| `{code}` | {entry.severity.value} | {said} | {mend} |")
        lines.append("")
    return "\n".join(lines)


def expected_fields() -> str:
    """Write the table of front matter as the registry has it."""
    lines = ["| field | for example | what it is for |", "|---|---|---|"]
    lines += [
        f"| `{field.name}` | `{field.example}` | {field.about} |" for field in FIELDS.values()
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("table", [expected_fields, expected_tables])
def test_the_documentation_lists_them_all(table: Callable[[], str]) -> None:
    expected = table()
    mend = f"docs/content-format.md has fallen behind; put this into it:\n\n{expected}"
    assert expected in DOCS.read_text(encoding="utf-8"), mend


def examples(language: str) -> list[str]:
    text = DOCS.read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("example", [*examples("text"), *examples("markdown")])
def test_the_examples_of_the_documentation_are_good_pages(example: str) -> None:
    found = read_page(example.encode(), file="page.md", limits=Limits())
    assert found.page is not None
    odd = [f for f in found.findings if f.severity != "info" and f.code != "missing-section"]
    assert not odd


def test_the_front_matter_of_the_documentation_is_good() -> None:
    (example,) = examples("yaml")
    text = example + "-\nWho pays for the icebreaker?\nThe port.\n"
    found = read_page(text.encode(), file="page.md", limits=Limits())
    assert found.findings == ()
