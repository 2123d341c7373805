"""What editors can do, whoever asks for it: between the front ends, the store and the library.

A map of the room, which a test keeps whole.

`newsroom` is all of it: how guilds want the bot and what their editors published, kept and in
force at once. `remembered` has the settings in a file for a start without the database.

Pages: `publishing` proposes changes and makes them, `sent_files` reads what is uploaded,
`previewing` says what a change would do, `verdicts` what became of the wish. `writing` adds an
answer to a page, `teaching` a wording to a passage.

What was not answered: `gaps` shows groups, of which each guild has a `room`; `comparing` goes on
with them while nobody waits, `open_gaps` finds those that are open, `asking_again` whether they
are.

Readers: `asking` keeps what they put to the editors, `following` finds whom to tell what is new.
`snapshots` sums up what stories say. `ledger` remembers what was quoted where, `correcting` finds
what is to be corrected there.

Figures: `reporting` has those of a period, `judging` those of thresholds.
"""
