"""The spelling of arguments in a query."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any, Literal, Optional

import pytest

from retroach_async import AchievementFlags, AwardKind
from retroach_async.keys import Spelling
from retroach_async.lookup import System
from retroach_async.wire.jsonapi import JsonApiDialect
from retroach_async.wire.php import PhpDialect

V1, V2 = PhpDialect().spelling, JsonApiDialect().spelling

SPELLINGS: dict[str, tuple[Spelling, Any, str]] = {
    "integer": (V1(int), 14402, "14402"),
    "member of an enumeration of integers": (V1(int), System.ATARI_2600, "25"),
    "collection of such members": (V1(Collection[int]), (System.SNES, 1), "3,1"),
    "text": (V1(str), "Tom", "Tom"),
    "true": (V1(bool), True, "1"),
    "false": (V1(bool), False, "0"),
    "V2 true": (V2(bool), True, "true"),
    "V2 false": (V2(bool), False, "false"),
    "day": (V1(date), date(2024, 5, 1), "2024-05-01"),
    "moment": (V1(datetime), datetime(2024, 5, 1, tzinfo=UTC), "1714521600"),
    "choice of numbers": (V1(AchievementFlags), AchievementFlags.UNOFFICIAL, "5"),
    "choice of words": (V1(AwardKind), AwardKind.MASTERED, "mastered"),
    "word": (V1(Literal["submitted", "-submitted"]), "-submitted", "-submitted"),
    "V2 word": (V2(Literal["points_total", "-points_total"]), "-points_total", "-pointsTotal"),
    "number that is fixed": (V1(Literal[1]), 1, "1"),
    "what may be left out": (V1(int | None), 3, "3"),
    "what may be left out, the old way": (V1(Optional[int]), 3, "3"),  # noqa: UP045  the point of it
    "one of two types": (V1(int | str), 3, "3"),
    "the other of two types": (V1(int | str | None), "Tom", "Tom"),
    "collection": (V1(Collection[int]), (3, 1, 2), "3,1,2"),
    "collection of switches": (V1(Collection[bool]), (True, False), "1,0"),
    "V2 collection of words": (V2(Collection[Literal["points_total", "title"]]), ("points_total",), "pointsTotal"),
    "collection of choices": (
        V1(tuple[AwardKind, ...]),
        (AwardKind.COMPLETED, AwardKind.MASTERED),
        "completed,mastered",
    ),
}


@pytest.mark.parametrize(("spelling", "value", "text"), SPELLINGS.values(), ids=SPELLINGS)
def test_value_has_one_text(spelling: Spelling, value: Any, text: str) -> None:
    """Each type has its own way to be sent."""
    assert spelling.encode(value) == text


REFUSED: dict[str, tuple[Spelling, Any]] = {
    "boolean integer": (V1(int), True),
    "word of the API for an integer": (V1(int), AchievementFlags.UNOFFICIAL),
    "integer of very many digits": (V1(int), 10**5000),
    "empty text": (V1(str), ""),
    "integer switch": (V1(bool), 1),
    "moment for a day": (V1(date), datetime(2024, 5, 1, tzinfo=UTC)),
    "moment without a zone": (V1(datetime), datetime(2024, 5, 1)),  # noqa: DTZ001  the point of it
    "unknown choice": (V1(AchievementFlags), 4),
    "boolean choice": (V1(AchievementFlags), True),
    "choice that cannot be one": (V1(AwardKind), []),
    "unknown word": (V1(Literal["a", "b"]), "c"),
    "boolean for a fixed number": (V1(Literal[1]), True),
    "list for a word": (V1(Literal["a", "b"]), ["a"]),
    "neither of two types": (V1(int | str), 1.5),
    "empty collection": (V1(Collection[int]), ()),
    "text for a collection": (V1(Collection[str]), "ab"),
    "collection with a stranger": (V1(Collection[int]), [1, None]),
    "iterator": (V1(Collection[int]), iter([1])),
}


@pytest.mark.parametrize(("spelling", "value"), REFUSED.values(), ids=REFUSED)
def test_value_of_another_type_has_no_text(spelling: Spelling, value: Any) -> None:
    """A value of another type is not spelt at all, least of all by accident."""
    assert spelling.encode(value) is None


def test_expectation_names_the_choices() -> None:
    """The words for an error name every choice, with the number behind it."""
    assert V1(AchievementFlags).expectation == "one of OFFICIAL (3), UNOFFICIAL (5)"
    assert V1(Literal[1]).expectation == "one of 1"
    assert V1(Literal["a", "b"]).expectation == "one of a, b"
    assert V1(bool).expectation == "True or False"
    assert V1(Collection[int]).expectation == "a collection that is not empty, such as [1, 2, 3], each item an integer"
