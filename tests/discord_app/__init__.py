"""The Discord front end, tested in SimCord and against a fake Discord over real sockets."""
