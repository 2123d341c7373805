"""One module a step, in the order of `REVISIONS` in `bot/store/migrating.py`."""
