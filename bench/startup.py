"""Start-up, import cost and memory: `python bench/startup.py`; prints figures, asserts nothing."""

from __future__ import annotations

import subprocess
import sys
import time

CONTENT = "content"

_READY = """
import resource, time
started = time.perf_counter()
from pathlib import Path
from bot.library import Library
from bot.settings import Settings
from bot.app.editions import build_edition
settings = Settings(content_dir=Path({content!r}))
library = Library(settings, build_edition(settings))
{discord}
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def timed(code: str) -> tuple[float, str]:
    """Run a program in a fresh interpreter; give the wall seconds and what it printed."""
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return time.perf_counter() - started, done.stdout


def best_of(times: int, code: str) -> tuple[float, str]:
    """Take the fastest of several runs: the others tell of the machine, not of the program."""
    return min(timed(code) for _ in range(times))


def main() -> None:
    """Print the figures, each beside what it is measured against."""
    bare, _ = best_of(5, "pass")
    imported, _ = best_of(5, "import bot")
    discord, _ = best_of(3, "import discord")
    shown, _ = best_of(
        3, "import sys; sys.argv[1:] = ['--version']; import bot.cli; bot.cli.main()"
    )
    print(f"python alone            {bare:6.3f} s")
    print(f"import bot              {imported:6.3f} s  (×{imported / bare:.2f} of python alone)")
    print(f"import discord          {discord:6.3f} s  (×{discord / bare:.2f} of python alone)")
    print(f"briefing-bot --version  {shown:6.3f} s  (×{shown / bare:.2f} of python alone)")
    for name, line in (("core", ""), ("core + discord", "import bot.discord_app.run")):
        wall, printed = best_of(3, _READY.format(content=CONTENT, discord=line))
        rss = float(printed.split()[1])
        print(f"ready on {CONTENT}/, {name:<15}{wall:6.3f} s wall, {rss:6.1f} MB")


if __name__ == "__main__":
    main()
