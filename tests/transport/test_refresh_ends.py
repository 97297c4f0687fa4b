"""The end of a refresh: it fails, nobody waits for it any more, or the client is closed."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest

from retroach_async import AuthenticationFailed, Client, ClientClosed, OAuthToken, TimedOut
from retroach_async.testing import FakeClock
from tests.transport.conftest import Renewed
from tests.transport.renewing import Server, ask, begin

Failed = pytest.fail.Exception
"""No subclass of Exception."""

BAD: dict[str, tuple[object, str]] = {
    "an exception": (LookupError("old"), r"its refresh failed \(LookupError\)"),
    "a time-out of its own": (TimeoutError(), r"its refresh failed \(TimeoutError\)"),
    "a cancellation of its own": (asyncio.CancelledError(), "its refresh was cancelled"),
    "the end of a test": (Failed("old"), r"its refresh failed \(Failed\)"),
    "an exit of a generator": (GeneratorExit("old"), r"its refresh failed \(GeneratorExit\)"),
    "nothing": (None, "gave no usable token: token must be text"),
    "the whole answer": ({"access_token": "new"}, "gave no usable token: token must be text"),
    "an empty text": ("", "gave no usable token: token is empty"),
    "a line break": ("new\n", "gave no usable token: token is surrounded by space"),
    "the old token": ("old", "gave the same token again"),
    "somebody else's": (OAuthToken("new", username="Moritz"), "gave a token of another user"),
}


@pytest.mark.parametrize(("gives", "words"), BAD.values(), ids=BAD)
async def test_refresh_that_fails_is_told(gives: object, words: str, renewed: Renewed) -> None:
    """Whatever is wrong with it, every call in flight gets an AuthenticationFailed that says what, and nothing else."""
    server = Server(gives=gives)
    server.transport.hold()
    ra = await renewed(server, token=server.token(username="Max"))
    calls = begin(ra, 1, 2, 3)
    await server.transport.arrived(3)
    server.transport.release()
    errors = await asyncio.gather(*calls, return_exceptions=True)
    assert server.refreshes == 1
    for error in errors:
        assert isinstance(error, AuthenticationFailed)
        assert (error.status, error.__context__, error.__cause__) == (401, None, None)
        with pytest.raises(AuthenticationFailed, match=words):
            raise error
    assert len({id(error) for error in errors}) == 3


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("is_awaited", [True, False], ids=["awaited", "left"])
def test_stop_signal_ends_the_program(stop: type[BaseException], is_awaited: bool, caplog: Any) -> None:
    """A signal that meets the refresh stops the program, whether or not a call waits, and nothing of it is logged."""

    async def main() -> None:
        server = Server(gives=stop("of the program"))
        server.gate = asyncio.Event()
        async with Client(server.token(), transport=server.transport, rate_limit=None) as ra:
            (call,) = begin(ra, 1)
            await FakeClock().settle()
            assert server.refreshes == 1
            if not is_awaited:
                call.cancel()
            server.gate.set()
            await asyncio.Event().wait()

    with pytest.raises(stop, match="of the program"):
        asyncio.run(main())
    gc.collect()
    assert caplog.text == ""


def test_client_refreshes_after_a_stop_signal(clock: FakeClock) -> None:
    """A program that goes on after Ctrl-C has a client that works: the call that waited is told, the next one asks."""
    server = Server(gives=KeyboardInterrupt())
    loop = asyncio.new_event_loop()
    ra = Client(server.token(), transport=server.transport, clock=clock, rate_limit=None)
    call = loop.create_task(ask(ra))
    with pytest.raises(KeyboardInterrupt):
        loop.run_until_complete(call)
    with pytest.raises(AuthenticationFailed, match=r"its refresh failed \(KeyboardInterrupt\)"):
        loop.run_until_complete(call)
    server.gives = "new"
    loop.run_until_complete(ask(ra))
    loop.run_until_complete(ra.aclose())
    loop.close()
    assert (server.carried, server.refreshes) == (["old", "old", "new"], 2)


@pytest.mark.parametrize("gives", [Failed("old"), GeneratorExit("old")], ids=repr)
async def test_exception_that_is_no_error_is_not_for_ever(gives: BaseException, renewed: Renewed) -> None:
    """The next call asks again after any exception."""
    server = Server(gives=gives)
    ra = await renewed(server)
    with pytest.raises(AuthenticationFailed):
        await ask(ra)
    server.gives = "new"
    await ask(ra)
    assert server.refreshes == 2


async def test_call_that_is_refused_after_a_failed_refresh_does_not_ask_again(renewed: Renewed) -> None:
    """The failure holds for all calls that were in flight by then, also for one whose 401 comes later."""
    server = Server(gives=LookupError())
    server.transport.hold()
    ra = await renewed(server)
    first, second = begin(ra, 1, 2)
    await server.transport.arrived(2)
    server.transport.release(1)
    await asyncio.wait((first,))
    server.transport.release()
    await asyncio.wait((second,))
    assert isinstance(first.exception(), AuthenticationFailed)
    assert isinstance(second.exception(), AuthenticationFailed)
    assert server.refreshes == 1


async def test_failure_is_not_for_ever(renewed: Renewed) -> None:
    """The next call tries again, and a refresh that works by then is used."""
    server = Server(gives=LookupError())
    ra = await renewed(server)
    with pytest.raises(AuthenticationFailed):
        await ask(ra)
    server.gives = "new"
    await ask(ra)
    assert (server.carried, server.refreshes) == (["old", "old", "new"], 2)


async def test_cancelled_call_leaves_the_refresh_to_the_others(renewed: Renewed, clock: FakeClock) -> None:
    """The one who asked first may go; those who wait get the token, and so does everybody later."""
    server = Server()
    server.gate = asyncio.Event()
    ra = await renewed(server)
    first, second = begin(ra, 1, 2)
    await clock.settle()
    first.cancel()
    await asyncio.wait((first,))
    assert first.cancelled()
    server.gate.set()
    await second
    await ask(ra, 3)
    assert server.refreshes == 1


async def test_refresh_outlives_everybody_who_waited(renewed: Renewed, clock: FakeClock) -> None:
    """A program may have spent what can be used once, so the token is kept for the next call."""
    server = Server()
    server.gate = asyncio.Event()
    ra = await renewed(server)
    (call,) = begin(ra, 1)
    await clock.settle()
    call.cancel()
    await asyncio.wait((call,))
    server.gate.set()
    await clock.settle()
    await ask(ra, 2)
    assert (server.carried, server.refreshes) == (["old", "new"], 1)


async def test_waiting_is_under_the_deadline_of_each_call(renewed: Renewed, clock: FakeClock) -> None:
    """A call whose time is over says what it waited for; one with more time goes on."""
    server = Server()
    server.gate = asyncio.Event()
    ra = await renewed(server, timeout=100)
    (patient,) = begin(ra, 1)
    (hasty,) = begin(ra.with_options(timeout=5), 2)
    await clock.settle()
    await clock.advance(6)
    with pytest.raises(TimedOut, match="waiting for a new token"):
        await hasty
    server.gate.set()
    await patient
    assert server.refreshes == 1


async def test_closing_ends_the_refresh(renewed: Renewed, clock: FakeClock) -> None:
    """Calls that wait are told that the client was closed, and the program's refresh is cancelled."""
    server = Server()
    server.gate = asyncio.Event()
    ra = await renewed(server)
    (call,) = begin(ra, 1)
    await clock.settle()
    tasks = asyncio.all_tasks()
    await ra.aclose()
    assert asyncio.all_tasks() < tasks
    with pytest.raises(ClientClosed):
        await call


