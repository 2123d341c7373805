"""Front matter: every good field counts, every bad one is told, and the text is never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.findings import Finding
from bot.corpus.front_matter.fields import FIELDS, SYNONYMS
from bot.corpus.front_matter.yaml_fields import MAX_DEPTH
from bot.corpus.limits import Limits
from bot.corpus.model import FrontMatter, Page, PageKind, Status
from bot.corpus.pages import ParsedPage
from bot.corpus.reader import read_page

BODY = "-\nWhy is the port shut?\nIt froze.\n-\nWho pays?\nThe port.\n"


def read(block: str, body: str = BODY) -> ParsedPage:
    return read_page(f"---\n{block}\n---\n{body}".encode(), file="page.md", limits=Limits())


def meta(block: str) -> FrontMatter:
    page = read(block).page
    assert page is not None
    return page.meta


def served(found: ParsedPage) -> Page:
    assert found.page is not None
    assert [p.label for p in found.page.passages] == ["Why is the port shut?", "Who pays?"]
    return found.page


def the(code: str, found: ParsedPage) -> Finding:
    (finding,) = [finding for finding in found.findings if finding.code == code]
    return finding


def test_reads_every_field() -> None:
    block = """\
title: The frozen harbour
kind: questions
briefing: frozen-harbour
as_of: 2025-06-30
updated: 2025-07-01
review_by: 2025-12-31
expires: 2026-01-31
embargo: 2025-07-01T06:00+02:00
status: live
source: Example Desk
sources:
  - The Lindholm Courier
  - https://www.example.org/report
topics: [Lindholm, "ice: thick"]
lang: en
sensitive: true
corrections:
  - 2025-07-01: the number of ships was wrong
