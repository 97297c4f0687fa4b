"""Answers of every route, against the site's OpenAPI document and against the contract's exact attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from retroach_async.emulator import World
from retroach_async.emulator.v2.kind import Listing
from retroach_async.emulator.v2.kinds import KINDS, ROUTES
from tests.emulator.v2.conftest import Answer
from tests.emulator.v2.contract import contract, openapi

RESOURCES = {name: route for name, route in contract().items() if route["kind"] != "custom"}
TYPES = {route["resource"]: route["attributes"] for route in RESOURCES.values()}
MEDIA = "application/vnd.api+json"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
WRONG_THERE = ("achievementSetId", "joinedAt")
"""The attributes that the OpenAPI document gets wrong: the server sends a number, and null for deleted accounts."""
WITHOUT_ROUTE = {
    "event-awards": [
        {"name": "tierIndex", "type": "integer", "nullable": False},
        {"name": "label", "type": "string", "nullable": False},
        {"name": "pointsRequired", "type": "integer", "nullable": False},
        {"name": "badgeUrl", "type": "string", "nullable": False},
    ]
}
"""The attributes of the type that only comes along with others."""
NULL_SAFE = {("users", "joinedAt"), ("achievement-set-claims", "userId"), ("leaderboards", "state")}
UNSORTED = ("leaderboard-entries",)
"""The type whose order is the server's, whatever is asked for."""
BY_ID = [
    (name, form)
    for name, route in RESOURCES.items()
    for each in route["filters"]
    for form in ("filter[id]", "filter[id][]")
    if each["key"] == "id" and (each["type"] == "csv-int" or form.endswith("[]"))
]
IS_OF = {
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) in (int, float),
    "boolean": lambda value: type(value) is bool,
    "string": lambda value: type(value) is str,
    "datetime": lambda value: type(value) is str and MOMENT.fullmatch(value) is not None,
    "object": lambda value: type(value) is dict,
}


def path_of(world: World) -> dict[str, str]:
    """Something with rows of every kind, for every parameter of a path."""
    return {
        "achievement_id": "79434",
        "achievement_set_id": str(next(iter(world.sets))),
        "event_achievement_id": str(next(iter(world.event_achievements))),
        "event_id": "2",
        "game_id": "1",
        "hub_id": str(next(iter(world.hubs))),
        "leaderboard_id": "90001",
        "system_id": "1",
        "ticket_id": "850",
        "user": "MaxMilyin",
    }


def asked(answer: Answer, world: World, name: str, **params: str) -> Any:
    """The document of a route with all of its includes."""
    route = RESOURCES[name]
    if route["includes"]:
        params["include"] = ",".join(route["includes"])
    if route["page"]:
        params["page[size]"] = "100"
    answered = answer(name, path_of(world), **params)
    assert answered.status == 200
    return answered.body


def resources(body: Any) -> Iterator[Any]:
    """Every resource of a document."""
    yield from body["data"] if isinstance(body["data"], list) else [body["data"]]
    yield from body.get("included", ())


@pytest.mark.parametrize("name", RESOURCES)
def test_a_document_is_one_of_the_openapi_document(answer: Answer, world: World, name: str) -> None:
    """It validates, but for what the document is known to get wrong."""
    route, document = RESOURCES[name], openapi()
    schema = document["paths"][route["path"]]["get"]["responses"]["200"]["content"][MEDIA]["schema"]
    validator = Draft202012Validator({**schema, "components": document["components"]})
    errors = validator.iter_errors(asked(answer, world, name))
    surplus = [error for error in errors if error.absolute_path[-1] not in WRONG_THERE and not _is_deleted(error)]
    assert [(list(error.absolute_path), error.message) for error in surplus] == []


def _is_deleted(error: Any) -> bool:
    """True for an error about an included deleted account, of which the document expects a date that it lacks."""
    found = error.instance
    return isinstance(found, dict) and found.get("type") == "users" and found["attributes"]["joinedAt"] is None


