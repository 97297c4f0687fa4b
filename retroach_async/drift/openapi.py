"""The declared endpoints and models of V2, compared with an OpenAPI document of V2.

    document = json.loads(Path("v2.json").read_bytes())
    unexplained(gaps_between(document, ENDPOINTS.values()), LEFT_OUT)      # ()

Who is right where the two differ is not decided here: `openapi_left_out.py` has the reasons.

The library has no parameter for sparse fieldsets, because a model is the fieldset; so the words of those parameters are
compared with the models: every attribute may be asked for, except those that are marked with `NeverAlone`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import chain
from typing import Any, Literal, get_args, get_origin

from retroach_async._types import choices, without_none
from retroach_async.drift.documents import model_of
from retroach_async.drift.gaps import Gap, Part, Side
from retroach_async.drift.openapi_document import DocumentedRoute, DocumentedType, routes_of, shape_of, types_of
from retroach_async.endpoint import Endpoint
from retroach_async.models import FrozenMap, Model
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import NeverAlone
from retroach_async.models.resource import relations_of
from retroach_async.models.v2 import Resource
from retroach_async.param import Param
from retroach_async.wire.fields import WireField, wire_fields
from retroach_async.wire.jsonapi import naming, row_of
from retroach_async.wire.names import names_of
from retroach_async.wire.values import camel

_OF_WORDS: tuple[Literal["sort"], Literal["include"]] = ("sort", "include")
"""The parameters that are compared by their words; without a word the parameter is as good as none."""

_JSON_TYPES: tuple[tuple[Any, str], ...] = (
    (Model | FrozenMap, "object"),
    (tuple, "array"),
    (bool, "boolean"),
    (int | timedelta, "integer"),
    (float, "number"),
    (object, "string"),
)
"""JSON's name of a field's type; the first that fits counts, because a bool is also an int."""


def gaps_between(document: Mapping[str, Any], endpoints: Iterable[Endpoint]) -> tuple[Gap, ...]:
    """Every difference between an OpenAPI document of V2, as parsed JSON, and the endpoints with their models."""
    declared = {shape_of(endpoint.path): endpoint for endpoint in endpoints if endpoint.api == "v2"}
    routes, types = routes_of(document), types_of(document)
    return tuple(
        dict.fromkeys(
            chain(
                _routes(routes, declared),
                *(_route(routes[shape], declared[shape]) for shape in routes if shape in declared),
                *(_resource(types.get(model.type_name), model) for model in resources_of(declared.values())),
            )
        )
    )


def resources_of(endpoints: Iterable[Endpoint]) -> tuple[type[Resource], ...]:
    """The models of all resources that endpoints give, each with those to which its relations lead."""
    found: dict[type[Resource], None] = {}
    waiting = [row for endpoint in endpoints if (row := primary_of(endpoint)) is not None]
    while waiting:
        model = waiting.pop(0)
        if model not in found:
            found[model] = None
            waiting += [relation.model() for relation in relations_of(model).values()]
    return tuple(found)


def primary_of(endpoint: Endpoint) -> type[Resource] | None:
    """The model of an endpoint's resource, or of the rows of its page; None for an answer of another kind."""
    kind = without_none(endpoint.result)
    row = row_of(kind) or get_origin(kind) or kind
    return row if isinstance(row, type) and issubclass(row, Resource) else None


def words_of(param: Param) -> set[str]:
    """The words that a parameter takes, as they are sent."""
    texts = (param.text_of(word) or param.text_of([word]) for word in choices(param.annotation))
    return set(filter(None, texts))


def _sides(part: Part, place: str, documented: Iterable[str], declared: Iterable[str]) -> Iterator[Gap]:
    """The names that only one side has."""
    ours = dict.fromkeys(declared)
    theirs = dict.fromkeys(documented)
    yield from (Gap(Side.DOCUMENT, part, place, name) for name in theirs if name not in ours)
    yield from (Gap(Side.LIBRARY, part, place, name) for name in ours if name not in theirs)


def _routes(routes: Mapping[str, DocumentedRoute], declared: Mapping[str, Endpoint]) -> Iterator[Gap]:
    yield from (Gap(Side.DOCUMENT, "route", route.path) for shape, route in routes.items() if shape not in declared)
    yield from (
        Gap(Side.LIBRARY, "route", f"/{endpoint.path}") for shape, endpoint in declared.items() if shape not in routes
    )


