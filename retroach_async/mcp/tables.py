"""Answers as tables: the facts about a thing, and its rows; pictures and what is not there are left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, get_args, get_origin

from attrs import frozen

from retroach_async._types import without_none
from retroach_async.mcp.schemas import name_of
from retroach_async.models import AchievementDistribution, Badge, FrozenMap, Image, Model, Page, UserGameProgress
from retroach_async.models._model import attributes_of
from retroach_async.models.v2 import Resource

Record = dict[str, Any]
"""A row by the names of its columns; the fields of a model within are dotted: `last_game.title`."""

_PICTURE = re.compile(r"(badge|image|icon|avatar)(_\w+)?_url")


@frozen
class Table:
    """An answer as a table; every value is ready for JSON."""

    about: Record
    """The facts that are not rows."""
    cols: tuple[str, ...]
    """The columns in which any row has a value."""
    rows: tuple[tuple[Any, ...], ...]
    total: int | None = None
    """The number of rows on all pages; None where the server does not tell it."""


def table_of(answer: Any) -> Table:
    """An answer as a table; an object without lists of its own is one row."""
    if isinstance(answer, AchievementDistribution):
        about = {name: value for name, value in _flat(answer).items() if name != "players"}
        return Table(about, ("unlocks", "players"), tuple(answer.items()))
    if isinstance(answer, Page):
        return _table(_facts(answer, without=("results", "total", "has_more")), answer.results, answer.total)
    lists = {} if not isinstance(answer, Model) else _lists_in(answer)
    if not lists:
        items = answer if isinstance(answer, Mapping | tuple) else () if answer is None else (answer,)
        return _table({}, items, None)
    name = max(lists, key=lambda each: len(lists[each]))
    about = _facts(answer, without=(name,))
    return _table(about, _in_order(answer, lists[name]), None)


def has_rows(kind: Any) -> bool:
    """True for a type whose answers may have more than one row."""
    kind = without_none(kind)
    if get_args(kind) or issubclass(kind, Page | AchievementDistribution):
        return True
    types = (without_none(attribute.type) for attribute in attributes_of(kind))
    return any(get_origin(each) in (tuple, FrozenMap) for each in types)


def _lists_in(model: Model) -> dict[str, Any]:
    """The fields of a model that hold models."""
    values = {attribute.name: getattr(model, attribute.name) for attribute in attributes_of(type(model))}
    return {name: value for name, value in values.items() if _holds_models(value)}


def _holds_models(value: Any) -> bool:
    items = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ()
    return any(isinstance(item, Model) or _holds_models(item) for item in items)


def _in_order(answer: Model, items: Any) -> Any:
    """The achievements of a set in its own order; those of a user's progress with the locked ones first."""
    rows = tuple(items.values()) if isinstance(items, Mapping) else items
    if not all(hasattr(row, "display_order") for row in rows):
        return items
    rows = sorted(rows, key=lambda row: row.display_order)
    if isinstance(answer, UserGameProgress):
        rows.sort(key=lambda row: row.unlocked_at is not None)
    return tuple(rows)


def _table(about: Record, items: Any, total: int | None) -> Table:
    records = list(_records(items))
    players = about.get("players_total")
    if players and all("unlocks_total" in record for record in records):
        for record in records:
            record["rarity"] = None if record["unlocks_total"] is None else round(record["unlocks_total"] / players, 4)
    cols = _columns(records)
    return Table(about, cols, tuple(tuple(record.get(name) for name in cols) for record in records), total)


def _columns(records: Iterable[Record]) -> tuple[str, ...]:
    """The columns in which any record has a value, in their order."""
    filled: dict[str, bool] = {}
    for record in records:
        for name, value in record.items():
            filled[name] = filled.get(name, False) or value is not None
    return tuple(name for name, is_filled in filled.items() if is_filled)


def _records(items: Any) -> Iterator[Record]:
    if not isinstance(items, Mapping):
        yield from map(_record, items)
        return
    for key, item in items.items():
        if isinstance(item, Mapping) and not isinstance(item, Model):
            yield from _records(item)  # of maps within a map each row names its own keys
        else:
            record = _record(item)
            yield record if key in (record.get("id"), record.get("game_id")) else {"key": key, **record}


def _record(item: Any) -> Record:
    return _flat(item) if isinstance(item, Model) else {"value": _cell(item)}


def _facts(model: Model, *, without: tuple[str, ...]) -> Record:
    """The facts of an object that has rows, without those that are not there."""
    return {name: value for name, value in _flat(model, without).items() if value is not None}


def _flat(model: Model, without: tuple[str, ...] = ()) -> Record:
    """The fields of a model and what it includes; None stands for what is not there, and no picture is there."""
    if isinstance(model, AchievementDistribution):
        return {name: _cell(value) for name, value in model.to_dict().items()} | {"flags": name_of(model.flags)}
    record: Record = {}
    values = [(each.name, getattr(model, each.name)) for each in attributes_of(type(model))]
    included = model._related if isinstance(model, Resource) else ()
    for name, value in (*values, *included):
        if name in without or isinstance(value, Image | Badge) or _PICTURE.search(name):
            continue
        within = _flat(value) if isinstance(value, Model) else None
        record |= {name: _cell(value)} if within is None else {f"{name}.{inner}": within[inner] for inner in within}
    return record


def _cell(value: Any) -> Any:
    """A value as JSON has it; None for nothing, and for empty text and lists."""
    return next((convert(value) for kinds, convert in _CELLS if isinstance(value, kinds)), value)


def _of_list(value: Any) -> Any:
    if _holds_models(value):
        within = _table({}, value, None)
        return {"cols": within.cols, "rows": within.rows}
    if isinstance(value, Mapping):
        return {str(key): _cell(item) for key, item in value.items()} or None
    return [_cell(item) for item in value] or None


def _of_length(value: timedelta) -> float:
    seconds = value.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds


_CELLS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Enum, name_of),
    (str, lambda text: str(text) or None),
    (float, lambda number: round(number, 6)),
    (datetime, lambda moment: moment.isoformat().replace("+00:00", "Z")),
    (date, lambda day: day.isoformat()),
    (timedelta, _of_length),
    ((Mapping, tuple, list), _of_list),
)
