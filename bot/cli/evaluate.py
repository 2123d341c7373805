"""`eval`: how right the bot is, on golden messages or on a file of labelled ones."""
