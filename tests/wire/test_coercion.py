"""From a value of the wire to a value of Python, by the kind of the field."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from retroach_async import AchievementType, Badge, ClaimStatus, Image, ValidationError
from retroach_async.models import enums
from retroach_async.wire.php import _structurer as php

COERCIONS: dict[str, tuple[Any, Any, Any]] = {
    "integer": (int, 7, 7),
    "integer as text": (int, "7", 7),
    "negative integer as text": (int, "-7", -7),
    "integer as fraction": (int, 7.0, 7),
    "largest exact fraction": (int, 2.0**53, 2**53),
    "huge integer as text": (int, "9" * 30, 10**30 - 1),
    "fraction": (float, 0.5, 0.5),
    "fraction as text": (float, "1.0000", 1.0),
    "integer for a fraction": (float, 3, 3.0),
    "percentage": (float, "66.67%", 0.6667),
    "whole percentage": (float, "100.00%", 1.0),
    "true": (bool, True, True),
    "one": (bool, 1, True),
    "one as text": (bool, "1", True),
    "false": (bool, False, False),
    "zero": (bool, 0, False),
    "zero as text": (bool, "0", False),
    "text": (str, "Dragster", "Dragster"),
    "text of digits": (str, 720, "720"),
    "badge": (Badge, "008123", Badge("008123")),
    "badge as a number": (Badge, 8123, Badge("8123")),
    "picture": (Image, "/Images/000001.png", Image("/Images/000001.png")),
    "moment without a zone": (datetime, "2023-12-27 16:04:50", datetime(2023, 12, 27, 16, 4, 50, tzinfo=UTC)),
    "moment with an offset": (datetime, "2024-07-25T15:51:00+00:00", datetime(2024, 7, 25, 15, 51, tzinfo=UTC)),
    "moment of another zone": (datetime, "2024-07-25T15:51:00+02:00", datetime(2024, 7, 25, 13, 51, tzinfo=UTC)),
    "moment to the microsecond": (datetime, "2023-10-27T00:19:05.000001Z", datetime(2023, 10, 27, 0, 19, 5, 1, UTC)),
    "day for a moment": (datetime, "1992-06-02", datetime(1992, 6, 2, tzinfo=UTC)),
    "day": (date, "1992-06-02", date(1992, 6, 2)),
    "day with a midnight": (date, "1992-06-02 00:00:00", date(1992, 6, 2)),
    "seconds": (timedelta, 3725, timedelta(hours=1, minutes=2, seconds=5)),
    "seconds as text": (timedelta, "60", timedelta(minutes=1)),
    "known word": (AchievementType, "missable", AchievementType.MISSABLE),
    "known number": (ClaimStatus, 3, ClaimStatus.IN_REVIEW),
    "known number as text": (ClaimStatus, "3", ClaimStatus.IN_REVIEW),
    "list": (tuple[int, ...], [1, "2"], (1, 2)),
    "list with holes": (tuple[int, ...], {"0": 1, "7": 2, "3": 3}, (1, 2, 3)),
    "empty object for a list": (tuple[int, ...], {}, ()),
}


@pytest.mark.parametrize(("kind", "value", "expected"), COERCIONS.values(), ids=COERCIONS)
def test_value_becomes_what_the_field_is(kind: Any, value: Any, expected: Any) -> None:
    """Each spelling that the server uses for a kind of value is understood, and gives exactly that kind."""
    result = php.structure(value, kind)
    assert result == expected
    assert type(result) is type(expected)


def test_moments_are_aware() -> None:
    """Text without a zone is UTC, and says so."""
    assert php.structure("2023-12-27 16:04:50", datetime).tzinfo is UTC


def test_moments_do_not_depend_on_where_the_program_runs() -> None:
    """The machine's own time zone has no part in it."""
    program = (
        "from retroach_async.wire.scalars import to_datetime as read;"
        "print(read('2023-12-27 16:04:50'), read('2024-07-25T15:51:00+02:00'))"
    )
    elsewhere = os.environ | {"TZ": "America/New_York"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, env=elsewhere
    )
    assert done.stdout == "2023-12-27 16:04:50+00:00 2024-07-25 13:51:00+00:00\n"


