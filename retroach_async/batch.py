"""One call for many keys, as a stream of outcomes that loses none."""

from __future__ import annotations

import os
import warnings
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from inspect import iscoroutinefunction
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar

from attrs import frozen

from retroach_async._lazy import LazyModule
from retroach_async.args import Args, identity
from retroach_async.checks import complaint
from retroach_async.errors import ConfigurationError
from retroach_async.workers import AsksMany, Keep, Outcome, Workers

if TYPE_CHECKING:
    from retroach_async import jobs
    from retroach_async.jobs import running
else:  # only a batch that goes into a file needs them
    jobs, running = LazyModule("retroach_async.jobs"), LazyModule("retroach_async.jobs.running")

__all__ = ["Args", "Batch", "KeyedCall", "Outcome"]

K = TypeVar("K")
R = TypeVar("R")


class Batch(Generic[K, R]):
    """An async context manager and an async iterator of `Outcome`, one for each different key.

        async with ra.batch(ra.get_game, game_ids) as outcomes:
            async for outcome in outcomes:
                ...

    A few workers share the keys. No more calls than the concurrency are in flight. The workers pause while
    nobody takes the outcomes, so memory stays flat. A failed key is an outcome like any other. However the
    block is left, nothing is running after it.

    Two things end a batch early; the calls in flight are then cancelled, and no others are made. An error
    that every other key would meet as well, which is `AuthenticationFailed` unless `stop_on` says otherwise:
    the iteration gives the outcomes that have landed, then raises the error, which is no outcome. And an
    exception that is no error of a call, such as KeyboardInterrupt: the iteration raises it at once.
    """

    def __init__(
        self,
        call: Callable[[K], Awaitable[R]],
        keys: Iterable[K],
        concurrency: int,
        asks_many: AsksMany | None = None,
    ) -> None:
        self._state: Literal["new", "open", "closed"] = "new"
        self._call = call
        self._asks_many = asks_many
        self._keys = tuple({identity(key): key for key in keys}.values())
        self._workers = Workers(call, self._keys, concurrency, asks_many)

    def ordered(self) -> Self:
        """The same batch, giving its outcomes in the order of the keys."""
        self._refuse_options_after_entering("ordered()")
        self._workers.is_ordered = True
        return self

    def with_concurrency(self, concurrency: int) -> Self:
        """The same batch with another number of calls in flight."""
        self._refuse_options_after_entering(f"with_concurrency({concurrency})")
        if wrong := complaint(concurrency, least=1, whole=True):
            raise ConfigurationError(f"concurrency {wrong}")
        self._workers.concurrency = concurrency
        return self

    def stop_on(self, *errors: type[Exception]) -> Self:
        """The same batch, ended by the first error of one of these kinds; without any it goes on to the last key.

        As it is made, a batch stops on `AuthenticationFailed`.
        """
        self._refuse_options_after_entering("stop_on(...)")
        for kind in errors:
            if not _is_kind_of_error(kind):
                raise ConfigurationError(f"stop_on takes kinds of errors, such as AuthenticationFailed, not {kind!r}")
        self._workers.stop_kinds = errors
        return self

    @property
    def keys(self) -> tuple[K, ...]:
        """The different keys, in their order."""
        return self._keys

    @property
    def total(self) -> int:
        """The number of different keys, and so of outcomes in the end."""
        return len(self._keys)

    @property
    def delivered(self) -> int:
        """The number of outcomes that the iteration has given so far; a progress bar shows it."""
        return self._workers.delivered

    @property
    def completed(self) -> int:
        """The number of keys that have an outcome; it runs ahead of `delivered`."""
        return self._workers.completed

    @property
    def requests(self) -> int:
        """The fewest requests that it takes without a cache: one for each key, or for 100 where a list of ids is asked.

        A retry is one more, and so is each id that the list does not have.
        """
        return self._requests_for(len(self._keys))

    def _requests_for(self, keys: int) -> int:
        return keys if self._asks_many is None else -(-keys // self._asks_many.size)

    async def __aenter__(self) -> Self:
        if self._state != "new":
            raise ConfigurationError("a batch is entered once: make another one with `ra.batch(...)`")
        self._state = "open"
        self._workers.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._state = "closed"
        await self._workers.end()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome[K, R]:
        if self._state != "open":
            raise ConfigurationError(
                "a batch is iterated inside its block: "
                "`async with ra.batch(...) as outcomes:`, and there `async for outcome in outcomes:`"
            )
        return await self._workers.next()

    async def collect(self) -> dict[K, R]:
        """The values in the order of the keys; the first error is raised and ends the rest.

        A dictionary has one entry for keys that are equal, such as 1 and 1.0: the first of the keys, with the
        value that came last.
        """
        values: dict[K, Any] = dict.fromkeys(self._keys)
        async with self:
            async for outcome in self:
                values[outcome.key] = outcome.value
        return values

    async def to_file(
        self,
        path: str | os.PathLike[str],
        *,
        explode: bool = False,
        restart: bool = False,
        on_progress: Callable[[jobs.JobReport], object] | None = None,
    ) -> jobs.JobReport:
        """Write the answers into a file, and go on where an earlier run was ended.

        The ending of `path` names the format: `.jsonl`, `.csv`, `.parquet` (which needs the extra `[export]`), or
        `.sqlite` and `.db`, where the table has the name of the method. With `explode` a table of distributions has a
        row for each number of unlocks.

        Each outcome goes into a journal at once, `FILE.part.jsonl`, so a key that has an answer is not asked for
        again, whatever ends the process. No such thing is an answer, too. At the end FILE is made of the journal. Keys
        that failed are in `FILE.failed.jsonl`; the journal then stays, and the next run tries them again. With more
        keys than before only the new ones are asked for. `restart` begins anew.

        `on_progress` is called with the report so far, at the start and after each outcome. Returns the report at the
        end. Raises `ConfigurationError` for a file of another job, also of other options, and for one that another run
        writes; `AuthenticationFailed`, or another error that the batch stops at; OSError when the disk is full. The
        journal is kept in every case.
        """
        if self._state != "new":
            raise ConfigurationError("a batch is used once: make another one with `ra.batch(...)`")
        tell: object = on_progress
        if tell is not None and (not callable(tell) or iscoroutinefunction(tell)):
            raise ConfigurationError("on_progress takes a plain function: it is called with each report, not awaited")
        if not isinstance(self._call, KeyedCall):
            raise ConfigurationError("a job takes a batch that a client has made: `ra.batch(ra.get_game, ids)`")
        mine = self._call
        job = running.job_of(
            mine.call, mine.args, mine.options, self._keys, path=path, explode=explode, restart=restart
        )

        self._state = "closed"  # for everybody else, from now on

        def ask(keys: Sequence[K], keep: Keep) -> Batch[K, R]:
            self._workers.keys, self._workers.keep = tuple(keys), keep
            self._state = "new"
            return self

        return await running.run(job, ask, self._requests_for, on_progress)

    def __del__(self) -> None:
        if getattr(self, "_state", "new") == "open":
            warnings.warn(f"{self!r} was never left: use `async with`", ResourceWarning, stacklevel=2, source=self)
            self._workers.abandon()

    def __repr__(self) -> str:
        return f"<Batch of {len(self._keys)} keys, {self.delivered} delivered, {self._state}>"

    def _refuse_options_after_entering(self, option: str) -> None:
        if self._state != "new":
            raise ConfigurationError(
                f"options come before the block is entered: `async with ra.batch(...).{option} as outcomes:`"
            )


def _is_kind_of_error(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Exception)


@frozen
class KeyedCall(Generic[R]):
    """A call for a key: the key is its first argument, or, if it is `Args`, many of them."""

    call: Callable[..., Awaitable[R]]
    args: tuple[object, ...]
    """The arguments after the key."""
    options: Mapping[str, object]

    def __call__(self, key: object) -> Awaitable[R]:
        """Make the call."""
        if isinstance(key, Args):
            return self.call(*key.args, *self.args, **{**self.options, **key.kwargs})
        return self.call(key, *self.args, **self.options)
