"""The ways to make a call many times: batches, gathering and pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast, overload

from retroach_async.batch import Args, Batch, KeyedCall
from retroach_async.many import many_ids
from retroach_async.models import Page
from retroach_async.models.resource import Resource
from retroach_async.only import only
from retroach_async.pages import Pages, pages

K = TypeVar("K")
R = TypeVar("R")
T = TypeVar("T")
M = TypeVar("M", bound=Resource)
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
        call. Equal keys are fetched once. Where a list of V2 can be filtered by ids, one request asks for up to 100
        keys: `ra.batch(ra.v2.games.get, game_ids)`. A key that the list leaves out is then asked for alone.
        """
        return Batch(KeyedCall(call, args, kwargs), keys, self._concurrency, many_ids(call, args, kwargs))

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
        return await self.batch(call, keys, *args, **kwargs).collect()

    @overload
    def only(self, model: type[M], call: Callable[P, Awaitable[Page[Any]]]) -> Callable[P, Awaitable[Page[M]]]: ...
    @overload
    def only(self, model: type[M], call: Callable[P, Awaitable[Resource]]) -> Callable[P, Awaitable[M]]: ...
    def only(self, model: type[M], call: Callable[P, Awaitable[object]]) -> Callable[P, Awaitable[object]]:
        """The same call of V2, asking the server for nothing but the fields of a model of your own.

            class Title(v2.Resource):
                title: str
                players_total: int

            page = await ra.only(Title, ra.v2.games.list)(system_id=7)

        A field has the name and the type that it has in the full model. A relation in the model, such as
        `system = v2.One(lambda: v2.System)`, is included. The result goes into `batch` and `pages` as well. Raises
        `ConfigurationError` when the server cannot give what the model declares.
        """
        return cast("Callable[P, Awaitable[object]]", only(model, call))

    def pages(self, call: Callable[P, Awaitable[Page[T]]], *args: P.args, **kwargs: P.kwargs) -> Pages[T]:
        """The rows of a paged call, across all of its pages, as they are asked for."""
        return pages(call, *args, **kwargs)
