"""Batches whose calls are made by workers, all within one process."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import pytest
from taskiq import InMemoryBroker
from taskiq.result_backends.dummy import DummyResultBackend

from retroach_async import (
    AchievementDistribution,
    Args,
    AuthenticationFailed,
    Client,
    ConfigurationError,
    Credentials,
    InvalidRequest,
    NotFound,
    v2,
)
from retroach_async.contrib.taskiq import BatchTasks
from retroach_async.emulator import Emulator
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.contrib.conftest import Broker

SPREAD = Client.get_achievement_distribution


async def test_every_key_has_its_outcome_once(tasks: BatchTasks, broker: Broker) -> None:
    """Seven keys are three slices, and as many outcomes as keys."""
    async with tasks.batch(SPREAD, [*range(1, 8), 3], hardcore=True) as outcomes:
        found = {outcome.key: outcome.value async for outcome in outcomes}
        assert (outcomes.total, outcomes.delivered, outcomes.completed) == (7, 7, 7)
    assert found == {
        game: AchievementDistribution(game_id=game, hardcore=True, flags=found[1].flags, players=(game,))
        for game in range(1, 8)
    }
    assert len(broker.sent) == 3


async def test_message_has_names_and_plain_values(tasks: BatchTasks, broker: Broker) -> None:
    """People can read it in the queue."""
    await tasks.batch(SPREAD, [1, 2], hardcore=True).collect()
    message = json.loads(broker.sent[0].message)
    assert message["args"] == [
        "get_achievement_distribution",
        [{"game_id": 1, "hardcore": True}, {"game_id": 2, "hardcore": True}],
    ]
    assert message["labels"] == {"ack_type": "when_saved"}


async def test_key_that_cannot_be_asked_is_not_sent(tasks: BatchTasks, broker: Broker) -> None:
    """It has the error that the call itself would raise, and the others of its slice have answers."""
    async with tasks.batch(SPREAD, [1, 0, "x"]) as outcomes:  # type: ignore[list-item]
        found = {outcome.key: outcome for outcome in [each async for each in outcomes]}
    assert found[1].ok
    assert isinstance(found[0].error, InvalidRequest)
    assert isinstance(found["x"].error, InvalidRequest)  # type: ignore[index]
    assert len(json.loads(broker.sent[0].message)["args"][1]) == 1


async def test_slice_without_a_call_is_not_sent(tasks: BatchTasks, broker: Broker) -> None:
    """An option that the method does not have is the error of every key."""
    async with tasks.batch(SPREAD, [1, 2], hardcor=True) as outcomes:  # type: ignore[call-arg]
        errors = [outcome.error async for outcome in outcomes]
    assert [type(error) for error in errors] == [TypeError, TypeError]
    assert "Did you mean 'hardcore'?" in str(errors[0])
    assert broker.sent == []


async def test_error_of_a_key_is_precise(tasks: BatchTasks, transport: MemoryTransport) -> None:
    """It has the class, the words and the facts that it had in the worker."""
    transport._answer = lambda request: json_reply({"errors": []}, status=404)
    async with tasks.batch(Client.get_game, [5]) as outcomes:
        (outcome,) = [each async for each in outcomes]
    assert isinstance(outcome.error, NotFound)
    assert str(outcome.error) == "no game 5 (v1 API_GetGame.php?i=5, HTTP 404)"
    assert outcome.error.query == transport.queries[0]


async def test_keys_with_many_arguments(tasks: BatchTasks, transport: MemoryTransport) -> None:
    """`Args` go before the options of the batch."""
    keys = [Args(1), Args(2, hardcore=False), Args(game_id=3)]
    values = await tasks.batch(SPREAD, keys, hardcore=True).collect()
    assert [values[key].hardcore for key in keys] == [True, False, True]
    assert [query.text for query in transport.queries] == ["i=1&h=1", "i=2", "i=3&h=1"]


async def test_keys_that_are_one_in_a_worker(tasks: BatchTasks, transport: MemoryTransport) -> None:
    """Two keys of one call are asked for once, and each has its outcome."""
    async with tasks.batch(SPREAD, [Args(1), Args(game_id=1)]) as outcomes:
        assert [outcome.ok async for outcome in outcomes] == [True, True]
    assert len(transport.queries) == 1


async def test_call_without_arguments(tasks: BatchTasks, transport: MemoryTransport) -> None:
    """Its key is `Args()`."""
    transport._answer = lambda request: json_reply([])
    assert await tasks.batch(Client.get_top_ten_users, [Args()]).collect() == {Args(): ()}


async def test_result_may_be_none(tasks: BatchTasks, transport: MemoryTransport) -> None:
    """None is a value like any other."""
    transport._answer = lambda request: json_reply([])
    batch = tasks.batch(Client.get_user_game_rank_and_score, ["Tom"], 14402)
    assert await batch.collect() == {"Tom": None}


async def test_order_of_the_keys_can_be_kept(tasks: BatchTasks) -> None:
    """As in any batch."""
    async with tasks.batch(SPREAD, range(20, 0, -1)).ordered().with_concurrency(3) as outcomes:
        assert [outcome.key async for outcome in outcomes] == [*range(20, 0, -1)]


async def test_slices_wait_until_outcomes_are_taken(
    tasks: BatchTasks, broker: Broker, running_clock: FakeClock
) -> None:
    """Nobody takes an outcome, and so only a few slices are sent."""
    async with tasks.batch(SPREAD, range(1, 1000)) as outcomes:
        await running_clock.settle()
        assert len(broker.sent) == 2
        await anext(outcomes)


async def test_wrong_key_ends_the_batch(tasks: BatchTasks, transport: MemoryTransport, broker: Broker) -> None:
    """What landed before is given, and no further slice is sent."""
    transport._answer = lambda request: (
        json_reply({"1": 1}) if request.query.text == "i=1" else json_reply({"message": "Unauthenticated."}, status=401)
    )
    async with tasks.batch(SPREAD, range(1, 100)) as outcomes:
        assert (await anext(outcomes)).key == 1
        with pytest.raises(AuthenticationFailed):
            await anext(outcomes)
    assert len(broker.sent) == 1


async def test_batch_can_be_a_job(tasks: BatchTasks, transport: MemoryTransport, tmp_path: Path) -> None:
    """The second run of a file asks for what is missing, and no key is needed to know the call."""
    file = tmp_path / "spread.jsonl"
    for count in (4, 6):
        report = await tasks.batch(SPREAD, range(1, count + 1), hardcore=True).to_file(file)
        assert (report.ok, report.failed) == (count, 0)
    assert len(transport.queries) == 6
    assert len(file.read_bytes().splitlines()) == 6


async def test_v2_is_asked_for_many_ids_at_once() -> None:
    """A slice is one request where a list answers for many ids, and related objects arrive."""
    broker = Broker()
    async with Emulator() as emulator:
        tasks = BatchTasks(broker, lambda: Client(Credentials("Scott", "key"), base_url=emulator.base_url))
        await broker.startup()
        batch = tasks.batch(Client.v2.games.get, range(1, 151), include=["system"])
        assert batch.requests == 2
        games, spent = await batch.collect(), emulator.requests
        async with Client(Credentials("Scott", "key"), base_url=emulator.base_url) as ra:
            asked = await ra.gather(ra.v2.games.get, range(1, 151), include=["system"])
            assert games == asked
            assert [dict(each.linkage) for each in games.values()] == [dict(each.linkage) for each in asked.values()]
        await broker.shutdown()
        assert 2 <= spent == emulator.requests - spent <= 10  # a few games are in no list
    assert isinstance(games[1].system, v2.System)


@pytest.mark.parametrize(("keys", "requests"), [(0, 0), (1, 1), (7, 7)])
def test_requests_are_counted_for_the_limit(broker: Broker, keys: int, requests: int) -> None:
    """A slice of V1 takes as many as it has keys."""
    tasks = BatchTasks(broker, lambda: None, slice_size=3)  # type: ignore[arg-type, return-value]
    assert tasks.batch(SPREAD, range(1, keys + 1)).requests == requests


async def test_progress_within_slices(
    broker: Broker, transport: MemoryTransport, make_client: Callable[[], Client]
) -> None:
    """A worker tells how far it is, and the sender counts keys of slices that have not landed."""
    clock = FakeClock()
    tasks = BatchTasks(broker, make_client, slice_size=3, slices=2, lost_after=10, clock=clock)
    in_background: list[asyncio.Task[None]] = []

    async def run_in_background(message: Any) -> None:
        in_background.append(asyncio.create_task(broker.run(message)))

    broker.fates.extend([run_in_background] * 2)
    await broker.startup()
    transport.hold()
    async with tasks.batch(SPREAD, range(1, 7)) as outcomes:
        await transport.arrived(6)
        transport.release(2)
        await clock.advance(2)
        assert (outcomes.answered, outcomes.completed) == (2, 0)
        assert {"done": 2, "of": 3, "sign": 2} in [told.meta for told in broker.backend.told]
        transport.release()
        await clock.advance(1)
        assert [outcome.ok async for outcome in outcomes] == [True] * 6
        assert (outcomes.answered, outcomes.completed) == (6, 6)
    await asyncio.gather(*in_background)


async def test_worker_has_one_client_for_all_slices(broker: Broker, make_client: Callable[[], Client]) -> None:
    """It is opened when the worker starts, and closed when the worker ends."""
    made: list[Client] = []

    def make() -> Client:
        made.append(make_client())
        return made[-1]

    tasks = BatchTasks(broker, make, slice_size=1)
    assert made == []
    await broker.startup()
    await broker.startup()
    await tasks.batch(SPREAD, [1, 2, 3]).collect()
    assert len(made) == 1
    assert "open" in repr(made[0])
    await broker.shutdown()
    assert "closed" in repr(made[0])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"slice_size": 0}, "slice_size must be"),
        ({"slices": 1.5}, "slices must be"),
        ({"attempts": 0}, "attempts must be"),
        ({"lost_after": 0}, "lost_after must be"),
        ({"lost_after": inf}, "lost_after must be a number above 0, and not so large"),
        ({"queued_at_most": -1}, "queued_at_most must be"),
        ({"name": ""}, "name must be"),
        ({"make_client": None}, "make_client must be a function"),
        ({"broker": "redis://"}, "broker must be a broker of taskiq"),
    ],
)
def test_wrong_option_is_refused(broker: Broker, options: dict[str, Any], words: str) -> None:
    """The message says what to write."""
    with pytest.raises(ConfigurationError, match=words):
        BatchTasks(**{"broker": broker, "make_client": Client, **options})


async def test_two_need_two_names(broker: Broker, make_client: Callable[[], Client]) -> None:
    """A second task of one name would take the place of the first."""
    BatchTasks(broker, make_client)
    with pytest.raises(ConfigurationError, match="give another name"):
        BatchTasks(broker, make_client)
    assert repr(BatchTasks(broker, make_client, name="mine")) == "<BatchTasks 'mine' on Broker>"


@pytest.mark.parametrize("call", [len, Client.aclose, None])
def test_call_has_to_be_a_method_of_the_class(broker: Broker, make_client: Callable[[], Client], call: Any) -> None:
    """A worker would not find anything else."""
    with pytest.raises(ConfigurationError, match=r"such as Client\.get_game"):
        BatchTasks(broker, make_client).batch(call, [1])


async def test_method_of_a_client_is_refused(tasks: BatchTasks, make_client: Callable[[], Client]) -> None:
    """Its client would not be the one that is used."""
    async with make_client() as ra:
        for call in (ra.get_game, ra.only(v2.Game, ra.v2.games.get)):
            with pytest.raises(ConfigurationError, match="method of the class"):
                tasks.batch(call, [Args(1)])


async def test_broker_without_results_is_refused(make_client: Callable[[], Client]) -> None:
    """Nobody would ever hear of the answers."""
    broker = InMemoryBroker().with_result_backend(DummyResultBackend())
    with pytest.raises(ConfigurationError, match="with_result_backend"):
        BatchTasks(broker, make_client).batch(SPREAD, [1])


async def test_worker_without_a_client_is_told(broker: Broker, running_clock: FakeClock) -> None:
    """A function that gives something else stops the worker when it starts."""
    BatchTasks(broker, lambda: "client")  # type: ignore[arg-type, return-value]
    with pytest.raises(ConfigurationError, match="make_client must be a function that gives a Client"):
        await broker.startup()


def test_missing_library_is_told() -> None:
    """Without the extra, the import says what to install."""
    program = "import sys; sys.modules['taskiq'] = None; import retroach_async.contrib.taskiq"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert ended.stderr.endswith("retroach_async.contrib.taskiq needs taskiq: install retroach_async[taskiq]\n")


async def test_worker_without_a_key_does_not_start(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the variable of the environment, and the engine ends the worker."""
    monkeypatch.delenv("RETROACHIEVEMENTS_API_KEY", raising=False)
    BatchTasks(broker, Client)
    with pytest.raises(ConfigurationError, match=r"no credentials: .* RETROACHIEVEMENTS_API_KEY"):
        await broker.startup()
