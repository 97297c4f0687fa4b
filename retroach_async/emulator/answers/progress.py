"""Answers about a user's progress."""

from __future__ import annotations

from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.answers.games import common, script_hash
from retroach_async.emulator.api_request import ApiRequest, cast
from retroach_async.emulator.world import World
from retroach_async.emulator.world.awards import Award, best_of
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.ledger import Account
from retroach_async.emulator.world.progress import Progress

_LEAST_ACHIEVEMENTS = 6
"""A smaller set is not listed in a user's progress."""


def get_user_completion_progress(request: ApiRequest) -> Any:
    """One row for each played game, the latest unlock first."""
    check = request.check()
    name = check.user("u")
    size, offset = check.page(100, 500)
    check.done()
    user = request.world.player_named(name)
    if user is None:
        return spelling.paged([], 0)
    account = request.world.account(user)
    rows = sorted(filter(_shows, account.progress), key=lambda each: -each.last_first)
    return spelling.paged(
        [_completion(each, _awards(account, each)) for each in spelling.page(rows, size, offset)], len(rows)
    )


def _shows(progress: Progress) -> bool:
    return progress.count > 0 and len(progress.order) >= _LEAST_ACHIEVEMENTS


def _awards(account: Account, progress: Progress) -> list[Award]:
    return [award for award in account.awards if award.progress is progress]


def _completion(progress: Progress, awards: list[Award]) -> dict[str, Any]:
    game, best = progress.game, best_of(awards)
    return {
        "GameID": game.id,
        "Title": game.title,
        "ImageIcon": game.icon,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
        "MaxPossible": len(progress.order),
        "NumAwarded": progress.count,
        "NumAwardedHardcore": progress.hardcore_count,
        "MostRecentAwardedDate": spelling.moment_with_offset(progress.last_first),
        "HighestAwardKind": str(best.kind) if best else None,
        "HighestAwardDate": spelling.moment_with_offset(best.at) if best else None,
    }


def get_user_completed_games(request: ApiRequest) -> Any:
    """Two rows for most games: one with all unlocks, one with the hardcore unlocks."""
    user = request.user()
    if user is None:
        return []
    played = [each for each in request.world.account(user).progress if _shows(each)]
    played.sort(key=lambda each: (-each.count / len(each.order), each.game.sort_title))
    return [
        _completed(each, count, is_hardcore=is_hardcore)
        for each in played
        for is_hardcore, count in enumerate((each.count, each.hardcore_count))
        if count
    ]


def _completed(progress: Progress, count: int, *, is_hardcore: int) -> dict[str, Any]:
    game, size = progress.game, len(progress.order)
    return {
        "GameID": game.id,
        "Title": game.title,
        "ImageIcon": game.icon,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
        "MaxPossible": size,
        "NumAwarded": count,
        "PctWon": f"{count / size:.4f}",
        "HardcoreMode": str(is_hardcore),
    }


def get_user_recently_played_games(request: ApiRequest) -> Any:
    """The recently played games."""
    check = request.check()
    name = check.user("u")
    size = check.integer("c", default=10, least=0)
    offset = check.integer("o", default=0, least=0)
    check.done()
    user = request.world.player_named(name)
    if user is None:
        return []
    played = spelling.page(request.world.account(user).progress, min(size, 50), offset)
    return [{**recently_played(each), **tally(request.world, each.game, each)} for each in played]


def recently_played(progress: Progress) -> dict[str, Any]:
    """A game and the moment when the user last played it."""
    game = progress.game
    return {
        "GameID": game.id,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
        "Title": game.title,
        **spelling.pictures(game),
        "LastPlayed": spelling.moment(progress.played),
        "AchievementsTotal": game.promoted,
    }


