"""Answers about one achievement, and lists of a user's unlocks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import not_found
from retroach_async.emulator.world import Player, World
from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.progress import Unlock

_MOST_ROWS = 500
_DAY = 86400


def get_achievement_unlocks(request: ApiRequest) -> Any:
    """The unlocks of an achievement with their users, newest first."""
    number = request.number("a")
    if number == 0:
        return {"Achievement": {"ID": None}}
    world, achievement = request.world, request.world.achievement(number)
    if achievement is None:
        empty = {"UnlocksCount": 0, "UnlocksHardcoreCount": 0, "TotalPlayers": 0, "Unlocks": []}
        raise not_found({"Achievement": [], **empty})
    size, offset = spelling.lenient_page(request, 50, _MOST_ROWS)
    unlocks = sorted(_unlocks_of(world, achievement), key=lambda unlock: (-unlock.best_at, unlock.player.id))
    game = achievement.game
    return {
        "Achievement": {
            **_described(world, achievement),
            "DateCreated": spelling.moment(achievement.created),
            "DateModified": spelling.moment(achievement.modified),
        },
        "Console": {"ID": game.system.id, "Title": game.system.name},
        "Game": {"ID": game.id, "Title": game.title},
        "UnlocksCount": len(unlocks),
        "UnlocksHardcoreCount": sum(unlock.hardcore_at is not None for unlock in unlocks),
        "TotalPlayers": world.metrics(game).players,
        "Unlocks": [unlocked(world, unlock) for unlock in spelling.page(unlocks, size, offset)],
    }


def _unlocks_of(world: World, achievement: Achievement) -> Iterable[Unlock]:
    for each in world.progress(achievement.game, promoted=achievement.promoted):
        if each.player.counts and achievement in each.unlocked:
            yield next(unlock for unlock in each.unlocks() if unlock.achievement is achievement)


def _described(world: World, achievement: Achievement) -> dict[str, Any]:
    return {
        "ID": achievement.id,
        "Title": achievement.title,
        "Description": achievement.description,
        "Points": achievement.points,
        "TrueRatio": world.metrics(achievement.game).ratios.get(achievement, 0),
        "Author": achievement.author.name,
        "AuthorULID": achievement.author.ulid,
        "Type": spelling.kind(achievement),
    }


def unlocked(world: World, unlock: Unlock) -> dict[str, Any]:
    """One unlock of an achievement, with its user."""
    account = world.account(unlock.player)
    return {
        "User": unlock.player.name,
        "ULID": unlock.player.ulid,
        "RAPoints": account.points,
        "RASoftcorePoints": account.casual_points,
        "DateAwarded": spelling.moment_in_micros(unlock.best_at),
        "HardcoreMode": int(unlock.hardcore_at is not None),
    }


def get_achievement_of_the_week(request: ApiRequest) -> Any:
    """This week's achievement and its unlocks."""
    world = request.world
    event, achievement = world.event, world.event.achievement
    unlocks = event.unlocks[:_MOST_ROWS]
    return {
        "Achievement": {
            **_described(world, achievement),
            "BadgeName": achievement.badge,
            "BadgeURL": f"/Badge/{achievement.badge}.png",
            "DateCreated": spelling.day(achievement.created),
            "DateModified": spelling.day(achievement.modified),
        },
        "Console": {"ID": achievement.game.system.id, "Title": achievement.game.system.name},
        "ForumTopic": {"ID": world.event_game.forum_topic_id},
        "Game": {"ID": achievement.game.id, "Title": achievement.game.title},
        "StartAt": spelling.moment_in_micros(event.start),
        "TotalPlayers": event.players,
        "Unlocks": [unlocked(world, unlock) for unlock in unlocks],
        "UnlocksCount": len(unlocks),
        "UnlocksHardcoreCount": sum(unlock.hardcore_at is not None for unlock in unlocks),
    }


# A user's unlocks in some time


def get_achievements_earned_between(request: ApiRequest) -> Any:
    """The oldest 500 unlocks between two moments."""
    user = request.user()
    return _summed(_earned(request.world, user, request.number("f"), request.number("t")))


def get_achievements_earned_on_day(request: ApiRequest) -> Any:
    """The oldest 500 unlocks of one day."""
    check = request.check()
    name, moment = check.user("u"), int(check.date("d"))
    start = moment - moment % _DAY
    check.done()
    return _summed(_earned(request.world, request.world.player_named(name), start, start + _DAY - 1))


def get_user_recent_achievements(request: ApiRequest) -> Any:
    """The unlocks of the last minutes, newest first; when there are more than 500, the newest are missing."""
    check = request.check()
    name = check.user("u")
    minutes = check.integer("m", default=60, least=0)
    check.done()
    now = request.world.now
    return _earned(request.world, request.world.player_named(name), now - 60 * minutes, now)[::-1]


def _earned(world: World, user: Player | None, start: int, end: int) -> list[dict[str, Any]]:
    if user is None:
        return []
    unlocks = [
        unlock
        for each in world.account(user).progress
        if each.last >= start
        for unlock in each.unlocks()
        if start <= unlock.best_at <= end
    ]
    unlocks += (unlock for unlock in world.recent_event_unlocks(user) if start <= unlock.best_at <= end)
    unlocks.sort(key=lambda unlock: (unlock.best_at, unlock.achievement.id))
    return [_row(world, unlock) for unlock in unlocks[:_MOST_ROWS]]


def _row(world: World, unlock: Unlock) -> dict[str, Any]:
    achievement, game = unlock.achievement, unlock.achievement.game
    described = _described(world, achievement)
    return {
        "Date": spelling.moment(unlock.best_at),
        "HardcoreMode": int(unlock.hardcore_at is not None),
        "AchievementID": described.pop("ID"),
        **described,
        "BadgeName": achievement.badge,
        "GameTitle": game.title,
        "GameIcon": game.icon,
        "GameID": game.id,
        "ConsoleName": game.system.name,
        "BadgeURL": f"/Badge/{achievement.badge}.png",
        "GameURL": f"/game/{game.id}",
    }


def _summed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the running sum of their points."""
    sums = accumulate(row["Points"] for row in rows)
    return [{**row, "CumulScore": total} for row, total in zip(rows, sums, strict=True)]
