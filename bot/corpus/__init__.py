"""Briefings as values: pages are parsed, linted and built into a frozen corpus.

A map of the room, which a test keeps whole.

From a file to its rows: `walk`, `file_names` and `loader` find and read files, `limits` says how
much one may hold, `reader` goes from bytes to a page, and `front_matter` reads what stands above
the text. `pages` has the steps of the parser in order. `outline` reads the lines as rows, once
`markup` has found code and comments; `line_notes` says what is odd about lines; `furniture`,
`website_lines` and `mail_heads` leave out what stands around a text, `outline_numbers` the numbers
before it. `plain_headings` makes headings of short lines on a page that has no others.

Which page it is: `sections` knows the sections of a story, `known_headings` finds their headings,
`title_lines` finds the title, `bylines` tells who wrote it and when, `page_kind` tells a story from
questions.

A story: `blocks` cuts it at its headings, `story` makes sections of the blocks, `subheadings`
finds their parts. Topics: `topics`, with `definition_starts`, `entry_lines` and `alphabet` for
where a definition begins, and `names`, `name_forms`, `name_lists`, `naming_customs` and `persons`
for whose it is.

Questions: `questions_page` adds a page of them, `questions` a list, which `items` splits, also one
that `stray_questions` finds in a story. `question_starts` finds where they begin. Other ways to
write a list are first made the usual one: `separators`, `letters` (Q and A), `speakers` (of an
interview), `run_in` (both on one line), `tables`, `claims` (myths and facts), `answer_keys`, and
`grouped_questions` with `group_lines`. `teasers` and `teaser_wording`
tell a text that only announces an answer.

What is gathered: `draft` collects passages, `ids` names them, `aliases` gives them other wordings,
`titles` calls a page something, `model` has all the values.

From pages to a corpus: `build`, with `grouping` and `likeness` for which pages belong together and
`announcements` for what a teaser introduces. `overlay` has what editors changed; `overlaid`,
`raw_pages` and `sidecar` put it over files, `adding` and `alias_writing` write into them.

What is said of it all: `findings`, made by `finding_codes` from `finding_table`. `lint` looks at
pages and briefings, with `inner_links`, `near_duplicates`, `number_conflicts` of `statements`,
`wordings` and `taken_ids`.
"""
