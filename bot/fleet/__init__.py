"""Many processes as one bot: who is there, who has which shards, and who must be silent."""
