"""Calls whose answer takes several requests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from retroach_async import Client, Credentials, InvalidRequest, Query, ServerError
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.v1.answers.parts import EARNED, PROGRESS

START = datetime(2024, 5, 1, tzinfo=UTC)


class Player:
    """A server that knows one user's unlocks, and shows the oldest 500 of a window, as the real one does."""

    def __init__(self, seconds: Sequence[int]) -> None:
        moments = [START + timedelta(seconds=second) for second in sorted(seconds)]
        self.unlocks = [
            {**EARNED, "AchievementID": number, "Points": 2, "Date": f"{moment:%Y-%m-%d %H:%M:%S}"}
            for number, moment in enumerate(moments, 1)
        ]

    def __call__(self, request: Request) -> Any:
        """The unlocks of a window, or zeros for each game that is asked for."""
        params = dict(request.query.params)
        if "f" not in params:
            return json_reply(dict.fromkeys(params["i"].split(","), PROGRESS))
        first, last = (datetime.fromtimestamp(int(params[key]), UTC) for key in "ft")
        rows = [row for row in self.unlocks if first <= datetime.fromisoformat(f"{row['Date']}+00:00") <= last][:500]
        sums = range(2, 2 * len(rows) + 1, 2)
        return json_reply([{**row, "CumulScore": total} for row, total in zip(rows, sums, strict=True)])


@pytest.fixture
async def ra(
    request: pytest.FixtureRequest, credentials: Credentials, running_clock: FakeClock
) -> AsyncIterator[tuple[Client, MemoryTransport]]:
    """A client of a player whose unlocks lie at the given seconds, and the server it talks to."""
    transport = MemoryTransport(Player(getattr(request, "param", ())))
    async with Client(credentials, transport=transport, clock=running_clock, rate_limit=None) as client:
        yield client, transport


WINDOWS = {
    "none": ([], 1),
    "less than an answer": (range(499), 1),
    "exactly an answer": (range(500), 2),
    "one more": (range(501), 2),
    "many": (range(0, 12_340, 10), 3),
    "a busy second at the seam": ([*range(490), *([495] * 30), *range(500, 600)], 2),
    "the last second is full": ([*range(400), *([86_400] * 300)], 2),
    "every second twice": ([second for second in range(700) for _ in range(2)], 3),
}


@pytest.mark.parametrize(("ra", "requests"), WINDOWS.values(), ids=WINDOWS, indirect=["ra"])
async def test_no_unlock_is_lost_and_none_comes_twice(ra: tuple[Client, MemoryTransport], requests: int) -> None:
    """However many unlocks a window holds, all come, once each, the oldest first, with one running sum."""
    client, transport = ra
    rows = await client.get_achievements_earned_between("Tom", START, START + timedelta(days=1))
    count = len(transport._answer.unlocks)  # type: ignore[attr-defined]
    assert [row.achievement_id for row in rows] == list(range(1, count + 1))
    assert [row.cumulative_points for row in rows] == list(range(2, 2 * count + 1, 2))
    assert len(transport.queries) == requests


@pytest.mark.parametrize("ra", [[100] * 501], indirect=True)
async def test_more_unlocks_in_a_second_than_an_answer_holds_are_an_error(ra: tuple[Client, MemoryTransport]) -> None:
    """When nothing can be split any more, the call fails rather than losing an unlock."""
    with pytest.raises(ServerError, match="only 500 of the unlocks at 2024-05-01 00:01:40"):
        await ra[0].get_achievements_earned_between("Tom", START, START + timedelta(days=1))


async def test_progress_in_many_games_comes_in_one_mapping(ra: tuple[Client, MemoryTransport]) -> None:
    """Any number of games can be asked about: the ids travel 200 at a time, each of them once."""
    client, transport = ra
    progress = await client.get_user_progress("Tom", [*range(1, 451), 7])
    assert list(progress) == list(range(1, 451))
    assert [len(dict(query.params)["i"].split(",")) for query in transport.queries] == [200, 200, 50]


async def test_longest_ids_fit_into_an_address(ra: tuple[Client, MemoryTransport]) -> None:
    """No request is longer than servers take, however long the ids."""
    client, transport = ra
    await client.get_user_progress("T" * 20, range(10**18, 10**18 + 250))
    assert max(len(query.encoded) for query in transport.queries) < 6000


async def test_one_bad_id_among_many_is_refused_before_the_first_request(ra: tuple[Client, MemoryTransport]) -> None:
    """An id that cannot be right is found before anything is sent, wherever it stands."""
    client, transport = ra
    with pytest.raises(InvalidRequest, match="game_ids"):
        await client.get_user_progress("Tom", [*range(1, 300), -1])
    assert transport.queries == []


async def test_split_call_works_in_a_batch(ra: tuple[Client, MemoryTransport]) -> None:
    """A call that takes several requests is one call for a batch."""
    client, transport = ra
    found = await client.gather(client.get_user_progress, ["Tom", "Mara"], game_ids=range(1, 202))
    assert {user: len(progress) for user, progress in found.items()} == {"Tom": 201, "Mara": 201}
    assert len(transport.queries) == 4


async def test_failure_of_a_later_request_names_that_request(
    credentials: Credentials, running_clock: FakeClock
) -> None:
    """When one of several requests fails, the call fails with the query that did."""
    transport = MemoryTransport([json_reply({"1": PROGRESS}), json_reply({"201": None})])
    async with Client(credentials, transport=transport, clock=running_clock, rate_limit=None) as client:
        with pytest.raises(Exception, match=r"not a valid FrozenMap\[UserProgress\]") as caught:
            await client.get_user_progress("Tom", range(1, 202))
    assert caught.value.query == Query("v1", "API_GetUserProgress.php", (("u", "Tom"), ("i", "201")))  # type: ignore[attr-defined]
