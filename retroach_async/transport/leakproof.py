"""The leak-proof seam: a transport keeps the exceptions of its HTTP library to itself.

Such an exception holds the URL, and so the key, and so do its frames. Therefore the function that calls the library
never raises. It returns a `SendFailure`, and the function around it raises our own error, outside any `except`, so that
no context, cause, frame or local of the library is left on the error.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Mapping
from math import inf

from attrs import frozen

from retroach_async.errors import ClientClosed, ConfigurationError, ConnectionFailed, RetroachError
from retroach_async.query import Reply
from retroach_async.transport.protocol import Request


@frozen
class SendFailure:
    """The reason why there is no answer, without a trace of the exception that told it."""

    kind: type[RetroachError]
    reason: str
    is_unanswered: bool = False
    """True when a connection ended before the first byte of an answer."""


SendFailures = Mapping[type[BaseException], SendFailure]
"""The meanings of a library's exceptions, the most telling first."""


class LeakproofTransport(ABC):
    """The outer function of the two; a subclass has the inner one."""

    def __init__(self, connections: int | None) -> None:
        """Remember how many connections there can be, so that errors can tell; None when nobody knows."""
        self._closed = False
        self._connections = connections or inf
        self._under_way = 0
        self._most_under_way = 0
        self._kept = 0
        self._lacking: OrderedDict[Request, None] = OrderedDict()  # whose first one is found at once, however many left

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
        self._most_under_way = max(self._most_under_way, self._under_way)
        if self._under_way > self._connections:
            self._lacking[request] = None
            request.report("waiting for a free connection")
        try:
            outcome = await self._attempt(request)
        except BaseException as stop:  # noqa: BLE001  raised again, without the library's frames
            # A cancellation, or what a signal handler raised, unchanged but for the library's frames.
            stop.__context__ = stop.__cause__ = None
            raise stop.with_traceback(None)  # noqa: B904  there is nothing to chain
        finally:
            self._under_way -= 1
            if self._lacking:
                self._pass_on(request)
        if isinstance(outcome, SendFailure):
            raise self._error(outcome)
        if self._kept < self._most_under_way:
            self._kept += 1
        return outcome

    def _error(self, failure: SendFailure) -> RetroachError:
        error = failure.kind(failure.reason)
        if failure.is_unanswered and self._kept and isinstance(error, ConnectionFailed):
            # There are at most as many kept connections as there were requests at once; each can end once.
            self._kept -= 1
            error.is_stale = True
        return error

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


_OF_THE_PROGRAM = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, RuntimeError, TypeError)
"""Kinds of exceptions that tell of a mistake in the caller's program, such as a session callable or a middleware."""


def failure_of(problem: BaseException, failures: SendFailures, *, is_borrowed: bool) -> SendFailure:
    """The meaning of an exception, in words of our own. What is borrowed may run code of the caller's program."""
    for kind, failure in failures.items():
        if isinstance(problem, kind):
            return failure
    name = type(problem).__name__
    is_value = isinstance(problem, ValueError) and not isinstance(problem, UnicodeError)
    if is_borrowed and (is_value or isinstance(problem, _OF_THE_PROGRAM)):
        return SendFailure(ConfigurationError, f"the program's own session, callable or middleware failed ({name})")
    return SendFailure(ConnectionFailed, f"the exchange failed ({name})")
