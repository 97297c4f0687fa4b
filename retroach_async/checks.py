"""Validators that raise `ConfigurationError`, naming the field.

attrs' own validators take True for a number, raise other errors, and do not say what to write instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from retroach_async.errors import ConfigurationError

Validator = Callable[[Any, Any, Any], None]
"""A function that attrs calls with the object, the attribute and the value."""


def complaint(value: object, *, least: float, above: bool = False, whole: bool = False) -> str | None:
    """The fault of a number, in words; None for a good one. NaN is never good."""
    words = f"must be a {'whole ' if whole else ''}number {'above' if above else 'of at least'} {least:g}"
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        return words
    return None if (value > least if above else value >= least) else words


def number(*, least: float = 0, above: bool = False, whole: bool = False, optional: bool = False) -> Validator:
    """A validator of a number of at least, or above, another one; an optional one may be None."""

    def check(_: object, attribute: Any, value: object) -> None:
        wrong = None if optional and value is None else complaint(value, least=least, above=above, whole=whole)
        if wrong:
            raise ConfigurationError(f"{attribute.name} {wrong}")

    return check


def fitting(expectation: str, *members: str, optional: bool = False) -> Validator:
    """A validator of an object that has all of some members; a class that has them is none."""

    def check(_: object, attribute: Any, value: object) -> None:
        is_missing = optional and value is None
        if not is_missing and (isinstance(value, type) or not all(hasattr(value, member) for member in members)):
            raise ConfigurationError(f"{attribute.name} must be {expectation}")

    return check
