"""`python -m bot VERB` is the same as `briefing-bot VERB`."""

from __future__ import annotations

import sys

from bot.cores import take_one
from bot.stopping import end_in_order, is_serving


def main() -> None:
    """Listen to signals before anything that takes a while is imported, and then begin."""
    end_in_order(sys.argv[1:])
    if is_serving(sys.argv[1:]):
        take_one()
    try:
        from bot.cli import main as begin

        begin()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


_INTERRUPTED = 130
"""As shells say it of Ctrl-C."""

if __name__ == "__main__":
    main()
