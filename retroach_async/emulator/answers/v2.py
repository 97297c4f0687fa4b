"""Answers of V2: JSON:API documents, and a few documents of other kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from math import ceil
from typing import Any
from urllib.parse import quote, urlencode

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import JSON_API, Refused, Response, framework_error
from retroach_async.emulator.world import World
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.metrics import award_times, median_seconds
from retroach_async.models import AwardKind
from retroach_async.models.media import MEDIA_HOST, SITE

_PAGE_SIZE, _MOST_ROWS = 50, 100
_VERSION = {"version": "1.0"}


def health(request: ApiRequest) -> Any:
    """The state of the API, and the time."""
    return {"status": "ok", "timestamp": datetime.fromtimestamp(int(request.now), UTC).isoformat()}


def achievement_distribution(request: ApiRequest) -> Any:
    """Four distributions in one answer: promoted and unpromoted, hardcore and casual."""
    number = request.path["game_id"]
    game = request.world.game(int(number))
    if game is None:
        error = {"detail": f"No game found with ID {number}.", "status": "404", "title": "Not Found"}
        raise Refused(Response({"message": "Not Found", "errors": [error]}, 404))
    groups = {name: _group(request, game, promoted=name == "promoted") for name in ("promoted", "unpromoted")}
    return {"links": {"self": f"{request.base_url}/games/{number}/achievement-distribution"}, "meta": groups}


def _group(request: ApiRequest, game: Game, *, promoted: bool) -> dict[str, Any]:
    hardcore, casual = (
        request.world.distribution(game, promoted=promoted, hardcore=mode, me=request.me) for mode in (True, False)
    )
    points = [
        {"unlockCount": count, "playersHardcore": row[0], "playersCasual": row[1]}
        for count, row in enumerate(zip(hardcore, casual, strict=True), 1)
    ]
    return {"totalAchievements": len(points), "distribution": points}


def get_game(request: ApiRequest) -> Any:
    """One game."""
    _refuse_unknown(request, allowed=("fields[games]",))
    game = request.world.game(int(request.path["game_id"]))
    if game is None:
        raise Refused(framework_error(404))
    resource = _resource(request, game)
    return _document(request, {"jsonapi": _VERSION, "links": {"self": resource["links"]["self"]}, "data": resource})


def list_games(request: ApiRequest) -> Any:
    """Games without hubs, events and subsets."""
    _refuse_unknown(request, allowed=("fields[games]", "filter[id]", "filter[systemId]", *_PAGING, "sort"))
    number, size = _page(request)
    games = [game for game in request.world.games.values() if game.system.has_games and not game.is_subset]
    system, ids = request.text("filter[systemId]"), request.text("filter[id]")
    if system is not None:
        games = [game for game in games if game.system.id == request.number("filter[systemId]")]
    if ids is not None:
        games = [game for game in games if str(game.id) in ids.split(",")]
    _sort(request, games)
    last = max(1, ceil(len(games) / size))
    rows = games[(number - 1) * size : number * size]
    page = {
        "currentPage": number,
        "from": (number - 1) * size + 1 if rows else None,
        "lastPage": last,
        "perPage": size,
        "to": (number - 1) * size + len(rows) if rows else None,
        "total": len(games),
    }
    links = {"first": 1, "last": last}
    links |= {"next": number + 1} if number < last else {}
    links |= {"prev": number - 1} if number > 1 else {}
    return _document(
        request,
        {
            "meta": {"page": page},
            "jsonapi": _VERSION,
            "links": {name: _page_link(request, target, size) for name, target in links.items()},
            "data": [_resource(request, game) for game in rows],
        },
    )


# Queries

_PAGING = ("page[number]", "page[size]")


def _refuse(parameter: str, detail: str) -> Refused:
    error = {
        "detail": detail,
        "source": {"parameter": parameter},
        "status": "400",
        "title": "Invalid Query Parameter",
    }
    return Refused(Response({"message": "Invalid Query Parameter", "errors": [error]}, 400))


def _refuse_unknown(request: ApiRequest, allowed: tuple[str, ...]) -> None:
    families = ("fields", "filter", "include", "page", "sort")
    for name in request.params:
        if name not in allowed and name.partition("[")[0] in families:
            raise _refuse(name.partition("[")[0], f"Parameter {name} is not allowed.")


def _page(request: ApiRequest) -> tuple[int, int]:
    number, size = request.number("page[number]", 1), request.number("page[size]", _PAGE_SIZE)
    if number < 1:
        raise _refuse("page.number", "The page.number field must be at least 1.")
    if not 1 <= size <= _MOST_ROWS:
        raise _refuse("page.size", f"The page.size field must be between 1 and {_MOST_ROWS}.")
    return number, size


def _page_link(request: ApiRequest, number: int, size: int) -> str:
    params = {name: text or "" for name, text in sorted(request.params.items()) if name not in _PAGING}
    query = urlencode(params | {"page[number]": str(number), "page[size]": str(size)}, quote_via=quote)
    return f"{request.address}?{query}"


def _sort(request: ApiRequest, games: list[Game]) -> None:
    games.sort(key=lambda game: game.id)
    for word in reversed((request.text("sort") or "id").split(",")):
        name = word.removeprefix("-")
        if name not in _SORTS:
            raise _refuse("sort", f"Sort parameter {name} is not allowed.")
        value = _SORTS[name]
        games.sort(key=lambda game: value(request.world, game), reverse=word.startswith("-"))


# Documents


def _document(request: ApiRequest, document: dict[str, Any]) -> Response:
    kinds = [kind.partition(";")[0].strip() for kind in request.accept.split(",")]
    if not {JSON_API, "application/*", "*/*"}.intersection(kinds):
        raise Refused(framework_error(406))
    return Response(document, content_type=JSON_API)


def _resource(request: ApiRequest, game: Game) -> dict[str, Any]:
    attributes, wanted = _attributes(request.world, game), request.text("fields[games]")
    if wanted is not None:
        attributes = {name: attributes[name] for name in attributes if name in wanted.split(",")}
    links = {"self": f"{request.base_url}/games/{game.id}", "webUrl": f"{SITE}/game/{game.id}"}
    if game.forum_topic_id:
        links["forumTopic"] = f"{SITE}/forums/topic/{game.forum_topic_id}"
    return {"type": "games", "id": str(game.id), "attributes": attributes, "links": links}


def _points(world: World, game: Game) -> int:
    return sum(achievement.points for achievement in world.achievements(game))


_SORTS: Mapping[str, Callable[[World, Game], Any]] = {
    "id": lambda _, game: game.id,
    "title": lambda _, game: game.title,
    "sortTitle": lambda _, game: game.sort_title,
    "releasedAt": lambda _, game: game.released.isoformat() if game.released else "",
    "playersTotal": lambda world, game: world.metrics(game).players,
    "playersHardcore": lambda world, game: world.metrics(game).players_hardcore,
    "achievementsPublished": lambda _, game: game.promoted,
    "pointsTotal": _points,
    "pointsWeighted": lambda world, game: world.metrics(game).retro_points,
}


def _attributes(world: World, game: Game) -> dict[str, Any]:
    metrics = world.metrics(game)
    hardcore = award_times(metrics, AwardKind.BEATEN_HARDCORE)
    everyhow = award_times(metrics, AwardKind.BEATEN_CASUAL, AwardKind.BEATEN_HARDCORE)
    return {
        "title": game.title,
        "sortTitle": game.sort_title,
        "badgeUrl": f"{MEDIA_HOST}{game.icon or '/Images/000001.png'}",
        "imageBoxArtUrl": f"{MEDIA_HOST}{game.picture(3)}",
        "imageTitleUrl": f"{MEDIA_HOST}{game.picture(1)}",
        "imageIngameUrl": f"{MEDIA_HOST}{game.picture(2)}",
        "releasedAt": f"{game.released.isoformat()}T00:00:00.000000Z" if game.released else None,
        "releasedAtGranularity": game.granularity,
        "playersTotal": metrics.players,
        "playersHardcore": metrics.players_hardcore,
        "achievementsPublished": game.promoted,
        "achievementsUnpublished": game.unpromoted,
        "pointsTotal": _points(world, game),
        "pointsWeighted": metrics.retro_points,
        "timesBeaten": len(everyhow),
        "timesBeatenHardcore": len(hardcore),
        "medianTimeToBeatSeconds": median_seconds(everyhow),
        "medianTimeToBeatHardcoreSeconds": median_seconds(hardcore),
    }
