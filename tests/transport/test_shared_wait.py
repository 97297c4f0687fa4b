"""The words for a long wait for a shared limit: in the error of a call that times out, and in the log."""

from __future__ import annotations

import asyncio
import logging

import pytest

from retroach_async import Credentials, RateLimit, TimedOut
from retroach_async.testing import FakeClock
from tests.transport.test_throttle import Diary
from tests.transport.together import MemoryLimit, call, fleet

LIMIT = RateLimit(12, 10.0)


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [("new", "as the shared one may have forgotten requests"), ("down", "as the shared one does not answer")],
)
async def test_call_that_times_out_says_that_the_shared_limit_had_it_wait(
    trouble: str, reason: str, clock: FakeClock
) -> None:
    """The call that asked, and one that came later and had to stand behind it."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    if trouble == "new":
        shared.forget()
    else:
        shared.problem = OSError()
    async with fleet(clock, diary, shared, RateLimit(60, 61.0), timeout=30) as (ra, _):
        calls = call(ra, 1)
        await clock.advance(5)
        calls += call(ra.with_options(timeout=5), 2)
        await clock.advance(26)
        for task, seconds in zip(calls, (30, 5), strict=True):
            error = task.exception()
            assert isinstance(error, TimedOut)
            assert f"within {seconds} s; the call was waiting for the rate limit, {reason}" in error.message


async def test_call_that_waits_for_its_turn_blames_nobody(clock: FakeClock) -> None:
    """Once the process has its share again, its own requests are what a call waits for."""
    diary, shared = Diary(clock), MemoryLimit(clock, 1)
    shared.problem = OSError()
    async with fleet(clock, diary, shared, RateLimit(1, 60.0)) as (ra,):
        calls = call(ra, 1)
        await clock.advance(62)
        await asyncio.gather(*calls)
        calls = call(ra.with_options(timeout=30), 2)
        await clock.advance(31)
        assert str(calls[0].exception()).split("; ")[1].split(" (")[0] == "the call was waiting for the rate limit"


async def test_call_in_the_queue_learns_what_it_waits_for(clock: FakeClock) -> None:
    """It waits for its turn, and when that comes the limit has forgotten what it knew."""
    diary, shared = Diary(clock), MemoryLimit(clock, 1)
    async with fleet(clock, diary, shared, RateLimit(1, 60.0), timeout=90) as (ra,):
        await asyncio.gather(*call(ra, 1))
        (task,) = call(ra, 2)
        await clock.advance(50)
        shared.forget()
        await clock.advance(41)
        assert "the rate limit, as the shared one may have forgotten requests" in str(task.exception())


async def test_young_limit_is_told_once(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    """One warning for all calls and keys of a process, and another one when it has forgotten again."""
    diary, shared = Diary(clock), MemoryLimit(clock, 1)
    shared.forget()
    async with fleet(clock, diary, shared, LIMIT) as (ra,):
        calls = call(ra, 1, 2) + call(ra.with_credentials(Credentials("Another", "other-key")), 3)
        await clock.advance(5)
        calls += call(ra, 4)
        await clock.advance(50)
        shared.forget()
        calls += call(ra, 5)
        await clock.advance(50)
        await asyncio.gather(*calls)
    lines = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    words = "is new or may have forgotten requests: nothing is sent for 11 s"
    assert lines == [f"the shared rate limit (12 requests in 10 s) {words}"] * 2
