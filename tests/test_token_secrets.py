"""The OAuth token reaches the server, intact, and nothing else; so do the tokens that follow upon it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retroach_async import (
    AuthenticationFailed,
    CachePolicy,
    Client,
    InvalidRequest,
    OAuthToken,
    Query,
    RetroachError,
    SqliteStore,
    UnexpectedRedirect,
)
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.faults.leaks import assert_unseen, error_of, everything_said, everything_shown_by
from tests.faults.places import TRANSPORTS, reached, unresolvable
from tests.faults.rows import FAULTS
from tests.faults.server import FaultServer, answer, page_answer
from tests.private import PrivateClient
from tests.test_secrets import AWKWARD_KEY

NEXT = "CanaryOfTheNextTokenThatMustNotBeSeen"
"""The token that a refresh gives."""
RENEWAL = "CanaryOfTheRefreshTokenThatMustNotBeSeen"
"""The secret with which a program asks for it."""


async def ask(ra: Client) -> object:
    """A call of V2."""
    return await ra.v2.games.get(7)


@pytest.mark.parametrize("key_in", ["query", "header"])
@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_token_arrives_intact_in_the_header(transport: str, key_in: Any) -> None:
    """It travels as a bearer token, wherever V1's key would travel, and stays out of the URL."""
    (fault,) = [each for each in FAULTS if each.id == "34-not-found"]
    async with reached(fault) as there, TRANSPORTS[transport](there.needs) as carrier:
        async with Client(OAuthToken(AWKWARD_KEY), base_url=there.url, transport=carrier, key_in=key_in) as ra:
            await error_of(ask(ra))
        assert there.server is not None
        (request,) = there.server.requests
    assert request.headers["authorization"] == f"Bearer {AWKWARD_KEY}"
    assert "x-api-key" not in request.headers
    assert_unseen(AWKWARD_KEY, [request.target])


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize(
    "fault", [each for each in FAULTS if not (each.is_silent or each.in_real_time)], ids=lambda fault: fault.id
)
async def test_no_fault_of_the_wire_shows_a_token(
    fault: Any, transport: str, canary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong, no error, log line or warning has the token, in asyncio's debug mode either."""
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    loop.slow_callback_duration = 0.0
    monkeypatch.setattr(loop, "getaddrinfo", unresolvable)
    with everything_said() as said:
        async with reached(fault) as there:
            options: dict[str, Any] = {"base_url": there.url, "clock": FakeClock(auto=True), "timeout": fault.timeouts}
            async with (
                TRANSPORTS[transport](there.needs) as carrier,
                Client(OAuthToken(canary, username="Max"), transport=carrier, **options) as ra,
            ):
                error = await error_of(ask(ra))
                assert ra.stats.attempts
        texts = said()
    if error is not None:
        texts += everything_shown_by(error)
    assert_unseen(canary, texts)


# During a refresh


def _told(problem: str) -> Any:
    return ValueError(f"{RENEWAL} is wrong, not {NEXT}") if problem == "value" else RuntimeError(RENEWAL, NEXT)


def _programs() -> dict[str, Callable[[], Any]]:
    """Refreshes of a program that has secrets in its frames, its exceptions and its results."""

    async def gives() -> str:
        secret = RENEWAL
        await asyncio.sleep(0)
        return NEXT if secret else ""

    async def gives_a_token() -> OAuthToken:
        return OAuthToken(NEXT, username="Max")

    async def gives_too_much() -> Any:
        return {"access_token": NEXT, "refresh_token": RENEWAL}

    async def gives_a_line() -> str:
        return f"{NEXT}\n"

    async def gives_somebody_elses() -> OAuthToken:
        return OAuthToken(NEXT, username="Somebody")

    async def raises() -> str:
        secret = RENEWAL
        try:
            raise _told("value")
        except ValueError as problem:
            raise LookupError(secret, NEXT) from problem

    def raises_at_once() -> str:
        raise _told("runtime")

    async def is_cancelled() -> str:
        raise asyncio.CancelledError(RENEWAL)

    made = (gives, gives_a_token, gives_too_much, gives_a_line, gives_somebody_elses, raises, raises_at_once)
    return {each.__name__: each for each in (*made, is_cancelled)}


async def _ends_a_test() -> str:
    secret = RENEWAL
    raise pytest.fail.Exception(f"{secret} is wrong, not {NEXT}")


def _ends_a_generator() -> str:
    raise GeneratorExit(RENEWAL)


PROGRAMS = _programs() | {"ends_a_test": _ends_a_test, "ends_a_generator": _ends_a_generator}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
async def test_no_refresh_shows_a_token(program: Callable[[], Any], canary: str) -> None:
    """Neither the old token nor the new one nor anything of the program's own is in an error, a log or a warning."""
    asyncio.get_running_loop().set_debug(True)
    asyncio.get_running_loop().slow_callback_duration = 0.0
    with everything_said() as said:
        async with FaultServer(answer(401, {"message": f"no {canary}"})) as server:
            token = OAuthToken(canary, username="Max", refresh=program)
            async with Client(token, base_url=server.url) as ra:
                errors = [await error_of(ask(ra)), *(await asyncio.gather(*(error_of(ask(ra)) for _ in range(3))))]
                shown = [repr(ra), repr(vars(ra)), repr(ra._stacks["v2"].current), repr(vars(ra._stacks["v2"].in_use))]
        texts = [*said(), *shown]
    for error in errors:
        assert isinstance(error, AuthenticationFailed)
        texts += everything_shown_by(error)
    for secret in (canary, NEXT, RENEWAL):
        assert_unseen(secret, texts)


async def test_calls_that_are_cut_while_they_wait_show_no_token(canary: str, clock: FakeClock) -> None:
    """A call that is cancelled, or runs out of time, in the middle of a refresh shows neither token."""
    secret, begun = NEXT, asyncio.Event()

    async def renew() -> str:
        begun.set()
        await asyncio.Event().wait()
        return secret

    transport = MemoryTransport(lambda request: json_reply({}, 401))
    with everything_said() as said:
        async with Client(OAuthToken(canary, refresh=renew), transport=transport, clock=clock, timeout=20) as ra:
            late, closed = [asyncio.create_task(error_of(ask(each))) for each in (ra.with_options(timeout=5), ra)]
            await begun.wait()
            await clock.advance(6)
        errors, texts = [await late, await closed], said()
    for error in errors:
        assert isinstance(error, RetroachError)
        texts += everything_shown_by(error)
    for each in (canary, NEXT):
        assert_unseen(each, texts)


# Servers that repeat what they were told


def _renewing(canary: str) -> OAuthToken:
    return OAuthToken(canary, username="Max", refresh=lambda: NEXT)


def _echo(*statuses: int) -> Callable[[Request], Reply]:
    """A server that knows the next token only, and repeats it in its answers."""

    def repeated(request: Request) -> Reply:
        text = request.credentials.secret.reveal()
        if text != NEXT:
            return json_reply({"message": text}, 401)
        errors = [{"title": f"no {text}", "detail": f"the token {text} is not known"}]
        return json_reply({"data": {"id": text}, "errors": errors}, statuses[0], {"X-Echo": text})

    return repeated


@pytest.mark.parametrize("status", [200, 403, 404, 422, 429, 500])
async def test_new_token_that_is_repeated_is_removed(status: int, canary: str) -> None:
    """The token that was sent is the one that is looked for, also where a value of an answer is wrong."""
    transport = MemoryTransport(_echo(status))
    async with Client(_renewing(canary), transport=transport, clock=FakeClock(auto=True), retry=None) as ra:
        error = await error_of(ask(ra))
    assert isinstance(error, RetroachError)
    assert_unseen(NEXT, everything_shown_by(error))
    assert_unseen(canary, everything_shown_by(error))


async def test_new_token_on_a_page_is_removed(canary: str) -> None:
    """A page that is quoted in a DecodeError is quoted without the token."""
    async with (
        FaultServer(answer(401, {}), page_answer(f"<p>{NEXT}</p>")) as server,
        Client(_renewing(canary), base_url=server.url, retry=None) as ra,
    ):
        error = await error_of(ask(ra))
    assert isinstance(error, RetroachError)
    assert "***" in str(error)
    assert_unseen(NEXT, everything_shown_by(error))


async def test_reply_to_a_query_of_ones_own_is_without_the_tokens(canary: str) -> None:
    """The headers of a reply repeat neither token, and a query that holds one is refused."""
    async with Client(_renewing(canary), transport=MemoryTransport(_echo(200)), clock=FakeClock(auto=True)) as ra:
        reply = await ra.fetch(Query("v2", "health"))
        assert reply.headers["x-echo"] == "***"
        for secret in (canary, NEXT):
            with pytest.raises(InvalidRequest, match="leave them out"):
                await ra.fetch(Query("v2", "health", (("x", secret),)))


async def test_token_is_in_no_cache_file(canary: str, tmp_path: Path) -> None:
    """A file of answers holds neither token, whether or not the server repeated one."""
    file = tmp_path / "answers.db"

    def answered(request: Request) -> Reply:
        text = request.credentials.secret.reveal()
        if text != NEXT:
            return json_reply({}, 401)
        stamp = "2026-01-01T00:00:00+00:00"
        return json_reply({"status": "ok" if len(transport.queries) == 2 else text, "timestamp": stamp})

    transport, clock = MemoryTransport(answered), FakeClock()
    cache = CachePolicy(store=SqliteStore(file))
    async with PrivateClient(_renewing(canary), transport=transport, clock=clock, cache=cache) as ra:
        assert (await ra.private.kept_health()).status == "ok"
        assert (await ra.private.kept_health()).status == "ok"
        assert len(transport.queries) == 2
        body = _all_in(tmp_path)
        assert b"2026-01-01" in body
        await ra.with_options(cache="refresh").private.kept_health()
        assert len(transport.queries) == 3
    body += _all_in(tmp_path)
    for secret in (canary, NEXT):
        assert secret.encode() not in body


def _all_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_redirect_is_not_followed(canary: str) -> None:
    """A redirect is an error, and the other host never hears of the token."""
    async with FaultServer(answer()) as other:
        elsewhere = answer(302, {}, Location=f"{other.url}/?token={canary}")
        async with FaultServer(elsewhere) as server, Client(OAuthToken(canary), base_url=server.url) as ra:
            error = await error_of(ask(ra))
        assert isinstance(error, UnexpectedRedirect)
        assert_unseen(canary, everything_shown_by(error))
        assert other.requests == []
