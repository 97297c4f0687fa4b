"""Dates, as PHP reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from retroach_async.emulator.dates import moment_in
from tests.emulator.conftest import Ask


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-05",
        "2026-8-5",
        "2026/08/05",
        "2026/8/5",
        "20260805",
        "8/5/2026",
        "5-8-2026",
        "05.08.2026",
        "August 5 2026",
        "august 5th, 2026",
        "Aug 5, 2026",
        "5 August 2026",
        "5-Aug-2026",
        "2026-Aug-05",
        "Wed, 05 Aug 2026",
        "Wednesday 5 August 2026",
    ],
)
def test_days_have_many_spellings(text: str) -> None:
    """Every spelling of a day that programs send gives the first moment of the day in UTC."""
    assert moment_in(text) == datetime(2026, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2026-08-05 10:00", 10, 0),
        ("2026-8-5 9:30", 9, 30),
        ("2026-08-05T10:00:00Z", 10, 0),
        ("2026-08-05T10:00:00.000+02:00", 8, 0),
        ("2026-08-05 10:00 -0130", 11, 30),
        ("8/5/2026 10:00 PM", 22, 0),
        ("8/5/2026 12:10 am", 0, 10),
        ("Wed, 05 Aug 2026 10:00:00 GMT", 10, 0),
    ],
)
def test_a_time_may_follow_the_day(text: str, hour: int, minute: int) -> None:
    """A time is in UTC unless it has an offset."""
    assert moment_in(text) == datetime(2026, 8, 5, hour, minute, tzinfo=UTC)


def test_a_weekday_goes_on_to_that_day() -> None:
    """A weekday that does not fit the day means the next such day, as in PHP."""
    assert moment_in("Thu, 05 Aug 2026") == datetime(2026, 8, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("now", "today", "yesterday", "soon", "2026", "10:00", "Wednesday"),
        *("2026-02-30", "2026-13-01", "0000-00-00", "20261301", "2026-08-05x", "2026-08-05 25:00", "8/5/2026 13:00 pm"),
        *("0001-01-01 00:00 +0500", "9999-12-31 23:59 -0500"),
    ],
)
def test_what_names_no_day_of_the_calendar_is_no_date(text: str) -> None:
    """The server asks for a day of the calendar: a word about now is none, and neither is the 30th of February."""
    assert moment_in(text) is None


@pytest.mark.parametrize("day", ["2026-6-3", "2026/06/03", "June 3 2026", "2026-06-03 10:00", "2026-06-04T01:00+02:00"])
def test_unlocks_of_a_day_in_any_spelling(ask: Ask, day: str) -> None:
    """However the day is spelt, the unlocks are those of the whole day in UTC."""
    rows = ask("get_achievements_earned_on_day", u="MaxMilyin", d=day).body
    assert rows == ask("get_achievements_earned_on_day", u="MaxMilyin", d="2026-06-03").body
    assert {row["Date"][:10] for row in rows} == {"2026-06-03"}


@pytest.mark.parametrize("day", ["2026-3-5", "March 5 2026"])
def test_awards_up_to_a_day_in_any_spelling(ask: Ask, day: str) -> None:
    """The latest day of awards is read in the same way."""
    assert ask("get_recent_game_awards", d=day).body == ask("get_recent_game_awards", d="2026-03-05").body


@pytest.mark.parametrize("name", ["get_achievements_earned_on_day", "get_recent_game_awards"])
def test_no_date_is_refused(ask: Ask, name: str) -> None:
    """A text that is no date is told in the framework's words."""
    answered = ask(name, u="MaxMilyin", d="yesterday")
    assert answered.status == 422
    assert answered.body["errors"] == {"d": ["The d field must be a valid date."]}
