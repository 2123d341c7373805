"""Attachments are read from Discord's own hosts alone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.discord_app.attachments import ForeignAddressError, is_discords, read_attachment


@pytest.mark.parametrize(
    "address",
    [
        "https://cdn.discordapp.com/attachments/1/2/page.md?ex=1&is=2&hm=3",
        "https://cdn.discordapp.com:443/ephemeral-attachments/1/2/page.md",
        "https://media.discordapp.net/attachments/1/2/page.md",
        "https://CDN.discordapp.com/attachments/1/2/page.md",
    ],
)
def test_discords_own_addresses_are_known(address: str) -> None:
    assert is_discords(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://cdn.discordapp.com/attachments/1/2/page.md",
        "https://cdn.discordapp.com.evil.example/page.md",
        "https://evil.example/cdn.discordapp.com/page.md",
        "https://cdn.discordapp.com@evil.example/page.md",
        "https://user:secret@cdn.discordapp.com/page.md",
        "https://cdn.discordapp.com:8080/page.md",
        "https://cdn.discordapp.com:port/page.md",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/page.md",
        "https://[broken/page.md",
        "file:///etc/passwd",
        "//cdn.discordapp.com/page.md",
        "",
    ],
)
async def test_what_lies_elsewhere_is_not_read(address: str) -> None:
    class Foreign:
        url = address
        was_read = False

        async def read(self) -> bytes:
            self.was_read = True
            return b""

    attachment: Any = Foreign()
    with pytest.raises(ForeignAddressError):
        await read_attachment(attachment)
    assert not attachment.was_read
