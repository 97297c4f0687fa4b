"""Failing on purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from enum import Enum

from attrs import field, mutable

HEADER = "X-Emulator-Fault"
"""A request that carries this header meets the fault that it names: `X-Emulator-Fault: drop`."""

Match = Callable[[str, Mapping[str, str]], bool]
"""Whether a request, by its path below the API and its parameters, is one to fail."""


class Fault(Enum):
    """What can happen to a request; the values are the words of the header."""

    SLOW = "slow"
    """The answer is good, but late."""
    DROP = "drop"
    """The connection is reset and there is no answer. Some HTTP clients, aiohttp among them, then ask once more."""
    TRUNCATE = "truncate"
    """The connection ends in the middle of the body."""
    HTML = "html"
    """A web page, as a shield in front of the site sends it."""
    SERVER_ERROR = "500"
    UNAVAILABLE = "503"
    RATE_LIMITED = "429"


@mutable(eq=False)
class FaultRule:
    """Which requests to fail, how, and how often."""

    fault: Fault
    times: int | None = 1
    """How many more requests; None for all."""
    match: Match | None = field(default=None, repr=False)
    """Which requests; None for any."""
    seconds: float = 30.0
    """How late a slow answer is."""
    hits: int = field(default=0, init=False)
    """How many requests it has failed."""

    def applies(self, path: str, params: Mapping[str, str]) -> bool:
        """Whether the rule fails this request; a request that it fails is counted."""
        if self.times == 0 or (self.match is not None and not self.match(path, params)):
            return False
        if self.times is not None:
            self.times -= 1
        self.hits += 1
        return True


class Faults:
    """The rules in force, oldest first, and what they did."""

    def __init__(self) -> None:
        self.rules: list[FaultRule] = []
        self.counts: Counter[Fault] = Counter()
        """How many requests met which fault."""

    def choose(self, path: str, params: Mapping[str, str], wish: str | None) -> FaultRule | None:
        """The rule that fails this request; what its header wishes comes first."""
        rule = wished(wish) if wish else None
        if rule is None:
            rule = next((each for each in self.rules if each.applies(path, params)), None)
        if rule is not None:
            self.counts[rule.fault] += 1
        return rule


def wished(text: str) -> FaultRule | None:
    """The fault that a header names; `slow=0.5` says how slow. None for a word that is no fault."""
    word, _, seconds = text.strip().lower().partition("=")
    try:
        fault = Fault(word)
        return FaultRule(fault, seconds=float(seconds)) if seconds else FaultRule(fault)
    except ValueError:
        return None
