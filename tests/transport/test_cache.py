"""Answers that need not be asked for again."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import logging
from typing import Any

import pytest

from retroach_async import (
    CachePolicy,
    Client,
    ClientClosed,
    Credentials,
    MemoryStore,
    NotFound,
    Reply,
    Request,
    RetryPolicy,
    ServerError,
    ValidationError,
)
from retroach_async.registry import endpoint_of
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.transport.conftest import Connect

_declared = endpoint_of(Client.get_achievement_distribution)
assert _declared is not None
assert _declared.age is not None
FRESH, STALE = _declared.age.fresh, _declared.age.stale


class Server:
    """A server whose answer is another one each time: the number of requests so far."""

    def __init__(self) -> None:
        self.transport = MemoryTransport(lambda request: json_reply({"1": len(self.transport.queries)}))

    @property
    def requests(self) -> int:
        """The number of requests that there were."""
        return len(self.transport.queries)


async def number(ra: Client, game_id: int = 1) -> int:
    """The number that the server counted."""
    return (await ra.get_achievement_distribution(game_id))[1]


async def test_nothing_is_kept_unless_it_is_wanted(connect: Connect, clock: FakeClock) -> None:
    """Without a policy every call asks."""
    ra = await connect(Server().transport, clock)
    assert [await number(ra), await number(ra)] == [1, 2]
    assert ra.stats.cache_hits == 0


async def test_young_answer_is_not_asked_for_again(connect: Connect, clock: FakeClock) -> None:
    """Within the age that the endpoint declares, the answer is the kept one."""
    ra = await connect(Server().transport, clock, cache=CachePolicy())
    assert await number(ra) == 1
    await clock.advance(FRESH - 0.1)
    assert await number(ra) == 1
    assert ra.stats.cache_hits == 1
    assert await number(ra, game_id=2) == 2


async def test_stale_answer_is_given_at_once_and_renewed(connect: Connect, clock: FakeClock) -> None:
    """Past its youth an answer is still given, while a new one is fetched behind the scenes."""
    server = Server()
    ra = await connect(server.transport, clock, cache=CachePolicy())
    await number(ra)
    await clock.advance(FRESH + 1)
    server.transport.hold()
    assert await number(ra) == 1
    assert await number(ra) == 1
    await server.transport.arrived(2)
    server.transport.release()
    await clock.settle()
    assert server.requests == 2
    assert await number(ra) == 2


async def test_old_answer_is_asked_for_again(connect: Connect, clock: FakeClock) -> None:
    """Beyond its staleness an answer is worth nothing."""
    ra = await connect(Server().transport, clock, cache=CachePolicy())
    await number(ra)
    await clock.advance(FRESH + STALE + 1)
    assert await number(ra) == 2


@pytest.mark.parametrize(("scale", "expected"), [(0.0, 2), (0.5, 1), (10.0, 1)])
async def test_ages_can_be_scaled(scale: float, expected: int, connect: Connect, clock: FakeClock) -> None:
    """One number makes everything live longer or shorter."""
    ra = await connect(Server().transport, clock, cache=CachePolicy(scale=scale))
    await number(ra)
    await clock.advance(FRESH * 0.4)
    assert await number(ra) == expected


async def test_answer_without_an_age_is_never_kept(connect: Connect, clock: FakeClock) -> None:
    """An answer that changes with every unlock is always asked for."""
    transport = MemoryTransport(lambda request: json_reply({"Count": 0, "Total": 0, "Results": []}))
    ra = await connect(transport, clock, cache=CachePolicy())
    for _ in range(2):
        await ra.get_user_completion_progress("Tester")
    assert len(transport.queries) == 2


async def test_refresh_and_off_go_past_the_cache(connect: Connect, clock: FakeClock) -> None:
    """A call may insist on a new answer, which is then kept, or leave the cache alone."""
    ra = await connect(Server().transport, clock, cache=CachePolicy())
    assert await number(ra) == 1
    assert await number(ra.with_options(cache="refresh")) == 2
    assert await number(ra) == 2
    assert await number(ra.with_options(cache="off")) == 3
    assert await number(ra) == 2


async def test_older_answer_does_not_replace_a_newer_one(connect: Connect, clock: FakeClock) -> None:
    """A renewal that lands after a refresh keeps nothing."""
    late = asyncio.Event()

    async def answer(request: Request) -> Reply:
        count = len(transport.queries)
        if count == 2:
            await late.wait()
        return json_reply({"1": count})

    transport = MemoryTransport(answer)
    ra = await connect(transport, clock, cache=CachePolicy())
    await number(ra)
    await clock.advance(FRESH + 1)
    await number(ra)
    await transport.arrived(2)
    assert await number(ra.with_options(cache="refresh")) == 3
    late.set()
    await clock.settle()
    assert await number(ra) == 3


async def test_users_do_not_share_answers(connect: Connect, clock: FakeClock) -> None:
    """Each key has its own entries, in one store as well."""
    server = Server()
    ra = await connect(server.transport, clock, cache=CachePolicy())
    friend = ra.with_credentials(Credentials("Friend", "another-key"))
    assert [await number(ra), await number(friend), await number(ra), await number(friend)] == [1, 2, 1, 2]


async def test_no_such_thing_is_believed_for_a_while(connect: Connect, clock: FakeClock) -> None:
    """An unknown id costs one request a minute, and is told the same way each time."""
    transport = MemoryTransport(lambda request: json_reply({"message": "No query results"}, 404))
    ra = await connect(transport, clock, cache=CachePolicy(not_found_seconds=60))
    for _ in range(3):
        with pytest.raises(NotFound, match="No query results") as caught:
            await ra.get_game(1)
        assert caught.value.status == 404
    assert len(transport.queries) == 1
    await clock.advance(61)
    with pytest.raises(NotFound):
        await ra.get_game(1)
    assert len(transport.queries) == 2


async def test_no_such_thing_need_not_be_believed(connect: Connect, clock: FakeClock) -> None:
    """With no seconds for it every call asks."""
    transport = MemoryTransport(lambda request: json_reply({}, 404))
    ra = await connect(transport, clock, cache=CachePolicy(not_found_seconds=0))
    for _ in range(2):
        with pytest.raises(NotFound):
            await ra.get_game(1)
    assert len(transport.queries) == 2


async def test_failures_are_not_kept(connect: Connect, running_clock: FakeClock) -> None:
    """After an outage the next call asks."""
    script = [json_reply({}, 503), json_reply("nonsense"), json_reply({"1": 5})]
    ra = await connect(script, running_clock, cache=CachePolicy(), retry=RetryPolicy(attempts=1))
    with pytest.raises(ServerError):
        await number(ra)
    with pytest.raises(ValidationError):
        await number(ra)
    assert await number(ra.with_options(cache="refresh")) == 5


@pytest.mark.parametrize("payload", ["text", {"1": "many"}, 7])
async def test_answer_that_means_nothing_is_not_kept(payload: object, connect: Connect, clock: FakeClock) -> None:
    """JSON of the wrong shape is an accident that the next call must not see again."""
    ra = await connect([json_reply(payload), json_reply({"1": 5})], clock, cache=CachePolicy())
    with pytest.raises(ValidationError):
        await number(ra)
    assert await number(ra) == 5


@pytest.mark.parametrize("payload", [[], {"success": False}])
async def test_no_such_thing_told_with_200_is_believed_for_a_while(
    payload: object, connect: Connect, clock: FakeClock
) -> None:
    """However the server says that there is no such game, it is believed no longer than it should be."""
    transport = MemoryTransport(lambda request: json_reply(payload))
    ra = await connect(transport, clock, cache=CachePolicy(not_found_seconds=60))
    for expected in (1, 1, 2):
        with pytest.raises(NotFound):
            await ra.get_game(1)
        assert len(transport.queries) == expected
        await clock.advance(31)


async def test_renewal_that_fails_harms_nobody(connect: Connect, clock: FakeClock) -> None:
    """While the server is down the stale answer is given, quietly."""
    script = [json_reply({"1": 1}), *[json_reply({}, 404)] * 2]
    ra = await connect(script, clock, cache=CachePolicy(not_found_seconds=0))
    await number(ra)
    await clock.advance(FRESH + 1)
    for _ in range(2):
        assert await number(ra) == 1
        await clock.settle()


@pytest.mark.parametrize("problem", [pytest.fail.Exception, SystemExit])
def test_exception_behind_the_scenes_is_not_logged(
    problem: type[BaseException], canary: str, credentials: Credentials, caplog: pytest.LogCaptureFixture
) -> None:
    """What is no error of a call leaves no text in the log when a refresh meets it; a stop signal stops the program."""
    clock = FakeClock()

    def answered(_: Request) -> Reply:
        if len(transport.queries) == 2:
            raise problem(canary)
        return json_reply({"1": 1})

    async def main() -> None:
        async with Client(credentials, transport=transport, clock=clock, cache=CachePolicy()) as ra:
            await number(ra)
            await clock.advance(FRESH + 1)
            await number(ra)
            await clock.settle()

    transport = MemoryTransport(answered)
    stops = pytest.raises(problem) if problem is SystemExit else contextlib.nullcontext()
    with caplog.at_level(logging.DEBUG), stops:
        asyncio.run(main())
    gc.collect()
    assert len(transport.queries) == 2
    assert problem.__name__ in caplog.text
    assert canary not in caplog.text


async def test_closing_ends_what_goes_on_behind_the_scenes(credentials: Credentials, clock: FakeClock) -> None:
    """A renewal in flight does not outlive the client."""
    server = Server()
    async with Client(credentials, transport=server.transport, clock=clock, cache=CachePolicy()) as ra:
        await number(ra)
        await clock.advance(FRESH + 1)
        server.transport.hold()
        await number(ra)
        await server.transport.arrived(2)
    assert server.transport.in_flight == 0
    with pytest.raises(ClientClosed):
        await number(ra)


async def test_cancelling_a_caller_does_not_cancel_the_renewal(connect: Connect, clock: FakeClock) -> None:
    """The one who happened to start it may go."""
    server = Server()
    ra = await connect(server.transport, clock, cache=CachePolicy())
    await number(ra)
    await clock.advance(FRESH + 1)
    server.transport.hold()
    caller = asyncio.create_task(number(ra))
    await server.transport.arrived(2)
    caller.cancel()
    await asyncio.wait({caller})
    server.transport.release()
    await clock.settle()
    assert await number(ra) == 2


# What is wrong with a store


class Broken(MemoryStore):
    """A store that fails at everything, as a full disk does."""

    async def get(self, name: str) -> str | None:
        """Fail."""
        raise OSError("disk")

    async def put(self, name: str, entry: str) -> None:
        """Fail."""
        raise OSError("disk")


async def test_store_that_fails_is_left_out(
    connect: Connect, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Calls go on as if there were no cache, and one warning says so."""
    caplog.set_level(logging.WARNING, "retroach_async")
    ra = await connect(Server().transport, clock, cache=CachePolicy(store=Broken()))
    assert [await number(ra), await number(ra)] == [1, 2]
    assert len(caplog.records) == 1
    assert "cache" in caplog.text


