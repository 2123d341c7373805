"""A small Discord over real sockets, for what SimCord leaves out: logging in, RESUME, faults."""
