"""A batch that asks for many ids in one request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from retroach_async import (
    Args,
    AuthenticationFailed,
    Client,
    ConnectionFailed,
    Credentials,
    InvalidRequest,
    NotFound,
    RetroachError,
    ServerError,
)
from retroach_async.query import Query, Reply
from retroach_async.testing import FakeClock, json_reply
from tests.batch.conftest import others
from tests.batch.games import MOST, UNLISTED, Server, client_of, ids_in, outcomes_of
from tests.relations.documents import game, page_of


@pytest.fixture
async def ra(server: Server, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of the server."""
    async with client_of(server, credentials, running_clock) as client:
        yield client


async def test_thousand_ids_are_ten_requests(ra: Client, server: Server) -> None:
    """Each request asks for a hundred, and each key has its own value."""
    found = await outcomes_of(ra, range(1000, 2000))
    assert sorted(map(len, server.asked)) == [100] * 10
    assert {key: value.id for key, value in found.items()} == {key: key for key in range(1000, 2000)}


async def test_gathering_keeps_the_order_of_the_keys(ra: Client, server: Server) -> None:
    """Two hundred and fifty ids are three requests, whatever the order of the answers."""
    keys = list(range(450, 200, -1))
    found = await ra.gather(ra.v2.games.get, keys)
    assert [*found] == keys
    assert sorted(map(len, server.asked)) == [50, 100, 100]


async def test_ordered_batch_gives_the_keys_in_order(ra: Client, server: Server) -> None:
    """Ids that have to be asked for alone hold up the order and nothing else."""
    keys = list(range(1, 401))
    async with ra.batch(ra.v2.games.get, keys).ordered() as batch:
        assert [outcome.key async for outcome in batch] == keys
    assert len(server.asked) == 4 + len(UNLISTED)


async def test_id_that_the_list_leaves_out_is_asked_for_alone(ra: Client, server: Server) -> None:
    """Its own page decides: it may be there, or be unknown."""
    found = await outcomes_of(ra, [40, 80, 120, 999_999, 1, 1, 2])
    assert [found[key].id for key in (40, 80, 120, 1, 2)] == [40, 80, 120, 1, 2]
    assert isinstance(found[999_999], NotFound)
    assert found[999_999].message == "no game 999999"
    assert len(server.asked) == 1 + 4


async def test_ids_that_are_left_out_are_shared_by_the_workers(ra: Client, server: Server) -> None:
    """They are not asked for one after the other: the first request's worker is helped by the others."""
    server.transport.hold()
    task = asyncio.ensure_future(outcomes_of(ra, range(MOST + 1, MOST + 21)))
    await server.transport.arrived(1)
    server.transport.release(1)
    await server.transport.arrived(4)
    assert server.transport.in_flight == 3
    server.transport.release()
    assert all(isinstance(error, NotFound) for error in (await task).values())


async def test_one_id_is_asked_for_on_its_own_page(ra: Client, server: Server) -> None:
    """A batch of one is one request, to the same page as the call itself."""
    await outcomes_of(ra, [7])
    assert [query.path for query in server.transport.queries] == ["games/7"]


async def test_options_travel_with_the_request(ra: Client, server: Server) -> None:
    """What is included for one is included for a hundred."""
    found = await outcomes_of(ra, range(1, 31), include=["system"])
    assert dict(server.transport.queries[0].params)["include"] == "system"
    assert {value.system.name for value in found.values()} == {"Atari 2600"}
    assert len(server.asked) == 1


@pytest.mark.parametrize("options", [{"include": "system"}, {"include": ["systems"]}])
async def test_wrong_option_is_the_error_of_each_key(ra: Client, server: Server, options: Any) -> None:
    """It is refused as in a single call, before anything is sent."""
    found = await outcomes_of(ra, [1, 2], **options)
    assert [type(error) for error in found.values()] == [InvalidRequest] * 2
    assert server.asked == []


async def test_option_of_the_list_is_none_of_the_call(ra: Client, server: Server) -> None:
    """A parameter that only the list has is refused as in a single call."""
    found = await outcomes_of(ra, [1, 2], page=2)
    assert [type(error) for error in found.values()] == [TypeError] * 2
    assert server.asked == []


async def test_keys_that_are_no_ids_are_asked_for_alone(ra: Client, server: Server) -> None:
    """They fail as in a single call, and hurt no other key."""
    found = await outcomes_of(ra, [1, "2", True, -3, 4.0, 5, 10**30])
    assert {key for key, value in found.items() if isinstance(value, InvalidRequest)} == {"2", True, -3, 4.0, 10**30}
    assert server.asked == [[1, 5]]


async def test_arguments_of_many_are_asked_for_alone(ra: Client, server: Server) -> None:
    """Keys that vary more than the id have no list."""
    async with ra.batch(ra.v2.games.get, [Args(1), Args(2, include=["system"])]) as batch:
        assert {outcome.value.id async for outcome in batch} == {1, 2}
    assert [query.path for query in server.transport.queries] == ["games/1", "games/2"]


