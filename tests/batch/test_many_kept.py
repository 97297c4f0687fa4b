"""A batch of ids with a cache."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from retroach_async import (
    CachePolicy,
    Client,
    ConnectionFailed,
    Credentials,
    MemoryStore,
    NotFound,
    RetroachError,
    ServerError,
    SqliteStore,
    TimedOut,
    ValidationError,
    v2,
)
from retroach_async.query import Query, Reply
from retroach_async.testing import FakeClock, json_reply
from tests.batch.games import MOST, UNLISTED, Server, client_of, ids_in, outcomes_of
from tests.relations.documents import SYSTEM, game, page_of


@pytest.fixture
def store() -> MemoryStore:
    """The store of the cache."""
    return MemoryStore()


@pytest.fixture
async def ra(
    server: Server, credentials: Credentials, running_clock: FakeClock, store: MemoryStore
) -> AsyncIterator[Client]:
    """A client of the server, with a cache."""
    async with client_of(server, credentials, running_clock, CachePolicy(store=store)) as client:
        yield client


async def test_repeated_batch_costs_nothing(ra: Client, server: Server) -> None:
    """The same ids in another order give the same values without a request."""
    ids = [number for number in range(1, 1001) if number not in UNLISTED]
    first = await outcomes_of(ra, ids)
    asked = len(server.asked)
    random.Random(1).shuffle(ids)
    assert await outcomes_of(ra, ids) == first
    assert len(server.asked) == asked == 10


async def test_part_of_a_batch_costs_nothing(ra: Client, server: Server) -> None:
    """Fewer ids, spread over all earlier requests, are all known."""
    await outcomes_of(ra, range(200, 1000))
    asked = len(server.asked)
    assert {value.id for value in (await outcomes_of(ra, range(203, 999, 7))).values()} == set(range(203, 999, 7))
    assert len(server.asked) == asked


async def test_overlap_costs_only_what_is_new(ra: Client, server: Server) -> None:
    """Each request of the second batch asks for no id that is known."""
    await outcomes_of(ra, range(200, 300))
    found = await outcomes_of(ra, range(260, 340))
    assert {key: value.id for key, value in found.items()} == {key: key for key in range(260, 340)}
    assert [sorted(ids) for ids in server.asked[1:]] == [list(range(300, 340))]


async def test_single_call_after_a_batch_costs_nothing(ra: Client, server: Server) -> None:
    """A row of the list is the answer of the call for its id, with what is included."""
    await outcomes_of(ra, [1, 2, 3], include=["system"])
    assert (await ra.v2.games.get(2, include=["system"])).system.name == "Atari 2600"
    assert len(server.asked) == 1
    await ra.v2.games.get(2)
    assert len(server.asked) == 2


async def test_batch_after_single_calls_asks_for_the_others(ra: Client, server: Server) -> None:
    """What calls have fetched is not asked for again, a subset that no list has included."""
    for known in (1, 40):
        await ra.v2.games.get(known)
    found = await outcomes_of(ra, [1, 2, 3, 40])
    assert {key: value.id for key, value in found.items()} == {1: 1, 2: 2, 3: 3, 40: 40}
    assert server.asked[2:] == [[2, 3]]


async def test_unknown_ids_of_a_repeated_batch_cost_nothing(ra: Client, server: Server) -> None:
    """Not found is believed for a while, as for a single call."""
    keys = [1, 2, 40, MOST + 1, MOST + 2]
    await outcomes_of(ra, keys)
    asked = len(server.asked)
    found = await outcomes_of(ra, keys)
    assert len(server.asked) == asked
    assert [type(found[key]) for key in (MOST + 1, MOST + 2)] == [NotFound] * 2
    assert [found[key].id for key in (1, 2, 40)] == [1, 2, 40]


async def test_own_model_has_entries_of_its_own(ra: Client, server: Server) -> None:
    """Other fields are another answer; the same ones are free."""

    class Title(v2.Resource):
        title: str
        system = v2.One(lambda: v2.System)

    async def titles() -> dict[int, str]:
        outcomes = await ra.gather(ra.only(Title, ra.v2.games.get), [1, 2, 3])
        return {key: f"{value.title} on {value.system.name}" for key, value in outcomes.items()}

    await outcomes_of(ra, [1, 2, 3])
    first = await titles()
    assert await titles() == first
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (json_reply({"message": "Server Error"}, 500), ServerError),
        (ConnectionFailed("the connection was lost"), ConnectionFailed),
        (None, TimedOut),
    ],
    ids=["500", "lost connection", "silence"],
)
async def test_outage_hurts_only_ids_that_are_not_kept(
    answer: Reply | Exception | None,
    kind: type[RetroachError],
    ra: Client,
    server: Server,
    running_clock: FakeClock,
) -> None:
    """Each id that the cache has gets its value; the others get an error that names the request that failed."""
    await outcomes_of(ra, range(200, 300))
    server.fault = lambda query: answer
    if answer is None:
        server.transport.hold()
    batch = asyncio.ensure_future(outcomes_of(ra, range(260, 340)))
    await running_clock.advance(120)
    found = await batch
    values = {key for key, value in found.items() if not isinstance(value, Exception)}
    assert values == set(range(260, 300))
    assert {type(found[key]) for key in range(300, 340)} == {kind}
    assert {tuple(ids_in(found[key].query)) for key in range(300, 340)} == {tuple(range(300, 340))}


async def test_list_call_beside_a_known_batch_has_the_servers_own_document(
    server: Server, credentials: Credentials
) -> None:
    """What the cache puts together for a batch is no answer to a call of the list with the same query."""

    class SlowStore(MemoryStore):
        async def get(self, name: str) -> str | None:
            await asyncio.sleep(0)
            return await super().get(name)

    policy = CachePolicy(store=SlowStore())
    async with Client(credentials, transport=server.transport, cache=policy, rate_limit=None) as ra:
        await outcomes_of(ra, [1, 2, 40])
        batch = asyncio.ensure_future(outcomes_of(ra, [1, 2, 40]))
        for _ in range(3):
            await asyncio.sleep(0)
        page = await ra.v2.games.list(id=[1, 2, 40], page_size=100)
        assert [row.id for row in page] == [2, 1]
        assert {value.id for value in (await batch).values()} == {1, 2, 40}


async def test_batch_beside_a_list_call_keeps_its_answers(ra: Client, server: Server, running_clock: FakeClock) -> None:
    """A batch does not join a call of the list, which would keep no answer for any id."""
    server.transport.hold()
    page = asyncio.ensure_future(ra.v2.games.list(id=[1, 2], page_size=100))
    await server.transport.arrived(1)
    batch = asyncio.ensure_future(outcomes_of(ra, [1, 2]))
    await running_clock.settle()
    server.transport.release()
    await asyncio.gather(page, batch)
    assert len(server.asked) == 2
    await outcomes_of(ra, [1, 2])
    assert len(server.asked) == 2


async def test_unreadable_row_is_not_kept(ra: Client, server: Server) -> None:
    """What cannot be read is asked for alone, and again by the next batch."""

    def answer(query: Query) -> Reply | None:
        bad = game(2) | {"type": "systems"}
        if query.path == "games":
            return json_reply(page_of([bad if number == 2 else game(number) for number in ids_in(query)]))
        return json_reply({"data": bad}) if query.path == "games/2" else None

    server.fault = answer
    found = await outcomes_of(ra, [1, 2, 3])
    assert isinstance(found[2], ValidationError)
    server.fault = lambda query: None
    assert (await outcomes_of(ra, [1, 2, 3]))[2].id == 2
    assert [sorted(ids) for ids in server.asked] == [[1, 2, 3], [1], [2], [3], [2]]


async def test_answer_that_repeats_the_key_is_not_kept(
    ra: Client, server: Server, store: MemoryStore, canary: str
) -> None:
    """The row with the key is not written down, the others are."""

    def answer(query: Query) -> Reply | None:
        rows = [game(number, system=SYSTEM) for number in ids_in(query)]
        rows[0]["attributes"]["title"] = canary
        return json_reply(page_of(rows, [SYSTEM]))

    server.fault = answer
    await outcomes_of(ra, [1, 2, 3])
    server.fault = lambda query: None
    await outcomes_of(ra, [1, 2, 3])
    assert server.asked == [[1, 2, 3], [1]]
    assert canary not in repr(vars(store))


async def test_counters_tell_of_requests_that_were_spared(ra: Client) -> None:
    """A request for a hundred ids is a call, and a hit when none of the ids had to be asked for."""
    await outcomes_of(ra, range(200, 400))
    await outcomes_of(ra, range(200, 400))
    assert (ra.stats.calls, ra.stats.attempts, ra.stats.cache_hits) == (4, 2, 2)


async def test_batch_goes_on_from_a_file(server: Server, credentials: Credentials, tmp_path: object) -> None:
    """The next start of a program costs nothing either."""
    for _ in range(2):
        policy = CachePolicy(store=SqliteStore(f"{tmp_path}/answers.db"))
        async with Client(credentials, transport=server.transport, cache=policy, rate_limit=None) as ra:
            assert len(await outcomes_of(ra, range(200, 300))) == 100
    assert len(server.asked) == 1


@pytest.mark.parametrize("document", [b"[]", b"{}", b'{"data": {}}', b'{"data": [1, null, {"id": "1"}]}'])
async def test_document_without_rows_is_nothing_to_keep(ra: Client, server: Server, document: bytes) -> None:
    """Odd documents of a list leave every id to its own page."""
    server.fault = lambda query: Reply(200, {}, document) if query.path == "games" else None
    found = await outcomes_of(ra, [1, 2])
    assert {key: value.id for key, value in found.items()} == {1: 1, 2: 2}
