"""Leaving alone what does not work."""

from __future__ import annotations

import logging
from math import inf

_log = logging.getLogger("retroach_async")


class Circuit:
    """Something beside the server, such as a store, that a call can do without for a while.

    When it fails it is left alone, so that calls do not wait for it one after the other. It is warned of once.
    """

    def __init__(self, what: str, cool_down: float) -> None:
        self._what = what
        self._cool_down = cool_down
        self._failed_at = -inf
        self._has_warned = False

    def open_for(self, now: float) -> float:
        """For how many more seconds it is left alone; 0.0 for it may be asked."""
        # However a wall clock is set in the meantime, the cool-down does not become longer.
        return max(0.0, self._cool_down - abs(now - self._failed_at))

    def trip(self, problem: str, now: float) -> None:
        """Note that it failed just now, in words that may be logged."""
        level = logging.DEBUG if self._has_warned else logging.WARNING
        _log.log(level, "%s does not work and is left alone for %.0f s: %s", self._what, self._cool_down, problem)
        self._failed_at, self._has_warned = now, True
