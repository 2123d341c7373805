"""The signs with which editors begin the lines of a list."""

from __future__ import annotations

from typing import Final

DASHES: Final = "-–—*+"
"""They may as well separate, take away or stress, so a space follows where one is a bullet."""
DOTS: Final = "•‣◦▪▫●○·∙⁃■□◆→➔➜➤➢▸►▶▾▼➡👉🔹🔸🔷🔶\uf0b7\uf0a7\uf0d8"
"""They are nothing else; the last ones come out of word processors."""
