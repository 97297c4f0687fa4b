"""What every model shares: frozen attrs classes that know how to become plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar, cast

from attrs import NOTHING, Attribute, field, fields, frozen

V = TypeVar("V")

WIRE = "wire"
"""Metadata of a field: the wire's names for it, where the dialect's naming rule does not give them."""
ASKED = "asked"
"""Metadata of a field: the argument of the call that it repeats, because the answer does not."""


def wire(*names: str, default: Any = NOTHING) -> Any:
    """A field that the wire calls by other names than the dialect's rule would give; the first present wins."""
    return field(default=default, metadata={WIRE: names})


def asked(argument: str, *, converter: Any = None) -> Any:
    """A field that is not in the answer: it repeats an argument of the call."""
    return field(converter=converter, metadata={ASKED: argument})


@frozen
class Model:
    """The base of all answers: frozen, slotted, compared by value, picklable."""

    def to_dict(self) -> dict[str, Any]:
        """All fields as plain, JSON-ready values: ISO 8601 dates in UTC, seconds, enum values, lists."""
        return {attribute.name: plain(getattr(self, attribute.name)) for attribute in attributes_of(type(self))}


def attributes_of(model: type[Model]) -> tuple[Attribute[Any], ...]:
    """The fields of a model, in the order of their declaration."""
    return cast("tuple[Attribute[Any], ...]", fields(model))


def plain(value: object) -> Any:
    """A value of a model as JSON can hold it."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


@frozen(eq=False, repr=False, init=False)
class FrozenMap(Mapping[int, V]):
    """A mapping from id to value that cannot change, hashes, compares and pickles."""

    _items: dict[int, V]

    def __init__(self, items: Mapping[int, V]) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __getitem__(self, key: int) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[int]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __eq__(self, other: object) -> bool:
        return dict(self) == dict(other) if isinstance(other, Mapping) else NotImplemented

    def __repr__(self) -> str:
        return repr(self._items)
