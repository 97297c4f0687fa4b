"""Models of a program's own, compared with the full models: what of V2 they ask for, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from enum import Enum
from typing import Any, NoReturn

from attrs import resolve_types

from retroach_async._types import public_name, spell, without_none
from retroach_async.checks import nearest
from retroach_async.errors import ConfigurationError
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Address, Field, FromMeta, LinkedId, NeverAlone, mark_of, type_of
from retroach_async.models.resource import Resource, relations_of
from retroach_async.wire.jsonapi import naming
from retroach_async.wire.names import names_of
from retroach_async.wire.values import camel


def is_resource(kind: object) -> bool:
    """True for a class below `Resource`."""
    return isinstance(kind, type) and issubclass(kind, Resource)


class Asked:
    """The fieldsets and the includes that a model of a program's own stands for."""

    def __init__(self, call: str, allowed: frozenset[str]) -> None:
        self.words: set[str] = set()
        """The words of `include`."""
        self._call = call
        self._allowed = allowed
        self._fields: dict[str, set[str]] = {}
        self._whole: set[str] = set()

    def fieldsets(self) -> Iterator[tuple[str, set[str]]]:
        """The fields to ask for by type; a type that is also asked for as a whole has no fieldset."""
        return ((kind, fields) for kind, fields in self._fields.items() if kind not in self._whole)

    def add(self, model: Any, full: type[Resource], path: str = "") -> None:
        """Ask for a model in place of the full one, at a path of relations.

        Raises `ConfigurationError`, naming the field or the relation, when the server cannot give it.
        """
        known, fields = relations_of(full), {each: _field_like(each, full) for each in _fields_of(model)}
        own = {name: each for name, each in relations_of(model).items() if known.get(name) is not each}
        names = {name for each, same in fields.items() if (name := _wire_name(each, same, full)) is not None}
        if issubclass(model, full):
            self._whole.add(full.type_name)
        elif names or own:
            self._fields.setdefault(full.type_name, set()).update(names, map(camel, own))
        else:
            raise ConfigurationError(f"{model.__name__} declares no field of {public_name(full)} beside its id")
        for name, relation in own.items():
            word = f"{path}{name}"
            if name not in known or word not in self._allowed:
                raise ConfigurationError(f"{self._call} cannot include {word!r}{_hint(word, self._allowed)}")
            if type(relation) is not type(known[name]):
                expected = type(known[name]).__name__
                raise ConfigurationError(f"{model.__name__}.{name} must be a v2.{expected}, as in {public_name(full)}")
            self.words.add(word)
            self.add(relation.model(), known[name].model(), f"{word}.")


def _fields_of(model: Any) -> tuple[Field, ...]:
    if not is_resource(model) or model is Resource:
        raise ConfigurationError("only() takes a subclass of v2.Resource, such as `class Title(v2.Resource): ...`")
    for base in model.__mro__:
        is_ours = base.__module__.startswith("retroach_async.")
        if not is_ours and not is_resource(base) and vars(base).get("__annotations__"):
            raise ConfigurationError(f"the fields of {base.__name__} do not count: make it a subclass of v2.Resource")
    try:
        attributes = attributes_of(model)
        resolve_types(model)
    except Exception as problem:  # noqa: BLE001  whatever attrs finds wrong with the class
        raise ConfigurationError(f"{model.__name__} is no model: {problem}") from None
    return attributes


def _wire_name(attribute: Field, same: Field | None, full: type[Resource]) -> str | None:
    """The server's name of a field; None for what comes with every object."""
    if attribute.name == "id":
        return None
    if same is None:
        _refuse(attribute.name, full)
    mark = mark_of(same)
    if isinstance(mark, Address | FromMeta):
        return None
    if any(isinstance(each, NeverAlone) for each in getattr(same.type, "__metadata__", ())):
        raise ConfigurationError(f"the server gives {same.name} only with all fields of {public_name(full)}")
    expected, declared = without_none(type_of(same)), without_none(type_of(attribute))
    is_text = declared is str and isinstance(expected, type) and issubclass(expected, str | Enum | date)
    if attribute.name == same.name and declared != expected and not is_text:
        kind, given = spell(expected), spell(declared)
        raise ConfigurationError(f"{same.name} is of type {kind} in {public_name(full)}, not {given}")
    return mark.relationship if isinstance(mark, LinkedId) else names_of(naming, same)[0]


def _refuse(name: str, full: type[Resource]) -> NoReturn:
    names = [each.name for each in attributes_of(full)]
    raise ConfigurationError(f"{public_name(full)} has no field {name!r}{_hint(name, names)}")


def _hint(word: str, known: Collection[str]) -> str:
    return f": did you mean {meant!r}?" if (meant := nearest(word, known)) else ""


def _field_like(attribute: Field, full: type[Resource]) -> Field | None:
    """The field of the full model that has the same name, in Python or on the wire."""
    wanted = names_of(naming, attribute)[0]
    of_same_name = (each for each in attributes_of(full) if each.name == attribute.name)
    of_same_key = (each for each in attributes_of(full) if wanted in names_of(naming, each))
    return next(of_same_name, None) or next(of_same_key, None)
