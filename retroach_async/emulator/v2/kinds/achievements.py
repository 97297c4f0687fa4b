"""Achievements, and the unlocks of players."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import Given, Kind, Listing, Predicate, Routes, Show, Value, many, one
from retroach_async.emulator.v2.kinds.sets import ReachedSet
from retroach_async.emulator.v2.kinds.users import user
from retroach_async.emulator.v2.memory import once
from retroach_async.emulator.v2.refusals import unknown_achievement
from retroach_async.emulator.v2.spelling import fraction, moment, moment_or_none, picture
from retroach_async.emulator.world import Player, World
from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.metrics import median_seconds, unlock_times
from retroach_async.emulator.world.progress import Progress
from retroach_async.models.media import SITE

PROMOTED, UNPROMOTED = "promoted", "unpromoted"
_TYPES = ("progression", "win_condition", "missable")


@once
def _times(world: World, achievement_game: Game, promoted: bool) -> dict[Achievement, tuple[list[int], list[int]]]:
    """For each achievement the times of play up to the unlock: in casual mode only, and in hardcore."""
    game = achievement_game
    return unlock_times(world.achievements(game, promoted=promoted), world.progress(game, promoted=promoted))


def times_of(world: World, achievement: Achievement, *, hardcore: bool) -> list[int]:
    """The times of play up to an achievement's unlock: in hardcore, or in any mode."""
    casual, in_hardcore = _times(world, achievement.game, achievement.promoted)[achievement]
    return in_hardcore if hardcore else casual + in_hardcore


def _unlocks(*, hardcore: bool) -> Value:
    return lambda request, row: len(times_of(request.world, row, hardcore=hardcore))


def _part(*, hardcore: bool) -> Value:
    """The part of the game's players who have an achievement."""

    def part(request: ApiRequest, row: Achievement) -> float | None:
        metrics = request.world.metrics(row.game)
        players = metrics.players_hardcore if hardcore else metrics.players
        # A game's players are those of its promoted achievements, so an unpromoted one can have more.
        return fraction(min(players, len(times_of(request.world, row, hardcore=hardcore))), players)

    return part


def _median(*, hardcore: bool) -> Value:
    return lambda request, row: median_seconds(times_of(request.world, row, hardcore=hardcore))


def state(_: ApiRequest, achievement: Achievement) -> str:
    """V2's word for released or not."""
    return PROMOTED if achievement.promoted else UNPROMOTED


def linked_games(request: ApiRequest, achievement: Achievement) -> list[Game]:
    """The games to which an achievement's set belongs."""
    return [game for game, _ in request.world.set_of(achievement).links]


def badge(achievement: Achievement) -> str:
    """The address of the badge."""
    return picture(f"/Badge/{achievement.badge}.png")


def locked_badge(achievement: Achievement) -> str:
    """The address of the badge of a locked achievement."""
    return picture(f"/Badge/{achievement.badge}_lock.png")


def _by_state(_: ApiRequest, given: Given) -> Predicate:
    """The filter by state; a list with both, with `all` or with a word that nobody knows lets everything through."""
    wanted = set(given.parts)
    if wanted in ({PROMOTED}, {UNPROMOTED}):
        return lambda row: row.promoted is (PROMOTED in wanted)
    return lambda _: True


def _type(_: ApiRequest, achievement: Achievement) -> str | None:
    return str(achievement.kind) if achievement.kind else None


ACHIEVEMENTS = Kind(
    type="achievements",
    attributes={
        "title": lambda _, row: row.title,
        "description": lambda _, row: row.description,
        "points": lambda _, row: row.points,
        "pointsWeighted": lambda request, row: request.world.metrics(row.game).ratios.get(row, 0),
        "badgeUrl": lambda _, row: badge(row),
        "badgeLockedUrl": lambda _, row: locked_badge(row),
        "type": _type,
        "state": state,
        "orderColumn": lambda _, row: row.place,
        "unlocksTotal": _unlocks(hardcore=False),
        "unlocksHardcore": _unlocks(hardcore=True),
        "unlockPercentage": _part(hardcore=False),
        "unlockHardcorePercentage": _part(hardcore=True),
        "medianTimeToUnlockSeconds": _median(hardcore=False),
        "medianTimeToUnlockHardcoreSeconds": _median(hardcore=True),
        "medianTimeToUnlockSamples": _unlocks(hardcore=False),
        "medianTimeToUnlockHardcoreSamples": _unlocks(hardcore=True),
        "createdAt": lambda _, row: moment(row.created),
        "modifiedAt": lambda _, row: moment(row.modified),
    },
    relations={
        "developer": one("users", lambda _, row: row.author),
        "achievementSet": one("achievement-sets", lambda request, row: ReachedSet(request.world.set_of(row))),
        "games": many("games", linked_games),
    },
    elsewhere=frozenset({"comments", "playerAchievements", "tickets"}),
    filters={
        "id": filters.ids(),
        "state": _by_state,
        "gameId": filters.an_id_among(
            lambda request, row: {row.game.id, *(game.id for game in linked_games(request, row))}
        ),
        "type": filters.ruled_words(_type, _TYPES),
    },
    defaults={"state": PROMOTED},
    links={"webUrl": lambda row: f"{SITE}/achievement/{row.id}"},
)


