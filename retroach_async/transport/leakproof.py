"""The leak-proof seam: a transport keeps the exceptions of its HTTP library to itself.

Such an exception holds the URL, and so the key, and so do its frames. Therefore the function that calls the library
never raises. It returns a `SendFailure`, and the function around it raises our own error, outside any `except`, so that
no context, cause, frame or local of the library is left on the error.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from math import inf

from attrs import frozen

from retroach_async.errors import ClientClosed, ConnectionFailed, RetroachError
from retroach_async.query import Reply
from retroach_async.transport.protocol import Request


@frozen
class SendFailure:
    """The reason why there is no answer, without a trace of the exception that told it."""

    kind: type[RetroachError]
    reason: str


SendFailures = Mapping[type[BaseException], SendFailure]
"""The meanings of a library's exceptions, the most telling first."""


class LeakproofTransport(ABC):
    """The outer function of the two; a subclass has the inner one."""

    def __init__(self, connections: int | None) -> None:
        """Remember how many connections there can be, so that errors can tell; None when nobody knows."""
        self._closed = False
        self._connections = connections or inf
        self._under_way = 0
        self._lacking: dict[Request, None] = {}

    @property
    @abstractmethod
    def _kind(self) -> str:
        """The thing to send through, in two words."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, {self._kind}, {'closed' if self._closed else 'open'}>"

    async def send(self, request: Request) -> Reply:
        """Send once and give the answer, whatever its status."""
        if self._closed:
            raise ClientClosed("the transport is closed")
        self._under_way += 1
        if self._under_way > self._connections:
            self._lacking[request] = None
            request.report("waiting for a free connection")
        try:
            outcome = await self._attempt(request)
        except asyncio.CancelledError as cancelled:
            # The caller's own cancellation, unchanged but for the library's frames.
            cancelled.__context__ = cancelled.__cause__ = None
            raise cancelled.with_traceback(None)  # noqa: B904  there is nothing to chain
        finally:
            self._under_way -= 1
            if self._lacking:
                self._pass_on(request)
        if isinstance(outcome, SendFailure):
            raise outcome.kind(outcome.reason)
        return outcome

    def _pass_on(self, leaving: Request) -> None:
        """Note that the request that has waited longest gets the connection of one that leaves."""
        if leaving in self._lacking:
            del self._lacking[leaving]
        elif heir := next((request for request in self._lacking if not request.is_cut), None):
            del self._lacking[heir]
            heir.report("waiting for the answer")

    @abstractmethod
    async def _attempt(self, request: Request) -> Reply | SendFailure:
        """One exchange. Returns what went wrong instead of raising it."""


def failure_of(problem: BaseException, failures: SendFailures) -> SendFailure:
    """The meaning of an exception, in words of our own."""
    for kind, failure in failures.items():
        if isinstance(problem, kind):
            return failure
    return SendFailure(ConnectionFailed, f"the exchange failed ({type(problem).__name__})")
