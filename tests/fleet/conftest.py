"""An empty PostgreSQL, as the tests of stores have it."""

from __future__ import annotations

from tests.store.conftest import postgres, postgres_server

__all__ = ["postgres", "postgres_server"]
