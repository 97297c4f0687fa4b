"""The way every benchmark measures: sides by turns in one run, ratios within each round, medians with quartiles.

The sides of a round follow each other in random order, so that the machine's moods meet them alike. Garbage is
collected before each of them, so that none pays for another one. The ratio of two sides is taken within each round; the
median over the rounds counts, and the quartiles say how much it moves.
"""

from __future__ import annotations

import gc
import multiprocessing
import random
import resource
import statistics
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")

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


def peak_memory() -> float:
    """The highest resident memory of this process so far, in MiB."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)
    # Not that of getrusage, which on Linux begins with that of the parent.
    (kib,) = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
    return int(kib) / 1024


def apart(work: Callable[..., T], *args: object) -> T:
    """The result of a function of a module, called in a new process, which ends with it."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args).result()


def by_turns(sides: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """The measurements of each side, one a round."""
    results: dict[str, list[T]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name in random.sample(list(sides), len(sides)):
            gc.collect()
            results[name].append(sides[name]())
    return results


async def by_turns_async(sides: Mapping[str, Callable[[], Awaitable[T]]], rounds: int) -> dict[str, list[T]]:
    """The measurements of each asynchronous side, one a round."""
    results: dict[str, list[T]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name in random.sample(list(sides), len(sides)):
            gc.collect()
            results[name].append(await sides[name]())
    return results


def spread(values: Sequence[float]) -> Spread:
    """The median and quartiles of some measurements."""
    low, median, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    return Spread(low, median, high)


def ratio(side: Sequence[float], base: Sequence[float]) -> Spread:
    """The ratio of two sides, round by round."""
    return spread([mine / other for mine, other in zip(side, base, strict=True)])


def heading(side: str, base: str) -> str:
    """The first line of a table whose lines are made by `row`."""
    return f"{'':36}{side:>12}{base:>16}   {'ratio (quartiles)':24}goal"


def row(figure: str, side: Sequence[float], base: Sequence[float], goal: str = "") -> str:
    """A line of a table: a figure, the medians of both sides, their ratio round by round, and the goal for it."""
    medians = "".join(f"{_short(statistics.median(values)):>12}" for values in (side, base))
    return f"{figure:36}{medians}   {ratio(side, base)!s:24}{goal}".rstrip()


def line(figure: str, values: Sequence[float], goal: str = "") -> str:
    """A line about a figure that has no other side: its median with quartiles, and the goal for it."""
    low, median, high = map(_short, spread(values))
    return f"{figure:48}{median:>12} ({low} to {high})   {goal}".rstrip()


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
