"""Achievement sets and their versions agree with the games that V1 shows."""

from __future__ import annotations

from itertools import pairwise

from retroach_async.emulator import World
from tests.emulator.conftest import Ask


def test_every_game_with_achievements_has_one_set_of_its_own(world: World) -> None:
    """Each achievement is in the set of its game, and no set is without achievements."""
    holders = [game for game in world.games.values() if world.all_achievements(game)]
    assert [each.game for each in world.sets.values()] == holders
    for game in holders:
        assert world.sets_of(game)[0].game is game
        assert all(world.set_of(each) is world.sets_of(game)[0] for each in world.all_achievements(game))
    assert world.sets_of(next(game for game in world.real_games if not world.all_achievements(game))) == ()


def test_sets_are_found_by_their_ids(world: World) -> None:
    """The id of a set is its key, and not the id of its game."""
    assert all(world.sets[number].id == number != each.game.id for number, each in world.sets.items())


def test_a_core_set_has_no_title_and_one_game(world: World) -> None:
    """A game that is no subset has a set without a title, linked to the game itself."""
    (core,) = world.sets_of(world.games[14402])
    assert (core.title, core.links) == (None, ((world.games[14402], "core"),))


def test_a_subset_belongs_to_its_parent(world: World, ask: Ask) -> None:
    """A subset lists the parent that V1 names, never its own game, and the parent has it beside its core set."""
    subsets = [game for game in world.real_games if game.is_subset and world.sets_of(game)]
    assert len(subsets) > 10
    for game in subsets:
        (own,) = world.sets_of(game)
        parent = world.games[ask("get_game_extended", i=game.id).body["ParentGameID"]]
        assert game not in [each for each, _ in own.links]
        assert own.links[0][0] is parent
        assert own.links[0][1] != "core"
        assert own.title is not None
        assert own.title in game.title
        core, *others = world.sets_of(parent)
        assert (core.game, core.title) == (parent, None)
        assert own in others


def test_there_are_types_of_every_family(world: World) -> None:
    """Besides core and bonus sets there are others, and one set is linked to two games."""
    types = {kind for each in world.sets.values() for _, kind in each.links}
    assert types >= {"core", "bonus", "challenge", "specialty", "exclusive"}
    two = next(each for each in world.sets.values() if len(each.links) > 1)
    assert all(two in world.sets_of(game) for game, _ in two.links)


def test_some_subsets_have_no_badge(world: World) -> None:
    """A set without an image has an empty path."""
    badges = [each.badge for each in world.sets.values() if each.title is not None]
    assert "" in badges
    assert any(badges)


def test_a_set_is_published_once(world: World) -> None:
    """A set without promoted achievements has no release; others began before it."""
    for each in world.sets.values():
        assert each.created <= each.updated
        if not world.achievements(each.game):
            assert each.first_published is None
    assert world.sets_of(world.games[14402])[0].first_published == world.games[14402].published


def test_the_newest_version_is_the_present_set(world: World) -> None:
    """The last version counts and lists what the game's own numbers say now."""
    for each in world.sets.values():
        newest, metrics = world.versions(each)[-1], world.metrics(each.game)
        promoted = world.achievements(each.game)
        assert (newest.players, newest.players_hardcore) == (metrics.players, metrics.players_hardcore)
        assert (newest.published, newest.unpublished) == (each.game.promoted, each.game.unpromoted)
        assert newest.points == sum(one.points for one in promoted)
        assert (
            newest.snapshot is None
            or newest.snapshot == ()
            or newest.snapshot
            == tuple(
                (one.id, one.points, one.promoted, str(one.kind) if one.kind else None)
                for one in world.all_achievements(each.game)
            )
        )


def test_only_old_versions_lack_their_achievements(world: World) -> None:
    """A newest version has its snapshot; of the older ones some are empty and a few unknown."""
    newest = [world.versions(each)[-1] for each in world.sets.values()]
    assert all(version.snapshot for version in newest)
    older = [version for version in world.set_versions.values() if version not in newest]
    assert any(version.snapshot == () for version in older)
    assert any(version.snapshot is None for version in older)
    assert any(version.snapshot for version in older)


def test_versions_follow_each_other(world: World) -> None:
    """The numbers go up by one, the times and the players never go down."""
    for each in world.sets.values():
        versions = world.versions(each)
        assert [version.version for version in versions] == list(range(1, len(versions) + 1))
        for before, after in pairwise(versions):
            assert before.created < before.updated == after.created
            assert before.players <= after.players
            assert before.players_hardcore <= after.players_hardcore
    assert all(world.set_versions[number].id == number for number in world.set_versions)
    assert max(len(world.versions(each)) for each in world.sets.values()) == 3


def test_a_version_counts_the_players_of_its_time(world: World) -> None:
    """As many players as had an unlock by the end of an old version are its players."""
    old = next(version for version in world.set_versions.values() if version.version == 2 and version.players > 5)
    assert old is not world.versions(old.set)[-1]
    times = [
        min(unlock.at for unlock in each.unlocks())
        for each in world.progress(old.set.game)
        if each.player.counts and each.count
    ]
    assert old.players == sum(at <= old.updated for at in times) < len(times)
