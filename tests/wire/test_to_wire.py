"""Results in the server's own spelling."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args, get_origin

import pytest

from retroach_async import (
    ENDPOINTS,
    AchievementDistribution,
    AchievementFlags,
    CompletedGame,
    Endpoint,
    FrozenMap,
    Game,
    GameExtended,
    GameHash,
    Model,
    Page,
    RecentlyPlayedGame,
    Released,
    RetroachError,
    Unlock,
    UserGameProgress,
    UserPoints,
    to_wire,
    v2,
)
from retroach_async._types import without_none
from retroach_async.testing import example
from retroach_async.wire import to_jsonapi, to_php
from tests.test_samples import FAILURES, SAMPLES
from tests.v1.answers import ANSWERS, arguments_of
from tests.v2.answers import ANSWERS as CALLS_OF_V2
from tests.v2.answers import document_of, every_answer
from tests.wire.spelt import differences

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)


def read_back(endpoint: Endpoint, payload: Any, bound: dict[str, Any]) -> tuple[Any, Any, Any]:
    """A result, its spelling, and what is read from it."""
    result = endpoint.reader(payload, bound)
    assert not isinstance(result, RetroachError), result
    spelt = json.loads(json.dumps(to_wire(result, endpoint), allow_nan=False))
    return result, spelt, endpoint.reader(spelt, bound)


# Over everything that there is


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample not in FAILURES])
def test_sample_of_v1_is_read_back(sample: str) -> None:
    """What a sample comes to is read back from its spelling."""
    name = sample.partition(".")[0]
    bound = ENDPOINTS[name].bind((), arguments_of(name))
    result, _, again = read_back(ENDPOINTS[name], json.loads(SAMPLES[sample].read_bytes()), bound)
    assert again == result


@every_answer
def test_sample_of_v2_is_spelt_as_it_was(sample: str) -> None:
    """A document keeps its values, its linkage and its included objects, and is read back as it was."""
    name, arguments = CALLS_OF_V2[sample]
    endpoint, document = ENDPOINTS[f"v2.{name}"], document_of(sample)
    result, spelt, again = read_back(endpoint, document, endpoint.bind((), arguments))
    assert again == result
    assert [found for found in differences(document, spelt) if found[0] != "next"] == []
    rows, same = ((each if isinstance(each, Page) else [each]) for each in (result, again))
    for row, other in zip(rows, same, strict=True):
        assert (other.identifier, other.linkage, other.unknown) == (row.identifier, row.linkage, row.unknown)


@pytest.mark.parametrize("name", ANSWERS)
def test_usual_answer_of_v1_needs_no_endpoint(name: str) -> None:
    """The models say all about their spelling, but for an object around the answer."""
    endpoint, bound = ENDPOINTS[name], ENDPOINTS[name].bind((), arguments_of(name))
    result = endpoint.reader(ANSWERS[name], bound)
    assert endpoint.reader(json.loads(json.dumps(to_wire(result))), bound) == result


def made_for(kind: Any) -> Any:
    """An example of a result."""
    kind = without_none(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return (example(arguments[0]),)
    if origin is FrozenMap:
        return FrozenMap({7: example(arguments[0])})
    if origin is Page:
        return Page(results=(example(arguments[0]),), total=1, has_more=None)
    return example(kind)


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)
def test_example_is_read_back(endpoint: Endpoint) -> None:
    """The example of every result is read back, with the arguments that its fields repeat."""
    result = made_for(endpoint.result)
    bound = dict.fromkeys(endpoint.arguments) | {"game_id": 1, "details": False, "hardcore": False}
    if isinstance(result, AchievementDistribution):
        bound |= {"flags": result.flags}
    assert endpoint.reader(json.loads(json.dumps(to_wire(result, endpoint))), bound) == result


def test_tables_name_what_there_is() -> None:
    """Every exception is about a model that there is; one for all models is written with a star."""
    tables = [value for name, value in vars(to_php).items() if name.isupper() and isinstance(value, frozenset | dict)]
    places = [place for table in tables for place in table if isinstance(place, tuple)]
    models = {kind.__name__ for kind in subclasses(Model)}
    assert len(places) > 15
    assert {model for model, _ in places} - models == {"*"}
    assert {model for model, _ in (*to_jsonapi._SOMETIMES, to_jsonapi._WITH_OFFSET)} <= models


def subclasses(kind: type) -> set[type]:
    """A class and all below it."""
    return {kind}.union(*map(subclasses, kind.__subclasses__()))


# V1, value by value


def test_words_of_php() -> None:
    """Moments name no zone, flags are numbers where the server has numbers, and what is no answer's is left out."""
    assert to_wire(example(Unlock, user="Scott", hardcore=True, unlocked_at=NOON)) == {
        "User": "Scott",
        "ULID": "User ulid",
        "RAPoints": 1,
        "RASoftcorePoints": 1,
        "DateAwarded": "2024-02-29T12:00:00.000000Z",
        "HardcoreMode": 1,
    }
    assert "ID" not in to_wire(example(Game, id=14402))


