"""Example models for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from retroach_async._types import without_none
from retroach_async.models import Badge, FrozenMap, Image, Model
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Field, FromMeta, mark_of
from retroach_async.models.resource import Resource, relations_of

M = TypeVar("M", bound=Model)

_VALUES: dict[Any, Any] = {
    bool: False,
    int: 1,
    float: 0.5,
    Image: Image("/Images/000001.png"),
    Badge: Badge("00001"),
    date: date(2024, 2, 29),
    datetime: datetime(2024, 2, 29, 12, tzinfo=UTC),
    timedelta: timedelta(hours=1),
}
"""A value of each simple type."""


def example(kind: type[M], /, **known: object) -> M:
    """A model with the fields that matter to a test; the others get plausible values, always the same.

    `example(GameExtended, title="Dragster", achievements=FrozenMap({1: example(GameAchievement, points=5)}))`

    An object of V2 has the relations that are given: `example(v2.Game, system=example(v2.System))`.
    """
    hints, given = get_type_hints(kind), dict[str, Any](known)
    values: dict[str, Any] = {
        str(attribute.alias): _value(attribute.name, hints[attribute.name])
        for attribute in attributes_of(kind)
        if attribute.init and attribute.name not in given and not _is_left_open(attribute)
    }
    if issubclass(kind, Resource):
        related = {name: given.pop(name) for name in relations_of(kind) if name in given}
        # A relation to many is a tuple, whatever collection is given.
        values["related"] = tuple((name, tuple(to) if isinstance(to, list) else to) for name, to in related.items())
    return kind(**values, **given)


def _is_left_open(attribute: Field) -> bool:
    """True for how long the whole list of a page is, and for what only one document says beside its object."""
    return attribute.name == "total" or isinstance(mark_of(attribute), FromMeta)


def _value(name: str, annotation: Any) -> Any:
    kind = without_none(annotation)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return () if isinstance(arguments[0], TypeVar) else (_value(name, arguments[0]),)
    if origin is FrozenMap:
        return FrozenMap({1: _value(name, arguments[0])})
    kind = origin or kind
    if issubclass(kind, Enum):
        return next(iter(kind))
    if issubclass(kind, Model):
        return example(kind)
    return name.replace("_", " ").capitalize() if kind is str else _VALUES[kind]
