"""Faults on purpose."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from attrs import field, mutable

HEADER = "X-Emulator-Fault"
"""A header that names a fault for its own request: `X-Emulator-Fault: drop`."""

Match = Callable[[str, Mapping[str, str]], bool]
"""True for a request that should fail; gets its path below the API and its parameters."""


class Fault(Enum):
    """The faults of the emulator; the values are the words of the header."""

    SLOW = "slow"
    """The answer is good, but late."""
    DROP = "drop"
    """The connection is reset without an answer. Some HTTP clients, aiohttp among them, then send once more."""
    TRUNCATE = "truncate"
    """The connection ends in the middle of the body."""
    HTML = "html"
    """A web page, as a shield in front of the site sends it."""
    SERVER_ERROR = "500"
    UNAVAILABLE = "503"
    RATE_LIMITED = "429"


def _is_delay(_: object, attribute: Any, value: float) -> None:
    if not 0.0 <= value < math.inf:
        raise ValueError(f"{attribute.name} must be a number from 0 on, such as 0.5, not {value}")


@mutable(eq=False)
class FaultRule:
    """A rule for requests that should fail: the fault, the requests, and their number."""

    fault: Fault
    times: int | None = 1
    """The number of requests that are still to fail; None for all."""
    match: Match | None = field(default=None, repr=False)
    """The requests that should fail; None for all."""
    seconds: float = field(default=30.0, validator=_is_delay)
    """The delay of a slow answer, in seconds."""
    hits: int = field(default=0, init=False)
    """The number of requests that failed by this rule."""

    def applies(self, path: str, params: Mapping[str, str]) -> bool:
        """True when this request should fail; the request is then counted."""
        if self.times == 0 or (self.match is not None and not self.match(path, params)):
            return False
        if self.times is not None:
            self.times -= 1
        self.hits += 1
        return True


class Faults:
    """The rules in force, oldest first, and the number of requests that failed."""

    def __init__(self) -> None:
        self.rules: list[FaultRule] = []
        self.counts: Counter[Fault] = Counter()
        """The number of requests that met each fault."""

    def choose(self, path: str, params: Mapping[str, str], wish: FaultRule | None) -> FaultRule | None:
        """The rule for this request; the fault that the request wishes for comes first."""
        rule = wish or next((each for each in self.rules if each.applies(path, params)), None)
        if rule is not None:
            self.counts[rule.fault] += 1
        return rule


def wished(text: str) -> FaultRule | None:
    """The fault that a header names, with the delay in `slow=0.5`. None for an unknown word.

    Raises ValueError for a delay that is no number of seconds.
    """
    word, _, seconds = text.strip().lower().partition("=")
    try:
        fault = Fault(word)
    except ValueError:
        return None
    return FaultRule(fault, seconds=float(seconds)) if seconds else FaultRule(fault)
