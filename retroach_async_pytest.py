"""Fixtures for pytest, which finds them as soon as the library is installed.

    async def test_my_bot_survives_a_lost_connection(retroach_client, retroach_faults):
        retroach_faults(Fault.DROP)
        async with retroach_client as ra:
            assert await my_bot.mastery_count(ra, 14402) == 8

The server runs in a thread of its own, so the fixtures fit plain tests and the tests of pytest-asyncio or anyio.

pytest imports this module in every run, also where no test uses a fixture. So the module stands beside the package,
and the library is imported only by a fixture that a test asks for: no run becomes slower, and a tool that measures
coverage sees each line that the library and its users run at import.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from retroach_async import Client
    from retroach_async.emulator import Emulator, FaultRule, World


@pytest.fixture(scope="session")
def retroach_world() -> World:
    """The games and players of `retroach_emulator`; override this fixture for others."""
    from retroach_async.emulator import World

    return World()


@pytest.fixture
def retroach_emulator(retroach_world: World) -> Iterator[Emulator]:
    """A running server that behaves like RetroAchievements, new for each test, without a rate limit."""
    import asyncio

    from retroach_async.emulator import Emulator

    emulator = Emulator(port=0, world=retroach_world)
    with _loop_in_a_thread() as loop:
        asyncio.run_coroutine_threadsafe(emulator.start(), loop).result()
        try:
            yield emulator
        finally:
            asyncio.run_coroutine_threadsafe(emulator.aclose(), loop).result()
            retroach_world.restore()  # the next test finds nothing of what this one changed


@pytest.fixture
def retroach_client(retroach_emulator: Emulator) -> Client:
    """A client of `retroach_emulator` that the test opens with `async with`.

    The client has no rate limit, and its waits between attempts take no time.
    """
    from retroach_async import Client, Credentials
    from retroach_async.testing import FakeClock

    return Client(
        Credentials("MaxMilyin", "a-key-for-tests"),
        base_url=retroach_emulator.base_url,
        v2_base_url=retroach_emulator.v2_base_url,
        rate_limit=None,
        clock=FakeClock(auto=True),
    )


@pytest.fixture
def retroach_faults(retroach_emulator: Emulator) -> Callable[..., FaultRule]:
    """A function that makes `retroach_emulator` fail: `retroach_faults(Fault.TRUNCATE, times=2)`."""
    return retroach_emulator.inject


@contextmanager
def _loop_in_a_thread() -> Iterator[asyncio.AbstractEventLoop]:
    import asyncio
    import threading

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="retroach_emulator")
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
