"""What Discord refuses: what its own OpenAPI file says, and what the file leaves out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from tests.discord_app.take_openapi import TAKEN

COMPONENTS_V2 = 1 << 15

Body = dict[str, Any]


def broken_rules(method: str, path: str, body: Any) -> list[str]:
    """Say what Discord would refuse in a request of the bot's; empty when it would take it."""
    message = _message_in(path, body)
    broken = [] if message is None else list(_broken_by_message(message))
    broken += _broken_by_choices(body)
    return broken + _broken_by_schema(method, path, body)


def _message_in(path: str, body: Any) -> Body | None:
    if not isinstance(body, dict):
        return None
    if path.endswith("/callback"):
        return body.get("data") if body.get("type") in {4, 7} else None
    is_message = "/messages" in path and not path.endswith("/threads")
    return body if is_message or path.startswith("/webhooks/") else None


def _broken_by_message(message: Body) -> Iterator[str]:
    mentions = message.get("allowed_mentions") or {"parse": None}
    if mentions["parse"] != [] or any(mentions.values()):
        yield f"allowed_mentions is {mentions!r}: it must allow nobody"
    if len(message.get("content") or "") > 2_000:
        yield "content is over 2,000 characters"
    components = list(walk(message.get("components") or []))
    is_v2 = bool(message.get("flags", 0) & COMPONENTS_V2)
    if components and not is_v2:
        yield "components without the flag of Components V2"
    if is_v2 and (message.get("content") or message.get("embeds")):
        yield "Components V2 beside content or embeds"
    if len(components) > 40:
        yield f"{len(components)} components"
    texts = [c["content"] for c in components if c["type"] == 10]
    if sum(map(len, texts)) > 4_000:
        yield f"{sum(map(len, texts))} characters of text"
    if any(not text.strip() for text in texts):
        yield "a text display without text"
    yield from _broken_by_buttons(components)


def _broken_by_buttons(components: list[Body]) -> Iterator[str]:
    ids = [c["custom_id"] for c in components if "custom_id" in c]
    if len(set(ids)) != len(ids):
        yield f"custom ids twice: {ids}"
    if any(not 1 <= len(custom_id) <= 100 for custom_id in ids):
        yield "a custom id over 100 characters"
    if any(not 1 <= len(c["label"]) <= 80 for c in components if c["type"] == 2):
        yield "a button's label over 80 characters"
    if any(not 1 <= len(c["components"]) <= 5 for c in components if c["type"] == 1):
        yield "a row of more than five buttons, or of none"


def _broken_by_choices(body: Any) -> Iterator[str]:
    if not isinstance(body, dict) or body.get("type") != 8:
        return
    choices = body["data"]["choices"]
    if len(choices) > 25:
        yield f"{len(choices)} autocomplete choices"
    if any(not 1 <= len(str(c[key])) <= 100 for c in choices for key in ("name", "value")):
        yield "an autocomplete choice over 100 characters"


def walk(components: list[Body]) -> Iterator[Body]:
    """Give every component, nested ones included."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        if "accessory" in component:
            yield from walk([component["accessory"]])


def _broken_by_schema(method: str, path: str, body: Any) -> list[str]:
    validator = _validator(method.lower(), path.split("?", 1)[0])
    if validator is None:
        return []
    errors = validator.iter_errors(_ids_as_strings(body))
    return [f"{'.'.join(map(str, error.instance_path))}: {error.message[:200]}" for error in errors]


def _ids_as_strings(body: Any) -> Any:
    """Write ids as Discord's file wants them; Discord takes both forms."""
    if not isinstance(body, dict):
        return body
    written = dict(body)
    if "components" in written:
        written["components"] = [_defaults_as_strings(c) for c in written["components"] or []]
    if isinstance(body.get("data"), dict):
        written["data"] = _ids_as_strings(body["data"])
    if isinstance(body.get("message_reference"), dict):
        reference = body["message_reference"].items()
        written["message_reference"] = {
            key: str(value) if key.endswith("_id") else value for key, value in reference
        }
    if isinstance(body.get("recipient_id"), int):
        written["recipient_id"] = str(body["recipient_id"])
    if isinstance(body.get("attachments"), list):
        written["attachments"] = [{**file, "id": str(file["id"])} for file in body["attachments"]]
    return written


def _defaults_as_strings(component: Body) -> Body:
    """Write the ids of what is chosen already in a menu as text."""
    written = dict(component)
    if "components" in written:
        written["components"] = [_defaults_as_strings(c) for c in written["components"]]
    if "default_values" in written:
        chosen = written["default_values"]
        written["default_values"] = [{**value, "id": str(value["id"])} for value in chosen]
    return written


@cache
def _openapi() -> Body:
    document: Body = json.loads(TAKEN.read_text(encoding="utf-8"))
    return document


@cache
def _templates() -> tuple[tuple[re.Pattern[str], Body], ...]:
    paths = _openapi()["paths"].items()
    return tuple(
        (re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), operations) for path, operations in paths
    )


@cache
def _validator(method: str, path: str) -> Draft202012Validator | None:
    for template, operations in _templates():
        body = operations.get(method, {}).get("requestBody")
        if body is not None and template.fullmatch(path):
            schema = body["content"]["application/json"]["schema"]
            return Draft202012Validator({**schema, "components": _openapi()["components"]})
    return None
