"""Answers about one game."""

from __future__ import annotations

from typing import Any

from retroach_async.emulator.answers import claims, spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import not_found
from retroach_async.emulator.world.achievements import Achievement, md5
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.metrics import Metrics

OFFICIAL, UNOFFICIAL = 3, 5
_MOST_RANKS = 10


def get_game(request: ApiRequest) -> Any:
    """The facts about a game, without its id."""
    game = request.world.game(request.number("i"))
    if game is None:
        return []
    return {
        "Title": game.title,
        "GameTitle": game.title,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
        "Console": game.system.name,
        "ForumTopicID": game.forum_topic_id,
        "Flags": 0,
        "GameIcon": game.icon,
        **spelling.details(game),
    }


def get_game_extended(request: ApiRequest) -> Any:
    """The facts about a game, its achievements by id and all of its claims."""
    check = request.check()
    check.required("i")
    number = check.integer("i", default=0, least=1)
    flags = check.choice("f", (OFFICIAL, UNOFFICIAL), OFFICIAL)
    check.done()
    world, game = request.world, request.world.game(number)
    if game is None:
        return []
    metrics = world.metrics(game)
    achievements = world.achievements(game, promoted=flags == OFFICIAL)
    return {
        "ID": game.id,
        "Title": game.title,
        "ConsoleID": game.system.id,
        "ForumTopicID": game.forum_topic_id,
        "Flags": None,
        **spelling.details(game),
        "IsFinal": False,
        "RichPresencePatch": script_hash(game),
        "GuideURL": game.guide_url,
        "Updated": spelling.moment_in_micros(game.updated),
        "ConsoleName": game.system.name,
        "ParentGameID": game.parent_id,
        "NumDistinctPlayers": metrics.players,
        "NumAchievements": len(achievements),
        "Achievements": {str(each.id): _achievement(each, metrics) for each in achievements},
        "Claims": [claims.brief(claim) for claim in world.claims if claim.game is game and not claim.user.deleted],
        "NumDistinctPlayersCasual": metrics.players,
        "NumDistinctPlayersHardcore": metrics.players,
    }


def get_game_hashes(request: ApiRequest) -> Any:
    """The supported files; their labels come from a comma list, in which an element may be empty."""
    check = request.check()
    check.required("i")
    check.done()
    game = request.world.game(request.number("i"))
    if game is None:
        raise not_found({"Results": []})
    rows = [
        {
            "Name": each.name,
            "MD5": each.md5,
            "Labels": spelling.list_with_holes(
                {place: label for place, label in enumerate(each.labels.split(",")) if label}
            ),
            "PatchUrl": each.patch_url,
        }
        for each in request.world.hashes(game)
        if each.is_compatible
    ]
    return {"Results": rows}


def get_achievement_count(request: ApiRequest) -> Any:
    """The ids of the promoted achievements."""
    number = request.number("i")
    game = request.world.game(number)
    achievements = request.world.achievements(game) if game else ()
    return {"GameID": number, "AchievementIDs": sorted(achievement.id for achievement in achievements)}


def script_hash(game: Game) -> str:
    """The MD5 of the rich-presence script; of an empty script when there is none."""
    return md5(f"presence {game.id}" if game.promoted else "")


def _achievement(achievement: Achievement, metrics: Metrics) -> dict[str, Any]:
    return {**common(achievement, metrics), "type": spelling.kind(achievement)}


def common(achievement: Achievement, metrics: Metrics) -> dict[str, Any]:
    """The facts about an achievement that two answers share; each adds the type in its own way."""
    return {
        "ID": achievement.id,
        "NumAwarded": metrics.unlocks[achievement],
        "NumAwardedHardcore": metrics.unlocks_hardcore[achievement],
        "Title": achievement.title,
        "Description": achievement.description,
        "Points": achievement.points,
        "TrueRatio": metrics.ratios.get(achievement, 0),
        "Author": achievement.author.name,
        "AuthorULID": achievement.author.ulid,
        "DateModified": spelling.moment(achievement.modified),
        "DateCreated": spelling.moment(achievement.created),
        "BadgeName": achievement.badge,
        "DisplayOrder": achievement.place,
        "MemAddr": achievement.logic,
    }


def get_achievement_distribution(request: ApiRequest) -> Any:
    """Players by their number of unlocks; an empty list for a game without achievements."""
    game = request.world.game(request.number("i"))
    if game is None:
        return []
    counts = request.world.distribution(
        game, promoted=request.number("f") != UNOFFICIAL, hardcore=request.number("h") != 0, me=request.me
    )
    return spelling.php_map(dict(enumerate(counts, 1)))


def get_game_rank_and_score(request: ApiRequest) -> Any:
    """Ten players: the best by points, or the latest masters; without untracked and deleted players."""
    game = request.world.game(request.number("g"))
    if game is None:
        return {"success": False}
    rows = [each for each in request.world.progress(game) if each.player.counts and each.hardcore_count]
    if request.number("t") == 1:
        rows = [each for each in rows if each.hardcore_count == len(each.order)]
        rows.sort(key=lambda each: (-each.last_hardcore, each.player.id))
    else:
        rows.sort(key=lambda each: (-each.hardcore_points, each.last_hardcore, each.player.id))
    return [
        {
            "User": each.player.name,
            "ULID": each.player.ulid,
            "NumAchievements": each.hardcore_count,
            "TotalScore": each.hardcore_points,
            "LastAward": spelling.moment(each.last_hardcore),
        }
        for each in rows[:_MOST_RANKS]
    ]
