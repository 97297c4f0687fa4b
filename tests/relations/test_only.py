"""`only`: the fields of a model of the caller's own, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated, Any

import pytest
from attrs import frozen

from retroach_async import Client, ConfigurationError, Credentials, InvalidRequest, Page, v2
from retroach_async.models.marks import NeverAlone
from retroach_async.only import only
from retroach_async.registry import Namespace, Subgroup
from retroach_async.testing import MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from retroach_async.v2._declare import route
from tests.relations.documents import SETS, SYSTEM, game, page_of


@frozen(kw_only=True)
class Title(v2.Resource):
    """A game as a list needs it."""

    id: int
    title: str
    web_url: str | None
    median_time_to_beat: timedelta | None = None


class Name(v2.Resource):
    """A system as a list needs it, written without attrs."""

    name: str


@frozen(kw_only=True)
class Entry(v2.Resource):
    """A game with relations, one of them to a model of the test's own."""

    system = v2.One(lambda: Name)
    achievement_sets = v2.Many(lambda: v2.AchievementSet)
    title: str


def answer(request: Request) -> Any:
    """A page of games, or one game."""
    row = game(1, system=SYSTEM, achievementSets=SETS)
    row["attributes"]["medianTimeToBeatSeconds"] = 60
    included = [SYSTEM, *SETS]
    return json_reply(
        page_of([row], included) if request.query.path == "games" else {"data": row, "included": included}
    )


@pytest.fixture
def transport() -> MemoryTransport:
    """A server with one game."""
    return MemoryTransport(answer)


@pytest.fixture
async def ra(transport: MemoryTransport, credentials: Credentials) -> AsyncIterator[Client]:
    """A client of that server."""
    async with Client(credentials, transport=transport) as client:
        yield client


async def test_model_is_the_set_of_fields(ra: Client, transport: MemoryTransport) -> None:
    """The fields are asked for by the server's names; what comes with every object is not."""
    page = await ra.only(Title, ra.v2.games.list)(system_id=7)
    assert transport.queries[0].params == (
        ("fields[games]", "medianTimeToBeatSeconds,title"),
        ("filter[systemId]", "7"),
    )
    assert [type(row) for row in page] == [Title]
    assert (page[0].title, page[0].web_url) == ("Game 1", "https://site/game/1")
    assert page[0].median_time_to_beat == timedelta(minutes=1)


async def test_model_of_one_object(ra: Client, transport: MemoryTransport) -> None:
    """A call for one object gives one of the caller's own."""
    found = await ra.only(Title, ra.v2.games.get)(1)
    assert (type(found), found.id) == (Title, 1)
    assert transport.queries[0].params == (("fields[games]", "medianTimeToBeatSeconds,title"),)


async def test_model_without_attrs_is_enough(ra: Client) -> None:
    """A class with annotations is taken as it is written."""

    class Bare(v2.Resource):
        title: str

    found = await ra.only(Bare, ra.v2.games.get)(1)
    assert isinstance(found, Bare)
    assert found.title == "Game 1"


async def test_relations_of_the_model_are_asked_for(ra: Client, transport: MemoryTransport) -> None:
    """A relation is included and is one of the fields; a model of the caller's own has its own fields there."""
    page = await ra.only(Entry, ra.v2.games.list)()
    assert dict(transport.queries[0].params) == {
        "fields[games]": "achievementSets,system,title",
        "fields[systems]": "name",
        "include": "achievementSets,system",
    }
    assert (type(page[0].system), page[0].system.name) == (Name, "Atari 2600")
    assert [each.points_total for each in page[0].achievement_sets] == [305, 20]


async def test_include_adds_to_the_relations_of_the_model(ra: Client, transport: MemoryTransport) -> None:
    """A word that the call gives goes along; a misspelt one is refused as ever."""
    call: Any = ra.only(Entry, ra.v2.games.get)
    await call(1, include=["system"])
    assert dict(transport.queries[0].params)["include"] == "achievementSets,system"
    for wrong in ("system", ["systems"]):
        with pytest.raises(InvalidRequest) as caught:
            await call(1, include=wrong)
        assert caught.value.parameter == "include"


async def test_narrowed_call_goes_into_pages_and_batches(ra: Client, transport: MemoryTransport) -> None:
    """It is walked page by page, and a batch of it asks for many ids at once."""
    assert [row.title async for row in ra.pages(ra.only(Title, ra.v2.games.list))] == ["Game 1"]
    found = await ra.gather(ra.only(Title, ra.v2.games.get), [1, 2])
    assert {type(each) for each in found.values()} == {Title}
    assert [query.path for query in transport.queries] == ["games", "games", "games/2"]
    assert {dict(query.params)["fields[games]"] for query in transport.queries} == {"medianTimeToBeatSeconds,title"}


def test_narrowed_call_tells_what_it_is(ra: Client) -> None:
    """Its text names the call and the model."""
    assert repr(ra.only(Title, ra.v2.games.get)) == "<v2.games.get with the fields of Title>"
    assert repr(ra.only(Title, ra.v2.games.list)) == "<v2.games.list with the fields of Page[Title]>"


def model(name: str, annotation: Any = str, **members: Any) -> type[v2.Resource]:
    """A model with one field."""
    return type("Own", (v2.Resource,), {"__annotations__": {name: annotation}, **members})


@pytest.mark.parametrize(
    ("own", "message"),
    [
        (model("titel"), "v2.Game has no field 'titel': did you mean 'title'?"),
        (model("xyz"), "v2.Game has no field 'xyz'"),
        (model("title", hashes=v2.Many(lambda: v2.System)), "v2.games.list cannot include 'hashes'"),
        (model("id", int), "Own declares no field of v2.Game beside its id"),
        (v2.Resource, "only() takes a subclass of v2.Resource"),
        (int, "only() takes a subclass of v2.Resource"),
    ],
)
def test_model_that_the_server_cannot_fill_is_refused(ra: Client, own: Any, message: str) -> None:
    """What is wrong with a model is told before anything is sent."""
    with pytest.raises(ConfigurationError) as caught:
        ra.only(own, ra.v2.games.list)
    assert message in caught.value.message


def test_call_without_fields_is_refused(ra: Client) -> None:
    """A call of V1, or of V2's plain documents, has no fields to choose."""
    calls: list[Any] = [ra.get_game, ra.v2.health, ra.v2.games.achievement_distribution, print, ra.v2.games]
    for call in calls:
        with pytest.raises(ConfigurationError, match="only"):
            ra.only(Title, call)


async def test_full_model_asks_for_everything(ra: Client, transport: MemoryTransport) -> None:
    """A subclass of the full model has no fieldset: it has every field anyway."""

    class Whole(v2.Game):
        pass

    found = await ra.only(Whole, ra.v2.games.get)(1)
    assert isinstance(found, Whole)
    assert transport.queries[0].params == ()


@frozen(kw_only=True)
class Secretive(v2.Resource):
    """An object with a field that the server gives with all others only."""

    type_name = "secretives"
    id: int
    name: str
    shy: Annotated[str | None, NeverAlone()] = None


class Secretives(Subgroup):
    """A group with one call."""

    @route("secretives")
    async def list(self) -> Page[Secretive]:
        """Objects."""
        ...


def test_field_that_cannot_be_asked_for_alone_is_refused() -> None:
    """Some attributes vanish as soon as a fieldset is given."""

    class Root(Subgroup):
        secretives = Namespace(lambda: Secretives)

    with pytest.raises(ConfigurationError, match=r"the server gives shy only with all fields of Secretive"):
        only(model("shy"), Root(None).secretives.list)  # type: ignore[arg-type]
