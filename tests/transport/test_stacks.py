"""The stacks of layers: one for each key and API, dropped when they are idle."""

from __future__ import annotations

import asyncio
import gc
import weakref
from typing import Any

import pytest

from retroach_async import Client, Credentials, RateLimit, RateLimits
from retroach_async.stacks import ApiStack, Stacks
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


def test_idle_stacks_of_forgotten_users_are_dropped(stacks: Stacks) -> None:
    """After many users who are gone, only the latest few are still there."""
    assert _alive(_many(stacks)) < MANY / 4


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
    for number in range(MANY):
        ra.with_credentials(Credentials("User", f"passer-by-{number}"))
    await clock.settle()


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


async def test_window_that_is_over_is_forgotten(connect: Connect, clock: FakeClock) -> None:
    """Users who asked once, long ago, cost nothing any more."""
    ra = await connect(_transport(), clock, rate_limit=RateLimit(1, 10.0))
    references: list[weakref.ref[Any]] = []
    for number in range(MANY):
        friend = ra.with_credentials(Credentials("User", f"key-{number}"))
        await friend.get_achievement_distribution(1)
        references.append(weakref.ref(friend._stacks["v1"]))
        del friend
        await clock.advance(1)
    assert _alive(references) < MANY / 2


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
