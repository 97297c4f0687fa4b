"""From models back to the wire: the inverse of the structurer, and what both dialects share of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from enum import Enum
from typing import Any, TypeAlias

from attrs import field, frozen

from retroach_async._types import without_none
from retroach_async.models._model import Model, attributes_of
from retroach_async.models.marks import Field, Flattened, FromCall, FromMeta, mark_of, type_of
from retroach_async.wire.names import Naming, names_of

Place: TypeAlias = tuple[str, str]
"""The name of a model, and the wire's name of one of its fields; two empty texts for what is in no field."""
NOWHERE: Place = ("", "")


@frozen
class Writer:
    """Writes models as one dialect spells them."""

    naming: Naming
    """The dialect's rule for names."""
    spell: Callable[[Place, Any], Any]
    """A function from a place and a value that is no model, no list and no map with items to its JSON."""
    names: Mapping[Place, str] = field(factory=dict)
    """The names of fields whose first name is not the one that is sent."""
    sometimes: frozenset[Place] = frozenset()
    """Fields that are not sent when they are None; a field named `*` stands for all of a model."""

    def value(self, value: Any, place: Place = NOWHERE) -> Any:
        """The JSON of anything that a field or a call holds."""
        if isinstance(value, Mapping) and value:
            return {str(key): self.value(each, place) for key, each in value.items()}
        if isinstance(value, Model) and not isinstance(value, Mapping):
            return dict(self.members(value, attributes_of(type(value))))
        if isinstance(value, tuple | list):
            return [self.value(each, place) for each in value]
        return self.spell(place, _plainest(value))

    def members(self, model: Model, attributes: Iterable[Field]) -> Iterator[tuple[str, Any]]:
        """The members of an object for some fields of its model; of several names of a field the first counts.

        What stands elsewhere on the wire is left out.
        """
        for attribute in attributes:
            mark, value = mark_of(attribute), getattr(model, attribute.name)
            if isinstance(mark, Flattened):
                yield from self._flattened(value, without_none(type_of(attribute)))
            elif attribute.init and not isinstance(mark, FromCall | FromMeta):
                place = type(model).__name__, names_of(self.naming, attribute)[0]
                if value is None and not self.sometimes.isdisjoint((place, (place[0], "*"))):
                    continue
                yield self.names.get(place, place[1]), self.value(value, place)

    def _flattened(self, value: Model | None, kind: type[Model]) -> Iterator[tuple[str, Any]]:
        if value is not None:
            yield from self.members(value, attributes_of(kind))
            return
        for attribute in attributes_of(kind):
            yield names_of(self.naming, attribute)[0], None


def _plainest(value: Any) -> Any:
    """The value of a member of an enumeration, the seconds of a length of time, and text that is nothing but text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, timedelta):
        return value.total_seconds()
    return str(value) if isinstance(value, str) else value


def plain_number(value: float) -> float:
    """A number as both APIs write it: without a fraction it is an integer."""
    return int(value) if value.is_integer() else value
