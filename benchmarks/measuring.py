"""The way every benchmark measures: sides by turns in one run, ratios within each round, medians with quartiles.

The sides of a round follow each other in random order, so that the machine's moods meet them alike. The ratio of two
sides is taken within each round; the median over the rounds counts, and the quartiles say how much it moves.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple

ROUNDS = 15


class Spread(NamedTuple):
    """A median, with the quartiles below and above it."""

    low: float
    median: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f})"


def rounds_asked(default: int = ROUNDS) -> int:
    """The number of rounds of the command line, or the default one."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else default


def warm_malloc() -> None:
    """Free one block of 1 MiB, after which glibc keeps the blocks that asyncio receives into.

    Without TLS, a cold process maps and unmaps memory at each answer, which costs every side the same and hides the
    difference between them.
    """
    bytes(2**20)


def by_turns(sides: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """The measurements of each side, one a round."""
    results: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name in random.sample(list(sides), len(sides)):
            results[name].append(sides[name]())
    return results


async def by_turns_async(sides: Mapping[str, Callable[[], Awaitable[float]]], rounds: int) -> dict[str, list[float]]:
    """The measurements of each asynchronous side, one a round."""
    results: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name in random.sample(list(sides), len(sides)):
            results[name].append(await sides[name]())
    return results


def spread(values: Sequence[float]) -> Spread:
    """The median and quartiles of some measurements."""
    return Spread(*statistics.quantiles(values, n=4)) if len(values) > 1 else Spread(*values * 3)


def ratio(side: Sequence[float], base: Sequence[float]) -> Spread:
    """The ratio of two sides, round by round."""
    return spread([mine / other for mine, other in zip(side, base, strict=True)])
