"""Documents of JSON:API, taken apart into one for each of their rows, and put together again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from retroach_async.models.resource import Identifier
from retroach_async.wire.resources import identifier_of


def apart(document: Any) -> dict[str, Any]:
    """The document of each row by its id, as the row's own page gives it: the row, and what belongs to it.

    What has no rows is nothing.
    """
    rows = document.get("data") if isinstance(document, Mapping) else None
    included = _named(document.get("included")) if isinstance(document, Mapping) else {}
    return {own.id: _one(row, included) for own, row in _named(rows).items()}


def together(documents: Iterable[Any]) -> dict[str, Any]:
    """One document with the rows of many, each of them the document of one row; one without a row is left out."""
    rows: list[Any] = []
    included: dict[Identifier, Any] = {}
    for document in documents:
        if not isinstance(document, Mapping) or not _named([document.get("data")]):
            continue
        rows.append(document["data"])
        for own, each in _named(document.get("included")).items():
            included.setdefault(own, each)
    return {"data": rows, "included": list(included.values()), "meta": {"page": {"total": len(rows)}}}


def _one(row: Any, included: Mapping[Identifier, Any]) -> dict[str, Any]:
    reached: dict[Identifier, Any] = {}
    waiting = [row]
    while waiting:
        for own in _linked(waiting.pop()):
            if own in included and own not in reached:
                reached[own] = included[own]
                waiting.append(included[own])
    return {"data": row, "included": list(reached.values())}


def _linked(row: Any) -> Iterable[Identifier]:
    """The objects that a resource names."""
    relationships = row.get("relationships")
    for relationship in relationships.values() if isinstance(relationships, Mapping) else ():
        data = relationship.get("data") if isinstance(relationship, Mapping) else None
        yield from _named(data if isinstance(data, list) else [data])


def _named(rows: Any) -> dict[Identifier, Any]:
    """The objects of a list by type and id; the others, which nobody can name, are left out."""
    found = ((identifier_of(row), row) for row in (rows if isinstance(rows, list) else ()))
    return {own: row for own, row in found if own is not None}
