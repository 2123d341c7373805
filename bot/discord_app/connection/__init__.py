"""What stands between discord.py and Discord: when to speak, when to be silent, when to come back.

A map of the room, which a test keeps whole.

To the gateway: `gateway` mends habits of discord.py's, `starting` lets shards identify themselves
each in its turn. To the HTTP interface: `before_sending` holds requests back that are another
process's or too many, `pause` all of them when the network wants silence; `rest_watch` notes what
becomes of them, `rest_buckets` keeps discord.py from going through its rate limits all the time.
"""
