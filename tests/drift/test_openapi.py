"""The declarations of V2, compared with OpenAPI documents."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve

from retroach_async import ENDPOINTS
from retroach_async.drift.gaps import ANYWHERE, Gap, Side, unexplained, unused
from retroach_async.drift.openapi import gaps_between
from retroach_async.drift.openapi_left_out import LEFT_OUT
from tests.drift.conftest import Edit
from tests.drift.contract import contract
from tests.drift.edits import dropping, setting
from tests.drift.made import V2

DOCUMENTS = [document] if (document := contract("v2-openapi.json")) else []


@pytest.mark.parametrize("document", DOCUMENTS, ids=["V2"][: len(DOCUMENTS)])
def test_every_difference_has_a_reason(document: Any) -> None:
    """What the library declares is what the server's own document says, except for what is left out on purpose."""
    assert [*map(str, unexplained(gaps_between(document, ENDPOINTS.values()), LEFT_OUT))] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=["V2"][: len(DOCUMENTS)])
def test_every_reason_is_needed(document: Any) -> None:
    """No reason is left over from a difference that is gone."""
    assert [*map(str, unused(gaps_between(document, ENDPOINTS.values()), LEFT_OUT))] == []


def words(*listed: str) -> dict[str, Any]:
    """The schema of a parameter that takes words."""
    return {"type": "array", "items": {"enum": [*listed], "type": "string"}}


def parameter(name: str, schema: Mapping[str, Any], place: str = "query") -> dict[str, Any]:
    """A parameter of a route."""
    return {"name": name, "in": place, "schema": schema}


