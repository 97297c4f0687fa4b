"""The spelling of a Python value in a query, by its type."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from attrs import frozen

from retroach_async._types import public_name, without_none
from retroach_async.keys import Spelling
from retroach_async.models.enums import OpenIntEnum

_HUGE = 10**100
_HALF = re.compile("[\ud800-\udfff]")


def _integer(value: Any) -> str | None:
    if type(value) is not int:
        # A subclass is as good, such as a member of `lookup.System`; but a word of the API is no number of something.
        if not isinstance(value, int) or isinstance(value, bool | OpenIntEnum):
            return None
        value = int(value)
    # Python refuses to spell integers of thousands of digits.
    return str(value) if -_HUGE < value < _HUGE else None


def _text(value: Any) -> str | None:
    # Half a surrogate pair, as a byte in a file name that is not UTF-8 becomes one, cannot be sent.
    return value if isinstance(value, str) and value and not _HALF.search(value) else None


def _day(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else None


def _epoch(value: Any) -> str | None:
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return str(int(value.timestamp())) if aware else None


def _moment(value: Any) -> str | None:
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    try:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "seconds")
    except OverflowError:  # a moment before the first year, or after the last one
        return None


def _flag(on: str, off: str) -> Spelling:
    words = {True: on, False: off}

    def encode(value: Any) -> str | None:
        return words[value] if isinstance(value, bool) else None

    return Spelling("True or False", encode, "True")


INTEGER = Spelling("an integer", _integer, "1, 2, 3")
TEXT = Spelling("text that is not empty", _text, '"Tom"')
DAY = Spelling("a date, such as date(2026, 8, 5)", _day, "date(2026, 8, 5)")
_AWARE, _SAMPLE = "an aware datetime, such as datetime(2026, 8, 5, tzinfo=UTC)", "datetime(2026, 8, 5, tzinfo=UTC)"
EPOCH = Spelling(_AWARE, _epoch, _SAMPLE)
"""V1's moments: seconds since 1970."""
MOMENT = Spelling(_AWARE, _moment, _SAMPLE)
"""V2's moments: text, which the server compares with a column of the database, in UTC."""
ONE_OR_ZERO = _flag("1", "0")
TRUE_OR_FALSE = _flag("true", "false")


def camel(name: str) -> str:
    """`-points_total` as V2 spells it: `-pointsTotal`."""
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def snake(name: str) -> str:
    """`pointsTotal` as Python spells it: `points_total`."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def _choice(kind: type[Enum]) -> Spelling:
    members = {member: str(member.value) for member in kind}
    names = ", ".join(f"{member.name} ({text})" for member, text in members.items())

    def encode(value: Any) -> str | None:
        if isinstance(value, bool):
            return None
        try:
            return members.get(value)
        except TypeError:
            return None

    return Spelling(f"one of {names}", encode, f"{public_name(kind)}.{next(iter(kind)).name}")


def _literal(words: tuple[str | int, ...], spell: Callable[[str], str]) -> Spelling:
    wire = {word: spell(word) if isinstance(word, str) else str(word) for word in words}

    def encode(value: Any) -> str | None:
        return wire.get(value) if isinstance(value, str | int) and not isinstance(value, bool) else None

    return Spelling(f"one of {', '.join(map(str, words))}", encode, repr(words[0]))


def _list(item: Spelling, arrange: Callable[[list[str]], list[str]]) -> Spelling:
    def encode(values: Any) -> str | None:
        if isinstance(values, str | bytes) or not isinstance(values, Collection):
            return None
        texts = [text for value in values if (text := item.encode(value)) is not None]
        return None if not texts or len(texts) < len(values) else ",".join(arrange(texts))

    return Spelling(f"a collection that is not empty, such as [{item.sample}], each item {item.expectation}", encode)


def _either(kinds: tuple[Spelling, ...]) -> Spelling:
    def encode(value: Any) -> str | None:
        return next((text for kind in kinds if (text := kind.encode(value)) is not None), None)

    first, *others = kinds
    words = [
        "a collection of such" if other.expectation.endswith(first.expectation) else other.expectation
        for other in others
    ]
    return Spelling(" or ".join([first.expectation, *words]), encode, first.sample)


def as_given(texts: list[str]) -> list[str]:
    """The items of a list in the caller's order."""
    return texts


def arranged(texts: list[str]) -> list[str]:
    """The items of a list in one order for every caller and process, each once; integers go by size."""
    return sorted(set(texts), key=lambda text: (len(text), text) if text.isdecimal() else (0, text))


@frozen
class Words:
    """The dialect's own spellings, beside those that both APIs share."""

    flag: Spelling
    """True and False."""
    moment: Spelling
    """Moments."""
    word: Callable[[str], str]
    """The wire's spelling of a word of a `Literal`."""
    arrange: Callable[[list[str]], list[str]]
    """The order of the items of a list."""


def spelling_of(annotation: Any, words: Words) -> Spelling:
    """The spelling of a parameter's type in a dialect."""
    kind = without_none(annotation)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _literal(arguments, words.word)
    if origin in (Union, UnionType):
        return _either(tuple(spelling_of(argument, words) for argument in arguments))
    if origin is not None:
        return _list(spelling_of(arguments[0], words), words.arrange)
    if issubclass(kind, Enum):
        return _choice(kind)
    return {int: INTEGER, str: TEXT, bool: words.flag, date: DAY, datetime: words.moment}[kind]
