"""Imports all that a bot needs to join Discord, for the process that bots are forked from."""

from importlib import import_module

from bot.cores import take_one

take_one()  # before numpy, which would start threads that a fork loses
for _module in (
    "alembic.command",
    "bot.app.editions",
    "bot.cli.serving",
    "bot.discord_app.run",
    "onnxruntime",
):
    import_module(_module)
