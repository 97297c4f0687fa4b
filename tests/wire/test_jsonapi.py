"""V2's documents."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    AchievementFlags,
    Forbidden,
    InvalidRequest,
    NotFound,
    Reply,
    RetroachError,
    ValidationError,
    v2,
)
from retroach_async.wire.jsonapi import judge
from retroach_async.wire.resources import Included

GAME: dict[str, Any] = {
    "type": "games",
    "id": "14402",
    "attributes": {
        "title": "Dragster",
        "sortTitle": "dragster",
        "badgeUrl": "https://media/1.png",
        "imageBoxArtUrl": "https://media/2.png",
        "imageTitleUrl": "https://media/3.png",
        "imageIngameUrl": "https://media/4.png",
        "releasedAt": "1980-07-01T00:00:00.000000Z",
        "releasedAtGranularity": "month",
        "playersTotal": 634,
        "playersHardcore": 500,
        "achievementsPublished": 15,
        "achievementsUnpublished": 0,
        "pointsTotal": 219,
        "pointsWeighted": 700,
        "timesBeaten": 12,
        "timesBeatenHardcore": 11,
        "medianTimeToBeatSeconds": 1787,
        "medianTimeToBeatHardcoreSeconds": None,
    },
    "links": {"self": "https://api/games/14402", "webUrl": "https://site/game/14402"},
}

COUNTS = [
    {"unlockCount": "2", "playersHardcore": 3, "playersCasual": 4},
    {"unlockCount": 1, "playersHardcore": 5, "playersCasual": 6},
]
DISTRIBUTION = {"meta": {"promoted": {"distribution": COUNTS}, "unpromoted": {"distribution": []}}}


def read(name: str, document: Any, **arguments: Any) -> Any:
    """The result that the client makes of a document."""
    endpoint = ENDPOINTS[f"v2.games.{name}"]
    return endpoint.reader(document, endpoint.bind((), arguments))


def test_resource_is_flat() -> None:
    """A resource's id, attributes and links are the fields of one model."""
    game = read("get", {"data": GAME}, game_id=14402)
    assert (game.id, game.title, game.points_weighted, game.web_url) == (
        14402,
        "Dragster",
        700,
        "https://site/game/14402",
    )
    assert (game.median_time_to_beat.total_seconds(), game.median_time_to_beat_hardcore) == (1787, None)


@pytest.mark.parametrize("links", [None, [], "https://site", 5])
def test_links_that_are_none_do_no_harm(links: Any) -> None:
    """The address is then what is missing, not the game."""
    assert read("get", {"data": {**GAME, "links": links}}, game_id=14402).web_url is None


def test_resources_own_address_is_no_attribute() -> None:
    """An attribute that has the name of the link to the resource itself is not overwritten by it."""
    resource = {"id": "1", "attributes": {"self": "mine"}, "links": {"self": "https://api/1"}}
    assert Included({}, lambda flat, _: flat).flat(resource, v2.Game, {})["self"] == "mine"


def test_page_knows_its_total() -> None:
    """A collection becomes a page with the total of its meta object."""
    page = read("list", {"data": [GAME], "meta": {"page": {"total": 7}}})
    assert (len(page), page.total, type(page[0])) == (1, 7, v2.Game)


@pytest.mark.parametrize("meta", [None, {}, {"page": None}])
def test_page_without_a_total_is_a_page(meta: Any) -> None:
    """Where the total is not told it is None."""
    assert read("list", {"data": [], "meta": meta}).total is None


@pytest.mark.parametrize(
    ("document", "path"),
    [
        pytest.param({"data": {**GAME, "id": None}}, "id", id="no id"),
        pytest.param({"data": {**GAME, "attributes": {}}}, "title", id="no attributes"),
        pytest.param({"data": None}, "", id="no resource"),
        pytest.param([], "", id="a list"),
    ],
)
def test_resource_that_is_not_whole_is_an_error(document: Any, path: str) -> None:
    """A document without the promised resource is an error that tells the place."""
    error = read("get", document, game_id=14402)
    assert (type(error), error.path) == (ValidationError, path)


@pytest.mark.parametrize("document", ["text", {"data": 5}, {"data": [{"id": "1"}]}, {"data": {"a": 1}}])
def test_page_that_is_none_is_an_error(document: Any) -> None:
    """A document without the promised page is an error."""
    assert type(read("list", document)) is ValidationError


@pytest.mark.parametrize(
    ("options", "players"),
    [
        ({"hardcore": True}, {1: 5, 2: 3}),
        ({}, {1: 6, 2: 4}),
        ({"flags": AchievementFlags.UNOFFICIAL}, {}),
    ],
)
def test_arguments_choose_one_of_four_distributions(options: dict[str, Any], players: dict[int, int]) -> None:
    """One document holds four distributions; the one that V1 would have sent comes out, in order."""
    spread = read("achievement_distribution", DISTRIBUTION, game_id=14402, **options)
    assert dict(spread) == players
    assert (spread.game_id, spread.hardcore) == (14402, options.get("hardcore", False))


def points(*counts: int) -> Any:
    """A document with points for these numbers of unlocks."""
    rows = [{"unlockCount": count, "playersHardcore": 1, "playersCasual": 1} for count in counts]
    return {"meta": {"promoted": {"distribution": rows}}}


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"meta": {"promoted": {"distribution": [{"unlockCount": "x"}]}}},
        points(1, 3),
        points(1, 2, 2),
        points(0, 1),
    ],
)
def test_distribution_that_is_none_is_an_error(document: Any) -> None:
    """A document without counts is an error that tells where they should have been."""
    error = read("achievement_distribution", document, game_id=14402)
    path = "meta.promoted.distribution[].playersCasual"
    assert (type(error), error.path) == (ValidationError, path)
    assert error.message == f"not a valid AchievementDistribution: no counts at {path}"


@pytest.mark.parametrize(
    ("status", "document", "kind", "message"),
    [
        (404, {"errors": [{"title": "Not Found", "detail": "No such game."}]}, NotFound, "No such game."),
        (403, {"errors": [{"title": "Forbidden"}]}, Forbidden, "Forbidden"),
        (400, {"message": "What?"}, InvalidRequest, "What?"),
        (400, {"errors": []}, InvalidRequest, "the server refused the request"),
        (400, {"errors": ["odd"]}, InvalidRequest, "the server refused the request"),
        (400, [], InvalidRequest, "the server refused the request"),
    ],
)
def test_failure_keeps_the_most_telling_words(
    status: int, document: Any, kind: type[RetroachError], message: str
) -> None:
    """Of all that an error document says, the detail is told first, then the title, then the message."""
    error = judge(Reply(status, {}, json.dumps(document).encode()))
    assert type(error) is kind
    assert error.message == message
