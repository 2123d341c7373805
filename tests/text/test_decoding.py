"""Decoding: from bytes to a text, or to the reason why there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.decoding import Decoded, Encoding, Refusal, Undecodable, decode

ENGLISH = "The café’s owner said “no” — twice.\nThat was in São Paulo.\n"


def test_reads_utf_8_with_and_without_a_mark() -> None:
    assert decode(ENGLISH.encode("utf-8")) == Decoded(ENGLISH)
    assert decode(ENGLISH.encode("utf-8-sig")) == Decoded(ENGLISH)


def test_recognises_windows_1252_and_says_where() -> None:
    decoded = decode(ENGLISH.encode("cp1252"))
    assert isinstance(decoded, Decoded)
    assert decoded == Decoded(ENGLISH, Encoding.WINDOWS_1252, ENGLISH.index("é"))


def test_mends_single_foreign_bytes_in_utf_8() -> None:
    raw = "São Paulo ".encode() + "café".encode("cp1252")
    decoded = decode(raw)
    assert isinstance(decoded, Decoded)
    assert decoded.text == "São Paulo café"
    assert decoded.encoding is Encoding.WINDOWS_1252


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_refuses_utf_16_by_mark_or_by_its_zeros(encoding: str) -> None:
    refused = decode(ENGLISH.encode(encoding))
    assert isinstance(refused, Undecodable)
    assert refused.refusal is Refusal.UTF_16 or encoding == "utf-32"


@pytest.mark.parametrize("raw", [b"", b"  \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_refuses_what_is_empty(raw: bytes) -> None:
    assert decode(raw) == Undecodable(Refusal.EMPTY)


@pytest.mark.parametrize(
    ("raw", "looks_like"),
    [
        (b"%PDF-1.7\nx", "PDF"),
        (b"PK\x03\x04rest", "Word"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"text\x00text and more text", "NUL"),
        (bytes(range(1, 32)) * 3, "control"),
    ],
)
def test_refuses_what_is_no_text(raw: bytes, looks_like: str) -> None:
    refused = decode(raw)
    assert isinstance(refused, Undecodable)
    assert refused.refusal is Refusal.BINARY
    assert looks_like in refused.detail


@pytest.mark.parametrize(
    "raw",
    [
        "Почему закрыт порт в Одессе?".encode("cp1251"),
        "なぜ港は閉じているのか".encode("shift_jis"),
        b"plain text with \x81 in it",
    ],
)
def test_refuses_other_encodings_and_names_the_byte(raw: bytes) -> None:
    refused = decode(raw)
    assert isinstance(refused, Undecodable)
    assert refused.refusal is Refusal.NOT_UTF_8
    assert refused.detail == f"0x{raw[refused.at]:02X}"


def test_a_few_control_characters_do_not_make_a_text_binary() -> None:
    assert isinstance(decode(b"A \x1b[31mred\x1b[0m word in a text of some length.\n"), Decoded)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_refused(raw: bytes) -> None:
    assert isinstance(decode(raw), Decoded | Undecodable)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    decoded = decode(text.encode())
    if isinstance(decoded, Decoded):
        assert decoded.text == text.removeprefix("\ufeff")
    else:
        assert decoded.refusal is not Refusal.NOT_UTF_8
