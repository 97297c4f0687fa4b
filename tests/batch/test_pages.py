"""Rows across pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from retroach_async import Client, Credentials, InvalidRequest, NotFound, ValidationError
from retroach_async.query import Reply
from retroach_async.testing import MemoryTransport, json_reply
from retroach_async.transport.protocol import Request

Given = Callable[[dict[str, str]], object]


def progress(game_id: int) -> dict[str, Any]:
    """One row of a user's progress."""
    return {
        "GameID": game_id,
        "Title": f"Game {game_id}",
        "ImageIcon": "/Images/000001.png",
        "ConsoleID": 25,
        "ConsoleName": "Atari 2600",
        "MaxPossible": 12,
        "NumAwarded": 3,
        "NumAwardedHardcore": 2,
        "MostRecentAwardedDate": "2024-02-29T12:00:00+00:00",
        "HighestAwardKind": None,
        "HighestAwardDate": None,
    }


def listed(game_id: int) -> dict[str, Any]:
    """One row of a system's games."""
    return {
        "ID": game_id,
        "Title": f"Game {game_id}",
        "ConsoleID": 25,
        "ConsoleName": "Atari 2600",
        "ImageIcon": "/Images/000001.png",
        "NumAchievements": 12,
        "NumLeaderboards": 0,
        "Points": 100,
        "DateModified": None,
        "ForumTopicID": None,
    }


def resource(game_id: int) -> dict[str, Any]:
    """One game as V2 sends it."""
    numbers = (
        "playersTotal playersHardcore achievementsPublished achievementsUnpublished pointsTotal pointsWeighted "
        "timesBeaten timesBeatenHardcore"
    )
    texts = "title sortTitle badgeUrl imageBoxArtUrl imageTitleUrl imageIngameUrl"
    attributes: dict[str, Any] = dict.fromkeys(numbers.split(), 1) | dict.fromkeys(texts.split(), "text")
    attributes |= {"releasedAt": None, "releasedAtGranularity": None}
    return {"type": "games", "id": str(game_id), "attributes": attributes}


class Server:
    """A transport that answers from the parameters of each request."""

    def __init__(self, given: Given) -> None:
        self.transport = MemoryTransport(self._answer)
        self._given = given

    def _answer(self, request: Request) -> Reply:
        return json_reply(self._given(dict(request.query.params)))

    def asked(self, *keys: str) -> list[tuple[str | None, ...]]:
        """The values of some parameters in each request."""
        return [tuple(dict(query.params).get(key) for key in keys) for query in self.transport.queries]


@pytest.fixture
async def served(credentials: Credentials) -> AsyncIterator[Callable[[Given], tuple[Client, Server]]]:
    """Makes a client of a server."""
    clients: list[Client] = []

    def make(given: Given) -> tuple[Client, Server]:
        server = Server(given)
        clients.append(Client(credentials, transport=server.transport, rate_limit=None))
        return clients[-1], server

    yield make
    for client in clients:
        await client.aclose()


def progress_of(total: int, dropped: frozenset[int] = frozenset()) -> Given:
    """A user who played so many games, some of which the server leaves out of their page."""

    def answer(params: dict[str, str]) -> object:
        start, size = int(params.get("o", 0)), int(params.get("c", 100))
        ids = [game_id for game_id in range(start + 1, min(start + size, total) + 1) if game_id not in dropped]
        return {"Count": len(ids), "Total": total, "Results": [progress(game_id) for game_id in ids]}

    return answer


