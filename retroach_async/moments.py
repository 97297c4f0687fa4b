"""Moments as people write them; without a zone they are UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime


def in_utc(moment: datetime) -> datetime:
    """The moment itself, or, where it has no zone, the one that it is in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def read_moment(text: str) -> datetime:
    """The moment in a text of ISO 8601. Raises ValueError for anything else, and TypeError for what is no text."""
    return in_utc(datetime.fromisoformat(text))


def read_day_or_moment(text: str) -> date:
    """The day or the moment in a text of ISO 8601. Raises ValueError, and TypeError for what is no text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return read_moment(text)
