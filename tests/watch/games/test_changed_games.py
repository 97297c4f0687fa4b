"""The games in which a user's progress has moved."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from retroach_async import Client, ConfigurationError, Credentials, InvalidRequest, NotFound, ServerError
from retroach_async.testing import MemoryTransport, json_reply
from retroach_async.watch import MemoryCursors
from tests.watch.games.conftest import at, changed
from tests.watch.games.progress import DAY, NOW, Shelf


async def test_games_since_a_moment_are_one_request(ra: Client, shelf: Shelf) -> None:
    """The reading ends at the first page that is older, and a game at the very moment counts."""
    assert await changed(ra, since=at(NOW - 4 * DAY)) == [1, 2, 3]
    assert shelf.offsets == [0]


async def test_no_page_is_read_that_is_not_needed(ra: Client, shelf: Shelf) -> None:
    """A moment within the second page needs two pages of three, and nothing at all needs one."""
    assert await changed(ra, since=at(NOW - 701 * DAY)) == list(range(1, 701))
    assert shelf.offsets == [0, 500]
    assert await changed(ra, since=at(NOW)) == []
    assert shelf.offsets == [0, 500, 0]


async def test_page_is_asked_for_when_its_first_game_is_due(ra: Client, shelf: Shelf) -> None:
    """Whoever leaves early spares the rest."""
    games = ra.changed_games("Tom")
    for _ in range(500):
        await anext(games)
    assert shelf.offsets == [0]
    await anext(games)
    assert shelf.offsets == [0, 500]
    assert repr(games) == "<ChangedGames of 'Tom', 501 games delivered>"
    await games.aclose()
    assert [row async for row in games] == []


async def test_without_a_moment_all_games_are_given(ra: Client, shelf: Shelf) -> None:
    """Those of which the site knows no moment are among them, at the end."""
    shelf.play(5000, last=None)
    assert await changed(ra) == [*range(1, 1201), 5000]
    assert shelf.offsets == [0, 500, 1000]


async def test_rows_are_the_users_progress(ra: Client, shelf: Shelf) -> None:
    """Each has the counts, the award and the title of the game."""
    shelf.play(7, last=NOW, total=9, hardcore=4, award="beaten-hardcore", awarded=NOW)
    [row] = [row async for row in ra.changed_games("Tom", since=at(NOW - 60))]
    assert (row.game_id, row.title, row.unlocks_total, row.unlocks_hardcore) == (7, "Game 7", 9, 4)


async def test_award_is_progress(ra: Client, shelf: Shelf) -> None:
    """A game that was mastered again in hardcore has an old unlock and a new award."""
    shelf.play(300, award="mastered", awarded=NOW)
    assert await changed(ra, since=at(NOW - 60)) == [300]


async def test_unknown_user_is_not_found(ra: Client, shelf: Shelf) -> None:
    """The site gives an unknown user no games; only for somebody without any does it cost a second request."""
    with pytest.raises(NotFound, match="no user Nobody"):
        await anext(ra.changed_games("Nobody"))
    shelf.rows.clear()
    assert await changed(ra) == []
    assert len(shelf.requests) == 4


async def test_moment_without_a_zone_is_refused(ra: Client) -> None:
    """As for a feed, and before anything is asked; what is no user is refused by the call."""
    with pytest.raises(ConfigurationError, match="since must be an aware datetime"):
        ra.changed_games("Tom", since=datetime(2026, 8, 1))  # noqa: DTZ001
    with pytest.raises(InvalidRequest, match="user"):
        await anext(ra.changed_games("no such name!"))


# With cursors


async def test_reading_goes_on_from_the_last_one(ra: Client, shelf: Shelf) -> None:
    """The first one gives what is newer than the moment, the next ones what has moved since, in one request each."""
    cursors = MemoryCursors()
    assert await changed(ra, since=at(NOW - 3 * DAY), cursors=cursors) == [1, 2]
    assert await changed(ra, since=at(NOW - 3 * DAY), cursors=cursors) == []
    shelf.play(600, last=NOW, total=2)
    shelf.play(2000, last=NOW + 60)
    assert await changed(ra, cursors=cursors) == [2000, 600]
    assert await changed(ra, cursors=cursors) == []
    assert shelf.offsets == [0] * 4


async def test_first_reading_without_a_moment_gives_all(ra: Client, shelf: Shelf) -> None:
    """A program that keeps the progress of a user begins with everything."""
    cursors = MemoryCursors()
    assert len(await changed(ra, cursors=cursors)) == 1200
    shelf.play(1100, last=NOW)
    assert await changed(ra, cursors=cursors) == [1100]
    assert shelf.offsets == [0, 500, 1000, 0]


async def test_late_unlock_is_found(ra: Client, shelf: Shelf) -> None:
    """Offline play arrives with a moment of up to 14 days ago, before games that were told already."""
    cursors = MemoryCursors()
    shelf.play(3000, last=NOW)
    await changed(ra, cursors=cursors)
    shelf.play(4000, last=NOW - 13 * DAY)
    shelf.play(5, total=2)  # a late unlock of a game that was played later
    assert await changed(ra, cursors=cursors) == [5, 4000]


async def test_late_unlock_behind_the_first_page_is_found(ra: Client, shelf: Shelf) -> None:
    """For somebody with more than 500 games in two weeks as many pages are read as that takes."""
    cursors = MemoryCursors()
    for game in range(2000, 2700):
        shelf.play(game, last=NOW - game * 60)
    await changed(ra, cursors=cursors)
    shelf.requests.clear()
    shelf.play(2690, total=2)
    assert await changed(ra, cursors=cursors) == [2690]
    assert shelf.offsets == [0, 500]


async def test_first_reading_notes_what_the_next_one_compares(ra: Client, shelf: Shelf) -> None:
    """Though the moment is on the first page, the games of two weeks are noted, so that none of them is news later."""
    cursors = MemoryCursors()
    for game in range(2000, 2700):
        shelf.play(game, last=NOW - game * 60)
    assert await changed(ra, since=at(NOW), cursors=cursors) == []
    assert await changed(ra, cursors=cursors) == []
    assert shelf.offsets == [0, 500, 0, 500]


async def test_reset_of_the_latest_unlock_makes_no_news_of_old_games(ra: Client, shelf: Shelf) -> None:
    """The two weeks that are compared end at the latest unlock ever seen."""
    cursors = MemoryCursors()
    shelf.rows.clear()
    shelf.play(1, last=NOW)
    for game in range(2, 601):
        shelf.play(game, last=NOW - DAY if game < 501 else NOW - 14 * DAY - 600)
    await changed(ra, cursors=cursors)
    del shelf.rows[1]
    assert [await changed(ra, cursors=cursors) for _ in range(3)] == [[], [], []]


async def test_games_without_a_moment_are_older_than_any(ra: Client, shelf: Shelf) -> None:
    """They are at the end of the list, so a page that ends with one is the last."""
    shelf.rows = {game: row for game, row in shelf.rows.items() if game < 300}
    for game in range(3000, 4000):
        shelf.play(game, last=None)
    assert await changed(ra, since=at(0)) == list(range(1, 300))
    assert shelf.offsets == [0]


async def test_upgrade_to_hardcore_is_found(ra: Client, shelf: Shelf) -> None:
    """The site keeps the moment of the first unlock, so only the count tells, in the 500 latest games."""
    cursors = MemoryCursors()
    await changed(ra, cursors=cursors)
    for game in (400, 700):
        shelf.play(game, hardcore=1)
    assert await changed(ra, cursors=cursors) == [400]


async def test_reset_is_found_while_the_game_has_unlocks(ra: Client, shelf: Shelf) -> None:
    """Fewer unlocks are a change; a game without any is in no list."""
    cursors = MemoryCursors()
    shelf.play(1, total=3)
    await changed(ra, cursors=cursors)
    shelf.play(1, total=2, last=NOW - 30 * DAY)
    del shelf.rows[2]
    assert await changed(ra, cursors=cursors) == [1]
    assert await changed(ra, cursors=cursors) == []


async def test_game_that_moves_up_because_others_vanish_is_no_news(ra: Client, shelf: Shelf) -> None:
    """It comes onto the first page without any progress."""
    cursors = MemoryCursors()
    await changed(ra, cursors=cursors)
    del shelf.rows[10]
    assert await changed(ra, cursors=cursors) == []


async def test_unlock_after_many_silent_readings_is_found(ra: Client, shelf: Shelf) -> None:
    """The cursor of a game that fell off the first page and comes back does not hide it."""
    cursors = MemoryCursors()
    await changed(ra, cursors=cursors)
    for game in range(2000, 2300):
        shelf.play(game, last=NOW + game)
    assert len(await changed(ra, cursors=cursors)) == 300
    shelf.play(490, last=NOW + 5000)
    assert await changed(ra, cursors=cursors) == [490]


# While pages are read


async def test_game_that_is_played_meanwhile_is_lost_by_no_reading(ra: Client, shelf: Shelf) -> None:
    """It pushes others onto the next page, which are given once, and is itself given by the next reading."""
    cursors = MemoryCursors()
    shelf.before_answer = lambda number: shelf.play(1150, last=NOW, total=9) if number == 2 else None
    first = await changed(ra, cursors=cursors)
    assert sorted(first) == [*range(1, 1150), *range(1151, 1201)]
    assert await changed(ra, cursors=cursors) == [1150]


async def test_games_that_move_up_meanwhile_are_not_passed_over(ra: Client, shelf: Shelf) -> None:
    """Games vanish from the first page while it is read, so the second page begins further up."""
    shelf.before_answer = lambda number: [shelf.rows.pop(game) for game in (3, 4, 5)] if number == 2 else None
    found = await changed(ra)
    assert found == list(range(1, 1201))
    assert shelf.offsets == [0, 500, 497, 997]


# The acknowledgement


async def test_leaving_early_acknowledges_nothing(ra: Client, shelf: Shelf) -> None:
    """Whoever breaks off, or fails at the last game, is given all of it again."""
    cursors = MemoryCursors()
    await changed(ra, cursors=cursors)
    for game in (1, 2, 3):
        shelf.play(game, last=NOW, total=2)
    async for _ in ra.changed_games("Tom", cursors=cursors):
        break
    games = ra.changed_games("Tom", cursors=cursors)
    assert [(await anext(games)).game_id for _ in range(3)] == [1, 2, 3]
    assert await changed(ra, cursors=cursors) == [1, 2, 3]
    assert await changed(ra, cursors=cursors) == []


async def test_failed_page_is_asked_for_again(ra: Client, shelf: Shelf, transport: MemoryTransport) -> None:
    """After an error the same reading goes on, and nothing is acknowledged before its end."""
    cursors = MemoryCursors()
    games = ra.changed_games("Tom", cursors=cursors)
    for _ in range(500):
        await anext(games)

    def fail(number: int) -> None:
        if number == 2:
            raise ServerError("down", status=503)

    shelf.before_answer = fail
    with pytest.raises(ServerError):
        await anext(games)
    assert len([row async for row in games]) == 700
    assert await changed(ra, cursors=cursors) == []


async def test_second_task_is_refused(ra: Client, transport: MemoryTransport) -> None:
    """Two tasks cannot share a reading while a page is asked for."""
    transport.hold()
    games = ra.changed_games("Tom")
    task = asyncio.ensure_future(anext(games))
    await transport.arrived(1)
    with pytest.raises(RuntimeError, match="another task"):
        await anext(games)
    transport.release()
    assert (await task).game_id == 1


async def test_closing_while_a_page_is_asked_for_ends_it(ra: Client, transport: MemoryTransport) -> None:
    """The page that comes too late is dropped."""
    transport.hold()
    games = ra.changed_games("Tom")
    task = asyncio.ensure_future(anext(games))
    await transport.arrived(1)
    await games.aclose()
    transport.release()
    with pytest.raises(StopAsyncIteration):
        await task


async def test_page_that_brings_nothing_new_is_the_last(ra: Client) -> None:
    """A server that promises more games than it has makes no reading endless."""
    empty = MemoryTransport(lambda request: json_reply({"Count": 0, "Total": 9_999, "Results": []}))
    async with Client(Credentials("Tom", "key"), transport=empty) as other:
        assert await changed(other) == []
    assert len(empty.queries) == 1
