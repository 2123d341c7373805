"""Pages that readers are not to see, under whatever names that is said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.corpus.findings import Finding
from bot.corpus.front_fields import FIELDS, SYNONYMS
from bot.corpus.front_names import GUARDS, guard_meant
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


# ------------------------------------------------------------- the names that others give


def test_what_guards_a_page_is_the_same_everywhere() -> None:
    assert set(GUARDS) == {field.name for field in FIELDS.values() if field.guards}
    assert not [name for name in SYNONYMS if guard_meant(name, "true")]


@pytest.mark.parametrize(
    "name",
    [
        "embargo_until", "embargoed_until", "embargoUntil", "embargoed", "embargo_date",
        "embargo-lifts", "publish_date", "publishDate", "publish-at", "publish",
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
    one = meta("asOf: 2025-06-30\nReviewBy: 2025-12-31")
    assert (str(one.as_of), str(one.review_by)) == ("2025-06-30", "2025-12-31")
