"""After any sequence of changes every sum is what somebody counts from the lists of unlocks."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from retroach_async.emulator import Emulator
from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import Game
from retroach_async.models import AchievementType
from retroach_async.testing import FakeClock
from tests.emulator.living.shown import Shown

USERS = ("Scott", "CasualCarla", "QuietNewcomer", "PolarFox")
GAMES = (5, 14402)
Unlocks = dict[int, tuple[datetime, datetime | None, int]]


def change(emulator: Emulator, rng: Random, start: datetime) -> None:
    """One change that may happen on the site, perhaps one that changes nothing."""
    everything = emulator.world.all_achievements(emulator.world.games[rng.choice(GAMES)])
    achievement, user = rng.choice(everything).id, rng.choice(USERS)
    date = start - timedelta(seconds=rng.randrange(14 * 86400))
    chance = rng.random()
    if chance < 0.6:
        emulator.unlock(user, achievement, hardcore=rng.random() < 0.6, date=date)
    elif chance < 0.75:
        emulator.reset(user, achievement)
    elif chance < 0.85:
        emulator.demote(achievement)
    elif chance < 0.95:
        emulator.promote(achievement)
    else:
        kind = rng.choice(("mastered", "completed"))
        emulator.award(user, kind, game=rng.choice(GAMES), date=date)


def expected_awards(achievements: tuple[Achievement, ...], unlocks: Unlocks) -> dict[str, datetime]:
    """The awards for one game that some unlocks give, by the rules of the site."""
    kinds = (("mastered", "completed"), ("beaten-hardcore", "beaten-casual"))
    given: dict[str, datetime] = {}
    for hardcore, casual in kinds:
        for kind, column in ((hardcore, 1), (casual, 0)):
            dates = {each: unlocks[each.id][column] if each.id in unlocks else None for each in achievements}
            needed = [dates[each] for each in achievements if each.kind is AchievementType.PROGRESSION]
            wins = [dates[each] for each in achievements if each.kind is AchievementType.WIN_CONDITION]
            won = [date for date in wins if date is not None]
            if kind in {"mastered", "completed"}:
                needed = list(dates.values())
            elif won:
                needed.append(min(won))
            else:
                needed = [None]
            got = [date for date in needed if date is not None]
            if got and len(got) == len(needed):
                given[kind] = max(got)
                break
    return given


def check_game(emulator: Emulator, shown: Shown, game: Game, unlocks: dict[str, Unlocks]) -> None:
    """Counts and distributions of a game are those of its lists, and the awards are those of the users' lists."""
    achievements = emulator.world.achievements(game)
    for achievement in achievements[::7]:
        shown.counts(achievement.id)
    bars = {mode: shown.spread(game.id, hardcore=mode) for mode in (True, False)}
    counted = {mode: dict.fromkeys(range(1, len(achievements) + 1), 0) for mode in (True, False)}
    people: dict[str, list[bool]] = {}
    for achievement in achievements:
        for row in shown.rows("v2.achievements.player_achievements", {"achievement_id": str(achievement.id)}):
            user = row["relationships"]["user"]["data"]["id"]
            people.setdefault(user, []).append(row["attributes"]["unlockedHardcoreAt"] is not None)
    for modes in people.values():
        for mode in (True, False):
            if mode in modes:
                counted[mode][modes.count(mode)] += 1
    assert bars == counted
    for user in USERS:
        assert shown.awards(user, game.id) == expected_awards(achievements, unlocks[user])


@pytest.mark.parametrize("seed", range(2))
def test_everything_is_counted_from_the_unlocks(alive: Emulator, seed: int) -> None:
    """Points, counts, distributions and awards of both APIs agree with the lists of unlocks, again and again."""
    rng, shown, start = Random(seed), Shown(alive), alive.now
    for _ in range(4):
        for _ in range(rng.randrange(1, 30)):
            change(alive, rng, start)
        unlocks = {user: shown.unlocks(user) for user in USERS}
        for user in USERS:
            found = [(alive.world.achievement(number), row[1]) for number, row in unlocks[user].items()]
            hardcore = sum(each.points for each, at in found if each and each.promoted and at is not None)
            casual = sum(each.points for each, at in found if each and each.promoted and at is None)
            assert shown.points(user) == (hardcore, casual)
        for game in GAMES:
            check_game(alive, shown, alive.world.games[game], unlocks)


def test_it_does_not_matter_when_somebody_looks() -> None:
    """An emulator that was asked after each change shows the same as one that was asked at the end only."""
    watched, unwatched = (Emulator(clock=FakeClock()) for _ in range(2))
    looks = Shown(watched)
    for emulator in (watched, unwatched):
        rng = Random(1)
        for _ in range(40):
            change(emulator, rng, emulator.now)
            if emulator is watched:
                looks.newest_awards()
                looks.points("Scott")
    one, other = (
        [(row.id, row.player.name, row.kind, row.at) for row in emulator.world.award_rows.values()]
        for emulator in (watched, unwatched)
    )
    assert one == other
    accounts = [
        {
            account.player.name: (account.points, account.casual_points, account.retro_points, account.contributed)
            for account in emulator.world.ledger.accounts.values()
        }
        for emulator in (watched, unwatched)
    ]
    assert accounts[0] == accounts[1]
    ranks = [[each.player.name for each in emulator.world.ledger.ranking] for emulator in (watched, unwatched)]
    assert ranks[0] == ranks[1]


def test_restoring_undoes_everything() -> None:
    """After any changes, and weeks, a restored world is a new one."""
    emulator, other = Emulator(clock=FakeClock()), Emulator(clock=FakeClock())
    rng, world = Random(3), emulator.world
    for _ in range(60):
        change(emulator, rng, emulator.now)
    emulator.award("Scott", "event", event=11)
    world.move_to(world.start + 20 * 86400)
    Shown(emulator).newest_awards()
    world.restore()

    assert world.now == other.world.now
    one, two = Shown(emulator), Shown(other)
    for user in USERS:
        assert one.unlocks(user) == two.unlocks(user)
        assert one.points(user) == two.points(user)
    for game in GAMES:
        assert one("get_game_extended", i=game) == two("get_game_extended", i=game)
    for name in ("get_achievement_of_the_week", "v2.events.list", "get_recent_game_awards", "get_top_ten_users"):
        assert one(name) == two(name)
    assert one.newest_awards(50) == two.newest_awards(50)
    assert one("get_game_extended", i=30001) == two("get_game_extended", i=30001)
