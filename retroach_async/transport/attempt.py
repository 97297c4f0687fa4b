"""One exchange must not take for ever."""

from __future__ import annotations

from retroach_async.clock import Clock
from retroach_async.errors import TimedOut
from retroach_async.patience import Patience
from retroach_async.query import Reply
from retroach_async.transport.protocol import Request, Transport


class Attempt:
    """Gives up on one exchange, from its first byte to its last, when it takes too long."""

    def __init__(self, inner: Transport, seconds: float, clock: Clock) -> None:
        self._inner = inner
        self._patience = Patience(seconds, clock)

    async def send(self, request: Request) -> Reply:
        """Send once, or raise `TimedOut`."""
        request.stage = "waiting for the answer"
        with self._patience.wait():
            return await self._inner.send(request)
        raise TimedOut(f"the server did not answer completely within {self._patience.seconds:g} s")

    async def aclose(self) -> None:
        """Close what is inside."""
        await self._inner.aclose()