def achievement(request: ApiRequest) -> Achievement:
    """The achievement in the path."""
    number = request.path["achievement_id"]
    found = request.world.achievement(int(number))
    if found is None:
        raise unknown_achievement(request.base_url, number)
    return found


def achievements(request: ApiRequest) -> Sequence[Achievement]:
    """All achievements, without those of hubs and events."""
    world = request.world
    return [each for game in world.real_games for each in world.all_achievements(game)]


# Unlocks


class PlayerUnlock(NamedTuple):
    """One player's unlock of one achievement."""

    id: int
    achievement: Achievement
    player: Player
    at: int
    """The first unlock in any mode, as Unix seconds."""
    hardcore_at: int | None


def _in_set(request: ApiRequest, row: PlayerUnlock) -> int:
    return request.world.set_of(row.achievement).id


PLAYER_ACHIEVEMENTS = Kind(
    type="player-achievements",
    attributes={
        "unlockedAt": lambda _, row: moment(row.at),
        "unlockedHardcoreAt": lambda _, row: moment_or_none(row.hardcore_at),
    },
    relations={
        "achievement": one("achievements", lambda _, row: row.achievement),
        "user": one("users", lambda _, row: row.player),
        "game": one("games", lambda _, row: row.achievement.game),
    },
    always=frozenset({"achievement", "user"}),
    filters={
        "id": filters.ids(),
        "achievementSetId": filters.an_id(_in_set),
        "gameId": filters.an_id(lambda _, row: row.achievement.game.id),
        "unlockedFrom": filters.since(lambda row: row.at),
        "unlockedTo": filters.until(lambda row: row.at),
    },
    sorts={"unlockedAt": lambda _, row: row.at, "unlockedHardcoreAt": lambda _, row: row.hardcore_at},
    order="-unlockedAt",
    has_page=False,
)


def _unlock(world: World, progress: Progress, place: int) -> PlayerUnlock:
    return PlayerUnlock(
        world.player_achievement_id(progress, place),
        progress.order[place],
        progress.player,
        progress.first_time_of(place),
        progress.time_of(place) if place < progress.hardcore_count else None,
    )


@once
def _unpromoted(world: World) -> dict[Player, list[Progress]]:
    """Every player's progress in unpromoted achievements."""
    made: dict[Player, list[Progress]] = {}
    for game in world.real_games:
        for each in world.progress(game, promoted=False):
            made.setdefault(each.player, []).append(each)
    return made


def unlocks_of_user(request: ApiRequest) -> Sequence[PlayerUnlock]:
    """All unlocks of the user in the path, without those of events."""
    player, world = user(request), request.world
    progress = [*world.account(player).progress, *_unpromoted(world).get(player, ())]
    return [_unlock(world, each, place) for each in progress for place in range(each.count)]


def unlocks_of_achievement(request: ApiRequest) -> Sequence[PlayerUnlock]:
    """All unlocks of the achievement in the path, without those of unranked users; none of an event's achievement."""
    row, world = achievement(request), request.world
    if not row.game.system.has_games:
        return ()
    return [
        _unlock(world, each, each.unlocked.index(row))
        for each in world.progress(row.game, promoted=row.promoted)
        if each.player.counts and row in each.unlocked
    ]


KINDS = (ACHIEVEMENTS, PLAYER_ACHIEVEMENTS)
ROUTES: Routes = {
    "achievements.list": Listing("achievements", achievements),
    "achievements.get": Show("achievements", achievement),
    "achievements.player_achievements": Listing("player-achievements", unlocks_of_achievement, parent="achievement"),
    "users.player_achievements": Listing("player-achievements", unlocks_of_user, parent="user"),
}
