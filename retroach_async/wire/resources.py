"""From JSON:API's resource objects to flat ones, which the structurer takes, along the include tree of a call.

Only what was asked for is resolved, so circles among the objects end by themselves:

    include=["achievement.developer"]      ticket.achievement.developer is there, ticket.achievement.games is not

A flat object has the attributes and the addresses of a resource under their own names, and beside them:

    @id of <relationship>     the id of a related object that the server named
    @related                  the related objects that were asked for, or the problem of one of them
    @origin                   what the server named beside the attributes
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

from retroach_async.errors import ValidationError
from retroach_async.models.resource import Identifier, Many, Origin, RawResource, Relation, Resource, relations_of
from retroach_async.wire.hooks import ORIGIN, RELATED
from retroach_async.wire.names import linked_id
from retroach_async.wire.problems import Elsewhere, Within
from retroach_async.wire.values import camel, snake

Tree: TypeAlias = Mapping[str, "Tree"]
"""The relations that a call asked for, by name, each with those below."""
Structure = Callable[[Any, Any], Any]
"""Makes a model of a flat object, or the `ValidationError` that tells why there is none."""


def tree_of(words: Iterable[str] | None) -> Tree:
    """The include tree of a call's words: `["achievement.developer"]` asks for the achievement as well."""
    tree: dict[str, Any] = {}
    for word in words or ():
        branch = tree
        for name in word.split("."):
            branch = branch.setdefault(name, {})
    return tree


class Included:
    """The included objects of one document, each made once for every branch of the tree that leads to it."""

    def __init__(self, document: Mapping[str, Any], structure: Structure) -> None:
        self._structure = structure
        listed = document.get("included")
        rows = listed if isinstance(listed, list) else []
        self._objects = {own: row for row in rows if (own := identifier_of(row)) is not None}
        self._made: dict[tuple[str, Identifier, type[Resource]], Any] = {}

    def flat(self, resource: Any, model: type[Resource], tree: Tree, path: str = "") -> Any:
        """A resource object as one flat object; anything else is given back, and refused later.

        One of another type than the model's becomes the problem that it is.
        """
        attributes = resource.get("attributes") or {} if isinstance(resource, dict) else None
        if not isinstance(attributes, dict):
            return resource
        kind = resource.get("type")
        if model.type_name and isinstance(kind, str) and kind != model.type_name:
            return Elsewhere("type", f"expected {model.type_name!r}, got {kind!r}")
        links = resource.get("links")
        addresses = {name: link for name, link in links.items() if name != "self"} if isinstance(links, dict) else {}
        named = dict(_named(resource.get("relationships")))
        ids = {linked_id(name): linked[0].id for name, linked in named.items() if len(linked) == 1}
        values = {**addresses, **attributes, **ids, "id": resource.get("id")}
        try:
            values[RELATED] = tuple(self._related(named, model, tree, path))
        except Within as problem:
            values[RELATED] = problem
        if (own := identifier_of(resource)) is not None:
            linkage = tuple((snake(name), linked) for name, linked in named.items())
            unknown = tuple(self._unknown(named, model)) if self._objects else ()
            values[ORIGIN] = Origin(own, linkage, unknown, path, tuple(tree))
        return values

    def _related(
        self, named: Mapping[str, tuple[Identifier, ...]], model: type[Resource], tree: Tree, path: str
    ) -> Iterator[tuple[str, Any]]:
        """The relations that were asked for, in the model's order, with their objects; a dangling one is left out."""
        for name, relation in relations_of(model).items():
            if name not in tree:
                continue
            branch = tree[name]
            linked = named.get(camel(name), ())
            if not linked and relation.may_be_nothing:
                yield name, relation.nothing
                continue
            place = f"{path}.{name}" if path else name
            found = tuple(
                self._one(each, relation, branch, place, f"{name}[{position}]" if isinstance(relation, Many) else name)
                for position, each in enumerate(linked)
                if self._is_known(each, relation)
            )
            if isinstance(relation, Many):
                yield name, found
            elif found:
                yield name, found[0]

    def _is_known(self, identifier: Identifier, relation: Relation[Any]) -> bool:
        return identifier in self._objects and relation.model().type_name in (identifier.type, "")

    def _one(self, identifier: Identifier, relation: Relation[Any], branch: Tree, place: str, name: str) -> Any:
        model = relation.model()
        key = place, identifier, model
        if key not in self._made:
            flat = self.flat(self._objects[identifier], model, branch, place)
            self._made[key] = self._structure(flat, model)
        made = self._made[key]
        if isinstance(made, ValidationError):
            raise Within(name, made)
        return made

    def _unknown(self, named: Mapping[str, tuple[Identifier, ...]], model: type[Resource]) -> Iterator[RawResource]:
        """The included objects of which the model knows neither the relation nor the type."""
        known = {camel(name): relation.model().type_name for name, relation in relations_of(model).items()}
        for name, linked in named.items():
            for each in linked:
                if each in self._objects and known.get(name) not in (each.type, ""):
                    with suppress(RecursionError):  # nested so deeply that it can be read, but not written
                        yield RawResource(type=each.type, id=each.id, text=json.dumps(self._objects[each]))


def _named(relationships: Any) -> Iterator[tuple[str, tuple[Identifier, ...]]]:
    """The objects that each relationship names; a relationship without `data` names none, nor that there is none."""
    for name, relationship in relationships.items() if isinstance(relationships, dict) else ():
        if isinstance(relationship, dict) and "data" in relationship:
            data = relationship["data"]
            rows = data if isinstance(data, list) else [data]
            yield name, tuple(own for row in rows if (own := identifier_of(row)) is not None)


def identifier_of(row: Any) -> Identifier | None:
    """The type and the id of a resource object or of one end of a relationship; None for anything else."""
    if not isinstance(row, dict):
        return None
    kind, own = row.get("type"), row.get("id")
    return Identifier(kind, str(own)) if isinstance(kind, str) and isinstance(own, str | int) else None
