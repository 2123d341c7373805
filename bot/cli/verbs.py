"""The verbs of the command line, each with the line that `--help` has of it."""

from __future__ import annotations

from bot.cli.late import Late, LateVerbs


class Program(LateVerbs):
    """All that can be asked of the program, in the order of its help."""

    late = (
        Late(
            "run",
            "bot.cli.serving:run",
            "Join Discord with DISCORD_TOKEN; without a token, open the preview.",
        ),
        Late(
            "preview",
            "bot.cli.serving:preview",
            "Open the bot in a local browser page; no account and no token needed.",
        ),
        Late(
            "chat",
            "bot.cli.asking:chat",
            "Talk with the briefings in this terminal; type a number to go deeper.",
        ),
        Late(
            "ask",
            "bot.cli.asking:ask",
            "Ask one question, or all of a file. Exits with 1 when the briefings do not answer.",
        ),
        Late(
            "lint",
            "bot.cli.content:lint",
            "Check pages and say how to mend them. Exits with 1 when there is an error.",
        ),
        Late(
            "corpus",
            "bot.cli.content:corpus",
            "Show what was understood of the pages: briefings, passages and links.",
        ),
        Late(
            "eval",
            "bot.cli.evaluate:evaluate_answers",
            "Print how right the bot is: figures with n and 95% intervals, by style.",
        ),
        Late(
            "invite",
            "bot.cli.serving:invite",
            "Print the link that adds the bot to a server, with the least permissions.",
        ),
        Late(
            "check-config",
            "bot.cli.checking:check_config",
            "Check all settings, and show what is in force; exits with 78 when one is wrong.",
        ),
        Late(
            "doctor",
            "bot.cli.checking:doctor",
            "Check everything that the bot needs; exits with 1 when it is kept from its work.",
        ),
        Late(
            "backup",
            "bot.cli.backups:backup",
            "Copy what the bot keeps to a new file; it may go on running meanwhile.",
        ),
        Late(
            "restore",
            "bot.cli.backups:restore",
            "Put a backup in the place of what the bot keeps, after proving that it is whole.",
        ),
        Late(
            "fleet",
            "bot.cli.fleet:fleet",
            "Show the processes that share a PostgreSQL; 1 when shards have none.",
        ),
        Late(
            "aliases",
            "bot.cli.aliases:app",
            "Other wordings of questions, as editors taught them.",
        ),
        Late(
            "content",
            "bot.cli.exporting:content_verbs",
            "What editors published over the pages.",
        ),
        Late("store", "bot.cli.store:store", "What the bot keeps: move it elsewhere."),
    )
