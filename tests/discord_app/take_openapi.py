"""Take from Discord's own OpenAPI file what its requests must look like.

``python -m tests.discord_app.take_openapi openapi.json`` writes ``discord-openapi.json`` beside
this module: the bodies of all requests and every schema that they name, without descriptions. The
file is published at https://github.com/discord/discord-api-spec (MIT).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TAKEN = Path(__file__).with_name("discord-openapi.json")
_TOLD = {"description", "title", "externalDocs"}


def take(document: dict[str, Any]) -> dict[str, Any]:
    """Keep the bodies of requests, and the schemas that they reach."""
    paths = {path: _with_bodies(operations) for path, operations in document["paths"].items()}
    paths = {path: operations for path, operations in paths.items() if operations}
    schemas, reached = document["components"]["schemas"], set(_named(paths))
    unread = list(reached)
    while unread:
        new = set(_named(schemas[unread.pop()])) - reached
        reached |= new
        unread += new
    kept = {name: _without_words(schemas[name]) for name in sorted(reached)}
    return {
        "info": document["info"],
        "paths": _without_words(paths),
        "components": {"schemas": kept},
    }


def _with_bodies(operations: dict[str, Any]) -> dict[str, Any]:
    bodies = {
        method: operation["requestBody"]["content"].get("application/json")
        for method, operation in operations.items()
        if isinstance(operation, dict) and "requestBody" in operation
    }
    return {
        method: {"requestBody": {"content": {"application/json": body}}}
        for method, body in bodies.items()
        if body
    }


def _named(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rsplit("/", 1)[1]
        for part in schema.values():
            yield from _named(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _named(part)


def _without_words(schema: Any) -> Any:
    """Leave out what is told of a schema; a field may itself be called ``title``."""
    if isinstance(schema, list):
        return [_without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_words(part)
        for key, part in schema.items()
        if not (key in _TOLD and isinstance(part, str))
    }


if __name__ == "__main__":
    _document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TAKEN.write_text(json.dumps(take(_document), indent=1) + "\n", encoding="utf-8")
