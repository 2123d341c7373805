"""What the preview says around the answers. See `wording.py`."""

from __future__ import annotations

BOT = "Briefing Bot"
SERVER = "Preview"
CHANNEL = "ask-the-briefings"
TOPIC = "Ask about the briefings in your own words; no mention needed here."
START = "Write below as the reader. At the top, “Viewing as” makes you the moderator."
READER = "reader"
MODERATOR = "moderator"
MISSING = (
    "The preview needs more than this installation has. "
    "`make preview`, in the bot's folder, installs that and opens it."
)


def address(url: str) -> str:
    """Say where the preview is, and how to end it."""
    return (
        f"The preview is open at {url}\n"
        "Write in the channel as the reader, or switch to the moderator for /content reload. "
        "Ctrl-C ends it."
    )


def port_taken(port: int, reason: str) -> str:
    """Say that the preview's port cannot be had, and what to do."""
    return (
        f"The preview cannot use port {port} ({reason}). "
        "Give another one with --port, or 0 for a free one."
    )
