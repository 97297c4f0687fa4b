"""The plan of a watch: when to look at whom. A pure state, whose time is given to it.

Whoever has news is looked at after `every` seconds, whoever has none after 1.5 times as long as the time before, up to
`slowest`. When all of that is more than the share of the rate limit allows, every interval is stretched alike. A
subject that fails is asked less and less, alone.
"""

from __future__ import annotations

import heapq
from math import inf

from attrs import define

_CALMER = 1.5
"""The factor by which an interval grows while there is no news."""


@define
class Pace:
    """The pace of one subject."""

    interval: float
    due: float = 0.0
    """Moment of the next look; infinite while a look goes on."""
    failures: int = 0
    """Failures in a row."""
    last_success: float | None = None
    """Moment of the last look that went well."""


class Schedule:
    """The pace of every subject of one watch."""

    def __init__(self, every: float, slowest: float) -> None:
        self._every = every
        self._slowest = max(every, slowest)
        self._paces: dict[str, Pace] = {}
        self._heap: list[tuple[float, str]] = []
        self._per_hour = 0.0
        self.allowed_per_hour = inf
        """Requests per hour that the share allows."""

    @property
    def paces(self) -> dict[str, Pace]:
        """The pace of each subject."""
        return self._paces

    @property
    def stretch(self) -> float:
        """The factor by which every interval is longer than wanted, so that the plan stays below the share."""
        return max(1.0, self._per_hour / self.allowed_per_hour)

    @property
    def requests_per_hour(self) -> float:
        """The requests that are planned, as everybody's pace is now."""
        return min(self._per_hour, self.allowed_per_hour)

    def begin(self, subjects: list[str], now: float) -> None:
        """Plan the first look at many subjects at once, so that little happens before it; the gate holds them back."""
        for subject in subjects:
            self.add(subject, now)

    def add(self, subject: str, due: float) -> None:
        """Plan the first look at a subject."""
        if subject not in self._paces:
            self._paces[subject] = Pace(self._every)
            self._per_hour += 3600 / self._every
            self._plan(subject, due)

    def remove(self, subject: str) -> None:
        """Plan no more looks at a subject."""
        pace = self._paces.pop(subject, None)
        if pace is not None:
            self._per_hour -= 3600 / pace.interval

    def next_due(self) -> float:
        """The moment of the next look; infinite when none is planned."""
        while self._heap:
            due, subject = self._heap[0]
            pace = self._paces.get(subject)
            if pace is not None and pace.due == due:
                return due
            heapq.heappop(self._heap)
        return inf

    def take(self, now: float) -> str | None:
        """A subject whose look is due; it is not due again until it is told what became of the look."""
        if self.next_due() > now:
            return None
        _, subject = heapq.heappop(self._heap)
        self._paces[subject].due = inf
        return subject

    def looked(self, subject: str, now: float, *, is_news: bool, wait: float | None) -> None:
        """Plan the next look after one that went well; `wait` is the time until then where the feed knows it."""
        pace = self._paces.get(subject)
        if pace is not None:
            is_first = pace.last_success is None  # it cannot tell who plays
            pace.failures, pace.last_success = 0, now
            is_soon = is_news or is_first
            self._set_interval(pace, self._every if is_soon else min(pace.interval * _CALMER, self._slowest))
            self._plan(subject, now + (pace.interval * self.stretch if wait is None else wait))

    def failed(self, subject: str, now: float) -> None:
        """Plan the next look after one that failed."""
        pace = self._paces.get(subject)
        if pace is not None:
            pace.failures += 1
            self._set_interval(pace, min(pace.interval * 2, self._slowest))
            self._plan(subject, now + pace.interval * self.stretch)

    def _set_interval(self, pace: Pace, interval: float) -> None:
        self._per_hour += 3600 / interval - 3600 / pace.interval
        pace.interval = interval

    def _plan(self, subject: str, due: float) -> None:
        self._paces[subject].due = due
        heapq.heappush(self._heap, (due, subject))
