"""The stacks of layers: one for each key and API, dropped when they are idle."""

from __future__ import annotations

import asyncio
import gc
import weakref
from typing import Any
from unittest.mock import patch

import pytest

from retroach_async import Client, Credentials, RateLimit, RateLimits
from retroach_async.stacks import _DROPPED_AT_ONCE, ApiStack, Stacks
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.site import sites
from tests.transport.conftest import Connect

MANY = 500


def _transport() -> MemoryTransport:
    return MemoryTransport(lambda request: json_reply({"1": 5}))


@pytest.fixture
def stacks(clock: FakeClock) -> Stacks:
    """The stacks of a client that was just made."""
    where = sites("http://127.0.0.1:9", None, None, "query")
    limits = RateLimits(v1=RateLimit(2, 10.0), v2=RateLimit(2, 10.0))
    return Stacks(_transport(), clock, where, budget=50, limits=limits, cache=None)


def _many(stacks: Stacks) -> list[weakref.ref[ApiStack]]:
    """The stacks of many users whom nobody remembers."""
    return [weakref.ref(stacks.stack(Credentials("User", f"key-{number}"), "v1")) for number in range(MANY)]


def _alive(references: list[weakref.ref[ApiStack]]) -> int:
    gc.collect()
    return sum(reference() is not None for reference in references)


@pytest.mark.parametrize("name", ["Tester", "tester", "", "Somebody else"])
def test_one_key_has_one_stack_for_each_api(stacks: Stacks, name: str, canary: str) -> None:
    """The name beside a key makes no difference; the API does, and so does the key."""
    stack = stacks.stack(Credentials("Tester", canary), "v1")
    assert stacks.stack(Credentials(name, canary), "v1") is stack
    assert stacks.stack(Credentials(name, canary), "v2") is not stack
    assert stacks.stack(Credentials(name, f"{canary}2"), "v1") is not stack


def test_stacks_of_users_who_asked_nothing_are_not_kept(stacks: Stacks) -> None:
    """A client that is made and forgotten leaves nothing."""
    assert _alive(_many(stacks)) == 0


def test_stack_in_use_is_kept(stacks: Stacks, canary: str) -> None:
    """A client that holds its stack finds the same one again, however many others have come since."""
    credentials = Credentials("Tester", canary)
    stack = stacks.stack(credentials, "v1")
    _many(stacks)
    assert stacks.stack(credentials, "v1") is stack


async def _ask(ra: Client, key: str, game_id: int = 1) -> None:
    """Ask as a user whose client is thrown away."""
    await ra.with_credentials(Credentials("User", key)).get_achievement_distribution(game_id)


async def _come_and_go(ra: Client, clock: FakeClock) -> None:
    """Let many other users be served, by which what is idle is dropped."""
    for number in range(MANY):
        ra._shared.keep(ra._shared.stack(Credentials("User", f"passer-by-{number}"), "v1"))
    await clock.settle()
    assert len(ra._shared._kept) < MANY / 10


async def test_window_that_is_in_use_is_remembered(connect: Connect, clock: FakeClock, canary: str) -> None:
    """A user who comes back within a window does not get the window's permits twice."""
    ra = await connect(_transport(), clock, rate_limit=RateLimit(1, 10.0))
    await _ask(ra, "somebody-else")
    await _come_and_go(ra, clock)
    second = asyncio.create_task(_ask(ra, "somebody-else", 2))
    await clock.advance(9.9)
    assert not second.done()
    await clock.advance(0.2)
    await second


async def _ask_as_many(ra: Client, clock: FakeClock, seconds: float = 0.0) -> list[weakref.ref[Any]]:
    """A call of each of many users, whose clients are forgotten at once; some time passes after each."""
    references: list[weakref.ref[Any]] = []
    for number in range(MANY):
        friend = ra.with_credentials(Credentials("User", f"key-{number}"))
        await friend.get_achievement_distribution(1)
        references.append(weakref.ref(friend._stacks["v1"]))
        del friend
        await clock.advance(seconds)
    return references


async def test_windows_that_are_over_are_forgotten_while_others_come(connect: Connect, clock: FakeClock) -> None:
    """Hardly more users are remembered than asked within a window."""
    ra = await connect(_transport(), clock, rate_limit=RateLimit(1, 10.0))
    assert _alive(await _ask_as_many(ra, clock, seconds=1.0)) < 20


async def test_windows_that_are_over_are_forgotten_at_the_next_call(connect: Connect, clock: FakeClock) -> None:
    """Users who asked once, long ago, cost nothing after a call of somebody who was there before."""
    ra = await connect(_transport(), clock, rate_limit=RateLimit(1, 10.0))
    await ra.get_achievement_distribution(1)
    references = await _ask_as_many(ra, clock)
    assert _alive(references) == MANY
    await clock.advance(10.1)
    await ra.get_achievement_distribution(1)
    await clock.settle()
    assert _alive(references) == 0


