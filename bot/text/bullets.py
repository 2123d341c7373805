"""The signs with which editors begin the lines of a list."""

from __future__ import annotations

from typing import Final

DASHES: Final = "-–—*+"
"""They may as well separate, take away or stress, so a space follows where one is a bullet."""
DOTS: Final = "•‣◦▪▫●○·∙⁃■□◆→➔➜➤➢▸►"
"""They are nothing else."""
