"""The fields of a model as an object on the wire has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_origin

from attrs import NOTHING, evolve, frozen

from retroach_async._types import meanings_of, without_none
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Address, Field, Flattened, FromCall, FromMeta, LinkedId, mark_of, type_of
from retroach_async.wire.names import Naming, names_of


@frozen
class WireField:
    """One field of a model, as an object on the wire has it."""

    names: tuple[str, ...]
    """The keys under which it may be found; the first present counts."""
    kind: Any
    """The type of its value."""
    required: bool
    """True when the key must be there; the type of any other may be None, because null means the same as no key."""
    is_address: bool = False
    """True for one of the addresses that V2 sends beside the attributes."""


def wire_fields(naming: Naming, model: Any) -> Iterator[WireField]:
    """The fields that an object on the wire has for a model, which may be a page of something.

    The fields of a flattened model are among them; those that stand elsewhere, or repeat an argument, are not. All
    fields of a flattened model that may be None may be null or missing.
    """
    bare, meant = get_origin(model) or model, meanings_of(model)
    for attribute in attributes_of(bare):
        mark = mark_of(attribute)
        if isinstance(mark, Flattened):
            yield from _flattened(naming, type_of(attribute))
        elif attribute.init and not isinstance(mark, FromCall | FromMeta | LinkedId):
            yield _field(naming, attribute, meant)


def _field(naming: Naming, attribute: Field, meant: dict[Any, Any]) -> WireField:
    kind = type_of(attribute)
    if variables := getattr(kind, "__parameters__", ()):
        kind = kind[tuple(meant[variable] for variable in variables)]
    required = attribute.default is NOTHING
    is_address = isinstance(mark_of(attribute), Address)
    return WireField(names_of(naming, attribute), kind if required else kind | None, required, is_address)


def _flattened(naming: Naming, kind: Any) -> Iterator[WireField]:
    model = without_none(kind)
    for each in wire_fields(naming, model):
        yield each if model is kind else evolve(each, kind=each.kind | None, required=False)
