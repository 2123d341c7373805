"""Text on its own: normalising, tokens, sentences. Knows nothing of pages or of Discord.

A map of the room, which a test keeps whole.

Words: `normalise` and `folding` make spellings equal, `tokens` cuts words and stems with `words`
and `irregular`, `content` finds those that tell what a text is about. `sentences` cuts sentences,
`spelling` mends typing errors, `word_pieces` cuts for the encoders. `number_words`, `quantities`,
`time_words` and `countries` know what words stand for, `question_types` and `question_marks` what
is asked; `word_lists` reads lists of words.

Pages: `decoding` and `lines` come first, `code_marks`, `comments` and `conflicts` find what is no
text, `bullets` and `unmarked` know marks, `links` and `addresses` know where links lead, `safety`
takes out what must not be shown, `truncation` tells what breaks off.

Messages: `quotations`, `edges`, `dictation`, `ornaments` and `segments` leave out what asks
nothing, `remembering` keeps what was read of the latest ones. `language`, `courtesies`,
`names_abroad` and `questions_abroad` are for messages in other languages.
"""
