"""The rows of a paged call, across all of its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, ParamSpec, TypeVar, cast

from retroach_async.endpoint import Paging
from retroach_async.errors import ValidationError
from retroach_async.models import Page
from retroach_async.models.resource import Resource
from retroach_async.registry import endpoint_of

P = ParamSpec("P")
T = TypeVar("T")
OnePage = Callable[..., Awaitable[Page[T]]]
"""A paged call, its arguments given by name."""

_MOST_IDLE_PAGES = 10
"""A walk that brings nothing new for so many pages will never end."""


class Pages(AsyncIterator[T]):
    """An async iterator over the rows of a paged call, which asks for each page when its first row is due.

    It begins at the call's own `offset` (V1) or `page` (V2), and its `count` or `page_size` sets the size of
    a page. It ends at the total, or at a page that is shorter than asked for where the server tells no total.
    It advances by what was asked for, because the server sometimes drops rows from a page. No link is followed.
    A row of V2 that moved to the next page in the meantime is given once.

    After an error, or a time-out around `anext`, the next `anext` asks for the same page again. RuntimeError is raised
    when a second task takes rows while a page is asked for.
    """

    def __init__(self, call: OnePage[T], paging: Paging, bound: dict[str, Any], name: str) -> None:
        self._call = call
        self._paging = paging
        self._bound = bound
        self._name = name
        self._position: int = bound[paging.position.name]
        self._page: tuple[T, ...] = ()
        self._seen: frozenset[object] = frozenset()
        self._rows: Iterator[T] = iter(())
        self._delivered = 0
        self._total: int | None = None
        self._idle_pages = 0
        self._is_asking = self._is_last = False

    async def __anext__(self) -> T:
        while True:
            for row in self._rows:
                self._delivered += 1
                return row
            if self._is_last:
                raise StopAsyncIteration
            if self._is_asking:
                raise RuntimeError("another task is waiting for the next row of these pages")
            self._is_asking = True
            try:
                await self._ask()
            finally:
                self._is_asking = False

    @property
    def total(self) -> int | None:
        """Number of rows on all pages, as the latest page tells it; None before the first, and where it is not told."""
        return self._total

    @property
    def delivered(self) -> int:
        """Number of rows that were given so far."""
        return self._delivered

    async def aclose(self) -> None:
        """End the walk early. A walk that is simply left behind holds nothing open."""
        self._rows, self._is_last = iter(()), True

    def __repr__(self) -> str:
        return f"<Pages of {self._name}, {self._delivered} rows delivered>"

    async def _ask(self) -> None:
        size = self._bound[self._paging.size.name]
        page = await self._call(**{**self._bound, self._paging.position.name: self._position})
        if self._is_last:  # it was closed in the meantime
            return
        self._total = page.total if page.is_total_exact else None
        self._position += 1 if self._paging.counts_pages else size
        seen = (self._position - 1) * size if self._paging.counts_pages else self._position
        self._is_last = not size or not has_more(page, size, seen)
        self._idle_pages = 0 if page.results and page.results != self._page else self._idle_pages + 1
        self._page, self._rows = page.results, iter([row for row in page.results if _name(row) not in self._seen])
        self._seen = frozenset(filter(None, map(_name, page.results)))
        if self._idle_pages == _MOST_IDLE_PAGES and not self._is_last:
            await self.aclose()
            raise ValidationError(f"{_MOST_IDLE_PAGES} pages in a row bring nothing new", path="results")


def pages(call: Callable[P, Awaitable[Page[T]]], *args: P.args, **kwargs: P.kwargs) -> Pages[T]:
    """The rows of a paged call, one page at a time. Raises TypeError for any other call."""
    endpoint = endpoint_of(call)
    if endpoint is None or endpoint.paging is None:
        raise TypeError("pages() takes a paged method of the client")
    bound = endpoint.bind(args, kwargs)
    return Pages(cast("OnePage[T]", call), endpoint.paging, bound, endpoint.name)


def _name(row: object) -> object:
    """The type and the id of a row; None for a row without them, as all of V1's are."""
    return row.identifier if isinstance(row, Resource) else None


def has_more(page: Page[Any], size: int, seen: int) -> bool:
    """Tell if there is a row after those seen; `seen` counts from the first row of all."""
    if page.total is None or not page.is_total_exact:
        return len(page.results) >= size if page.has_more is None else page.has_more
    return seen < page.total
