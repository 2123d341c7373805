"""Steps from each version of the database to the next, run by `bot/store/migrating.py`."""
