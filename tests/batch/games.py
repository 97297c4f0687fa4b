"""Servers that know games by their ids: distributions of V1, and games of V2, asked for one by one or together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from retroach_async import CachePolicy, Client, Credentials
from retroach_async.query import Query, Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.relations.documents import SYSTEM, game, page_of

UNLISTED = {40, 80, 120}
"""Games that have a page of their own, and are in no list."""
MOST = 5000
"""Games up to this id exist."""


def ids_in(query: Query) -> list[int]:
    """The ids for which a query asks."""
    texts = dict(query.params)["filter[id]"] if query.path == "games" else query.path.removeprefix("games/")
    return [int(text) for text in texts.split(",")]


def titled(number: int, title: str) -> dict[str, Any]:
    """A game of that title, with its system."""
    return game(number, system=SYSTEM) | {"attributes": {"title": title}}


def players_as_id(request: Request) -> object:
    """The distribution of a game of V1 that has as many players as its id."""
    return json_reply({"1": int(dict(request.query.params)["i"])})


class Server:
    """Games by their ids; faults can be put in front."""

    def __init__(self) -> None:
        self.transport = MemoryTransport(self._answer)
        self.fault: Callable[[Query], Reply | Exception | Awaitable[Reply] | None] = lambda query: None
        self.missing: set[int] = set()
        """Games that exist no more."""
        self.title = "Title"

    @property
    def asked(self) -> list[list[int]]:
        """The ids of each request, in the order of the requests."""
        return [ids_in(query) for query in self.transport.queries]

    def _answer(self, request: Request) -> Any:
        query = request.query
        found = self.fault(query)
        if found is not None:
            return found
        ids = [number for number in ids_in(query) if number <= MOST and number not in self.missing]
        if query.path == "games":
            listed = [number for number in reversed(ids) if number not in UNLISTED]
            rows = [titled(number, self.title) for number in listed]
            return json_reply(page_of(rows, [SYSTEM]))
        if not ids:
            return json_reply({"message": "Not Found", "errors": [{"status": "404", "title": "Not Found"}]}, 404)
        return json_reply({"data": titled(ids[0], self.title), "included": [SYSTEM]})


async def outcomes_of(ra: Client, keys: Any, **options: Any) -> dict[Any, Any]:
    """The value or the error of each key."""
    async with ra.batch(ra.v2.games.get, keys, **options) as batch:
        return {outcome.key: outcome.error or outcome.value async for outcome in batch}


def client_of(server: Server, credentials: Credentials, clock: FakeClock, cache: CachePolicy | None = None) -> Client:
    """A client of the server, with three calls in flight."""
    return Client(
        credentials,
        transport=server.transport,
        clock=clock,
        rate_limit=None,
        retry=None,
        concurrency=3,
        cache=cache,
    )
