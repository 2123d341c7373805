"""`python -m bot VERB` is the same as `briefing-bot VERB`."""

from bot.cli import main

if __name__ == "__main__":
    main()
