"""A batch of ids with a cache whose entries grow old."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from retroach_async import CachePolicy, Client, Credentials, NotFound, ValidationError
from retroach_async.ages import SLOW
from retroach_async.query import Query, Reply
from retroach_async.testing import FakeClock, json_reply
from tests.batch.games import Server, client_of, ids_in, outcomes_of, titled
from tests.relations.documents import page_of


@pytest.fixture
async def ra(server: Server, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of the server, with a cache in memory."""
    async with client_of(server, credentials, running_clock, CachePolicy()) as client:
        yield client


async def test_stale_entries_are_given_and_renewed_by_one_request(
    ra: Client, server: Server, running_clock: FakeClock
) -> None:
    """A hundred stale ids cost one request behind the scenes, and the batch does not wait for it."""
    await outcomes_of(ra, range(200, 300))
    await running_clock.advance(SLOW.fresh + 1)
    server.transport.hold()
    assert len(await outcomes_of(ra, range(200, 300))) == 100
    await server.transport.arrived(2)
    server.transport.release()
    await running_clock.settle()
    await outcomes_of(ra, range(200, 300))
    assert [len(ids) for ids in server.asked] == [100, 100]


async def test_too_old_entries_are_asked_for(ra: Client, server: Server, running_clock: FakeClock) -> None:
    """After both ages the ids are as unknown as at first."""
    await outcomes_of(ra, range(200, 300))
    await running_clock.advance(SLOW.fresh + SLOW.stale)
    await outcomes_of(ra, range(250, 350))
    assert [len(ids) for ids in server.asked] == [100, 100]


async def test_stale_id_that_a_list_leaves_out_is_asked_for_alone(
    ra: Client, server: Server, running_clock: FakeClock
) -> None:
    """The refresh says nothing about a subset, so its own page renews it; after that the batch costs nothing again."""
    await outcomes_of(ra, [1, 2, 40])
    await running_clock.advance(SLOW.fresh + 1)
    for _ in range(4):
        assert {key: value.id for key, value in (await outcomes_of(ra, [1, 2, 40])).items()} == {1: 1, 2: 2, 40: 40}
        await running_clock.settle()
    assert server.asked[2:] == [[1, 2, 40], [40]]


async def test_id_that_is_gone_is_noticed_after_a_refresh(ra: Client, server: Server, running_clock: FakeClock) -> None:
    """What no list has any more is not given until it is too old."""
    await outcomes_of(ra, [1, 2, 3])
    await running_clock.advance(SLOW.fresh + 1)
    server.missing = {1}
    await outcomes_of(ra, [1, 2, 3])
    await running_clock.settle()
    found = await outcomes_of(ra, [1, 2, 3])
    assert isinstance(found[1], NotFound)
    assert [found[key].id for key in (2, 3)] == [2, 3]


@pytest.mark.parametrize("again", [[2, 3], [2]])
async def test_older_refresh_does_not_replace_a_newer_answer(
    again: list[int], ra: Client, server: Server, running_clock: FakeClock
) -> None:
    """A request behind the scenes that lands late renews only what nobody has asked for in the meantime."""
    server.title = "old"
    await outcomes_of(ra, [1, 2])
    await running_clock.advance(SLOW.fresh + 1)
    late = asyncio.Event()

    async def held_up(query: Query) -> Reply:
        rows = [titled(number, "late") for number in ids_in(query)]
        await late.wait()
        return json_reply(page_of(rows))

    server.fault = held_up
    await outcomes_of(ra, [1, 2])
    await server.transport.arrived(2)
    server.fault, server.title = lambda query: None, "new"
    assert {value.title for value in (await outcomes_of(ra.with_options(cache="refresh"), again)).values()} == {"new"}
    late.set()
    await running_clock.settle()
    assert {key: value.title for key, value in (await outcomes_of(ra, [1, 2])).items()} == {1: "late", 2: "new"}
    assert len(server.asked) == 3


async def test_entry_that_is_being_renewed_is_in_no_second_refresh(
    ra: Client, server: Server, running_clock: FakeClock
) -> None:
    """Batches that overlap renew each of their ids once."""
    await outcomes_of(ra, [1, 2, 3, 4])
    await running_clock.advance(SLOW.fresh + 1)
    server.transport.hold()
    for ids in ([1, 2, 3], [2, 3, 4], [1, 2]):
        await outcomes_of(ra, ids)
        await running_clock.settle()
    await ra.v2.games.get(2)
    await running_clock.settle()
    server.transport.release()
    await running_clock.settle()
    assert server.asked[1:] == [[1, 2, 3], [4]]


async def test_refreshing_batch_asks_for_all(ra: Client, server: Server) -> None:
    """`cache="refresh"` asks for every id, and keeps the new answers; `"off"` neither reads nor keeps."""
    await outcomes_of(ra, [1, 2, 3])
    await outcomes_of(ra.with_options(cache="refresh"), [1, 2, 3, 4])
    await outcomes_of(ra, [1, 2, 3, 4])
    await outcomes_of(ra.with_options(cache="off"), [1, 2, 5])
    await outcomes_of(ra, [4, 5, 6])
    assert [sorted(ids) for ids in server.asked] == [[1, 2, 3], [1, 2, 3, 4], [1, 2, 5], [5, 6]]


@pytest.mark.parametrize("document", [b"[]", b"{}", b'{"data": null}', b'{"data": []}'])
async def test_document_without_a_row_behind_the_scenes_harms_no_other_id(
    document: bytes, ra: Client, server: Server, running_clock: FakeClock
) -> None:
    """Nobody reads what a refresh brings; a batch then leaves that id to its own page."""
    await outcomes_of(ra, [1, 2, 3])
    await running_clock.advance(SLOW.fresh + 1)
    server.fault = lambda query: Reply(200, {}, document)
    await ra.v2.games.get(1)
    await running_clock.settle()
    server.fault = lambda query: None
    found = await outcomes_of(ra, [1, 2, 3])
    assert [found[key].id for key in (2, 3)] == [2, 3]
    assert isinstance(found[1], ValidationError)
    await running_clock.settle()
    assert (await outcomes_of(ra, [1, 2, 3]))[1].id == 1


@pytest.mark.parametrize("own", ["x", "0003", "99"])
async def test_row_that_nobody_asked_for_is_no_outcome(own: str, ra: Client, server: Server) -> None:
    """Odd ids of rows are left alone."""
    rows = [titled(1, "one"), titled(2, "two") | {"id": own}]
    server.fault = lambda query: json_reply(page_of(rows)) if query.path == "games" else None
    found = await outcomes_of(ra, [1, 2])
    assert {key: value.id for key, value in found.items()} == {1: 1, 2: 2}
