"""A broker without a network, with which a test decides what becomes of each task."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from taskiq import InMemoryBroker
from taskiq.brokers.inmemory_broker import InmemoryResultBackend
from taskiq.depends.progress_tracker import TaskProgress
from taskiq.message import BrokerMessage

from retroach_async import Client, Credentials
from retroach_async.contrib.taskiq import BatchTasks
from retroach_async.testing import FakeClock, MemoryTransport
from tests.batch.games import players_as_id
from tests.transport.real_redis import SERVERS

collect_ignore = [] if SERVERS else ["test_killed_worker.py"]

Fate = Callable[[BrokerMessage], Awaitable[None]]
"""Makes something of a task."""


class Backend(InmemoryResultBackend[Any]):
    """Results in memory, with all that was ever told."""

    def __init__(self) -> None:
        super().__init__(max_stored_results=-1)
        self.told: list[TaskProgress[Any]] = []

    async def set_progress(self, task_id: str, progress: TaskProgress[Any]) -> None:
        """Keep a sign of life."""
        self.told.append(progress)
        await super().set_progress(task_id, progress)


class Broker(InMemoryBroker):
    """Runs tasks at once, unless a test has another fate for the next ones."""

    def __init__(self) -> None:
        super().__init__(await_inplace=True)
        self.backend = Backend()
        self.with_result_backend(self.backend)
        self.fates: deque[Fate] = deque()
        self.sent: list[BrokerMessage] = []
        """Every message, in order."""

    async def kick(self, message: BrokerMessage) -> None:
        """Take a task."""
        self.sent.append(message)
        await (self.fates.popleft() if self.fates else self.run)(message)

    async def run(self, message: BrokerMessage) -> None:
        """A worker does the task."""
        await super().kick(message)

    async def lose(self, message: BrokerMessage) -> None:
        """The task is lost in the queue."""

    async def begin(self, message: BrokerMessage) -> None:
        """A worker begins the task, has one answer, and is killed."""
        await self.backend.set_progress(message.task_id, TaskProgress(state="STARTED", meta={"done": 1, "sign": 1}))

    async def refuse(self, message: BrokerMessage) -> None:
        """Nobody is there to take the task."""
        raise ConnectionError("secret@address")


@pytest.fixture
def transport() -> MemoryTransport:
    """A server that knows a distribution for every game: as many players as its id."""
    return MemoryTransport(players_as_id)  # type: ignore[arg-type]


@pytest.fixture
async def broker() -> AsyncIterator[Broker]:
    """A broker whose sender and worker are the test."""
    broker = Broker()
    yield broker
    await broker.shutdown()


@pytest.fixture
def make_client(transport: MemoryTransport, credentials: Credentials, running_clock: FakeClock) -> Callable[[], Client]:
    """The clients of the workers."""
    return lambda: Client(credentials, transport=transport, clock=running_clock, rate_limit=None, retry=None)


@pytest.fixture
async def tasks(broker: Broker, make_client: Callable[[], Client], running_clock: FakeClock) -> BatchTasks:
    """Slices of three keys, one at a time, with a worker that is ready."""
    tasks = BatchTasks(broker, make_client, slice_size=3, slices=1, clock=running_clock)
    await broker.startup()
    return tasks


@pytest.fixture
async def overtaken(broker: Broker, make_client: Callable[[], Client], running_clock: FakeClock) -> BatchTasks:
    """Tasks whose first slice is lost by a worker that gave no sign, while the one behind it is run."""
    tasks = BatchTasks(broker, make_client, slice_size=3, slices=2, clock=running_clock)
    await broker.startup()

    async def run_later(message: BrokerMessage) -> None:
        await running_clock.sleep(1)
        await broker.run(message)

    broker.fates.extend([broker.lose, run_later])
    return tasks
