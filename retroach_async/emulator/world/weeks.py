"""Choosing the achievements of events by their unlocks, and the achievements of the week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import define, frozen

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.event_plans import WEEKLY
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.progress import Progress, Unlock


@frozen(eq=False)
class Window:
    """The achievement with the most unlocks in some time."""

    start: int
    """The beginning, as Unix seconds."""
    achievement: Achievement
    unlocks: list[Unlock]
    """The unlocks in this time, by counted players."""


def busiest(progress: Iterable[Progress], start: int, length: int, count: int) -> list[Window | None]:
    """For each of some windows that follow each other the achievement with the most unlocks; None without any."""
    windows: defaultdict[int, defaultdict[Achievement, list[Unlock]]] = defaultdict(lambda: defaultdict(list))
    for each in progress:
        if each.last < start or not each.player.counts:
            continue
        for unlock in each.unlocks():
            if unlock.best_at >= start:
                windows[(unlock.best_at - start) // length][unlock.achievement].append(unlock)
    chosen: list[Window | None] = []
    for place in range(count):
        counts = Counter({achievement: len(unlocks) for achievement, unlocks in windows[place].items()})
        if counts:
            best = max(counts, key=lambda achievement: (counts[achievement], -achievement.id))
            chosen.append(Window(start + place * length, best, windows[place][best]))
        else:
            chosen.append(None)
    return chosen


@define(eq=False)
class Event:
    """A year's event: for each week the achievement with the most unlocks in that week."""

    start: int
    """The beginning of this week, as Unix seconds."""
    achievement: Achievement
    """The achievement of this week."""
    unlocks: list[Unlock]
    """The unlocks of this week, newest first."""
    players: int
    """The number of players who took part in any week."""
    weeks: list[Window]
    """All weeks, this week the last."""


def event_of(progress: Sequence[Progress], now: int) -> Event:
    """The event, computed from the unlocks of some popular games."""
    start = WEEKLY.start(now)
    found = busiest(progress, start, WEEKLY.length, WEEKLY.windows)
    # A week without any unlocks, as one that began a minute ago, has an achievement nevertheless.
    weeks = [
        week or Window(start + place * WEEKLY.length, progress[0].order[place % len(progress[0].order)], [])
        for place, week in enumerate(found)
    ]
    players: set[Player] = {unlock.player for week in weeks for unlock in week.unlocks}
    last = weeks[-1]
    unlocks = sorted(last.unlocks, key=lambda unlock: -unlock.best_at)
    return Event(last.start, last.achievement, unlocks, len(players), weeks)
