"""A switch that keeps calls away from something that does not work."""

from __future__ import annotations

import logging
from math import inf

_log = logging.getLogger("retroach_async")


class Circuit:
    """Opens when something beside the server fails that a call can do without, such as a store.

    While the circuit is open nobody uses the thing, so that calls do not wait for it one after the other. The log
    warns of the first failure only.
    """

    def __init__(self, what: str, cool_down: float) -> None:
        self._what = what
        self._cool_down = cool_down
        self._failed_at = -inf
        self._has_warned = False

    def open_for(self, now: float) -> float:
        """The seconds for which the circuit is still open; 0.0 when the thing may be used."""
        # However a wall clock is set in the meantime, the cool-down does not become longer.
        return max(0.0, self._cool_down - abs(now - self._failed_at))

    def trip(self, problem: str, now: float) -> None:
        """Open, because the thing failed just now; `problem` may be logged."""
        level = logging.DEBUG if self._has_warned else logging.WARNING
        _log.log(level, "%s does not work and is left alone for %.0f s: %s", self._what, self._cool_down, problem)
        self._failed_at, self._has_warned = now, True
