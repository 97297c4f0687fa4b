"""Sparse fieldsets: a call that asks for the fields of a model of the caller's own, and nothing else."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, NoReturn, TypeVar, get_origin

from attrs import evolve, frozen

from retroach_async._types import choices, public_name, spell
from retroach_async.endpoint import ByIds, Endpoint
from retroach_async.errors import ConfigurationError
from retroach_async.models import Page
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Address, Field, FromMeta, LinkedId, NeverAlone, mark_of
from retroach_async.models.v2.resource import Resource, relations_of
from retroach_async.registry import Group, endpoint_of
from retroach_async.wire.jsonapi import naming, row_of
from retroach_async.wire.structure import names_of
from retroach_async.wire.values import camel

M = TypeVar("M", bound=Resource)


class OnlyCall:
    """A declared call of V2 that asks for the fields of one model. It goes wherever the call itself goes."""

    def __init__(self, group: Group, endpoint: Endpoint, relations: frozenset[str]) -> None:
        self.__self__ = group
        self.endpoint = endpoint
        self._relations = relations

    async def __call__(self, *args: object, **kwargs: object) -> Any:
        """Make the call."""
        bound = self.endpoint.bind(args, kwargs)
        if self._relations and not isinstance(bound["include"], str):
            bound["include"] = [*{*(bound["include"] or ()), *self._relations}]
        return await self.__self__._invoke(self.endpoint, bound)

    def __repr__(self) -> str:
        return f"<{self.endpoint.name} with the fields of {spell(self.endpoint.result)}>"


def only(model: type[M], call: Callable[..., Awaitable[Any]]) -> OnlyCall:
    """The call, asking for the fields and the relations of a model, and giving objects of that model.

    Raises `ConfigurationError` when the call is none of V2's, or when the server cannot give what the model declares.
    """
    endpoint, group = endpoint_of(call), getattr(call, "__self__", None)
    row: Any = None if endpoint is None else row_of(endpoint.result)
    full: Any = row or (None if endpoint is None else endpoint.result)
    if endpoint is None or not isinstance(group, Group) or not _is_resource(full):
        raise ConfigurationError("only() takes a method of V2 that gives objects with fields, such as ra.v2.games.list")
    if not _is_resource(model) or model is Resource:
        raise ConfigurationError("only() takes a subclass of v2.Resource, such as `class Title(v2.Resource): ...`")
    words = choices(endpoint.arguments["include"].annotation) if "include" in endpoint.arguments else ()
    asked = _Asked(endpoint.name, frozenset(words))
    asked.add(model, full)
    fieldsets = tuple((f"fields[{kind}]", ",".join(sorted(fields))) for kind, fields in asked.fieldsets())
    result = model if row is None else Page[model]  # type: ignore[valid-type]
    many = None if endpoint.many is None else _narrowed(model, endpoint.many)
    narrowed = evolve(endpoint, result=result, fixed=(*endpoint.fixed, *fieldsets), many=many)
    return OnlyCall(group, narrowed, frozenset(asked.words))


def _narrowed(model: type[M], many: ByIds) -> ByIds:
    def listing(group: Group) -> Callable[..., Awaitable[Any]]:
        return only(model, many.listing(group))

    return evolve(many, listing=listing)


def _is_resource(kind: Any) -> bool:
    return isinstance(get_origin(kind) or kind, type) and issubclass(kind, Resource)


class _Asked:
    """The fieldsets and the includes that a model of the caller's own stands for."""

    def __init__(self, call: str, allowed: frozenset[str]) -> None:
        self.words: set[str] = set()
        self._call = call
        self._allowed = allowed
        self._fields: dict[str, set[str]] = {}
        self._whole: set[str] = set()

    def fieldsets(self) -> Iterator[tuple[str, set[str]]]:
        """The fields to ask for by type; a type that is also asked for as a whole has no fieldset."""
        return ((kind, fields) for kind, fields in self._fields.items() if kind not in self._whole)

    def add(self, model: type[Resource], full: type[Resource], path: str = "") -> None:
        """Ask for a model in place of the full one, at a path of relations."""
        if "__attrs_attrs__" not in vars(model):
            frozen(kw_only=True, slots=False)(model)  # in place, so that the class stays the caller's own
        if issubclass(model, full):
            self._whole.add(full.type_name)
        else:
            fields = self._fields.setdefault(full.type_name, set())
            fields.update(filter(None, (self._wire_name(each, full) for each in attributes_of(model))))
            fields.update(map(camel, relations_of(model)))
            if not fields:
                raise ConfigurationError(f"{model.__name__} declares no field of {public_name(full)} beside its id")
        known = relations_of(full)
        for name, relation in relations_of(model).items():
            word = f"{path}{name}"
            if name not in known or (word not in self._allowed and not issubclass(model, full)):
                raise ConfigurationError(f"{self._call} cannot include {word!r}")
            if word in self._allowed and not issubclass(model, full):
                self.words.add(word)
                self.add(relation.model(), known[name].model(), f"{word}.")

    def _wire_name(self, attribute: Field, full: type[Resource]) -> str | None:
        """The server's name of a field; None for what comes with every object."""
        if attribute.name == "id":
            return None
        same = _field_like(attribute, full)
        if same is None:
            self._refuse(attribute, full)
        mark = mark_of(same)
        if isinstance(mark, Address | FromMeta):
            return None
        if any(isinstance(each, NeverAlone) for each in getattr(same.type, "__metadata__", ())):
            raise ConfigurationError(f"the server gives {same.name} only with all fields of {public_name(full)}")
        return mark.relationship if isinstance(mark, LinkedId) else names_of(naming, same)[0]

    def _refuse(self, attribute: Field, full: type[Resource]) -> NoReturn:
        names = [each.name for each in attributes_of(full)]
        similar = difflib.get_close_matches(attribute.name, names, 1)
        hint = f": did you mean {similar[0]!r}?" if similar else ""
        raise ConfigurationError(f"{public_name(full)} has no field {attribute.name!r}{hint}")


def _field_like(attribute: Field, full: type[Resource]) -> Field | None:
    """The field of the full model that has the same name, in Python or on the wire."""
    wanted = names_of(naming, attribute)[0]
    of_same_name = (each for each in attributes_of(full) if each.name == attribute.name)
    of_same_key = (each for each in attributes_of(full) if wanted in names_of(naming, each))
    return next(of_same_name, None) or next(of_same_key, None)
