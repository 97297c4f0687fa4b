"""From results to V1's answers, spelt as PHP's scripts spell them, field by field.

Most fields have the usual spelling of their type. The exceptions stand in tables, by the name of the model and the
wire's name of the field; a model named `*` stands for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from retroach_async.models import Page
from retroach_async.wire.names import Naming
from retroach_async.wire.writing import Place, Writer, plain_number

_WITH_OFFSET: Final = frozenset({
    ("*", "AwardDate"),
    ("*", "AwardedAt"),
    ("*", "DateSubmitted"),
    ("*", "HighestAwardDate"),
    ("*", "MostRecentAwardedDate"),
})  # fmt: skip
"""Moments that end with `+00:00`; the usual ones name no zone: `2024-05-01 18:30:12`."""
_IN_MICROS: Final = frozenset({
    ("*", "StartAt"),
    ("*", "Submitted"),
    ("GameExtended", "Updated"),
    ("Unlock", "DateAwarded"),
})  # fmt: skip
"""Moments with microseconds and a Z."""
_ONE_OR_ZERO: Final = frozenset({
    ("*", "Hardcore"),
    ("*", "HardcoreAchieved"),
    ("*", "HardcoreMode"),
    ("*", "Untracked"),
    ("*", "UserIsJrDev"),
    ("*", "UserWallActive"),
})  # fmt: skip
"""Flags that are 0 or 1; the usual ones are true or false."""
_AS_TEXT: Final = frozenset({("CompletedGame", "HardcoreMode"), ("CompletedGame", "PctWon"), ("*", "IsAwarded")})
"""Numbers and flags that are sent as text: "1", "0.5000"."""
_PERCENT: Final = frozenset({("*", "UserCompletion"), ("*", "UserCompletionHardcore")})
"""Fractions that are sent as a percentage: "40.00%"."""
_OBJECTS: Final = frozenset({("*", "Achievements"), ("*", "Awarded"), ("*", "RecentAchievements")})
"""Maps that are an object even when they are empty; any other empty map is a list."""
_ZERO_FOR_NONE: Final = frozenset({("*", "LastGameID"), ("GameDetails", "ForumTopicID")})
"""Ids that are 0 when there is none; the usual ones are null."""
_IN_A_LIST: Final = frozenset({"UserGameRank"})
"""Models that are sent as a list of one, because the answer for nothing is an empty list."""
_NAMES: Final = {("GameAchievement", "Type"): "type"}
"""Fields whose first name is not the one in the answers about these models."""
_SOMETIMES: Final = frozenset({
    ("EarnedAchievement", "CumulScore"),
    ("UserGameAchievement", "DateEarned"),
    ("UserGameAchievement", "DateEarnedHardcore"),
    ("UserGameProgress", "HighestAwardDate"),
    ("UserGameProgress", "HighestAwardKind"),
    ("UserSummary", "LastGame"),
})  # fmt: skip
"""Fields that are left out when there is nothing; the usual ones are null."""


def _is_in(table: frozenset[Place], place: Place) -> bool:
    return place in table or ("*", place[1]) in table


def _moment(place: Place, moment: datetime) -> str:
    moment = moment.astimezone(UTC)
    if _is_in(_IN_MICROS, place):
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if _is_in(_WITH_OFFSET, place):
        return moment.isoformat()
    return moment.replace(tzinfo=None).isoformat(" ")


def _digits(number: Decimal, least: int) -> str:
    """A number with at least so many digits after the point, and all that it has."""
    exponent = number.normalize().as_tuple().exponent
    return f"{number:.{max(least, -exponent if isinstance(exponent, int) else 0)}f}"


def _flag(place: Place, flag: bool) -> bool | int | str:
    if _is_in(_AS_TEXT, place):
        return str(int(flag))
    return int(flag) if _is_in(_ONE_OR_ZERO, place) else flag


def _float(place: Place, number: float) -> float | str:
    exact = Decimal(repr(number))
    if _is_in(_PERCENT, place):
        return f"{_digits(exact.scaleb(2), 2)}%"
    return _digits(exact, 4) if _is_in(_AS_TEXT, place) else plain_number(number)


def _empty(place: Place, _: Mapping[int, Any]) -> Any:
    return {} if _is_in(_OBJECTS, place) else []


_SPELLINGS: tuple[tuple[type, Callable[[Place, Any], Any]], ...] = (
    (datetime, _moment),
    (date, lambda _, day: day.isoformat()),
    (bool, _flag),
    (float, _float),
    (Mapping, _empty),
)
"""The spellings by type, of which the first that fits counts; all other values are JSON already."""


def _spell(place: Place, value: Any) -> Any:
    if value is None:
        return 0 if _is_in(_ZERO_FOR_NONE, place) else None
    spelt = (spelling(place, value) for kind, spelling in _SPELLINGS if isinstance(value, kind))
    return next(spelt, value)


class PhpWriter:
    """Writes the answers of V1."""

    def __init__(self, naming: Naming) -> None:
        self._writer = Writer(naming, _spell, _NAMES, _SOMETIMES)

    def write(self, result: Any) -> Any:
        """The answer for a result."""
        if result is None:
            return []
        if type(result) is Page:
            return self._page(result)
        answer = self._writer.value(result)
        return [answer] if type(result).__name__ in _IN_A_LIST else answer

    def _page(self, page: Page[Any]) -> Any:
        """Rows and their numbers; a page without a total is bare rows."""
        rows = self._writer.value(page.results)
        return rows if page.total is None else {"Count": len(rows), "Total": page.total, "Results": rows}
