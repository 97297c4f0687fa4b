"""The program's own use of a client while it gets a new token for that client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from retroach_async import AuthenticationFailed, Client, ConfigurationError, Credentials, OAuthToken, Query, Reply
from retroach_async.oauth import Credential
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.transport.conftest import Renewed
from tests.transport.renewing import DISTRIBUTION, Server, ask, begin

REFUSED = "a refresh cannot use the client that waits for its token"

Use = Callable[[Client], Coroutine[Any, Any, object]]


async def _gathered(ra: Client) -> object:
    return await asyncio.gather(ask(ra, 2))


async def _in_a_group(ra: Client) -> object:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(ask(ra, 2))
    except ExceptionGroup as problems:
        raise problems.exceptions[0] from None
    return None


async def _in_a_thread(ra: Client) -> object:
    loop = asyncio.get_running_loop()
    try:
        await asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(ask(ra, 2), loop).result())
    finally:
        await loop.shutdown_default_executor()  # no thread is left over
    return None


USES: dict[str, Use] = {
    "the call that waits": lambda ra: ask(ra, 1),
    "another call": lambda ra: ask(ra, 2),
    "a child task": _gathered,
    "a task group": _in_a_group,
    "a thread": _in_a_thread,
    "a batch": lambda ra: ra.gather(ra.v2.games.achievement_distribution, [2, 3]),
    "a query of its own": lambda ra: ra.fetch(Query("v2", "health")),
    "the check": lambda ra: ra.check_key(),
    "other options": lambda ra: ask(ra.with_options(timeout=5), 2),
    "an equal token": lambda ra: ask(ra.with_credentials(ra._credentials), 2),
}


class Within:
    """A refresh that uses its client, and keeps what it met."""

    def __init__(self, use: Use, *, raises: bool = False) -> None:
        self.client: Client | None = None
        self.met: list[BaseException] = []
        self.raises = raises
        self._use = use

    async def renew(self) -> str:
        """Use the client, then give the new token."""
        assert self.client is not None
        try:
            await self._use(self.client)
        except Exception as problem:
            self.met.append(getattr(problem, "exceptions", [problem])[0])
            if self.raises:
                raise
        return "new"


@pytest.mark.parametrize("use", USES.values(), ids=USES)
async def test_refresh_cannot_use_its_own_client(use: Use, renewed: Renewed, clock: FakeClock) -> None:
    """Whatever it asks, and in whichever task, it is refused at once; nothing is sent, and the token is renewed."""
    server, within = Server(), Within(use)
    ra = within.client = await renewed(server, token=OAuthToken("old", refresh=within.renew))
    await ask(ra)
    (error,) = within.met
    assert isinstance(error, ConfigurationError)
    assert str(error).startswith(REFUSED)
    assert server.carried == ["old", "new"]
    assert clock.monotonic() == 0


async def test_refresh_that_fails_by_it_is_told(renewed: Renewed) -> None:
    """The call that waited says what was wrong with the refresh."""
    within = Within(ask, raises=True)
    ra = within.client = await renewed(Server(), token=OAuthToken("old", refresh=within.renew))
    with pytest.raises(AuthenticationFailed, match=rf"its refresh failed \({REFUSED}\)"):
        await ask(ra)


async def test_text_of_another_complaint_is_not_told(renewed: Renewed) -> None:
    """A ConfigurationError of the program's own may have a secret in it."""

    def refresh() -> str:
        raise ConfigurationError("canary")

    ra = await renewed(Server(), token=OAuthToken("old", refresh=refresh))
    with pytest.raises(AuthenticationFailed, match=r"its refresh failed \(ConfigurationError\)"):
        await ask(ra)


