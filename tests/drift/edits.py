"""Changes of answers, and the findings that they come to."""

from __future__ import annotations

from typing import Any

from retroach_async.drift import Drift, Finding
from tests.drift.conftest import Edit


def setting(*path: Any, to: Any) -> Edit:
    """An edit that sets one value."""

    def edit(answer: Any) -> None:
        for key in path[:-1]:
            answer = answer[key]
        answer[path[-1]] = to

    return edit


def dropping(*path: Any) -> Edit:
    """An edit that takes away one key."""

    def edit(answer: Any) -> None:
        for key in path[:-1]:
            answer = answer[key]
        del answer[path[-1]]

    return edit


def unknown(path: str, found: str, of: int = 1, times: int = 1) -> Finding:
    """An unknown key, met once unless told otherwise."""
    return Finding(drift=Drift.UNKNOWN_KEY, path=path, found=found, of=of, times=times)


def missing(path: str, expected: str, of: int = 1, times: int = 1) -> Finding:
    """A missing key, met once unless told otherwise."""
    return Finding(drift=Drift.MISSING_KEY, path=path, expected=expected, of=of, times=times)


def required(path: str, expected: str, of: int = 1) -> Finding:
    """A missing key without which the client refuses the answer, met once."""
    return Finding(drift=Drift.REQUIRED_KEY, path=path, expected=expected, of=of)


def retyped(path: str, expected: str, found: str, of: int = 1) -> Finding:
    """A value of another type, met once."""
    return Finding(drift=Drift.OTHER_TYPE, path=path, expected=expected, found=found, of=of)


def new(path: str, expected: str, found: str, of: int = 1) -> Finding:
    """A new value of an enumeration, met once."""
    return Finding(drift=Drift.NEW_VALUE, path=path, expected=expected, found=found, of=of)
