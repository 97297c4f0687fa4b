"""The ways to make a call many times: batches, gathering and pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Concatenate, ParamSpec, TypeVar, overload

from retroach_async.batch import Args, Batch, call_for
from retroach_async.models import Page
from retroach_async.pages import Pages, pages

K = TypeVar("K")
R = TypeVar("R")
T = TypeVar("T")
P = ParamSpec("P")


class ManyCalls:
    """The part of a client that makes one call many times; each way keeps the types of the call."""

    _concurrency: int

    @overload
    def batch(self, call: Callable[..., Awaitable[R]], keys: Iterable[Args], **kwargs: object) -> Batch[Args, R]: ...
    @overload
    def batch(
        self, call: Callable[Concatenate[K, P], Awaitable[R]], keys: Iterable[K], *args: P.args, **kwargs: P.kwargs
    ) -> Batch[K, R]: ...
    def batch(
        self, call: Callable[..., Awaitable[R]], keys: Iterable[K], *args: object, **kwargs: object
    ) -> Batch[K, R]:
        """One call for many keys, as a stream of outcomes: `ra.batch(ra.get_game, [1, 2, 3])`.

        A key is the first argument of the call, or `Args` with any of its arguments. The options are those of the
        call. Equal keys are fetched once.
        """
        return Batch(call_for(call, args, kwargs), keys, self._concurrency)

    @overload
    async def gather(
        self, call: Callable[..., Awaitable[R]], keys: Iterable[Args], **kwargs: object
    ) -> dict[Args, R]: ...
    @overload
    async def gather(
        self, call: Callable[Concatenate[K, P], Awaitable[R]], keys: Iterable[K], *args: P.args, **kwargs: P.kwargs
    ) -> dict[K, R]: ...
    async def gather(
        self, call: Callable[..., Awaitable[R]], keys: Iterable[K], *args: object, **kwargs: object
    ) -> dict[K, R]:
        """The results of one call for many keys, in the order of the keys.

        The first error is raised and ends the rest. Keys that are equal, such as 1 and 1.0, share one entry.
        """
        return await Batch(call_for(call, args, kwargs), keys, self._concurrency).collect()

    def pages(self, call: Callable[P, Awaitable[Page[T]]], *args: P.args, **kwargs: P.kwargs) -> Pages[T]:
        """The rows of a paged call, across all of its pages, as they are asked for."""
        return pages(call, *args, **kwargs)
