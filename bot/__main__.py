"""`python -m bot VERB` is the same as `briefing-bot VERB`."""

from __future__ import annotations

import signal
import sys

if __name__ == "__main__":
    # Whoever stops the bot while it is still starting stops it in peace; `run` takes over later.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    from bot.cli import main

    main()
