"""The rows of a paged call, across all of its pages."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import Any, ParamSpec, TypeVar, cast

from retroach_async.endpoint import Paging
from retroach_async.errors import ValidationError
from retroach_async.models import Page
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
    It advances by what was asked for, because the server sometimes drops rows from a page.
    """

    def __init__(self, rows: AsyncGenerator[T, None], name: str) -> None:
        self._rows = rows
        self._name = name
        self._delivered = 0

    async def __anext__(self) -> T:
        row = await anext(self._rows)
        self._delivered += 1
        return row

    async def aclose(self) -> None:
        """End the walk early. A walk that is simply left behind holds nothing open."""
        await self._rows.aclose()

    def __repr__(self) -> str:
        return f"<Pages of {self._name}, {self._delivered} rows delivered>"


def pages(call: Callable[P, Awaitable[Page[T]]], *args: P.args, **kwargs: P.kwargs) -> Pages[T]:
    """The rows of a paged call, one page at a time. Raises TypeError for any other call."""
    endpoint = endpoint_of(call)
    if endpoint is None or endpoint.paging is None:
        raise TypeError("pages() takes a paged method of the client")
    bound = endpoint.bind(args, kwargs)
    return Pages(_walk(cast("OnePage[T]", call), endpoint.paging, bound), endpoint.name)


async def _walk(call: OnePage[T], paging: Paging, bound: dict[str, Any]) -> AsyncGenerator[T, None]:
    size, position = bound[paging.size.name], bound[paging.position.name]
    step = 1 if paging.counts_pages else size
    idle_pages, latest = 0, tuple[T, ...]()
    while True:
        page = await call(**{**bound, paging.position.name: position})
        for row in page.results:
            yield row
        position += step
        seen = (position - 1) * size if paging.counts_pages else position
        if not size or not _has_more(page, size, seen):
            return
        idle_pages = 0 if page.results and page.results != latest else idle_pages + 1
        latest = page.results
        if idle_pages == _MOST_IDLE_PAGES:
            raise ValidationError(f"{idle_pages} pages in a row bring nothing new", path="results")


def _has_more(page: Page[Any], size: int, seen: int) -> bool:
    """Tell if there is a row after those seen; `seen` counts from the first row of all."""
    if page.total is None or not page.is_total_exact:
        return len(page.results) >= size
    return seen < page.total
