"""The rows of a paged call, across all of its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, ParamSpec, TypeVar, cast

from retroach_async.errors import ValidationError
from retroach_async.models import Page
from retroach_async.registry import endpoint_of

P = ParamSpec("P")
T = TypeVar("T")

_MOST_IDLE_PAGES = 10
"""A walk that brings nothing new for so long will never end."""


async def pages(call: Callable[P, Awaitable[Page[T]]], *args: P.args, **kwargs: P.kwargs) -> AsyncIterator[T]:
    """The rows of a paged call, one page at a time, as they are asked for.

    The call's own `count` (V1) or `page_size` (V2) sets the size of a page, its `offset` or
    `page` where to begin. It ends at the total, or at a page that is shorter than asked for where
    the server tells no total. It advances by what was asked for, because the server sometimes drops
    rows from a page.
    """
    endpoint = endpoint_of(call)
    paging = endpoint.paging if endpoint else None
    if endpoint is None or paging is None:
        raise TypeError("pages() takes a paged method of the client")
    bound = endpoint.bind(args, kwargs)
    size, position = bound[paging.size.name], bound[paging.position.name]
    step = 1 if paging.counts_pages else size
    idle_pages, latest = 0, tuple[T, ...]()
    while True:
        options: dict[str, Any] = bound | {paging.position.name: position}
        page = await cast("Callable[..., Awaitable[Page[T]]]", call)(**options)
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
    """Whether there is a row after those seen; `seen` counts from the first row of all."""
    if page.total is None or not page.is_total_exact:
        return len(page.results) >= size
    return seen < page.total
