"""Fuzzes one property, led by which lines of the bot each input reaches.

    pip install atheris
    python -m bench.fuzz_guided bytes -max_total_time=600

tries bytes as a page; `front-matter`, `lines` and `messages` name the other properties. Options
are libFuzzer's. Atheris is no dependency of the project: it has no build for every platform.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

import atheris

with atheris.instrument_imports(include=["bot.text", "bot.corpus", "bot.dialogue"]):
    from tests.corpus.test_front_matter import test_any_front_matter_can_be_read
    from tests.corpus.test_page_properties import test_any_bytes_can_be_read
    from tests.fuzz.test_answers import test_any_message_gets_a_reply_that_discord_takes
    from tests.text.test_safety import test_a_safe_line_holds_nothing_that_hides_or_controls

PROPERTIES: Final[dict[str, Callable[..., Any]]] = {
    "bytes": test_any_bytes_can_be_read,
    "front-matter": test_any_front_matter_can_be_read,
    "lines": test_a_safe_line_holds_nothing_that_hides_or_controls,
    "messages": test_any_message_gets_a_reply_that_discord_takes,
}


def main(name: str, *options: str) -> None:
    """Fuzz until it finds something, or until libFuzzer's options say that it is enough."""
    hypothesis: Any = getattr(PROPERTIES[name], "hypothesis")  # noqa: B009  (no type has it)
    atheris.Setup([sys.argv[0], *options], hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
