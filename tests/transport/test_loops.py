"""One client in several event loops, one after the other, and in several threads."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import pytest
from test.support import catch_unraisable_exception

from retroach_async import Client, ConfigurationError, Credentials, RateLimit, RateLimits, TimedOut
from retroach_async.clock import SystemClock
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.faults.server import Behaviour, FaultServer, answer, raw_then_silence
from tests.transport.conftest import Connect
from tests.transport.together import MemoryLimit

LIMIT = RateLimit(2, 0.05)


def _memory() -> MemoryTransport:
    return MemoryTransport(lambda request: json_reply({"1": 5}))


class Stuck:
    """A server in memory that gives no answer while it is stuck."""

    def __init__(self) -> None:
        self.is_stuck = True
        self.transport = MemoryTransport(self._answer)

    async def _answer(self, request: Request) -> Reply:
        if self.is_stuck:
            await asyncio.get_running_loop().create_future()
        return json_reply({"1": 5})

    def cut_short(self, ra: Client) -> None:
        """Close an event loop while calls are in flight and in the queue, as a program that is interrupted does."""

        async def begin() -> list[asyncio.Task[Any]]:
            calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in range(1, 8)]
            await self.transport.arrived(2)
            assert not any(call.done() for call in calls)
            return calls

        loop = asyncio.new_event_loop()
        for task in loop.run_until_complete(begin()):
            task._log_destroy_pending = False  # type: ignore[attr-defined]  # asyncio would complain
        loop.close()
        self.is_stuck = False


def _run(job: Coroutine[Any, Any, Any]) -> Any:
    """Run a job in an event loop of its own; one that hangs fails."""
    return asyncio.run(asyncio.wait_for(job, 10))


@contextmanager
def _served(*script: Behaviour) -> Iterator[str]:
    """The address of a server that lives beside all event loops of the test."""
    loop, server = asyncio.new_event_loop(), FaultServer(*script)
    loop.run_until_complete(server.__aenter__())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server.url
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.run_until_complete(server.__aexit__())
        loop.close()


def test_deadline_holds_in_a_second_loop_through_a_session_callable(credentials: Credentials) -> None:
    """After a good call in the first loop, a silent server is given up in time in the second."""
    sessions: list[aiohttp.ClientSession] = []

    async def ask(ra: Client) -> None:
        async with aiohttp.ClientSession() as session:
            sessions[:] = [session]
            await ra.get_achievement_distribution(1)

    with _served(answer(), raw_then_silence()) as url:
        ra = Client(credentials, base_url=url, session=lambda: sessions[0], retry=None, timeout=0.3)
        _run(ask(ra))
        with pytest.raises(TimedOut):
            _run(ask(ra))


@pytest.mark.parametrize("loops", [2, 4])
def test_calls_that_queue_work_in_each_loop(loops: int, credentials: Credentials) -> None:
    """A batch that waits for permits succeeds in every event loop, one after the other."""
    transport = _memory()
    ra = Client(credentials, transport=transport, rate_limit=LIMIT)
    for number in range(loops):
        games = range(10 * number + 1, 10 * number + 8)
        assert len(_run(ra.gather(ra.get_achievement_distribution, games))) == 7
    assert len(transport.queries) == 7 * loops


def test_loop_that_was_cut_short_does_not_hold_up_the_next(credentials: Credentials) -> None:
    """Calls of a dead loop, queued or in flight, do not block those of the next one."""
    there = Stuck()
    ra = Client(credentials, transport=there.transport, rate_limit=LIMIT, timeout=5)
    there.cut_short(ra)
    assert len(_run(ra.gather(ra.get_achievement_distribution, range(1, 8)))) == 7


def test_line_of_a_dead_loop_is_forgotten(credentials: Credentials) -> None:
    """Nobody waits any more after the first call in the next loop."""
    there = Stuck()
    ra = Client(credentials, transport=there.transport, rate_limit=LIMIT, timeout=5)
    there.cut_short(ra)
    _run(ra.get_achievement_distribution(1))
    state = ra.limits["v1"]
    assert state is not None
    assert state.queued == 0


def test_dead_calls_that_are_collected_say_nothing(credentials: Credentials) -> None:
    """Calls that died with their loop wake nobody when their memory is freed."""
    there = Stuck()
    ra = Client(credentials, transport=there.transport, rate_limit=LIMIT, timeout=5)
    there.cut_short(ra)
    with catch_unraisable_exception() as caught:
        gc.collect()
        assert caught.unraisable is None


def test_deadline_holds_after_a_loop_that_was_cut_short(credentials: Credentials) -> None:
    """The timer of a dead loop does not stand in for one in the loop of today."""
    there = Stuck()
    ra = Client(credentials, transport=there.transport, rate_limit=None, timeout=0.1)
    there.cut_short(ra)
    there.is_stuck = True
    with pytest.raises(TimedOut):
        _run(ra.get_achievement_distribution(9))


def test_client_closes_in_another_loop_than_its_calls(credentials: Credentials) -> None:
    """Closing does not wait for calls that died with their loop, and the client is closed."""
    there = Stuck()
    ra = Client(credentials, transport=there.transport, rate_limit=LIMIT)
    there.cut_short(ra)
    _run(ra.aclose())
    assert "closed" in repr(ra)


def test_own_session_works_in_a_second_loop_and_closes(credentials: Credentials) -> None:
    """A client with a session of its own makes another one in the next event loop, and leaves none open."""
    with _served(answer(Connection="close")) as url:
        ra = Client(credentials, base_url=url)
        _run(ra.open())
        for game_id in (1, 2):
            assert _run(ra.get_achievement_distribution(game_id))[1] == 5
        _run(ra.aclose())


def _in_thread(job: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=job)
    thread.start()
    return thread


@contextmanager
def _call_in_another_loop(ra: Client, transport: MemoryTransport) -> Iterator[list[int]]:
    """A call of another thread that is in flight as long as the block lasts; afterwards its value is in the list."""
    transport.hold()
    arrived, values = threading.Event(), list[int]()
    loops: list[asyncio.AbstractEventLoop] = []

    async def first() -> None:
        loops.append(asyncio.get_running_loop())
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await transport.arrived(1)
        arrived.set()
        values.append((await call)[1])

    thread = _in_thread(lambda: _run(first()))
    try:
        assert arrived.wait(10)
        yield values
    finally:
        loops[0].call_soon_threadsafe(transport.release)
        thread.join(10)


def test_two_loops_at_once_are_told_what_is_allowed(credentials: Credentials) -> None:
    """A call from a second thread, while the first one's is in flight, is refused with the rule."""
    transport = _memory()
    ra = Client(credentials, transport=transport)
    with (
        _call_in_another_loop(ra, transport) as values,
        pytest.raises(ConfigurationError, match="one client in one loop at a time"),
    ):
        _run(ra.get_achievement_distribution(2))
    assert values == [5]


