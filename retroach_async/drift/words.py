"""Types and values in a few words for people."""

from __future__ import annotations

import reprlib
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, get_origin

from retroach_async._types import public_name, without_none
from retroach_async.models import FrozenMap, Model

_LONGEST_TEXT = 30
_MOST_KEYS = 3

_NAMES: tuple[tuple[type, str], ...] = (
    (FrozenMap, "object keyed by ids"),
    (dict, "object"),
    (tuple, "list"),
    (bool, "true or false"),
    (int, "integer"),
    (float, "number"),
    (str, "text"),
    (datetime, "date and time"),
    (date, "date"),
    (timedelta, "seconds"),
)
"""The words for a type; the first type that fits counts, because a bool is also an int, and a datetime a date."""


def type_words(kind: Any) -> str:
    """A type in words: "integer", "list or null"; models and enumerations by their names."""
    inner = without_none(kind)
    plain = get_origin(inner) or inner
    is_ours = issubclass(plain, Model | Enum)
    words = public_name(plain) if is_ours else next(words for known, words in _NAMES if issubclass(plain, known))
    return words if inner is kind else f"{words} or null"


def value_words(value: object) -> str:
    """A value in words: its kind, and the beginning of the value."""
    if isinstance(value, dict):
        keys = [reprlib.repr(key) for key in list(value)[:_MOST_KEYS]]
        more = ", ..." if len(value) > _MOST_KEYS else ""
        return f"object with {', '.join(keys)}{more}" if keys else "empty object"
    if isinstance(value, list):
        return f"list of {len(value)}" if value else "empty list"
    if isinstance(value, str):
        return f"text {value[:_LONGEST_TEXT]!r}{'...' if len(value) > _LONGEST_TEXT else ''}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"number {reprlib.repr(value)}"