def _route(route: DocumentedRoute, endpoint: Endpoint) -> Iterator[Gap]:
    sent = {param.key.wire: param for param in endpoint.arguments.values() if param.key.place == "query"}
    params = {name: param for name, param in sent.items() if name not in _OF_WORDS}
    names = [name for name in route.parameters if not name.startswith("fields[") and name not in _OF_WORDS]
    for name in [*names]:
        if (plain := name.removesuffix("[]")) in params and name not in params:
            yield Gap(Side.BOTH, "parameter", route.path, plain)  # two forms of one filter
            names[names.index(name)] = plain
    yield from _sides("parameter", route.path, names, params)
    size = params.get("page[size]")
    if size is not None and size.default != route.parameters.get("page[size]", {}).get("default", size.default):
        yield Gap(Side.BOTH, "page size", route.path, str(size.default))
    for part in _OF_WORDS:
        words = words_of(sent[part]) if part in sent else set[str]()
        yield from _sides(part, route.path, sorted(route.words(part)), sorted(words))
    primary = primary_of(endpoint)
    if primary is None:
        yield from _plain(route, endpoint)
        return
    for model in (primary, *(relation.model() for relation in relations_of(primary).values())):
        if (fieldset := route.fieldsets.get(model.type_name)) is not None:
            yield from _fieldset(fieldset, model, route.path)


def _fieldset(documented: set[str], model: type[Resource], place: str) -> Iterator[Gap]:
    """The attributes that the server does not take where the model says so, or the other way round."""
    alone = {
        name
        for each in attributes_of(model)
        if any(isinstance(mark, NeverAlone) for mark in getattr(each.type, "__metadata__", ()))
        for name in names_of(naming, each)
    }
    for name in _attributes(model):
        if name not in documented | alone:
            yield Gap(Side.LIBRARY, "fieldset", place, f"{model.type_name}.{name}")
        elif name in documented & alone:
            yield Gap(Side.DOCUMENT, "fieldset", place, f"{model.type_name}.{name}")
    for name in map(camel, relations_of(model)):
        if name not in documented:
            yield Gap(Side.LIBRARY, "fieldset", place, f"{model.type_name}.{name}")


def _attributes(model: type[Resource]) -> dict[str, WireField]:
    """The attributes of a resource, by the wire's names."""
    return {each.names[0]: each for each in wire_fields(naming, model) if not each.is_address and each.names != ("id",)}


def _resource(documented: DocumentedType | None, model: type[Resource]) -> Iterator[Gap]:
    place = model.type_name
    if documented is None:
        yield Gap(Side.LIBRARY, "type", place)
        return
    yield from _fields(documented.attributes, _attributes(model), place)
    relations = {camel(name): relation for name, relation in relations_of(model).items()}
    yield from _sides("relationship", place, sorted(documented.relationships), relations)
    for name, relation in relations.items():
        target = relation.model().type_name
        if documented.targets.get(name, target) != target:
            yield Gap(Side.BOTH, "relationship", place, name)


def _plain(route: DocumentedRoute, endpoint: Endpoint) -> Iterator[Gap]:
    """The differences in an answer that is no resource."""
    schema: Any = route.answer
    for name in (endpoint.rows or "").split("."):
        schema = schema.get("properties", {}).get(name, schema)
    model = model_of(without_none(endpoint.result))
    yield from _object(schema, model, route.path)


def _object(schema: Mapping[str, Any], model: Any, place: str) -> Iterator[Gap]:
    documented: Mapping[str, Any] = schema.get("properties", {})
    fields = {each.names[0]: each for each in wire_fields(naming, model)}
    yield from _fields(documented, fields, place)
    for name in documented.keys() & fields.keys():
        inner = without_none(fields[name].kind)
        part = documented[name].get("items", documented[name])
        item = get_args(inner)[0] if get_origin(inner) is tuple else inner
        if "properties" in part and isinstance(item, type) and issubclass(item, Model):
            yield from _object(part, item, place)


def _fields(documented: Mapping[str, Any], fields: Mapping[str, WireField], place: str) -> Iterator[Gap]:
    yield from _sides("attribute", place, documented, fields)
    for name, wire_field in fields.items():
        schema = documented.get(name, {})
        if schema.get("type", _json_type(wire_field)) != _json_type(wire_field):
            yield Gap(Side.BOTH, "type", place, name)
        if schema.get("nullable") and wire_field.required and without_none(wire_field.kind) is wire_field.kind:
            yield Gap(Side.BOTH, "null", place, name)


def _json_type(wire_field: WireField) -> str:
    inner = without_none(wire_field.kind)
    plain = get_origin(inner) or inner
    return next(name for kinds, name in _JSON_TYPES if issubclass(plain, kinds))