ENTRIES: dict[str, Any] = {
    "not JSON": "{",
    "not an object": "[]",
    "nothing": "null",
    "of no version": json.dumps({"stored": 1, "status": 200, "body": "{}"}),
    "of another version": json.dumps({"schema": 0, "stored": 1.7e9, "status": 200, "body": '{"1": 8}'}),
    "without a time": json.dumps({"schema": 1, "status": 200, "body": '{"1": 8}'}),
    "from the future": json.dumps({"schema": 1, "stored": 9e9, "status": 200, "body": '{"1": 8}'}),
    "with a body that is not JSON": json.dumps({"schema": 1, "stored": 1.7e9, "status": 200, "body": "<p>"}),
    "with a body that is no text": json.dumps({"schema": 1, "stored": 1.7e9, "status": 200, "body": 8}),
    "with a failure": json.dumps({"schema": 1, "stored": 1.7e9, "status": 503, "body": "{}"}),
    "nested too deep": "[" * 100_000,
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
async def test_unusable_entry_is_a_miss(entry: str, connect: Connect, clock: FakeClock) -> None:
    """Whatever is in the store, the call asks, and what it gets takes the entry's place."""
    names: list[str] = []

    class Poisoned(MemoryStore):
        async def get(self, name: str) -> str | None:
            if name not in names:
                names.append(name)
                return entry
            return await super().get(name)

    ra = await connect(Server().transport, clock, cache=CachePolicy(store=Poisoned()))
    assert [await number(ra), await number(ra)] == [1, 1]
