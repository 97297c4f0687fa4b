"""The ids and moments of rows are their own, and never change."""

from __future__ import annotations

import pytest

from retroach_async.emulator import World
from tests.emulator.conftest import Ask


def test_progress_has_ids_of_its_own(world: World) -> None:
    """No two rows of played games share an id, and neither do two unlocks or two rows of sets."""
    games, unlocks, sets = [], [], []
    for game in (*world.real_games[:120], world.games[14402]):
        for each in world.progress(game):
            games.append(world.player_game_id(each))
            unlocks += [world.player_achievement_id(each, place) for place in range(each.count)]
            sets += [world.player_set_id(each, of) for of in world.sets_of(game)[:1]]
    for ids in (games, unlocks, sets):
        assert len(set(ids)) == len(ids) > 1000


def test_follows_have_ids_and_moments(world: World, ask: Ask) -> None:
    """Each follow of V1's list has an id of its own for its direction, and mostly a moment after both joined."""
    me = world.owner("MaxMilyin")
    others = [world.owner(row["ULID"]) for row in ask("get_users_i_follow", c=500).body["Results"]]
    ids = {world.follow_id(me, other) for other in others} | {world.follow_id(other, me) for other in others}
    assert len(ids) == 2 * len(others) > 20
    moments = [world.followed_at(me, other) for other in others]
    assert moments == [world.followed_at(me, other) for other in others]
    for other, at in zip(others, moments, strict=True):
        assert at is None or max(me.joined, other.joined) <= at < world.now
    everybody = [world.followed_at(one, other) for one in world.players[:50] for other in world.follows.following(one)]
    assert None in everybody


@pytest.mark.parametrize("kind", ["play", "develop", "achievement_set_request"])
def test_list_entries_have_ids_and_moments(world: World, kind: str) -> None:
    """A game in a list has another id than in the same player's other lists, and was put there after joining."""
    me, game = world.owner("MaxMilyin"), world.games[7]
    assert me.joined <= world.list_entry_at(me, game, kind) < world.now
    kinds = {"play", "develop", "achievement_set_request"} - {kind}
    assert world.list_entry_id(me, game, kind) not in {world.list_entry_id(me, game, other) for other in kinds}
    assert world.list_entry_id(me, game, kind) != world.list_entry_id(world.owner("Scott"), game, kind)


def test_lists_are_those_of_v1(world: World, ask: Ask) -> None:
    """The wanted games and the requests are V1's; only a developer plans sets, for games without one."""
    scott, me = world.owner("Scott"), world.owner("MaxMilyin")
    wanted = ask("get_user_want_to_play_list", u="MaxMilyin", c=500).body["Results"]
    requests = ask("get_user_set_requests", u="MaxMilyin", t=1).body["RequestedSets"]
    assert [game.id for game in world.game_list(me, "play")] == [row["ID"] for row in wanted]
    assert {game.id for game in world.game_list(me, "achievement_set_request")} == {row["GameID"] for row in requests}
    assert world.game_list(me, "develop") == []
    assert [game.promoted for game in world.game_list(scott, "develop")] in [[0] * size for size in range(2, 7)]


def test_entries_comments_and_hashes_have_ids(world: World) -> None:
    """Entries of all leaderboards, comments on everything and all files have different ids."""
    games = [*world.real_games[:200], world.games[14402]]
    entries = [entry.id for game in games for board in world.boards(game) for entry in board.entries]
    hashes = [each.id for game in world.games.values() for each in world.hashes(game)]
    comments = [each.id for game in games for each in world.comments(game)]
    comments += [each.id for player in world.players[:200] for each in world.comments(player)]
    comments += [each.id for one in world.all_achievements(games[0]) for each in world.comments(one)]
    for ids in (entries, hashes, comments):
        assert len(set(ids)) == len(ids) > 300


def test_v1_lists_only_compatible_files(world: World, ask: Ask) -> None:
    """Other files are known but in neither of V1's answers."""
    game = next(game for game in world.real_games if not all(each.is_compatible for each in world.hashes(game)))
    working = [each.md5 for each in world.hashes(game) if each.is_compatible]
    assert [row["MD5"] for row in ask("get_game_hashes", i=game.id).body["Results"]] == working
    words = {each.compatibility for one in world.real_games for each in world.hashes(one)}
    assert words == {"compatible", "incompatible", "untested", "patch-required"}


def test_a_file_was_changed_after_it_was_added(world: World) -> None:
    """The dates of a file are in order, or both unknown."""
    files = [each for game in world.real_games for each in world.hashes(game)]
    assert {each.created is None for each in files} == {True, False}
    for each in files:
        if each.created is None or each.updated is None:
            assert each.created is each.updated
        else:
            assert each.created <= each.updated <= world.now


def test_boards_and_entries_have_dates(world: World, ask: Ask) -> None:
    """An entry was made before its last improvement, which V1 shows; a hidden leaderboard has a negative place."""
    board = world.boards(world.games[14402])[0]
    first = ask("get_leaderboard_entries", i=board.id).body["Results"][0]
    assert board.entries[0].player.name == first["User"]
    for entry in board.entries:
        assert entry.board is board
        assert entry.created is None or board.game.published <= entry.created <= entry.at <= world.now + 60
    boards = [board for game in world.real_games for board in world.boards(game)]
    assert all((board.place < 0) == board.hidden for board in boards)
    assert any(board.hidden for board in boards)
    assert {board.created is None for board in boards} == {True, False}
