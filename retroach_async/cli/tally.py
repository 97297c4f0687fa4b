"""Sums over a batch of distributions, counted as the outcomes land."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import Factory, define

from retroach_async.batch import Outcome
from retroach_async.models import AchievementDistribution

_ENOUGH_PLAYERS = 50
"""The number of players from which on a mastery rate says something about a game."""


@define
class Tally:
    """Sums over a stream of outcomes; no outcome is kept."""

    seen: Counter[int] = Factory(Counter)
    """The number of outcomes of each key."""
    errors: list[Exception] = Factory(list)
    games: int = 0
    """Distributions of games."""
    empty: int = 0
    """Empty distributions, which unknown ids give."""
    players: int = 0
    hardest: AchievementDistribution | None = None
    """The lowest mastery rate among games that enough people played; of equal ones, that of most people."""

    def add(self, outcome: Outcome[int, AchievementDistribution]) -> None:
        """Count one outcome."""
        self.seen[outcome.key] += 1
        if outcome.error is not None:
            self.errors.append(outcome.error)
            return
        spread = outcome.value
        self.players += spread.total_players
        self.games += bool(spread)
        self.empty += not spread
        if spread.total_players >= _ENOUGH_PLAYERS and (
            self.hardest is None or _hardness(spread) > _hardness(self.hardest)
        ):
            self.hardest = spread

    def mismatched(self, keys: Iterable[int]) -> list[int]:
        """The keys that do not have exactly one outcome, and the keys of outcomes that nobody asked for."""
        wanted = dict.fromkeys(keys, 1)
        return sorted(key for key in wanted | self.seen if self.seen[key] != wanted.get(key))


def _hardness(spread: AchievementDistribution) -> tuple[float, int]:
    return -spread.mastery_rate, spread.total_players
