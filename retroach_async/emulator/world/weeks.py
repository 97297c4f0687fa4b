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
"""5 January 1970, as Unix seconds."""
_WEEKS = 26
"""How many weeks the event has been on, this one included."""


def monday_before(moment: int) -> int:
    """The beginning of a week."""
    return moment - (moment - _A_MONDAY) % _WEEK


@define(eq=False)
class Event:
    """A year's event: each week the achievement that most players unlock in it."""

    start: int
    """When this week began."""
    achievement: Achievement
    """This week's."""
    unlocks: list[Unlock]
    """Who unlocked it since, the newest first."""
    players: int
    """How many players took part in any week."""


def event_of(progress: Iterable[Progress], now: int) -> Event:
    """The event, found in the unlocks of some popular games."""
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
