"""The number of requests that is left, as answers tell it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from retroach_async import Client, RateLimit, Request
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.transport.conftest import Connect


class Script:
    """A server that says of each game what is left, if anything, and answers when it is told to."""

    def __init__(self, left: dict[int, str | None]) -> None:
        self._left = left
        self.transport = MemoryTransport(self._answer)
        self._gates: dict[int, asyncio.Event] = {}

    async def _answer(self, request: Request) -> Reply:
        game_id = int(dict(request.query.params)["i"])
        if game_id in self._gates:
            await self._gates[game_id].wait()
        left = self._left.get(game_id)
        return json_reply([], headers={} if left is None else {"X-RateLimit-Remaining": left})

    def hold(self, game_id: int) -> asyncio.Event:
        """Keep the answer for a game back until the event is set."""
        return self._gates.setdefault(game_id, asyncio.Event())

    @property
    def asked(self) -> list[int]:
        """The games, in the order in which they were asked for."""
        return [int(dict(query.params)["i"]) for query in self.transport.queries]


def call(ra: Client, *game_ids: int) -> list[asyncio.Task[Any]]:
    """Calls in the background."""
    return [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in game_ids]


async def test_request_in_flight_may_take_what_is_left(connect: Connect, clock: FakeClock) -> None:
    """A request on its way was not counted yet, so its permit is not given twice, nor are those others may take."""
    server = Script({1: "3", 2: "2", 3: "0"})
    gates = [server.hold(2), server.hold(3)]
    ra = await connect(server.transport, clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    calls = call(ra, 2, 3, 4)
    await clock.advance(1)
    assert server.asked == [1, 2, 3]
    for gate in gates:
        gate.set()
    await clock.advance(8.9)
    assert server.asked == [1, 2, 3]
    await clock.advance(0.2)
    await asyncio.gather(*calls)


async def test_answer_that_shows_that_something_is_left_ends_the_wait(connect: Connect, clock: FakeClock) -> None:
    """A call that waits for requests in flight goes on as soon as an answer says that they did not take the rest."""
    server = Script({1: "3", 2: "2", 3: "1"})
    gates = [server.hold(2), server.hold(3)]
    ra = await connect(server.transport, clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    calls = call(ra, 2, 3, 4)
    await clock.advance(1)
    assert server.asked == [1, 2, 3]
    for gate in gates:
        gate.set()
    await clock.settle()
    assert server.asked == [1, 2, 3, 4]
    await asyncio.gather(*calls)


async def test_answer_from_the_window_before_tells_nothing_about_this_one(connect: Connect, clock: FakeClock) -> None:
    """A slow answer that was made when nothing was left does not stop a new window."""
    server = Script({1: "4", 2: "0", 3: "4"})
    gate = server.hold(2)
    ra = await connect(server.transport, clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    calls = call(ra, 2)
    await clock.advance(11)
    await ra.get_achievement_distribution(3)
    gate.set()
    await clock.settle()
    await asyncio.gather(*calls, *call(ra, 4))
    assert server.asked == [1, 2, 3, 4]


async def test_answer_that_is_overtaken_gives_nothing_back(connect: Connect, clock: FakeClock) -> None:
    """Of two answers the one that says that less is left is right, in whichever order they come."""
    server = Script({1: "3", 2: "2", 3: "0"})
    gate = server.hold(2)
    ra = await connect(server.transport, clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    calls = call(ra, 2, 3)
    await clock.settle()
    gate.set()
    await asyncio.gather(*calls)
    state = ra.limits["v1"]
    assert state is not None
    assert state.available == 0


async def test_one_asks_what_others_have_left(connect: Connect, clock: FakeClock) -> None:
    """Where others use the key, what was told a while ago means little: one goes ahead, and the rest wait for it."""
    server = Script({1: "90", 2: "20"})
    gate = server.hold(2)
    ra = await connect(server.transport, clock, rate_limit=RateLimit(100, 10.0))
    await ra.get_achievement_distribution(1)
    await clock.advance(3)
    calls = call(ra, 2, 3, 4, 5)
    await clock.advance(0.4)
    assert server.asked == [1, 2]
    gate.set()
    await clock.settle()
    assert server.asked == [1, 2, 3, 4, 5]
    await asyncio.gather(*calls)


async def test_news_is_believed_while_it_is_new(connect: Connect, clock: FakeClock) -> None:
    """Right after an answer has told what is left, nobody need go ahead."""
    server = Script({1: "90", 2: "20"})
    server.hold(3)
    ra = await connect(server.transport, clock, rate_limit=RateLimit(100, 10.0))
    await ra.get_achievement_distribution(1)
    await clock.advance(3)
    await ra.get_achievement_distribution(2)
    await clock.advance(0.4)
    calls = call(ra, 3, 4, 5)
    await clock.settle()
    assert server.asked == [1, 2, 3, 4, 5]
    server.hold(3).set()
    await asyncio.gather(*calls)


async def test_whoever_is_alone_counts_each_request_once(connect: Connect, clock: FakeClock) -> None:
    """Where nobody else uses the key, all that is left can be on its way at once."""
    server = Script({1: "4"})
    ra = await connect(server.transport, clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    server.transport.hold()
    calls = call(ra, 2, 3, 4, 5)
    await clock.settle()
    assert server.asked == [1, 2, 3, 4, 5]
    server.transport.release()
    await asyncio.gather(*calls)


async def test_server_may_begin_to_tell(connect: Connect, clock: FakeClock) -> None:
    """A server that said nothing at first is listened to when it does."""
    server = Script({2: "0"})
    ra = await connect(server.transport, clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    await ra.get_achievement_distribution(2)
    (third,) = call(ra, 3)
    await clock.advance(9.9)
    assert server.asked == [1, 2]
    await clock.advance(0.2)
    await third


async def test_nobody_waits_for_a_scout_that_does_not_come_back(connect: Connect, clock: FakeClock) -> None:
    """When the one who went ahead is not answered soon, another one goes, as long as nothing is known."""
    server = Script({1: "90"})
    server.hold(2)
    server.hold(3)
    ra = await connect(server.transport, clock, rate_limit=RateLimit(100, 10.0))
    await ra.get_achievement_distribution(1)
    await clock.advance(3)
    calls = call(ra, 2, 3, 4)
    await clock.advance(0.6)
    assert server.asked == [1, 2, 3]
    await clock.advance(0.5)
    assert server.asked == [1, 2, 3, 4]
    for task in calls:
        task.cancel()
    await asyncio.wait(calls)


@pytest.mark.parametrize("is_cancelled", [True, False])
async def test_request_without_a_word_counts_as_used(is_cancelled: bool, connect: Connect, clock: FakeClock) -> None:
    """Nobody knows whether the server counted a request that was given up, or whose answer has no header."""
    server = Script({1: "2"})
    gate = server.hold(2)
    ra = await connect(server.transport, clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    (second,) = call(ra, 2)
    await clock.settle()
    second.cancel() if is_cancelled else gate.set()
    await asyncio.wait([second])
    await ra.get_achievement_distribution(3)
    (fourth,) = call(ra, 4)
    await clock.advance(9.9)
    assert server.asked == [1, 2, 3]
    await clock.advance(0.2)
    await fourth


@pytest.mark.parametrize("text", ["9" * 5000, "1e3", " 1", "+1", "0x1", "-0"])
async def test_count_that_is_none_is_not_believed(text: str, connect: Connect, clock: FakeClock) -> None:
    """Whatever stands in the header, nothing is raised and our own count holds."""
    server = Script(dict.fromkeys(range(1, 6), text))
    ra = await connect(server.transport, clock, rate_limit=RateLimit(5, 10.0))
    for game_id in range(1, 6):
        await ra.get_achievement_distribution(game_id)
    assert clock.sleeps == []


async def test_refusal_without_a_number_lasts_until_the_known_end(connect: Connect, clock: FakeClock) -> None:
    """A server that refuses without saying for how long has told before when its window is over."""
    replies = [json_reply([], headers={"X-RateLimit-Remaining": "4"}), json_reply({}, 429), json_reply([])]
    transport = MemoryTransport(replies)
    ra = await connect(transport, clock, rate_limit=RateLimit(5, 60.0))
    await ra.get_achievement_distribution(1)
    await clock.advance(20)
    (second,) = call(ra, 2)
    await clock.advance(39.9)
    assert len(transport.queries) == 2
    await clock.advance(0.7)  # with the little extra of every wait after a refusal
    await second


async def test_number_in_a_refusal_is_better_than_the_known_end(connect: Connect, clock: FakeClock) -> None:
    """A server that says when to come back is believed, although its window seemed to last longer."""
    refusal = json_reply({}, 429, {"Retry-After": "5", "X-RateLimit-Remaining": "0"})
    transport = MemoryTransport([json_reply([], headers={"X-RateLimit-Remaining": "4"}), refusal, json_reply([])])
    ra = await connect(transport, clock, rate_limit=RateLimit(5, 60.0))
    await ra.get_achievement_distribution(1)
    (second,) = call(ra, 2)
    await clock.advance(4.9)
    assert len(transport.queries) == 2
    await clock.advance(0.7)
    await second


async def test_one_asks_when_a_new_window_may_have_begun(connect: Connect, clock: FakeClock) -> None:
    """However new the last answer is, it says nothing about a window that others may have opened since."""
    server = Script({1: "80", 2: "70"})
    ra = await connect(server.transport, clock, rate_limit=RateLimit(100, 10.0))
    await ra.get_achievement_distribution(1)
    await clock.advance(9.9)
    await ra.get_achievement_distribution(2)
    await clock.advance(0.2)
    server.transport.hold()
    calls = call(ra, 3, 4, 5)
    await clock.settle()
    assert server.asked == [1, 2, 3]
    server.transport.release()
    await clock.settle()
    assert server.asked == [1, 2, 3, 4, 5]
    await asyncio.gather(*calls)


async def test_client_alone_on_its_key_begins_a_window_at_once(connect: Connect, clock: FakeClock) -> None:
    """Where nobody else uses the key, a new window is all ours, and no answer need be waited for."""
    server = Script({1: "59"})
    ra = await connect(server.transport, clock, rate_limit=RateLimit(60, 61.0))
    await ra.get_achievement_distribution(1)
    await clock.advance(62)
    server.transport.hold()
    calls = call(ra, *range(2, 62))
    await clock.settle()
    assert len(server.asked) == 61
    server.transport.release()
    await asyncio.gather(*calls)


@pytest.mark.parametrize(("limit", "half"), [(60, 30), (25, 12)])
async def test_stranger_is_asked_with_half_of_the_limit(
    limit: int, half: int, connect: Connect, clock: FakeClock
) -> None:
    """Before the first answer nobody knows what is left, so a burst stops halfway until there is one."""
    server = Script({})
    server.transport.hold()
    ra = await connect(server.transport, clock, rate_limit=RateLimit(limit, 61.0))
    calls = call(ra, *range(1, limit + 1))
    await clock.settle()
    assert len(server.asked) == half
    server.transport.release(1)
    await clock.settle()
    assert len(server.asked) == limit
    server.transport.release()
    await asyncio.gather(*calls)


async def test_small_burst_need_not_wait_for_a_first_answer(connect: Connect, clock: FakeClock) -> None:
    """Ten calls go out at once, as the default for V1 allows."""
    server = Script({})
    server.transport.hold()
    ra = await connect(server.transport, clock, rate_limit=RateLimit(10, 8.0))
    calls = call(ra, *range(1, 11))
    await clock.settle()
    assert len(server.asked) == 10
    server.transport.release()
    await asyncio.gather(*calls)