def test_moment_is_told_in_utc() -> None:
    """A moment of another zone is the same moment; a fraction of a second is kept."""
    in_tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    extended = example(GameExtended, updated_at=in_tokyo)
    assert to_wire(extended)["Updated"] == "2024-02-29T12:00:00.000000Z"
    played = example(RecentlyPlayedGame, last_played_at=in_tokyo.replace(microsecond=250000))
    assert to_wire(played)["LastPlayed"] == "2024-02-29 12:00:00.250000"


@pytest.mark.parametrize(
    ("rate", "percentage", "text"),
    [
        (1.0, "100.00%", "1.0000"),
        (0.0, "0.00%", "0.0000"),
        (0.3333, "33.33%", "0.3333"),
        (1 / 3, "33.33333333333333%", "0.3333333333333333"),
        (1e-7, "0.00001%", "0.0000001"),
    ],
)
def test_rates_are_text(rate: float, percentage: str, text: str) -> None:
    """A rate has the digits that the server gives it, and all that it has itself."""
    assert to_wire(example(UserGameProgress, completion_rate=rate))["UserCompletion"] == percentage
    completed = to_wire(example(CompletedGame, completion_rate=rate, hardcore=True))
    assert (completed["PctWon"], completed["HardcoreMode"]) == (text, "1")


def test_flattened_object_lies_around() -> None:
    """The fields of a flattened object are among the others; null when there is none."""
    game = example(Game, released=example(Released, granularity=None))
    assert {"Released": "2024-02-29", "ReleasedAtGranularity": None}.items() <= to_wire(game).items()
    assert {"Released": None, "ReleasedAtGranularity": None}.items() <= to_wire(example(Game, released=None)).items()


def test_empty_maps_and_nothing() -> None:
    """PHP's empty map is a list, unless the script casts it to an object; nothing is an empty list."""
    assert to_wire(FrozenMap({})) == []
    assert to_wire(example(GameExtended, achievements=FrozenMap({})))["Achievements"] == {}
    assert to_wire(None) == []
    spread = AchievementDistribution(players=(), game_id=1, hardcore=True, flags=AchievementFlags.OFFICIAL)
    assert to_wire(spread) == []


def test_pages_of_v1() -> None:
    """A page has its rows and their numbers; one without a total is bare rows."""
    row = example(UserPoints, points_hardcore=5, points_casual=0)
    wire = {"Points": 5, "SoftcorePoints": 0}
    assert to_wire(Page(results=(row, row), total=9)) == {"Count": 2, "Total": 9, "Results": [wire, wire]}
    assert to_wire(Page(results=(row,))) == [wire]
    assert to_wire([row]) == to_wire((row,)) == [wire]


def test_object_around_an_answer_takes_the_endpoint() -> None:
    """Rows do not know in which object they are sent; the endpoint does, and the parts of a part as well."""
    file = example(GameHash)
    assert to_wire((file,), ENDPOINTS["get_game_hashes"]) == {"Results": to_wire((file,))}
    week = example(v2.AchievementOfTheWeek)
    around = to_wire(week, ENDPOINTS["v2.event_achievements.achievement_of_the_week"])
    assert around == {"meta": {"eventAchievement": to_wire(week)}}
    assert to_wire(week)["sourceAchievementId"] == "1"


# V2


def test_resource_is_a_document() -> None:
    """An object has its type and its id beside its attributes, and its addresses among the links."""
    ranked = v2.RankedUsers(hardcore=2, casual=1)
    document = to_wire(example(v2.User, id="01H", display_name="Scott", web_url="/user/Scott", ranked_users=ranked))
    assert document["jsonapi"] == {"version": "1.0"}
    data = document["data"]
    assert (data["type"], data["id"], data["links"]) == ("users", "01H", {"webUrl": "/user/Scott"})
    assert data["attributes"]["displayName"] == "Scott"
    assert {"id", "webUrl", "rankedUsers"}.isdisjoint(data["attributes"])
    assert document["meta"]["rankedUsers"] == {"hardcore": 2, "casual": 1}


