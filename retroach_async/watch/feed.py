"""The parts between a watch and its mechanism: by date, by id or by state."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from attrs import frozen

from retroach_async.clock import Clock
from retroach_async.errors import ValidationError
from retroach_async.observe import call_hook
from retroach_async.watch.events import Trouble
from retroach_async.watch.gate import GATES, most_of
from retroach_async.watch.site import Site

_log = logging.getLogger("retroach_async")

E = TypeVar("E")
R = TypeVar("R")


@frozen
class Offer(Generic[E]):
    """An event that waits to be told and acknowledged."""

    subject: str
    """The subject whose cursor knows it once it is acknowledged."""
    mark: tuple[int, ...]
    """Its place in the cursor."""
    event: E


@frozen(kw_only=True)
class Look(Generic[E]):
    """The result of one look at a subject."""

    offers: Sequence[Offer[E]] = ()
    """The events that nobody was told yet, in their order."""
    wait: float | None = None
    """Seconds until the next look makes sense; None leaves it to the schedule."""
    is_changed: bool = False
    """True when the cursor has changed without an event."""
    is_gone: bool = False
    """True when there is nothing to look at any more."""


class Feed(Protocol[E]):
    """One mechanism at work: it knows what to ask, and the cursors."""

    name: str
    """The name of the watch in the store."""

    async def begin(self, saved: Mapping[str, str]) -> list[str]:
        """The subjects to look at, with the cursors of an earlier run. Raises `NotFound` for unknown users."""
        ...

    async def look(self, subject: str) -> Look[E]:
        """Ask for news. Raises the errors of a call."""
        ...

    def took(self, offer: Offer[E]) -> None:
        """Move the cursor past an event that was acknowledged."""
        ...

    def text(self, subject: str) -> str | None:
        """The cursor as text; None for a subject that was removed."""
        ...

    def title(self, subject: str) -> tuple[str, str | None]:
        """The name of a subject, and its ULID if it is a user."""
        ...

    async def add(self, user: str) -> str | None:
        """Take a user in; gives a new subject, if that makes one. Raises `NotFound` for an unknown user."""
        ...

    def remove(self, user: str) -> str | None:
        """Leave a user out; gives the subject that is to be dropped.

        Raises `ConfigurationError` for a user who is not watched.
        """
        ...

    def wants(self, offer: Offer[E]) -> bool:
        """Tell if an event that waits is still to be told, after a user was left out."""
        ...


class Asker:
    """The way of a feed to the site: through the gate of its key, and within its share."""

    def __init__(
        self, site: Site, clock: Clock, key: object, share: float, on_trouble: Callable[[Trouble], object] | None
    ) -> None:
        self.site = site
        self.clock = clock
        self._key = key
        self._share = share
        self._on_trouble = on_trouble
        self._told: dict[str, str] = {}

    @property
    def allowed_per_hour(self) -> float:
        """Requests per hour that the share of the rate limit allows."""
        limit = self.site.limits["v1"]
        return float("inf") if limit is None else most_of(limit, self._share) * 3600 / limit.seconds

    async def ask(self, call: Callable[[], Awaitable[R]]) -> R:
        """Make one request."""
        return await GATES.of(self._key, self.clock).ask(call, self.site.limits["v1"], self._share)

    def tell(self, subject: str, reason: str, error: Exception | None = None) -> None:
        """Tell somebody about a trouble, or the log when nobody wants to know."""
        trouble = Trouble(subject=subject, reason=reason, error=error)
        if self._on_trouble is None:
            _log.warning("watch: %s", trouble)
        else:
            call_hook(self._on_trouble, trouble)

    def tell_unreadable(self, subject: str, error: ValidationError) -> None:
        """Tell about rows that cannot be read, once as long as they are the same."""
        self.tell_once(subject, f"rows that cannot be read: {error.message}", error)

    def tell_once(self, subject: str, reason: str, error: Exception | None = None) -> None:
        """Tell about a trouble that every look meets again, until there is another one."""
        if self._told.get(subject) != reason:
            self._told[subject] = reason
            self.tell(subject, reason, error)


def are_rows_unreadable(error: ValidationError) -> bool:
    """Tell if an answer as a whole is fine, and only some of its rows cannot be read."""
    return bool(error.rows) or "[" in error.path
