"""A transport that answers without a network."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import cast

from retroach_async.errors import ClientClosed
from retroach_async.query import Query, Reply
from retroach_async.testing.answers import AnswerReply
from retroach_async.transport.protocol import Request

Answer = Reply | BaseException
"""The answer to a request: a reply, or an error to raise, usually `ConnectionFailed` or `TimedOut`."""

Answers = (
    Callable[[Request], Answer | Awaitable[Answer]]
    | Answer
    | Iterable[Answer]
    | Mapping[str, Answer | Iterable[Answer]]
)
"""The source of answers: a function, one answer or a list for all requests, or an answer or a list for each address."""


class MemoryTransport:
    """A `Transport` without a network: `Client(..., transport=MemoryTransport(answers))`.

    The answers come from one of these:

    - a function, plain or async, that takes each `Request` and returns (or raises) its answer;
    - one answer, for all requests;
    - a list of answers: the first request gets the first answer, and so on;
    - a dictionary: the key is an address, `"API_GetGame.php?i=1"` or just `"API_GetGame.php"`, and the
      value is one answer for all requests to this address, or a list of answers.

    A request without an answer raises AssertionError. All requests are recorded, without credentials. After
    `hold` the requests wait until `release` lets them go, one by one or all together:

        transport = MemoryTransport(lambda request: json_reply({"1": 5}))
        transport.hold()
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await transport.arrived(1)
        transport.release()
    """

    def __init__(self, answers: Answers) -> None:
        self._answer = answers if callable(answers) else _from_script(answers)
        self._gate: asyncio.Semaphore | None = None
        self._arrivals: list[tuple[int, asyncio.Future[None]]] = []
        self.queries: list[Query] = []
        """Every request that arrived, in order."""
        self.in_flight = 0
        """The number of requests that have no answer yet."""
        self.most_in_flight = 0
        """The largest number of requests that were in flight at the same time."""
        self.cancelled = 0
        """The number of requests that the client cancelled before they had an answer."""
        self.is_closed = False
        """True after `aclose`."""

    def __repr__(self) -> str:
        state = "closed" if self.is_closed else "open"
        return f"<MemoryTransport, {len(self.queries)} requests, {self.in_flight} in flight, {state}>"

    async def send(self, request: Request) -> Reply:
        """Record the request, wait until no `hold` holds it back, and answer."""
        if self.is_closed:
            raise ClientClosed("the transport is closed")
        self.queries.append(request.query)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        for count, arrival in self._arrivals:
            if count <= len(self.queries) and not arrival.done():
                arrival.set_result(None)
        try:
            if self._gate is not None:
                await self._gate.acquire()
            answer = self._answer(request)
            if isinstance(answer, Awaitable):
                answer = await answer
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.in_flight -= 1
        if isinstance(answer, BaseException):
            raise answer
        return answer.to(request.query) if isinstance(answer, AnswerReply) else answer

    async def aclose(self) -> None:
        """Refuse every request from now on."""
        self.is_closed = True

    def hold(self) -> None:
        """Hold back the requests that arrive from now on, until `release`."""
        self._gate = asyncio.Semaphore(0)

    def release(self, count: int | None = None) -> None:
        """Let the oldest `count` waiting requests go, or the next ones; without a count end `hold`."""
        if self._gate is None:
            return
        for _ in range(self.in_flight if count is None else count):
            self._gate.release()
        if count is None:
            self._gate = None

    async def arrived(self, count: int) -> None:
        """Wait until so many requests have arrived in total."""
        if len(self.queries) < count:
            arrival = asyncio.get_running_loop().create_future()
            self._arrivals.append((count, arrival))
            await arrival


def _from_script(
    answers: Answer | Iterable[Answer] | Mapping[str, Answer | Iterable[Answer]],
) -> Callable[[Request], Answer]:
    by_address: dict[str, Callable[[], Answer]] = {}
    if isinstance(answers, Mapping):
        scripts = cast("Mapping[str, Answer | Iterable[Answer]]", answers)
        by_address.update((address, _in_turn(answer, address)) for address, answer in scripts.items())
    else:
        by_address[""] = _in_turn(answers, "any request")

    def answer(request: Request) -> Answer:
        query = request.query
        for address in (f"{query.path}?{query.text}", query.path, ""):
            if address in by_address:
                return by_address[address]()
        raise AssertionError(f"no answer for {query}")

    return answer


def _in_turn(answers: Answer | Iterable[Answer], address: str) -> Callable[[], Answer]:
    if isinstance(answers, Reply | BaseException):
        return lambda: copy.copy(answers)  # an error that is raised twice would remember the first time
    script: Iterator[Answer] = iter(answers)

    def following() -> Answer:
        for answer in script:
            return answer
        raise AssertionError(f"no answer left for {address}")

    return following
