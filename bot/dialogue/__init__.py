"""From a decision to a reply: what is said, which buttons it carries, and why.

A map of the room, which a test keeps whole.

The way of one message: `responder` has the steps in order. `conversation` gives what the reader has
in view, and `model` the values that go in and come out.

What a message says: `reading` knows by its words alone, `typed_commands` by its slash. `bearing`
tells what it has to do with a passage, `naming` whether it names a topic or a story, `denying` what
it denies.

What it asks: `hearing` takes off what only stands around it and knows `languages`, `listening`
finds what answers it, and `heard` is what comes of that. `by_itself` comes first; what leans on
what was shown is a `lean`, which is weighed by `weighing` with `in_view`, or read `by_rule`.
`second_thoughts` come last. `stories` knows single stories, and `which_story` which one is named.

What is done: `picking` a choice, `granting` a wish, `refusing` what was shown; `parts_shown` shows
parts of stories and `named_stories` whole ones; `each_question` answers several at once, and
`declining` says that nothing answers. `turns` makes turns of it all, `compose` builds replies,
`browse` the menus, `explain` says why.

Around it: `suggestions` while somebody types, `etiquette` and `pacing` for when to keep quiet,
`memory` for what is remembered a while, `obstacles` for what the bot may not do.

What the bot says of itself: `wording`, and beside it for readers `discord_wording`,
`preview_wording`, `terminal_wording`, `privacy_wording`, `following_wording`; for moderators
`content_wording`, `publishing_wording`, `teaching_wording`, `answer_wording`, `judging_wording`,
`setup_wording`; for editors `editors_wording`, `report_wording`, `unanswered_wording`.
"""