def tally(world: World, game: Game | None, progress: Progress | None) -> dict[str, int]:
    """The achievements and points of a game, and a player's part of them."""
    achievements = world.achievements(game) if game else ()
    return {
        "NumPossibleAchievements": len(achievements),
        "PossibleScore": sum(achievement.points for achievement in achievements),
        "NumAchieved": progress.count if progress else 0,
        "ScoreAchieved": progress.points if progress else 0,
        "NumAchievedHardcore": progress.hardcore_count if progress else 0,
        "ScoreAchievedHardcore": progress.hardcore_points if progress else 0,
    }


def get_user_progress(request: ApiRequest) -> Any:
    """The tallies of some games; a game that does not exist has zeros."""
    user = request.user()
    numbers = [cast(text.strip()) for text in (request.text("i") or "").split(",")]
    if user is None:
        return []
    world = request.world
    games = {number: world.game(number) for number in numbers if number > 0}
    return spelling.php_map(
        {number: tally(world, game, world.progress_of(user, game) if game else None) for number, game in games.items()}
    )


def get_user_game_rank_and_score(request: ApiRequest) -> Any:
    """One user's rank in a game by points in any mode, as a list of one."""
    check = request.check()
    name = check.user("u")
    check.required("g")
    check.done()
    user, game = request.world.player_named(name), request.world.game(request.number("g"))
    everybody = request.world.progress(game) if game else []
    progress = next((each for each in everybody if each.player is user), None)
    if progress is None:
        return []
    points, player = progress.points, progress.player
    better = sum(each.points > points for each in everybody if each.player.counts)
    return [
        {
            "User": player.account,
            "ULID": player.ulid,
            "UserRank": better + 1 if player.counts else None,
            "TotalScore": points,
            "LastAward": spelling.moment(progress.last) if progress.hardcore_count else None,
        }
    ]


def get_game_info_and_user_progress(request: ApiRequest) -> Any:
    """A game, its promoted achievements and one user's progress in them."""
    check = request.check()
    check.required("g")
    name = check.user("u")
    check.done()
    world, user, game = request.world, request.world.player_named(name), request.world.game(request.number("g"))
    if user is None or game is None:
        return []
    metrics = world.metrics(game)
    progress = world.progress_of(user, game)
    count, hardcore = (progress.count, progress.hardcore_count) if progress else (0, 0)
    answer = {
        "ID": game.id,
        "Title": game.title,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
        "ParentGameID": game.parent_id,
        "NumDistinctPlayers": metrics.players,
        "NumDistinctPlayersCasual": metrics.players,
        "NumDistinctPlayersHardcore": metrics.players,
        "NumAchievements": game.promoted,
        "NumAwardedToUser": count,
        "NumAwardedToUserHardcore": hardcore,
        "UserCompletion": _percent(count, game.promoted),
        "UserCompletionHardcore": _percent(hardcore, game.promoted),
        "UserTotalPlaytime": progress.playtime if progress else 0,
        "ForumTopicID": game.forum_topic_id,
        "Flags": 0,
        **spelling.details(game),
        "IsFinal": False,
        "RichPresencePatch": script_hash(game),
        "Achievements": _achievements(world, game, progress),
    }
    if request.text("a") == "1":
        best = best_of([award for award in metrics.awards if award.progress is progress])
        answer["HighestAwardKind"] = str(best.kind) if best else None
        answer["HighestAwardDate"] = spelling.moment_with_offset(best.at) if best else None
    return answer


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "0.00%"


def _achievements(world: World, game: Game, progress: Progress | None) -> dict[str, dict[str, Any]]:
    metrics = world.metrics(game)
    rows = {each: {**common(each, metrics), "Type": spelling.kind(each)} for each in world.achievements(game)}
    for unlock in progress.unlocks() if progress else ():
        rows[unlock.achievement]["DateEarned"] = spelling.moment(unlock.at)
        if unlock.hardcore_at is not None:
            rows[unlock.achievement]["DateEarnedHardcore"] = spelling.moment(unlock.hardcore_at)
    return {str(achievement.id): row for achievement, row in rows.items()}
