"""The base of all models: frozen attrs classes that can be turned into plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar, cast

from attrs import NOTHING, Attribute, field, fields, frozen

V = TypeVar("V")

WIRE = "wire"
"""Metadata of a field: the wire's names for it, where the dialect's naming rule does not give them."""
ASKED = "asked"
"""Metadata of a field: the argument of the call that it repeats, because the answer does not."""
EMBEDDED = "embedded"
"""Metadata of a field: its own fields lie beside it on the wire, in the same object."""


def wire(*names: str, default: Any = NOTHING, converter: Any = None) -> Any:
    """A field that the wire calls by other names than the dialect's rule would give; the first present wins."""
    return field(default=default, converter=converter, metadata={WIRE: names})


def asked(argument: str, *, converter: Any = None) -> Any:
    """A field that is not in the answer: it repeats an argument of the call."""
    return field(converter=converter, metadata={ASKED: argument})


def embedded() -> Any:
    """A field that is a model of its own here, while the wire spreads it over the object around it.

    Where it may be None, it is so when the first of its own fields is null or missing.
    """
    return field(metadata={EMBEDDED: True})


def none_if_zero(number: int | None) -> int | None:
    """An id; None for 0, by which the server means no id."""
    return number or None


@frozen
class Model:
    """The base of all answers: frozen, slotted, compared by value, picklable."""

    def to_dict(self) -> dict[str, Any]:
        """All fields as JSON-ready values: ISO 8601 dates in UTC, durations in seconds, enum values, lists."""
        return {attribute.name: plain(getattr(self, attribute.name)) for attribute in attributes_of(type(self))}


def attributes_of(model: type[Model]) -> tuple[Attribute[Any], ...]:
    """The fields of a model, in the order of their declaration."""
    return cast("tuple[Attribute[Any], ...]", fields(model))


def plain(value: Any) -> Any:
    """A value of a model as a JSON-ready value."""
    return next((convert(value) for kinds, convert in _PLAIN if isinstance(value, kinds)), value)


_PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Model, lambda model: model.to_dict()),
    (Enum, lambda member: member.value),
    (str, str),
    ((datetime, date), lambda moment: moment.isoformat()),
    (timedelta, lambda length: length.total_seconds()),
    (Mapping, lambda items: {str(key): plain(item) for key, item in items.items()}),
    ((tuple, list), lambda items: [plain(item) for item in items]),
)


@frozen(eq=False, repr=False, init=False)
class FrozenMap(Mapping[int, V]):
    """A mapping from id to value that cannot be changed; it can be hashed, compared and pickled."""

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
