"""The three answers that are no resources: plain JSON with documents of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2.kinds.events import is_visible
from retroach_async.emulator.v2.refusals import nothing_here
from retroach_async.emulator.v2.spelling import moment
from retroach_async.emulator.world.games import Game

_DAY = 86400


def health(request: ApiRequest) -> Any:
    """The state of the API, and the time."""
    return {"status": "ok", "timestamp": datetime.fromtimestamp(int(request.now), UTC).isoformat()}


def achievement_distribution(request: ApiRequest) -> Any:
    """Four distributions in one answer: promoted and unpromoted, hardcore and casual."""
    number = request.path["game_id"]
    game = request.world.game(int(number))
    if game is None:
        raise nothing_here(f"No game found with ID {number}.")
    groups = {name: _group(request, game, promoted=name == "promoted") for name in ("promoted", "unpromoted")}
    return {"links": {"self": request.address}, "meta": groups}


def _group(request: ApiRequest, game: Game, *, promoted: bool) -> dict[str, Any]:
    hardcore, casual = (
        request.world.distribution(game, promoted=promoted, hardcore=mode, me=request.me) for mode in (True, False)
    )
    points = [
        {"unlockCount": count, "playersHardcore": row[0], "playersCasual": row[1]}
        for count, row in enumerate(zip(hardcore, casual, strict=True), 1)
    ]
    return {"totalAchievements": len(points), "distribution": points}


def achievement_of_the_week(request: ApiRequest) -> Any:
    """The ids and the time of the achievement of the week."""
    row = request.world.current_event_achievement
    source, begin, end = row.source, row.active_from, row.active_until
    if source is None or begin is None or end is None or not row.promoted or not is_visible(row.event, request.me):
        raise nothing_here("There is no active Achievement of the Week.")
    ids = {
        "id": str(row.id),
        "achievementId": str(row.copy.id),
        "sourceAchievementId": str(source.id),
        "eventId": str(row.event.id),
        "activeFrom": moment(begin),
        "activeUntil": moment(end),
        "activeThrough": moment(end - _DAY),
        "decorator": row.decorator,
    }
    return {"links": {"self": request.address}, "meta": {"eventAchievement": ids}}


CUSTOM: Final[Mapping[str, Callable[[ApiRequest], Any]]] = {
    "event_achievements.achievement_of_the_week": achievement_of_the_week,
    "games.achievement_distribution": achievement_distribution,
    "health": health,
}
"""These answers by the names of their endpoints below `v2`."""
