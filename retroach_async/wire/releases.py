"""The spellings of release dates in answers of all years."""

from __future__ import annotations

import re
from datetime import date

from retroach_async.models.enums import ReleaseGranularity

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"((?:19|20)[0-9]{2})(?:[-/.]([0-9]{1,2}))?(?:[-/.]([0-9]{1,2}))?(?:[T ][0-9:.+Z-]*)?", re.ASCII)
_WORD = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", re.ASCII)
_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9])", re.ASCII | re.IGNORECASE)


def read_release(text: str) -> tuple[date, ReleaseGranularity | None] | None:
    """The day that a text names, and the known part where the text itself tells it; None for text without a year.

    `1991-06-23` and `1991-06-23 00:00:00` leave the known part to the field beside the text. `1991`, `1991-06`,
    `June 1991` and `June 23, 1991` tell it. Of any other text with exactly one year the year counts.
    """
    text = text[:60].strip()
    if numbers := _NUMBERS.fullmatch(text):
        year, month, day = numbers.groups()
        found = _date(year, month, day)
        if found is not None:
            return found[0], found[1] if day is None else None
    years = _YEAR.findall(text)
    if len(years) != 1:
        return None
    words, days = _WORD.findall(text), _DAY.findall(text)
    month = str(_MONTHS.index(words[0].lower()) + 1) if len(words) == 1 else None
    day = days[0] if month and len(days) == 1 else None
    return _date(years[0], month, day) or _date(years[0], month, None)


def _date(year: str, month: str | None, day: str | None) -> tuple[date, ReleaseGranularity] | None:
    """A date and its known part; None for one that the calendar does not have."""
    granularity = ReleaseGranularity.DAY if day else ReleaseGranularity.MONTH if month else ReleaseGranularity.YEAR
    try:
        return date(int(year), int(month or 1), int(day or 1)), granularity
    except ValueError:
        return None
