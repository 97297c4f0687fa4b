"""The fixtures that every test can use, and the checks that no test leaves anything behind."""

from __future__ import annotations

import asyncio
import inspect
import logging
import threading
import weakref
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest

from retroach_async import Credentials
from retroach_async.testing import FakeClock

CANARY = "CanaryKeyThatMustNotBeSeen7Q2"
"""An API key that is easy to find wherever it should not be."""


@pytest.fixture
def canary() -> str:
    """An API key that is easy to find wherever it should not be."""
    return CANARY


@pytest.fixture
def credentials(canary: str) -> Credentials:
    """Somebody's credentials, with the canary as the key."""
    return Credentials("Tester", canary)


@pytest.fixture
def clock() -> FakeClock:
    """A clock that somebody has to advance."""
    return FakeClock()


@pytest.fixture
def running_clock() -> FakeClock:
    """A clock that jumps ahead whenever everybody waits."""
    return FakeClock(auto=True)


@pytest.fixture(autouse=True)
def _a_neutral_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test uses a developer's own key or server by accident."""
    for name in ("API_KEY", "USERNAME", "BASE_URL", "V2_BASE_URL"):
        monkeypatch.delenv(f"RETROACHIEVEMENTS_{name}", raising=False)


# Nothing is left behind: sessions and threads are looked for after every test, tasks after every async one.


@pytest.fixture(autouse=True)
def _nothing_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test that leaves a session open or a thread running fails."""
    sessions: weakref.WeakSet[aiohttp.ClientSession] = weakref.WeakSet()
    make = aiohttp.ClientSession.__init__

    def make_and_remember(self: aiohttp.ClientSession, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        sessions.add(self)

    monkeypatch.setattr(aiohttp.ClientSession, "__init__", make_and_remember)
    threads = set(threading.enumerate())
    yield
    assert [session for session in sessions if not session.closed] == []
    new = set(threading.enumerate()) - threads
    for thread in new:
        thread.join(1)  # for one that was told to end, but not waited for
    assert [thread for thread in new if thread.is_alive()] == []


@pytest.fixture(autouse=True)
def _nothing_unnoticed() -> Iterator[None]:
    """A test in which asyncio finds an exception that nobody looked at fails."""
    found: list[str] = []

    class Note(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "never retrieved" in record.getMessage():
                found.append(record.getMessage())

    logger, handler = logging.getLogger("asyncio"), Note(logging.ERROR)
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
    assert found == []


@pytest.fixture
async def _no_task_left() -> AsyncIterator[None]:
    """A test that leaves a task running fails."""
    before = asyncio.all_tasks()
    yield
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    if left:
        await asyncio.sleep(0)  # one turn, for those that are about to end
    assert [task for task in left if not task.done()] == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have every async test looked at for tasks; the others have no event loop and are spared the price of one."""
    for item in items:
        if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj):
            names = item.fixturenames
            if "_no_task_left" not in names:
                names.insert(0, "_no_task_left")  # set up first, so that it looks last
