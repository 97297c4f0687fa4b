"""Refusing numbers that no policy can work with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from retroach_async.errors import ConfigurationError


def fault(value: object, *, least: float, above: bool = False) -> str | None:
    """What is wrong with a number, in words; NaN is never right."""
    words = f"must be a number {'above' if above else 'of at least'} {least:g}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return words
    return None if (value > least if above else value >= least) else words


def number(*, least: float = 0, above: bool = False, optional: bool = False) -> Callable[[Any, Any, Any], None]:
    """An attrs validator that raises `ConfigurationError`, naming the field."""

    def check(_: object, attribute: Any, value: object) -> None:
        wrong = None if optional and value is None else fault(value, least=least, above=above)
        if wrong:
            raise ConfigurationError(f"{attribute.name} {wrong}")

    return check
