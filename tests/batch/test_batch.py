"""Many calls as one stream: none is lost, none doubled."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import Client, NotFound, Outcome, RetroachError
from retroach_async.batch import Batch
from retroach_async.testing import FakeClock, MemoryTransport

plans = st.dictionaries(
    st.integers(1, 1000), st.tuples(st.sampled_from([0.0, 0.1, 1.0, 7.5]), st.booleans()), max_size=40
)
"""For some keys how long each call takes, and whether it fails."""


@given(plan=plans, concurrency=st.integers(1, 8), is_ordered=st.booleans(), pause=st.sampled_from([0.0, 0.5]))
@settings(max_examples=75, deadline=None)
async def test_every_key_has_exactly_one_outcome(
    plan: dict[int, tuple[float, bool]], concurrency: int, is_ordered: bool, pause: float
) -> None:
    """Whatever calls take and whichever fail, each key comes out once, with its own value or error."""
    clock = FakeClock(auto=True)
    running: Counter[str] = Counter()

    async def call(key: int) -> int:
        running["now"] += 1
        running["most"] = max(running["most"], running["now"])
        seconds, fails = plan[key]
        await clock.sleep(seconds)
        running["now"] -= 1
        if fails:
            raise NotFound(f"no {key}")
        return key * 2

    batch = Batch(call, [*plan, *plan], concurrency)
    seen: list[Outcome[int, int]] = []
    async with batch.ordered() if is_ordered else batch as outcomes:
        async for outcome in outcomes:
            seen.append(outcome)
            assert len(seen) <= outcomes.completed <= outcomes.total == len(plan)
            await clock.sleep(pause)
    keys = [outcome.key for outcome in seen]
    assert (keys if is_ordered else sorted(keys)) == (list(plan) if is_ordered else sorted(plan))
    assert running["most"] <= concurrency
    for outcome in seen:
        if plan[outcome.key][1]:
            assert str(outcome.error) == f"no {outcome.key}"
        else:
            assert outcome.value == outcome.key * 2


async def test_outcomes_come_as_they_land(ra: Client, running_clock: FakeClock) -> None:
    """A slow key holds up nobody."""

    async def call(key: int) -> int:
        await running_clock.sleep(100 if key == 1 else 1)
        return key

    async with ra.batch(call, [1, 2, 3, 4, 5]) as outcomes:
        keys = [outcome.key async for outcome in outcomes]
    assert keys[-1] == 1
    assert sorted(keys) == [1, 2, 3, 4, 5]


async def test_ordered_outcomes_come_in_the_order_of_the_keys(ra: Client, running_clock: FakeClock) -> None:
    """An ordered stream waits for the slow key, and meanwhile goes on with the others."""
    done: list[int] = []

    async def call(key: int) -> int:
        await running_clock.sleep(100 if key == 1 else 1)
        done.append(key)
        return key

    async with ra.batch(call, range(1, 11)).ordered() as outcomes:
        keys = [outcome.key async for outcome in outcomes]
    assert keys == list(range(1, 11))
    assert done[-1] == 1


async def test_slow_key_at_the_head_of_an_ordered_stream_stops_it_from_running_away(
    ra: Client, transport: MemoryTransport
) -> None:
    """While the first key is awaited, an ordered stream keeps a bounded number of later ones."""
    gate = asyncio.Event()
    started: list[int] = []

    async def call(key: int) -> int:
        started.append(key)
        if key == 0:
            await gate.wait()
        return key

    async with ra.batch(call, range(10_000)).ordered() as outcomes:
        first = asyncio.ensure_future(anext(outcomes))
        await FakeClock().settle()
        assert 3 < len(started) < 200
        gate.set()
        assert (await first).key == 0


async def test_equal_keys_are_fetched_once(ra: Client, transport: MemoryTransport) -> None:
    """The same id a hundred times is one request and one outcome."""
    async with ra.batch(ra.get_achievement_distribution, [7] * 100 + [8]) as outcomes:
        values = {outcome.key: outcome.value[1] async for outcome in outcomes}
        assert outcomes.total == 2
    assert values == {7: 7, 8: 8}
    assert len(transport.queries) == 2


async def test_options_go_with_every_call(ra: Client, transport: MemoryTransport) -> None:
    """An argument that is given beside the keys is an option of each call."""
    async with ra.batch(ra.get_achievement_distribution, [7, 8], hardcore=True) as outcomes:
        spreads = [outcome.value async for outcome in outcomes]
    assert all(spread.hardcore for spread in spreads)
    assert {dict(query.params)["h"] for query in transport.queries} == {"1"}


async def test_failed_key_is_an_outcome_like_any_other(ra: Client) -> None:
    """One wrong id among many is reported with its error, and the rest is delivered."""
    async with ra.batch(ra.get_achievement_distribution, [1, -1, 2]) as outcomes:
        found = {outcome.key: outcome async for outcome in outcomes}
    assert [found[key].ok for key in (1, -1, 2)] == [True, False, True]
    assert isinstance(found[-1].error, RetroachError)
    with pytest.raises(RetroachError, match="game_id") as caught:
        _ = found[-1].value
    assert caught.value is found[-1].error
    assert found[1].error is None


async def test_none_is_a_value(ra: Client) -> None:
    """A call that gives None has succeeded."""

    async def call(key: int) -> None:
        return None

    async with ra.batch(call, [1]) as outcomes:
        assert [(outcome.ok, outcome.value) async for outcome in outcomes] == [(True, None)]


async def test_progress_is_told(ra: Client) -> None:
    """The total is known before the first call, and each step of the iteration is counted once."""
    batch = ra.batch(ra.get_achievement_distribution, iter([1, 2, 3, 3]))
    assert (batch.total, batch.delivered, batch.completed) == (3, 0, 0)
    async with batch as outcomes:
        assert [outcomes.delivered async for _ in outcomes] == [1, 2, 3]
        assert (outcomes.total, outcomes.completed) == (3, 3)


@pytest.mark.parametrize("is_ordered", [False, True])
async def test_no_keys_give_no_outcomes(ra: Client, is_ordered: bool) -> None:
    """A batch of nothing is over at once."""
    batch = ra.batch(ra.get_achievement_distribution, [])
    async with batch.ordered() if is_ordered else batch as outcomes:
        assert [outcome async for outcome in outcomes] == []
    assert batch.total == 0


async def test_slow_consumer_holds_the_calls_back(ra: Client, transport: MemoryTransport, clock: FakeClock) -> None:
    """While nobody takes outcomes no more than a few calls are made ahead, whatever the number of keys."""
    async with ra.batch(ra.get_achievement_distribution, range(1, 10_001)) as outcomes:
        for taken in range(5):
            await clock.settle()
            assert len(transport.queries) == taken + 2 * 3
            await anext(outcomes)


async def test_no_more_calls_are_in_flight_than_allowed(ra: Client, transport: MemoryTransport) -> None:
    """The client's concurrency bounds the requests on the wire, and is used up."""
    transport.hold()
    async with ra.batch(ra.get_achievement_distribution, range(1, 101)) as outcomes:
        await transport.arrived(3)
        transport.release()
        assert len([outcome async for outcome in outcomes]) == 100
    assert transport.most_in_flight == 3


