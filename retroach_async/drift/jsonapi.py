"""V2's answers: JSON:API documents, and a few documents of other kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_origin

from retroach_async.drift.documents import PageFacts, model_of
from retroach_async.drift.resources import Resources
from retroach_async.drift.walk import Walk
from retroach_async.models import Page
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import FromMeta, mark_of, type_of
from retroach_async.models.v2 import Resource
from retroach_async.wire.fields import WireField, wire_fields
from retroach_async.wire.jsonapi import row_of
from retroach_async.wire.names import names_of
from retroach_async.wire.resources import Tree, tree_of

_DOCUMENT = ("data", "included", "jsonapi", "links", "meta")
"""The members that JSON:API itself gives a document."""
_PAGE_FACTS = ("currentPage", "from", "lastPage", "perPage", "to")
"""The facts about a page that the library leaves out: they follow from the call, the rows and the total."""


def walk_through(walk: Walk, document: Any, kind: Any, bound: Mapping[str, object]) -> None:
    """Compare a document with the type of its result; `bound` has the arguments of the call."""
    plain, row = get_origin(kind) or kind, row_of(kind)
    words = bound.get("include")
    tree = tree_of(map(str, words)) if isinstance(words, Sequence) else {}
    walk.enter("")
    if not isinstance(document, dict):
        walk.other_type(document, kind, "")
    elif row is not None:
        _page(walk, document, kind, row, tree)
    elif "data" not in document or not issubclass(plain, Resource):  # one of the few that are not JSON:API
        walk.object(document, model_of(plain), "")
    else:
        resources = Resources(walk, document)
        resources.compare([document["data"]], plain, tree, "data")
        resources.compare_included()
        _meta(walk, document.get("meta", {}), _from_meta(plain), plain)
        walk.unread(_without(document, _DOCUMENT), "")


def _page(walk: Walk, document: dict[str, Any], kind: Any, row: type[Resource], tree: Tree) -> None:
    data, meta = document.get("data"), document.get("meta")
    resources = Resources(walk, document)
    for path in ("data", "meta.page"):
        walk.enter(path)
    if not isinstance(data, list):
        walk.other_type(data, tuple, "data")
    elif not data:
        walk.lack("data[]")
    else:
        resources.compare(data, row, tree, "data[]")
    if isinstance(data, list):
        resources.compare_included()
    facts = meta.get("page") if isinstance(meta, dict) else None
    walk.object(_without(facts, _PAGE_FACTS) if isinstance(facts, dict) else {}, PageFacts, "meta.page")
    usual = {name for each in attributes_of(Page) for name in names_of(walk.naming, each)}
    beside = [each for each in wire_fields(walk.naming, kind) if usual.isdisjoint(each.names)]
    _meta(walk, _without(meta, ("page",)) if isinstance(meta, dict) else {}, beside, kind)
    walk.unread(_without(document, _DOCUMENT), "")


def _meta(walk: Walk, meta: Any, fields: Sequence[WireField], model: Any) -> None:
    """Compare what a document says beside its objects."""
    walk.enter("meta")
    if isinstance(meta, dict):
        walk.members(meta, fields, model, "meta")
    else:
        walk.other_type(meta, dict, "meta")


def _from_meta(model: type[Resource]) -> list[WireField]:
    """The fields of a model that the document has beside its object."""
    marked = ((each, mark_of(each)) for each in attributes_of(model))
    return [
        WireField((mark.name,), type_of(each), required=False) for each, mark in marked if isinstance(mark, FromMeta)
    ]


def _without(values: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in keys}
