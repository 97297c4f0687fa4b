"""The declarations of V2, route by route, compared with a list of the server's routes, beside the samples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from attrs import asdict

from retroach_async import ENDPOINTS
from retroach_async._types import choices
from retroach_async.drift.gaps import Gap, Side, unexplained
from retroach_async.drift.openapi import primary_of, resources_of, words_of
from retroach_async.drift.openapi_document import shape_of
from retroach_async.drift.openapi_left_out import LEFT_OUT
from retroach_async.endpoint import Endpoint
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Address, LinkedId, NeverAlone, mark_of
from retroach_async.models.resource import relations_of
from retroach_async.models.v2 import Many, Resource
from retroach_async.param import Param
from retroach_async.wire.fields import wire_fields
from retroach_async.wire.jsonapi import naming
from retroach_async.wire.names import names_of
from retroach_async.wire.values import camel
from tests.drift.contract import contract

ROUTES: dict[str, dict[str, Any]] = {f"v2.{route['method_name']}": route for route in contract("v2-endpoints.json")}
RESOURCES = {model.type_name: model for model in resources_of(ENDPOINTS.values())}
OF_TYPES = {route["resource"]: route for route in ROUTES.values() if route["resource"]}

TEXTS: dict[str, tuple[Any, str]] = {
    "int": (5, "5"),
    "csv-int": ([2, 1], "1,2"),
    "list-int": ([2, 1], "1,2"),
    "bool": (True, "true"),
    "date": (date(2026, 8, 5), "2026-08-05"),
    "csv-ulid": (["01HV5KZ8QW3N7T2M4X6Y9B1C0D"], "01HV5KZ8QW3N7T2M4X6Y9B1C0D"),
    "string": ("Scott", "Scott"),
}
"""A value of each sort of filter, and its text in a query; those of words are apart."""


def declared(name: str) -> Endpoint:
    """The endpoint of a route; a route that nobody has declared is a failure that names it."""
    assert name in ENDPOINTS, f"{name} is not declared"
    return ENDPOINTS[name]


def params_of(name: str) -> dict[str, Param]:
    """The parameters of a route's query, by the wire's names."""
    return {param.key.wire: param for param in declared(name).arguments.values() if param.key.place == "query"}


def linked(type_name: str, *kinds: str) -> Iterator[dict[str, Any]]:
    """The relationships of a type whose ids come into an answer of any of its routes in one of these ways."""
    routes = (route for route in ROUTES.values() if route["resource"] == type_name)
    return (each for route in routes for each in route["relationships"] if each["linkage"] in kinds)


def test_no_route_is_missing_and_none_is_invented() -> None:
    """Each of the server's routes is declared under its name, and nothing else is."""
    declared_names = {name for name, endpoint in ENDPOINTS.items() if endpoint.api == "v2"}

    assert not ROUTES or declared_names == ROUTES.keys()


@pytest.mark.parametrize("name", ROUTES)
def test_path_is_the_servers(name: str) -> None:
    """The path of a method is that of its route, whatever its parameters are called."""
    assert shape_of(declared(name).path) == shape_of(ROUTES[name]["path"])


@pytest.mark.parametrize("name", ROUTES)
def test_filters_are_the_servers(name: str) -> None:
    """Every filter of the route can be given, except those that have a reason to be left out."""
    path, params = ROUTES[name]["path"], params_of(name)
    theirs = {f"filter[{each['key']}]{'[]' * (each['type'] == 'list-int')}" for each in ROUTES[name]["filters"]}
    ours = {wire for wire in params if wire.startswith("filter[")}

    assert ours - theirs == set()
    assert unexplained((Gap(Side.DOCUMENT, "parameter", path, wire) for wire in theirs - ours), LEFT_OUT) == ()


@pytest.mark.parametrize("name", ROUTES)
def test_values_of_filters_are_the_servers(name: str) -> None:
    """A filter takes the sort of value that the server reads: a list where it may be one, and exactly its words."""
    params = params_of(name)
    for each in ROUTES[name]["filters"]:
        param = params.get(f"filter[{each['key']}]") or params.get(f"filter[{each['key']}][]")
        if param is None:
            continue
        assert param.key.repeats == (each["type"] == "list-int"), each
        if each["type"] in TEXTS:
            value, text = TEXTS[each["type"]]
            assert param.text_of(value) == text, each
            assert each["type"].startswith(("csv", "list")) or param.text_of([value]) is None, each
        else:
            members = choices(param.annotation)
            is_list = each["type"] == "csv-enum"
            assert words_of(param) == set(each["choices"]) - {"all"}, each
            assert param.text_of(list(members)) == (",".join(sorted(words_of(param))) if is_list else None), each


