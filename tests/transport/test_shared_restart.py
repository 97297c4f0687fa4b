"""A shared limit that lost everything: what it had permitted still counts."""

from __future__ import annotations

import asyncio

import pytest

from retroach_async import RateLimit
from retroach_async.testing import FakeClock
from tests.transport.test_throttle import Diary
from tests.transport.together import MemoryLimit, call, fleet, settled


@pytest.mark.parametrize("travel", [0.0, 0.02, 0.1])
async def test_restart_brings_no_more_arrivals_than_the_limit(travel: float, clock: FakeClock) -> None:
    """While four busy processes fall back to their shares and trust again, no window has more than the limit."""
    diary, shared = Diary(clock), MemoryLimit(clock, processes=4)
    async with fleet(clock, diary, shared, RateLimit(40, 1.0)) as clients:
        await settled(clock, shared, clients, diary)
        shared.delay = travel
        calls = [
            each
            for number, ra in enumerate(clients)
            for each in call(ra, *range(1000 * number + 1, 1000 * number + 251))
        ]
        await clock.advance(2.3)
        shared.forget()
        await clock.advance(60)
        await asyncio.gather(*calls)
    assert len(diary.times) == 1000
    assert diary.most_in_any(1.0) <= 40


@pytest.mark.parametrize("trouble", ["forgotten", "down", "both"])
async def test_those_who_begin_then_wait_for_what_one_process_had(trouble: str, clock: FakeClock) -> None:
    """One process used the whole limit; three others, which cannot know of that, begin in the worst moment."""
    diary, shared = Diary(clock), MemoryLimit(clock, processes=4)
    async with fleet(clock, diary, shared, RateLimit(40, 1.0)) as clients:
        calls = call(clients[0], *range(1, 41))
        await clock.advance(0.1)
        if trouble != "down":
            shared.forget()
        if trouble != "forgotten":
            shared.problem = OSError()
        calls += [
            task for number, ra in enumerate(clients, 1) for task in call(ra, *range(100 * number, 100 * number + 50))
        ]
        await clock.advance(3)
        shared.problem = None
        await clock.advance(40)
        await asyncio.gather(*calls)
    assert len(diary.times) == 240
    assert diary.most_in_any(1.0) <= 40
