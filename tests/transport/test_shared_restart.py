"""A shared limit that lost everything: the share of each process uses the longer window, as a permit does."""

from __future__ import annotations

import asyncio

import pytest

from retroach_async import RateLimit
from retroach_async.testing import FakeClock
from retroach_async.transport.own_share import OwnShare
from retroach_async.transport.window import Window
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
        shared.logs.clear()  # as a restart of Redis without a file does
        await clock.advance(60)
        await asyncio.gather(*calls)
    assert len(diary.times) == 1000
    assert diary.most_in_any(1.0) <= 40


def test_share_of_a_process_waits_for_the_longer_window() -> None:
    """A process that sent its share waits as long as a shared window, also while an answer is not yet trusted."""
    window = Window(40, 1.0)
    share = OwnShare(40, 4, 1.5)
    for _ in range(10):
        window.take(0.0)
        window.answered(0.0)
    share.hear(0.2, window, trusted_from=10.0, left=30, has_permit=True)
    assert share.wait(1.2, window) == pytest.approx(0.3)
    assert share.wait_while_unsure(1.2, window) == pytest.approx(0.3)
    assert share.wait_while_unsure(1.5, window) == 0.0


def test_request_on_its_way_counts_in_the_share() -> None:
    """A share is used up by requests without an answer, however old they are."""
    window = Window(40, 1.0)
    share = OwnShare(40, 4, 1.5)
    for _ in range(10):
        window.take(0.0)
    assert share.wait(100.0, window) == float("inf")
