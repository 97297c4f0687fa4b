"""The answer about the times to beat and finish a game."""

from __future__ import annotations

from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import not_found
from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.metrics import Metrics, award_times, median_seconds
from retroach_async.models import AwardKind


def get_game_progression(request: ApiRequest) -> Any:
    """The median times of a game, of its awards and of its achievements."""
    game = request.world.game(request.number("i"))
    if game is None:
        raise not_found([])
    metrics = request.world.metrics(game)
    beaten, beaten_hardcore, completed, mastered = (award_times(metrics, kind) for kind in AwardKind)
    rows = [_row(each, metrics, *times) for each, times in request.world.unlock_times(game).items()]
    return {
        "ID": game.id,
        "Title": game.title,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
        "ImageIcon": game.icon,
        "NumDistinctPlayers": metrics.players,
        "TimesUsedInBeatMedian": len(beaten),
        "TimesUsedInHardcoreBeatMedian": len(beaten_hardcore),
        "MedianTimeToBeat": median_seconds(beaten),
        "MedianTimeToBeatHardcore": median_seconds(beaten_hardcore),
        "TimesUsedInCompletionMedian": len(completed),
        "TimesUsedInMasteryMedian": len(mastered),
        "MedianTimeToComplete": median_seconds(completed),
        "MedianTimeToMaster": median_seconds(mastered),
        "NumAchievements": len(rows),
        "Achievements": sorted(rows, key=lambda row: row["MedianTimeToUnlockHardcore"] or 0),
    }


def _row(achievement: Achievement, metrics: Metrics, casual: list[int], hardcore: list[int]) -> dict[str, Any]:
    return {
        "ID": achievement.id,
        "Title": achievement.title,
        "Description": achievement.description,
        "Points": achievement.points,
        "TrueRatio": metrics.ratios[achievement],
        "Type": spelling.kind(achievement),
        "BadgeName": achievement.badge,
        "NumAwarded": metrics.unlocks[achievement],
        "NumAwardedHardcore": metrics.unlocks_hardcore[achievement],
        "TimesUsedInUnlockMedian": len(casual),
        "TimesUsedInHardcoreUnlockMedian": len(hardcore),
        "MedianTimeToUnlock": median_seconds(casual),
        "MedianTimeToUnlockHardcore": median_seconds(hardcore),
    }
