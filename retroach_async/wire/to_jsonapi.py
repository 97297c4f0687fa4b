"""From results to V2's documents: resources with their linkage, what was included, and the facts beside them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from retroach_async.models import AchievementDistribution, AchievementFlags, Page
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Address, Field, FromMeta, LinkedId, mark_of
from retroach_async.models.resource import Many, Resource, relations_of
from retroach_async.wire.names import Naming, names_of
from retroach_async.wire.values import camel, snake
from retroach_async.wire.writing import Place, Writer, plain_number

_IDS_AS_TEXT: Final = "AchievementOfTheWeek"
"""The model that is no resource, and has the ids of resources among its members."""
_WITH_OFFSET: Final = ("Health", "timestamp")
"""The one moment that ends with `+00:00`; all others have microseconds and a Z."""
_SOMETIMES: Final = frozenset({("AwardContext", "*"), ("User", "deletedAt")})
"""Fields that are left out when there is nothing; the usual ones are null."""
_NEXT: Final = "?page%5Bnumber%5D=2"
"""The link to a page that follows. Which one that is, no result knows; what counts is that it is there."""


@cache
def _full_models() -> dict[str, type[Resource]]:
    """The full models by their types."""
    from retroach_async.models import v2  # noqa: PLC0415  most programs never write a document of V2

    kinds = (getattr(v2, name) for name in v2.__all__)
    return {
        kind.type_name: kind
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, Resource) and kind.type_name
    }


def _spell(place: Place, value: Any) -> Any:
    if isinstance(value, datetime):
        if place == _WITH_OFFSET:
            return value.astimezone(UTC).isoformat()
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, float):
        return plain_number(value)
    model, name = place
    is_id = model == _IDS_AS_TEXT and name.lower().endswith("id")
    return str(value) if is_id and value is not None else value


class JsonApiWriter:
    """Writes the documents of V2."""

    def __init__(self, naming: Naming) -> None:
        self._writer = Writer(naming, _spell, sometimes=_SOMETIMES)

    def write(self, result: Any, kind: type[Resource] | None = None) -> Any:
        """The document for a result; `kind` is the full model of what it is about, where models do not say it."""
        if isinstance(result, AchievementDistribution):
            return _distribution(result)
        if isinstance(result, Page):
            return self._page(result, kind)
        document = _Document(self._writer)
        if isinstance(result, Resource):
            return document.around(document.resource(result, kind), self._meta(result))
        if isinstance(result, tuple | list):
            return document.around([document.resource(row, kind) for row in result])
        return self._writer.value(result)

    def _meta(self, resource: Resource) -> dict[str, Any]:
        """The facts that stand beside a resource that a document is about."""
        marked = [(each, mark_of(each)) for each in attributes_of(type(resource))]
        values = {mark.name: getattr(resource, each.name) for each, mark in marked if isinstance(mark, FromMeta)}
        return {name: self._writer.value(value) for name, value in values.items() if value is not None}

    def _page(self, page: Page[Any], kind: type[Resource] | None) -> dict[str, Any]:
        own = [each for each in attributes_of(type(page)) if each.name not in _OF_EVERY_PAGE]
        meta = dict(self._writer.members(page, own)) | {"page": {} if page.total is None else {"total": page.total}}
        document = _Document(self._writer)
        rows = [document.resource(row, kind) for row in page.results]
        links = {} if page.has_more is None else {"links": {"next": _NEXT} if page.has_more else {}}
        return document.around(rows, meta) | links


_OF_EVERY_PAGE: Final = frozenset(each.name for each in attributes_of(Page))


class _Document:
    """One document: its resources, and those that they lead to, each once."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._included: dict[tuple[str, str], dict[str, Any]] = {}

    def around(self, data: Any, meta: dict[str, Any] | None = None) -> dict[str, Any]:
        """The document about some data."""
        beside = {"meta": meta, "included": list(self._included.values())}
        return {"jsonapi": {"version": "1.0"}, "data": data} | {name: held for name, held in beside.items() if held}

    def resource(self, row: Resource, kind: type[Resource] | None) -> dict[str, Any]:
        """A resource object; what it is related to becomes a part of the document."""
        name, number = _identity(row, kind)
        full = _full_models().get(name, type(row))
        attributes: list[Field] = []
        links: dict[str, Any] = {}
        relationships: dict[str, Any] = {}
        for attribute in _fields(row, full):
            mark, value = mark_of(attribute), getattr(row, attribute.name)
            if isinstance(mark, Address):
                links |= {} if value is None else {names_of(self._writer.naming, attribute)[0]: value}
            elif isinstance(mark, LinkedId):
                end = _linkage(relations_of(full)[snake(mark.relationship)].model().type_name, value)
                relationships |= {} if value is None else {mark.relationship: {"data": end}}
            elif attribute.name != "id":
                attributes.append(attribute)
        for relation, identifiers in row.linkage.items():
            ends = [_linkage(each.type, each.id) for each in identifiers]
            known = relations_of(full).get(relation)
            is_many = isinstance(known, Many) if known is not None else len(ends) != 1
            relationships[camel(relation)] = {"data": _ends(ends, is_many=is_many)}
        for relation, value in row._related:
            relationships[camel(relation)] = {"data": self._related(value, relation, full, row)}
        for each in row.unknown:
            self._included.setdefault((each.type, each.id), json.loads(each.text))
        made = {"type": name, "id": number, "attributes": dict(self._writer.members(row, attributes))}
        return made | {key: held for key, held in (("relationships", relationships), ("links", links)) if held}

    def _related(self, value: Any, relation: str, full: type[Resource], row: Resource) -> Any:
        """The linkage to related objects, which are included."""
        known = relations_of(full) | relations_of(type(row))
        kind = _full_models().get(known[relation].model().type_name)
        rows = value if isinstance(value, tuple) else () if value is None else (value,)
        return _ends([self._include(each, kind) for each in rows], is_many=isinstance(known[relation], Many))

    def _include(self, row: Resource, kind: type[Resource] | None) -> dict[str, Any]:
        key = _identity(row, kind)
        self._included.setdefault(key, {})  # before those to which it leads, as the server orders them
        made = self.resource(row, kind)
        self._included[key] = _merged(self._included[key], made) if self._included[key] else made
        return _linkage(*key)


