"""Declared methods and the groups in which they stand."""

from __future__ import annotations

import inspect
from typing import Annotated, Any
from unittest.mock import AsyncMock, create_autospec

import pytest

from retroach_async import ENDPOINTS, Client, Game, keys
from retroach_async.registry import Group, Namespace, Subgroup, endpoint_of, endpoints_of, walk
from retroach_async.v1._declare import route


class Shelves(Subgroup):
    """The inner group."""

    @route("API_GetShelf.php")
    async def get(self, game_id: Annotated[int, keys.GAME_I]) -> Game:
        """A shelf."""
        ...


class Library(Subgroup):
    """The outer group."""

    shelves = Namespace(lambda: Shelves)

    @route("API_GetLibrary.php")
    async def get(self, game_id: Annotated[int, keys.GAME_I]) -> Game:
        """A library."""
        ...


class Town(Group):
    """The group around both."""

    library = Namespace(lambda: Library)

    async def _invoke(self, endpoint: Any, bound: Any, parts: Any = None) -> Any:
        """The name of the endpoint and the arguments."""
        return endpoint.name, bound

    @route("API_GetTown.php")
    async def get_town(self, game_id: Annotated[int, keys.GAME_I]) -> Game:
        """A town."""
        ...


def name_of(method: Any) -> str:
    """The name of the endpoint that a method declares."""
    endpoint = endpoint_of(method)
    assert endpoint is not None
    return endpoint.name


def test_name_follows_from_where_a_group_hangs() -> None:
    """An endpoint is called as one calls it, and nobody writes the way there a second time."""
    assert name_of(Town.get_town) == "get_town"
    assert name_of(Town.library.get) == "library.get"
    assert name_of(Town.library.shelves.get) == "library.shelves.get"


async def test_call_knows_its_whole_name() -> None:
    """A call goes through the groups around it, under the name that it has got there."""
    found: Any = await Town().library.shelves.get(game_id=1)
    assert found == ("library.shelves.get", {"game_id": 1})


def test_walk_gives_methods_and_groups_by_name() -> None:
    """The methods of a group come first, then each group within, followed by what it holds."""
    assert dict(walk(Town)) == {
        "get_town": Town.get_town,
        "library": Library,
        "library.get": Library.get,
        "library.shelves": Shelves,
        "library.shelves.get": Shelves.get,
    }
    assert [*dict(walk(Town))] == ["get_town", "library", "library.get", "library.shelves", "library.shelves.get"]
    assert [endpoint.name for endpoint in endpoints_of(Town)] == ["get_town", "library.get", "library.shelves.get"]


def test_walk_takes_what_a_subclass_made_of_a_method() -> None:
    """A method that a subclass writes anew, without declaring it, is no endpoint of the subclass."""

    class Village(Town):
        async def get_town(self, game_id: int) -> Game:
            raise NotImplementedError

    assert [*dict(walk(Village))] == ["library", "library.get", "library.shelves", "library.shelves.get"]


def test_class_has_the_class_of_a_group() -> None:
    """A group that is below a client is also below its class, as tools that look at classes expect."""
    assert Town.library is Library
    assert isinstance(Town().library, Library)
    assert endpoint_of(Client.v2.games.get) is ENDPOINTS["v2.games.get"]


@pytest.mark.parametrize(("name", "member"), [(name, member) for name, member in walk(Client) if endpoint_of(member)])
def test_help_names_the_meaning_of_each_parameter(name: str, member: Any) -> None:
    """The docstring of a call ends in its parameters and their meanings; the endpoint's own text has none."""
    endpoint = ENDPOINTS[name]
    meanings = [f"    {param.name}: {param.key.meaning}" for param in endpoint.arguments.values()]
    assert inspect.getdoc(member) == "\n".join([endpoint.doc, *(["", "Parameters:"] if meanings else []), *meanings])
    assert "Parameters:" not in endpoint.doc


@pytest.mark.parametrize("thing", [None, 1, str.lower, Client, Client.v2, Client.batch, object()])
def test_anything_else_has_no_endpoint(thing: object) -> None:
    """Whatever is no declared method gives None."""
    assert endpoint_of(thing) is None


@pytest.mark.parametrize("is_instance", [False, True])
async def test_mock_of_a_client_knows_what_is_below_it(is_instance: bool) -> None:
    """`create_autospec` gives each call its signature, those of V2 included, and no call that does not exist."""
    ra = create_autospec(Client, instance=is_instance)
    ra.v2.games.get.return_value = "a game"

    assert isinstance(ra.v2.games.get, AsyncMock)
    assert list(inspect.signature(ra.v2.games.get).parameters) == ["game_id", "include"]
    assert await ra.v2.games.get(1) == "a game"
    with pytest.raises(TypeError, match="game_id"):
        ra.v2.games.get()
    with pytest.raises(AttributeError):
        _ = ra.v2.games.get_all
