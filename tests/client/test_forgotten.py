"""Clients that nobody closed."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp

from retroach_async import Client, Credentials
from retroach_async.testing import MemoryTransport, json_reply
from tests.faults.server import FaultServer, answer


@contextmanager
def _warned() -> Iterator[list[str]]:
    """The warnings of the library within the block, and of what is collected at its end."""
    texts: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield texts
        gc.collect()
        messages = [str(each.message) for each in caught if each.category is ResourceWarning]
    texts += [message for message in messages if message.startswith("<Client of")]


async def test_client_that_is_forgotten_says_which_and_what_to_do(credentials: Credentials) -> None:
    """A ResourceWarning names the client and both ways to close one."""
    async with FaultServer(answer(Connection="close")) as server:
        with _warned() as texts:
            ra = await Client(credentials, base_url=server.url).open()
            await ra.get_achievement_distribution(1)
            transport = ra._shared._transport
            del ra
        await transport.aclose()
        name = f"<Client of 'Tester' at {server.url}, open>"
    assert texts == [f"{name} was never closed: use `async with`, or `await client.aclose()`"]


async def test_client_that_was_closed_says_nothing(credentials: Credentials) -> None:
    """There is no warning when all is well."""
    async with FaultServer(answer()) as server:
        with _warned() as texts:
            async with Client(credentials, base_url=server.url) as ra:
                await ra.get_achievement_distribution(1)
            del ra
    assert texts == []


async def test_client_that_was_never_used_says_nothing(credentials: Credentials) -> None:
    """A client that sent nothing has nothing to close."""
    with _warned() as texts:
        ra = await Client(credentials).open()
        del ra
    assert texts == []


async def test_client_with_a_borrowed_session_says_nothing(credentials: Credentials) -> None:
    """Whoever borrows has nothing to open, and leaves nothing open."""
    async with FaultServer(answer()) as server, aiohttp.ClientSession() as session:
        with _warned() as texts:
            ra = Client(credentials, base_url=server.url, session=session)
            await ra.get_achievement_distribution(1)
            del ra
    assert texts == []


async def test_client_with_a_transport_of_somebody_else_says_nothing(credentials: Credentials) -> None:
    """The owner of the transport closes it."""
    with _warned() as texts:
        ra = Client(credentials, transport=MemoryTransport(lambda request: json_reply([])))
        await ra.get_achievement_distribution(1)
        del ra
    assert texts == []
