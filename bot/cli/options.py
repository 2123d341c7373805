"""What may be said both before a verb and behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ContentOption = Annotated[
    Path | None,
    typer.Option("--content", help="The folder of briefings, instead of BOT_CONTENT_DIR."),
]
