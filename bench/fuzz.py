"""Lets the properties of pages, messages, ids, settings and rows try for as long as one likes.

    python -m bench.fuzz [TIMES]

tries each of them TIMES (100) as often as the tests do, with other examples every time. What it
finds, it makes small and prints, with a line that repeats it.
"""

from __future__ import annotations

import argparse
import sys

import pytest
from hypothesis import settings

PROPERTIES = (
    "tests/fuzz",
    "tests/corpus/test_page_properties.py",
    "tests/corpus/test_front_matter.py",
    "tests/corpus/test_long_lines.py",
    "tests/discord_app/test_forged_ids.py",
    "tests/discord_app/test_render.py",
    "tests/discord_app/test_markdown.py",
    "tests/discord_app/test_pagination.py",
    "tests/text",
    "tests/test_settings.py",
)
USUAL = 100
"""Examples of a property in the tests."""


def main(times: int = 100) -> int:
    """Run the properties; give the exit status of the tests."""
    settings.register_profile(
        "long", deadline=None, max_examples=USUAL * times, print_blob=True, database=None
    )
    quiet = ["-q", "-p", "no:cacheprovider"]
    return int(pytest.main([*PROPERTIES, *quiet, "--hypothesis-profile=long"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("times", type=int, nargs="?", default=100, help="100 without it")
    sys.exit(main(parser.parse_args().times))
