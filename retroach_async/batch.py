"""One call for many keys, as a stream of outcomes that loses none."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar

from attrs import frozen

from retroach_async.errors import RetroachError

K = TypeVar("K")
R = TypeVar("R")

_ORDERED_WINDOW = 16
"""An ordered stream runs ahead by so many times the concurrency, so that one slow key holds up little."""


@frozen(repr=False)
class Outcome(Generic[K, R]):
    """The result for one key: a value or an error."""

    key: K
    """The key."""
    error: Exception | None
    """The reason why there is no value; None when there is one."""
    _value: R | None = None

    @property
    def ok(self) -> bool:
        """True if there is a value."""
        return self.error is None

    @property
    def value(self) -> R:
        """The value; raises `error` when there is none."""
        if self.error is not None:
            raise self.error
        return self._value  # type: ignore[return-value]  # None is then a value of R

    def __repr__(self) -> str:
        result = f"value={self._value!r}" if self.error is None else f"error={self.error!r}"
        return f"Outcome(key={self.key!r}, {result})"


class Batch(Generic[K, R]):
    """An async context manager and an async iterator of `Outcome`, one for each different key.

        async with ra.batch(ra.get_game, game_ids) as outcomes:
            async for outcome in outcomes:
                ...

    A few workers share the keys. No more calls than the concurrency are in flight. The workers pause while
    nobody takes the outcomes, so memory stays flat. A failed key is an outcome like any other. However the
    block is left, nothing is running after it.
    """

    def __init__(self, call: Callable[[K], Awaitable[R]], keys: Iterable[K], concurrency: int) -> None:
        self._call = call
        self._keys = tuple(dict.fromkeys(keys))
        self._is_ordered = False
        self._concurrency = concurrency
        self._completed = 0
        self._delivered = 0
        self._workers: list[asyncio.Task[None]] = []
        self._feed: Iterator[tuple[int, K]] = iter(())
        self._landed: deque[Outcome[K, R]] = deque()
        self._ahead: dict[int, Outcome[K, R]] = {}
        self._consumers: list[asyncio.Future[None]] = []
        self._slots = asyncio.Semaphore(0)
        self._state: Literal["new", "open", "closed"] = "new"

    def ordered(self) -> Self:
        """The same batch, giving its outcomes in the order of the keys."""
        self._refuse_unless("new", "ordered() comes before the block is entered")
        self._is_ordered = True
        return self

    def with_concurrency(self, concurrency: int) -> Self:
        """The same batch with another number of calls in flight."""
        self._refuse_unless("new", "with_concurrency() comes before the block is entered")
        if concurrency < 1:
            raise ValueError("concurrency must be at least 1")
        self._concurrency = concurrency
        return self

    @property
    def total(self) -> int:
        """The number of different keys, and so of outcomes in the end."""
        return len(self._keys)

    @property
    def completed(self) -> int:
        """The number of keys that have an outcome, delivered or not."""
        return self._completed

    @property
    def delivered(self) -> int:
        """The number of outcomes that the iteration has given so far."""
        return self._delivered

    async def __aenter__(self) -> Self:
        self._refuse_unless("new", "a batch can be entered once")
        self._state = "open"
        workers = min(self._concurrency, len(self._keys))
        self._slots = asyncio.Semaphore(workers * (_ORDERED_WINDOW if self._is_ordered else 2))
        self._feed = iter(enumerate(self._keys))
        self._workers = [asyncio.create_task(self._work()) for _ in range(workers)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._state = "closed"
        for worker in self._workers:
            worker.cancel()
        cancelled: asyncio.CancelledError | None = None
        while running := [worker for worker in self._workers if not worker.done()]:
            try:
                await asyncio.wait(running)
            except asyncio.CancelledError as again:
                cancelled = again  # nothing may be left running, so this waits until the workers are done
        self._workers.clear()
        if cancelled is not None:
            raise cancelled

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome[K, R]:
        self._refuse_unless("open", "a batch is iterated inside its `async with` block")
        while (outcome := self._next()) is None:
            if self._delivered == len(self._keys):
                raise StopAsyncIteration
            consumer = asyncio.get_running_loop().create_future()
            self._consumers.append(consumer)
            try:
                await consumer
            finally:
                self._consumers.remove(consumer)
        self._delivered += 1
        self._slots.release()
        return outcome

    def _wake(self) -> None:
        """Wake everyone who waits for an outcome: one of them will find it."""
        for consumer in self._consumers:
            if not consumer.done():
                consumer.set_result(None)

    def _next(self) -> Outcome[K, R] | None:
        if self._is_ordered:
            return self._ahead.pop(self._delivered, None)
        return self._landed.popleft() if self._landed else None

    async def _work(self) -> None:
        await self._slots.acquire()
        for position, key in self._feed:  # shared by the workers: each key goes to one of them
            outcome = await self._outcome(key)
            self._completed += 1
            if self._is_ordered:
                self._ahead[position] = outcome
            else:
                self._landed.append(outcome)
            if self._consumers:
                self._wake()
            await self._slots.acquire()

    async def _outcome(self, key: K) -> Outcome[K, R]:
        try:
            return Outcome(key, None, await self._call(key))
        except asyncio.CancelledError:
            worker = asyncio.current_task()
            if worker is None or worker.cancelling():
                raise
            # Nobody cancelled this worker: something within the call was cancelled, and the other keys go on.
            return Outcome(key, RetroachError("the call was cancelled from within"))
        except Exception as error:  # noqa: BLE001  one failed key must not hurt another
            return Outcome(key, error)

    async def collect(self) -> dict[K, R]:
        """The values in the order of the keys; the first error is raised and ends the rest."""
        values: dict[K, Any] = dict.fromkeys(self._keys)
        async with self:
            async for outcome in self:
                values[outcome.key] = outcome.value
        return values

    def __repr__(self) -> str:
        return f"<Batch of {len(self._keys)} keys, {self._delivered} delivered, {self._state}>"

    def _refuse_unless(self, state: str, message: str) -> None:
        if self._state != state:
            raise RuntimeError(message)
