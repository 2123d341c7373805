"""Addresses, judged without fetching them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.addresses import Fault, fault_of, find_addresses, is_inner


@pytest.mark.parametrize(
    "address",
    [
        "https://www.un.org/en/black-sea-grain-initiative",
        "http://bbc.com",
        "https://bbc.com:8443/news?x=1#top",
        "https://www.notredamedeparis.fr.",
        "https://xn--mnchen-3ya.de/",
        "https://münchen.de/rathaus",
        "https://пример.рф/",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/",
        "https://en.wikipedia.org/wiki/Panama_(canal)",
        "https://localhost-news.com/",
        "https://examples.com/",
    ],
)
def test_an_address_that_looks_fine_has_no_fault(address: str) -> None:
    assert not is_inner(address)
    assert fault_of(address) is None


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://", Fault.MALFORMED),
        ("https:///news", Fault.MALFORMED),
        ("https://bbc", Fault.MALFORMED),
        ("https://bbc..com", Fault.MALFORMED),
        ("https://-bbc.com", Fault.MALFORMED),
        ("https://bbc.com:99999/", Fault.MALFORMED),
        ("https://bbc.com:port/", Fault.MALFORMED),
        ("https://[::1/", Fault.MALFORMED),
        ("https://300.1.1.1/", Fault.MALFORMED),
        ("https://bbc,com/", Fault.MALFORMED),
        ("https://" + "a" * 64 + ".com", Fault.MALFORMED),
        ("https://example.com/report", Fault.EXAMPLE),
        ("https://www.Example.org", Fault.EXAMPLE),
        ("https://news.test/", Fault.EXAMPLE),
        ("http://localhost:8000/", Fault.PRIVATE),
        ("https://wiki.internal/x", Fault.PRIVATE),
        ("http://printer.local", Fault.PRIVATE),
        ("http://127.0.0.1/", Fault.PRIVATE),
        ("http://192.168.1.20/", Fault.PRIVATE),
        ("http://[::1]/", Fault.PRIVATE),
        ("//bbc.com/news", Fault.NO_SCHEME),
        ("www.bbc.com", Fault.NO_SCHEME),
        ("www.bbc.com/index.html", Fault.NO_SCHEME),
        ("bbc.com/news", Fault.NO_SCHEME),
    ],
)
def test_an_address_that_nobody_can_follow_has_one(address: str, fault: Fault) -> None:
    assert not is_inner(address)
    assert fault_of(address) is fault


@pytest.mark.parametrize(
    "address",
    ["harbour.md", "../ice/story.txt#why", "#why-closed", "/ice/story.md", "ice", "a.pdf"],
)
def test_an_address_without_a_host_is_an_inner_one(address: str) -> None:
    assert is_inner(address)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("See [the port](https://port.no/a).", ["https://port.no/a"]),
        ("See [the port](ice.md) and https://port.no/b, too.", ["ice.md", "https://port.no/b"]),
        ("<https://port.no/c>", ["https://port.no/c"]),
        ("Left to another check: [x](javascript:y) and [bbc.com](https://evil.no).", []),
        ("No link at all: and/or, 3:1.", []),
    ],
)
def test_the_links_of_a_line_are_found(line: str, found: list[str]) -> None:
    places = list(find_addresses(line))
    assert [address for _, address in places] == found
    assert all(line.startswith(address, at) for at, address in places)


@given(st.one_of(st.text(), st.text().map("https://{}".format), st.text().map("[x]({})".format)))
def test_any_text_can_be_judged(text: str) -> None:
    assert fault_of(text) in {None, *Fault}
    assert all(address in text for _, address in find_addresses(text))
