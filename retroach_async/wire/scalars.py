"""Numbers, texts, flags and moments of the wire, which both dialects spell alike."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from retroach_async.models.media import Badge, Image
from retroach_async.wire.problems import Unexpected

_INTEGER = re.compile(r"-?[0-9]{1,100}", re.ASCII)
_LARGEST_EXACT_FLOAT = 2**53


def to_int(value: Any, kind: type[int] = int) -> int:
    """An integer, also from text, as older answers spell numbers; a member, for an enumeration of integers."""
    if type(value) is int:
        return value if kind is int else kind(value)
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return kind(int(value))
    if isinstance(value, float) and value.is_integer() and abs(value) <= _LARGEST_EXACT_FLOAT:
        return kind(int(value))
    raise Unexpected("an integer", value)


def to_float(value: Any, _: Any = float) -> float:
    """A finite number, also from text; a percentage is the fraction that it means."""
    is_percentage = isinstance(value, str) and value.endswith("%")
    text = f"{value[:-1]}e-2" if is_percentage else value
    if isinstance(text, str | int | float) and not isinstance(text, bool):
        try:
            number = float(text)
        except (ValueError, OverflowError):
            raise Unexpected("a number", value) from None
        if math.isfinite(number):
            return number
    raise Unexpected("a number", value)


def to_bool(value: Any, _: Any = bool) -> bool:
    """A flag: true, false, 0, 1, "0" or "1"."""
    if value in (True, "1"):
        return True
    if value in (False, "0"):
        return False
    raise Unexpected("true or false", value)


def to_str(value: Any, kind: type[str] = str) -> str:
    """Text, also from a number: badge names and titles are sometimes all digits."""
    if isinstance(value, str):
        return value if kind is str else kind(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return kind(value)
    raise Unexpected("text", value)


def to_datetime(value: Any, _: Any = datetime) -> datetime:
    """A moment in any of the four spellings of the API, as UTC."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise Unexpected("a date and time", value)


def to_date(value: Any, _: Any = date) -> date:
    """A day; older answers append a midnight."""
    if isinstance(value, str):
        try:
            return to_datetime(value).date()
        except Unexpected:
            pass
    raise Unexpected("a date", value)


def to_timedelta(value: Any, _: Any = timedelta) -> timedelta:
    """A length of time, sent in seconds."""
    try:
        return timedelta(seconds=to_float(value))
    except OverflowError:
        raise Unexpected("seconds", value) from None


def to_image(value: Any, kind: type[Image] = Image) -> Image:
    """A picture, by its path or its absolute address."""
    return kind(value) if type(value) is str and value[:1] == "/" else kind.of(to_str(value))


def to_badge(value: Any, kind: type[Badge] = Badge) -> Badge:
    """A badge, by its name or its absolute address."""
    return kind(value) if type(value) is str and value.isdigit() else kind.of(to_str(value))


SCALARS: tuple[Callable[..., Any], ...] = (
    to_int,
    to_float,
    to_bool,
    to_str,
    to_datetime,
    to_date,
    to_timedelta,
    to_image,
    to_badge,
)
"""The hooks, each for the type that it returns and for those below."""

UNCHANGED = (int, str, bool)
"""Types whose values the wire and the models have in common."""
