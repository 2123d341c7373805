"""BOT_DISCORD_API_URL: what is accepted can be asked, and what is refused says why."""

from __future__ import annotations

import pytest
import yarl
from hypothesis import given
from hypothesis import strategies as st

from bot.web_address import base_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("http://127.0.0.1:3000/api/v10/", "http://127.0.0.1:3000/api/v10"),
        ("https://discord.com", "https://discord.com"),
        ("HTTPS://discord.com/api", "HTTPS://discord.com/api"),
        ("http://rate_limits:8080/api", "http://rate_limits:8080/api"),
        ("http://[::1]:3000/api", "http://[::1]:3000/api"),
        ("http://bücher.example/api", "http://bücher.example/api"),
        ("http://proxy.example./api//", "http://proxy.example./api"),
    ],
)
def test_a_base_address_loses_its_last_slash(written: str, address: str) -> None:
    assert base_address(written) == address


@pytest.mark.parametrize(
    ("written", "told"),
    [
        *(
            (bad, "begins with")
            for bad in ("", "discord.com/api", "ftp://a/", "http://", "http:/a")
        ),
        *((bad, "begins with") for bad in ("http://a b/", "http://a\\b/", "http://a/\0")),
        *((f"http://a:{port}/", "a port from 1 to 65535") for port in ("99999", "0", "abc", "")),
        *((f"http://{host}/api", "with a host") for host in ("a..b", ".a", "[::1", "[::g]", ":80")),
        *((f"http://{host}/api", "with a host") for host in ("a" * 64, "a%20b", "a|b", "xn--a")),
        ("http://me:hunter2@a/api", "without a user name or a password"),
        ("http://hunter2@a:99/api", "without a user name or a password"),
        ("http://a/api?version=10", "without ? and #"),
        ("http://a/api#v10", "without ? and #"),
    ],
)
def test_what_cannot_be_asked_is_refused(written: str, told: str) -> None:
    with pytest.raises(
        ValueError, match="an address that begins with http:// or https://"
    ) as caught:
        base_address(written)
    assert told in str(caught.value)
    assert "hunter2" not in str(caught.value)


@given(st.text(st.sampled_from("ab-_.:/@[]%?#1é "), max_size=20))
def test_what_is_accepted_can_be_asked(rest: str) -> None:
    try:
        address = base_address(f"http://{rest}")
    except ValueError:
        return
    asked = yarl.URL(f"{address}/gateway/bot")
    assert asked.host
    assert asked.user is None
    assert asked.path.endswith("/gateway/bot")
