"""How a transport keeps an HTTP library's exceptions to itself.

They hold the URL, and so the key, and so do their frames. Therefore the function that calls the library never
raises: it returns a `Fault`, and the one around it raises our own error, outside any ``except``, so that no
context, cause, frame or local of the library is left on it.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping

from attrs import frozen

from retroach_async.errors import ClientClosed, ConnectionFailed, RetroachError
from retroach_async.query import Reply
from retroach_async.transport.protocol import Request


@frozen
class Fault:
    """Why there is no answer, without a trace of the exception that told it."""

    kind: type[RetroachError]
    reason: str


Faults = Mapping[type[BaseException], Fault]
"""What the exceptions of a library mean, the most telling first."""


class DiscreetTransport(ABC):
    """The outer function of the two; a subclass is the inner one."""

    def __init__(self) -> None:
        self._closed = False

    async def send(self, request: Request) -> Reply:
        """Send once and give the answer, whatever its status."""
        if self._closed:
            raise ClientClosed("the transport is closed")
        try:
            outcome = await self._attempt(request)
        except asyncio.CancelledError as cancelled:
            # The caller's own cancellation, unchanged but for the library's frames.
            cancelled.__context__ = cancelled.__cause__ = None
            raise cancelled.with_traceback(None)  # noqa: B904  there is nothing to chain
        if isinstance(outcome, Fault):
            raise outcome.kind(outcome.reason)
        return outcome

    @abstractmethod
    async def _attempt(self, request: Request) -> Reply | Fault:
        """One exchange. Returns what went wrong instead of raising it."""


def fault_of(problem: BaseException, faults: Faults) -> Fault:
    """What an exception means, in words that are ours."""
    for kind, fault in faults.items():
        if isinstance(problem, kind):
            return fault
    return Fault(ConnectionFailed, f"the exchange failed ({type(problem).__name__})")
