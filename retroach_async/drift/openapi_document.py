"""V2's OpenAPI document, as far as it can be compared with the declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

_NAMED_BY = re.compile(r"relationships\.(\w+)\.data")
"""The place where the description of an included object names the relationship that leads to it."""


@frozen
class DocumentedRoute:
    """One route of the document."""

    path: str
    parameters: Mapping[str, Mapping[str, Any]]
    """The schemas of the parameters in the query, by name."""
    answer: Mapping[str, Any]
    """The schema of the answer."""

    def words(self, name: str) -> set[str]:
        """The words that a parameter takes; empty for a parameter that is not there."""
        return set(self.parameters.get(name, {}).get("items", {}).get("enum", ()))

    @property
    def fieldsets(self) -> dict[str, set[str]]:
        """The attributes and relationships by which answers can be made smaller, by type."""
        found = {name: re.fullmatch(r"fields\[(.+)\]", name) for name in self.parameters}
        return {match[1]: self.words(name) for name, match in found.items() if match}


@frozen
class DocumentedType:
    """One type of the document's resources."""

    attributes: Mapping[str, Mapping[str, Any]]
    """The schemas of the attributes, by name."""
    relationships: frozenset[str]
    targets: Mapping[str, str]
    """The types to which relationships lead, as far as the document tells them."""


def shape_of(path: str) -> str:
    """A path without the names of its parameters, which the document and the library choose for themselves."""
    return re.sub(r"\{[^}]*\}", "{}", path.strip("/"))


def routes_of(document: Mapping[str, Any]) -> dict[str, DocumentedRoute]:
    """The routes of the document, by the shapes of their paths."""
    return {
        shape_of(path): DocumentedRoute(
            path,
            {each["name"]: each["schema"] for each in operation.get("parameters", ()) if each["in"] == "query"},
            _answer(operation),
        )
        for path, operation in _operations(document)
    }


def types_of(document: Mapping[str, Any]) -> dict[str, DocumentedType]:
    """The types of the document's resources, by name: also those that are described only where they are included."""
    targets: dict[str, dict[str, str]] = {}
    schemas: dict[str, Mapping[str, Any]] = {}
    for schema in document["components"]["schemas"].values():
        if (name := _type_name(schema)) is not None:
            schemas[name] = schema
    for _, operation in _operations(document):
        answer = _answer(operation)
        owner = _type_name(_resolved(document, _row(answer)))
        for included in _included(answer):
            name = _type_name(included)
            led = _NAMED_BY.search(included.get("description", ""))
            if owner is not None and name is not None and led is not None:
                targets.setdefault(owner, {})[led[1]] = name
                schemas.setdefault(name, included)
    return {name: _type(schema, targets.get(name, {})) for name, schema in schemas.items()}


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from ((path, route["get"]) for path, route in document["paths"].items() if "get" in route)


def _answer(operation: Mapping[str, Any]) -> Mapping[str, Any]:
    (content,) = operation["responses"]["200"]["content"].values()
    schema: Mapping[str, Any] = content["schema"]
    return schema


def _row(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    data: Mapping[str, Any] = answer.get("properties", {}).get("data", {})
    row: Mapping[str, Any] = data.get("items", data)
    return row


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = schema
    if "$ref" in schema:
        found = document
        for name in schema["$ref"].removeprefix("#/").split("/"):
            found = found[name]
    resolved: Mapping[str, Any] = found
    return resolved


def _included(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    items = answer.get("properties", {}).get("included", {}).get("items", {})
    yield from items.get("anyOf", [items])


def _type_name(schema: Mapping[str, Any]) -> str | None:
    name: str | None = schema.get("properties", {}).get("type", {}).get("default")
    return name


def _type(schema: Mapping[str, Any], targets: Mapping[str, str]) -> DocumentedType:
    members = schema["properties"]
    return DocumentedType(
        members["attributes"].get("properties", {}),
        frozenset(members.get("relationships", {}).get("properties", {})),
        targets,
    )
