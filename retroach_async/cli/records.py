"""Rows for programs: the columns of a type, and the records of a value, each made of plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from retroach_async._types import without_none
from retroach_async.models import AchievementDistribution, AchievementFlags, FrozenMap, Model, Page
from retroach_async.models._model import attributes_of, plain

Record = Mapping[str, Any]
"""A row by the names of its columns; a model within is a mapping of its own: `last_game`, then `title`."""

KEY = "key"
"""The column of a mapping's keys."""


def row_kind(kind: Any) -> Any:
    """The type of one row of an answer of this type; of an answer without rows, its own type."""
    kind = without_none(kind)
    if arguments := get_args(kind):  # Page[Game], tuple[Game, ...], FrozenMap[Game]
        return arguments[0]
    return get_args(get_type_hints(kind)["results"])[0] if issubclass(kind, Page) else kind


def relations_in(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The relations of a row that a call asks for: `achievement` for the word `achievement.developer`."""
    return tuple(dict.fromkeys(word.partition(".")[0] for word in options.get("include") or ()))


def columns_of(kind: Any, *, key: str = KEY, relations: Sequence[str] = ()) -> tuple[str, ...]:
    """The columns of an answer of this type; `key` is what a mapping's keys are called.

    `relations` are those that the call asked for; each is one column, with all of the related object.
    """
    if without_none(kind) is AchievementDistribution:
        return ("unlocks", "players")
    is_mapping = get_origin(without_none(kind)) is FrozenMap
    fields = (*fields_of(row_kind(kind)), *relations)
    return (key, *fields) if is_mapping else fields


def records_of(answer: Any, *, key: str = KEY) -> Iterator[Record]:
    """The rows of an answer: none for None, one for a model that has no rows of its own."""
    if isinstance(answer, AchievementDistribution):
        yield from ({"unlocks": unlocks, "players": players} for unlocks, players in answer.items())
    elif isinstance(answer, Mapping):
        yield from ({key: each, **_record(item)} for each, item in answer.items())
    elif isinstance(answer, Page | tuple):
        yield from map(_record, answer)
    elif answer is not None:
        yield _record(answer)


@lru_cache(None)
def fields_of(kind: Any) -> tuple[str, ...]:
    """The fields of a model in the order of their declaration; those of models within are dotted."""
    if kind is AchievementDistribution:
        empty = AchievementDistribution(game_id=1, hardcore=False, flags=AchievementFlags.OFFICIAL, players=())
        return tuple(empty.to_dict())  # its figures are no fields
    if not _is_model(kind):
        return ("value",)
    hints, found = get_type_hints(kind), list[str]()
    for name in names_of(kind):
        within = without_none(hints[name])
        found += [f"{name}.{field}" for field in fields_of(within)] if _is_model(within) else [name]
    return tuple(found)


def names_of(model: type[Model]) -> list[str]:
    """The fields of a model in the order of their declaration."""
    return [attribute.name for attribute in attributes_of(model)]


def cell(record: Record, column: str) -> Any:
    """The value of a record in a column; None where a model within is missing."""
    if column in record:
        return record[column]
    value: Any = record
    for name in column.split("."):
        value = None if value is None else value.get(name)
    return value


def _record(item: Any) -> Record:
    return item.to_dict() if isinstance(item, Model) else {"value": plain(item)}


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)
