"""A server that does everything wrong, and what must come of it."""
