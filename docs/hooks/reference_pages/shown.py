"""Values as they are shown: an answer as Python, and the server's JSON, shortened, with a sign where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from textwrap import wrap
from typing import Any

from retroach_async._types import public_name
from retroach_async.models import AchievementDistribution, FrozenMap, Model
from retroach_async.models._model import attributes_of
from retroach_async.models.v2 import Resource

_WIDTH = 88
_LONGEST_TEXT = 72
_FEW_OBJECTS, _MANY_SCALARS = 1, 15
"""The number of objects, and of plain values, that a list or a map shows."""
_ELLIPSIS = "…"


def as_python(value: Any) -> str:
    """A value as a program writes it, over several lines where one is too short.

    A comment stands in place of the rows that are left out; a text that is cut ends with an ellipsis.
    """
    return "\n".join(_lines(value))


def as_json(payload: Any) -> str:
    """The JSON of the server; in place of what is left out stands a text such as "… 41 more"."""
    return "\n".join(_json_lines(_short(payload), _WIDTH))


# Python


def _lines(value: Any) -> list[str]:
    if isinstance(value, AchievementDistribution):
        return wrap(repr(value), _WIDTH, subsequent_indent="    ")
    plain = _scalar(value)
    if plain is not None:
        return [plain]
    opening, closing, parts = _parts(value)
    flat = [line for part in parts for line in part]
    whole = f"{opening}{', '.join(flat)}{',' if closing == ')' and opening == '(' and len(parts) == 1 else ''}{closing}"
    if len(parts) == len(flat) and len(whole) <= _WIDTH and not any(line.startswith("#") for line in flat):
        return [whole]
    inner = [f"    {line}" for part in parts for line in _ended(part)]
    return [opening, *inner, closing]


def _ended(part: list[str]) -> list[str]:
    """The lines of a part with its comma; a comment has none."""
    return part if part[-1].startswith("#") else [*part[:-1], f"{part[-1]},"]


def _parts(value: Any) -> tuple[str, str, list[list[str]]]:
    """The opening, the closing, and the lines of each part between them."""
    if isinstance(value, Model):
        named = [(each.name, getattr(value, each.name)) for each in attributes_of(type(value)) if each.repr]
        parts = [_named(f"{name}=", _lines(item)) for name, item in named]
        if isinstance(value, Resource) and value._related:
            parts += [["# related, because the call asked for it"]]
            parts += [_named(f"{name}=", _lines(item)) for name, item in value._related]
        return f"{public_name(type(value))}(", ")", parts
    if isinstance(value, Mapping):
        items, more = _first(list(value.items()), [item for _, item in value.items()])
        parts = [_named(f"{key!r}: ", _lines(item)) for key, item in items]
        return "{", "}", [*parts, *_more(more)]
    items, more = _first(value, value)
    return "(", ")", [*map(_lines, items), *_more(more)]


def _named(name: str, lines: list[str]) -> list[str]:
    return [f"{name}{lines[0]}", *lines[1:]]


def _more(count: int) -> list[list[str]]:
    return [[f"# {_ELLIPSIS} {count:,} more"]] if count else []


def _first(items: Sequence[Any], values: Sequence[Any]) -> tuple[Sequence[Any], int]:
    """The items that are shown, and the number of those that are not."""
    is_of_objects = any(isinstance(value, Model | Mapping | dict | list) for value in values)
    most = _FEW_OBJECTS if is_of_objects else _MANY_SCALARS
    return items[:most], max(len(items) - most, 0)


def _scalar(value: Any) -> str | None:
    """A plain value as a program writes it; None for a value with parts."""
    return next((spell(value) for kinds, spell in _SPELLINGS if isinstance(value, kinds)), None)


def _moment(value: datetime) -> str:
    parts = list(value.timetuple()[:6])
    while len(parts) > 5 and not parts[-1]:
        parts.pop()
    numbers = [str(part) for part in parts] + [f"microsecond={value.microsecond}"] * bool(value.microsecond)
    return f"datetime({', '.join([*numbers, 'tzinfo=UTC'])})" if value.tzinfo is UTC else repr(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}{_ELLIPSIS}"


def _member(member: Enum) -> str:
    return f"{public_name(type(member))}.{member.name}"


_SPELLINGS: tuple[tuple[Any, Callable[[Any], str | None]], ...] = (
    (Enum, _member),
    (str, lambda text: repr(_cut(str(text)))),
    (datetime, _moment),
    (date, lambda day: f"date({day.year}, {day.month}, {day.day})"),
    (timedelta, lambda length: f"timedelta(seconds={length.total_seconds():g})"),
    (FrozenMap | tuple | list | Mapping | Model, lambda _: None),
    (object, repr),
)
"""Functions by type; the first that fits is used."""


# JSON


def _json_lines(value: Any, width: int) -> list[str]:
    """The lines of a value; what fits on one line has one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) <= width or not isinstance(value, dict | list):
        return [flat]
    if isinstance(value, dict):
        parts = [_named(f"{json.dumps(key)}: ", _json_lines(item, width - 2)) for key, item in value.items()]
        opening, closing = "{}"
    else:
        parts = [_json_lines(item, width - 2) for item in value]
        opening, closing = "[]"
    ended = [[*part[:-1], f"{part[-1]},"] for part in parts[:-1]] + parts[-1:]
    return [opening, *(f"  {line}" for part in ended for line in part), closing]


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return _cut(value)
    if isinstance(value, list):
        items, more = _first(value, value)
        return [*map(_short, items), *_left_out(more)]
    if isinstance(value, dict):
        is_map = len(value) > 1 and all(key.isdecimal() for key in value)
        keys, more = _first([*value], [*value.values()]) if is_map else ([*value], 0)
        shown = {key: _short(value[key]) for key in keys}
        return shown | ({_ELLIPSIS: f"{more:,} more"} if more else {})
    return value


def _left_out(more: int) -> Iterator[str]:
    if more:
        yield f"{_ELLIPSIS} {more:,} more"
