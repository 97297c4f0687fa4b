"""The waiting line: first come, first served."""

from __future__ import annotations

import asyncio

import pytest

from retroach_async.transport.waiting_line import Place, WaitingLine


async def _stand(line: WaitingLine, name: str, served: list[str]) -> None:
    async with Place(line):
        served.append(name)
        await asyncio.sleep(0)


async def _until_joined(line: WaitingLine, count: int) -> None:
    await asyncio.sleep(0)
    assert len(line.places) == count


async def test_turns_come_in_the_order_of_coming() -> None:
    """The first in line is served first, and the line is empty at the end."""
    line, served = WaitingLine(), list[str]()
    await asyncio.gather(*(_stand(line, name, served) for name in "abcde"))
    assert served == list("abcde")
    assert len(line.places) == 0


async def test_one_has_its_turn_at_a_time() -> None:
    """Nobody has a turn while another one has."""
    line, inside, most = WaitingLine(), 0, 0

    async def stand() -> None:
        nonlocal inside, most
        async with Place(line):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(stand() for _ in range(10)))
    assert most == 1


@pytest.mark.parametrize("leaving", [(1,), (1, 2), (3,), (2, 3, 4), (4, 3, 2, 1)])
async def test_those_who_leave_hold_nobody_up(leaving: tuple[int, ...]) -> None:
    """A place that is given up anywhere in the line is passed over."""
    line, served = WaitingLine(), list[str]()
    async with Place(line):
        tasks = [asyncio.create_task(_stand(line, str(number), served)) for number in range(1, 6)]
        await _until_joined(line, 6)
        for number in leaving:
            tasks[number - 1].cancel()
    await asyncio.wait(tasks)
    assert served == [str(number) for number in range(1, 6) if number not in leaving]
    assert len(line.places) == 0


async def test_turn_of_one_who_is_cancelled_in_that_moment_passes_on() -> None:
    """A place that is given its turn and cancelled at once hands the turn to the next one."""
    line, served = WaitingLine(), list[str]()
    async with Place(line):
        tasks = [asyncio.create_task(_stand(line, name, served)) for name in "ab"]
        await _until_joined(line, 3)
    tasks[0].cancel()  # it has its turn by now, and has not run since
    await asyncio.wait(tasks, timeout=5)
    assert served == ["b"]


async def test_exception_within_a_turn_ends_the_turn() -> None:
    """An exception within a turn comes out, and the next one is served."""
    line, served = WaitingLine(), list[str]()

    async def fail() -> None:
        async with Place(line):
            await asyncio.sleep(0)
            raise LookupError

    failed, _ = await asyncio.gather(fail(), _stand(line, "b", served), return_exceptions=True)
    assert isinstance(failed, LookupError)
    assert served == ["b"]


async def test_review_ends_the_waiting_of_those_who_should_not_wait() -> None:
    """A check that raises when the line is reviewed raises where its place waits; the others go on waiting."""
    line, served = WaitingLine(), list[str]()

    def give_up() -> None:
        raise TimeoutError("not worth it")

    async def give_up_at_a_review() -> None:
        async with Place(line, give_up):
            served.append("never")

    async with Place(line):
        hopeless = asyncio.create_task(give_up_at_a_review())
        patient = asyncio.create_task(_stand(line, "patient", served))
        await _until_joined(line, 3)
        line.review()
        with pytest.raises(TimeoutError, match="not worth it"):
            await hopeless
        assert len(line.places) == 2
    await patient
    assert served == ["patient"]


async def test_review_after_the_turn_was_given_changes_nothing() -> None:
    """One who has its turn is not sent away."""
    line = WaitingLine()

    def give_up() -> None:
        raise TimeoutError

    async def stand() -> str:
        async with Place(line, give_up):
            line.review()
            return "served"

    async with Place(line):
        waiting = asyncio.create_task(stand())
        await _until_joined(line, 2)
    line.review()
    assert await waiting == "served"


class _Counted(Place):
    """A place that counts how often it is looked at."""

    looks = 0

    def __eq__(self, other: object) -> bool:
        type(self).looks += 1
        return self is other

    def __hash__(self) -> int:
        type(self).looks += 1
        return id(self)

    def wake(self) -> None:
        type(self).looks += 1
        super().wake()


async def test_leaving_a_long_line_latest_first_costs_the_same_for_each() -> None:
    """The looks at places grow with the length of the line, and not with its square."""
    line, count = WaitingLine(), 20_000
    places = [_Counted(line) for _ in range(count)]
    for place in places:
        line.join(place)
    _Counted.looks = 0
    for place in reversed(places):
        line.leave(place)
    assert len(line.places) == 0
    assert _Counted.looks <= 10 * count
