"""V2's answers: JSON:API documents, and a few documents of other kinds."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from attrs import frozen

from retroach_async.drift.walk import Walk, below
from retroach_async.models import AchievementDistribution, Model, Page

_DOCUMENT = ("data", "included", "jsonapi", "links", "meta")
_RESOURCE = ("attributes", "id", "links", "meta", "relationships", "type")
"""The members that JSON:API itself gives a document and a resource."""


# The parts of documents that the dialect reads without a model of the library, as models for the comparison.


@frozen(kw_only=True)
class Point(Model):
    """The number of players who hold exactly so many unlocks."""

    unlock_count: int
    players_hardcore: int
    players_casual: int


@frozen(kw_only=True)
class Distribution(Model):
    """The players of a game by their number of unlocks, for one kind of achievements."""

    total_achievements: int
    distribution: tuple[Point, ...]


@frozen(kw_only=True)
class Distributions(Model):
    """The `meta` object of a distribution's document."""

    promoted: Distribution
    unpromoted: Distribution


@frozen(kw_only=True)
class DistributionDocument(Model):
    """The document of a distribution, which has no `data`."""

    meta: Distributions


@frozen(kw_only=True)
class PageFacts(Model):
    """The facts about a page that the library reads."""

    total: int | None = None


def walk_through(walk: Walk, document: Any, kind: Any) -> None:
    """Compare a document with the type of its result."""
    plain = get_origin(kind) or kind
    walk.enter("")
    if not isinstance(document, dict):
        walk.other_type(document, kind, "")
    elif plain is AchievementDistribution:
        walk.object(_without(document, ("links",)), DistributionDocument, "")
    elif plain is Page:
        _page(walk, document, get_args(kind)[0])
    elif "data" not in document:  # one of the few that are not JSON:API
        walk.object(document, kind, "")
    else:
        _resource(walk, document["data"], kind, "data")
        walk.unread(_without(document, _DOCUMENT), "")


def _page(walk: Walk, document: dict[str, Any], row: Any) -> None:
    data, meta = document.get("data"), document.get("meta")
    for path in ("data", "meta.page"):
        walk.enter(path)
    if not isinstance(data, list):
        walk.other_type(data, tuple, "data")
    elif not data:
        walk.lack("data[]")
    else:
        for resource in data:
            _resource(walk, resource, row, "data[]")
    facts = meta.get("page") if isinstance(meta, dict) else None
    walk.object(_only(facts, ("total",)), PageFacts, "meta.page")
    walk.unread(_without(document, _DOCUMENT), "")


def _resource(walk: Walk, resource: Any, model: Any, path: str) -> None:
    """Compare a resource with a model, which takes the id, the attributes and the links as one object."""
    walk.enter(path)
    attributes = resource.get("attributes") if isinstance(resource, dict) else None
    if not isinstance(attributes, dict):
        walk.other_type(resource, model, path)
        return
    links = resource.get("links")
    addresses = _without(links, ("self",)) if isinstance(links, dict) else {}
    homes = dict.fromkeys(addresses, below(path, "links")) | {"id": path}
    for home in {below(path, "attributes"), *homes.values()} - {path}:
        walk.enter(home)
    walk.object(addresses | attributes | _only(resource, ("id",)), model, below(path, "attributes"), homes)
    walk.unread(_without(resource, _RESOURCE), path)


def _only(values: Any, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: values[key] for key in keys if key in values} if isinstance(values, dict) else {}


def _without(values: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in keys}