@pytest.mark.parametrize("name", ROUTES)
def test_sorts_are_the_servers(name: str) -> None:
    """A list can be sorted by every word of the server, in both directions."""
    sort = params_of(name).get("sort")

    assert (words_of(sort) if sort else set()) == {
        f"{sign}{word}" for word in ROUTES[name]["sorts"] for sign in ("", "-")
    }


@pytest.mark.parametrize("name", ROUTES)
def test_includes_are_the_servers(name: str) -> None:
    """Every related object can be asked for that the server then sends."""
    include, route = params_of(name).get("include"), ROUTES[name]

    assert (words_of(include) if include else set()) == {*route["includes"]} - {*route["includes_without_effect"]}


@pytest.mark.parametrize("name", ROUTES)
def test_includes_lead_along_relations(name: str) -> None:
    """Each step of an include word is a relation of the model that the step before leads to."""
    include = params_of(name).get("include")
    for word in choices(include.annotation) if include else ():
        model = primary_of(declared(name))
        for step in word.split("."):
            assert model is not None
            model = relations_of(model)[step].model()


@pytest.mark.parametrize("name", ROUTES)
def test_pages_are_the_servers(name: str) -> None:
    """A page has as many rows as the server's own, unless asked for otherwise, and at most as many as it allows."""
    page, size = ROUTES[name]["page"], params_of(name).get("page[size]")

    assert (size is None) == (page is None) == (declared(name).paging is None)
    if size is not None:
        assert (size.default, size.key.most) == (page["default"], page["max"])


@pytest.mark.parametrize("name", ROUTES)
def test_scopes_are_the_servers(name: str) -> None:
    """A method that says which scope it needs says what the server does."""
    scope = ROUTES[name]["oauth_scope"]

    assert asdict(declared(name), recurse=False).get("scope", scope) == scope


@pytest.mark.parametrize("name", ROUTES)
def test_answer_is_of_the_servers_type(name: str) -> None:
    """A method gives what its route sends, a page of it where the server sends pages."""
    model = primary_of(declared(name))

    assert (model.type_name if model else None) == ROUTES[name]["resource"]


@pytest.mark.parametrize("type_name", OF_TYPES)
def test_attributes_are_the_servers(type_name: str) -> None:
    """A model has the attributes of its type, and each that may be null or lacking may be None."""
    model = RESOURCES[type_name]
    fields = {each.names[0]: each for each in wire_fields(naming, model) if not each.is_address}
    theirs = {each["name"]: each for each in OF_TYPES[type_name]["attributes"]}

    assert fields.keys() - {"id"} == theirs.keys()
    may_be_none = {name for name, each in theirs.items() if each["nullable"] or each.get("optional")}
    assert {name for name in may_be_none if fields[name].required} == set()


@pytest.mark.parametrize("type_name", OF_TYPES)
def test_marks_of_attributes_are_the_servers(type_name: str) -> None:
    """An attribute is marked that the server's schema lacks, so that nobody asks for it alone."""
    marked = {
        names_of(naming, each)[0]
        for each in attributes_of(RESOURCES[type_name])
        if any(isinstance(mark, NeverAlone) for mark in getattr(each.type, "__metadata__", ()))
    }

    lacking = {each["name"] for each in OF_TYPES[type_name]["attributes"] if not each.get("in_openapi", True)}
    assert marked == lacking


@pytest.mark.parametrize("type_name", OF_TYPES)
def test_relations_are_the_servers(type_name: str) -> None:
    """A model has the relations that come into an answer, each to one or to many of the right type."""
    model: type[Resource] = RESOURCES[type_name]
    ours = {
        camel(name): (relation.model().type_name, "many" if isinstance(relation, Many) else "one")
        for name, relation in relations_of(model).items()
    }
    in_answers = ("always", "include", "include+related")
    theirs = {each["name"]: (each["type"], each["cardinality"]) for each in linked(type_name, *in_answers)}

    assert ours == theirs


@pytest.mark.parametrize("type_name", OF_TYPES)
def test_ids_that_are_always_named_are_fields(type_name: str) -> None:
    """Where the server names a related object without being asked, its id is a field."""
    marks = map(mark_of, attributes_of(RESOURCES[type_name]))
    ours = {mark.relationship for mark in marks if isinstance(mark, LinkedId)}

    assert ours == {each["name"] for each in linked(type_name, "always")}


@pytest.mark.parametrize("type_name", OF_TYPES)
def test_addresses_are_the_servers(type_name: str) -> None:
    """A model has the addresses that stand beside the attributes, without the object's own."""
    attributes = attributes_of(RESOURCES[type_name])
    ours = {names_of(naming, each)[0] for each in attributes if isinstance(mark_of(each), Address)}

    assert ours == {name.rstrip("?") for name in OF_TYPES[type_name]["resource_links"]} - {"self"}
