"""The universe itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from retroach_async.emulator import World

DRAGSTER = (141, 51, 41, 49, 57, 41, 36, 67, 75, 28, 26, 3, 6, 3, 8)


def test_it_is_as_large_as_promised(world: World) -> None:
    """There are 1,000 games and more, subsets aside, on ten systems and more, and 5,000 players."""
    systems = {game.system for game in world.real_games}
    assert sum(not game.is_subset for game in world.real_games) >= 1000
    assert len(systems) >= 10
    assert len(world.players) == 5000


def test_the_first_ids_are_games(world: World) -> None:
    """Whoever tries small ids finds games."""
    assert all(world.game(number) for number in range(1, 1001))


def test_every_sort_of_game_is_there(world: World) -> None:
    """Some games have no achievements, some have unpromoted ones, some are subsets of others."""
    assert any(not game.promoted for game in world.real_games)
    assert any(game.unpromoted for game in world.real_games)
    assert any(game.is_subset for game in world.real_games)


def test_dragster_is_the_game_of_the_documentation(world: World) -> None:
    """Game 14402 is Dragster on the Atari 2600, with its fifteen achievements."""
    game = world.games[14402]
    assert (game.title, game.system.id, game.system.name) == ("Dragster", 25, "Atari 2600")
    ids = [achievement.id for achievement in world.achievements(game)]
    assert ids == [*range(79434, 79446), *range(325413, 325416)]


def test_the_players_of_dragster_have_the_documented_unlocks(world: World) -> None:
    """Player by player, counted one by one, the hardcore unlocks give the documented distribution."""
    counts = [0] * 16
    for progress in world.progress(world.games[14402]):
        unlocks = [unlock for unlock in progress.unlocks() if unlock.hardcore_at is not None]
        assert len({unlock.achievement.id for unlock in unlocks}) == len(unlocks)
        if progress.player.counts:
            counts[len(unlocks)] += 1
    assert tuple(counts[1:]) == DRAGSTER


@pytest.mark.parametrize("seed", [2, 77])
def test_dragster_is_the_same_in_every_universe(seed: int) -> None:
    """Whatever the seed, the documented distribution holds."""
    world = World(seed)
    game, me = world.games[14402], world.owner("MaxMilyin")
    assert tuple(world.distribution(game, promoted=True, hardcore=True, me=me)) == DRAGSTER


def test_the_same_seed_gives_the_same_universe(world: World) -> None:
    """Two universes of one seed agree in every unlock of a game, and in the order of the players."""
    again = World()
    assert [player.ulid for player in again.players] == [player.ulid for player in world.players]
    assert _unlocks(again, 7) == _unlocks(world, 7)


def test_the_order_of_questions_changes_nothing(world: World) -> None:
    """A game that is asked about first has the same unlocks as when it is asked about last."""
    again = World()
    assert _unlocks(again, 300) == _unlocks(world, 300)
    assert _unlocks(again, 3) == _unlocks(world, 3)


def test_another_seed_gives_another_universe(world: World) -> None:
    """Other games, other unlocks."""
    other = World(2)
    assert other.games[1].title != world.games[1].title
    assert _unlocks(other, 7) != _unlocks(world, 7)


def test_it_can_stand_at_another_moment() -> None:
    """Whatever happened, happened before the moment that was given."""
    moment = datetime(2031, 1, 1, tzinfo=UTC)
    world = World(now=moment)
    latest = max(progress.last for progress in world.progress(world.games[1]))
    assert moment.timestamp() - 400 * 86400 < latest <= moment.timestamp()


def test_unlocks_happen_in_order_and_in_time(world: World) -> None:
    """Nobody unlocks before joining, before the set was there, or later than now; hardcore never comes first."""
    for game in world.real_games[:80]:
        for progress in world.progress(game):
            earliest = max(progress.player.joined, game.published)
            times = [unlock.best_at for unlock in progress.unlocks()]
            assert times == sorted(times)
            for unlock in progress.unlocks():
                assert earliest <= unlock.at <= unlock.best_at <= world.now


def test_nobody_unlocks_anything_twice(world: World) -> None:
    """Everybody goes through the same set in an own order, twins included."""
    for game in world.real_games[:80]:
        achievements = set(world.achievements(game))
        for progress in world.progress(game):
            assert len(progress.order) == len(achievements)
            assert set(progress.order) == achievements
        players = [progress.player for progress in world.progress(game)]
        assert len(set(players)) == len(players)


def test_ids_are_unique(world: World) -> None:
    """No two achievements share an id, and each is found by its own."""
    ids = [achievement.id for game in world.games.values() for achievement in world.all_achievements(game)]
    assert len(set(ids)) == len(ids)
    found = [world.achievement(number) for number in ids[::50]]
    assert [achievement.id for achievement in found if achievement] == ids[::50]


def test_players_are_found_by_every_name(world: World) -> None:
    """Display name, account name and ULID lead to the same player, in either case."""
    raven = world.owner("RenamedRaven")
    assert world.player_named("oldraven") is raven
    assert world.player_named(raven.ulid.lower()) is raven
    assert world.player_named("DepartedHero") is None


def test_an_unknown_owner_is_refused(world: World) -> None:
    """A key cannot belong to somebody who is not there."""
    with pytest.raises(ValueError, match="Nobody9"):
        world.owner("Nobody9")


def _unlocks(world: World, game: int) -> list[tuple[int, int, int, int | None]]:
    return [
        (unlock.player.id, unlock.achievement.id, unlock.at, unlock.hardcore_at)
        for progress in world.progress(world.games[game])
        for unlock in progress.unlocks()
    ]
