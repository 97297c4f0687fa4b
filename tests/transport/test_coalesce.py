"""One request for identical calls in flight."""

from __future__ import annotations

import asyncio
from typing import Any

from retroach_async import Client, NotFound, RetroachError
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.transport.conftest import Connect


def held(answer: Any = None) -> MemoryTransport:
    """A server that answers only when it is told to."""
    transport = MemoryTransport(lambda request: answer or json_reply({"1": 5}))
    transport.hold()
    return transport


async def calls_in_flight(ra: Client, transport: MemoryTransport, count: int) -> list[asyncio.Task[Any]]:
    """So many identical calls, the first of which has been sent."""
    calls = [asyncio.create_task(ra.get_achievement_distribution(1)) for _ in range(count)]
    await transport.arrived(1)
    await FakeClock().settle()
    return calls


async def test_identical_calls_are_one_request(connect: Connect, clock: FakeClock) -> None:
    """A hundred callers with the same question get the same answer from one request."""
    transport = held()
    ra = await connect(transport, clock)
    calls = await calls_in_flight(ra, transport, 100)
    transport.release()
    assert {spread[1] for spread in await asyncio.gather(*calls)} == {5}
    assert len(transport.queries) == 1
    assert (ra.stats.calls, ra.stats.coalesced, ra.stats.attempts) == (100, 99, 1)


async def test_calls_one_after_the_other_are_two_requests(connect: Connect, clock: FakeClock) -> None:
    """Nothing is kept once an answer is there."""
    transport = MemoryTransport(lambda request: json_reply([]))
    ra = await connect(transport, clock)
    await ra.get_achievement_distribution(1)
    await ra.get_achievement_distribution(1)
    assert len(transport.queries) == 2


async def test_different_calls_are_different_requests(connect: Connect, clock: FakeClock) -> None:
    """Any difference in the arguments is another question."""
    transport = held()
    ra = await connect(transport, clock)
    both = asyncio.gather(ra.get_achievement_distribution(1), ra.get_achievement_distribution(1, hardcore=True))
    await transport.arrived(2)
    transport.release()
    await both


async def test_default_that_is_spelt_out_is_the_same_call(connect: Connect, clock: FakeClock) -> None:
    """An argument equal to its default makes no difference."""
    transport = held()
    ra = await connect(transport, clock)
    both = asyncio.gather(ra.get_achievement_distribution(1), ra.get_achievement_distribution(1, hardcore=False))
    await transport.arrived(1)
    await clock.settle()
    transport.release()
    await both
    assert len(transport.queries) == 1


async def test_first_caller_that_is_cancelled_harms_nobody(connect: Connect, clock: FakeClock) -> None:
    """When the one who sends goes away, the others still get their answer, from one request."""
    transport = held()
    ra = await connect(transport, clock)
    calls = await calls_in_flight(ra, transport, 4)
    calls[0].cancel()
    await transport.arrived(2)
    await clock.settle()
    transport.release()
    assert [spread[1] for spread in await asyncio.gather(*calls[1:])] == [5, 5, 5]
    assert calls[0].cancelled()
    assert len(transport.queries) == 2


async def test_one_after_the_other_may_be_cancelled(connect: Connect, clock: FakeClock) -> None:
    """The last one who is left gets the answer, whoever had sent before."""
    transport = held()
    ra = await connect(transport, clock)
    calls = await calls_in_flight(ra, transport, 4)
    for sent, call in enumerate(calls[:3], start=2):
        call.cancel()
        await transport.arrived(sent)
    await clock.settle()
    transport.release()
    assert (await calls[3])[1] == 5


async def test_only_the_next_in_line_takes_the_place_of_the_first(connect: Connect, clock: FakeClock) -> None:
    """Nobody else is woken, so a long line that is cancelled one by one costs the same for each."""
    transport = held()
    ra = await connect(transport, clock)
    calls = await calls_in_flight(ra, transport, 5)
    (line,) = ra._stacks["v1"].tower._flights.values()
    waiting = list(line or ())
    calls[0].cancel()
    await transport.arrived(2)
    assert [each.done() for each in waiting] == [True, False, False, False]
    transport.release()
    await asyncio.gather(*calls[1:])


async def test_turn_of_a_caller_who_is_cancelled_in_that_moment_passes_on(connect: Connect, clock: FakeClock) -> None:
    """A caller who is told to send and cancelled at once hands the turn to the next one."""
    transport = held()
    ra = await connect(transport, clock)
    calls = await calls_in_flight(ra, transport, 3)
    (line,) = ra._stacks["v1"].tower._flights.values()
    (second, _) = line or ()
    calls[0].cancel()
    await asyncio.sleep(0)
    assert second.done()
    calls[1].cancel()
    async with asyncio.timeout(5):
        await transport.arrived(2)
    transport.release()
    assert (await calls[2])[1] == 5
    assert ra._stacks["v1"].tower.is_idle


async def test_follower_that_is_cancelled_ends_alone(connect: Connect, clock: FakeClock) -> None:
    """Somebody who gives up waiting stops neither the request nor the others."""
    transport = held()
    ra = await connect(transport, clock)
    calls = await calls_in_flight(ra, transport, 3)
    calls[1].cancel()
    await clock.settle()
    transport.release()
    assert (await calls[0])[1] == (await calls[2])[1] == 5
    assert calls[1].cancelled()
    assert len(transport.queries) == 1


async def test_last_caller_that_is_cancelled_ends_the_request(connect: Connect, clock: FakeClock) -> None:
    """A request that nobody waits for any more is given up."""
    transport = held()
    ra = await connect(transport, clock)
    calls = await calls_in_flight(ra, transport, 3)
    for call in calls:
        call.cancel()
    await clock.settle()
    assert transport.in_flight == 0
    assert all(call.cancelled() for call in calls)


async def test_each_caller_has_an_error_of_its_own(connect: Connect, clock: FakeClock) -> None:
    """One failure is told to all as equal errors that share no traceback."""
    transport = held(json_reply({"message": "unknown"}, 404))
    ra = await connect(transport, clock)
    calls = await calls_in_flight(ra, transport, 3)
    transport.release()
    errors = await asyncio.gather(*calls, return_exceptions=True)
    assert len({id(error) for error in errors}) == 3
    assert {type(error) for error in errors} == {NotFound}
    assert len({str(error) for error in errors}) == 1
    assert len({id(error.__traceback__) for error in errors if isinstance(error, BaseException)}) == 3


async def test_first_caller_out_of_time_does_not_take_the_others_along(connect: Connect, clock: FakeClock) -> None:
    """Each caller's deadline is its own, although the request is shared."""
    transport = held()
    ra = await connect(transport, clock, timeout=10)
    first = asyncio.create_task(ra.get_achievement_distribution(1))
    await clock.advance(9)
    second = asyncio.create_task(ra.get_achievement_distribution(1))
    await clock.advance(2)
    assert isinstance(first.exception(), RetroachError)
    await transport.arrived(2)
    transport.release()
    assert (await second)[1] == 5


async def test_answers_in_flight_are_not_mixed_up(connect: Connect, clock: FakeClock) -> None:
    """Several questions in flight at once are each answered to the ones who asked."""
    transport = MemoryTransport(lambda request: json_reply({"1": int(dict(request.query.params)["i"])}))
    transport.hold()
    ra = await connect(transport, clock)
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in (1, 2, 1, 3, 2)]
    await transport.arrived(3)
    await clock.settle()
    transport.release()
    assert [spread[1] for spread in await asyncio.gather(*calls)] == [1, 2, 1, 3, 2]
    assert len(transport.queries) == 3
