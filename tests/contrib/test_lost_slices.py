"""Slices that are lost, fail, or come twice: every key has one outcome in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from taskiq import SimpleRetryMiddleware, TaskiqResult
from taskiq.depends.progress_tracker import TaskProgress
from taskiq.message import BrokerMessage

from retroach_async import Client, ClientClosed, TemporaryFailure
from retroach_async.contrib.taskiq import BatchTasks
from retroach_async.testing import FakeClock, MemoryTransport
from tests.contrib.conftest import Broker
from tests.transport.test_swallowed import swallow

SPREAD = Client.get_achievement_distribution
KEYS = range(1, 8)


async def ends_of(tasks: BatchTasks, keys: Any = KEYS) -> dict[int, Exception | None]:
    """The error of each key, or None where it has a value; no key comes twice."""
    ends: dict[int, Exception | None] = {}
    async with tasks.batch(SPREAD, keys) as outcomes:
        async for outcome in outcomes:
            assert outcome.key not in ends
            ends[outcome.key] = outcome.error
    assert ends.keys() == {*keys}
    return ends


def ids_of(broker: Broker) -> list[str]:
    """The ids of all messages."""
    return [message.task_id for message in broker.sent]


async def test_slice_of_a_worker_that_falls_silent_is_sent_again(
    tasks: BatchTasks, broker: Broker, running_clock: FakeClock
) -> None:
    """A minute after its last sign of life, under the same id."""
    broker.fates.append(broker.begin)
    assert not any((await ends_of(tasks)).values())
    assert len(broker.sent) == 4
    assert ids_of(broker)[0] == ids_of(broker)[1]
    assert 60 <= running_clock.monotonic() <= 61


async def test_slice_that_is_lost_in_the_queue_is_sent_again(
    tasks: BatchTasks, broker: Broker, running_clock: FakeClock
) -> None:
    """After ten minutes in which no slice of the batch was heard of: workers may have much to do."""
    broker.fates.append(broker.lose)
    assert not any((await ends_of(tasks)).values())
    assert len(broker.sent) == 4
    assert 600 <= running_clock.monotonic() <= 601


async def test_slice_in_the_queue_waits_while_others_are_heard_of(
    broker: Broker, make_client: Callable[[], Client]
) -> None:
    """The queue is long, and the workers are busy with the same batch."""
    clock = FakeClock()
    tasks = BatchTasks(broker, make_client, slice_size=3, slices=2, queued_at_most=100, clock=clock)
    await broker.startup()
    broker.fates.extend([broker.lose, broker.lose])
    async with tasks.batch(SPREAD, range(1, 7)) as outcomes:
        for message in 1, 0:
            await clock.advance(90)
            await broker.run(broker.sent[message])
        await clock.advance(1)
        assert [outcome.ok async for outcome in outcomes] == [True] * 6
    assert len(broker.sent) == 2


async def test_slice_that_is_overtaken_is_sent_again(
    overtaken: BatchTasks, broker: Broker, running_clock: FakeClock
) -> None:
    """Slices behind it have begun, so its turn is over: a worker took it, and died before it gave a sign."""
    assert not any((await ends_of(overtaken)).values())
    assert len(broker.sent) == 4
    assert 60 <= running_clock.monotonic() <= 63


async def test_keys_of_a_slice_that_is_always_lost_say_so(tasks: BatchTasks, broker: Broker) -> None:
    """Each has an error of its own, and other slices are not hurt."""
    broker.fates.extend([broker.begin] * 3)
    ends = await ends_of(tasks)
    lost, *rest = ends[1], ends[2], ends[3]
    assert type(lost) is TemporaryFailure
    assert str(lost) == (
        "no worker has answered: the slice of this key was sent 3 times, and nothing more was heard of it"
    )
    assert lost not in rest
    assert [key for key, error in ends.items() if error is None] == [4, 5, 6, 7]


async def test_single_key_of_a_lost_slice_says_so(broker: Broker, make_client: Callable[[], Client]) -> None:
    """The last slice of a batch may have one key, and a slice may be sent only once."""
    tasks = BatchTasks(broker, make_client, attempts=1, lost_after=1, clock=FakeClock(auto=True))
    broker.fates.append(broker.begin)
    ends = await ends_of(tasks, [1])
    assert (
        str(ends[1]) == "no worker has answered: the slice of this key was sent once, and nothing more was heard of it"
    )


@pytest.mark.parametrize("lost_after", [1, 60, 3600])
async def test_broker_that_is_away_for_a_moment(
    broker: Broker, make_client: Callable[[], Client], running_clock: FakeClock, lost_after: float
) -> None:
    """The slice is sent again after three seconds, and then after six, however long a worker may be silent."""
    tasks = BatchTasks(broker, make_client, slice_size=3, slices=1, lost_after=lost_after, clock=running_clock)
    await broker.startup()
    broker.fates.extend([broker.refuse, broker.refuse])
    assert not any((await ends_of(tasks)).values())
    assert running_clock.monotonic() == 9


async def test_pause_does_not_grow_for_ever(
    broker: Broker, make_client: Callable[[], Client], running_clock: FakeClock
) -> None:
    """A slice that may be sent a thousand times is never more than ten seconds late."""
    tasks = BatchTasks(broker, make_client, slice_size=3, slices=1, attempts=2000, clock=running_clock)
    await broker.startup()
    broker.fates.extend([broker.refuse] * 1999)
    assert not any((await ends_of(tasks, [1])).values())
    assert running_clock.monotonic() == 3 + 6 + 10 * 1997


async def test_broker_that_is_away_for_long(tasks: BatchTasks, broker: Broker) -> None:
    """The error names the kind of the broker's error, and not its text, which may hold an address."""
    broker.fates.extend([broker.refuse] * 3)
    ends = await ends_of(tasks)
    assert str(ends[3]).endswith("and the broker did not take it: ConnectionError")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ClientClosed("the client is closed"), "it failed with ClientClosed: the client is closed"),
        (OSError("secret@address"), "it failed with OSError"),
    ],
)
async def test_slice_that_fails_is_sent_as_another_task(
    tasks: BatchTasks, broker: Broker, error: Exception, reason: str
) -> None:
    """Its own task has ended; after the last attempt the keys have the reason."""

    async def fail(message: BrokerMessage) -> None:
        result = TaskiqResult(is_err=True, return_value=None, execution_time=0.0, error=error)
        await broker.backend.set_result(message.task_id, result)

    broker.fates.append(fail)
    assert not any((await ends_of(tasks)).values())
    assert len({*ids_of(broker)}) == 4
    broker.fates.extend([fail] * 3)
    assert str((await ends_of(tasks))[1]).endswith(f"sent 3 times, and {reason}")


