"""Reads what a message says by its words alone. Knows nothing of pages, nor of what was shown.

A map of the room, which a test keeps whole.

`questions` tells whether a message asks anything, `several` cuts one that asks several things,
`names` finds who or what is asked for by name, and `parts` which part of a story is wanted, also
as `parts_reworded`.

What leans on what was said before: `leaning`, `correcting` ("not the mayor, the geologist") and
`turning` ("back to the canal"). What is wanted of the last reply: `wishes`, spelt out in
`wish_patterns`; `picks` by number and `picked_names` from a list.

What no page answers: `about_the_bot` and `beyond`. `openers` change nothing of what is asked.
"""
