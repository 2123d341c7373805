"""The bot speaks with Discord and its database only: it fetches nothing that somebody names."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {str(file.relative_to(ROOT)): file for file in sorted((ROOT / "bot").rglob("*.py"))}

FETCHING_LIBRARIES = frozenset(
    {"urllib.request", "http.client", "socket", "ftplib", "smtplib", "xmlrpc", "requests", "httpx"}
)
FETCHING_NAMES = frozenset({"ClientSession", "urlopen", "create_connection", "get_from_cdn"})
READ_BY = "bot/discord_app/attachments.py"
"""Reads what somebody has attached, and holds its address against Discord's hosts."""

KNOW_THEIR_HOST = frozenset({"bot/app/databases.py", "bot/offline_checks.py"})
"""They ask for the name of this machine, or try one of its ports, and call nobody."""


@pytest.mark.parametrize("module", MODULES)
def test_no_module_opens_a_connection_of_its_own(module: str) -> None:
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        names: set[str] = set()
        if isinstance(node, ast.Import):
            names = {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call):
            names = {ast.unparse(node.func).rpartition(".")[2]}
        found = names & (FETCHING_LIBRARIES | FETCHING_NAMES)
        if module in KNOW_THEIR_HOST:
            found -= {"socket"}
        assert not found, (
            f"{module}:{getattr(node, 'lineno', 0)} uses {', '.join(found)}: the bot fetches no "
            "address, whoever names it. What it needs comes from Discord or from the disk."
        )
        if isinstance(node, ast.Attribute) and node.attr in {"read", "save"}:
            of_attachment = "attachment" in ast.unparse(node.value)
            assert not of_attachment or module == READ_BY, (
                f"{module}:{node.lineno} reads an attachment: `read_attachment` of {READ_BY} does "
                "so from Discord's own hosts alone."
            )
