"""What Discord accepts in one message; discord.py checks hardly any of it before sending."""

from __future__ import annotations

from typing import Final

MESSAGE_TEXT: Final = 4_000
"""Characters in all text displays of one Components V2 message together."""

COMPONENTS: Final = 40
"""Components in one message, nested ones included."""

BUTTONS_IN_A_ROW: Final = 5
BUTTON_LABEL: Final = 80
CUSTOM_ID: Final = 100
QUESTION: Final = 500
"""Characters of a question in a command; ours, for Discord would take 6,000."""

THREAD_NAME: Final = 100
MENU_OPTIONS: Final = 25
MENU_OPTION: Final = 100
"""Characters in the label, the value and the description of one option."""

PLACEHOLDER: Final = 150
"""Characters in what a menu says while nothing is picked."""

AUTOCOMPLETE_CHOICES: Final = 25
AUTOCOMPLETE_CHOICE: Final = 100
"""Characters in the name, and in the value, of one autocomplete choice."""
