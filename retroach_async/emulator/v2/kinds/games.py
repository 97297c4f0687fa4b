"""Systems, games and the hashes of their files."""

from __future__ import annotations

from collections.abc import Sequence

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import Kind, Listing, Routes, Show, Value, many, one
from retroach_async.emulator.v2.kinds.sets import ReachedSet
from retroach_async.emulator.v2.memory import once
from retroach_async.emulator.v2.refusals import unknown
from retroach_async.emulator.v2.spelling import icon, moment_or_none, picture
from retroach_async.emulator.world import World
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.hashes import Hash
from retroach_async.emulator.world.metrics import Metrics, award_times, median_seconds
from retroach_async.emulator.world.systems import System
from retroach_async.models import AwardKind
from retroach_async.models.media import SITE

# Systems


SYSTEMS = Kind(
    type="systems",
    attributes={
        "name": lambda _, system: system.name,
        "nameFull": lambda _, system: system.full_name,
        "nameShort": lambda _, system: system.short,
        "manufacturer": lambda _, system: system.manufacturer,
        "iconUrl": lambda _, system: system.icon_url,
        "active": lambda _, system: system.active,
    },
    filters={"id": filters.ids(), "active": filters.flag(lambda _, system: system.active)},
)


def system(request: ApiRequest) -> System:
    """The system in the path."""
    found = request.world.systems.get(int(request.path["system_id"]))
    if found is None:
        raise unknown()
    return found


def systems(request: ApiRequest) -> Sequence[System]:
    """All systems with games."""
    return [each for each in request.world.systems.values() if each.has_games]


# Games


def points(world: World, game: Game) -> int:
    """The points of a game's promoted achievements."""
    return sum(achievement.points for achievement in world.achievements(game))


@once
def _times_to_beat(world: World, game: Game, hardcore: bool) -> list[int]:
    kinds = (AwardKind.BEATEN_HARDCORE,) if hardcore else (AwardKind.BEATEN_CASUAL, AwardKind.BEATEN_HARDCORE)
    return award_times(world.metrics(game), *kinds)


def _metrics(request: ApiRequest, game: Game) -> Metrics:
    return request.world.metrics(game)


def _picture(place: int) -> Value:
    return lambda _, game: picture(game.picture(place))


GAMES = Kind(
    type="games",
    attributes={
        "title": lambda _, game: game.title,
        "sortTitle": lambda _, game: game.sort_title,
        "badgeUrl": lambda _, game: icon(game),
        "imageBoxArtUrl": _picture(3),
        "imageTitleUrl": _picture(1),
        "imageIngameUrl": _picture(2),
        "releasedAt": lambda _, game: f"{game.released.isoformat()}T00:00:00.000000Z" if game.released else None,
        "releasedAtGranularity": lambda _, game: game.granularity,
        "playersTotal": lambda request, game: _metrics(request, game).players,
        "playersHardcore": lambda request, game: _metrics(request, game).players_hardcore,
        "achievementsPublished": lambda _, game: game.promoted,
        "achievementsUnpublished": lambda _, game: game.unpromoted,
        "pointsTotal": lambda request, game: points(request.world, game),
        "pointsWeighted": lambda request, game: _metrics(request, game).retro_points,
        "timesBeaten": lambda request, game: len(_times_to_beat(request.world, game, False)),
        "timesBeatenHardcore": lambda request, game: len(_times_to_beat(request.world, game, True)),
        "medianTimeToBeatSeconds": lambda request, game: median_seconds(_times_to_beat(request.world, game, False)),
        "medianTimeToBeatHardcoreSeconds": lambda request, game: median_seconds(
            _times_to_beat(request.world, game, True)
        ),
    },
    relations={
        "system": one("systems", lambda _, game: game.system),
        "achievementSets": many(
            "achievement-sets",
            lambda request, game: [ReachedSet(each, game) for each in request.world.sets_of(game)],
        ),
    },
    elsewhere=frozenset({"achievementSetClaims", "comments", "hashes", "tickets"}),
    idle=frozenset({"hashes"}),
    filters={"id": filters.ids(), "systemId": filters.an_id(lambda _, game: game.system.id)},
    links={
        "webUrl": lambda game: f"{SITE}/game/{game.id}",
        "forumTopic": lambda game: f"{SITE}/forums/topic/{game.forum_topic_id}" if game.forum_topic_id else None,
    },
)


def game(request: ApiRequest) -> Game:
    """The game in the path."""
    found = request.world.game(int(request.path["game_id"]))
    if found is None:
        raise unknown()
    return found


def games(request: ApiRequest) -> Sequence[Game]:
    """All games without hubs, events and subsets."""
    return [each for each in request.world.real_games if not each.is_subset]


# Hashes

COMPATIBILITIES = ("compatible", "incompatible", "untested", "patch-required")
GAME_HASHES = Kind(
    type="game-hashes",
    attributes={
        "raMd5": lambda _, row: row.md5,
        "name": lambda _, row: row.name,
        "labels": lambda _, row: [label for label in row.labels.split(",") if label],
        "compatibility": lambda _, row: row.compatibility,
        "patchUrl": lambda _, row: row.patch_url,
        "createdAt": lambda _, row: moment_or_none(row.created),
        "updatedAt": lambda _, row: moment_or_none(row.updated),
    },
    unnamed=frozenset({"labels"}),
    relations={"game": one("games", lambda _, row: row.game)},
    filters={
        "id": filters.ids(),
        "compatibility": filters.ruled_words(lambda _, row: row.compatibility, COMPATIBILITIES),
    },
    has_page=False,
)


def hashes_of_game(request: ApiRequest) -> Sequence[Hash]:
    """The known files of the game in the path."""
    return request.world.hashes(game(request))


KINDS = (SYSTEMS, GAMES, GAME_HASHES)
ROUTES: Routes = {
    "games.list": Listing("games", games),
    "games.get": Show("games", game),
    "games.hashes": Listing("game-hashes", hashes_of_game),
    "systems.list": Listing("systems", systems),
    "systems.get": Show("systems", system),
}
