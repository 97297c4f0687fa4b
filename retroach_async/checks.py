"""Rules for the fields of policies; a field that breaks its rule is a `ConfigurationError`.

attrs' own validators take True for a number, raise other errors, and do not say what to write instead.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Iterable
from math import inf
from typing import Any

from retroach_async.errors import ConfigurationError

Rule = Callable[[Any], str | None]
"""A function that gives the fault of a value, in words that follow the field's name; None for a good value."""


def check(policy: object, **rules: Rule) -> None:
    """Raise `ConfigurationError`, naming the field, for the first field of a policy that breaks its rule."""
    for name, rule in rules.items():
        if wrong := rule(getattr(policy, name)):
            raise ConfigurationError(f"{name} {wrong}")


LARGEST = 10**9
"""The largest whole number that a rule accepts: more requests, entries or bytes than any program has."""


def complaint(
    value: object, *, least: float, above: bool = False, whole: bool = False, finite: bool = False
) -> str | None:
    """The fault of a number, in words; None for a good one. NaN is never good."""
    words = f"must be a {'whole ' if whole else ''}number {'above' if above else 'of at least'} {least:g}"
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        return words
    if (whole and value > LARGEST) or (finite and value == inf):
        return f"{words}, and not so large"
    return None if (value > least if above else value >= least) else words


def number(
    *, least: float = 0, above: bool = False, whole: bool = False, finite: bool = False, optional: bool = False
) -> Rule:
    """The rule for a number of at least, or above, another one; an optional one may be None."""

    def rule(value: object) -> str | None:
        is_missing = optional and value is None
        return None if is_missing else complaint(value, least=least, above=above, whole=whole, finite=finite)

    return rule


def one_of(kind: type, example: str) -> Rule:
    """The rule for an object of a class, or None."""

    def rule(value: object) -> str | None:
        return None if value is None or isinstance(value, kind) else f"must be {example}, or None"

    return rule


def fitting(expectation: str, *members: str, optional: bool = False) -> Rule:
    """The rule for an object that has all of some members; a class that has them is none."""

    def rule(value: object) -> str | None:
        is_missing = optional and value is None
        fits = not isinstance(value, type) and all(hasattr(value, member) for member in members)
        return None if is_missing or fits else f"must be {expectation}"

    return rule


class _Excerpts(reprlib.Repr):
    """Makes a short text of any value: whole where it fits, else its beginning, so that it names the type."""

    longest = 80

    def repr_instance(self, x: object, level: int) -> str:  # noqa: ARG002  the signature is that of the base
        """The beginning of an object's repr, whatever its repr does."""
        try:
            text = repr(x)
        except Exception:  # noqa: BLE001  the caller has an error to tell already
            text = f"<{type(x).__name__}>"
        return text if len(text) <= self.longest else f"{text[: self.longest - 3]}..."


_EXCERPTS = _Excerpts()


def excerpt(value: object) -> str:
    """The beginning of any value, for the text of an error."""
    try:
        return _EXCERPTS.repr(value)
    except ValueError:  # an integer of thousands of digits
        return f"a huge {type(value).__name__}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word that is meant by a misspelt one; None when nothing is like it."""
    import difflib  # noqa: PLC0415  needed for a mistake only

    return next(iter(difflib.get_close_matches(word, [*known], 1)), None)
