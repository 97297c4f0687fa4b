"""Changed games on the emulator, whose players unlock things in both modes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from retroach_async import Client, Credentials
from retroach_async.emulator import Emulator
from retroach_async.watch import MemoryCursors

USER = "Scott"
DRAGSTER = 14402


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=13)], ids=["now", "late"])
@pytest.mark.parametrize("hardcore", [True, False], ids=["hardcore", "casual"])
async def test_game_of_a_new_unlock_is_the_one_that_changed(hardcore: bool, late: timedelta) -> None:
    """Whatever the mode and the moment are, the next reading is one request and gives the game."""
    cursors = MemoryCursors()
    async with (
        Emulator() as emulator,
        Client(Credentials(USER, "any"), base_url=emulator.base_url, rate_limit=None) as ra,
    ):
        everything = [row.game_id async for row in ra.changed_games(USER, cursors=cursors)]
        assert len(everything) == len(set(everything)) > 100
        game = await ra.get_game_info_and_user_progress(everything[50], USER)
        locked = next(each.id for each in game.achievements.values() if each.unlocked_at is None)
        emulator.unlock(USER, locked, hardcore=hardcore, date=emulator.now - late)
        before = ra.stats.attempts
        assert [row.game_id async for row in ra.changed_games(USER, cursors=cursors)] == [everything[50]]
        assert [row.game_id async for row in ra.changed_games(USER, cursors=cursors)] == []
        assert ra.stats.attempts == before + 2


async def test_upgrade_is_told_by_the_count_alone() -> None:
    """The moment is that of the first unlock in any mode, as on the site."""
    cursors = MemoryCursors()
    async with (
        Emulator() as emulator,
        Client(Credentials(USER, "any"), base_url=emulator.base_url, rate_limit=None) as ra,
    ):
        game = await ra.get_game_extended(DRAGSTER)
        achievement = next(iter(game.achievements))
        emulator.reset(USER, achievement)
        emulator.unlock(USER, achievement, hardcore=False, date=emulator.now - timedelta(days=100))
        rows = {row.game_id: row async for row in ra.changed_games(USER, cursors=cursors)}
        emulator.unlock(USER, achievement, hardcore=True)
        since = emulator.now - timedelta(hours=1)
        assert DRAGSTER not in [row.game_id async for row in ra.changed_games(USER, since=since)]
        [row] = [row async for row in ra.changed_games(USER, cursors=cursors)]
        assert row.game_id == DRAGSTER
        assert row.last_unlock_at == rows[DRAGSTER].last_unlock_at
        assert row.unlocks_hardcore == rows[DRAGSTER].unlocks_hardcore + 1
