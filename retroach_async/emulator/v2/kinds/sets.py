"""Achievement sets and their versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import Kind, Listing, Routes, Show, Value, many, one
from retroach_async.emulator.v2.memory import once
from retroach_async.emulator.v2.refusals import unknown
from retroach_async.emulator.v2.spelling import moment, moment_or_none, picture
from retroach_async.emulator.world import World
from retroach_async.emulator.world.awards import Award
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.metrics import median_seconds
from retroach_async.emulator.world.sets import AchievementSet
from retroach_async.emulator.world.versions import SetVersion, SnapshotRow
from retroach_async.models import AwardKind

# Sets


class ReachedSet(NamedTuple):
    """A set, and the game through which it was reached, if any."""

    set: AchievementSet
    through: Game | None = None


def _types(row: ReachedSet) -> list[dict[str, Any]]:
    """The types of a set in its games; of a set that was reached through a game only that one."""
    links = row.set.links
    if row.through is not None:
        links = ((row.through, dict(links).get(row.through, "core")),)
    return [{"gameId": game.id, "type": word} for game, word in links]


def _title(row: ReachedSet) -> str | None:
    """The title of a set in a game; a subset has none in the game that holds it."""
    return None if row.through is row.set.game else row.set.title


@once
def _finishers(world: World, of: AchievementSet) -> tuple[list[Award], list[Award]]:
    """For a set the first awards of the players who have all of it: in any mode, and in hardcore."""
    awards = [each for each in world.metrics(of.game).awards if each.progress.player.counts]
    masters = [each for each in awards if each.kind is AwardKind.MASTERED]
    any_mode = {each.progress.player: each for each in masters}
    any_mode |= {each.progress.player: each for each in awards if each.kind is AwardKind.COMPLETED}
    return list(any_mode.values()), masters


def _finished(place: int) -> Value:
    return lambda request, row: len(_finishers(request.world, row.set)[place])


def _median(place: int) -> Value:
    return lambda request, row: median_seconds([each.playtime for each in _finishers(request.world, row.set)[place]])


SETS = Kind(
    type="achievement-sets",
    id=lambda row: row.set.id,
    attributes={
        "title": lambda _, row: _title(row),
        "pointsTotal": lambda request, row: sum(each.points for each in request.world.achievements(row.set.game)),
        "pointsWeighted": lambda request, row: request.world.metrics(row.set.game).retro_points,
        "achievementsPublished": lambda _, row: row.set.game.promoted,
        "achievementsUnpublished": lambda _, row: row.set.game.unpromoted,
        "timesCompleted": _finished(0),
        "timesMastered": _finished(1),
        "medianTimeToCompleteSeconds": _median(0),
        "medianTimeToMasterSeconds": _median(1),
        "badgeUrl": lambda _, row: picture(row.set.badge) if row.set.badge else "",
        "achievementsFirstPublishedAt": lambda _, row: moment_or_none(row.set.first_published),
        "createdAt": lambda _, row: moment_or_none(row.set.created),
        "updatedAt": lambda _, row: moment_or_none(row.set.updated),
        "types": lambda _, row: _types(row),
    },
    relations={"games": many("games", lambda _, row: [game for game, _ in row.set.links])},
    elsewhere=frozenset({"achievementSetVersions"}),
)


def reached_set(request: ApiRequest) -> ReachedSet:
    """The set in the path."""
    found = request.world.sets.get(int(request.path["achievement_set_id"]))
    if found is None:
        raise unknown()
    return ReachedSet(found)


# Versions


def _snapshot(rows: Sequence[SnapshotRow] | None) -> list[dict[str, Any]] | None:
    if rows is None:
        return None
    return [
        {"id": number, "points": points, "isPromoted": promoted, "type": kind}
        for number, points, promoted, kind in rows
    ]


SET_VERSIONS = Kind(
    type="achievement-set-versions",
    attributes={
        "version": lambda _, row: row.version,
        "createdAt": lambda _, row: moment(row.created),
        "updatedAt": lambda _, row: moment(row.updated),
        "achievementSnapshot": lambda _, row: _snapshot(row.snapshot),
        "playersTotal": lambda _, row: row.players,
        "playersHardcore": lambda _, row: row.players_hardcore,
        "achievementsPublished": lambda _, row: row.published,
        "achievementsUnpublished": lambda _, row: row.unpublished,
        "pointsTotal": lambda _, row: row.points,
        "achievementSetId": lambda _, row: row.set.id,
    },
    unnamed=frozenset({"achievementSnapshot"}),
    relations={"achievementSet": one("achievement-sets", lambda _, row: ReachedSet(row.set))},
    filters={"id": filters.repeated_ids(), "achievementSetId": filters.an_id(lambda _, row: row.set.id)},
    order="-createdAt",
    has_page=False,
)


def versions(request: ApiRequest) -> Sequence[SetVersion]:
    """All versions of all sets."""
    return list(request.world.set_versions.values())


def versions_of_set(request: ApiRequest) -> Sequence[SetVersion]:
    """The versions of the set in the path."""
    return request.world.versions(reached_set(request).set)


KINDS = (SETS, SET_VERSIONS)
ROUTES: Routes = {
    "achievement_sets.get": Show("achievement-sets", reached_set),
    "achievement_sets.achievement_set_versions": Listing(
        "achievement-set-versions", versions_of_set, repeats="achievementSetId"
    ),
    "achievement_set_versions.list": Listing("achievement-set-versions", versions),
}
