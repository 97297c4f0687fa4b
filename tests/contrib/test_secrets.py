"""The key is in the worker's client, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from retroach_async import AuthenticationFailed, Client
from retroach_async.contrib.taskiq import BatchTasks
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.contrib.conftest import Broker
from tests.faults.leaks import assert_unseen, error_of, everything_said, everything_shown_by


async def test_key_does_not_travel(
    broker: Broker,
    make_client: Callable[[], Client],
    transport: MemoryTransport,
    running_clock: FakeClock,
    canary: str,
) -> None:
    """Not in a message, a result, a sign of life, a log, an error or a repr, even if the server repeats it."""
    replies = [
        json_reply({"1": 1}),
        Reply(404, body=f'{{"message": "no such thing, {canary}"}}'.encode()),
        Reply(500, body=canary.encode()),
        Reply(200, body=f"<html>{canary}</html>".encode()),
        Reply(401, body=f'{{"message": "unknown key {canary}"}}'.encode()),
    ]
    transport._answer = lambda request: replies[int(dict(request.query.params)["i"]) - 1]
    tasks = BatchTasks(broker, make_client, clock=running_clock)
    await broker.startup()
    with everything_said() as said:
        async with tasks.batch(Client.get_achievement_distribution, [1, 2, 3, 4]) as outcomes:
            errors = [outcome.error async for outcome in outcomes if outcome.error is not None]
        refused = await error_of(tasks.batch(Client.get_achievement_distribution, [5, 1]).collect())
        await broker.shutdown()
        assert isinstance(refused, AuthenticationFailed)
        assert len(errors) == 3
        assert_unseen(canary, [text for error in (*errors, refused) for text in everything_shown_by(error)])
        assert_unseen(canary, [message.message.decode() for message in broker.sent])
        assert_unseen(canary, [result.model_dump_json() for result in broker.backend.results.values()])
        assert_unseen(canary, [repr(told) for told in broker.backend.told])
        assert_unseen(canary, [repr(tasks), *said()])
