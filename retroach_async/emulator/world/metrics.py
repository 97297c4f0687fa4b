"""Counts and sums over the players of one game."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from attrs import frozen

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.awards import Award, awards_for
from retroach_async.emulator.world.progress import Progress
from retroach_async.models import AwardKind


@frozen(eq=False)
class Metrics:
    """Counts over players; untracked and deleted players are left out, except from the awards."""

    players: int
    """Players with at least one unlock."""
    players_hardcore: int
    """Players with at least one hardcore unlock."""
    unlocks: Counter[Achievement]
    """The number of unlocks of each achievement, in any mode."""
    unlocks_hardcore: Counter[Achievement]
    """The number of hardcore unlocks of each achievement."""
    ratios: dict[Achievement, int]
    """RetroPoints: points, weighted by the part of the hardcore players who have the achievement."""
    awards: tuple[Award, ...]
    """All awards for the game, also of untracked players and deleted accounts."""

    @property
    def retro_points(self) -> int:
        """The sum of the RetroPoints of the set."""
        return sum(self.ratios.values())


def metrics_of(achievements: Sequence[Achievement], progress: Sequence[Progress]) -> Metrics:
    """Count the unlocks, players and awards of one game's promoted achievements."""
    unlocks: Counter[Achievement] = Counter()
    hardcore: Counter[Achievement] = Counter()
    awards: list[Award] = []
    players = players_hardcore = 0
    for each in progress:
        awards += awards_for(each)
        if each.player.counts and each.count:
            unlocks.update(each.unlocked)
            hardcore.update(each.hardcore)
            players += 1
            players_hardcore += each.hardcore_count > 0
    ratios = {
        one: int(one.points * (0.4 + 0.6 * players_hardcore / hardcore[one])) if hardcore[one] else one.points
        for one in achievements
    }
    return Metrics(players, players_hardcore, unlocks, hardcore, ratios, tuple(awards))


def median_seconds(times: Sequence[int]) -> int | None:
    """The median of some durations in whole seconds; None for no durations."""
    return int(median(times)) if times else None


def award_times(metrics: Metrics, *kinds: AwardKind) -> list[int]:
    """The times of play up to an award of these kinds, one for each player; without untracked and deleted players."""
    times: dict[Progress, int] = {}
    for award in metrics.awards:
        if award.kind in kinds and award.progress.player.counts:
            times[award.progress] = min(award.playtime, times.get(award.progress, award.playtime))
    return list(times.values())


def unlock_times(
    achievements: Sequence[Achievement], progress: Sequence[Progress]
) -> dict[Achievement, tuple[list[int], list[int]]]:
    """For each achievement the times of play up to the unlock: in casual mode only, and in hardcore."""
    times: dict[Achievement, tuple[list[int], list[int]]] = {achievement: ([], []) for achievement in achievements}
    for each in progress:
        if each.player.counts:
            for place, achievement in enumerate(each.unlocked):
                times[achievement][place < each.hardcore_count].append(each.tempo * (place + 1))
    return times
