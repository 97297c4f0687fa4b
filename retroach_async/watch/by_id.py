"""Rows of the whole site, by their id: the order in which they arrive, whatever dates they carry.

The newest ids of all rows are asked for, the highest first. New is an id that the cursor does not know. It remembers
the last 200, because rows may be committed in another order than that of their ids. Some rows are raised in place, with
a new date: every tenth look goes by that date.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from math import inf
from typing import Generic, TypeVar, cast

from attrs import define, field, frozen

from retroach_async.errors import ConfigurationError, ValidationError
from retroach_async.models import Page
from retroach_async.watch.cursor import VERSION, are_ints, parsed
from retroach_async.watch.feed import Asker, Look, Offer, are_rows_unreadable

E = TypeVar("E")
R = TypeVar("R")

_KEPT = 200
"""Ids that the cursor remembers."""
_ENOUGH_KNOWN = 25
"""Rows that are known already, after which a look goes no deeper."""
_BY_CHANGE_EVERY = 10
"""Looks after which one goes by the date of the change."""

Mark = tuple[int, int]
"""A row: its id, and the Unix second of its change for one that is raised in place, else 0."""


@frozen(eq=False)
class Listing(Generic[R, E]):
    """One list of the site, and the events that its rows are."""

    name: str
    """The name of the watch in the store."""
    fetch: Callable[[int, bool], Awaitable[Page[R]]]
    """Asks for a page by its number: the highest ids first, or, when True is given, the latest changes first."""
    id_of: Callable[[R], int]
    moment_of: Callable[[R], datetime | None]
    """The date of a row, for `since` and for changes."""
    event_of: Callable[[R, str], E]
    """Makes the event of a row and its key."""
    noun: str
    """The first word of every key."""
    is_wanted: Callable[[R], bool] = lambda _: True
    is_raised: Callable[[R], bool] = lambda _: False
    """Tells if the server changes such a row in place."""
    has_raised: bool = False
    """True when there may be such rows."""


@define
class IdCursor:
    """The rows that are dealt with."""

    floor: int = 0
    """Every id below it is dealt with."""
    ids: set[int] = field(factory=set)
    """The ids from the floor on that are dealt with."""
    changes: dict[int, int] = field(factory=dict)
    """The last change of each row that was raised in place, by id."""
    changed_floor: int = 0
    """Every change before this Unix second is dealt with; 0 as long as no look went by the change."""

    def knows(self, mark: Mark, *, by_change: bool) -> bool:
        """Tell if a row is dealt with."""
        if by_change:
            return mark[1] < self.changed_floor or self.changes.get(mark[0]) == mark[1]
        return mark[0] < self.floor or mark[0] in self.ids

    def add(self, mark: Mark) -> None:
        """Take a row as dealt with."""
        if mark[0] >= self.floor:
            self.ids.add(mark[0])
        if mark[1]:
            self.changes[mark[0]] = mark[1]

    def prune(self, waiting: set[Mark]) -> None:
        """Forget the lowest ids and the earliest changes, but none from the first one that still waits on."""
        lowest = min((mark[0] for mark in waiting), default=inf)
        kept = sorted(self.ids)[-_KEPT:]
        if len(kept) == _KEPT:
            self.floor = max(self.floor, int(min(kept[0], lowest)))
            self.ids = {each for each in self.ids if each >= self.floor}
        earliest = min((mark[1] for mark in waiting if mark[1]), default=inf)
        latest = sorted(self.changes.values())[-_KEPT:]
        if self.changed_floor and len(latest) == _KEPT:
            self.changed_floor = max(self.changed_floor, int(min(latest[0], earliest)))
            self.changes = {each: second for each, second in self.changes.items() if second >= self.changed_floor}

    def to_text(self) -> str:
        """The cursor as versioned JSON."""
        content = {
            "v": VERSION,
            "floor": self.floor,
            "ids": sorted(self.ids),
            "changed_floor": self.changed_floor,
            "changes": {str(each): second for each, second in sorted(self.changes.items())},
        }
        return json.dumps(content, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> IdCursor:
        """The cursor of a text. Raises `ConfigurationError` for one that is none."""
        content = parsed(text)
        floor, ids = content.get("floor"), content.get("ids")
        changed_floor, changes = content.get("changed_floor"), content.get("changes")
        latest = changes if isinstance(changes, dict) else {}
        if (
            isinstance(floor, int)
            and isinstance(changed_floor, int)
            and are_ints(ids)
            and are_ints(list(latest.values()))
            and all(each.isdecimal() for each in latest)
        ):
            return cls(floor, set(ids), {int(each): second for each, second in latest.items()}, changed_floor)
        raise ConfigurationError("a cursor by id cannot be read: it was not written by a watch")


class ById(Generic[R, E]):
    """The feed of a list: one subject, `all`."""

    _SUBJECT = "all"

    def __init__(self, asker: Asker, listing: Listing[R, E], since: datetime | None) -> None:
        self.name = listing.name
        self._asker = asker
        self._listing = listing
        self._since = since
        self._cursor: IdCursor | None = None
        self._offered: set[Mark] = set()
        self._looks = 0

    async def begin(self, saved: Mapping[str, str]) -> list[str]:
        """The one subject, with the cursor of an earlier run."""
        if self._SUBJECT in saved:
            self._cursor = IdCursor.of(saved[self._SUBJECT])
            if not self._listing.has_raised:
                self._cursor.changes, self._cursor.changed_floor = {}, 0  # what is not followed does not pile up
        return [self._SUBJECT]

    async def add(self, user: str) -> str | None:
        """Refuse a user: the feed is about the whole site."""
        raise ConfigurationError(f"the feed of {self.name} watches everybody: there is no {user} to add")

    def remove(self, user: str) -> str | None:
        """Refuse a user: the feed is about the whole site."""
        raise ConfigurationError(f"the feed of {self.name} watches everybody: there is no {user} to remove")

    def wants(self, offer: Offer[E]) -> bool:  # noqa: ARG002  they are about the whole site
        """Every event stays wanted."""
        return True

    def title(self, subject: str) -> tuple[str, str | None]:  # noqa: ARG002  there is one
        """The name of the feed."""
        return self.name, None

    def text(self, subject: str) -> str | None:  # noqa: ARG002  there is one
        """The cursor as text."""
        return None if self._cursor is None else self._cursor.to_text()

    def took(self, offer: Offer[E]) -> None:
        """Move the cursor past a row."""
        mark = offer.mark[0], offer.mark[1]
        self._offered.discard(mark)
        if self._cursor is not None:
            self._cursor.add(mark)
            self._cursor.prune(self._offered)

    async def look(self, subject: str) -> Look[E]:
        """Ask for the newest rows, and now and then for the latest changes."""
        is_first = self._cursor is None
        found = await self._walk(by_change=False)
        cursor = self._cursor or IdCursor(min((mark[0] for mark in found), default=0))
        old: set[Mark] = set()
        if self._listing.has_raised and self._looks % _BY_CHANGE_EVERY == 0:
            changed = await self._walk(by_change=True)
            if not cursor.changed_floor:
                cursor.changed_floor = min((mark[1] for mark in changed if mark[1]), default=1)
                old = set() if is_first else changed.keys() - found.keys()
            found = changed | found
        self._looks += 1
        self._cursor = cursor
        offers = []
        for mark in sorted(found):
            row = found[mark]
            if mark not in old and self._is_news(row, is_first=is_first):
                self._offered.add(mark)
                event = self._listing.event_of(row, self._key(mark))
                offers.append(Offer(subject, mark, event))
            else:
                cursor.add(mark)
        cursor.prune(self._offered)
        return Look(offers=offers, is_changed=is_first or len(offers) < len(found))

    def _is_news(self, row: R, *, is_first: bool) -> bool:
        if not self._listing.is_wanted(row):
            return False
        return not is_first or (self._since is not None and not self._is_before(row, self._since))

    def _is_before(self, row: R, moment: datetime) -> bool:
        date = self._listing.moment_of(row)
        return date is not None and date < moment

    def _key(self, mark: Mark) -> str:
        return f"{self._listing.noun}:{mark[0]}" + (f":{mark[1]}" if mark[1] else "")

    def _mark(self, row: R) -> Mark:
        is_raised = self._listing.has_raised and self._listing.is_raised(row)
        date = self._listing.moment_of(row) if is_raised else None
        return self._listing.id_of(row), int(date.timestamp()) if date else 0

    async def _walk(self, *, by_change: bool) -> dict[Mark, R]:
        """The rows that are new, from the newest on until enough of them are known."""
        found: dict[Mark, R] = {}
        known, number = 0, 1
        is_silent = self._is_silent(by_change=by_change)
        while True:
            rows, has_more = await self._page(number, by_change=by_change)
            for row in rows:
                mark = self._mark(row)
                if self._cursor is None:
                    known += self._since is None or self._is_before(row, self._since)
                    found[mark] = row
                elif mark in self._offered or self._cursor.knows(mark, by_change=by_change):
                    known += 1
                else:
                    found[mark] = row
            if not has_more or not rows or known >= _ENOUGH_KNOWN or (is_silent and found):
                return found
            number += 1

    def _is_silent(self, *, by_change: bool) -> bool:
        """Tell if a look by the change is the first one of a cursor that was begun without: all it finds is old."""
        return by_change and self._cursor is not None and not self._cursor.changed_floor

    async def _page(self, number: int, *, by_change: bool) -> tuple[tuple[R, ...], bool]:
        """The readable rows of a page, and whether another one follows."""
        try:
            page = await self._asker.ask(lambda: self._listing.fetch(number, by_change))
        except ValidationError as error:
            is_first = self._cursor is None or self._is_silent(by_change=by_change)
            if not are_rows_unreadable(error) or (not error.rows and is_first):
                raise  # a first look that reads nothing would have everything told as new later
            self._asker.tell_unreadable(self.name, error)
            return cast("tuple[R, ...]", error.rows), True
        return page.results, bool(page.has_more)
