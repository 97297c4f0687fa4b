"""A transport without a network, for what grows inside the library alone."""

from __future__ import annotations

import asyncio

import server

from retroach_async.query import Reply
from retroach_async.transport.protocol import Request


class Memory:
    """A transport that answers with a distribution, at the second turn of the event loop."""

    def __init__(self, failing: int = 0) -> None:
        self._failing = ("i", str(failing))
        self._reply = Reply(200, {"content-type": "application/json"}, server.BODY)

    async def send(self, request: Request) -> Reply:
        """The answer; a failure for the one game that fails."""
        await asyncio.sleep(0)
        return Reply(500, {}, b"") if self._failing in request.query.params else self._reply

    async def aclose(self) -> None:
        """Let go of nothing."""
