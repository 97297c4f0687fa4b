"""Many ids in one request: a list that can be filtered by ids answers for up to 100 calls at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import copy
from typing import Any

from retroach_async.errors import DecodeError, InvalidRequest, NotFound, RetroachError, ValidationError
from retroach_async.keys import LARGEST_ID
from retroach_async.models import Page
from retroach_async.registry import Group, endpoint_of
from retroach_async.workers import Outcome

_MOST_IDS = 100
"""The server's largest page."""
_ASK_SINGLY = (ValidationError, DecodeError, InvalidRequest, NotFound)
"""Errors that may be about one id of many. Any other error is an outage, which each of the ids would meet."""


class ManyIds:
    """Asks a list for many ids at once.

    A list leaves out some things that have a page of their own, such as the subsets among games. So an id that the
    list leaves out has no outcome here: its own page decides.
    """

    size = _MOST_IDS

    def __init__(self, listing: Callable[..., Awaitable[Page[Any]]], ids: str, options: Mapping[str, Any]) -> None:
        self._listing = listing
        self._ids = ids
        self._options = options

    async def ask(self, keys: Sequence[Any]) -> list[Outcome[Any, Any] | None]:
        """The outcome for each key; None for a key that has to be asked for alone."""
        ids = list(filter(_is_id, keys))
        if len(ids) < 2:
            return [None] * len(keys)
        try:
            page = await self._listing(**self._options, **{self._ids: ids}, page_size=self.size)
        except _ASK_SINGLY:
            return [None] * len(keys)
        except RetroachError as error:
            # Each outcome has an error of its own, so that nobody's notes stand in somebody else's traceback.
            return [Outcome(key, copy(error)) if _is_id(key) else None for key in keys]
        rows = {row.identifier.id: row for row in page.results if row.identifier is not None}
        return [Outcome(key, None, rows[str(key)]) if _is_id(key) and str(key) in rows else None for key in keys]


def _is_id(key: object) -> bool:
    return type(key) is int and 0 < key <= LARGEST_ID


def many_ids(
    call: Callable[..., Awaitable[Any]], args: Sequence[object], options: Mapping[str, object]
) -> ManyIds | None:
    """A way to make a call for many ids at once; None when there is none, or none with these arguments."""
    endpoint, group = endpoint_of(call), getattr(call, "__self__", None)
    if endpoint is None or endpoint.many is None or args or not isinstance(group, Group):
        return None
    listing = endpoint.many.listing(group)
    lists = endpoint_of(listing)
    if lists is None or not set(options) <= set(endpoint.arguments) & set(lists.arguments):
        return None
    return ManyIds(listing, endpoint.many.ids, {**endpoint.many.options, **options})
