"""The keys of a batch: which are the same, and which stand for more than one argument."""

from __future__ import annotations

import asyncio
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest

from retroach_async import Args, Client, InvalidRequest
from retroach_async import batch as batch_module
from retroach_async.batch import Batch
from retroach_async.testing import MemoryTransport

START, END = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 8, 31, tzinfo=UTC)


@pytest.mark.parametrize("keys", [[1.0, 1], [True, 1], [1, True], [1, 1.0, True]])
async def test_equal_keys_of_other_types_have_their_own_outcomes(ra: Client, keys: list[Any]) -> None:
    """A wrong key that Python takes for equal does not stand in for the right one."""
    async with ra.batch(ra.get_achievement_distribution, keys) as outcomes:
        found = [(type(outcome.key), outcome.ok) async for outcome in outcomes]
    assert sorted(found, key=str) == sorted([(type(key), type(key) is int) for key in keys], key=str)


@pytest.mark.parametrize(
    ("keys", "count"),
    [
        ([(1, 2), (1, 2), (1.0, 2), (1, True)], 3),
        ([Args(1), Args(1), Args(True), Args(game_id=1), Args(game_id=1.0)], 4),
        ([Args([1]), Args([1]), Args((1,)), Args({1}), Args(frozenset([1])), Args({1.0})], 5),
        ([Args({"a": [1]}), Args({"a": [1]}), Args({"a": [1.0]})], 2),
        ([float("nan")], 1),
    ],
)
def test_types_count_within_keys(keys: list[Any], count: int) -> None:
    """Two keys are the same when all that is in them is equal and of the same types."""
    batch: Batch[Any, None] = Batch(lambda key: asyncio.sleep(0), keys, 1)
    assert batch.total == count


async def test_gather_has_one_entry_for_equal_keys(ra: Client) -> None:
    """A dictionary cannot hold 1 and 1.0 both, so it holds the first of them, with a value."""

    async def call(key: float) -> str:
        return repr(key)

    found = await Batch(call, [1, 1.0, 2], 1).collect()
    assert list(found) == [1, 2]
    assert type(next(iter(found))) is int
    assert found == {1: "1.0", 2: "2"}


async def test_args_vary_any_argument(ra: Client) -> None:
    """Each `Args` is a call of its own, and its outcome has it as the key."""
    calls: list[tuple[str, datetime, datetime, str]] = []

    async def call(user: str, *, start: datetime, end: datetime, mode: str = "all") -> str:
        calls.append((user, start, end, mode))
        return user

    keys = [Args("Tom", start=START, end=END), Args(user="Mara", start=END, end=END)]
    async with ra.batch(call, keys) as outcomes:
        values = {outcome.key: outcome.value async for outcome in outcomes}
    assert values == {keys[0]: "Tom", keys[1]: "Mara"}
    assert sorted(calls) == [("Mara", END, END, "all"), ("Tom", START, END, "all")]


async def test_options_of_the_batch_are_defaults_of_args(ra: Client, transport: MemoryTransport) -> None:
    """An argument that `Args` gives goes before the option of the batch."""
    keys = [Args(7), Args(game_id=8, hardcore=False)]
    found = await ra.gather(ra.get_achievement_distribution, keys, hardcore=True)
    assert list(found) == keys
    assert [spread.hardcore for spread in found.values()] == [True, False]


async def test_positional_options_follow_the_arguments_of_args(ra: Client) -> None:
    """Options without a name stand after the key, whatever the key is."""

    async def call(*args: int) -> tuple[int, ...]:
        return args

    assert await ra.gather(call, [Args(1, 2), 3], 4) == {Args(1, 2): (1, 2, 4), 3: (3, 4)}  # type: ignore[arg-type, comparison-overlap]


async def test_args_that_do_not_fit_fail_alone(ra: Client) -> None:
    """A key with an unknown argument is a failed key, whose error names the method."""
    async with ra.batch(ra.get_achievement_distribution, [Args(1), Args(2, hard=True), Args(-3)]) as outcomes:
        errors = {outcome.key: outcome.error async for outcome in outcomes}
    assert errors[Args(1)] is None
    assert isinstance(errors[Args(2, hard=True)], TypeError)
    assert isinstance(errors[Args(-3)], InvalidRequest)


def test_args_is_a_value() -> None:
    """Args are frozen, compared with their types, hashed, pickled, and show what they hold."""
    key = Args("Tom", start=START)
    assert (key.args, dict(key.kwargs)) == (("Tom",), {"start": START})
    assert key == Args("Tom", start=START)
    assert hash(key) == hash(Args("Tom", start=START))
    assert key != Args("Tom", start=END)
    assert key != ("Tom", START)
    assert Args(1) != Args(True)
    assert pickle.loads(pickle.dumps(key)) == key
    assert repr(key) == f"Args('Tom', start={START!r})"
    with pytest.raises(AttributeError):
        key.args = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        key.kwargs["end"] = END  # type: ignore[index]


def test_order_of_named_arguments_does_not_count() -> None:
    """Arguments by name are the same in any order."""
    assert Args(start=START, end=END) == Args(end=END, start=START)


def test_args_is_named_beside_the_batch() -> None:
    """Programs that import from the module of batches find it there."""
    assert batch_module.Args is Args
