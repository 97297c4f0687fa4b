"""Documents of V2, made from the declarations: every object has every key that its model reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import count
from typing import Any, get_args, get_origin

from retroach_async import ENDPOINTS, Model, Page
from retroach_async._types import choices, without_none
from retroach_async.drift.documents import model_of
from retroach_async.endpoint import Endpoint
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import FromMeta, LinkedId, mark_of, type_of
from retroach_async.models.resource import relations_of
from retroach_async.models.v2 import Many, Resource
from retroach_async.wire.fields import wire_fields
from retroach_async.wire.jsonapi import naming, row_of
from retroach_async.wire.names import names_of
from retroach_async.wire.resources import Tree, tree_of
from retroach_async.wire.values import camel

V2 = {name: endpoint for name, endpoint in ENDPOINTS.items() if endpoint.api == "v2"}

_VALUES: tuple[tuple[type, Any], ...] = (
    (bool, True),
    (int, 1),
    (timedelta, 60),
    (float, 0.5),
    (datetime, "2024-05-01T12:30:00.000000Z"),
    (date, "2024-05-01"),
    (str, "text"),
)


def value_of(kind: Any) -> Any:
    """A value of a type, as JSON has it."""
    inner = without_none(kind)
    plain = get_origin(inner) or inner
    if issubclass(plain, Model):
        return {field.names[0]: value_of(field.kind) for field in wire_fields(naming, inner)}
    if issubclass(plain, tuple):
        return [value_of(get_args(inner)[0])]
    if issubclass(plain, Enum):
        return next(iter(plain)).value
    return next(value for known, value in _VALUES if issubclass(plain, known))


class _Objects:
    """The resource objects of one document, and those that are included."""

    def __init__(self) -> None:
        self._ids = count(1)
        self._included: list[dict[str, Any]] = []

    @property
    def listed(self) -> dict[str, Any]:
        """The included objects, as a document lists them if there are any."""
        return {"included": self._included} if self._included else {}

    def resource(self, model: type[Resource], tree: Tree) -> dict[str, Any]:
        """A resource, with everything that is asked for."""
        fields = [each for each in wire_fields(naming, model) if each.names != ("id",)]
        made: dict[str, Any] = {
            "type": model.type_name,
            "id": str(next(self._ids)),
            "attributes": {each.names[0]: value_of(each.kind) for each in fields if not each.is_address},
            "links": {"self": "https://example.org", **{each.names[0]: "text" for each in fields if each.is_address}},
        }
        if named := dict(self._named(model)) | dict(self._related(model, tree)):
            made["relationships"] = named
        return made

    def _named(self, model: type[Resource]) -> Iterator[tuple[str, Any]]:
        for mark in map(mark_of, attributes_of(model)):
            if isinstance(mark, LinkedId):
                yield mark.relationship, {"data": {"type": self._type_of(model, mark.relationship), "id": "7"}}

    @staticmethod
    def _type_of(model: type[Resource], name: str) -> str:
        found = {camel(each): relation.model().type_name for each, relation in relations_of(model).items()}
        return found.get(name, "novelties")

    def _related(self, model: type[Resource], tree: Tree) -> Iterator[tuple[str, Any]]:
        relations = relations_of(model)
        for name, branch in tree.items():
            related = self.resource(relations[name].model(), branch)
            self._included.append(related)
            own = {"type": related["type"], "id": related["id"]}
            yield camel(name), {"data": [own] if isinstance(relations[name], Many) else own}


def everything(endpoint: Endpoint) -> dict[str, Any]:
    """The arguments of a call that asks for all related objects; ids and names are 1."""
    needed = {name: param.annotation for name, param in endpoint.arguments.items() if param.required}
    include = endpoint.arguments.get("include")
    asked = {"include": choices(include.annotation)} if include else {}
    return endpoint.bind((), {name: "1" if kind is str else 1 for name, kind in needed.items()} | asked)


def document_of(endpoint: Endpoint, bound: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a call."""
    kind, objects = without_none(endpoint.result), _Objects()
    plain, row, tree = get_origin(kind) or kind, row_of(kind), tree_of(bound.get("include"))
    beginning = {"jsonapi": {"version": "1.0"}, "links": {"self": "https://example.org"}}
    if row is not None:
        facts = {"currentPage": 1, "from": 1, "lastPage": 1, "perPage": 50, "to": 2, "total": 2}
        rows = [objects.resource(row, tree) for _ in range(2)]
        return beginning | {"data": rows, "meta": {**_beside_rows(kind), "page": facts}, **objects.listed}
    if issubclass(plain, Resource):
        return beginning | {"data": objects.resource(plain, tree), "meta": _beside_object(plain), **objects.listed}
    answer = value_of(model_of(plain))
    for name in reversed(endpoint.rows.split(".") if endpoint.rows else ()):
        answer = {name: answer}
    return answer | ({"links": {"self": "https://example.org"}} if "meta" in answer else {})


def _beside_rows(kind: Any) -> dict[str, Any]:
    usual = {name for each in attributes_of(Page) for name in names_of(naming, each)}
    fields = (each for each in wire_fields(naming, kind) if usual.isdisjoint(each.names))
    return {each.names[0]: value_of(each.kind) for each in fields}


def _beside_object(model: type[Resource]) -> dict[str, Any]:
    marked = ((mark_of(each), type_of(each)) for each in attributes_of(model))
    return {mark.name: value_of(kind) for mark, kind in marked if isinstance(mark, FromMeta)}
