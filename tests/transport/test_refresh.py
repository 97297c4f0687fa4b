"""The refresh of a token: once for all calls in flight, and for each call once at most."""

from __future__ import annotations

import asyncio
import gc

import pytest

from retroach_async import AuthenticationFailed, CachePolicy, Credentials, OAuthToken, RateLimit
from retroach_async.testing import FakeClock
from tests.transport.conftest import Renewed
from tests.transport.renewing import Server, ask, begin


async def test_refused_call_is_sent_again_with_a_new_token(renewed: Renewed) -> None:
    """A 401 costs one refresh and one more request; the call succeeds, and counts both requests."""
    server = Server()
    ra = await renewed(server)
    await ask(ra)
    assert (server.carried, server.refreshes, ra.stats.attempts) == (["old", "new"], 1, 2)


async def test_later_calls_use_the_new_token(renewed: Renewed) -> None:
    """Neither the client nor its siblings with the same token, older or newer, send the old one again."""
    server = Server()
    ra = await renewed(server)
    before = ra.with_options(timeout=50)
    await ask(ra)
    for other in (ra, before, ra.with_options(timeout=5), ra.with_credentials(server.token())):
        await ask(other)
    assert server.carried == ["old", *["new"] * 5]


async def test_calls_in_flight_share_one_refresh(renewed: Renewed) -> None:
    """However many calls are refused at once, the program is asked once."""
    server = Server()
    server.transport.hold()
    ra = await renewed(server)
    calls = begin(ra, *range(1, 21))
    await server.transport.arrived(20)
    server.transport.release()
    await asyncio.gather(*calls)
    assert server.refreshes == 1
    assert sorted(server.carried) == ["new"] * 20 + ["old"] * 20


async def test_call_that_is_refused_after_the_refresh_needs_none(renewed: Renewed) -> None:
    """A slow 401 to the old token is no reason to refresh the new one."""
    server = Server()
    server.transport.hold()
    ra = await renewed(server)
    calls = begin(ra, 1, 2)
    await server.transport.arrived(2)
    server.transport.release(1)
    await server.transport.arrived(3)
    server.transport.release()
    await asyncio.gather(*calls)
    assert server.refreshes == 1


async def test_call_that_begins_during_the_refresh_waits_for_it(renewed: Renewed, clock: FakeClock) -> None:
    """The old token would only be refused, so it is not sent."""
    server = Server()
    server.gate = asyncio.Event()
    ra = await renewed(server)
    calls = begin(ra, 1)
    await clock.settle()
    calls += begin(ra, 2, 3)
    await clock.settle()
    assert server.carried == ["old"]
    server.gate.set()
    await asyncio.gather(*calls)
    assert (server.carried, server.refreshes) == (["old", "new", "new", "new"], 1)


async def test_second_401_of_a_call_is_its_end(renewed: Renewed) -> None:
    """A server that does not accept the new token either costs no second refresh."""
    server = Server(accepts="another")
    ra = await renewed(server)
    with pytest.raises(AuthenticationFailed, match="does not accept the OAuth token") as caught:
        await ask(ra)
    assert (server.carried, server.refreshes) == (["old", "new"], 1)
    assert (caught.value.status, caught.value.attempts) == (401, 2)
    assert caught.value.__context__ is None


async def test_next_call_may_refresh_again(renewed: Renewed) -> None:
    """Each call has a refresh of its own to ask for, also for a token that came from one."""
    server = Server(gives="new")
    ra = await renewed(server)
    await ask(ra)
    server.accepts, server.gives = {"newer"}, "newer"
    await ask(ra)
    assert (server.carried, server.refreshes) == (["old", "new", "new", "newer"], 2)


async def test_plain_function_may_refresh(renewed: Renewed) -> None:
    """A callable that is not async gives the token as well."""
    server = Server()
    ra = await renewed(server, token=OAuthToken("old", refresh=lambda: "new"))
    await ask(ra)
    assert server.carried == ["old", "new"]


async def test_new_token_may_bring_its_own_facts(renewed: Renewed) -> None:
    """An OAuthToken has new scopes and a new refresh; what it does not say stays as it was."""
    server = Server()
    server.gives = OAuthToken("new", scopes=["follows:read", "data:read"])
    ra = await renewed(server, token=server.token(username="Max", scopes=["data:read"]))
    await ask(ra)
    current = ra._stacks["v2"].current
    assert current == OAuthToken(
        "new", username="Max", scopes=["data:read", "follows:read"], refresh=server.token().refresh
    )


