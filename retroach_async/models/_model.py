"""The base of all models: frozen attrs classes that can be turned into plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Never, TypeVar, cast

import attrs
from attrs import fields, resolve_types

from retroach_async.models.marks import Field
from retroach_async.models.media import HasBadge, Image

V_co = TypeVar("V_co", covariant=True)

if TYPE_CHECKING:
    from attrs import frozen as frozen  # noqa: PLC0414  so that type checkers let the models import it from here
else:
    frozen = partial(attrs.frozen, eq=False, repr=False)
    """The `frozen` of attrs without the methods that a model inherits, which would be half of the time of an import."""


def none_if_zero(number: int | None) -> int | None:
    """An id; None for 0, by which the server means no id."""
    return number or None


@frozen
class Model:
    """The base of all answers: frozen, slotted, compared by value, picklable."""

    _compared: ClassVar[Callable[[Model], object]] = type
    """A function from a model to the values by which it is compared."""

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        # A subclass in another module may inherit the field, and that module lacks the names in the annotation. So an
        # annotation that is text becomes a type here, once, and whoever asks for a constructor's type hints gets types.
        _resolve(cls)
        attributes = fields(cls)
        types = {str(each.alias): each.type for each in attributes if each.init}
        cls.__init__.__annotations__ = types | {"return": None}
        compared = [each.name for each in attributes if each.eq]
        cls._compared = attrgetter(*compared) if compared else type

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model) or type(other) is not type(self):
            return NotImplemented
        values_of = type(self)._compared
        return values_of(self) == values_of(other)

    def __hash__(self) -> int:
        return hash(type(self)._compared(self))

    def __repr__(self) -> str:
        shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(type(self)) if each.repr)
        return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(shown)})"

    def to_dict(self) -> dict[str, Any]:
        """All fields as JSON-ready values: ISO 8601 dates in UTC, durations in seconds, enum values, lists.

        Pictures are absolute addresses. A badge is its name, and `badge_url` beside it is the address.
        """
        values = {attribute.name: plain(getattr(self, attribute.name)) for attribute in attributes_of(type(self))}
        return values | {"badge_url": self.badge_url} if isinstance(self, HasBadge) else values

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return _schema_of(source, handler)


def _resolve(cls: type[Model]) -> None:
    """Make types of the annotations that are texts, as far as their names are there."""
    if any(isinstance(each.type, str) for each in fields(cls)):
        with suppress(NameError):  # a type that comes later in its module, or is there for type checkers only
            resolve_types(cls, localns={cls.__name__: cls})


def _schema_of(kind: Any, handler: Any) -> Any:
    # Only pydantic asks for it, and it needs `from_dict`, which stands above the models: so it is loaded by its name.
    return import_module("retroach_async.schemas").schema_of(kind, handler)


def attributes_of(model: type[Model]) -> tuple[Field, ...]:
    """The public fields of a model, in the order of their declaration; a class without attrs becomes a model here."""
    for base in reversed(model.__mro__):
        if issubclass(base, Model) and "__attrs_attrs__" not in vars(base):
            attrs.frozen(kw_only=True, slots=False)(
                base
            )  # in place, so that the class stays the one that the program knows
    _resolve(model)
    return tuple(cast("Field", each) for each in fields(model) if not each.name.startswith("_"))


def in_place(model: type, attributes: Sequence[Field]) -> list[Field]:
    """The fields of a model, each redefined one in the place of the one that it replaces; attrs puts it last."""
    inherited = [each.name for base in reversed(model.__mro__[1:]) for each in getattr(base, "__attrs_attrs__", ())]
    places = {name: place for place, name in enumerate(dict.fromkeys(inherited))}
    return sorted(attributes, key=lambda each: places.get(each.name, len(places)))


def plain(value: object) -> Any:
    """The JSON-ready form of anything that a call returns: `json.dumps(plain(await ra.get_game_list(7)))`.

    A model or a page becomes what its `to_dict()` gives, a tuple a list, and a map a dictionary with text as keys.
    None, numbers and text stay as they are. `from_dict` reads the result again.
    """
    return next((convert(value) for kinds, convert in _PLAIN if isinstance(value, kinds)), value)


_PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Model, lambda model: model.to_dict()),
    (Enum, lambda member: member.value),
    (Image, lambda image: image.url),
    (str, str),
    ((datetime, date), lambda moment: moment.isoformat()),
    (timedelta, lambda length: length.total_seconds()),
    (Mapping, lambda items: {str(key): plain(item) for key, item in items.items()}),
    ((tuple, list), lambda items: [plain(item) for item in items]),
)


@attrs.frozen(eq=False, repr=False, init=False)
class FrozenMap(Mapping[int, V_co]):
    """A mapping from id to value that cannot be changed; it can be hashed, compared and pickled."""

    _items: dict[int, V_co]

    def __init__(self, items: Mapping[int, V_co]) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __getitem__(self, key: int) -> V_co:
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

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return _schema_of(source, handler)


NOTHING_BY_ID: FrozenMap[Never] = FrozenMap({})
"""A mapping without an item: the default of fields that are one."""