@pytest.mark.parametrize(
    "answer",
    [
        json_reply({"data": [{"type": "games", "id": "1", "attributes": {}}]}),
        Reply(200, {}, b"<html>"),
        json_reply({"errors": [{"title": "Invalid"}]}, 400),
        json_reply({"errors": [{"title": "Not Found"}]}, 404),
    ],
    ids=["unreadable row", "no JSON", "refused", "not found"],
)
async def test_answer_that_cannot_be_read_is_asked_for_singly(ra: Client, server: Server, answer: Reply) -> None:
    """One bad row must not cost a hundred keys."""
    server.fault = lambda query: answer if query.path == "games" and 1 in ids_in(query) else None
    found = await outcomes_of(ra, range(1, 111))
    assert {key: value.id for key, value in found.items()} == {key: key for key in range(1, 111)}
    assert len(server.asked) == 2 + 100


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (json_reply({"message": "Server Error"}, 500), ServerError),
        (ConnectionFailed("the connection was lost"), ConnectionFailed),
    ],
    ids=["500", "lost connection"],
)
async def test_outage_hurts_the_keys_of_its_request_at_most(
    ra: Client, server: Server, answer: Any, kind: type[RetroachError]
) -> None:
    """Each of them has an error of its own, with the same facts; the others have their values."""
    server.fault = lambda query: answer if 101 in ids_in(query) else None
    found = await outcomes_of(ra, [*range(200, 300), *range(101, 181)])
    errors = [value for value in found.values() if isinstance(value, Exception)]
    assert (len(server.asked), len(errors)) == (2, 80)
    assert {type(error) for error in errors} == {kind}
    assert len({id(error) for error in errors}) == len(errors)
    assert len({str(error) for error in errors}) == 1


async def test_wrong_key_ends_the_batch(ra: Client, server: Server) -> None:
    """The error that every other request would meet comes out of the iteration once."""
    server.fault = lambda query: json_reply({"errors": [{"title": "Unauthenticated."}]}, 401)
    with pytest.raises(AuthenticationFailed):
        await outcomes_of(ra, range(1, 301))
    assert others() == set()


@pytest.mark.parametrize("is_ordered", [False, True])
@pytest.mark.parametrize("taken", [0, 3])
async def test_leaving_early_leaves_nothing(ra: Client, server: Server, taken: int, is_ordered: bool) -> None:
    """Whether the first request is in flight or has landed, no task stays and no request goes on."""
    server.transport.hold()
    batch = ra.batch(ra.v2.games.get, range(1, 1001))
    async with batch.ordered() if is_ordered else batch as outcomes:
        await server.transport.arrived(3)
        if taken:
            server.transport.release(3)
            for _ in range(taken):
                await anext(outcomes)
    assert others() == set()
    assert server.transport.in_flight == 0


async def test_cancelling_while_requests_are_in_flight_leaves_nothing(ra: Client, server: Server) -> None:
    """The task around a batch is cancelled, and the batch is gone when the task is."""
    server.transport.hold()
    task = asyncio.ensure_future(outcomes_of(ra, range(1, 1001)))
    await server.transport.arrived(3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert others() == set()
    assert server.transport.in_flight == 0


async def test_requests_wait_until_outcomes_are_taken(ra: Client, server: Server) -> None:
    """Nobody takes an outcome, so only a few requests are made, however many keys there are."""
    async with ra.batch(ra.v2.games.get, range(1000, 5000)) as outcomes:
        await anext(outcomes)
        await FakeClock().settle()
        assert len(server.asked) == 6


async def test_every_key_has_an_outcome_when_the_consumer_is_slow(ra: Client, server: Server) -> None:
    """Requests stay full while outcomes are taken one by one."""
    seen = []
    async with ra.batch(ra.v2.games.get, range(1000, 3000)).with_concurrency(1) as outcomes:
        async for outcome in outcomes:
            seen.append(outcome.key)
            await FakeClock().settle()
    assert sorted(seen) == list(range(1000, 3000))
    assert [len(ids) for ids in server.asked] == [100] * 20


async def test_cancellation_within_a_request_is_the_error_of_its_keys(ra: Client, server: Server) -> None:
    """Something below the call was cancelled, not the batch: the other keys go on."""

    def cancelled(query: Query) -> None:
        if 1 in ids_in(query):
            raise asyncio.CancelledError

    server.fault = cancelled
    found = await outcomes_of(ra, [*range(1, 31), *range(1000, 1100)])
    assert {type(value) for key, value in found.items() if key < 31} == {RetroachError}
    assert all(not isinstance(value, Exception) for key, value in found.items() if key >= 1070)


async def test_calls_without_a_list_are_made_singly(ra: Client) -> None:
    """V1 and the caller's own functions know nothing of lists."""

    async def double(key: int) -> int:
        return 2 * key

    assert await ra.gather(double, [1, 2]) == {1: 2, 2: 4}


@pytest.mark.parametrize("spoilt", [{"type": None}, {"id": 1.5}, {"type": "systems"}])
async def test_row_without_a_name_is_asked_for_alone(ra: Client, server: Server, spoilt: dict[str, Any]) -> None:
    """A row of which nobody knows what it is costs a request, and no other key."""

    def answer(query: Query) -> Reply | None:
        if query.path != "games":
            return None
        first, *rest = [game(number) for number in ids_in(query)]
        return json_reply(page_of([first | spoilt, *rest]))

    server.fault = answer
    found = await outcomes_of(ra, [1, 2, 3])
    assert {key: value.id for key, value in found.items()} == {1: 1, 2: 2, 3: 3}
    assert server.asked[0] == [1, 2, 3]
