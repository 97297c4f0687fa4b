"""The cursor of one user: the unlocks that are dealt with. A pure value, without a clock.

    floor                    newest
      |------- 14 days -------|
      |  seen: every unlock that was told or is old news
      nothing below is asked for

The server takes unlocks that are up to 14 days late, and no later. So everything that may still arrive has a date from
the floor on, `seen` is exact, and it stays small.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TypeAlias, TypeGuard

from attrs import define, field

from retroach_async.errors import ConfigurationError

LONGEST_DELAY = 14 * 24 * 3600
"""The age in seconds at which the server still takes an unlock that was made without a connection."""
VERSION = 1
"""The version of the text of a cursor."""

_FIRST = int(datetime.min.replace(tzinfo=UTC).timestamp())
_LAST = int(datetime.max.replace(tzinfo=UTC, microsecond=0).timestamp())

Mark: TypeAlias = tuple[int, int, int]
"""An unlock: its Unix second, the id of its achievement, and 1 for hardcore, else 0."""


def are_ints(values: object, count: int | None = None) -> TypeGuard[list[int]]:
    """Tell if something is a list of whole numbers, and of so many."""
    return isinstance(values, list) and count in (None, len(values)) and all(type(each) is int for each in values)


def is_second(value: object) -> TypeGuard[int]:
    """Tell if something is a Unix second that a datetime can be made of."""
    return type(value) is int and _FIRST <= value <= _LAST


def _are_marks(values: object) -> TypeGuard[list[list[int]]]:
    return isinstance(values, list) and all(are_ints(each, 3) for each in values)


def parsed(text: str) -> dict[str, object]:
    """The content of the text of a cursor. Raises `ConfigurationError` for a text that is none."""
    try:
        content = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise ConfigurationError("a cursor cannot be read: it was not written by a watch")
    if content.get("v") != VERSION:
        raise ConfigurationError(f"a cursor has version {content.get('v')}, which this release does not know")
    return content


@define
class Cursor:
    """The unlocks of one user that are dealt with."""

    floor: int
    """The Unix second below which nothing is asked for; it only ever rises."""
    newest: int
    """The Unix second of the newest unlock; the floor as long as there is none."""
    seen: set[Mark] = field(factory=set)
    """The unlocks from the floor on."""

    def add(self, mark: Mark) -> None:
        """Take an unlock as dealt with."""
        self.seen.add(mark)
        if mark[0] > self.newest:
            self.newest = mark[0]
            if self.newest - LONGEST_DELAY > self.floor:
                # By date only: a row that is missing today may come back, with the date that it had.
                self.floor = self.newest - LONGEST_DELAY
                self.seen = {each for each in self.seen if each[0] >= self.floor}

    def to_text(self, **more: object) -> str:
        """The cursor as versioned JSON."""
        content = {"v": VERSION, "floor": self.floor, "newest": self.newest, "seen": sorted(self.seen), **more}
        return json.dumps(content, separators=(",", ":"))

    @classmethod
    def of(cls, content: dict[str, object]) -> Cursor:
        """The cursor of parsed JSON. Raises `ConfigurationError` for what is none."""
        floor, newest, seen = content.get("floor"), content.get("newest"), content.get("seen")
        if not is_second(floor) or not is_second(newest) or not _are_marks(seen):
            raise ConfigurationError("a cursor of unlocks cannot be read: it was not written by a watch")
        return cls(floor, newest, {(second, achievement, mode) for second, achievement, mode in seen})
