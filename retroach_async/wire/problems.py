"""The problems of an answer: where they are, how many there are, and what can be read in spite of them.

An answer may have millions of problems, so only the first ones are looked at; the rest is counted.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from cattrs import IterableValidationError, IterableValidationNote, transform_error

from retroach_async._types import spell
from retroach_async.errors import ValidationError

K = TypeVar("K", int, str)
Hook: TypeAlias = Callable[[Any, Any], Any]
"""Turns a value into a type."""

_MOST_TOLD = 20
"""The number of problems in an error."""
_MOST_TRIED = 10_000
"""After so many items that cannot be read the rest of a list is not tried: it is something else altogether."""


class Unexpected(ValueError):
    """A value that is not what a field needs; its text is the whole message."""

    def __init__(self, expected: str, value: object) -> None:
        super().__init__(f"expected {expected}, got {_excerpt(value)}")


class Elsewhere(Unexpected):
    """A problem of an object at a place within it, told where the object is read."""

    def __init__(self, place: str, message: str) -> None:
        ValueError.__init__(self, f"{place}{_PLACE_ENDS}{message}")


class Within(Elsewhere):
    """The problem of an included object, told where the relation is read."""

    def __init__(self, relation: str, error: ValidationError) -> None:
        message = error.problems[0].partition(": ")[2] if error.path else error.problems[0]
        super().__init__(f"{relation}.{error.path}" if error.path else relation, message)


_PLACE_ENDS = "\0"
"""The mark between the place of a problem within an included object, and the problem itself."""
_RELATED = "_related"
"""The field of a model in which included objects lie; readers know them by their relations."""


def _excerpt(value: object) -> str:
    short = reprlib.Repr()
    short.maxstring = short.maxother = 60
    short.maxlevel, short.maxlist, short.maxdict = 2, 3, 3
    return short.repr(value)


class _Items(IterableValidationError):
    """The first problems of a list or a map, and the number of its other items that cannot be read."""

    untold = 0


def readable_items(items: Iterable[tuple[K, Any]], item: Hook, kind: Any) -> Iterator[tuple[K, Any]]:
    """The items that can be read, with their keys."""
    failed = 0
    for key, value in items:
        try:
            read = item(value, kind)
        except Exception:  # noqa: BLE001  whatever a hook raises, the item cannot be read
            failed += 1
            if failed >= _MOST_TRIED:
                return
        else:
            yield key, read


def explained_items(items: Iterable[tuple[K, Any]], quick: Hook, exact: Hook, kind: Any) -> list[tuple[K, Any]]:
    """All items with their keys. Raises a group with the problems of the first items that cannot be read."""
    read: list[tuple[K, Any]] = []
    problems: list[Exception] = []
    untold, rest = 0, iter(items)
    for key, value in rest:
        try:
            read.append((key, quick(value, kind)))
        except Exception:  # noqa: BLE001  the exact hook says why
            if len(problems) < _MOST_TOLD:
                problems.append(_problem(key, value, exact, kind))
                continue
            untold += 1
            if untold >= _MOST_TRIED:
                untold += sum(1 for _ in rest)
    if problems:
        group = _Items("items", problems, kind)  # pyright: ignore[reportCallIssue]  a group's __new__
        group.untold = untold
        raise group
    return read


def _problem(key: int | str, value: Any, exact: Hook, kind: Any) -> Exception:
    """The problem of an item, with its place."""
    try:
        exact(value, kind)
    except Exception as problem:  # noqa: BLE001  every problem is reported with its place
        # Its own `__new__` takes three arguments; pyright only knows that of `str`.
        problem.add_note(IterableValidationNote.__new__(IterableValidationNote, f"at {key!r}", key, kind))
        return problem
    raise AssertionError("the quick and the exact hook disagree")


def explain(
    problem: BaseException,
    kind: Any,
    rows: tuple[object, ...] = (),
    word_at: Callable[[str], str] | None = None,
) -> ValidationError:
    """The meaning of a failed structuring: its first problems with their places, and their number.

    `word_at` gives the wire's word for the field at a path where it is another word than ours.
    """
    lines = transform_error(problem, format_exception=_describe)
    count = len(lines) + _untold(problem)
    found = [_located(line) for line in islice(lines, _MOST_TOLD)]
    problems = tuple(f"{_place(path, word_at)}: {message}" if path else message for path, message in found)
    more = f" (and {count - 1:,} more)" if count > 1 else ""
    message = f"not a valid {spell(kind)}: {problems[0]}{more}"
    return ValidationError(message, path=found[0][0], problems=problems, problem_count=count, rows=rows)


def _place(path: str, word_at: Callable[[str], str] | None) -> str:
    word = word_at(path) if word_at is not None else ""
    return f"{path} ({word})" if word else path


def _untold(problem: BaseException) -> int:
    """The number of items, however deep, that cannot be read and were not looked at."""
    if not isinstance(problem, BaseExceptionGroup):
        return 0
    return getattr(problem, "untold", 0) + sum(map(_untold, problem.exceptions))


def _describe(problem: BaseException, _: type | None) -> str:
    if isinstance(problem, KeyError):
        return "required field missing"
    return str(problem) if isinstance(problem, Unexpected) else "not what was promised"


def _located(line: str) -> tuple[str, str]:
    """`message @ $.a[0].b` as `a[0].b` and the message."""
    message, _, path = line.rpartition(" @ ")
    place, is_within, inner = message.partition(_PLACE_ENDS)
    if is_within:
        message, path = inner, _below(path.removesuffix(_RELATED), place)
    return path.removeprefix("$").removeprefix("."), message


def _below(path: str, place: str) -> str:
    return f"{path}{place}" if path.endswith(".") else f"{path}.{place}"