@pytest.mark.parametrize("name", RESOURCES)
def test_resources_have_exactly_their_attributes(answer: Answer, world: World, name: str) -> None:
    """No attribute is missing, none is added, and each has the type that the contract says."""
    for resource in resources(asked(answer, world, name)):
        facts = {each["name"]: each for each in (TYPES | WITHOUT_ROUTE)[resource["type"]]}
        surplus = set(facts) - set(resource["attributes"]) - {"deletedAt"}
        assert set(resource["attributes"]) <= set(facts)
        assert not surplus
        for attribute, value in resource["attributes"].items():
            fact = facts[attribute]
            if value is None:
                assert fact["nullable"] or (resource["type"], attribute) in NULL_SAFE
            else:
                is_list = fact["type"].startswith("array")
                assert type(value) is list if is_list else IS_OF[fact["type"]](value), (attribute, value)


@pytest.mark.parametrize("name", RESOURCES)
def test_everything_included_is_linked_and_everything_linked_is_included(
    answer: Answer, world: World, name: str
) -> None:
    """Full linkage both ways, and each resource once."""
    body = asked(answer, world, name)
    every = [(each["type"], each["id"]) for each in resources(body)]
    assert len(every) == len(set(every))
    words = {word for path in RESOURCES[name]["includes"] for word in path.split(".")}
    linked = set()
    for resource in resources(body):
        for relation, relationship in resource.get("relationships", {}).items():
            data = relationship["data"]
            rows = data if isinstance(data, list) else [data] if data else []
            assert relation in words or resource["type"] in ("event-achievements", "player-achievements")
            linked |= {(each["type"], each["id"]) for each in rows if relation in words}
    assert {(each["type"], each["id"]) for each in body.get("included", ())} <= linked <= set(every)


@pytest.mark.parametrize(
    ("name", "word"),
    [(name, word) for name, route in RESOURCES.items() if route["resource"] not in UNSORTED for word in route["sorts"]],
)
def test_every_sort_has_two_directions(answer: Answer, world: World, name: str, word: str) -> None:
    """Each word of each route sorts by the attribute of its name, nulls first, or by the number of the id."""
    for sign in ("", "-"):
        body = asked(answer, world, name, sort=f"{sign}{word}")
        found = [_sorted_by(row, word) for row in body["data"]]
        assert found == sorted(found, reverse=bool(sign))


def _sorted_by(row: Any, word: str) -> Any:
    if word == "id":
        return int(row["id"]) if row["type"] != "users" else row["id"]
    value = row["attributes"][word]
    return value is not None, value


@pytest.mark.parametrize("name", RESOURCES)
def test_links_are_those_of_the_type(answer: Answer, world: World, name: str) -> None:
    """A page of its own and pages of the site, or none."""
    links = {link for link in RESOURCES[name]["resource_links"] if not link.endswith("?")}
    data = asked(answer, world, name)["data"]
    assert all(set(row.get("links", ())) - {"forumTopic"} == links for row in (data if type(data) is list else [data]))


@pytest.mark.parametrize(("name", "form"), BY_ID)
def test_every_filter_by_id_finds_a_row(answer: Answer, world: World, name: str, form: str) -> None:
    """The id of a row finds that row and no other."""
    rows = asked(answer, world, name)["data"]
    for row in rows[-1:]:
        assert [each["id"] for each in asked(answer, world, name, **{form: row["id"]})["data"]] == [row["id"]]


@pytest.mark.parametrize("name", RESOURCES)
def test_the_table_is_that_of_the_contract(name: str) -> None:
    """Relations, filters, words without effect and attributes that cannot be named are the contract's."""
    route = RESOURCES[name]
    kind, row = KINDS[route["resource"]], ROUTES[name.removeprefix("v2.")]
    parent = {row.parent} - {None} if isinstance(row, Listing) else set()
    linked = {each["name"] for each in route["relationships"] if each["linkage"] not in ("related", "never")}
    assert set(kind.relations) == linked | parent
    assert kind.elsewhere == {each["name"] for each in route["relationships"]} - linked - parent
    assert kind.idle | parent == set(route["includes_without_effect"])
    assert {each["key"] for each in route["filters"]} in (set(kind.filters), set())
    assert kind.unnamed == {each["name"] for each in route["attributes"] if each.get("in_openapi") is False}
    assert all(word in (*kind.sorts, *kind.attributes, "id") for word in route["sorts"])
