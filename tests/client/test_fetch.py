"""Queries of a program's own, and their replies."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from retroach_async import Client, Credentials, InvalidRequest, Query, Reply, Transport
from retroach_async.query import Api
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.aiohttp import AiohttpTransport
from retroach_async.transport.httpx2 import Httpx2Transport
from tests.faults.leaks import assert_unseen, error_of, everything_shown_by
from tests.faults.server import FaultServer, answer

PATH = "API_GetGame.php"

WRONG: dict[str, Callable[[], Any]] = {
    "a number": lambda: Query("v1", PATH, (("i", 1),)),  # type: ignore[arg-type]
    "a number for a name": lambda: Query("v1", PATH, ((1, "1"),)),  # type: ignore[arg-type]
    "None": lambda: Query("v1", PATH, (("i", None),)),  # type: ignore[arg-type]
    "bytes": lambda: Query("v1", PATH, (("i", b"1"),)),  # type: ignore[arg-type]
    "half a pair of surrogates": lambda: Query("v1", PATH, (("i", "\ud83d"),)),
    "a list of pairs": lambda: Query("v1", PATH, [("i", "1")]),  # type: ignore[arg-type]
    "pairs that are lists": lambda: Query("v1", PATH, (["i", "1"],)),  # type: ignore[arg-type]
    "a dictionary": lambda: Query("v1", PATH, {"i": "1"}),  # type: ignore[arg-type]
    "three in a pair": lambda: Query("v1", PATH, (("i", "1", "2"),)),  # type: ignore[arg-type]
    "a flat pair": lambda: Query("v1", PATH, ("i", "1")),  # type: ignore[arg-type]
    "no parameters at all": lambda: Query("v1", PATH, None),  # type: ignore[arg-type]
    "an unknown API": lambda: Query("v3", PATH),  # type: ignore[arg-type]
    "an API that is no text": lambda: Query(["v1"], PATH),  # type: ignore[arg-type]
    "a path that is no text": lambda: Query("v1", 5.5),  # type: ignore[arg-type]
    "text": lambda: "API_GetGame.php?i=1",
    "nothing": lambda: None,
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
async def test_query_that_cannot_be_sent_is_refused_at_once(
    make: Callable[[], Any], credentials: Credentials, clock: FakeClock
) -> None:
    """It is an InvalidRequest that prints and pickles, before anything is sent, counted or waited for."""
    transport = MemoryTransport([])
    async with Client(credentials, transport=transport, clock=clock) as ra:
        with pytest.raises(InvalidRequest) as caught:
            await ra.fetch(make())
    assert str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert transport.queries == []
    assert (ra.stats.calls, clock.sleeps) == (0, [])


@pytest.mark.parametrize("name", ["a list of pairs", "a dictionary", "a number"])
async def test_refusal_says_what_to_write(name: str, credentials: Credentials) -> None:
    """The message shows how parameters are written, and the parameter is named."""
    async with Client(credentials, transport=MemoryTransport([])) as ra:
        with pytest.raises(InvalidRequest, match=r'such as \(\("i", "1"\),\)') as caught:
            await ra.fetch(WRONG[name]())
    assert caught.value.parameter == "params"


@pytest.mark.parametrize("api", ["v1", "v2"])
async def test_query_that_holds_the_key_is_refused_and_not_shown(
    api: Api, credentials: Credentials, canary: str
) -> None:
    """A query that is copied from an address of the site has user and key, which the client adds itself."""
    params = (("z", "me"), ("y", canary), ("i", "1")) if api == "v1" else (("api_key", canary),)
    transport = MemoryTransport([])
    async with Client(credentials, transport=transport) as ra:
        error = await error_of(ra.fetch(Query(api, "API_GetGame.php", params)))
    assert isinstance(error, InvalidRequest)
    assert "leave them out" in error.message
    assert transport.queries == []
    assert_unseen(canary, everything_shown_by(error))


@pytest.mark.parametrize("name", ["y", "z"])
async def test_query_that_names_a_user_is_refused(name: str, credentials: Credentials) -> None:
    """The user of another account is a matter of `with_credentials`, and never sent beside the client's own."""
    async with Client(credentials, transport=MemoryTransport([])) as ra:
        with pytest.raises(InvalidRequest, match="the client adds the user and the key"):
            await ra.fetch(Query("v1", PATH, ((name, "somebody"),)))


async def test_wrong_query_with_the_key_is_refused_without_showing_it(credentials: Credentials, canary: str) -> None:
    """The message shows how parameters are written, and not the key within the wrong ones."""
    params: Any = {"y": canary}
    async with Client(credentials, transport=MemoryTransport([])) as ra:
        error = await error_of(ra.fetch(Query("v1", PATH, params)))
    assert isinstance(error, InvalidRequest)
    assert_unseen(canary, everything_shown_by(error))


def _of(kind: str) -> Transport:
    return AiohttpTransport() if kind == "aiohttp" else Httpx2Transport()


async def _fetched(kind: str, key: str, **headers: str) -> Reply:
    transport = _of(kind)
    async with (
        FaultServer(answer(200, {"ID": 1}, **headers)) as server,
        Client(Credentials("Tester", key), base_url=server.url, transport=transport) as ra,
    ):
        reply = await ra.fetch(Query("v1", PATH, (("i", "1"),)))
        await transport.aclose()
    return reply


@pytest.mark.parametrize("kind", ["aiohttp", "httpx2"])
async def test_reply_travels(kind: str, canary: str) -> None:
    """A fetched reply pickles, copies and compares, whatever sent it."""
    reply = await _fetched(kind, canary, X_Extra="1")
    for other in (pickle.loads(pickle.dumps(reply)), copy.deepcopy(reply), copy.copy(reply)):
        assert other == reply
        assert other.json() == {"ID": 1}
        assert other.headers["x-extra"] == "1"


@pytest.mark.parametrize("kind", ["aiohttp", "httpx2"])
async def test_reply_has_plain_headers_in_lower_case(kind: str, canary: str) -> None:
    """The headers are a dictionary of text, without addresses and cookies."""
    reply = await _fetched(kind, canary, X_Extra="1", Set_Cookie="a=b")
    assert type(reply.headers) is dict
    assert all(name == name.lower() for name in reply.headers)
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("kind", ["aiohttp", "httpx2"])
async def test_header_that_repeats_the_key_is_cleaned(kind: str, canary: str) -> None:
    """A key that a server repeats in a header is replaced."""
    reply = await _fetched(kind, canary, X_Asked=f"?i=1&y={canary}")
    assert reply.headers["x-asked"] == "?i=1&y=***"


async def test_reply_is_frozen(canary: str) -> None:
    """Nobody changes a reply by assignment."""
    reply = await _fetched("aiohttp", canary)
    with pytest.raises(FrozenInstanceError):
        reply.status = 500  # type: ignore[misc]


async def test_callers_of_one_request_do_not_share_headers(credentials: Credentials, clock: FakeClock) -> None:
    """Two identical calls in flight get headers of their own, so that one cannot change the other's."""
    transport = MemoryTransport(lambda request: json_reply({}, headers={"x-extra": "1"}))
    transport.hold()
    async with Client(credentials, transport=transport, clock=clock) as ra:
        calls = [asyncio.create_task(ra.fetch(Query("v1", PATH))) for _ in range(2)]
        await transport.arrived(1)
        await clock.settle()
        transport.release()
        first, second = await asyncio.gather(*calls)
    assert len(transport.queries) == 1
    assert first.headers == second.headers
    assert first.headers is not second.headers