async def test_v1_is_walked_by_offset_until_the_total(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """Offsets grow by what was asked for, and the walk ends at the total without an extra request."""
    ra, server = served(progress_of(25))
    async with ra:
        rows = [row.game_id async for row in ra.pages(ra.get_user_completion_progress, "Tester", count=10)]
    assert rows == list(range(1, 26))
    assert server.asked("o", "c") == [(None, "10"), ("10", "10"), ("20", "10")]


async def test_total_at_the_end_of_a_page_costs_no_extra_request(
    served: Callable[[Given], tuple[Client, Server]],
) -> None:
    """When the last page is full the total still says that it is the last."""
    ra, server = served(progress_of(20))
    async with ra:
        assert len([row async for row in ra.pages(ra.get_user_completion_progress, "Tester", count=10)]) == 20
    assert len(server.transport.queries) == 2


async def test_walk_tells_how_far_it_is(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """The total is known from the first page on, and the rows are counted as they are given."""
    ra, _ = served(progress_of(25))
    async with ra:
        rows = ra.pages(ra.get_user_completion_progress, "Tester", count=10)
        assert (rows.delivered, rows.total) == (0, None)
        await anext(rows)
        assert (rows.delivered, rows.total) == (1, 25)
        assert len([row async for row in rows]) == 24
        assert (rows.delivered, rows.total) == (25, 25)


async def test_walk_begins_where_it_is_told_to(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """A given offset is the beginning, and the endpoint's own default the size."""
    ra, server = served(progress_of(250))
    async with ra:
        rows = [row.game_id async for row in ra.pages(ra.get_user_completion_progress, "Tester", offset=40)]
    assert rows == list(range(41, 251))
    assert server.asked("o") == [("40",), ("140",), ("240",)]


async def test_rows_that_the_server_drops_do_not_shift_the_walk(
    served: Callable[[Given], tuple[Client, Server]],
) -> None:
    """A page that is shorter than asked for is not taken for the end, and no row comes twice."""
    dropped = frozenset({3, 11, 12, 19})
    ra, server = served(progress_of(25, dropped))
    async with ra:
        rows = [row.game_id async for row in ra.pages(ra.get_user_completion_progress, "Tester", count=10)]
    assert rows == [game_id for game_id in range(1, 26) if game_id not in dropped]
    assert len(server.transport.queries) == 3


async def test_page_without_any_row_is_not_the_end_while_there_is_a_total(
    served: Callable[[Given], tuple[Client, Server]],
) -> None:
    """A page of which every row was dropped is walked over."""
    ra, _ = served(progress_of(25, frozenset(range(11, 21))))
    async with ra:
        rows = [row.game_id async for row in ra.pages(ra.get_user_completion_progress, "Tester", count=10)]
    assert rows == [*range(1, 11), *range(21, 26)]


async def test_empty_pages_without_end_are_an_error(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """A server that promises rows and never sends one does not hold the walk for ever."""
    ra, server = served(lambda params: {"Count": 0, "Total": 10**9, "Results": []})
    async with ra:
        with pytest.raises(ValidationError) as caught:
            [row async for row in ra.pages(ra.get_user_completion_progress, "Tester")]
    assert caught.value.path == "results"
    assert len(server.transport.queries) == 10


async def test_page_that_comes_again_and_again_is_an_error(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """A server that sends the same page whatever is asked for does not hold the walk for ever."""
    ra, server = served(lambda params: [listed(game_id) for game_id in range(1, 11)])
    async with ra:
        with pytest.raises(ValidationError, match="nothing new"):
            [row async for row in ra.pages(ra.get_game_list, 25, count=10)]
    assert len(server.transport.queries) == 11


async def test_empty_pages_between_others_are_walked_over(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """Only empty pages in a row mean that there is no end: rows after each of them begin the count anew."""
    empty = frozenset(game_id for game_id in range(1, 401) if (game_id - 1) // 10 % 4)
    ra, server = served(progress_of(400, empty))
    async with ra:
        rows = [row.game_id async for row in ra.pages(ra.get_user_completion_progress, "Tester", count=10)]
    assert rows == [game_id for game_id in range(1, 401) if game_id not in empty]
    assert len(server.transport.queries) == 40


@pytest.mark.parametrize(("games", "requests"), [(25, 3), (20, 3), (0, 1), (9, 1)])
async def test_v1_without_a_total_ends_at_a_short_page(
    games: int, requests: int, served: Callable[[Given], tuple[Client, Server]]
) -> None:
    """Where the server tells no total, a full page means that there may be more."""

    def answer(params: dict[str, str]) -> object:
        start, size = int(params.get("o", 0)), int(params["c"])
        return [listed(game_id) for game_id in range(1, games + 1)][start : start + size]

    ra, server = served(answer)
    async with ra:
        rows = [row.id async for row in ra.pages(ra.get_game_list, 25, count=10)]
    assert rows == list(range(1, games + 1))
    assert len(server.transport.queries) == requests


async def test_everything_at_once_is_one_page(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """Without a count the list of games comes whole, and is not asked for again."""
    ra, server = served(lambda params: [listed(game_id) for game_id in range(1, 301)])
    async with ra:
        assert len([row async for row in ra.pages(ra.get_game_list, 25)]) == 300
    assert len(server.transport.queries) == 1


async def test_v2_is_walked_by_page_number(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """Page numbers grow by one until the total is reached."""

    def answer(params: dict[str, str]) -> object:
        number, size = int(params.get("page[number]", 1)), int(params["page[size]"])
        ids = range((number - 1) * size + 1, min(number * size, 25) + 1)
        return {"data": [resource(game_id) for game_id in ids], "meta": {"page": {"total": 25}}}

    ra, server = served(answer)
    async with ra:
        rows = [row.id async for row in ra.pages(ra.v2.games.list, sort="title", page_size=10)]
    assert rows == list(range(1, 26))
    assert server.asked("page[number]", "sort") == [(None, "title"), ("2", "title"), ("3", "title")]


async def test_v2_walk_can_begin_at_a_later_page(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """A given page is the beginning."""

    def answer(params: dict[str, str]) -> object:
        return {"data": [resource(int(params["page[number]"]))], "meta": {"page": {"total": 101}}}

    ra, server = served(answer)
    async with ra:
        rows = [row.id async for row in ra.pages(ra.v2.games.list, page=2)]
    assert rows == [2, 3]
    assert server.asked("page[number]") == [("2",), ("3",)]


async def test_pages_are_asked_for_when_they_are_needed(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """Whoever stops after a few rows has cost one request."""
    ra, server = served(progress_of(1000))
    async with ra:
        rows = ra.pages(ra.get_user_completion_progress, "Tester", count=10)
        assert server.transport.queries == []
        assert (await anext(rows)).game_id == 1
        assert (await anext(rows)).game_id == 2
        await rows.aclose()
    assert len(server.transport.queries) == 1


async def test_walk_shows_how_far_it_is(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """The repr of a walk has the call and the number of rows that were taken."""
    ra, _ = served(progress_of(1000))
    async with ra:
        rows = ra.pages(ra.get_user_completion_progress, "Tester", count=10)
        assert repr(rows) == "<Pages of get_user_completion_progress, 0 rows delivered>"
        for _ in range(12):
            await anext(rows)
        assert repr(rows) == "<Pages of get_user_completion_progress, 12 rows delivered>"
        assert repr(ra.pages(ra.v2.games.list)) == "<Pages of v2.games.list, 0 rows delivered>"


async def test_error_on_a_page_comes_out(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """A page that fails raises, after the rows before it were given."""

    def answer(params: dict[str, str]) -> object:
        return progress_of(30)(params) if "o" not in params else {"success": False}

    ra, _ = served(answer)
    async with ra:
        rows = ra.pages(ra.get_user_completion_progress, "Tester", count=10)
        assert [(await anext(rows)).game_id for _ in range(10)] == list(range(1, 11))
        with pytest.raises(NotFound):
            await anext(rows)


async def test_walk_goes_on_at_the_page_that_failed(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """After an error the same page is asked for again, so that no row is lost and the end is the end."""
    failures: list[object] = [{"success": False}] * 2

    def answer(params: dict[str, str]) -> object:
        return failures.pop() if "o" in params and failures else progress_of(30)(params)

    ra, _ = served(answer)
    ids: list[int] = []

    async def take_all() -> None:
        async for row in rows:
            ids.append(row.game_id)  # noqa: PERF401  a failure must keep the rows before it

    async with ra:
        rows = ra.pages(ra.get_user_completion_progress, "Tester", count=10)
        for _ in range(2):
            with pytest.raises(NotFound):
                await take_all()
        await take_all()
    assert ids == list(range(1, 31))


async def test_time_out_around_one_row_does_not_end_the_walk(
    served: Callable[[Given], tuple[Client, Server]],
) -> None:
    """A row that nobody waits for any more goes to the next who waits; one task may wait at a time."""
    ra, server = served(progress_of(1))
    async with ra:
        rows = ra.pages(ra.get_user_completion_progress, "Tester")
        server.transport.hold()
        waits = asyncio.ensure_future(anext(rows))
        await server.transport.arrived(1)
        with pytest.raises(RuntimeError, match="another task"):
            await anext(rows)
        waits.cancel()
        await asyncio.wait({waits})
        server.transport.release()
        assert [row.game_id async for row in rows] == [1]


async def test_only_paged_calls_can_be_walked(served: Callable[[Given], tuple[Client, Server]]) -> None:
    """Any other callable is a TypeError that says what is wanted."""
    ra, server = served(lambda params: [])
    async with ra:
        for call in (ra.get_game, ra.fetch, lambda number: None):
            with pytest.raises(TypeError, match="paged"):
                ra.pages(call, 1)  # type: ignore[arg-type]
    assert server.transport.queries == []


async def test_wrong_size_of_a_page_is_refused_before_the_first_request(
    served: Callable[[Given], tuple[Client, Server]],
) -> None:
    """More rows than the server gives at once are refused by the name of the parameter."""
    ra, server = served(lambda params: [])
    async with ra:
        with pytest.raises(InvalidRequest, match="count"):
            await anext(ra.pages(ra.get_user_completion_progress, "Tester", count=501))
    assert server.transport.queries == []
