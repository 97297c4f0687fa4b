"""Answers about systems."""

from __future__ import annotations

from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.world.boards import visible_boards


def get_console_ids(request: ApiRequest) -> Any:
    """All systems, hubs and events included."""
    return [
        {
            "ID": system.id,
            "Name": system.name,
            "IconURL": system.icon_url,
            "Active": system.active,
            "IsGameSystem": system.has_games,
        }
        for system in request.world.systems.values()
        if (system.active or not request.truthy("a")) and (system.has_games or not request.truthy("g"))
    ]


def get_game_list(request: ApiRequest) -> Any:
    """The games of a system by title."""
    number, offset, size = request.number("i"), max(0, request.number("o")), request.number("c")
    if number <= 0:
        return {"success": False}
    world = request.world
    games = [game for game in world.games.values() if game.system.id == number]
    if request.truthy("f"):
        games = [game for game in games if game.promoted]
    games.sort(key=lambda game: (game.sort_title, game.id))
    rows = []
    for game in spelling.page(games, size or len(games), offset):
        achievements = world.achievements(game)
        changes = [achievement.modified for achievement in world.all_achievements(game)]
        row = {
            "Title": game.title,
            "ID": game.id,
            "ConsoleID": game.system.id,
            "ConsoleName": game.system.name,
            "ImageIcon": game.icon,
            "NumAchievements": len(achievements),
            "NumLeaderboards": visible_boards(game),
            "Points": sum(achievement.points for achievement in achievements),
            "DateModified": spelling.moment(max(changes)) if changes else None,
            "ForumTopicID": game.forum_topic_id,
        }
        if request.truthy("h"):
            row["Hashes"] = [each.md5 for each in world.hashes(game) if each.is_compatible]
        rows.append(row)
    return rows
