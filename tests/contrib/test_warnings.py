"""Warnings of a sender: a slice was lost, or nobody does the work."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from taskiq.message import BrokerMessage

from retroach_async import Client
from retroach_async.contrib.taskiq import BatchTasks
from retroach_async.testing import FakeClock
from tests.contrib.conftest import Broker
from tests.contrib.test_lost_slices import ends_of
from tests.faults.leaks import assert_unseen

ABSENT = "no worker has given a sign for 30 s; is one running, with the same broker and result backend?"


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture, canary: str) -> Callable[[], list[str]]:
    """The warnings so far, which hold no key."""

    def texts() -> list[str]:
        lines = [record for record in caplog.records if record.name == "retroach_async"]
        assert {record.levelno for record in lines} <= {logging.WARNING}
        assert_unseen(canary, [caplog.text])
        return [record.getMessage() for record in lines]

    caplog.set_level(logging.INFO, "retroach_async")
    return texts


async def test_slice_of_a_worker_that_falls_silent_is_told(
    tasks: BatchTasks, broker: Broker, warnings: Callable[[], list[str]]
) -> None:
    """A warning has the number of the slice, and the reason."""
    broker.fates.extend([broker.run, broker.begin])
    await ends_of(tasks)
    assert warnings() == [ABSENT, "slice 2 of 3 was lost: its worker gave no sign for 60 s; it is sent again"]


async def test_slice_that_is_given_up_is_told(
    tasks: BatchTasks, broker: Broker, warnings: Callable[[], list[str]]
) -> None:
    """The last attempt is followed by none."""
    broker.fates.extend([broker.begin] * 3)
    await ends_of(tasks)
    told = [line.split("; ")[1] for line in warnings() if "slice 1 of 3" in line]
    assert told == ["it is sent again", "it is sent again", "it is given up"]


async def test_slice_that_nobody_began_is_told(
    tasks: BatchTasks, broker: Broker, warnings: Callable[[], list[str]]
) -> None:
    """Nobody can say whether a worker took it; that none may be there has been asked long before."""
    broker.fates.append(broker.lose)
    await ends_of(tasks)
    assert warnings() == [ABSENT, "slice 1 of 3 was lost: no worker began it within 600 s; it is sent again"]


async def test_slice_that_is_overtaken_is_told(overtaken: BatchTasks, warnings: Callable[[], list[str]]) -> None:
    """A worker that was killed as it took the slice has given no sign at all."""
    await ends_of(overtaken)
    (told,) = [line for line in warnings() if "slice" in line]
    assert told == "slice 1 of 3 was lost: no worker began it within 60 s after a later one; it is sent again"


async def test_absent_worker_is_asked_for_once_until_one_begins(
    broker: Broker, make_client: Callable[[], Client], clock: FakeClock, warnings: Callable[[], list[str]]
) -> None:
    """However many slices are in flight; a second silence is a second warning."""
    tasks = BatchTasks(broker, make_client, slice_size=3, slices=2, clock=clock)
    await broker.startup()
    broker.fates.extend([broker.lose] * 2)
    async with tasks.batch(Client.get_achievement_distribution, range(1, 7)) as outcomes:
        await clock.advance(29.5)
        assert warnings() == []
        await clock.advance(0.5)
        assert warnings() == [ABSENT]
        await clock.advance(60)
        await broker.begin(broker.sent[1])
        await clock.advance(29.5)
        assert warnings() == [ABSENT]
        await clock.advance(2)
        assert warnings() == [ABSENT, ABSENT]
        for message in [*broker.sent]:
            await broker.run(message)
        await clock.advance(1)
        assert [outcome.ok async for outcome in outcomes] == [True] * 6


async def test_busy_workers_are_no_reason_to_warn(
    broker: Broker, make_client: Callable[[], Client], running_clock: FakeClock, warnings: Callable[[], list[str]]
) -> None:
    """A slice may take minutes, as long as its worker gives signs."""
    tasks = BatchTasks(broker, make_client, slice_size=7, clock=running_clock)
    await broker.startup()

    async def work_slowly(message: BrokerMessage) -> None:
        await broker.begin(message)
        await running_clock.sleep(25)
        await broker.run(message)

    broker.fates.append(work_slowly)
    await ends_of(tasks)
    assert warnings() == []