def test_relations_that_are_there_are_included() -> None:
    """Each has its linkage, and each object comes once; one and the same object may have several relations."""
    user = example(v2.User, id="01H", last_game=example(v2.Game))
    ticket = example(
        v2.Ticket, reporter=user, resolver=user, author=None, achievement=example(v2.Achievement, games=[])
    )
    document = to_wire(ticket)
    assert document["data"]["relationships"] == {
        "reporter": {"data": {"type": "users", "id": "01H"}},
        "resolver": {"data": {"type": "users", "id": "01H"}},
        "author": {"data": None},
        "achievement": {"data": {"type": "achievements", "id": "1"}},
    }
    named = [(each["type"], each.get("relationships")) for each in document["included"]]
    assert sorted(named, key=str) == [
        ("achievements", {"games": {"data": []}}),
        ("games", None),
        ("users", {"lastGame": {"data": {"type": "games", "id": "1"}}}),
    ]


def test_object_reached_twice_has_the_relations_of_both() -> None:
    """Two copies of one object, of which each has other relations, are one object with both."""
    plain, whole = example(v2.Game, id=5), example(v2.Game, id=5, system=example(v2.System))
    page = Page(results=(example(v2.GameHash, id=1, game=plain), example(v2.GameHash, id=2, game=whole)))
    (game, _) = to_wire(page)["included"]
    assert game["relationships"] == {"system": {"data": {"type": "systems", "id": "1"}}}


@pytest.mark.parametrize(
    "other",
    [
        example(v2.Game, id=5, title="Another"),
        example(v2.Game, id=5, system=example(v2.System, id=2)),
    ],
)
def test_two_objects_of_one_identity_are_refused(other: v2.Game) -> None:
    """A document names an object by its type and id, so it cannot hold two different ones of one name."""
    game = example(v2.Game, id=5, system=example(v2.System))
    page = Page(results=(example(v2.GameHash, id=1, game=game), example(v2.GameHash, id=2, game=other)))
    with pytest.raises(ValueError, match="two different objects are games 5"):
        to_wire(page)


def test_ids_of_related_objects_are_linkage() -> None:
    """A field that is the id of a related object stands where the server names that object."""
    unlock = example(v2.PlayerAchievement, achievement_id=9, user_id=None)
    assert to_wire(unlock)["data"]["relationships"] == {"achievement": {"data": {"type": "achievements", "id": "9"}}}


@pytest.mark.parametrize(("has_more", "links"), [(True, {"next": "?page%5Bnumber%5D=2"}), (False, {}), (None, None)])
def test_pages_of_v2(has_more: bool | None, links: Any) -> None:
    """A page has its total, and a link to the next one where one follows."""
    document = to_wire(v2.UserPage(results=(example(v2.User),), total=7, has_more=has_more))
    assert document.get("links") == links
    assert document["meta"] == {"rankedUsers": None, "page": {"total": 7}}
    assert [row["type"] for row in document["data"]] == ["users"]


def test_page_without_rows_is_of_the_api_that_it_speaks_of() -> None:
    """Only V2 says whether a page follows; the endpoint decides where nothing does."""
    assert to_wire(Page(results=(), total=0)) == {"Count": 0, "Total": 0, "Results": []}
    assert to_wire(Page(results=(), total=0, has_more=False))["data"] == []
    assert to_wire(Page(results=(), total=0), ENDPOINTS["v2.games.list"])["data"] == []
    assert to_wire((example(v2.System),))["data"][0]["type"] == "systems"


class Title(v2.Resource):
    """A model of a program's own."""

    id: int
    title: str
    unlock_rate: float


class Nameless(v2.Resource):
    """One without an id."""

    title: str


def test_model_of_a_programs_own_has_the_type_of_its_endpoint() -> None:
    """Its fields are spelt as those of the full model."""
    title = Title(id=3, title="Off the Line", unlock_rate=0.5)
    (row,) = to_wire(Page(results=(title,)), ENDPOINTS["v2.achievements.list"])["data"]
    assert row == {"type": "achievements", "id": "3", "attributes": {"title": "Off the Line", "unlockPercentage": 0.5}}


@pytest.mark.parametrize(
    ("row", "endpoint", "lacking"),
    [
        (Title(id=3, title="Off the Line", unlock_rate=0.5), None, "Title has no type"),
        (Nameless(title="Dragster"), ENDPOINTS["v2.games.get"], "Nameless has no id"),
    ],
)
def test_object_without_a_name_is_refused(row: v2.Resource, endpoint: Endpoint | None, lacking: str) -> None:
    """A document names every object by type and id."""
    with pytest.raises(ValueError, match=lacking):
        to_wire(row, endpoint)
