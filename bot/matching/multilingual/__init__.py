"""Matching for messages in other languages than the pages', by meaning alone.

`word_space` reads a message, `index` has the passages as the multilingual encoder sees them,
`evidence` compares both, `features` are what is counted of that, and `matcher` ranks by it.
"""
