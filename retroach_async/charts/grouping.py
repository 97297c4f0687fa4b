"""The bars of a distribution, and the numbers along its axes."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from attrs import frozen

_STEPS = (1, 2, 4, 5, 10, 20, 25, 50, 100, 250)


@frozen
class Group:
    """Numbers of unlocks that share a bar, and the players who have so many."""

    first: int
    last: int
    players: int

    @property
    def unlocks(self) -> str:
        """The numbers of unlocks in words."""
        return f"{self.first:,}" if self.first == self.last else f"{self.first:,} to {self.last:,}"


def step_for(achievements: int, most: int) -> int:
    """The numbers of unlocks to a bar, so that there are at most so many bars and the last, which stands alone."""
    others = achievements - 1
    return next((step for step in _STEPS if others <= step * most), -(-others // most))


def grouped(players: Sequence[int], step: int) -> list[Group]:
    """The bars; those who have it all are never grouped."""
    whole = len(players)
    bars = [(first, min(first + step, whole)) for first in range(1, whole, step)]
    return [
        *(Group(first, after - 1, sum(players[first - 1 : after - 1])) for first, after in bars),
        Group(whole, whole, players[-1]),
    ]


def levels(highest: int, lines: int) -> list[int]:
    """The values of the grid lines from 0 up to the highest bar: whole numbers, a few, and round."""
    raw = max(highest / lines, 1)
    power = 10 ** floor(log10(raw))
    steps = (factor * power / 10 for factor in (10, 20, 25, 50, 100))
    step = next(int(step) for step in steps if step >= raw and step.is_integer())
    return list(range(0, highest + 1, step))


def ticks(achievements: int, most: int = 12) -> int:
    """The distance of the numbers below the bars."""
    return next((step for step in (1, 5, 10, 20, 25, 50, 100, 200, 250, 500) if achievements <= step * most), 1000)