async def test_long_pause_of_one_user_keeps_nobody_else(connect: Connect, clock: FakeClock) -> None:
    """Whoever is paused for an hour is remembered alone."""
    pause = json_reply({}, 429, {"Retry-After": "3600"})
    transport = MemoryTransport(lambda request: pause if len(transport.queries) == 1 else json_reply([]))
    ra = await connect(transport, clock, rate_limit=RateLimit(1, 10.0), retry=None)
    await asyncio.gather(_ask(ra, "refused"), return_exceptions=True)
    references = await _ask_as_many(ra, clock)
    for _ in range(2):
        await clock.advance(10.1)
        await ra.get_achievement_distribution(1)
        await clock.settle()
    assert _alive(references) == 0
    assert len(ra._shared._kept) == 2


async def test_user_without_a_limit_is_forgotten_after_the_call(connect: Connect, clock: FakeClock) -> None:
    """There is nothing to remember, so nothing is kept until somebody else calls."""
    ra = await connect(_transport(), clock, rate_limit=None)
    await ra.get_achievement_distribution(1)
    assert _alive(await _ask_as_many(ra, clock)) <= 1  # the latest one, which the next call replaces


async def test_forgetting_leaves_nothing_in_the_event_loop(connect: Connect, clock: FakeClock) -> None:
    """It goes on between other tasks, and ends."""
    ra = await connect(_transport(), clock, rate_limit=RateLimit(1, 10.0))
    await _ask_as_many(ra, clock)
    await clock.advance(10.1)
    loop = asyncio.get_running_loop()
    with patch.object(loop, "call_soon", wraps=loop.call_soon) as soon:
        await ra.get_achievement_distribution(1)
        assert soon.call_count == 1
        await clock.settle()
        again = [call for call in soon.call_args_list if call.args == (ra._shared._drop_idle,)]
    assert len(again) == (MANY - 1) // _DROPPED_AT_ONCE
    assert clock.sleepers == 0


async def test_call_that_took_the_place_of_another_one_is_remembered(connect: Connect, clock: FakeClock) -> None:
    """A permit counts also when the call that began first was cancelled before it took one."""
    ra = await connect(_transport(), clock, rate_limit=RateLimit(1, 10.0))
    await _ask(ra, "busy", 1)
    first, second = (asyncio.create_task(_ask(ra, "busy", 2)) for _ in range(2))
    await clock.advance(5)
    first.cancel()
    await clock.advance(5.1)
    await second
    await _come_and_go(ra, clock)
    third = asyncio.create_task(_ask(ra, "busy", 3))
    await clock.advance(9.8)
    assert not third.done()
    await clock.advance(0.3)
    await third


async def test_pause_is_remembered(connect: Connect, clock: FakeClock) -> None:
    """The server's pause for a key holds, whether or not somebody remembers the client that was refused."""
    transport = MemoryTransport(
        lambda request: json_reply({}, 429, {"Retry-After": "100"}) if len(transport.queries) == 1 else json_reply([])
    )
    ra = await connect(transport, clock, rate_limit=RateLimit(1, 10.0), retry=None)
    await asyncio.gather(_ask(ra, "refused"), return_exceptions=True)
    await clock.advance(50)
    await _come_and_go(ra, clock)
    late = asyncio.create_task(_ask(ra, "refused", 2))
    await clock.advance(49.9)
    assert len(transport.queries) == 1
    await clock.advance(0.2)
    await late


async def test_slowed_window_is_remembered(connect: Connect, clock: FakeClock) -> None:
    """A limit that was slowed by a refusal stays slow after the window has passed."""
    transport = MemoryTransport([json_reply({}, 429), *(json_reply([]) for _ in range(5))])
    ra = await connect(transport, clock, rate_limit=RateLimit(2, 10.0, adaptive=True), retry=None)
    await asyncio.gather(_ask(ra, "refused"), return_exceptions=True)
    await clock.advance(100)
    await _come_and_go(ra, clock)
    state = ra.with_credentials(Credentials("User", "refused")).limits["v1"]
    assert state is not None
    assert state.seconds > 10


async def test_stack_with_a_call_in_flight_is_kept(connect: Connect, clock: FakeClock) -> None:
    """An identical call of the same user joins the one in flight, though its client is forgotten."""
    transport = _transport()
    transport.hold()
    ra = await connect(transport, clock)
    first = asyncio.create_task(_ask(ra, "busy"))
    await transport.arrived(1)
    await _come_and_go(ra, clock)
    second = asyncio.create_task(_ask(ra, "busy"))
    await clock.settle()
    transport.release()
    await asyncio.gather(first, second)
    assert len(transport.queries) == 1