def _identity(row: Resource, kind: type[Resource] | None) -> tuple[str, str]:
    """The type and the id by which a document names a resource."""
    own = row.identifier
    name = own.type if own is not None else type(row).type_name or (kind.type_name if kind is not None else "")
    number = own.id if own is not None else getattr(row, "id", None)
    if not name or number is None:
        lacking = "type" if not name else "id"
        raise ValueError(f"{type(row).__name__} has no {lacking}: V2 names every object by its type and its id")
    return name, str(number)


def _fields(row: Resource, full: type[Resource]) -> list[Field]:
    """The fields of a resource; a model of a program's own has the marks of the full one."""
    marked = {each.name: each for each in attributes_of(full)}
    return [marked.get(each.name, each) for each in attributes_of(type(row))]


def _linkage(name: str, number: object) -> dict[str, Any]:
    return {"type": name, "id": str(number)}


def _ends(ends: list[dict[str, Any]], *, is_many: bool) -> Any:
    return ends if is_many else ends[0] if ends else None


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """An object that several relations lead to, with the relationships of all of them."""
    relationships = one.get("relationships", {}) | other.get("relationships", {})
    clashes = any(relationships[name] != held for name, held in one.get("relationships", {}).items())
    if clashes or one | {"relationships": None} != other | {"relationships": None}:
        raise ValueError(f"two different objects are {one['type']} {one['id']}: give them ids of their own")
    return one | ({"relationships": relationships} if relationships else {})


def _distribution(spread: AchievementDistribution) -> dict[str, Any]:
    own, other = ("playersHardcore", "playersCasual") if spread.hardcore else ("playersCasual", "playersHardcore")
    points = [{"unlockCount": count, own: players, other: 0} for count, players in spread.items()]
    is_promoted = spread.flags == AchievementFlags.OFFICIAL
    held = {"promoted": points if is_promoted else [], "unpromoted": [] if is_promoted else points}
    groups = {name: {"totalAchievements": len(rows), "distribution": rows} for name, rows in held.items()}
    return {"meta": groups}
