"""Many ids in one request: a list that can be filtered by ids answers for up to 100 calls at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import copy
from typing import Any

from retroach_async.endpoint import Endpoint
from retroach_async.errors import DecodeError, InvalidRequest, NotFound, RetroachError, ValidationError
from retroach_async.keys import LARGEST_ID
from retroach_async.query import Parts, Query
from retroach_async.registry import Group, binder_of, endpoint_of
from retroach_async.wire import documents
from retroach_async.workers import Outcome

_MOST_IDS = 100
"""The server's largest page."""
_ASK_SINGLY = (ValidationError, DecodeError, InvalidRequest, NotFound)
"""Errors that may be about one id of many. Any other error is an outage, which each of the ids would meet."""


class ManyIds:
    """Asks a list for many ids at once.

    A list leaves out some things that have a page of their own, such as the subsets among games. So an id that the
    list leaves out has no outcome here: its own page decides.

    A cache keeps each row as the answer for its own id, and gives what it knows before anything is sent. So the next
    batch asks only for the ids that no batch and no single call asked for, whatever their order, and a request that
    fails harms no id that was known.
    """

    size = _MOST_IDS

    def __init__(
        self,
        group: Group,
        query_of: Callable[[int], Query],
        listing: Endpoint,
        bind: Callable[[Sequence[int]], dict[str, Any]],
    ) -> None:
        self._group = group
        self._query_of = query_of
        self._listing = listing
        self._bind = bind

    async def ask(self, keys: Sequence[Any]) -> list[Outcome[Any, Any] | None]:
        """The outcome for each key; None for a key that has to be asked for alone."""
        ids = list(filter(_is_id, keys))
        outcomes: dict[str, Outcome[Any, Any]] = {}
        while len(ids) > 1:
            named = {str(own): own for own in ids}
            try:
                page, unknown = await self._group._invoke(self._listing, self._bind(ids), self._parts(ids))
            except _ASK_SINGLY:
                break
            except RetroachError as error:
                # Each outcome has an error of its own, so that nobody's notes stand in somebody else's traceback.
                outcomes |= {text: Outcome(own, copy(error)) for text, own in named.items()}
                break
            for row in page.results:
                if row.identifier is not None and row.identifier.id in named:
                    outcomes[row.identifier.id] = Outcome(named[row.identifier.id], None, row)
            ids = [named[text] for text in unknown]  # none, unless the cache knew some of them
        return [outcomes.get(str(key)) if _is_id(key) else None for key in keys]

    def _parts(self, ids: Sequence[int]) -> Parts:
        return Parts(
            ids=tuple(map(str, ids)),
            query_of=lambda own: self._query_of(int(own)),
            query_for=lambda some: self._listing.compile(self._bind([int(own) for own in some])),
            apart=documents.apart,
            together=documents.together,
        )


def _is_id(key: object) -> bool:
    return type(key) is int and 0 < key <= LARGEST_ID


def many_ids(
    call: Callable[..., Awaitable[Any]], args: Sequence[object], options: Mapping[str, object]
) -> ManyIds | None:
    """A way to make a call for many ids at once; None when there is none, or none with these arguments."""
    endpoint, group = endpoint_of(call), getattr(call, "__self__", None)
    if endpoint is None or endpoint.many is None or args or not isinstance(group, Group):
        return None
    many, listing = endpoint.many, endpoint.many.listing(group)
    lists = endpoint_of(listing)
    if lists is None or not set(options) <= set(endpoint.arguments) & set(lists.arguments):
        return None
    bind_one, bind_many = binder_of(call, endpoint), binder_of(listing, lists)
    return ManyIds(
        group,
        lambda own: endpoint.compile(bind_one((own,), options)),
        lists,
        lambda ids: bind_many((), {**many.options, **options, many.ids: ids, "page_size": _MOST_IDS}),
    )
