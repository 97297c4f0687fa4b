"""The way to the server: the seam to an HTTP library, its implementations, and the layers of the tower above it.

The order of the layers stands in `stacks.py`: `Coalesce(Cache(Retry(Throttle(Attempt(transport)))))`, and for a
token `Refresh` around `Retry`.
"""
