"""The tasks behind a batch: a few workers share the keys, and what becomes of each key lands here."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from attrs import frozen, mutable

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


class AsksMany(Protocol):
    """A way to make the call for many keys at once."""

    size: int
    """The most keys at once."""

    async def ask(self, keys: Sequence[Any]) -> list[Outcome[Any, Any] | None]:
        """The outcome for each key; None for a key that has to be asked for alone."""
        ...


Keep: TypeAlias = Callable[[Sequence[Outcome[Any, Any]]], Awaitable[None]]
"""Keeps outcomes before they land."""


@mutable(eq=False)
class _Slot:
    """The room for the outcomes of one request; it is free again when all of them have been taken."""

    left: int


@frozen(eq=False)
class _Turn(Generic[K]):
    """A key whose call is due."""

    position: int
    key: K
    slot: _Slot


class Workers(Generic[K, R]):
    """The workers of one batch, and the outcomes that nobody has taken yet.

    A worker takes one key, or, where many keys can be asked for at once, as many as that. Keys that such a request
    leaves without an outcome are shared by the workers again, and are then asked for alone.

    The workers end early for one reason at most, the failure: an error that the batch stops at, the cancellation
    of a worker, or an exception that is no error of a key, such as KeyboardInterrupt. The failure is raised once.

    No worker refers to the batch, so a batch that nobody holds any more can be noticed.
    """

    def __init__(
        self,
        call: Callable[[K], Awaitable[R]],
        keys: tuple[K, ...],
        concurrency: int,
        asks_many: AsksMany | None = None,
    ) -> None:
        self.keys = keys
        self.concurrency = concurrency
        self.is_ordered = False
        self.stop_kinds: tuple[type[Exception], ...] = (AuthenticationFailed,)
        self.completed = 0
        self.delivered = 0
        self.keep: Keep | None = None
        """Told of outcomes before they land; what it raises ends the batch."""
        self._call = call
        self._asks_many = asks_many
        self._feed: Iterator[tuple[int, K]] = iter(())
        self._alone: deque[_Turn[K]] = deque()
        self._asking_many = 0
        self._many_answered = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._landed: deque[tuple[Outcome[K, R], _Slot]] = deque()
        self._ahead: dict[int, tuple[Outcome[K, R], _Slot]] = {}
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
        while (taken := self._take()) is None:
            if self._is_over or self.delivered == len(self.keys):
                raise StopAsyncIteration
            consumer = self._loop.create_future()
            self._consumers.append(consumer)
            try:
                await consumer
            finally:
                self._consumers.remove(consumer)
        outcome, slot = taken
        self.delivered += 1
        slot.left -= 1
        if not slot.left:
            self._slots.release()
        return outcome

    def _take(self) -> tuple[Outcome[K, R], _Slot] | None:
        """An outcome that has landed, with its slot; those go before an error, and a stop signal goes before them."""
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
            while turns := await self._next_turns():
                if len(turns) > 1 and self._asks_many is not None:
                    await self._ask_many(turns, self._asks_many)
                else:
                    await self._settle([(turns[0], await self._outcome(turns[0].key))])
        except (KeyboardInterrupt, SystemExit) as signal:
            self._stop(signal)  # asyncio would end the whole event loop, while the consumer knows nothing

    async def _next_turns(self) -> list[_Turn[K]]:
        """The keys of the next request, once the consumer has a slot for their outcomes; none when the batch is over.

        The feed is shared by the workers: each key goes to one of them.
        """
        size = 1 if self._asks_many is None else self._asks_many.size
        while not self._is_over:
            if self._alone:  # these have a slot already
                return [self._alone.popleft()]
            await self._slots.acquire()
            if self._alone or self._is_over:
                self._slots.release()
                continue
            taken = list(islice(self._feed, size))
            if taken:
                slot = _Slot(len(taken))
                return [_Turn(position, key, slot) for position, key in taken]
            self._slots.release()
            if not self._asking_many:
                break
            self._many_answered.clear()  # the request of another worker may leave keys for this one
            await self._many_answered.wait()
        return []

    async def _ask_many(self, turns: Sequence[_Turn[K]], many: AsksMany) -> None:
        """Make one request for many keys, and leave those without an outcome to whichever worker comes first."""
        self._asking_many += 1
        outcomes: Sequence[Outcome[K, R] | None]
        try:
            outcomes = await many.ask([turn.key for turn in turns])
        except asyncio.CancelledError:
            if _is_being_cancelled():
                raise
            outcomes = [Outcome(turn.key, _cancelled_from_within()) for turn in turns]
        except Exception as error:  # noqa: BLE001  whatever it is, every key has met it
            outcomes = [Outcome(turn.key, error) for turn in turns]
        finally:
            self._asking_many -= 1
            self._many_answered.set()
        found = list(zip(turns, outcomes, strict=True))
        self._alone.extend(turn for turn, outcome in found if outcome is None)
        await self._settle([(turn, outcome) for turn, outcome in found if outcome is not None])

    async def _settle(self, found: Sequence[tuple[_Turn[K], Outcome[K, R]]]) -> None:
        landing = [(turn, outcome) for turn, outcome in found if not isinstance(outcome.error, self.stop_kinds)]
        stopping = next((outcome.error for _, outcome in found if isinstance(outcome.error, self.stop_kinds)), None)
        if landing and self.keep is not None:
            await self.keep([outcome for _, outcome in landing])
        for turn, outcome in landing:
            self._land(turn, outcome)
        if stopping is not None:
            self._stop(stopping)

    async def _outcome(self, key: K) -> Outcome[K, R]:
        try:
            return Outcome(key, None, await self._call(key))
        except asyncio.CancelledError:
            if _is_being_cancelled():
                raise
            return Outcome(key, _cancelled_from_within())
        except Exception as error:  # noqa: BLE001  one failed key must not hurt another
            return Outcome(key, error)

    def _land(self, turn: _Turn[K], outcome: Outcome[K, R]) -> None:
        self.completed += 1
        if self.is_ordered:
            self._ahead[turn.position] = outcome, turn.slot
        else:
            self._landed.append((outcome, turn.slot))
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


def _is_being_cancelled() -> bool:
    """Tell if somebody cancels this worker; otherwise something within its call was cancelled, and the rest goes on."""
    worker = asyncio.current_task()
    return worker is None or worker.cancelling() > 0


def _cancelled_from_within() -> RetroachError:
    return RetroachError("the call was cancelled from within")


def _is_signal(failure: BaseException | None) -> bool:
    """Tell if an exception is no error of a call: KeyboardInterrupt, SystemExit, the end of a test."""
    return failure is not None and not isinstance(failure, Exception)
