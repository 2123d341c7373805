"""The Discord front end: it translates between Discord and the core, and decides nothing.

A map of the room, which a test keeps whole.

The program: `run` joins Discord and stays, `client` is the bot as discord.py has it, `connection`
stands between discord.py and Discord. `sync` sends the commands, `in_fleet` makes one of many
processes of it, `online_checks` asks before it starts. `alongside`, `signals` and `workers` are
what goes on beside it; `health`, `metrics`, `vitals` and `watch` tell how it is.

What people do: `cogs` hear messages and commands, `items` are the buttons and menus, and
`custom_ids` what these remember. Cogs begin with `desk_cog`, or with `looking` where they look
around by themselves; `publishing_commands` is a part of one. All share the `desk`, where `answers`
says what was said to what, and `manners` what to mind.

Reading: `addressing` tells for whom a message is, `message_text` what it says, `heard` what it
asks, and `asked` how that is answered. `shown` reads our own messages back, `recovery` finds what
they answered, `typed_numbers` what news they listed, `attachments` fetches files.

Writing: `render` makes messages, `corrected` changes one, `choosing` makes lists for whoever types.
Texts are made harmless by `markdown` and `code`, and cut by `graphemes` and `pagination` to the
`limits`. `sending` sends, `threads` sees to threads, `membership` tells who has left, `refusals`
what Discord objects to, `errors` ends every fault, under one of the `references`. `recording` and
`opinions` are kept.

Moderators: `moderators` says who is one, `editing` what one has at work. They read `reports`, with
`publishing_report`, `setup_report` of the `surroundings`, what was `rehearsed`, and `figures`.
Settings may name `gone_places`.
"""
