"""What a page says of itself above its text: title, dates, and whether readers may see it.

`reading` is the way in. It cuts the block off (`split`, or `elsewhere` where it does not stand
between two lines of `---` at the top), reads it as YAML (`yaml_fields`) or else line by line
(`by_lines`, `lines`), and lets `checks` keep the good `fields`. `guards` says which names, in
whatever system, decide whether readers may see a page.
"""
