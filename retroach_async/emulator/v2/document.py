"""Resources as a document holds them: attributes, linkage, links, and what was included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2.kind import ABSENT, Kind, Row
from retroach_async.emulator.v2.query import Query, Tree
from retroach_async.emulator.v2.refusals import BARE_PREFIX

Resource: TypeAlias = dict[str, Any]
_Key: TypeAlias = tuple[str, str]


class Document:
    """Collects the resources of one answer, each once."""

    def __init__(self, request: ApiRequest, kinds: Mapping[str, Kind], query: Query, parent: str | None = None) -> None:
        self._request = request
        self._kinds = kinds
        self._query = query
        self._parent = parent
        self._origin = request.base_url.removesuffix(BARE_PREFIX).removesuffix("/api")
        self._primary: dict[_Key, Resource] = {}
        self._included: dict[_Key, Resource] = {}

    def add(self, kind: Kind, row: Row) -> Resource:
        """A resource that was asked for."""
        resource = self._resource(kind, row)
        self._primary[kind.type, resource["id"]] = resource
        self._relate(resource, kind, row, self._query.include, hidden=self._parent)
        return resource

    def included(self) -> list[Resource]:
        """The resources that came along."""
        return list(self._included.values())

    def _include(self, kind: Kind, row: Row, tree: Tree) -> None:
        key = kind.type, str(kind.id(row))
        resource = self._primary.get(key) or self._included.get(key)
        if resource is None:
            resource = self._included[key] = self._resource(kind, row)
        self._relate(resource, kind, row, tree)

    def _resource(self, kind: Kind, row: Row) -> Resource:
        """A resource without its relationships."""
        wanted = self._query.fields.get(kind.type)
        values = {
            name: value(self._request, row)
            for name, value in kind.attributes.items()
            if wanted is None or (name in wanted and name not in kind.unnamed)
        }
        number = str(kind.id(row))
        links = {name: link(row) for name, link in kind.links.items()}
        if kind.has_page:
            links["self"] = f"{self._origin}/api{BARE_PREFIX}/{kind.type}/{number}"
        resource: Resource = {
            "type": kind.type,
            "id": number,
            "attributes": {name: value for name, value in values.items() if value is not ABSENT},
        }
        if links := {name: link for name, link in links.items() if link is not None}:
            resource["links"] = links
        return resource

    def _relate(self, resource: Resource, kind: Kind, row: Row, tree: Tree, hidden: str | None = None) -> None:
        """Add the relationships that were asked for, and what they lead to."""
        wanted = self._query.fields.get(kind.type)
        for name, relation in kind.relations.items():
            if name == hidden or not (name in tree or name in kind.always):
                continue
            found = relation.rows(self._request, row)
            if found is ABSENT:
                continue
            other = self._kinds[relation.type]
            rows = found if relation.many else [found] if found is not None else []
            linkage = [{"type": other.type, "id": str(other.id(each))} for each in rows]
            if wanted is None or name in wanted:
                data = linkage if relation.many else linkage[0] if linkage else None
                resource.setdefault("relationships", {})[name] = {"data": data}
            if name in tree:
                for each in rows:
                    self._include(other, each, tree[name])
