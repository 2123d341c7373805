"""BOT_DATABASE_URL: what is accepted, what is refused, and that no password shows."""

from __future__ import annotations

import importlib
from contextlib import suppress
from inspect import signature
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.address import database_address, sqlite_address, sqlite_file
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.postgres_address import Wanted, wanted


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
        ("postgres://h/d?sslmode=require", "postgresql+asyncpg://h/d?sslmode=require"),
        ("postgres://h/d?ssl=verify_full", "postgresql+asyncpg://h/d?sslmode=verify-full"),
        ("postgres://h/d?direct_tls=true", "postgresql+asyncpg://h/d?sslnegotiation=direct"),
        ("postgres://h/d?channel_binding=require&keepalives=1", "postgresql+asyncpg://h/d"),
        ("postgres://h/d?sslmode=", "postgresql+asyncpg://h/d"),
        ("postgres://h:1,h2:2/d", "postgresql+asyncpg://h:1,h2:2/d"),
        ("postgres://h:1/d?port=2", "postgresql+asyncpg://h:2/d"),
        ("postgres://h:1/d?host=/run/pg", "postgresql+asyncpg:///d?host=/run/pg&port=1"),
        ("postgres:///d?host=a:1&host=b:2", "postgresql+asyncpg:///d?host=a:1,b:2"),
        ("postgres://h/?dbname=d", "postgresql+asyncpg://h/d"),
        ("postgres://u:p@ss@h/d", "postgresql+asyncpg://u:p%40ss@h/d"),
        ("sqlite:////a/my%20db.db?timeout=5", "sqlite+aiosqlite:////a/my%20db.db"),
        ("sqlite:////a/50%.db", "sqlite+aiosqlite:////a/50%25.db"),
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
        *(
            "postgres://h,/d",
            "postgres://h%00/d",
            "postgres:///d?host=h,",
            "sqlite:///file:a?uri=1",
        ),
        *("postgres://h:99999/d", "postgres://[::1/d", "postgresql+psycopg2://h/d", "mysql://h/d"),
        *("postgres://u:my secret@h/d", "redis://h", "", "://", "postgres:/h/d"),
    ],
)
def test_what_is_no_address_of_ours_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="begins with postgresql:// or sqlite:///") as caught:
        database_address(given)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("foo=1", "without the parameter foo"),
        ("sslmode=require&pgbouncer=true", "without the parameter pgbouncer"),
        ("hunter2!", "without such parameters"),
        ("sslmode=on", "as sslmode one of disable, allow, prefer, require, verify-ca, verify-full"),
        ("sslnegotiation=soon", "as sslnegotiation one of postgres, direct"),
        ("port=0", "as port a port below 65536"),
        ("host=", "has a host"),
        ("connect_timeout=soon", "as connect_timeout seconds"),
        ("statement_cache_size=1.5", "as statement_cache_size a whole number"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(query: str, told: str) -> None:
    with pytest.raises(ValueError, match="begins with postgresql:// or sqlite:///") as caught:
        database_address(f"postgres:///d?{query}")
    assert told in str(caught.value)
    assert "hunter2" not in str(caught.value)


def asked_for(given: str) -> Wanted:
    """Say what the driver is told for an address."""
    return wanted(database_address(given).partition("://")[2])


def test_what_clouds_hand_out_reaches_the_driver() -> None:
    asked = asked_for(
        "postgresql://u:p%2Fq@h:5/d?sslmode=verify-full&sslrootcert=/etc/ca.pem"
        "&channel_binding=require&application_name=bot&options=endpoint%3Dab-cd"
        "&connect_timeout=7&command_timeout=0&statement_cache_size=0"
    )
    assert asked.dsn == (
        "postgresql://u:p%2Fq@h:5/d?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem"
        "&application_name=bot&options=endpoint%3Dab-cd"
    )
    assert dict(asked.arguments) == {"timeout": 7, "statement_cache_size": 0}
    assert dict(asked.files) == {"sslrootcert": "/etc/ca.pem"}
    assert not asked.trusts_system
    assert asked_for("postgresql://h/d?sslrootcert=system").trusts_system
    assert not asked_for("postgresql://h/d?sslrootcert=system").files


@pytest.mark.parametrize("name", ["a%20b", "what?", "a#b", "my state", "50%", "a\udcffb", "å:b"])
def test_every_file_has_an_address_of_its_own(name: str) -> None:
    address = sqlite_address(Path("/state") / name / "bot.db")
    assert sqlite_file(address) == Path("/state") / name / "bot.db"
    assert database_address(address) == address
    assert sqlite_file("postgresql+asyncpg://h/d") is None


async def test_the_driver_opens_the_file_of_the_address(tmp_path: Path) -> None:
    for name in ("a%20b.db", "what?.db", "a#b.db", "my state.db"):
        database = Database(sqlite_address(tmp_path / name))
        await database.prepare()
        await database.close()
        assert (tmp_path / name).exists()


@given(st.text(max_size=30), st.sampled_from(["postgres://", "sqlite:///", "postgresql://h/", ""]))
def test_what_is_accepted_can_be_opened(rest: str, scheme: str) -> None:
    try:
        address = database_address(scheme + rest)
    except ValueError:
        return
    open_engine(address)
    assert database_address(address) == address


PARTS = st.text(st.sampled_from("ab1:@/?&=%,[]#+.\0é"), max_size=12)
QUERIES = st.sampled_from(["host", "port", "dbname", "user", "password", "options", "sslmode"])


@given(PARTS, PARTS, st.lists(st.tuples(QUERIES, PARTS), max_size=3))
def test_what_is_accepted_is_understood_by_the_driver(
    authority: str, database: str, query: list[tuple[str, str]]
) -> None:
    parser = pytest.importorskip("asyncpg.connect_utils")._parse_connect_arguments
    written = "&".join(f"{name}={value}" for name, value in query)
    try:
        asked = asked_for(f"postgres://{authority}/{database}?{written}")
    except ValueError:
        return
    arguments = dict.fromkeys(signature(parser).parameters) | {
        "max_cached_statement_lifetime": 300,
        "max_cacheable_statement_size": 1024,
        "statement_cache_size": 100,
        "dsn": asked.dsn,
    }
    with suppress(importlib.import_module("asyncpg").ClientConfigurationError):
        parser(**arguments)
