"""The Discord front end: it translates between Discord and the core, and decides nothing."""