aliases:
  "Who pays?": [Who foots the bill?]"""
    found = read(block)
    assert not [f for f in found.findings if f.severity != "info"]
    assert served(found).meta == FrontMatter(
        title="The frozen harbour",
        kind=PageKind.QUESTIONS,
        briefing="frozen-harbour",
        as_of=date(2025, 6, 30),
        updated=date(2025, 7, 1),
        review_by=date(2025, 12, 31),
        expires=datetime(2026, 2, 1, tzinfo=UTC),
        embargo=datetime(2025, 7, 1, 6, tzinfo=timezone(timedelta(hours=2))),
        status=Status.LIVE,
        source="Example Desk",
        sources=("The Lindholm Courier", "https://www.example.org/report"),
        topics=("Lindholm", "ice: thick"),
        lang="en",
        sensitive=True,
        corrections=("2025-07-01: the number of ships was wrong",),
        aliases={"Who pays?": ("Who foots the bill?",)},
    )


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())
def test_the_example_of_each_field_can_be_read(field: object) -> None:
    example = FIELDS[str(getattr(field, "name", ""))].example
    codes = {finding.code for finding in read(example).findings}
    assert not codes & {"bad-field", "held-back", "unknown-field", "front-matter-syntax"}


def test_synonyms_lead_to_fields() -> None:
    assert set(SYNONYMS.values()) <= set(FIELDS)
    assert not set(SYNONYMS) & set(FIELDS)


def test_yaml_does_not_guess_what_a_text_means() -> None:
    assert meta("title: 2024").title == "2024"
    assert meta("title: No").title == "No"
    assert meta("lang: no").lang == "no"
    assert meta("title: 12:30").title == "12:30"


def test_names_of_fields_may_be_written_in_other_ways() -> None:
    assert meta("As-Of: 2025-06-30").as_of == date(2025, 6, 30)


def test_empty_fields_count_as_absent() -> None:
    assert meta("title:\nsource: ~") == FrontMatter()
    assert meta("# nothing but a comment\ntitle:") == FrontMatter()


def test_findings_name_the_line_and_column() -> None:
    found = read("title: Ice\n\ntitel: Ice\nas_of: yesterday")
    served(found)
    unknown, bad = the("unknown-field", found), the("bad-field", found)
    assert (unknown.line, unknown.column) == (4, 1)
    assert "Did you mean “title”?" in unknown.message
    assert (bad.line, bad.column) == (5, 1)
    assert "as_of: 2025-06-30" in bad.hint


def test_the_lines_of_the_text_count_from_the_top_of_the_file() -> None:
    page = served(read("title: Ice\nsource: x"))
    assert [p.provenance.line for p in page.passages] == [6, 9]


@pytest.mark.parametrize(
    "bad",
    [
        "as_of: 2025-13-01", "as_of: 30 June 2025", "as_of: 20250630", "as_of: [2025-06-30]",
        "title: [a, b]", "kind: essay", "lang: English", "sensitive: perhaps", "aliases: none",
        "review_by: 2025-6-30", "title: " + "x" * 301, "sources: [[a, b]]",
        "sources: {a: b}", "topics: {a: b}", "corrections: {a: b}", "corrections: [{a: [b]}]",
        "briefing: ???", "lang: [en]", "sensitive: [true]", 'title: "\\e"',
    ],
)  # fmt: skip
def test_a_bad_value_is_told_and_the_rest_counts(bad: str) -> None:
    found = read(f"{bad}\nsource: Desk")
    assert served(found).meta == FrontMatter(source="Desk")
    assert the("bad-field", found).line == 2


@pytest.mark.parametrize("name", ["date", "tags", "author", "sorce", "titel", "breifing", "colour"])
def test_an_unknown_field_is_told(name: str) -> None:
    finding = the("unknown-field", read(f"{name}: x"))
    assert ("Did you mean" in finding.message) == (name != "colour")


def test_the_first_of_two_equal_fields_counts() -> None:
    found = read("title: One\ntitle: Two")
    assert served(found).meta.title == "One"
    assert the("repeated-field", found).line == 3


@pytest.mark.parametrize(
    "bad",
    [
        "embargo: soon",
        "expires: never",
        "status: ready",
        "embrago: 2099-01-01",
        "expiry: next year",
        "draft: true",
    ],
)
def test_a_page_is_held_back_when_it_cannot_be_told_whether_it_may_be_seen(bad: str) -> None:
    found = read(bad)
    assert served(found).meta.status is Status.DRAFT
    assert the("held-back", found).severity == "error"


def test_a_day_ends_at_its_end_and_begins_at_its_beginning() -> None:
    assert meta("expires: 2025-06-30").expires == datetime(2025, 7, 1, tzinfo=UTC)
    assert meta("embargo: 2025-06-30").embargo == datetime(2025, 6, 30, tzinfo=UTC)
    assert meta("embargo: 2025-06-30 08:00").embargo == datetime(2025, 6, 30, 8, tzinfo=UTC)


# --------------------------------------------------------------------- broken YAML


def test_broken_yaml_is_read_line_by_line() -> None:
    found = read(
        "title: What's behind: the ice\nsource: 'Desk'\nsources:\n  - One\n  - Two\n"
        "odd line\nas_of: 2025-06-30"
    )
    page = served(found)
    assert page.title == "What's behind: the ice"
    assert (page.meta.source, page.meta.sources) == ("Desk", ("One", "Two"))
    assert page.meta.as_of == date(2025, 6, 30)
    assert the("front-matter-syntax", found).line == 2
    assert the("front-matter-line", found).line == 7


def test_broken_yaml_still_hides_what_is_not_to_be_seen() -> None:
    found = read("title: a: b\nembargo: 2099-01-01")
    assert served(found).meta.embargo == datetime(2099, 1, 1, tzinfo=UTC)


BOMB = "\n".join(
    [
        "a: &a [x, x, x]",
        *(f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
)


@pytest.mark.parametrize(
    ("block", "what"),
    [
        (f"title: x\n{BOMB}", "anchor"),
        ("title: *x", "alias"),
        ("title: !!python/object/apply:os.system ['true']", "tag"),
        ("!!python/object:os.system\ntitle: x", "tag"),
        ("&all\ntitle: x", "anchor"),
        ("lol: &lol [x]\n? *lol\n: y\n<<: *lol\nz: 1", "anchor"),
    ],
)
def test_yaml_that_could_expand_or_run_refuses_the_page(block: str, what: str) -> None:
    found = read(block)
    assert found.page is None
    assert what in the("front-matter-alias", found).message


@pytest.mark.parametrize("depth", [MAX_DEPTH, 5000])
def test_deep_nesting_refuses_the_page(depth: int) -> None:
    found = read("title: " + "[" * depth + "]" * depth)
    assert found.page is None
    assert the("front-matter-too-deep", found).line == 2


def test_endless_front_matter_refuses_the_page() -> None:
    found = read("\n".join(f"title{n}: x" for n in range(20_000)))
    assert found.page is None
    assert the("front-matter-too-large", found).severity == "error"


# ------------------------------------------------------------------ where it begins and ends


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(end: str) -> None:
    text = f"---\ntitle: Ice\n---\n{BODY}".replace("\n", end)
    page = served(read_page(text.encode(), file="page.md", limits=Limits()))
    assert (page.title, page.passages[0].provenance.line) == ("Ice", 5)


@pytest.mark.parametrize(
    "text",
    ["\n\n---\ntitle: Ice\n---\n", "---  \ntitle: Ice\n...\n", "\ufeff---\ntitle: Ice\n--- \n"],
)
def test_the_fences_may_vary(text: str) -> None:
    page = served(read_page((text + BODY).encode(), file="page.md", limits=Limits()))
    assert page.title == "Ice"


def test_a_missing_fence_is_told_and_the_text_is_kept() -> None:
    found = read_page(
        f"---\ntitle: Ice\nsource: Desk\n\n{BODY}".encode(), file="p.md", limits=Limits()
    )
    assert served(found).meta == FrontMatter(title="Ice", source="Desk")
    assert the("front-matter-unclosed", found).line == 4


def test_a_separator_at_the_top_is_no_front_matter() -> None:
    text = "---\nWhy is the port shut?\nIt froze.\n---\nWho pays?\nThe port.\n---\n"
    page = served(read_page(text.encode(), file="page.md", limits=Limits()))
    assert page.meta == FrontMatter()


def test_a_page_of_front_matter_alone_is_refused() -> None:
    found = read("title: Ice", body="")
    assert found.page is None
    assert the("no-text", found).line == 4


def test_hazards_in_the_front_matter_are_told_and_taken_out() -> None:
    found = read("title: \u202eIce @everyone")
    assert served(found).title == "Ice @everyone"
    assert {f.code for f in found.findings} >= {"bidi-control", "mention"}


HIDDEN = "\\e[31mA\\u202EB"


@pytest.mark.parametrize(
    ("block", "read_as"),
    [
        (f'title: "{HIDDEN}"', FrontMatter(title="AB")),
        (f'source: "{HIDDEN}"', FrontMatter(source="AB")),
        (f'sources: ["{HIDDEN}", x]', FrontMatter(sources=("AB", "x"))),
        (f'topics: "{HIDDEN}"', FrontMatter(topics=("AB",))),
        (f'corrections: ["x": "{HIDDEN}"]', FrontMatter(corrections=("x: AB",))),
        (f'briefing: "{HIDDEN}"', FrontMatter(briefing="AB")),
        (f'aliases: {{"{HIDDEN}": ["{HIDDEN}"]}}', FrontMatter(aliases={"AB": ("AB",)})),
    ],
)
def test_what_yaml_escapes_is_made_safe_as_well(block: str, read_as: FrontMatter) -> None:
    found = read(block)
    assert served(found).meta == read_as
    assert {(f.code, f.line) for f in found.findings if f.severity == "warning"} >= {
        ("control-character", 2),
        ("bidi-control", 2),
    }


def test_comments_in_the_front_matter_are_told_and_taken_out() -> None:
    found = read("title: Ice <!-- too short? --> and snow")
    assert served(found).meta.title == "Ice and snow"
    assert (the("comment", found).line, the("comment", found).column) == (2, 12)


def test_a_hazard_is_told_once() -> None:
    found = read("title: Ask @everyone")
    assert [f.code for f in found.findings].count("mention") == 1


def test_reasons_are_given_in_plain_words() -> None:
    for bad in ("lang: klingon", "title: ''", "kind: essay", "sensitive: perhaps", "aliases: x"):
        message = the("bad-field", read(bad)).message
        assert message.endswith(("expected.", "pairs."))
        assert not set("^$[]{}") & set(message)


# ------------------------------------------------------------------------ aliases


def test_aliases_belong_to_questions_topics_sections_and_ids() -> None:
    body = (
        "What's happened\nIt froze.\nGo deeper\n- Why so cold?\nMore on these topics\n"
        "### Lindholm {#port}\nLindholm is a port.\n"
    )
    found = read(
        'aliases:\n  what’s happened: [News]\n  "why so cold": [Why?]\n  port: Harbour\n'
        "  Nobody: [x]",
        body,
    )
    assert found.page is not None
    aliases = {p.label: p.aliases for p in found.page.passages}
    assert aliases["What's happened"] == ("News",)
    assert aliases["Lindholm"] == ("Harbour",)
    assert found.page.go_deeper[0].aliases == ("Why?",)
    assert "Nobody" in the("alias-without-target", found).message


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("What's happened\nIt froze.\nHow did we get here?\nSlowly.", "How we got here"),
        ("What's happened\nx.\nFAQ\n-\nHow did we get here?\nSo.", "How did we get here?"),
    ],
)
def test_aliases_of_a_heading_that_asks_belong_to_what_it_heads(body: str, label: str) -> None:
    found = read("aliases:\n  How did we get here?: [The way]", body)
    assert found.page is not None
    assert {p.label: p.aliases for p in found.page.passages if p.aliases} == {label: ("The way",)}


@given(st.text(max_size=200))
def test_any_front_matter_can_be_read(block: str) -> None:
    found = read(block)
    assert found.page is not None or found.findings
