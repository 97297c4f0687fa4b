"""Moments as people write them, without a zone in UTC, and as programs give them, always with a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

from retroach_async.errors import ConfigurationError


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


def checked_moment(since: datetime | None) -> datetime | None:
    """The same moment. Raises `ConfigurationError` for one without a zone, and for something else."""
    if since is not None and getattr(since, "tzinfo", None) is None:
        raise ConfigurationError("since must be an aware datetime, such as datetime(2026, 8, 1, tzinfo=UTC)")
    return since
