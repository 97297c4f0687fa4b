"""The tasks behind a batch: a few workers share the keys, and what becomes of each key lands here."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Generic, TypeVar

from attrs import frozen

from retroach_async.errors import AuthenticationFailed, RetroachError

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


class Workers(Generic[K, R]):
    """The workers of one batch, and the outcomes that nobody has taken yet.

    The workers end early for one reason at most, the failure: an error that the batch stops at, the cancellation
    of a worker, or an exception that is no error of a key, such as KeyboardInterrupt. The failure is raised once.

    No worker refers to the batch, so a batch that nobody holds any more can be noticed.
    """

    def __init__(self, call: Callable[[K], Awaitable[R]], keys: tuple[K, ...], concurrency: int) -> None:
        self.keys = keys
        self.concurrency = concurrency
        self.is_ordered = False
        self.stop_kinds: tuple[type[Exception], ...] = (AuthenticationFailed,)
        self.completed = 0
        self.delivered = 0
        self._call = call
        self._feed: Iterator[tuple[int, K]] = iter(())
        self._tasks: list[asyncio.Task[None]] = []
        self._landed: deque[Outcome[K, R]] = deque()
        self._ahead: dict[int, Outcome[K, R]] = {}
        self._consumers: list[asyncio.Future[None]] = []
        self._slots = asyncio.Semaphore(0)
        self._failure: BaseException | None = None
        self._is_over = False

    def start(self) -> None:
        """Start the calls, in the running event loop."""
        self._loop = asyncio.get_running_loop()
        count = min(self.concurrency, len(self.keys))
        self._slots = asyncio.Semaphore(count * (_ORDERED_WINDOW if self.is_ordered else 2))
        self._feed = iter(enumerate(self.keys))
        for _ in range(count):
            task = self._loop.create_task(self._work())
            self._tasks.append(task)
            task.add_done_callback(self._look_at)

    async def end(self) -> None:
        """End every call in flight, and wait until they are gone. Raises a stop signal that nobody has seen."""
        self._cancel_all()
        cancelled: asyncio.CancelledError | None = None
        while running := [task for task in self._tasks if not task.done()]:
            try:
                await asyncio.wait(running)
            except asyncio.CancelledError as again:
                cancelled = again  # nothing may be left running, so this waits until the workers are done
        for task in tuple(self._tasks):
            self._look_at(task)  # the event loop may not have come to it yet
        if _is_signal(self._failure):
            self._raise_failure()
        if cancelled is not None:
            raise cancelled

    def abandon(self) -> None:
        """End every call in flight soon; this may be called from any thread."""
        with suppress(RuntimeError):  # the event loop is closed, and nothing runs any more
            self._loop.call_soon_threadsafe(self._cancel_all)

    async def next(self) -> Outcome[K, R]:
        """The next outcome. Raises the failure when its turn comes, and StopAsyncIteration at the end."""
        while (outcome := self._take()) is None:
            if self._is_over or self.delivered == len(self.keys):
                raise StopAsyncIteration
            consumer = self._loop.create_future()
            self._consumers.append(consumer)
            try:
                await consumer
            finally:
                self._consumers.remove(consumer)
        self.delivered += 1
        self._slots.release()
        return outcome

    def _take(self) -> Outcome[K, R] | None:
        """An outcome that has landed; those go before an error, and a stop signal goes before them."""
        if _is_signal(self._failure) or (self._failure is not None and not self._landed and not self._ahead):
            self._raise_failure()
        if not self.is_ordered:
            return self._landed.popleft() if self._landed else None
        if self._is_over and self._ahead:
            return self._ahead.pop(min(self._ahead))  # the keys in between get no outcome any more
        return self._ahead.pop(self.delivered, None)

    def _raise_failure(self) -> None:
        try:
            if self._failure is not None:
                raise self._failure
        finally:
            self._failure = None

    async def _work(self) -> None:
        try:
            # The feed is shared by the workers: each key goes to one of them.
            while await self._may_go_on() and (turn := next(self._feed, None)) is not None:
                position, key = turn
                outcome = await self._outcome(key)
                if isinstance(outcome.error, self.stop_kinds):
                    self._stop(outcome.error)
                else:
                    self._land(position, outcome)
        except (KeyboardInterrupt, SystemExit) as signal:
            self._stop(signal)  # asyncio would end the whole event loop, while the consumer knows nothing

    async def _may_go_on(self) -> bool:
        """Wait until the consumer has a slot for one more outcome; False when the batch is over."""
        if not self._is_over:
            await self._slots.acquire()
        return not self._is_over

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

    def _land(self, position: int, outcome: Outcome[K, R]) -> None:
        self.completed += 1
        if self.is_ordered:
            self._ahead[position] = outcome
        else:
            self._landed.append(outcome)
        self._wake()

    def _look_at(self, task: asyncio.Task[None]) -> None:
        """See why a worker has ended: one that did not end by itself ends the batch."""
        if task not in self._tasks:
            return
        self._tasks.remove(task)
        if task.cancelled():
            self._stop(RetroachError("a worker of the batch was cancelled from outside"))
        elif (error := task.exception()) is not None:
            self._stop(error)

    def _stop(self, failure: BaseException) -> None:
        """End the batch for a reason. The first reason counts, but a stop signal counts more than an error."""
        if not self._is_over or (_is_signal(failure) and not _is_signal(self._failure)):
            self._failure = failure
        self._cancel_all()

    def _cancel_all(self) -> None:
        if not self._is_over:  # a second cancellation would hurt calls that are just cleaning up
            self._is_over = True
            this = asyncio.current_task()
            for task in self._tasks:
                if task is not this:
                    task.cancel()
        self._wake()

    def _wake(self) -> None:
        """Wake everyone who waits for an outcome: one of them will find it."""
        for consumer in self._consumers:
            if not consumer.done():
                consumer.set_result(None)


def _is_signal(failure: BaseException | None) -> bool:
    """Tell if an exception is no error of a call: KeyboardInterrupt, SystemExit, the end of a test."""
    return failure is not None and not isinstance(failure, Exception)
