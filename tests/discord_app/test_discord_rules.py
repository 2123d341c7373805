"""The rules that every request is held against catch what they are meant to catch."""

from __future__ import annotations

from typing import Any

import pytest

from tests.discord_app.discord_rules import broken_rules
from tests.discord_app.take_openapi import take

PATH = "/channels/1/messages"


def a_body(*components: dict[str, Any], **extra: Any) -> dict[str, Any]:
    allowed: dict[str, Any] = {"allowed_mentions": {"parse": []}}
    return {"flags": 1 << 15, "components": list(components), **allowed, **extra}


def a_text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def a_button(custom_id: str = "why:1:a", label: str = "Why?") -> dict[str, Any]:
    return {"type": 2, "style": 2, "custom_id": custom_id, "label": label}


def a_row(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(buttons)}


def test_a_good_message_breaks_no_rule() -> None:
    assert not broken_rules("POST", PATH, a_body(a_text("Hello"), a_row(a_button())))


@pytest.mark.parametrize(
    "body",
    [
        a_body(a_text("x" * 4_001)),
        a_body(a_text("x" * 3_000), a_text("x" * 1_001)),
        a_body(a_text(" ")),
        a_body(a_text("x"), content="beside"),
        a_body(a_row(*(a_button(f"why:1:{n}") for n in range(6)))),
        a_body(a_row(a_button(), a_button())),
        a_body(a_row(a_button(label="x" * 81))),
        a_body(a_row(a_button(custom_id="x" * 101))),
        a_body(*(a_text("x") for _ in range(41))),
        {**a_body(a_text("x")), "allowed_mentions": {"parse": ["users"]}},
        {**a_body(a_text("x")), "allowed_mentions": None},
    ],
)
def test_a_bad_message_breaks_one(body: dict[str, Any]) -> None:
    assert broken_rules("POST", PATH, body)


@pytest.mark.parametrize("count", [25, 26])
def test_autocomplete_ends_at_25_choices(count: int) -> None:
    choices = [{"name": f"{n}", "value": f"{n}"} for n in range(count)]
    body = {"type": 8, "data": {"choices": choices}}
    assert bool(broken_rules("POST", "/interactions/1/token/callback", body)) is (count > 25)


def test_discords_own_file_is_asked_as_well() -> None:
    wrong_style = a_body(a_row({**a_button(), "style": 99}))
    assert broken_rules("POST", PATH, wrong_style)
    unknown_type = {"type": 8, "data": {"choices": [{"name": ["no", "text"], "value": "x"}]}}
    assert broken_rules("POST", "/interactions/1/token/callback", unknown_type)


def test_a_kind_of_channel_that_discords_file_does_not_name_is_refused() -> None:
    def a_menu(kind: int) -> dict[str, Any]:
        return a_row({"type": 8, "custom_id": "place:1", "channel_types": [kind]})

    assert not broken_rules("POST", PATH, a_body(a_menu(15)))
    assert broken_rules("POST", PATH, a_body(a_menu(99)))


def test_what_is_told_of_a_schema_is_left_out_and_fields_of_that_name_stay() -> None:
    schema = {"description": "told", "properties": {"title": {"type": "string"}}}
    reached = {"$ref": "#/components/schemas/Reached"}
    body = {"content": {"application/json": {"schema": reached}}}
    document = {
        "info": {"version": "10"},
        "paths": {"/a": {"post": {"requestBody": body}}, "/b": {"get": {"responses": {}}}},
        "components": {"schemas": {"Reached": schema, "Other": {}}},
    }
    taken = take(document)
    assert set(taken["paths"]) == {"/a"}
    kept = {"Reached": {"properties": {"title": {"type": "string"}}}}
    assert taken["components"]["schemas"] == kept
