"""The resource objects of a document of V2, compared with their models along the include tree of the call.

Included objects of one type share one path, whatever relations lead to them: `included[systems].attributes.name`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import NOTHING

from retroach_async.drift.findings import Drift, Finding
from retroach_async.drift.walk import Walk, below
from retroach_async.drift.words import type_words, value_words
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import LinkedId, mark_of, type_of
from retroach_async.models.resource import relations_of
from retroach_async.models.v2 import Identifier, Many, Maybe, One, Relation, Resource
from retroach_async.wire.fields import WireField, wire_fields
from retroach_async.wire.resources import Tree, identifier_of
from retroach_async.wire.values import camel

_RESOURCE = ("attributes", "id", "links", "meta", "relationships", "type")
"""The members that JSON:API itself gives a resource."""
_TYPE = WireField(("type",), str, required=True)


class Resources:
    """The resource objects of one document."""

    def __init__(self, walk: Walk, document: Mapping[str, Any]) -> None:
        self._walk = walk
        listed = document.get("included", [])
        if not isinstance(listed, list):
            walk.enter("included")
            walk.other_type(listed, tuple, "included")
        self._rows = listed if isinstance(listed, list) else []
        self._objects = {own: row for row in self._rows if (own := identifier_of(row)) is not None}
        self._led_to: dict[tuple[Identifier, type[Resource]], dict[str, Any]] = {}

    def compare(self, rows: Iterable[Any], model: type[Resource], tree: Tree, path: str) -> None:
        """Compare the objects that the document is about with their model."""
        for row in rows:
            self._resource(row, model, tree, path)
            self._lead(row, model, tree)

    def compare_included(self) -> None:
        """Compare the included objects with the models to which the relations of the others lead."""
        for (led_to, model), tree in self._led_to.items():
            self._resource(self._objects[led_to], model, tree, _place(led_to.type))
        reached = {own for own, _ in self._led_to}
        for row in self._rows:
            own = identifier_of(row)
            if own is None:
                self._walk.enter("included[]")
                self._walk.other_type(row, Resource, "included[]")
            elif own not in reached:
                self._walk.enter(place := _place(own.type))
                self._walk.note(Finding(drift=Drift.UNKNOWN_KEY, path=place, found=value_words(row)), place)

    def _lead(self, row: Any, model: type[Resource], tree: Tree) -> None:
        """Follow the relations that the call asked for, and gather what should be related to each object."""
        for name, branch in tree.items():
            relation = relations_of(model).get(name)
            if relation is None:
                continue
            inner = relation.model()
            for own in _linked(row, camel(name)):
                if own in self._objects and inner.type_name in (own.type, ""):
                    _merge(self._led_to.setdefault((own, inner), {}), branch)
                    self._lead(self._objects[own], inner, branch)

    def _resource(self, row: Any, model: type[Resource], tree: Tree, path: str) -> None:
        walk = self._walk
        walk.enter(path)
        attributes = row.get("attributes") if isinstance(row, dict) else None
        if not isinstance(attributes, dict):
            walk.other_type(row, model, path)
            return
        self._type(row, model, path)
        fields = tuple(wire_fields(walk.naming, model))
        ids = tuple(each for each in fields if each.names == ("id",))
        addresses = tuple(each for each in fields if each.is_address)
        walk.members({"id": row["id"]} if "id" in row else {}, ids, model, path)
        place = below(path, "attributes")
        walk.enter(place)
        walk.members(attributes, tuple(each for each in fields if each not in (*ids, *addresses)), model, place)
        self._addresses(row.get("links", {}), addresses, model, below(path, "links"))
        self._relationships(row, model, tree, path)
        walk.unread({key: value for key, value in row.items() if key not in _RESOURCE}, path)

    def _addresses(self, links: Any, expected: tuple[WireField, ...], model: type[Resource], path: str) -> None:
        self._walk.enter(path)
        if isinstance(links, dict):  # its own address only repeats the call
            addresses = {name: link for name, link in links.items() if name != "self"}
            self._walk.members(addresses, expected, model, path)
        else:
            self._walk.other_type(links, dict, path)

    def _relationships(self, row: Mapping[str, Any], model: type[Resource], tree: Tree, path: str) -> None:
        walk, place = self._walk, below(path, "relationships")
        named = row.get("relationships", {})
        walk.enter(place)
        if not isinstance(named, dict):
            walk.other_type(named, dict, place)
            return
        relations = {camel(name): relation for name, relation in relations_of(model).items()}
        linked_ids, asked = _linked_ids(model), [camel(name) for name in tree]
        for name, relationship in named.items():
            walk.enter(below(place, name))
            if name not in relations and name not in linked_ids:
                walk.unread({name: relationship}, place)
            elif isinstance(relationship, dict) and "data" in relationship:
                data, relation = relationship["data"], relations.get(name)
                self._linkage(data, relation, linked_ids.get(name), below(place, f"{name}.data"), name in asked)
            elif name in asked or name in linked_ids:
                walk.other_type(relationship, dict, below(place, name))
        for name in asked:
            if name in relations and name not in named:
                self._absent(relations[name], path, below(place, name))
        for name, linked_id in linked_ids.items():
            if name not in named and name not in asked:
                walk.missing(linked_id, place)

    def _absent(self, relation: Relation[Any], path: str, place: str) -> None:
        """Note a relation that was asked for and is not there."""
        if isinstance(relation, Maybe):
            self._walk.lack(place)
        else:
            kind = tuple if isinstance(relation, Many) else relation.model()
            self._walk.note(Finding(drift=Drift.MISSING_KEY, path=place, expected=type_words(kind)), path)

    def _linkage(
        self, data: Any, relation: Relation[Any] | None, linked_id: WireField | None, path: str, is_asked: bool
    ) -> None:
        """Compare the objects that one relationship names with what the model says about it."""
        walk, is_many = self._walk, isinstance(relation, Many)
        model = Resource if relation is None else relation.model()
        if data is None and not isinstance(relation, One | Many):
            walk.lack(path)
            return
        walk.enter(path)
        if data is None or isinstance(data, list) != is_many:
            walk.other_type(data, tuple if is_many else model, path)
            return
        if data == []:
            walk.lack(f"{path}[]")
        for row in data if is_many else [data]:
            place = f"{path}[]" if is_many else path
            if is_many:
                walk.enter(place)
            own = identifier_of(row)
            if own is None:
                walk.other_type(row, model, place)
                continue
            if model.type_name not in (own.type, ""):
                self._another_type(own.type, model, place)
            elif is_asked and own not in self._objects:
                lacking = Finding(drift=Drift.MISSING_KEY, path=_place(own.type), expected=type_words(model))
                walk.note(lacking, place)
            if linked_id is not None:
                walk.value(own.id, linked_id.kind, below(place, "id"))

    def _type(self, row: Mapping[str, Any], model: type[Resource], path: str) -> None:
        """Compare the type that an object says it has with the model's."""
        if "type" not in row:
            self._walk.missing(_TYPE, path)
        elif not isinstance(row["type"], str):
            self._walk.enter(below(path, "type"))
            self._walk.other_type(row["type"], str, below(path, "type"))
        elif row["type"] != model.type_name:  # of what the call is about, which the library refuses
            self._another_type(row["type"], model, path, Drift.OTHER_TYPE)

    def _another_type(self, found: object, model: type[Resource], path: str, drift: Drift = Drift.NEW_VALUE) -> None:
        """Note an object of a type that is not the model's."""
        words = Finding(drift=drift, path=below(path, "type"), expected=model.type_name, found=value_words(found))
        self._walk.note(words, path)


def _linked_ids(model: type[Resource]) -> dict[str, WireField]:
    """The fields of a model that are ids of related objects, by the wire's names of the relationships."""
    marked = ((each, mark_of(each)) for each in attributes_of(model))
    return {
        mark.relationship: WireField((mark.relationship,), type_of(each), required=each.default is NOTHING)
        for each, mark in marked
        if isinstance(mark, LinkedId)
    }


def _linked(row: Any, name: str) -> Iterator[Identifier]:
    """The objects that one relationship of an object names."""
    relationships = row.get("relationships") if isinstance(row, dict) else None
    relationship = relationships.get(name) if isinstance(relationships, dict) else None
    data = relationship.get("data") if isinstance(relationship, dict) else None
    for each in data if isinstance(data, list) else [data]:
        if (own := identifier_of(each)) is not None:
            yield own


def _merge(tree: dict[str, Any], other: Tree) -> None:
    for name, branch in other.items():
        _merge(tree.setdefault(name, {}), branch)


def _place(type_name: str) -> str:
    return f"included[{type_name}]"
