"""Relations and included objects of V2's documents, changed in every way that there is."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from retroach_async.drift import Compared, Finding, compare
from tests.drift.conftest import Edit
from tests.drift.edits import dropping, missing, new, required, retyped, setting, unknown
from tests.drift.made import V2, document_of, everything


def changed(name: str, edit: Edit, **options: Any) -> Compared:
    """The comparison of a changed document; the call asked for everything, unless options say otherwise."""
    bound = everything(V2[name]) | options
    document = copy.deepcopy(document_of(V2[name], bound))
    return compare(V2[name], document if (other := edit(document)) is None else other, bound)


def in_included(type_name: str, *path: Any, to: Any) -> Edit:
    """An edit that sets one value in every included object of a type."""

    def edit(document: Any) -> None:
        for row in document["included"]:
            if row["type"] == type_name:
                setting(*path, to=to)(row)

    return edit


ORPHANED = unknown("included[systems]", "object with 'type', 'id', 'attributes', ...")
"""What comes of an included object to which nothing leads any more."""

CASES: Mapping[str, tuple[str, Edit, tuple[Finding, ...]]] = {
    "relationship that the model lacks": (
        "v2.games.get",
        setting("data", "relationships", "novelty", to={"data": []}),
        (unknown("data.relationships.novelty", "object with 'data'"),),
    ),
    "one that is lacking": (
        "v2.games.get",
        dropping("data", "relationships", "system"),
        (missing("data.relationships.system", "v2.System"), ORPHANED),
    ),
    "one that is null": (
        "v2.games.get",
        setting("data", "relationships", "system", "data", to=None),
        (retyped("data.relationships.system.data", "v2.System", "null"), ORPHANED),
    ),
    "one that is a list": (
        "v2.games.get",
        setting("data", "relationships", "system", "data", to=[]),
        (retyped("data.relationships.system.data", "v2.System", "empty list"), ORPHANED),
    ),
    "one without a type": (
        "v2.games.get",
        dropping("data", "relationships", "system", "data", "type"),
        (retyped("data.relationships.system.data", "v2.System", "object with 'id'"), ORPHANED),
    ),
    "one of another type": (
        "v2.games.get",
        setting("data", "relationships", "system", "data", "type", to="novelties"),
        (new("data.relationships.system.data.type", "systems", "text 'novelties'"), ORPHANED),
    ),
    "one with no objects named": (
        "v2.games.get",
        setting("data", "relationships", "system", to={"links": {}}),
        (retyped("data.relationships.system", "object", "object with 'links'"), ORPHANED),
    ),
    "many that are lacking": (
        "v2.achievement_sets.get",
        dropping("data", "relationships", "games"),
        (
            missing("data.relationships.games", "list"),
            unknown("included[games]", "object with 'type', 'id', 'attributes', ..."),
        ),
    ),
    "many that are one": (
        "v2.achievement_sets.get",
        lambda document: setting(
            "data", "relationships", "games", "data", to=document["data"]["relationships"]["games"]["data"][0]
        )(document),
        (retyped("data.relationships.games.data", "list", "object with 'type', 'id'"),),
    ),
    "one of many that is none": (
        "v2.achievement_sets.get",
        lambda document: document["data"]["relationships"]["games"]["data"].append(7),
        (retyped("data.relationships.games.data[]", "v2.Game", "number 7", of=2),),
    ),
    "relationships that are a list": (
        "v2.systems.get",
        setting("data", "relationships", to=[]),
        (retyped("data.relationships", "object", "empty list"),),
    ),
    "links that are a list": (
        "v2.systems.get",
        setting("data", "links", to=[]),
        (retyped("data.links", "object", "empty list"),),
    ),
    "object of another type": (
        "v2.systems.get",
        setting("data", "type", to="novelties"),
        (retyped("data.type", "systems", "text 'novelties'"),),
    ),
    "object without a type": ("v2.systems.get", dropping("data", "type"), (required("data.type", "text"),)),
    "object whose type is a number": (
        "v2.systems.get",
        setting("data", "type", to=7),
        (retyped("data.type", "text", "number 7"),),
    ),
    "attribute of an included object": (
        "v2.games.list",
        in_included("systems", "attributes", "novelty", to=1),
        (unknown("included[systems].attributes.novelty", "number 1", of=2, times=2),),
    ),
    "other type in an included object": (
        "v2.games.get",
        in_included("systems", "attributes", "active", to="often"),
        (retyped("included[systems].attributes.active", "true or false or null", "text 'often'"),),
    ),
    "new word in an included object": (
        "v2.games.get",
        in_included("achievement-sets", "attributes", "types", 0, "type", to="novelty"),
        (new("included[achievement-sets].attributes.types[].type", "v2.AchievementSetType", "text 'novelty'"),),
    ),
    "relationship of an included object": (
        "v2.games.get",
        in_included("systems", "relationships", to={"novelty": {"data": None}}),
        (unknown("included[systems].relationships.novelty", "object with 'data'"),),
    ),
    "address of an included object": (
        "v2.games.get",
        in_included("systems", "links", "novelty", to="https://example.org"),
        (unknown("included[systems].links.novelty", "text 'https://example.org'"),),
    ),
    "included objects in no list": (
        "v2.systems.get",
        setting("included", to={}),
        (retyped("included", "list", "empty object"),),
    ),
    "included object without a type": (
        "v2.systems.get",
        setting("included", to=[{"id": "1"}]),
        (retyped("included[]", "v2.Resource", "object with 'id'"),),
    ),
    "one that a nested word asked for": (
        "v2.achievement_set_versions.list",
        in_included("achievement-sets", "relationships", to={}),
        (
            missing("included[achievement-sets].relationships.games", "list", of=2, times=2),
            unknown("included[games]", "object with 'type', 'id', 'attributes', ...", of=2, times=2),
        ),
    ),
    "id of a related object": (
        "v2.event_achievements.get",
        lambda document: (
            setting("data", "relationships", "event", "data", "id", to="first")(document)
            or setting("included", 0, "id", to="first")(document)
        ),
        (
            retyped("data.relationships.event.data.id", "integer or null", "text 'first'"),
            retyped("included[events].id", "integer", "text 'first'"),
        ),
    ),
    "member of meta": ("v2.systems.get", setting("meta", "novelty", to=1), (unknown("meta.novelty", "number 1"),)),
    "meta that is a list": ("v2.systems.get", setting("meta", to=[]), (retyped("meta", "object", "empty list"),)),
    "member of meta that is lacking": (
        "v2.users.get",
        dropping("meta", "rankedUsers"),
        (missing("meta.rankedUsers", "v2.RankedUsers or null"),),
    ),
    "member beside rows that is lacking": (
        "v2.users.list",
        dropping("meta", "rankedUsers"),
        (missing("meta.rankedUsers", "v2.RankedUsers or null"),),
    ),
    "number beside rows that is lacking": (
        "v2.users.awards",
        dropping("meta", "siteAwardsCount"),
        (missing("meta.siteAwardsCount", "integer or null"),),
    ),
    "fact about a page": (
        "v2.systems.list",
        setting("meta", "page", "novelty", to=1),
        (unknown("meta.page.novelty", "number 1"),),
    ),
    "key around the part that is the answer": (
        "v2.event_achievements.achievement_of_the_week",
        setting("meta", "novelty", to=1),
        (unknown("meta.novelty", "number 1"),),
    ),
    "key in the part that is the answer": (
        "v2.event_achievements.achievement_of_the_week",
        setting("meta", "eventAchievement", "novelty", to=1),
        (unknown("meta.eventAchievement.novelty", "number 1"),),
    ),
}


@pytest.mark.parametrize(("name", "edit", "findings"), CASES.values(), ids=CASES)
def test_change_is_found(name: str, edit: Edit, findings: tuple[Finding, ...]) -> None:
    """A change is reported with its kind, its place, and what comes of it."""
    assert changed(name, edit).findings == findings


@pytest.mark.parametrize(
    "edit",
    [
        dropping("data", "relationships", "resolver"),
        setting("data", "relationships", "resolver", "data", to=None),
    ],
    ids=["absent", "null"],
)
def test_relation_to_nothing_goes_unseen(edit: Edit) -> None:
    """Where a relation may lead to nothing, nothing is no drift, and it is told that nothing was seen."""
    compared = changed("v2.tickets.get", edit, include=("resolver",))

    assert [finding.path for finding in compared.findings] == ["included[users]"]
    (unseen,) = compared.unseen
    assert unseen.startswith("data.relationships.resolver")


def test_relation_to_none_of_many_goes_unseen() -> None:
    """An empty list of related objects is no drift, and it is told that nothing was seen."""
    edit = setting("data", "relationships", to={"awards": {"data": []}})
    compared = changed("v2.events.get", edit, include=("awards",))

    assert [finding.path for finding in compared.findings] == ["included[event-awards]"]
    assert compared.unseen == ("data.relationships.awards.data[]",)


def test_id_that_is_always_named_is_missed_without_include() -> None:
    """Where the server names a related object in any case, the lack of its name is drift."""
    compared = changed("v2.event_achievements.get", dropping("data", "relationships", "event"), include=())

    assert compared.findings == (missing("data.relationships.event", "integer or null"),)


def test_object_that_several_relations_lead_to_is_compared_once() -> None:
    """One included object with a new attribute is one place, whatever leads to it, and what each asked for is there."""

    def edit(document: Any) -> None:
        one = next(row for row in document["included"] if row["type"] == "users")
        for relationship in document["data"]["relationships"].values():
            relationship["data"] = {"type": "users", "id": one["id"]}
        one["attributes"]["novelty"] = 1
        document["included"] = [one]

    compared = changed("v2.tickets.get", edit, include=("reporter", "author"))

    assert compared.findings == (unknown("included[users].attributes.novelty", "number 1"),)
