"""Sending: the protocol, its aiohttp implementation, and the parts that wrap any transport.

Only the client knows in which order the parts stand: `Coalesce(Cache(Retry(Throttle(transport))))`.
"""
