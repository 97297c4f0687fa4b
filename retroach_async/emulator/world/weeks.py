"""The achievements of the week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from attrs import define

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.progress import Progress, Unlock

_DAY = 86400
_WEEK = 7 * _DAY
_A_MONDAY = 4 * _DAY
"""A Monday, 5 January 1970, as Unix seconds."""
_WEEKS = 26
"""The number of weeks of the event, this week included."""


def monday_before(moment: int) -> int:
    """The beginning of the week of a moment, both as Unix seconds."""
    return moment - (moment - _A_MONDAY) % _WEEK


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


def event_of(progress: Iterable[Progress], now: int) -> Event:
    """The event, computed from the unlocks of some popular games."""
    this_week = monday_before(now)
    begin = this_week - (_WEEKS - 1) * _WEEK
    weeks: defaultdict[int, defaultdict[Achievement, list[Unlock]]] = defaultdict(lambda: defaultdict(list))
    for each in progress:
        if each.last < begin or not each.player.counts:
            continue
        for unlock in each.unlocks():
            if unlock.best_at >= begin:
                weeks[monday_before(unlock.best_at)][unlock.achievement].append(unlock)
    players: set[Player] = set()
    chosen: dict[int, Achievement] = {}
    for week, achievements in weeks.items():
        counts = Counter({achievement: len(unlocks) for achievement, unlocks in achievements.items()})
        chosen[week] = max(counts, key=lambda achievement: (counts[achievement], -achievement.id))
        players.update(unlock.player for unlock in achievements[chosen[week]])
    unlocks = sorted(weeks[this_week][chosen[this_week]], key=lambda unlock: -unlock.best_at)
    return Event(this_week, chosen[this_week], unlocks, len(players))