REFUSALS: dict[str, tuple[Any, Any, str]] = {
    "boolean for a number": (int, True, "expected an integer, got True"),
    "fraction for a number": (int, 1.5, "expected an integer, got 1.5"),
    "fraction beyond exactness": (int, 1e300, "expected an integer, got 1e+300"),
    "word for a number": (int, "seven", "expected an integer, got 'seven'"),
    "other digits": (int, "\u0667", "expected an integer, got '\u0667'"),
    "number of many digits": (int, "9" * 101, "expected an integer, got '999"),
    "null for a number": (int, None, "expected an integer, got None"),
    "word for a fraction": (float, "half", "expected a number, got 'half'"),
    "boolean for a fraction": (float, False, "expected a number, got False"),
    "endless fraction": (float, "1e999", "expected a number, got '1e999'"),
    "too large an integer for a fraction": (float, 10**400, "expected a number, got 1000"),
    "percentage of a word": (float, "half%", "expected a number, got 'half%'"),
    "two for a switch": (bool, 2, "expected true or false, got 2"),
    "word for a switch": (bool, "yes", "expected true or false, got 'yes'"),
    "list for text": (str, ["Dragster"], "expected text, got ['Dragster']"),
    "boolean for text": (str, True, "expected text, got True"),
    "zero moment": (datetime, "0000-00-00 00:00:00", "expected a date and time, got '0000-00-00 00:00:00'"),
    "number for a moment": (datetime, 1714521600, "expected a date and time, got 1714521600"),
    "moment before time": (datetime, "0001-01-01T00:00:00+14:00", "expected a date and time, got '0001-01-01T00"),
    "day that is none": (date, "1992-06-31", "expected a date, got '1992-06-31'"),
    "number for a day": (date, 19920602, "expected a date, got 19920602"),
    "seconds beyond time": (timedelta, 1e300, "expected seconds, got 1e+300"),
    "number for a word": (AchievementType, [], "expected text, got []"),
    "word for a number of an enumeration": (ClaimStatus, "new", "expected an integer, got 'new'"),
    "object for a list": (tuple[int, ...], {"a": 1}, "expected a list, got {'a': 1}"),
    "text for a list": (tuple[int, ...], "12", "expected a list, got '12'"),
}


@pytest.mark.parametrize(("kind", "value", "message"), REFUSALS.values(), ids=REFUSALS)
def test_value_that_makes_no_sense_is_told(kind: Any, value: Any, message: str) -> None:
    """A value that cannot be understood is an error that says what was expected and what came."""
    error = php.structure(value, kind)
    assert type(error) is ValidationError
    assert error.problems[0].startswith(message)
    assert error.path == ""


def test_what_came_is_told_in_few_words() -> None:
    """However much came, the error quotes only its beginning."""
    error = php.structure({"x" * 500: ["y" * 500] * 500}, int)
    assert len(error.message) < 300


def test_what_came_is_told_from_the_outside() -> None:
    """Of what is long or deep, the first few are quoted."""
    error = php.structure({"a": {"b": {"c": 1}}, "d": [1, 2, 3, 4], "e": 5, "f": 6}, int)
    assert error.problems == ("expected an integer, got {'a': {'b': {...}}, 'd': [1, 2, 3, ...], 'e': 5, ...}",)


@pytest.mark.parametrize(("kind", "value"), [(AchievementType, "never seen before"), (ClaimStatus, 987)])
def test_unknown_value_of_an_enumeration_is_kept(kind: Any, value: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A value that this release does not know is kept as it is, and logged once, for developers."""
    enums._unknown.cache_clear()
    with caplog.at_level(logging.DEBUG, logger="retroach_async"):
        member = php.structure(value, kind)
        assert php.structure(value, kind) is member
    assert (member, member.value, member.name, member.is_known) == (value, value, "UNKNOWN", False)
    assert [record.levelname for record in caplog.records] == ["DEBUG"]
    assert kind(member.value) == member
