"""Resources: the objects of V2, and the relations between them.

game = await ra.v2.games.get(1, include=["system"])
game.system.name            # included, so it is there
game.achievement_sets       # not asked for: raises NotIncluded
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Self, TypeVar, dataclass_transform, overload

import attrs
from attrs import field, fields

from retroach_async.errors import NotIncluded
from retroach_async.models._model import Model, attributes_of, frozen, plain

R = TypeVar("R")
T = TypeVar("T", bound="Resource")


@attrs.frozen(cache_hash=True)
class Identifier:
    """The type and the id by which V2 names an object: `Identifier("games", "1")`."""

    type: str
    """The server's name of the type."""
    id: str
    """The id, always as text."""


@frozen(kw_only=True)
class RawResource(Model):
    """An included object of a type that this release of the library does not know."""

    type: str
    """The server's name of the object's type."""
    id: str
    """Id of the object, always as text."""
    text: str = field(repr=False)
    """The object as JSON, just as the server sent it."""

    def json(self) -> Any:
        """The parsed JSON of the object."""
        return json.loads(self.text)


@frozen
class Origin(Model):
    """The facts about an object that stand beside its attributes."""

    identifier: Identifier
    linkage: tuple[tuple[str, tuple[Identifier, ...]], ...] = ()
    unknown: tuple[RawResource, ...] = ()
    path: str = ""
    """The relations that led to the object, as a word of `include`; empty for what the call is about."""
    asked: tuple[str, ...] = ()
    """The relations of the object that the call asked for."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
@frozen(kw_only=True)
class Resource(Model):
    """The base of V2's objects.

    A relation, such as `game.system`, is read like a field. It is there when the call asked for it by `include`;
    otherwise reading it raises `NotIncluded`. A subclass of your own is the set of fields for `ra.only(...)`.
    """

    type_name: ClassVar[str] = ""
    """The server's name of the type: `games`."""

    _related: tuple[tuple[str, Any], ...] = field(default=(), repr=False)
    _origin: Origin | None = field(default=None, repr=False, eq=False)

    def __init__(self, **fields: Any) -> None:
        # The way of a subclass that is written without attrs, until `attributes_of` has seen it.
        kind = type(self)
        attributes_of(kind)
        (self.__attrs_init__ if kind is Resource else kind.__init__.__get__(self))(**fields)  # type: ignore[attr-defined]

    def __getstate__(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(type(self))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        # Of a subclass that is written without attrs, whether it has slots or not.
        attributes_of(type(self))
        for name, value in state.items():
            object.__setattr__(self, name, value)

    @property
    def identifier(self) -> Identifier | None:
        """The type and the id in the answer; None for an object that does not come from one."""
        return self._origin.identifier if self._origin else None

    @property
    def linkage(self) -> Mapping[str, tuple[Identifier, ...]]:
        """The related objects that the server named, by relation: also those that were not included."""
        return MappingProxyType(dict(self._origin.linkage) if self._origin else {})

    @property
    def unknown(self) -> tuple[RawResource, ...]:
        """The related objects in the answer of which this release knows neither the relation nor the type."""
        return self._origin.unknown if self._origin else ()

    def to_dict(self) -> dict[str, Any]:
        """All fields as JSON-ready values, as every model gives them; included objects stand under their relations."""
        return super().to_dict() | {name: plain(value) for name, value in self._related}


class Relation(Generic[R]):
    """A relation of a resource, declared in its class: `system = One(lambda: System)`."""

    name: str
    """Name of the field that is the relation."""
    model: Callable[[], type[Resource]]
    """The model of the related objects; a callable, so that two models can refer to each other."""
    nothing: ClassVar[Any] = None
    """The value where the server names no related object."""
    may_be_nothing: ClassVar[bool] = True
    """True when the relation may lead to no object."""

    def __set_name__(self, owner: type[Resource], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, row: None, owner: type[Resource]) -> Self: ...
    @overload
    def __get__(self, row: Resource, owner: type[Resource]) -> R: ...
    def __get__(self, row: Resource | None, owner: type[Resource]) -> Self | R:
        if row is None:
            return self
        for name, value in row._related:
            if name == self.name:
                found: R = value
                return found
        raise NotIncluded(f"{owner.__name__}.{self.name} {self._absence(row._origin)}", name=self.name)

    def _absence(self, origin: Origin | None) -> str:
        if origin is not None and self.name in origin.asked:
            return "is not in the answer, although the call asked for it"
        word = f"{origin.path}.{self.name}" if origin is not None and origin.path else self.name
        return f"was not included: ask for it by `include`, as {word!r}"


class One(Relation[T], Generic[T]):
    """A relation to exactly one object."""

    may_be_nothing = False

    def __init__(self, model: Callable[[], type[T]]) -> None:
        self.model = model


class Maybe(Relation[T | None], Generic[T]):
    """A relation to one object or to none; None where there is none."""

    def __init__(self, model: Callable[[], type[T]]) -> None:
        self.model = model


class Many(Relation[tuple[T, ...]], Generic[T]):
    """A relation to any number of objects: a tuple."""

    nothing = ()

    def __init__(self, model: Callable[[], type[T]]) -> None:
        self.model = model


def relations_of(model: type[Resource]) -> dict[str, Relation[Any]]:
    """The relations of a model by name."""
    return {
        name: member
        for base in reversed(model.__mro__)
        for name, member in vars(base).items()
        if isinstance(member, Relation)
    }
