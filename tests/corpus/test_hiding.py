"""Pages that readers are not to see, however that is said, and texts that only sound so."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.findings import Finding
from bot.corpus.front_matter.fields import FIELDS, SYNONYMS
from bot.corpus.front_matter.guards import GUARDS, guard_meant
from bot.corpus.limits import Limits
from bot.corpus.model import FrontMatter, Page, Status
from bot.corpus.pages import ParsedPage
from bot.corpus.reader import read_page

BODY = "## Why does no ferry run?\n\nThe crew is on strike.\n"
FUTURE = datetime(2099, 1, 1, tzinfo=UTC)


def read(text: str) -> ParsedPage:
    return read_page(text.encode(), file="ferry/page.md", limits=Limits())


def page(text: str) -> Page:
    """Read a page, and make sure that nothing of what hides it is shown."""
    found = read(text).page
    assert found is not None
    assert [(p.label, p.text) for p in found.passages] == [
        ("Why does no ferry run?", "The crew is on strike.")
    ]
    return found


def meta(block: str) -> FrontMatter:
    return page(f"---\n{block}\n---\n{BODY}").meta


def codes(found: ParsedPage) -> set[str]:
    return {finding.code for finding in found.findings if finding.severity != "info"}


def the(code: str, found: ParsedPage) -> Finding:
    (finding,) = [finding for finding in found.findings if finding.code == code]
    return finding


def is_hidden(one: FrontMatter) -> bool:
    return one.status is Status.DRAFT or one.embargo == FUTURE


# ------------------------------------------------------------- the names that others give


def test_what_guards_a_page_is_the_same_everywhere() -> None:
    assert set(GUARDS) <= set(FIELDS)
    assert not [name for name in SYNONYMS if guard_meant(name, "true")]


@pytest.mark.parametrize(
    "name",
    [
        "embargo_until", "embargoed_until", "embargoUntil", "embargoed", "embargo_date",
        "Embargo Date", "embargo-lifts", "publish_date", "publishDate", "publish-at", "publish",
        "publish_on", "publication_date", "pubDate", "datePublished", "published_at", "published",
        "release", "release_date", "not_before", "visible_from", "valid_from", "show_from",
        "hidden_until", "draft_until",
    ],
)  # fmt: skip
def test_a_day_before_which_others_do_not_publish_is_an_embargo(name: str) -> None:
    found = read(f"---\n{name}: 2099-01-01\n---\n{BODY}")
    assert found.page is not None
    assert found.page.meta == FrontMatter(embargo=FUTURE)
    assert "It was read as “embargo”." in the("unknown-field", found).message


@pytest.mark.parametrize(
    "name",
    [
        "expiry", "expire", "expires_at", "expires-on", "expiresAt", "expiry_date", "expiryDate",
        "expiration", "unpublish_date", "unpublish_at", "valid_until", "validTill", "show_until",
        "published_until", "live_until", "not_after",
    ],
)  # fmt: skip
def test_a_day_after_which_others_do_not_show_a_page_is_its_expiry(name: str) -> None:
    found = read(f"---\n{name}: 2020-01-01\n---\n{BODY}")
    assert found.page is not None
    assert found.page.meta == FrontMatter(expires=datetime(2020, 1, 2, tzinfo=UTC))
    assert "It was read as “expires”." in the("unknown-field", found).message


def test_a_day_of_publishing_that_is_past_hides_nothing() -> None:
    one = meta("published: 2024-05-01 09:00:00 +0200\npublish_date: 2024-05-02")
    assert (one.status, one.embargo) == (Status.LIVE, datetime(2024, 5, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    "block",
    [
        "embargo: 2020-01-01\npublish_date: 2099-01-01",
        "publish_date: 2099-01-01\nembargo: 2020-01-01",
        "release: 2020-01-01\nnot_before: 2099-01-01",
    ],
)
def test_of_several_days_the_one_that_hides_the_page_longest_counts(block: str) -> None:
    assert meta(block).embargo == FUTURE


@pytest.mark.parametrize(
    "field",
    [
        "draft: true", "isDraft: yes", "is_draft: 1", "draft: maybe", "published: false",
        "published: soon", "publish: no", "live: false", "is_live: off", "public: no",
        "visible: false", "hidden: true", "private: true", "active: false", "visibility: private",
        "workflow: draft", "post_status: draft", "state: unpublished", "embargoed: yes",
        "expired: true", "embargo_until: soon", "publish_date: 1 July 2099", "valid_until: soon",
        "expires_at: [2099-01-01]", "emabrgo_until: 2099-01-01", "statsu: draft",
    ],
)  # fmt: skip
def test_other_names_hold_a_page_back_where_they_hide_it_or_cannot_be_read(field: str) -> None:
    found = read(f"---\n{field}\n---\n{BODY}")
    assert found.page is not None
    assert found.page.meta.status is Status.DRAFT
    assert "did you mean" in the("held-back", found).message


@pytest.mark.parametrize(
    "field",
    [
        "draft: false", "is_draft: no", "published: true", "publish: yes", "live: true",
        "hidden: false", "private: 0", "visibility: public", "post_status: published",
        "embargoed: no", "draft:", "embargo_until: ''", "expires_at: ~",
        "live: https://www.example.org", "show: Example Tonight", "publication: The Courier",
        "published_by: Example Desk", "release_notes: none", "marital_status: single",
        "workflow: in three steps", "show_date: 2099-01-01", "available: no", "date: 2099-01-01",
        "end_date: 2020-01-01", "start_date: 2099-01-01",
    ],
)  # fmt: skip
def test_other_names_that_say_nothing_against_a_page_are_only_told(field: str) -> None:
    found = read(f"---\n{field}\n---\n{BODY}")
    assert found.page is not None
    assert found.page.meta == FrontMatter()
    assert codes(found) == {"unknown-field"}


def test_a_page_that_says_two_things_of_itself_is_held_back() -> None:
    for block in ("status: live\nstatus: draft", "embargo: 2020-01-01\nembargo: 2099-01-01"):
        found = read(f"---\n{block}\n---\n{BODY}")
        assert found.page is not None
        assert found.page.meta.status is Status.DRAFT
        assert "it occurs twice" in the("held-back", found).message
    assert meta("status: live\nstatus: Live").status is Status.LIVE


def test_names_may_be_written_as_others_write_them() -> None:
    one = meta("asOf: 2025-06-30\nReview By: 2025-12-31")
    assert (str(one.as_of), str(one.review_by)) == ("2025-06-30", "2025-12-31")


# ---------------------------------------------------------------- lines that are not YAML


@pytest.mark.parametrize(
    "line",
    [
        "embargo:2099-01-01", "embargo = 2099-01-01", "embargo=2099-01-01",
        "embargo:\u00a02099-01-01", "embargo\u00a0: 2099-01-01", "embargo：2099-01-01",
        "embargo： 2099-01-01", "**embargo:** 2099-01-01", "**embargo**: 2099-01-01",
        "  embargo: 2099-01-01", "\tembargo: 2099-01-01", "- embargo: 2099-01-01",
        '"embargo": 2099-01-01', "'embargo' : '2099-01-01'", "“embargo”: 2099-01-01",
        "\u200bembargo: 2099-01-01", "> embargo: 2099-01-01", "Embargo until: 2099-01-01",
        "publishDate:2099-01-01", "embrago:2099-01-01", "embargo 2099-01-01",
        "Embargoed until 1 January 2099", "status:draft", "status = draft", "**Status:** draft",
        "\tstatus: draft", "draft", "draft=true", "embargo:soon", "  embargo: soon",
        "expires on 1 January 2020",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "above", ["title: Ferry", "title: Ferry: the facts", "sources:\n- Courier", "tags:\n- ferries"]
)
def test_a_line_that_is_not_yaml_hides_the_page_all_the_same(line: str, above: str) -> None:
    for block in (f"{above}\n{line}\nas_of: 2025-06-30", f"{above}\n{line}"):
        assert is_hidden(meta(block)), block


@pytest.mark.parametrize(
    "line",
    [
        "embargo:2099-01-01", "embargo = 2099-01-01", "embargo：2099-01-01", "status:draft",
        "**embargo:** 2099-01-01", "- status: draft", "[embargo: 2099-01-01]", "\tstatus: draft",
        "embargo:soon", "embargo: until further notice", "\u200bstatus: draft",
        "status: waiting for the lawyers\nPlease do not publish.",
    ],
)  # fmt: skip
def test_such_a_line_may_be_all_there_is(line: str) -> None:
    assert is_hidden(meta(line))


@pytest.mark.parametrize(
    "block",
    [
        "title: Ferry embargo: 2099-01-01",
        "title: Ferry\u2028embargo: 2099-01-01",
        "title: Ferry\n  embargo:2099-01-01",
        "title: 'Ferry\nembargo: 2099-01-01\nsource: Courier'",
        "topics:\n- ferries\n- embargo: 2099-01-01",
        "meta:\n  embargo: 2099-01-01",
        "meta: {status: draft}",
        "params:\n  - status: draft",
        "{title: Ferry: the facts, embargo: 2099-01-01}",
    ],
)
def test_what_hides_a_page_inside_of_another_field_holds_it_back(block: str) -> None:
    found = read(f"---\n{block}\n---\n{BODY}")
    assert found.page is not None
    assert found.page.meta.status is Status.DRAFT
    assert the("held-back", found).severity == "error"


@pytest.mark.parametrize(
    "block",
    [
        "title: The grain\n  embargo explained",
        "title: >\n  Embargo: what it means for you",
        "title: Status: unknown",
        "title: 'Draft: what it is'",
        "title: a: b\ntopics:\n- embargo\n- draft",
        "topics: [embargo, draft, status]",
        "sources:\n  - Status: a film\n  - Embargo: a history",
        'corrections: ["2025-07-03: the embargo: 2025-07-01 was wrong"]',
        "description: |\n  Embargo: what it means for you\n  Status: unclear as yet",
        "title: a: b\naliases:\n  Embargo: [what is the embargo]\n  Status: [x]",
        "title: Ferry\n# embargo: 2099-01-01",
        "title: Ferry # embargo: 2099-01-01",
    ],
)
def test_words_inside_of_other_fields_hide_nothing(block: str) -> None:
    one = meta(block)
    assert (one.status, one.embargo, one.expires) == (Status.LIVE, None, None)


def test_a_topic_may_be_called_embargo() -> None:
    body = "More on these topics\n### Embargo\nAn embargo is a ban on trade.\n"
    found = read(f"---\naliases:\n  Embargo: [the ban]\n---\n{body}")
    assert found.page is not None
    assert found.page.meta.status is Status.LIVE
    assert "the ban" in found.page.passages[-1].aliases


def test_what_can_be_read_of_broken_yaml_is_read() -> None:
    one = meta("title = Ferry\ntopics = [ferries, strikes]\n- as_of: 2025-06-30\nlang:de")
    assert (one.title, one.topics, one.lang) == ("Ferry", ("ferries", "strikes"), "de")
    assert str(one.as_of) == "2025-06-30"


# ----------------------------------------------------------------- other forms of YAML


@pytest.mark.parametrize(
    "block",
    [
        '"title": Ferry\n"embargo": "2099-01-01"',
        "'title': Ferry\n'embargo': 2099-01-01",
        "{embargo: 2099-01-01, title: Ferry}",
        '{\n  "title": "Ferry",\n  "embargo": "2099-01-01"\n}',
        "? embargo\n: 2099-01-01\n? title\n: Ferry",
    ],
)
@pytest.mark.parametrize("end", ["---\n", "\n"])
def test_all_of_yaml_is_front_matter(block: str, end: str) -> None:
    found = read(f"---\n{block}\n{end}{BODY}")
    assert found.page is not None
    assert found.page.meta == FrontMatter(title="Ferry", embargo=FUTURE)
    assert codes(found) == (set() if "---" in end else {"front-matter-unclosed"})


# ------------------------------------------------------------------- in another place

FENCES = (
    "----", "-----", "--", "–", "—", "———", "\\---", "\\-\\-\\-", " ---", "---\u00a0", "* * *",
    "***", "___", "===", "+++", ";;;", "~~~", "```",
)  # fmt: skip


@pytest.mark.parametrize("fence", FENCES)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_fields_between_other_marks_are_front_matter(fence: str, gap: str) -> None:
    for block in ("title: Ferry\nembargo: 2099-01-01", "embargo: 2099-01-01\nlayout: post"):
        found = read(f"{fence}\n{gap}{block}\n{gap}{fence}\n{BODY}")
        assert found.page is not None
        assert found.page.meta.embargo == FUTURE
        assert the("front-matter-misplaced", found).severity == "warning"


@pytest.mark.parametrize("fence", ["+++", "—", "----", "***"])
def test_a_title_alone_between_other_marks_is_front_matter(fence: str) -> None:
    one = page(f"{fence}\ntitle: The ferry\n{fence}\n{BODY}")
    assert one.meta == FrontMatter(title="The ferry")
    found = read(f"{fence}\nSources: the port\n{fence}\n{BODY}").page
    assert found is not None
    assert found.meta == FrontMatter()


@pytest.mark.parametrize(
    "top",
    [
        "---yaml\nembargo: 2099-01-01\n---\n",
        '---json\n{"title": "Ferry", "embargo": "2099-01-01"}\n---\n',
        "```yaml\n---\nstatus: draft\n---\n```\n",
        "<!--\nstatus: draft\n-->\n",
        "<!-- embargo: 2099-01-01 -->\n",
        " ---\n title: Ferry\n embargo: 2099-01-01\n ---\n",
        "---\n\ntitle: Ferry\nembargo: 2099-01-01\n\n",
        "# Ferry\n\n---\ntitle: Ferry\nembargo: 2099-01-01\n---\n",
        "# Ferry\n\nStatus: draft\n\n",
        "Ferry\n=====\n\nStatus: draft\nUpdated: 2025-01-01\n\n",
        "Ferry\n-----\nStatus: draft\n\n",
        "Ferry\n---\ntitle: Ferry\nstatus: draft\n---\n",
        "# Ferry\nTitle: Ferry\nEmbargo: 2099-01-01\n\n",
        "title: Ferry\nembargo: 2099-01-01\n---\n",
        "Title: Ferry\nStatus: draft\nEmbargo: 2099-01-01\n\n",
        "Title: Ferry\nSlug: ferry\nStatus: draft\n",
        "Sources:\n- Courier\n- Desk\nStatus: draft\n\n",
        "Status: draft\n\n",
        "status:draft\n\n",
        "Embargo: 2099-01-01\n",
        "EMBARGO: 1 July 2099, 06:00 CET\n\n",
        "Embargoed until: 1 July 2099\n\n",
        "EMBARGOED UNTIL 1 JULY 2099\n\n",
        "**Embargo:** 2099-01-01\n\n",
        "- title: Ferry\n- embargo: 2099-01-01\n\n",
        "Title: Ferry\nEmbargo: soon\n\n",
        "title: Ferry\nembargo: until further notice\n\n",
    ],
)
def test_a_first_block_that_hides_the_page_does_so_wherever_it_stands(top: str) -> None:
    assert is_hidden(page(f"{top}{BODY}").meta)


COMMENTS = (
    "<!--\nPage template, see the handbook.\n-->\n\n",
    "<!-- Ann wrote this,\nand Bob checked it -->\n",
    "<!-- one -->\n\n<!-- two\n--> <!-- three\n-->\n",
    "<!--\ntitle: Old\nsource: X\n-->\n",
    "<!--\nEmbargo: see the handbook, and ask Ann.\n-->\n",
    "<!-- Write `status: draft` to hide it.\n-->\n",
    "%%\nnote to self\n%%\n",
    "[//]: # (note to self)\n",
    "\n<!--\r\nnote\r\n-->\r\n",
)


@pytest.mark.parametrize("comment", COMMENTS)
@pytest.mark.parametrize(
    "block",
    [
        "---\ntitle: New\nembargo: 2099-01-01\n---\n",
        "---\nlayout: post\nembargo: 2099-01-01\n---\n",
        "---\ntitle: New\nstatus:draft\n\n",
        "+++\ntitle = 'New'\ndraft = true\n+++\n",
        "# New\n\nStatus: draft\n\n",
        "Embargo: 2099-01-01\n\n",
    ],
)
def test_comments_above_what_hides_a_page_change_nothing(comment: str, block: str) -> None:
    one = page(f"{comment}{block}{BODY}").meta
    assert is_hidden(one)
    assert one.title in {None, "New"}


@pytest.mark.parametrize("fence", ["```", "```markdown", "\n~~~"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "block",
    [
        "---\ntitle: New\nstatus: draft\n---",
        "---\ntitle: New\nas_of: 2025-06-30\n---",
        "---\ntitle: New",
        "# New\n\nStatus: draft\nTitle: New",
        "<!--\nnote\n-->\n---\ntitle: New\nembargo: 2099-01-01\n---",
    ],
)
def test_front_matter_of_a_page_in_code_as_a_whole_is_read(
    fence: str, end: str, block: str
) -> None:
    text = f"{fence}\n{block}\n\n{BODY}{fence.strip()[:3]}\n"
    found = read(text.replace("\n", end))
    one = page(text.replace("\n", end))
    assert one.meta.title == "New"
    assert is_hidden(one.meta) == any(word in block for word in ("draft", "2099"))
    assert [f.line for f in found.findings if f.code == "page-in-code"] == [
        1 + fence.count("\n"),
        text.count("\n"),
    ]
    assert one.passages[0].provenance.line == text.count("\n") - 3


def test_questions_in_front_matter_leave_what_hides_the_page_in_force() -> None:
    assert is_hidden(meta("question: Why?\nanswer: So.\npublished: false"))


@pytest.mark.parametrize("comment", COMMENTS)
def test_front_matter_below_comments_is_read_with_its_lines(comment: str) -> None:
    above = len(comment.splitlines())
    found = read(f"{comment}---\ntitle: New\nnonsense: 1\n---\n{BODY}")
    assert found.page is not None
    assert found.page.meta == FrontMatter(title="New")
    assert the("front-matter-misplaced", found).line == above + 2
    assert the("unknown-field", found).line == above + 3
    assert found.page.passages[0].provenance.line == above + 5


@pytest.mark.parametrize(
    "comment",
    ["<!--\ntitle: Old\nsource: X\n-->\n", "%%\ntitle: Old\nstatus: as we left it, so far\n%%\n"],
)
def test_other_fields_in_a_comment_are_none_of_the_page(comment: str) -> None:
    assert page(f"{comment}\n{BODY}").meta == FrontMatter()


def test_the_front_matter_of_hugo_is_read() -> None:
    block = 'title = "Ferry"\ndate = 2025-06-30\nslug = "x"\ndraft = true\ntags = [\n  "a",\n]'
    found = read(f"+++\n{block}\n[params]\n  x = 1\n+++\n{BODY}")
    assert found.page is not None
    assert found.page.meta == FrontMatter(title="Ferry", status=Status.DRAFT)


def test_an_expiry_without_marks_needs_a_field_beside_it() -> None:
    end = datetime(2020, 1, 2, tzinfo=UTC)
    assert page(f"Title: Ferry\nExpires: 2020-01-01\n\n{BODY}").meta.expires == end


@pytest.mark.parametrize("state", ["pending", "scheduled", "unlisted", "no"])
def test_a_state_that_other_things_have_needs_a_field_beside_it(state: str) -> None:
    assert page(f"# Ferry\n\nStatus: {state}\nUpdated: 2025-06-30\n\n{BODY}").meta.status is (
        Status.DRAFT
    )
    found = read(f"# The trial\n\nStatus: {state}\nJudge: Smith\n\nIt goes on.\n\n{BODY}")
    assert found.page is not None
    assert found.page.meta == FrontMatter()
    assert f"Status: {state}\nJudge: Smith" in found.page.passages[0].text


def test_what_stands_around_a_misplaced_block_keeps_its_line() -> None:
    top = "# Ferry\r\n\r\n---\r\nembargo: 2099-01-01\r\n---\r\n"
    found = read(f"{top}## Why?\r\n\r\nSo.\r\n")
    assert found.page is not None
    assert (found.page.title, found.page.passages[0].provenance.line) == ("Ferry", 6)
    assert the("front-matter-misplaced", found).line == 4


def test_the_text_below_the_last_field_is_kept() -> None:
    found = read(f"Embargo: 2099-01-01\nBERLIN: The ferries stand still.\n\n{BODY}")
    assert found.page is not None
    assert found.page.meta.embargo == FUTURE
    assert found.page.passages[0].text == "BERLIN: The ferries stand still."


def test_aliases_and_anchors_refuse_the_page_there_too() -> None:
    found = read(f"----\ntitle: &a Ferry\nstatus: draft\n----\n{BODY}")
    assert found.page is None
    assert "front-matter-alias" in codes(found)


# ------------------------------------------------------------------- texts that sound so


@pytest.mark.parametrize(
    "top",
    [
        "Embargo: what it means\n\nNobody may publish before.\n\n",
        "# Embargo: what it means\n\nNobody may publish before.\n\n",
        "Embargo: what does it mean?\nNobody may publish before.\n\n",
        "Embargo: 5 questions answered\n\n",
        "Embargo: 2022 in 5 charts\n\n",
        "Embargo: 1962\n\n",
        "Status: what we know so far\n\n",
        "Status: draft law in the Senate\n\n",
        "Draft: the text of the treaty\n\n",
        "Draft\n\n",
        "Draft 1\n\n",
        "The draft: a treaty\n\n",
        "Published: 30 June 2025\nUpdated: 1 July 2025\n\n",
        "Published: 2099-01-01\n\n",
        "Release: 2099-01-01\n\n",
        "Source: Reuters\nDate: 2025-06-30\n\n",
        "# New START\n\nSigned: 2010\nExpires: 2020-02-05\nStatus: expired\n\n",
        "# New START\n\nExpires: 2020-02-05\n\n",
        "Expires: 2020-01-31\nThe ceasefire ended on that day.\n\n",
        "# Ferry\n\nStatus: ongoing\nSource: Courier\n\n",
        "## What is the status?\n\nStatus: draft\n\n",
        "The bill\n========\n\nStatus: the talks go on\n\n",
        "[Status: draft](https://www.example.org/bill)\n\n",
        "| Status | draft |\n|---|---|\n| Embargo | 2099-01-01 |\n\n",
        "---\nEmbargo: what does it mean?\nNobody may publish before.\n---\nWho?\nNobody.\n---\n",
        "---\nEmbargo: what does it mean?\nNobody may publish before.\n",
        "---\n- Embargo: what it means\n- Nobody may publish before.\n---\n",
        "-\nEmbargo: what does it mean?\nNobody may publish before.\n-\nWho?\nNobody.\n-\n",
        "-\nStatus: unclear\n-\n",
        "***\n- Embargo: what it means\n- Status: the talks go on\n***\n",
        "***\n- The law, status: draft, was read\n- The embargo: 2020-01-01 it was\n***\n",
        "* * *\n\nAt hand: status: draft of the law\n\n* * *\n\n",
    ],
)
def test_a_text_that_begins_with_such_a_word_is_a_text(top: str) -> None:
    found = read(f"{top}{BODY}")
    assert found.page is not None
    assert found.page.meta == FrontMatter()
    assert found.page.passages[-1].text == "The crew is on strike."
    shown = found.page.title + "".join(p.label + p.text for p in found.page.passages)
    assert all(word in shown for word in re.findall(r"[A-Z]\w+", top))


@pytest.mark.parametrize(
    "top",
    [
        "# How to hide a page?\n\n```yaml\ntitle: x\nstatus: draft\n```\n\n",
        "How to hide a page?\n\n```\ntitle: x\nstatus: draft\n```\n\n",
        "# How to hide a page?\n\n~~~yaml\n---\nstatus: draft\n---\n~~~\n\n",
        "```yaml\ntitle: x\nsource: me\n```\n\n",
        "~~~\ntitle: x\nsource: me\n~~~\n\n",
    ],
)
def test_code_that_shows_fields_is_code(top: str) -> None:
    found = read(f"{top}Write this at the top.\n\n{BODY}")
    assert found.page is not None
    assert found.page.meta == FrontMatter()
    assert all(line in found.page.passages[0].text for line in re.findall(r"\w+: .*", top))


@pytest.mark.parametrize("fence", ["```", "```yaml", "~~~"])
@pytest.mark.parametrize("marks", ["", "***\n"])
def test_code_below_the_fields_keeps_its_fence(fence: str, marks: str) -> None:
    block = f"{marks}embargo: 2020-01-01\ntopics: x"
    found = read(f"# T\n\n{block}\n{fence}\n# code\n{fence[:3]}\n\n{BODY}")
    assert found.page is not None
    assert found.page.meta.embargo == datetime(2020, 1, 1, tzinfo=UTC)
    assert found.page.passages[0].text == f"{fence}\n# code\n{fence[:3]}"


def test_what_separates_questions_below_the_fields_is_none_of_their_marks() -> None:
    found = read("***\ntitle: T\nsource: S\n***\n---\nWhy?\nSo.\n---\nWho?\nHe.\n")
    assert found.page is not None
    assert [passage.label for passage in found.page.passages] == ["Why?", "Who?"]


@given(
    st.sampled_from(["", "# T\n", "---\n", "+++\n", "-\n"]),
    st.lists(
        st.sampled_from(
            [
                *("embargo", "status", "title", "name", ":", ": ", " = ", "draft", "2099-01-01"),
                *("\n", "\n\n", "- ", "#", "{", "}", "[", "]", "'", '"', "  ", "*", "&a", "?"),
            ]
        ),
        max_size=30,
    ).map("".join),
    st.sampled_from(["", "\n---\n", "\n+++\n", "\n-\n", "\n\n"]),
)
def test_any_first_block_can_be_read(above: str, block: str, below: str) -> None:
    found = read(f"{above}{block}{below}{BODY}")
    assert found.page is not None or codes(found)


@pytest.mark.parametrize("state", ["published", "Public", "released"])
def test_a_state_that_says_that_a_page_is_shown_is_told_and_hides_nothing(state: str) -> None:
    found = read(f"---\nstatus: {state}\n---\n{BODY}")
    assert found.page is not None
    assert found.page.meta.status is Status.LIVE
    assert "status: live" in the("bad-field", found).hint
    assert codes(found) == {"bad-field"}
    assert is_hidden(meta(f"status: {state} tomorrow"))


@pytest.mark.parametrize(
    "fields", ["", "Status: published\n", "As of: 2025-05-05\nAuthor: Lea\n", "Date: 5 May\n"]
)
def test_fields_below_a_title_on_the_first_line_need_no_marks(fields: str) -> None:
    found = read(f"Title: The ferry\n{fields}\n{BODY}")
    assert found.page is not None
    assert found.page.meta.title == "The ferry"
    assert len(found.page.passages) == 1
    assert the("front-matter-misplaced", found).line == 1


def test_a_box_of_facts_below_a_title_is_a_text() -> None:
    found = read(f"Title: The Trial\nWriter: Franz Kafka\nYear: 1925\n\n{BODY}")
    assert found.page is not None
    assert found.page.passages[0].text.endswith("Year: 1925")
