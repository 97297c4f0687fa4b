"""The answer with everything about one user."""

from __future__ import annotations

from itertools import islice
from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.answers.progress import recently_played, tally
from retroach_async.emulator.answers.users import standing
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import not_found
from retroach_async.emulator.world import World
from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.ledger import Account
from retroach_async.emulator.world.progress import Progress, Unlock

_MOST_GAMES = 100


def get_user_summary(request: ApiRequest) -> Any:
    """Profile, rank, recent games and recent achievements."""
    check = request.check()
    name = check.user("u")
    games = min(check.integer("g", default=0, least=0), _MOST_GAMES)
    achievements = check.integer("a", default=10, least=0)
    check.done()
    user = request.world.player_named(name)
    if user is None:
        raise not_found({"ID": None, "User": name})
    world, account = request.world, request.world.account(user)
    recent = account.progress[:games]
    return {
        "User": user.name,
        "ULID": user.ulid,
        "MemberSince": spelling.moment(user.joined),
        "LastActivity": {
            "ID": 0,
            "timestamp": None,
            "lastupdate": None,
            "activitytype": None,
            "User": user.name,
            "data": None,
            "data2": None,
        },
        "RichPresenceMsg": account.presence,
        "RichPresenceMsgDate": None if account.last_activity is None else spelling.moment(account.last_activity),
        "LastGameID": account.last_game.id if account.last_game else 0,
        "ContribCount": account.contributed,
        "ContribYield": account.contributed_points,
        "TotalPoints": account.points,
        "TotalSoftcorePoints": account.casual_points,
        "TotalTruePoints": account.retro_points,
        **standing(user),
        "Rank": world.ledger.rank(user),
        "RecentlyPlayedCount": len(recent),
        "RecentlyPlayed": [recently_played(each) for each in recent],
        **_recent(world, account, recent, achievements, asks_for_games=games > 0),
        "UserPic": user.picture,
        "TotalRanked": len(world.ledger.ranking),
        "Status": "Offline",
    }


def _recent(
    world: World, account: Account, recent: list[Progress], achievements: int, *, asks_for_games: bool
) -> dict[str, Any]:
    """The parts that depend on the number of games that the request wants."""
    if not asks_for_games:
        return {"Awarded": {}, "RecentAchievements": {}}
    if not account.progress:
        return {}
    return {
        "Awarded": spelling.php_map({each.game.id: tally(world, each.game, each) for each in recent}),
        "RecentAchievements": _recent_achievements(world, recent, achievements),
        "LastGame": _last_game(account.progress[0].game),
    }


def _recent_achievements(world: World, recent: list[Progress], limit: int) -> Any:
    """The latest unlocks in the recent games; with a limit of 0 all achievements of these games, locked ones too."""
    unlocks = sorted((unlock for each in recent for unlock in each.unlocks()), key=lambda unlock: -unlock.best_at)
    games: dict[int, dict[str, Any]] = {}
    for unlock in islice(unlocks, limit or None):
        achievement = unlock.achievement
        games.setdefault(achievement.game.id, {})[str(achievement.id)] = _row(achievement, unlock)
    if limit == 0:
        for each in recent:
            rows = games.setdefault(each.game.id, {})
            rows |= {str(one.id): _row(one, None) for one in world.achievements(each.game) if str(one.id) not in rows}
    return spelling.php_map(games)


def _row(achievement: Achievement, unlock: Unlock | None) -> dict[str, Any]:
    return {
        "ID": achievement.id,
        "GameID": achievement.game.id,
        "GameTitle": achievement.game.title,
        "Title": achievement.title,
        "Description": achievement.description,
        "Points": achievement.points,
        "Type": spelling.kind(achievement),
        "BadgeName": achievement.badge,
        "IsAwarded": "1" if unlock else "0",
        "DateAwarded": spelling.moment(unlock.best_at) if unlock else None,
        "HardcoreAchieved": int(unlock.hardcore_at is not None) if unlock else None,
    }


def _last_game(game: Game) -> dict[str, Any]:
    return {
        "ID": game.id,
        "Title": game.title,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
        "ForumTopicID": game.forum_topic_id or 0,
        "Flags": 0,
        **spelling.details(game),
        "IsFinal": 0,
    }
