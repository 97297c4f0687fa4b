"""Answers that there is no such thing: which thing."""

from __future__ import annotations

import asyncio
import copy
import pickle
from operator import attrgetter
from typing import Any

import pytest

from retroach_async import ENDPOINTS, CachePolicy, Client, Credentials, NotFound, Query
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply


async def missing(credentials: Credentials, answer: Reply, name: str, *args: Any, **options: Any) -> NotFound:
    """The error of a call to which the server gives an answer."""
    async with Client(credentials, transport=MemoryTransport([answer])) as ra:
        with pytest.raises(NotFound) as caught:
            await attrgetter(name)(ra)(*args, **options)
    return caught.value


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("get_game", (99999999,), "no game 99999999"),
        ("get_game_rank_and_score", (5,), "no game 5"),
        ("get_user_profile", ("Foo",), "no user Foo"),
        ("get_user_progress", ("Foo", [1, 2]), "no user Foo"),
        ("get_achievement_unlocks", (7,), "no achievement 7"),
        ("get_leaderboard_entries", (8,), "no leaderboard 8"),
        ("get_ticket_by_id", (9,), "no ticket 9"),
        ("get_game_list", (99,), "no system 99"),
        ("get_comments", ("Foo",), "no open wall of Foo"),
        ("get_game_info_and_user_progress", (5, "Foo"), "no game 5 or no user Foo"),
        ("get_user_game_rank_and_score", ("Foo", 5), "no user Foo or no game 5"),
        ("v2.games.get", (99999999,), "no game 99999999"),
        ("v2.games.achievement_distribution", (5,), "no game 5"),
        ("get_top_ten_users", (), "no such thing"),
    ],
)
async def test_error_names_the_thing(name: str, args: tuple[Any, ...], message: str, credentials: Credentials) -> None:
    """A refusal without words is told with the kind and the name of what was asked for."""
    error = await missing(credentials, json_reply([], 404), name, *args)
    assert error.message == message
    assert error.args == (message,)
    assert str(error).startswith(f"{message} (")


@pytest.mark.parametrize("payload", [[], None, {"success": False}])
async def test_error_names_the_thing_when_the_status_is_good(payload: object, credentials: Credentials) -> None:
    """V1 says in several ways with status 200 that there is no such thing, and all are told alike."""
    error = await missing(credentials, json_reply(payload), "get_game", 5)
    assert (error.message, error.status) == ("no game 5", 200)


@pytest.mark.parametrize(
    ("name", "payload", "message"),
    [
        ("get_ticket_by_id", {"error": "Ticket ID 5 not found"}, "Ticket ID 5 not found"),
        ("get_user_game_leaderboards", ["Game not found"], "Game not found"),
        ("v2.games.get", {"errors": [{"title": "Not Found", "detail": "The wall is closed."}]}, "The wall is closed."),
        ("v2.games.get", {"message": "API endpoint not found"}, "API endpoint not found"),
        ("v2.games.get", {"message": "Not Found", "errors": [{"title": "Not Found"}]}, "no game 5"),
        ("v2.games.get", {"message": "No query results for model [App\\Models\\Game] 5"}, "no game 5"),
    ],
)
async def test_servers_own_words_are_kept(name: str, payload: object, message: str, credentials: Credentials) -> None:
    """Where the server says more than that something was not found, its text is the message."""
    args = (5, "Foo") if name == "get_user_game_leaderboards" else (5,)
    error = await missing(credentials, json_reply(payload, 404), name, *args)
    assert error.message == message


@pytest.mark.parametrize("answer", [json_reply([], 404), json_reply([])])
async def test_error_from_the_cache_names_the_thing(answer: Reply, credentials: Credentials, clock: FakeClock) -> None:
    """A thing that the cache remembers as missing is reported with the same words as at first."""
    transport = MemoryTransport([answer])
    async with Client(credentials, transport=transport, clock=clock, cache=CachePolicy()) as ra:
        messages = []
        for _ in range(2):
            with pytest.raises(NotFound) as caught:
                await ra.get_game_hashes(5) if answer.status == 404 else await ra.get_game(5)
            messages.append(caught.value.message)
    assert messages == ["no game 5"] * 2
    assert len(transport.queries) == 1


async def test_error_of_a_shared_request_names_the_thing(credentials: Credentials) -> None:
    """Everybody who waited for the same answer is told which thing is missing."""
    transport = MemoryTransport([json_reply([], 404)])
    transport.hold()
    async with Client(credentials, transport=transport) as ra:
        calls = [asyncio.ensure_future(ra.get_game_hashes(5)) for _ in range(3)]
        await transport.arrived(1)
        transport.release()
        errors = await asyncio.gather(*calls, return_exceptions=True)
    assert [str(error) for error in errors] == ["no game 5 (v1 API_GetGameHashes.php?i=5, HTTP 404)"] * 3
    assert len(transport.queries) == 1


async def test_query_that_nobody_declared_has_no_thing_to_name(credentials: Credentials) -> None:
    """A raw query is in the text of the error, and nothing is made up about it."""
    error = await missing(credentials, json_reply([], 404), "fetch", Query("v1", "API_GetGame.php", (("i", "5"),)))
    assert str(error) == "no such thing (v1 API_GetGame.php?i=5, HTTP 404)"


async def test_named_error_survives_copying_and_pickling(credentials: Credentials) -> None:
    """The name of the thing reaches another process."""
    error = await missing(credentials, json_reply([], 404), "get_game", 5)
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (repr(again), again.args) == (repr(error), ("no game 5",))


def test_every_call_that_may_find_nothing_can_name_it() -> None:
    """A method whose docstring speaks of `NotFound` has a parameter that names the thing."""
    speaking = [endpoint for endpoint in ENDPOINTS.values() if "`NotFound`" in endpoint.doc]
    assert speaking
    for endpoint in speaking:
        assert any(param.key.thing for param in endpoint.arguments.values()) or endpoint.name in TOLD, endpoint.name


TOLD = {"v2.event_achievements.achievement_of_the_week"}
"""Calls without an argument, for which the server says itself what there is not."""
