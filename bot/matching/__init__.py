"""From a reader's message to the passage that answers it, or to the decision that none does.

A map of the room, which a test keeps whole.

`matcher` has the steps in order, `policy` decides, and `model` has the values in between.

Passages: `views` are what they can be found under, `phrasings` how a kind of section is asked for,
`meanings` what an editor's wording means. `indexing` makes an `index` of them, with `names`,
`answer_kinds` and `letters`, and `vectors` of what an encoder makes of them. `go_deeper` links
questions that a page only asks.

Messages: `query` reads one, which `mending` mends. `lexicon` knows English words.

Comparing: `word_scores` finds candidates by their words, `gathering` compares a message with them,
and `evidence` is what that has shown. `worths` are those of synonyms. By a sentence `encoder`:
`sense`, in a `token_space`, with `credit` and what tells passages `apart`.

Weighing: `features` and `sense_features` are counted, `regressions` weigh them by fitted `weights`,
`second_look` looks again, and `reranking` reads the best `excerpts` beside the message. `reasons`
say it in plain words.

Beside it: what editors have `taught` and their `refusals`, with `near_copies`; other languages in
`multilingual`. Tools: `arrays`, `runs`, `packed` and `recent`.
"""
