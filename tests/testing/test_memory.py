"""A server that is not there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from retroach_async import Client, ConnectionFailed, Credentials, DecodeError, NotFound, Query, RetroachError
from retroach_async.testing import FakeClock, MemoryTransport, html_reply, json_reply
from retroach_async.testing.memory import Answers


async def asked(answers: Answers, *game_ids: int) -> list[Any]:
    """The results that a client gets for some games, errors among them."""
    results: list[Any] = []
    async with Client(Credentials("Me", "key"), transport=MemoryTransport(answers), retry=None) as ra:
        for game_id in game_ids:
            try:
                results.append((await ra.get_achievement_distribution(game_id))[1])
            except (RetroachError, AssertionError) as error:
                results.append(error)
    return results


async def test_function_answers() -> None:
    """A function is given the request and returns a reply."""
    assert await asked(lambda request: json_reply({"1": int(dict(request.query.params)["i"])}), 5, 6) == [5, 6]


async def test_async_function_answers() -> None:
    """A coroutine function may wait before it answers."""

    async def answer(request: Any) -> Any:
        await asyncio.sleep(0)
        return json_reply({"1": 7})

    assert await asked(answer, 1) == [7]


async def test_function_may_fail_either_way() -> None:
    """An error that is returned is raised like one that is raised."""

    def answer(request: Any) -> Any:
        if dict(request.query.params)["i"] == "1":
            return ConnectionFailed("returned")
        raise ConnectionFailed("raised")

    first, second = await asked(answer, 1, 2)
    assert [first.message, second.message] == ["returned", "raised"]


async def test_script_answers_in_turn() -> None:
    """A list is used up from its beginning, and says so when it is at its end."""
    first, second, third = await asked([json_reply({"1": 1}), ConnectionFailed("reset")], 1, 1, 1)
    assert first == 1
    assert isinstance(second, ConnectionFailed)
    assert isinstance(third, AssertionError)
    assert "no answer left" in str(third)


async def test_addresses_have_scripts_of_their_own() -> None:
    """The most telling address counts: with its parameters before the path alone."""
    path = "API_GetAchievementDistribution.php"
    answers: Answers = {
        f"{path}?i=1": [json_reply({"1": 10}), json_reply({"1": 11})],
        path: json_reply({"1": 99}),
    }
    assert await asked(answers, 1, 2, 1, 2) == [10, 99, 11, 99]


async def test_address_without_an_answer_is_named() -> None:
    """A request that nobody expected says which it was."""
    (error,) = await asked({"API_GetGame.php": json_reply({})}, 3)
    assert isinstance(error, AssertionError)
    assert "API_GetAchievementDistribution.php?i=3" in str(error)


async def test_error_for_an_address_is_new_each_time() -> None:
    """The same error for every request does not collect the traces of all of them."""
    first, second = await asked({"API_GetAchievementDistribution.php": NotFound("none")}, 1, 2)
    assert first is not second
    assert str(first) != str(second)


async def test_requests_are_recorded_without_credentials() -> None:
    """A test can see what was asked, but not who asked."""
    transport = MemoryTransport(lambda request: json_reply([]))
    async with Client(Credentials("Me", "SecretKey"), transport=transport) as ra:
        await ra.get_achievement_distribution(5, hardcore=True)
    assert transport.queries == [Query("v1", "API_GetAchievementDistribution.php", (("i", "5"), ("h", "1")))]
    assert "SecretKey" not in repr(vars(transport))


async def test_gate_holds_requests_back() -> None:
    """Requests wait at a shut gate and are let through one by one, oldest first, or all together."""
    transport = MemoryTransport(lambda request: json_reply([]))
    transport.hold()
    async with Client(Credentials("Me", "key"), transport=transport) as ra:
        calls = [asyncio.create_task(ra.get_achievement_distribution(n)) for n in (1, 2, 3)]
        await transport.arrived(3)
        await FakeClock().settle()
        assert [call.done() for call in calls] == [False, False, False]
        transport.release(1)
        await FakeClock().settle()
        assert [call.done() for call in calls] == [True, False, False]
        transport.release()
        await asyncio.gather(*calls)
        assert (await ra.get_achievement_distribution(4)).total_players == 0
    assert (transport.in_flight, transport.most_in_flight, transport.cancelled) == (0, 3, 0)


async def test_permits_may_be_given_in_advance() -> None:
    """A count lets the next ones through as well, when fewer are waiting."""
    transport = MemoryTransport(lambda request: json_reply([]))
    transport.release()
    transport.hold()
    transport.release(2)
    async with Client(Credentials("Me", "key"), transport=transport) as ra:
        await ra.get_achievement_distribution(1)
        await ra.get_achievement_distribution(2)
        third = asyncio.create_task(ra.get_achievement_distribution(3))
        await transport.arrived(3)
        await FakeClock().settle()
        assert not third.done()
        third.cancel()
        await asyncio.wait({third})
    assert transport.cancelled == 1


async def test_closed_transport_refuses() -> None:
    """After `aclose` nothing is answered."""
    transport = MemoryTransport([json_reply([])])
    await transport.aclose()
    async with Client(Credentials("Me", "key"), transport=transport) as ra:
        with pytest.raises(RetroachError, match="closed"):
            await ra.get_achievement_distribution(1)


async def test_pages_for_people_can_be_answered() -> None:
    """`html_reply` is what a proxy sends, with a status and headers of its own."""
    reply = html_reply("<h1>Busy</h1>", 503, {"Server": "cloudflare"})
    assert (reply.status, reply.headers["server"]) == (503, "cloudflare")
    assert reply.headers["content-type"].startswith("text/html")
    (error,) = await asked([html_reply("<h1>Hello</h1>")], 1)
    assert isinstance(error, DecodeError)


def test_headers_of_a_reply_may_be_spelt_as_one_likes() -> None:
    """Names are lower case in a reply, whatever they were, and the type can be replaced."""
    reply = json_reply([1], 201, {"Retry-After": "5", "Content-Type": "application/vnd.api+json"})
    assert dict(reply.headers) == {"retry-after": "5", "content-type": "application/vnd.api+json"}
    assert (reply.status, reply.body) == (201, b"[1]")
