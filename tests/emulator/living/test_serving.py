"""A living emulator over a connection: at once in every answer, by its clock, and with players who play."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from retroach_async import Client, Credentials
from retroach_async.emulator import Emulator
from retroach_async.emulator.alive import Players, play
from retroach_async.testing import FakeClock


async def test_a_client_sees_a_change_at_once(alive: Emulator, clock: FakeClock) -> None:
    """The next answer of a running emulator has the unlock, at the moment of the clock."""
    async with alive, Client(Credentials("Scott", "any-key"), base_url=alive.base_url, rate_limit=None) as ra:
        await clock.advance(30)
        start, before = alive.now, await ra.get_user_points("Scott")
        alive.unlock("Scott", 97)
        rows = await ra.get_achievements_earned_between("Scott", start, start + timedelta(days=1))
        mine = [row async for row in ra.pages(ra.v2.users.player_achievements, "Scott", sort="-id")]

        assert [(row.achievement_id, row.unlocked_at, row.hardcore) for row in rows] == [(97, start, True)]
        assert mine[0].unlocked_at == start
        assert (await ra.get_user_points("Scott")).points_hardcore == before.points_hardcore + rows[0].points


async def test_the_present_of_a_request_is_that_of_the_clock(alive: Emulator, clock: FakeClock) -> None:
    """A list of recent unlocks forgets them as time goes by, without another change."""
    async with alive, Client(Credentials("Scott", "any-key"), base_url=alive.base_url, rate_limit=None) as ra:
        alive.unlock("QuietNewcomer", 97)
        assert len(await ra.get_user_recent_achievements("QuietNewcomer", minutes=60)) == 1
        await clock.advance(3700)
        assert await ra.get_user_recent_achievements("QuietNewcomer", minutes=60) == ()


async def test_players_play(alive: Emulator, clock: FakeClock) -> None:
    """Within a minute several of the best known players unlock something; the end of the task ends it."""
    async with alive:
        playing = asyncio.create_task(play(alive, clock))
        await asyncio.sleep(0)
        await clock.advance(60)
        moves = alive.world.changes
        playing.cancel()
        with suppress(asyncio.CancelledError):
            await playing
        await clock.advance(60)

    assert moves >= 60 / 5
    assert alive.world.changes == moves
    for name in ("MaxMilyin", "Scott", "PolarFox"):
        player = alive.world.owner(name)
        assert any(each.id_of(place) for each in alive.world.account(player).progress for place in range(each.count))


def moves(count: int) -> tuple[Emulator, list[tuple[int, int, int, int | None]]]:
    """An emulator after some moves, and the new unlocks: id, achievement, first and hardcore moment."""
    emulator = Emulator(clock=FakeClock())
    players = Players(emulator, 1)
    for _ in range(count):
        players.move()
    accounts = emulator.world.ledger.accounts.values()
    made = [
        (number, unlock.achievement.id, unlock.at, unlock.hardcore_at)
        for account in accounts
        for progress in account.progress
        for place, unlock in enumerate(progress.unlocks())
        if (number := progress.id_of(place))
    ]
    return emulator, sorted(made)


def test_players_do_a_bit_of_everything() -> None:
    """Masteries, casual and late unlocks are among the moves."""
    emulator, made = moves(150)
    start = emulator.world.start

    assert any(at < start for _, _, at, _ in made)
    assert any(hardcore_at is None for *_, hardcore_at in made)
    assert [row for row in emulator.world.award_rows.values() if (row.kind, row.at) == ("mastered", start)]


def test_players_play_the_same_each_time() -> None:
    """The same seed makes the same moves."""
    assert moves(40)[1] == moves(40)[1]


def test_players_take_their_time() -> None:
    """From 2 to 5 seconds pass between two moves."""
    players = Players(Emulator(clock=FakeClock()), 1)

    assert all(2 <= players.pause() <= 5 for _ in range(100))