@pytest.mark.parametrize("answers", [None, [], [{"value": None}] * 4, {"value": 1}])
async def test_result_of_another_form_is_no_answer(tasks: BatchTasks, broker: Broker, answers: Any) -> None:
    """A worker of another version may give one."""

    async def answer(message: BrokerMessage) -> None:
        result = TaskiqResult(is_err=False, return_value=answers, execution_time=0.0)
        await broker.backend.set_result(message.task_id, result)

    broker.fates.extend([answer] * 3)
    assert "another form" in str((await ends_of(tasks))[1])


async def test_result_that_cannot_be_read_is_no_answer(
    tasks: BatchTasks, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slice is sent again, as another task."""
    get, broken = broker.backend.get_result, ["once"]

    async def get_or_fail(task_id: str, with_logs: bool = False) -> Any:
        if broken:
            broken.clear()
            raise ValueError(task_id)
        return await get(task_id, with_logs)

    monkeypatch.setattr(broker.backend, "get_result", get_or_fail)
    assert not any((await ends_of(tasks)).values())
    assert len({*ids_of(broker)}) == 4


async def test_backend_that_cannot_be_asked_for_a_while(
    tasks: BatchTasks, broker: Broker, monkeypatch: pytest.MonkeyPatch, running_clock: FakeClock
) -> None:
    """The results are there when it is back, and nothing is sent again."""
    is_ready = broker.backend.is_result_ready

    async def is_ready_later(task_id: str) -> bool:
        if task_id in broker.backend.results and running_clock.monotonic() < 30:
            raise ConnectionError
        return await is_ready(task_id)

    monkeypatch.setattr(broker.backend, "is_result_ready", is_ready_later)
    assert not any((await ends_of(tasks)).values())
    assert len(broker.sent) == 3
    assert running_clock.monotonic() == 30


async def test_slice_that_is_delivered_twice_is_asked_once(
    tasks: BatchTasks, broker: Broker, transport: MemoryTransport
) -> None:
    """A worker finds the result of the one that was faster, and makes no call."""
    broker.fates.append(broker.begin)
    await ends_of(tasks)
    for message in broker.sent:
        await broker.run(message)
    assert len(transport.queries) == len(KEYS)


async def test_backend_that_swallows_a_cancellation(
    tasks: BatchTasks, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slice ends although its last sign of life goes through to the end: redis-py does that under Python 3.11."""

    async def tell(_: str, progress: TaskProgress[Any]) -> None:
        broker.backend.told.append(progress)
        await swallow(None)

    monkeypatch.setattr(broker.backend, "set_progress", tell)
    assert not any((await ends_of(tasks)).values())
    assert len(broker.backend.told) == 3


@pytest.mark.parametrize("method", ["is_result_ready", "get_progress"])
async def test_cancelled_batch_ends_although_the_backend_swallows_it(
    method: str, tasks: BatchTasks, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its sender asks no more, and sends nothing again."""
    asked = asyncio.Event()

    async def ask(_: str) -> None:
        asked.set()
        await swallow(None)

    broker.fates.append(broker.lose)
    monkeypatch.setattr(broker.backend, method, ask)
    batch = asyncio.create_task(ends_of(tasks))
    await asked.wait()
    batch.cancel()
    await asyncio.wait([batch])
    assert batch.cancelled()
    assert len(broker.sent) == 1


async def test_worker_that_ends_within_a_slice_leaves_it_to_another(
    broker: Broker, make_client: Callable[[], Client], transport: MemoryTransport, running_clock: FakeClock
) -> None:
    """A closed client is no error of a key: the slice fails as a whole, and is sent again."""
    tasks = BatchTasks(broker, make_client, clock=running_clock)
    await broker.startup()

    async def end_and_start(message: BrokerMessage) -> None:
        transport.hold()
        run = asyncio.create_task(broker.run(message))
        await transport.arrived(3)
        await tasks._close(broker.state)
        await run
        transport.release()
        await tasks._open(broker.state)

    broker.fates.append(end_and_start)
    assert not any((await ends_of(tasks, range(1, 4))).values())
    assert len({*ids_of(broker)}) == 2


async def test_worker_of_another_version_is_no_endless_loop(
    tasks: BatchTasks, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not know the method, every other worker would not either, and each key says so."""
    from retroach_async.contrib.taskiq import answering

    monkeypatch.setattr(answering, "_endpoints", dict)
    ends = await ends_of(tasks)
    assert {str(error) for error in ends.values()} == {
        "the worker has another version: it knows no method get_achievement_distribution"
    }
    assert len(broker.sent) == 3


@pytest.mark.parametrize("method", ["aclose", "_shared.aclose", "v2.games", "__class__", ""])
async def test_message_can_call_nothing_but_methods(
    broker: Broker, make_client: Callable[[], Client], method: str
) -> None:
    """Whoever can write into the queue can make calls, but not touch the client."""
    BatchTasks(broker, make_client)
    await broker.startup()
    task = await broker.find_task("retroach_async:slice").kiq(method, [{}])
    (answer,) = (await task.wait_result()).return_value
    assert answer["error"]["kind"] == "ConfigurationError"


async def test_retries_of_the_engine_do_no_harm(
    broker: Broker, make_client: Callable[[], Client], running_clock: FakeClock
) -> None:
    """A middleware of taskiq may send a slice that failed again, too."""
    broker.with_middlewares(SimpleRetryMiddleware(default_retry_label=True))
    tasks = BatchTasks(broker, make_client, slice_size=3, clock=running_clock)

    async def start(message: BrokerMessage) -> None:
        await broker.startup()
        await broker.run(message)

    broker.fates.extend([broker.run, start])  # the first run fails, since the worker has no client yet
    assert not any((await ends_of(tasks)).values())
    assert ids_of(broker)[0] == ids_of(broker)[1]
    assert running_clock.monotonic() == 0
