"""The site's events as they are planned: their times, tiers and numbers of achievements."""

from __future__ import annotations

from attrs import frozen

_DAY = 86400
_A_MONDAY = 4 * _DAY
"""A Monday, 5 January 1970, as Unix seconds."""


def monday_before(moment: int) -> int:
    """The beginning of the week of a moment, both as Unix seconds."""
    return moment - (moment - _A_MONDAY) % (7 * _DAY)


@frozen
class EventPlan:
    """One event. Its achievements follow each other, each with a window of equal length."""

    id: int
    game: int
    """The id of the event's pseudo-game."""
    title: str
    first_week: int | None
    """The week of the first window, 0 for this week; None for an event without an end."""
    windows: int
    """The number of windows, one for each promoted achievement."""
    days: int
    """The length of a window in days."""
    points: int
    """The points of each achievement of the event."""
    tiers: tuple[tuple[str, int], ...]
    """The label and the points of each tier, the lowest first."""
    unpromoted: int = 0
    """The number of achievements that are not released, beyond the promoted ones."""
    topic: int | None = None
    """The id of the forum topic."""

    @property
    def length(self) -> int:
        """The length of a window in seconds."""
        return self.days * _DAY

    def start(self, now: int) -> int:
        """The beginning of the first window; 0 for an event without an end."""
        return 0 if self.first_week is None else monday_before(now) + 7 * _DAY * self.first_week


WEEKLY = EventPlan(
    11, 30001, "Achievement of the Week", -25, 26, 7, 1, (("Guest", 1), ("Regular", 2), ("Devotee", 4)), topic=11500
)
"""The year's achievements of the week, this week's the last."""
EVENT_PLANS = (
    EventPlan(2, 30002, "Winter Marathon", -50, 4, 14, 5, (("Finisher", 5), ("Champion", 10)), topic=11501),
    EventPlan(3, 30003, "Spring Cleaning", -42, 6, 7, 2, (("Broom", 2),)),
    EventPlan(5, 30004, "Boss Rush", -34, 3, 28, 10, (("Bronze", 10), ("Silver", 20), ("Gold", 30)), topic=11503),
    EventPlan(6, 30005, "Distant Shores", -20, 5, 7, 3, (("Sailor", 3), ("Captain", 6)), unpromoted=1),
    EventPlan(8, 30006, "Summer Relay", -3, 6, 7, 4, (("Runner", 4), ("Team Captain", 8)), topic=11505),
    EventPlan(9, 30007, "The Long Road", -10, 3, 28, 5, (("Walker", 5),)),
    WEEKLY,
    EventPlan(12, 30008, "First Steps", None, 5, 1, 2, (("Beginner", 2), ("Regular", 6), ("Graduate", 10))),
    EventPlan(14, 30009, "Autumn Harvest", 8, 4, 7, 5, (("Gatherer", 5), ("Farmer", 15)), topic=11508),
)
"""All events by id."""
FIRST_COPY = 600001
"""The id of the first achievement of an event."""