def test_closing_beside_a_running_loop_is_refused_and_harms_no_call(credentials: Credentials) -> None:
    """A client is closed where its calls are: elsewhere it says so, and the calls go on."""
    transport = _memory()
    ra = Client(credentials, transport=transport)
    with _call_in_another_loop(ra, transport) as values, pytest.raises(ConfigurationError, match="one loop at a time"):
        _run(ra.aclose())
    assert values == [5]
    assert _run(ra.get_achievement_distribution(3))[1] == 5


def test_threads_that_take_turns_are_served(credentials: Credentials) -> None:
    """A client that is idle may be used by the next thread."""
    ra = Client(credentials, transport=_memory(), rate_limit=LIMIT)
    values: list[int] = []
    for game_id in range(1, 4):
        _in_thread(lambda game_id=game_id: values.append(_run(ra.get_achievement_distribution(game_id))[1])).join(10)
    assert values == [5, 5, 5]


async def test_no_timer_is_left_after_a_call(connect: Connect, clock: FakeClock) -> None:
    """An idle client has nothing in the event loop that will go off."""
    ra = await connect(_memory(), clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    assert clock.alarms == 0
    await ra.gather(ra.get_achievement_distribution, range(2, 5))
    assert clock.alarms == 0


async def test_no_timer_is_left_after_a_call_that_failed(connect: Connect, clock: FakeClock) -> None:
    """Calls that were cancelled, or ran out of time, leave no timer either."""
    transport = _memory()
    transport.hold()
    ra = await connect(transport, clock, timeout=5)
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in (1, 2)]
    await transport.arrived(2)
    calls[0].cancel()
    await clock.advance(5.1)
    await asyncio.wait(calls)
    assert isinstance(calls[1].exception(), TimedOut)
    assert clock.alarms == 0


@pytest.mark.parametrize("is_told_when_cut", [False, True])
def test_shared_permits_of_a_loop_that_is_gone_are_given_back(is_told_when_cut: bool, credentials: Credentials) -> None:
    """Otherwise the calls of the next loop wait until the shared limit takes the permits back."""
    there, shared = Stuck(), MemoryLimit(SystemClock(), 1)
    limits = RateLimits(v1=LIMIT, shared=shared)
    ra = Client(credentials, transport=there.transport, rate_limit=limits, timeout=5)
    there.cut_short(ra)
    if is_told_when_cut:
        shared.delay = 0.1
        loop = asyncio.new_event_loop()

        async def begin() -> None:
            ra._shared.enter(asyncio.get_running_loop())
            await asyncio.sleep(0)

        loop.run_until_complete(begin())
        for task in asyncio.all_tasks(loop):
            task._log_destroy_pending = False  # type: ignore[attr-defined]  # asyncio would complain
        loop.close()
        shared.delay = 0.0

    async def go_on() -> None:
        async with ra:
            await ra.gather(ra.get_achievement_distribution, [1, 2, 3])

    _run(go_on())