async def test_closing_ends_a_refresh_that_nobody_waits_for(renewed: Renewed, clock: FakeClock) -> None:
    """A client that is closed, or a friend of it, leaves no task behind, although its calls are long gone."""
    for is_friend in (False, True):
        server = Server()
        server.gate = asyncio.Event()
        ra = await renewed(server)
        used = ra.with_credentials(server.token(username="Friend")) if is_friend else ra
        before = asyncio.all_tasks()
        (call,) = begin(used, 1)
        await clock.settle()
        call.cancel()
        await asyncio.wait((call,))
        assert len(asyncio.all_tasks()) == len(before) + 1
        await used.aclose()
        assert asyncio.all_tasks() == before


async def test_closing_a_friend_leaves_the_refresh_to_others(renewed: Renewed, clock: FakeClock) -> None:
    """A sibling with the same token that is closed does not take the refresh from those who wait for it."""
    server = Server()
    server.gate = asyncio.Event()
    ra = await renewed(server)
    (call,) = begin(ra, 1)
    await clock.settle()
    await ra.with_credentials(server.token()).aclose()
    server.gate.set()
    await call


def test_client_refreshes_in_the_next_event_loop(clock: FakeClock) -> None:
    """A loop that ends in the middle of a refresh takes nothing along that the next loop would wait for."""
    server = Server()
    ra = Client(server.token(), transport=server.transport, rate_limit=None)

    async def leave() -> None:
        server.gate = asyncio.Event()
        begin(ra, 1)
        await asyncio.sleep(0.01)  # until the program is asked
        assert server.refreshes == 1

    async def again() -> None:
        server.gate = None
        async with ra:
            await ask(ra, 2)

    asyncio.run(leave())
    asyncio.run(again())
    assert server.carried[-1] == "new"