@pytest.mark.parametrize(("old", "new"), [("Max", " max "), (" ", "Max"), ("Max", " ")])
async def test_names_are_compared_as_the_limit_compares_them(old: str, new: str, renewed: Renewed) -> None:
    """Space around a name makes no other user of it, and space alone is no name; the known name stays."""
    server = Server(gives=OAuthToken("new", username=new))
    ra = await renewed(server, token=server.token(username=old))
    await ask(ra)
    assert ra._stacks["v2"].current.username == "Max"


async def test_text_keeps_all_other_facts(renewed: Renewed) -> None:
    """Name, scopes and refresh of a token are those of the token that follows upon it."""
    server = Server()
    ra = await renewed(server, token=server.token(username="Max", scopes=["data:read"]))
    await ask(ra)
    current = ra._stacks["v2"].current
    assert isinstance(current, OAuthToken)
    assert (current.username, current.scopes) == ("Max", frozenset({"data:read"}))


async def test_token_without_a_refresh_is_refused_once(renewed: Renewed) -> None:
    """Without a refresh a 401 is the end, and it speaks of the token."""
    server = Server()
    ra = await renewed(server, token=OAuthToken("old"))
    with pytest.raises(AuthenticationFailed, match="OAuth token") as caught:
        await ask(ra)
    assert (server.carried, caught.value.attempts) == (["old"], 1)


async def test_cache_and_identical_calls_are_above_the_refresh(renewed: Renewed) -> None:
    """Identical calls in flight share the request, its refresh and its second request."""
    server = Server()
    server.transport.hold()
    ra = await renewed(server, cache=CachePolicy())
    calls = begin(ra, 1, 1, 1)
    await server.transport.arrived(1)
    server.transport.release()
    await asyncio.gather(*calls)
    assert server.carried == ["old", "new"]
    assert repr(ra._stacks["v2"].tower).startswith("Coalesce(Cache(Refresh(Retry(Attempt(")


async def test_every_attempt_takes_a_permit(renewed: Renewed, clock: FakeClock) -> None:
    """The request with the new token waits for the same limit as the one before."""
    server = Server()
    ra = await renewed(server, rate_limit=RateLimit(1, 10.0))
    (call,) = begin(ra, 1)
    await clock.advance(9.9)
    assert server.carried == ["old"]
    await clock.advance(0.2)
    await call
    assert server.carried == ["old", "new"]


async def test_token_is_renewed_for_as_long_as_it_is_known(renewed: Renewed) -> None:
    """A program that makes a client of the same token for each call refreshes it once."""
    server = Server()
    ra, token = await renewed(server, token=OAuthToken("unused")), server.token(username="Somebody")
    for _ in range(3):
        await ask(ra.with_credentials(token))
        for number in range(200):
            ra.with_credentials(Credentials("Passer-by", f"key-{number}"))
        gc.collect()
    assert server.refreshes == 1


async def test_calls_that_wait_for_the_limit_leave_with_the_new_token(renewed: Renewed) -> None:
    """A queue does not spend a permit of each call on a token that is known to be refused."""
    server = Server()
    clock = FakeClock(auto=True)
    ra = await renewed(server, clock=clock, rate_limit=RateLimit(1, 10.0), timeout=1000)
    await asyncio.gather(*begin(ra, *range(1, 11)))
    assert server.carried == ["old", *["new"] * 10]


async def test_token_that_was_sent_late_may_be_refused_as_well(renewed: Renewed, clock: FakeClock) -> None:
    """A call that left with the new token, and is refused, asks for a newer one."""
    server = Server()
    ra = await renewed(server, rate_limit=RateLimit(2, 10.0))
    server.transport.hold()
    calls = begin(ra, 1, 2, 3)  # the first two are sent and refused, the third one queues
    await server.transport.arrived(2)
    server.transport.release()
    await clock.settle()
    server.accepts, server.gives = {"newer"}, "newer"
    await clock.advance(100)
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert outcomes[2] is None
    assert server.carried[:2] == ["old", "old"]
    assert server.carried[-1] == "newer"
    assert server.refreshes == 2