@pytest.mark.parametrize(
    "credential", [Credentials("Max", "key"), OAuthToken("another")], ids=["a key", "another token"]
)
@pytest.mark.parametrize("number", [1, 2], ids=["the same call", "another call"])
async def test_other_credentials_work_in_a_refresh(credential: Credential, number: int, clock: FakeClock) -> None:
    """A sibling with a key or another token asks, and closes, in the middle of the refresh."""
    carried: list[str] = []

    def answered(request: Request) -> Reply:
        carried.append(request.credentials.secret.reveal())
        return json_reply(*(({}, 401) if carried[-1] == "old" else (DISTRIBUTION, 200)))

    async def renew() -> str:
        async with ra.with_credentials(credential) as other:
            await asyncio.gather(ask(other, number))
        return "new"

    options = {"transport": MemoryTransport(answered), "clock": clock, "rate_limit": None}
    async with Client(OAuthToken("old", refresh=renew), **options) as ra:
        await ask(ra, 1)
    assert carried == ["old", credential.secret.reveal(), "new"]


async def test_others_wait_for_a_refresh_as_before(renewed: Renewed, clock: FakeClock) -> None:
    """A call that begins outside the refresh, while it goes on, is no part of it."""
    server = Server()
    server.gate = asyncio.Event()
    ra = await renewed(server)
    calls = begin(ra, 1)
    await clock.settle()
    calls += begin(ra, 1, 2)
    await clock.settle()
    server.gate.set()
    await asyncio.gather(*calls)
    assert server.refreshes == 1


async def test_task_that_outlives_its_refresh_may_use_the_client(renewed: Renewed, clock: FakeClock) -> None:
    """What a refresh has started is an ordinary caller once the refresh is over, and may meet the next one."""
    server, may_ask = Server(), asyncio.Event()
    tasks: list[asyncio.Task[None]] = []

    async def later() -> None:
        await may_ask.wait()
        await ask(ra, 2)

    async def renew() -> Any:
        if not tasks:
            tasks.append(asyncio.create_task(later()))
        return await server.renew()

    ra = await renewed(server, token=OAuthToken("old", refresh=renew))
    await ask(ra)
    server.accepts, server.gives, server.gate = {"newer"}, "newer", asyncio.Event()
    calls = begin(ra, 1)
    await clock.settle()
    may_ask.set()
    await clock.settle()
    server.gate.set()
    await asyncio.gather(*tasks, *calls)
    assert (server.carried, server.refreshes) == (["old", "new", "new", "newer", "newer"], 2)


async def test_refreshes_that_need_each_other_do_not_wait_for_each_other(clock: FakeClock) -> None:
    """A refresh whose call has another token refreshed, which asks with the first one, is refused as well."""
    met: list[str] = []

    async def one() -> str:
        await ask(second)
        return "new"

    async def other() -> str:
        try:
            await ask(first)
        except ConfigurationError as error:
            met.append(error.message)
        return "new"

    transport = MemoryTransport(
        lambda request: json_reply(
            *((DISTRIBUTION, 200) if request.credentials.secret.reveal() == "new" else ({}, 401))
        )
    )
    async with Client(OAuthToken("1", refresh=one), transport=transport, clock=clock, rate_limit=None) as first:
        second = first.with_credentials(OAuthToken("2", refresh=other))
        await ask(first)
    assert met == [REFUSED]


async def _closed(ra: Client) -> object:
    return await ra.aclose()


async def _closed_in_a_child(ra: Client) -> object:
    return await asyncio.gather(ra.aclose())


async def _closed_sibling(ra: Client) -> object:
    return await ra.with_options(timeout=5).aclose()


@pytest.mark.parametrize("close", [_closed, _closed_in_a_child, _closed_sibling])
async def test_refresh_cannot_close_its_client(close: Use, renewed: Renewed) -> None:
    """Closing would wait for the refresh that closes."""
    within = Within(close)
    ra = within.client = await renewed(Server(), token=OAuthToken("old", refresh=within.renew))
    await ask(ra)
    (error,) = within.met
    assert isinstance(error, ConfigurationError)
    assert "closed" in str(error)