async def test_one_batch_can_have_another_concurrency(ra: Client, transport: MemoryTransport) -> None:
    """A batch may be given a number of calls of its own."""
    transport.hold()
    async with ra.batch(ra.get_achievement_distribution, range(1, 101)).with_concurrency(20) as outcomes:
        await transport.arrived(20)
        transport.release()
        assert len([outcome async for outcome in outcomes]) == 100
    assert transport.most_in_flight == 20


async def test_calls_may_be_made_one_by_one(ra: Client, transport: MemoryTransport) -> None:
    """With a concurrency of one there is never a second call in flight, and the order is that of the keys."""
    async with ra.batch(ra.get_achievement_distribution, range(1, 21)).with_concurrency(1) as outcomes:
        keys = [outcome.key async for outcome in outcomes]
    assert keys == list(range(1, 21))
    assert transport.most_in_flight == 1


async def test_gather_gives_values_in_the_order_of_the_keys(ra: Client, running_clock: FakeClock) -> None:
    """However they land, the values come as a dictionary in the order of the keys."""

    async def call(key: int) -> int:
        await running_clock.sleep(10 - key)
        return key * 2

    assert list((await ra.gather(call, [3, 1, 2, 3])).items()) == [(3, 6), (1, 2), (2, 4)]


async def test_gather_raises_the_first_error_and_ends_the_rest(ra: Client, running_clock: FakeClock) -> None:
    """The error that lands first is raised; what is running is ended, what is waiting is not begun."""
    begun, ended = [], []

    async def call(key: int) -> int:
        begun.append(key)
        if key == 2:
            await running_clock.sleep(1)
            raise NotFound("two")
        try:
            await running_clock.sleep(50)
        except asyncio.CancelledError:
            ended.append(key)
            raise
        raise NotFound("later")

    with pytest.raises(NotFound, match="two"):
        await ra.gather(call, range(1, 100))
    assert len(begun) < 10
    assert sorted([*ended, 2]) == sorted(begun)


async def test_gather_of_nothing_is_empty(ra: Client) -> None:
    """No keys, no values, no request."""
    assert await ra.gather(ra.get_achievement_distribution, []) == {}


def test_outcome_is_a_value() -> None:
    """Equal outcomes are equal, and none can be changed."""
    outcome: Outcome[int, str] = Outcome(1, None, "one")
    assert outcome == Outcome(1, None, "one")
    with pytest.raises(AttributeError):
        outcome.key = 2  # type: ignore[misc]
