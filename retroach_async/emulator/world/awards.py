"""The awards for beaten and finished games, computed from unlocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from retroach_async.emulator.world.progress import Progress
from retroach_async.models import AwardKind

RANKS = {kind: rank for rank, kind in enumerate(AwardKind)}
"""The order of the kinds, the lowest first."""


class Award(NamedTuple):
    """One player's award for one game."""

    progress: Progress
    kind: AwardKind
    at: int
    playtime: int
    """Seconds of play up to the award."""


def awards_for(progress: Progress) -> Iterator[Award]:
    """The awards of one player for one game.

    A game is beaten with all of its progression achievements and one win condition. It is mastered with
    every achievement in hardcore; in casual mode the same is called completed. A player who unlocked
    everything in hardcore at once has no casual award; a player with earlier casual unlocks has both.
    Events have tiers instead.
    """
    if not (progress.count and progress.game.system.has_games):
        return
    for casual, first, hardcore, best in (
        (AwardKind.BEATEN_CASUAL, progress.beaten, AwardKind.BEATEN_HARDCORE, progress.beaten_hardcore),
        (AwardKind.COMPLETED, progress.completed, AwardKind.MASTERED, progress.mastered),
    ):
        if first and (best is None or first.at < best.at):
            yield Award(progress, casual, *first)
        if best:
            yield Award(progress, hardcore, *best)


def best_of(awards: list[Award]) -> Award | None:
    """The highest award; None for no award."""
    return max(awards, key=lambda award: RANKS[award.kind], default=None)
