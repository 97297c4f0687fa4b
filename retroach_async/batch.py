"""One call for many keys, as a stream of outcomes that loses none."""

from __future__ import annotations

import warnings
from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar

from retroach_async.args import Args, identity
from retroach_async.checks import complaint
from retroach_async.errors import ConfigurationError
from retroach_async.workers import AsksMany, Outcome, Workers

__all__ = ["Args", "Batch", "Outcome", "call_for"]

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


def call_for(
    call: Callable[..., Awaitable[R]], args: tuple[object, ...], options: Mapping[str, object]
) -> Callable[[object], Awaitable[R]]:
    """A function that makes the call for a key: the key is its first argument, or, if it is `Args`, many of them."""

    def call_with(key: object) -> Awaitable[R]:
        if isinstance(key, Args):
            return call(*key.args, *args, **{**options, **key.kwargs})
        return call(key, *args, **options)

    return call_with
