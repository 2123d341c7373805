"""BOT_DATABASE_URL: what is accepted, what is refused, and that no password shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.address import database_address
from bot.store.engine import open_engine


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("sqlite:////var/lib/bot.db", "sqlite+aiosqlite:////var/lib/bot.db"),
        ("sqlite:///bot.db", "sqlite+aiosqlite:///bot.db"),
        ("sqlite+aiosqlite:///bot.db", "sqlite+aiosqlite:///bot.db"),
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u:p@h:5432/d", "postgresql+asyncpg://u:p@h:5432/d"),
        ("postgresql+asyncpg://h/d", "postgresql+asyncpg://h/d"),
        ("POSTGRES://h/d", "postgresql+asyncpg://h/d"),
        (" postgres://h/d ", "postgresql+asyncpg://h/d"),
        ("postgres:///d?host=/run/pg", "postgresql+asyncpg:///d?host=/run/pg"),
        ("postgres://u@/d?host=/run/pg", "postgresql+asyncpg://u@/d?host=/run/pg"),
        ("postgres://h/d?sslmode=require", "postgresql+asyncpg://h/d?ssl=require"),
    ],
)
def test_an_address_gets_our_driver(given: str, address: str) -> None:
    assert database_address(given) == address


@pytest.mark.parametrize(
    "given",
    [
        *(
            "bot.db",
            "sqlite",
            "sqlite://",
            "sqlite:///",
            "sqlite:///?",
            "sqlite:////?a=b",
            "sqlite://bot.db",
            "sqlite:///:memory:",
        ),
        *("postgres://", "postgres://h", "postgres://h/", "postgres://h:port/d", "postgres://h:/d"),
        *("postgres://h:99999/d", "postgres://[::1/d", "postgresql+psycopg2://h/d", "mysql://h/d"),
        *("postgres://u:my secret@h/d", "redis://h", "", "://", "postgres:/h/d"),
    ],
)
def test_what_is_no_address_of_ours_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="begins with postgresql:// or sqlite:///") as caught:
        database_address(given)
    assert "secret" not in str(caught.value)


@given(st.text(max_size=30), st.sampled_from(["postgres://", "sqlite:///", "postgresql://h/", ""]))
def test_what_is_accepted_can_be_opened(rest: str, scheme: str) -> None:
    try:
        address = database_address(scheme + rest)
    except ValueError:
        return
    open_engine(address)