def answer(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The good answer of a route."""
    return {"200": {"content": {"application/vnd.api+json": {"schema": schema}}}}


SET_FIELDS = {
    "title": "string", "pointsTotal": "integer", "pointsWeighted": "integer", "achievementsPublished": "integer",
    "achievementsUnpublished": "integer", "timesCompleted": "integer", "timesMastered": "integer",
    "medianTimeToCompleteSeconds": "integer", "medianTimeToMasterSeconds": "integer", "badgeUrl": "string",
    "achievementsFirstPublishedAt": "string", "createdAt": "string", "updatedAt": "string", "types": "array",
}  # fmt: skip
SYSTEM_FIELDS = {
    "name": "string", "nameFull": "string", "nameShort": "string", "manufacturer": "string", "iconUrl": "string",
    "active": "boolean",
}  # fmt: skip
GAME_FIELDS = {
    "title": "string", "sortTitle": "string", "badgeUrl": "string", "imageBoxArtUrl": "string",
    "imageTitleUrl": "string", "imageIngameUrl": "string", "releasedAt": "string", "releasedAtGranularity": "string",
    "playersTotal": "integer", "playersHardcore": "integer", "achievementsPublished": "integer",
    "achievementsUnpublished": "integer", "pointsTotal": "integer", "pointsWeighted": "integer",
    "timesBeaten": "integer", "timesBeatenHardcore": "integer", "medianTimeToBeatSeconds": "integer",
    "medianTimeToBeatHardcoreSeconds": "integer",
}  # fmt: skip


def resource(type_name: str, fields: Mapping[str, str], *relationships: str, by: str = "") -> dict[str, Any]:
    """The schema of a resource; where it is included, `by` is the relationship that leads to it."""
    return {
        "description": f"See `.data.relationships.{by}.data`." if by else "",
        "properties": {
            "type": {"default": type_name},
            "attributes": {"properties": {name: {"type": kind} for name, kind in fields.items()}},
            "relationships": {"properties": {name: {} for name in relationships}},
        },
    }


SET = resource("achievement-sets", SET_FIELDS, "games")
SYSTEM = resource("systems", SYSTEM_FIELDS)
REFERENCE = {"$ref": "#/components/schemas/set"}
GAME = resource("games", GAME_FIELDS, "system", "achievementSets", by="games")
SORTS = ("id", "-id", "name", "-name", "nameFull", "-nameFull", "nameShort", "-nameShort")
SMALL: dict[str, Any] = {
    "paths": {
        "/achievement-sets/{set}": {
            "get": {
                "parameters": [
                    parameter("set", {"type": "string"}, "path"),
                    parameter("include", words("games")),
                    parameter("fields[achievement-sets]", words(*SET_FIELDS, "games")),
                ],
                "responses": answer(
                    {
                        "properties": {
                            "data": REFERENCE,
                            "included": {
                                "items": resource("games", GAME_FIELDS, "system", "achievementSets", by="games")
                            },
                        }
                    }
                ),
            }
        },
        "/health": {
            "get": {
                "responses": answer({"properties": {"status": {"type": "string"}, "timestamp": {"type": "string"}}})
            }
        },
        "/systems": {
            "get": {
                "parameters": [
                    parameter("page[number]", {"type": "integer"}),
                    parameter("page[size]", {"type": "integer", "default": 50}),
                    parameter("sort", words(*SORTS)),
                    parameter("include", words()),
                    parameter("filter[id]", {"type": "string"}),
                    parameter("filter[active]", {"type": "boolean"}),
                ],
                "responses": answer({"properties": {"data": {"items": {"$ref": "#/components/schemas/system"}}}}),
            }
        },
    },
    "components": {"schemas": {"set": SET, "system": SYSTEM}},
}
"""A document about three routes that says what the library declares."""

OF_SMALL = [V2[name] for name in ("v2.health", "v2.achievement_sets.get", "v2.systems.list")]
_SETS, _SYSTEMS = "/achievement-sets/{set}", "/systems"
_SET = ("components", "schemas", "set", "properties")

CASES: Mapping[str, tuple[Edit, Gap]] = {
    "route added": (
        lambda document: document["paths"].update({"/novelties": document["paths"]["/health"]}),
        Gap(Side.DOCUMENT, "route", "/novelties"),
    ),
    "route dropped": (dropping("paths", "/health"), Gap(Side.LIBRARY, "route", "/health")),
    "filter added": (
        lambda document: document["paths"][_SYSTEMS]["get"]["parameters"].append(parameter("filter[novelty]", {})),
        Gap(Side.DOCUMENT, "parameter", _SYSTEMS, "filter[novelty]"),
    ),
    "filter dropped": (
        dropping("paths", _SYSTEMS, "get", "parameters", 5),
        Gap(Side.LIBRARY, "parameter", _SYSTEMS, "filter[active]"),
    ),
    "filter in another form": (
        setting("paths", _SYSTEMS, "get", "parameters", 4, "name", to="filter[id][]"),
        Gap(Side.BOTH, "parameter", _SYSTEMS, "filter[id]"),
    ),
    "other page size": (
        setting("paths", _SYSTEMS, "get", "parameters", 1, "schema", "default", to=25),
        Gap(Side.BOTH, "page size", _SYSTEMS, "50"),
    ),
    "sort word added": (
        lambda document: document["paths"][_SYSTEMS]["get"]["parameters"][2]["schema"]["items"]["enum"].append("age"),
        Gap(Side.DOCUMENT, "sort", _SYSTEMS, "age"),
    ),
    "sort word dropped": (
        dropping("paths", _SYSTEMS, "get", "parameters", 2, "schema", "items", "enum", 0),
        Gap(Side.LIBRARY, "sort", _SYSTEMS, "id"),
    ),
    "include word added": (
        lambda document: document["paths"][_SYSTEMS]["get"]["parameters"][3]["schema"]["items"]["enum"].append("games"),
        Gap(Side.DOCUMENT, "include", _SYSTEMS, "games"),
    ),
    "include word dropped": (
        dropping("paths", _SETS, "get", "parameters", 1),
        Gap(Side.LIBRARY, "include", _SETS, "games"),
    ),
    "attribute added": (
        setting(*_SET, "attributes", "properties", "novelty", to={"type": "string"}),
        Gap(Side.DOCUMENT, "attribute", "achievement-sets", "novelty"),
    ),
    "attribute dropped": (
        dropping(*_SET, "attributes", "properties", "title"),
        Gap(Side.LIBRARY, "attribute", "achievement-sets", "title"),
    ),
    "attribute of another type": (
        setting(*_SET, "attributes", "properties", "pointsTotal", "type", to="string"),
        Gap(Side.BOTH, "type", "achievement-sets", "pointsTotal"),
    ),
    "attribute that may be null": (
        setting(*_SET, "attributes", "properties", "pointsTotal", "nullable", to=True),
        Gap(Side.BOTH, "null", "achievement-sets", "pointsTotal"),
    ),
    "attribute of a type that is only included": (
        setting(
            "paths", _SETS, "get", "responses", "200", "content", "application/vnd.api+json", "schema", "properties",
            "included", "items", "properties", "attributes", "properties", "novelty", to={"type": "string"},
        ),
        Gap(Side.DOCUMENT, "attribute", "games", "novelty"),
    ),
    "relationship added": (
        setting(*_SET, "relationships", "properties", "novelty", to={}),
        Gap(Side.DOCUMENT, "relationship", "achievement-sets", "novelty"),
    ),
    "relationship dropped": (
        dropping(*_SET, "relationships", "properties", "games"),
        Gap(Side.LIBRARY, "relationship", "achievement-sets", "games"),
    ),
    "type dropped": (dropping("components", "schemas", "system"), Gap(Side.LIBRARY, "type", "systems")),
    "attribute that cannot be asked for": (
        dropping("paths", _SETS, "get", "parameters", 2, "schema", "items", "enum", 0),
        Gap(Side.LIBRARY, "fieldset", _SETS, "achievement-sets.title"),
    ),
    "key of a plain document added": (
        setting(
            "paths", "/health", "get", "responses", "200", "content", "application/vnd.api+json", "schema",
            "properties", "novelty", to={"type": "string"},
        ),
        Gap(Side.DOCUMENT, "attribute", "/health", "novelty"),
    ),
}  # fmt: skip


def test_same_is_no_difference() -> None:
    """A document that says what the library declares differs in nothing."""
    assert gaps_between(SMALL, OF_SMALL) == ()


@pytest.mark.parametrize(("edit", "gap"), CASES.values(), ids=CASES)
def test_change_of_the_document_is_one_difference(edit: Edit, gap: Gap) -> None:
    """A change is found at its place, and nothing else is."""
    document = copy.deepcopy(SMALL)
    edit(document)
    if gap == Gap(Side.LIBRARY, "type", "systems"):  # its route has nothing to refer to any more
        document["paths"]["/systems"]["get"]["responses"] = answer({})

    assert gaps_between(document, OF_SMALL) == (gap,)


def test_relationship_to_another_type_is_a_difference() -> None:
    """Where the document tells to what a relationship leads, it is compared with the model."""
    document = copy.deepcopy(SMALL)
    (_, included) = document["paths"][_SETS]["get"]["responses"]["200"]["content"]["application/vnd.api+json"][
        "schema"
    ]["properties"].values()
    included["items"] = {"anyOf": [included["items"], resource("systems", SYSTEM_FIELDS, by="games")]}

    assert gaps_between(document, OF_SMALL) == (Gap(Side.BOTH, "relationship", "achievement-sets", "games"),)


def test_attribute_that_is_never_asked_for_alone_is_in_no_fieldset() -> None:
    """A mark that the document contradicts is a difference."""
    words_of_tickets = parameter("fields[tickets]", words("ticketableTitle"))
    document = {
        "paths": {"/tickets": {"get": {"parameters": [words_of_tickets], "responses": answer({})}}},
        "components": {"schemas": {}},
    }

    assert Gap(Side.DOCUMENT, "fieldset", "/tickets", "tickets.ticketableTitle") in gaps_between(
        document, [V2["v2.tickets.list"]]
    )


def test_reason_holds_in_its_place_or_anywhere() -> None:
    """An entry explains the difference that it names; one without a place explains it in every place."""
    gap = Gap(Side.DOCUMENT, "include", "/games", "hashes")
    elsewhere = evolve(gap, place="/hubs/{hub}/games")

    assert unexplained([gap, elsewhere], {gap: "because"}) == (elsewhere,)
    assert unexplained([gap, elsewhere], {evolve(gap, place=ANYWHERE): "because"}) == ()
    assert unexplained([gap], {evolve(gap, side=Side.LIBRARY): "because"}) == (gap,)


def test_reason_without_a_difference_is_unused() -> None:
    """An entry that explains nothing is named."""
    gap = Gap(Side.DOCUMENT, "include", "/games", "hashes")
    gone = Gap(Side.DOCUMENT, "include", ANYWHERE, "novelties")

    assert unused([gap], {gap: "because", gone: "because"}) == (gone,)


def test_difference_is_told_in_words() -> None:
    """A difference says what it is about, where it is, and which side has it."""
    assert str(Gap(Side.DOCUMENT, "sort", "/games", "age")) == "sort age of /games: only in the document"
