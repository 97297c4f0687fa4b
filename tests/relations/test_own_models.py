"""Models of a program's own: complete from the start, and checked before anything is sent."""

from __future__ import annotations

import copy
import pickle
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs
import pytest
from attrs import frozen

from retroach_async import Client, ConfigurationError, Credentials, InvalidRequest, ReleaseGranularity, from_dict, v2
from retroach_async.testing import MemoryTransport, example, json_reply
from retroach_async.transport.protocol import Request
from tests.relations.documents import SYSTEM, game, page_of

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")


class Title(v2.Resource):
    """Written without attrs, and the base of others."""

    title: str


class Popular(Title):
    """Adds to another model of the program's own."""

    players_total: int | None


class Name(v2.Resource):
    """A system as a list needs it."""

    name: str


class Entry(v2.Resource):
    """A game with a related object of another own model."""

    system = v2.One(lambda: Name)
    title: str


@frozen(kw_only=True, slots=False)
class Loose(v2.Resource):
    """Written with attrs, without slots."""

    title: str


class Whole(v2.Game):
    """The full model with a relation that leads to an own model."""

    system = v2.One(lambda: Name)


def answer(request: Request) -> Any:
    """A page of one game, or the game."""
    row = game(1, system=SYSTEM)
    return json_reply(
        page_of([row], [SYSTEM]) if request.query.path == "games" else {"data": row, "included": [SYSTEM]}
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


# Complete from the start


def test_model_without_attrs_has_a_constructor() -> None:
    """It takes its fields by name, as every model does, before any call has seen it."""

    class Fresh(v2.Resource):
        title: str
        players_total: int = 0

    assert (Fresh(title="a").title, Fresh(title="a").players_total) == ("a", 0)
    with pytest.raises(TypeError, match="title"):
        Fresh()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Fresh(title="a").title = "b"


def test_model_without_attrs_is_read_from_plain_values() -> None:
    """What was saved in one process is read in another, which has made no call yet."""

    class Fresh(v2.Resource):
        title: str

    assert from_dict(Fresh, {"title": "a"}) == Fresh(title="a")
    assert example(Fresh, title="b").to_dict() == {"title": "b"}


@pytest.mark.parametrize("kind", [Title, Popular, Loose, Entry])
async def test_objects_of_own_models_are_values(ra: Client, kind: type[v2.Resource]) -> None:
    """They compare, hash, copy and pickle with all of their fields and relations."""
    found: Any = await ra.only(kind, ra.v2.games.get)(1)
    for again in (copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert (again, hash(again), repr(again)) == (found, hash(found), repr(found))
        assert again.title == "Game 1"
        assert again.identifier == v2.Identifier("games", "1")
    assert from_dict(kind, found.to_dict()) == found


async def test_inherited_fields_are_asked_for(ra: Client, transport: MemoryTransport) -> None:
    """The fields of a base are fields, whichever of the two a call sees first."""
    found = await ra.only(Popular, ra.v2.games.get)(1)
    assert transport.queries[0].params == (("fields[games]", "playersTotal,title"),)
    assert (found.title, found.players_total) == ("Game 1", None)


async def test_field_that_the_answer_lacks_may_be_none(ra: Client) -> None:
    """Where the full model has None, an own field that may be None has it as well."""

    class Forum(v2.Resource):
        forum_topic: str | None
        title: str

    assert (await ra.only(Forum, ra.v2.games.get)(1)).forum_topic is None


async def test_relation_of_a_subclass_of_the_full_model_is_its_own(ra: Client, transport: MemoryTransport) -> None:
    """It is included, with the fields of the model behind it; the game itself comes whole."""
    found = await ra.only(Whole, ra.v2.games.get)(1)
    assert dict(transport.queries[0].params) == {"fields[systems]": "name", "include": "system"}
    assert (type(found.system), found.system.name) == (Name, "Atari 2600")


def test_attrs_can_look_into_an_object() -> None:
    """`attrs.asdict` goes through an object and what belongs to it."""
    row = example(v2.Game, title="a", system=example(v2.System))
    assert attrs.asdict(row)["title"] == "a"


# Checked before anything is sent


def model(annotation: Any, name: str = "title", **members: Any) -> type[v2.Resource]:
    """A model with one field."""
    return type("Own", (v2.Resource,), {"__annotations__": {name: annotation}, **members})


class Mixed:
    """A class that is no model."""

    title: str


class WithMixin(Mixed, v2.Resource):
    """A model with a base that is none."""

    players_total: int


class More(v2.Game):
    """A full model with a field that there is not."""

    extra: int


class Unknown(v2.Resource):
    """A model with a type that is not there when the program runs."""

    title: Decimal


@dataclass
class Data(v2.Resource):
    """A dataclass."""

    title: str


class Generics(v2.Resource, Generic[T]):
    """A model of any type."""

    title: T


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (model(int), "title is of type str in v2.Game, not int"),
        (model(object), "title is of type str in v2.Game, not object"),
        (model(dict[str, str]), "title is of type str in v2.Game, not dict[str, str]"),
        (model(int, "median_time_to_beat"), "median_time_to_beat is of type timedelta in v2.Game, not int"),
        (model(str, system=v2.Many(lambda: v2.System)), "Own.system must be a v2.One, as in v2.Game"),
        (model(str, sistem=v2.One(lambda: v2.System)), "cannot include 'sistem': did you mean 'system'?"),
        (WithMixin, "the fields of Mixed do not count"),
        (More, "v2.Game has no field 'extra'"),
        (Unknown, "Unknown is no model: name 'Decimal' is not defined"),
        (Generics, "title is of type str in v2.Game"),
    ],
)
def test_model_that_cannot_be_filled_is_refused(ra: Client, own: Any, words: str) -> None:
    """The message names the field or the relation, and nothing is sent."""
    with pytest.raises(ConfigurationError) as caught:
        ra.only(own, ra.v2.games.list)
    assert words in caught.value.message


@pytest.mark.parametrize("annotation", [str, str | None])
async def test_type_may_leave_out_none_or_add_it(ra: Client, annotation: Any) -> None:
    """A program that knows better than the model may say so."""
    found: Any = await ra.only(model(annotation), ra.v2.games.get)(1)
    assert found.title == "Game 1"


@pytest.mark.parametrize("annotation", [datetime, datetime | None, str])
def test_moments_and_words_may_be_text(ra: Client, annotation: Any) -> None:
    """What is text on the wire can stay text."""
    ra.only(model(annotation, "released_at"), ra.v2.games.get)
    ra.only(model(ReleaseGranularity | None, "released_at_granularity"), ra.v2.games.get)


@pytest.mark.parametrize("include", [["achievement_sets"], ("system", "achievement_sets")])
async def test_include_that_the_model_does_not_declare_is_refused(
    ra: Client, transport: MemoryTransport, include: Any
) -> None:
    """It would be fetched, and could not be read."""
    with pytest.raises(InvalidRequest, match=r"Entry declares no relation 'achievement_sets'") as caught:
        await ra.only(Entry, ra.v2.games.get)(1, include=include)
    assert caught.value.parameter == "include"
    assert transport.queries == []


@pytest.mark.parametrize("include", [5, "system", [5], [None]])
async def test_include_of_another_type_is_refused_as_ever(ra: Client, include: Any) -> None:
    """An own model changes nothing about what is refused."""
    with pytest.raises(InvalidRequest) as caught:
        await ra.only(Entry, ra.v2.games.get)(1, include=include)
    assert caught.value.parameter == "include"
