"""Dates as the server takes them: PHP's strtotime reads the text, which must name a day of the calendar.

So `2026-8-5`, `2026/08/05 10:00` and `August 5, 2026` are dates. `yesterday` and `10:00` are not, because they name
no day, and neither is `2026-02-30`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_Y, _M, _D = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_DTH = rf"{_D}(?:st|nd|rd|th)?"
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = (
    r"(?:(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)[ ,.]+)?"
)
_TIME = (
    r"(?:(?: +|t)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)? *(?:z|utc|gmt)?(?P<zone>[+-][0-9]{2}:?[0-9]{2})?)?"
)
_FORMS = [
    re.compile(f"{_WEEKDAY}{form}{_TIME}", re.ASCII | re.IGNORECASE)
    for form in (
        f"{_Y}-{_M}-{_D}",
        f"{_Y}/{_M}/{_D}",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        f"{_M}/{_D}/{_Y}",  # the American order
        rf"{_D}[-.]{_M}[-.]{_Y}",
        rf"{_DTH}[ .-]*{_NAME}[ .,-]*{_Y}",
        rf"{_NAME}[ .-]*{_DTH}[ ,.-]+{_Y}",
        f"{_Y}-{_NAME}-{_D}",
    )
]


def moment_in(text: str) -> datetime | None:
    """The moment that a text names, the first of the day where it names no time; None for a text without a day."""
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    try:
        return _moment(found.groupdict()) if found else None
    except (ValueError, OverflowError):  # a day that the calendar does not have
        return None


def _moment(parts: Mapping[str, str | None]) -> datetime:
    name = parts.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else _number(parts, "month")
    moment = datetime(
        _number(parts, "year"),
        month,
        _number(parts, "day"),
        _hour(_number(parts, "hour"), parts["half"]),
        _number(parts, "minute"),
        _number(parts, "second"),
        tzinfo=UTC,
    )
    if weekday := parts["weekday"]:  # PHP goes on to that day of the week
        moment += timedelta(days=(_DAYS.index(weekday[:3].lower()) - moment.weekday()) % 7)
    if zone := parts["zone"]:
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        moment += -offset if zone[0] == "+" else offset
    return moment


def _number(parts: Mapping[str, str | None], name: str) -> int:
    return int(parts[name] or 0)


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day of an hour with or without `am` and `pm`."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("no hour of half a day")
    return hour % 12 + (12 if half.lower() == "p" else 0)
