"""A player's games and sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import Kind, Listing, Routes, many, one
from retroach_async.emulator.v2.kinds.sets import ReachedSet
from retroach_async.emulator.v2.kinds.users import user
from retroach_async.emulator.v2.spelling import fraction, moment_or_none
from retroach_async.emulator.world import World
from retroach_async.emulator.world.awards import awards_for
from retroach_async.emulator.world.progress import Feat, Progress
from retroach_async.emulator.world.sets import AchievementSet
from retroach_async.models import AwardKind


class PlayerGame(NamedTuple):
    """One player's progress in one game."""

    id: int
    progress: Progress

    @property
    def first_unlock(self) -> int | None:
        """The moment of the first unlock in any mode."""
        return self.progress.first if self.progress.count else None

    @property
    def last_unlock(self) -> int | None:
        """The moment of the last unlock in any mode; a hardcore one of what was unlocked in casual mode is none."""
        return self.progress.last_first if self.progress.count else None

    @property
    def last_hardcore_unlock(self) -> int | None:
        """The moment of the last hardcore unlock."""
        return self.progress.last_hardcore if self.progress.hardcore_count else None


def _moment(feat: Feat | None) -> str | None:
    return moment_or_none(feat and feat.at)


def _seconds(feat: Feat | None) -> int | None:
    return feat and feat.playtime


def _has_award(row: PlayerGame, kind: AwardKind) -> bool:
    return any(award.kind is kind for award in awards_for(row.progress))


PLAYER_GAMES = Kind(
    type="player-games",
    attributes={
        "lastPlayedAt": lambda _, row: moment_or_none(row.progress.played),
        "firstUnlockAt": lambda _, row: moment_or_none(row.first_unlock),
        "lastUnlockAt": lambda _, row: moment_or_none(row.last_unlock),
        "lastUnlockHardcoreAt": lambda _, row: moment_or_none(row.last_hardcore_unlock),
        "beatenAt": lambda _, row: _moment(row.progress.beaten),
        "beatenHardcoreAt": lambda _, row: _moment(row.progress.beaten_hardcore),
        "playtimeTotalSeconds": lambda _, row: row.progress.playtime,
        "timeToBeatSeconds": lambda _, row: _seconds(row.progress.beaten),
        "timeToBeatHardcoreSeconds": lambda _, row: _seconds(row.progress.beaten_hardcore),
    },
    relations={
        "achievementSets": many(
            "achievement-sets",
            lambda request, row: [
                ReachedSet(each, row.progress.game) for each in request.world.sets_of(row.progress.game)
            ],
        ),
        "game": one("games", lambda _, row: row.progress.game),
        "playerAchievementSets": many(
            "player-achievement-sets", lambda request, row: _sets_in_game(request.world, row.progress)
        ),
    },
    filters={
        "id": filters.ids(),
        "gameId": filters.ids(lambda _, row: row.progress.game.id),
        "awardKind": filters.any_of(
            {
                "beaten-casual": lambda row: row.progress.beaten is not None or _has_award(row, AwardKind.COMPLETED),
                "beaten-hardcore": lambda row: (
                    row.progress.beaten_hardcore is not None or _has_award(row, AwardKind.MASTERED)
                ),
            },
            "award kind",
        ),
    },
    sorts={"lastPlayedAt": lambda _, row: row.progress.played},
    order="-lastPlayedAt",
    has_page=False,
)


def player_games(request: ApiRequest) -> Sequence[PlayerGame]:
    """The games of the user in the path, without events."""
    world = request.world
    return [PlayerGame(world.player_game_id(each), each) for each in world.account(user(request)).progress]


# Sets


class PlayerSet(NamedTuple):
    """One player's progress in one set."""

    id: int
    set: AchievementSet
    progress: Progress

    @property
    def game(self) -> PlayerGame:
        """The same progress, as that of a game."""
        return PlayerGame(0, self.progress)


def _weighted(request: ApiRequest, row: PlayerSet) -> int:
    ratios = request.world.metrics(row.progress.game).ratios
    return sum(ratios[achievement] for achievement in row.progress.hardcore)


def _context(row: PlayerSet) -> list[dict[str, Any]]:
    return [{"achievementSetId": row.set.id, "gameId": game.id, "type": word} for game, word in row.set.links]


PLAYER_SETS = Kind(
    type="player-achievement-sets",
    attributes={
        "achievementsUnlocked": lambda _, row: row.progress.count,
        "achievementsUnlockedHardcore": lambda _, row: row.progress.hardcore_count,
        "points": lambda _, row: row.progress.points,
        "pointsHardcore": lambda _, row: row.progress.hardcore_points,
        "pointsWeighted": _weighted,
        "completionPercentage": lambda _, row: fraction(row.progress.count, len(row.progress.order)),
        "completionPercentageHardcore": lambda _, row: fraction(row.progress.hardcore_count, len(row.progress.order)),
        "lastUnlockAt": lambda _, row: moment_or_none(row.game.last_unlock),
        "lastUnlockHardcoreAt": lambda _, row: moment_or_none(row.game.last_hardcore_unlock),
        "completedAt": lambda _, row: _moment(row.progress.completed),
        "completedHardcoreAt": lambda _, row: _moment(row.progress.mastered),
        "timeTakenSeconds": lambda _, row: row.progress.tempo * row.progress.count,
        "timeTakenHardcoreSeconds": lambda _, row: row.progress.tempo * row.progress.hardcore_count,
        "setContext": lambda _, row: _context(row),
    },
    relations={
        "achievementSet": one("achievement-sets", lambda _, row: ReachedSet(row.set)),
        "game": one("games", lambda _, row: row.progress.game),
    },
    filters={
        "id": filters.ids(),
        "achievementSetId": filters.an_id(lambda _, row: row.set.id),
        "gameId": filters.an_id_among(lambda _, row: {row.progress.game.id, *(game.id for game, _ in row.set.links)}),
        "awardKind": filters.any_of(
            {
                "completed": lambda row: row.progress.completed is not None,
                "mastered": lambda row: row.progress.mastered is not None,
            },
            "award kind",
        ),
    },
    order="-lastUnlockAt",
    has_page=False,
)


def _set_row(world: World, progress: Progress) -> PlayerSet:
    """A player's row of the set whose achievements are those of the game."""
    of = world.set_of(progress.order[0])
    return PlayerSet(world.player_set_id(progress, of), of, progress)


def _sets_in_game(world: World, progress: Progress) -> Sequence[PlayerSet]:
    """A player's rows of the sets of a game."""
    holders = {each.game for each in world.sets_of(progress.game)}
    return [_set_row(world, each) for each in world.account(progress.player).progress if each.game in holders]


def player_sets(request: ApiRequest) -> Sequence[PlayerSet]:
    """The sets of the user in the path."""
    return [_set_row(request.world, each) for each in request.world.account(user(request)).progress]


KINDS = (PLAYER_GAMES, PLAYER_SETS)
ROUTES: Routes = {
    "users.player_achievement_sets": Listing("player-achievement-sets", player_sets),
    "users.player_games": Listing("player-games", player_games),
}
