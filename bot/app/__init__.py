"""The composition root: the only package that constructs the parts of the bot."""
