"""Waits for the rate limit, as the log and the counters tell of them."""

from __future__ import annotations

import logging

import pytest

from retroach_async import RateLimit
from retroach_async.testing import FakeClock
from tests.transport.conftest import Connect
from tests.transport.test_throttle import Diary


async def test_long_wait_is_logged_once(
    connect: Connect, running_clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """A wait that a person would wonder about is an INFO line."""
    caplog.set_level(logging.INFO, "retroach_async")
    diary = Diary(running_clock)
    ra = await connect(diary.transport, running_clock, rate_limit=RateLimit(1, 30.0))
    for game_id in (1, 2):
        await ra.get_achievement_distribution(game_id)
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 1
    assert "i=2" in lines[0]
    assert "rate limit" in lines[0]


async def test_waits_are_counted(connect: Connect, running_clock: FakeClock) -> None:
    """The statistics say how many requests waited and for how long."""
    diary = Diary(running_clock)
    ra = await connect(diary.transport, running_clock, rate_limit=RateLimit(1, 30.0))
    await ra.gather(ra.get_achievement_distribution, [1, 2, 3])
    assert ra.stats.waits == 2
    assert ra.stats.seconds_waited == pytest.approx(30 + 60, abs=0.1)
