"""Time that passes only when it is told to."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroach_async.testing import FakeClock


async def test_nothing_wakes_up_by_itself(clock: FakeClock) -> None:
    """A sleep lasts until somebody advances the clock so far, and not a moment longer."""
    sleep = asyncio.create_task(clock.sleep(5))
    await clock.advance(4.999)
    assert not sleep.done()
    await clock.advance(0.001)
    assert sleep.done()
    assert clock.monotonic() == 5


@given(waits=st.lists(st.floats(0, 100), max_size=20), total=st.floats(0, 100))
async def test_everything_happens_at_its_own_moment(waits: list[float], total: float) -> None:
    """However far the clock is advanced, each sleep and alarm sees its own time, in the order of the times."""
    clock = FakeClock()
    seen: list[tuple[float, float]] = []

    async def sleep(seconds: float) -> None:
        await clock.sleep(seconds)
        seen.append((seconds, clock.monotonic()))

    tasks = [asyncio.create_task(sleep(seconds)) for seconds in waits]
    await clock.advance(total)
    assert seen == sorted(seen)
    assert [seconds for seconds, _ in seen] == sorted(seconds for seconds in waits if seconds <= total)
    assert all(moment == pytest.approx(seconds) for seconds, moment in seen)
    assert clock.monotonic() == total
    await clock.advance(100)
    assert all(task.done() for task in tasks)


async def test_what_happens_on_the_way_may_wait_again(clock: FakeClock) -> None:
    """A chain of sleeps within one advance runs through as far as the time goes."""
    moments: list[float] = []

    async def chain() -> None:
        while True:
            await clock.sleep(3)
            moments.append(clock.monotonic())

    task = asyncio.create_task(chain())
    await clock.advance(10)
    assert moments == [3, 6, 9]
    task.cancel()
    await clock.settle()
    assert clock.sleepers == 0


async def test_alarm_goes_off_unless_it_is_cancelled(clock: FakeClock) -> None:
    """`call_later` calls once, at its time."""
    rung: list[str] = []
    clock.call_later(1, lambda: rung.append("first"))
    clock.call_later(2, lambda: rung.append("second")).cancel()
    assert clock.alarms == 1
    await clock.advance(3)
    assert rung == ["first"]
    assert clock.alarms == 0


async def test_alarms_of_one_moment_go_off_together(clock: FakeClock) -> None:
    """As in an event loop, everything due runs before anybody who was woken does."""
    order: list[str] = []

    async def sleep() -> None:
        await clock.sleep(1)
        order.append("sleeper")

    task = asyncio.create_task(sleep())
    await clock.settle()
    clock.call_later(1, lambda: order.append("alarm"))
    await clock.advance(1)
    assert order == ["alarm", "sleeper"]
    await task


async def test_cancelled_sleep_is_forgotten(clock: FakeClock) -> None:
    """A task that gives up sleeping leaves nothing behind."""
    task = asyncio.create_task(clock.sleep(5))
    await clock.settle()
    assert clock.sleepers == 1
    task.cancel()
    await clock.settle()
    assert clock.sleepers == 0
    assert clock.sleeps == [5]


async def test_running_clock_jumps_when_everybody_waits(running_clock: FakeClock) -> None:
    """Hours of sleeping take no time, and end in the right order."""
    order: list[int] = []

    async def sleep(hours: int) -> None:
        await running_clock.sleep(hours * 3600)
        order.append(hours)

    await asyncio.gather(*(sleep(hours) for hours in (3, 1, 2)))
    assert order == [1, 2, 3]
    assert running_clock.monotonic() == 3 * 3600


async def test_running_clock_does_not_jump_while_somebody_works(running_clock: FakeClock) -> None:
    """As long as a task has something to do, time stands still."""

    async def work() -> float:
        for _ in range(50):
            await asyncio.sleep(0)
        return running_clock.monotonic()

    worked, _ = await asyncio.gather(work(), running_clock.sleep(1))
    assert worked == 0


async def test_running_clock_rings_what_it_passes(running_clock: FakeClock) -> None:
    """Alarms before the end of a sleep go off on the way, later ones stay."""
    rung: list[float] = []
    for seconds in (1, 2, 9):
        running_clock.call_later(seconds, lambda: rung.append(running_clock.monotonic()))
    await running_clock.sleep(5)
    assert rung == [1, 2]
    assert running_clock.alarms == 1


async def test_running_clock_waits_for_an_answer(running_clock: FakeClock) -> None:
    """An alarm alone moves no time: somebody is waiting for something else."""
    running_clock.call_later(5, lambda: None)
    await running_clock.settle()
    assert running_clock.monotonic() == 0


async def test_running_clock_can_be_advanced_as_well(running_clock: FakeClock) -> None:
    """A test may move a running clock on, past sleeps and alarms."""
    rung: list[float] = []
    running_clock.call_later(5, lambda: rung.append(running_clock.monotonic()))
    sleep = asyncio.create_task(running_clock.sleep(2))
    await running_clock.advance(10)
    assert sleep.done()
    assert rung == [5]
    assert running_clock.monotonic() == 10


async def test_time_moves_on_however_short_the_sleep(clock: FakeClock) -> None:
    """A sleep that is too short to change a large number still ends later than it began."""
    await clock.advance(1e9)
    before = clock.monotonic()
    task = asyncio.create_task(clock.sleep(1e-12))
    await clock.advance(1)
    assert task.done()
    assert clock.monotonic() > before


async def test_no_sleep_is_a_turn_for_the_others(clock: FakeClock) -> None:
    """Sleeping for nothing lets others run and needs no advance."""
    await clock.sleep(0)
    await clock.sleep(-1)
    assert clock.monotonic() == 0


async def test_wall_clock_may_be_set(clock: FakeClock) -> None:
    """The time of day moves with the clock, and can be set without waking anybody."""
    before = clock.now()
    await clock.advance(10)
    assert clock.now() == before + 10
    clock.shift_wall_clock(-3600)
    assert clock.now() == before + 10 - 3600
    assert clock.monotonic() == 10
    assert FakeClock(start=5.0).now() == 5.0


async def test_clock_prints_where_it_stands(clock: FakeClock) -> None:
    """Its repr tells the time and who waits for it."""
    clock.call_later(1, lambda: None)
    assert repr(clock) == "<FakeClock at 0 s, 0 sleepers, 1 alarms>"


def test_clock_may_be_used_in_one_loop_after_another(running_clock: FakeClock) -> None:
    """A clock that was left in the middle of a sleep goes on in the next event loop."""

    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.gather(running_clock.sleep(1), asyncio.Event().wait()), 0.01)

    asyncio.run(give_up())
    asyncio.run(running_clock.sleep(1))
    assert running_clock.monotonic() == 2
