"""Choosing the achievements of events by their unlocks, and the achievements of the week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import define, frozen

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.event_plans import WEEKLY
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
        for place in range(each.count - 1, -1, -1):  # the latest first
            at = each.time_of(place)
            if at < start:
                break
            window = (at - start) // length
            if window < count:
                windows[window][each.order[place]].append(each.unlock(place))
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

    weeks: list[Window]
    """All weeks, this week the last."""

    @property
    def start(self) -> int:
        """The beginning of this week, as Unix seconds."""
        return self.weeks[-1].start

    @property
    def achievement(self) -> Achievement:
        """The achievement of this week."""
        return self.weeks[-1].achievement

    @property
    def unlocks(self) -> list[Unlock]:
        """The unlocks of this week, newest first."""
        return sorted(self.weeks[-1].unlocks, key=lambda unlock: -unlock.best_at)

    @property
    def players(self) -> int:
        """The number of players who took part in any week."""
        return len({unlock.player for week in self.weeks for unlock in week.unlocks})


def event_of(progress: Sequence[Progress], now: int) -> Event:
    """The event, computed from the unlocks of some popular games."""
    start = WEEKLY.start(now)
    found = busiest(progress, start, WEEKLY.length, WEEKLY.windows)
    # A week without any unlocks, as one that began a minute ago, has an achievement nevertheless.
    weeks = [
        week or Window(start + place * WEEKLY.length, progress[0].order[place % len(progress[0].order)], [])
        for place, week in enumerate(found)
    ]
    return Event(weeks)
