"""The text of an object in a debugger, a log or a failed test."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    AuthenticationFailed,
    Client,
    Credentials,
    InvalidRequest,
    NotFound,
    Outcome,
    Query,
    RateLimited,
    RetroachError,
    ServerError,
    ValidationError,
)
from retroach_async.testing import MemoryTransport, json_reply

GAME = Query("v1", "API_GetGame.php", (("i", "1"),))


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (RetroachError("it went wrong"), "RetroachError('it went wrong')"),
        (
            RateLimited("too many requests", retry_after=30.0, status=429, attempts=2),
            "RateLimited('too many requests', retry_after=30.0, status=429, attempts=2)",
        ),
        (RateLimited("too many requests", retry_after=0.0), "RateLimited('too many requests', retry_after=0.0)"),
        (InvalidRequest("no", parameter="game_id"), "InvalidRequest('no', parameter='game_id')"),
        (ValidationError("no", path="[0].id", problems=("a", "b")), "ValidationError('no', path='[0].id')"),
        (ValidationError("no"), "ValidationError('no')"),
        (ServerError("no", is_cloudflare=True, status=521), "ServerError('no', is_cloudflare=True, status=521)"),
        (ServerError("no", status=500), "ServerError('no', status=500)"),
        (
            NotFound("no game 1", query=GAME, status=404, attempts=1),
            "NotFound('no game 1', query='v1 API_GetGame.php?i=1', status=404, attempts=1)",
        ),
        (NotFound("no", query=Query("v1", "A" * 100), status=404), "NotFound('no', status=404)"),
    ],
)
def test_error_shows_its_facts(error: RetroachError, text: str) -> None:
    """The repr of an error has whatever is known of it, but no query that would fill the line."""
    assert repr(error) == text


def test_outcome_shows_its_value_or_its_error() -> None:
    """An outcome looks like what one asks it for."""
    assert repr(Outcome(1, None, "one")) == "Outcome(key=1, value='one')"
    assert repr(Outcome(1, None, None)) == "Outcome(key=1, value=None)"
    assert repr(Outcome(1, NotFound("no game 1"))) == "Outcome(key=1, error=NotFound('no game 1'))"


def test_endpoint_fits_on_a_line() -> None:
    """An endpoint is told by its method and its path."""
    assert repr(ENDPOINTS["get_game"]) == "<Endpoint get_game: v1 API_GetGame.php>"
    assert repr(ENDPOINTS["v2.games.get"]) == "<Endpoint v2.games.get: v2 games/{game_id}>"


def distribution(_: Any) -> Any:
    """An answer to anything."""
    return json_reply({"1": 5})


async def test_batch_shows_how_far_it_is(credentials: Credentials) -> None:
    """A batch tells how many keys it has, how many outcomes were taken, and if it runs."""
    async with Client(credentials, transport=MemoryTransport(distribution), rate_limit=None) as ra:
        batch = ra.batch(ra.get_achievement_distribution, [1, 2, 2, 3])
        assert repr(batch) == "<Batch of 3 keys, 0 delivered, new>"
        assert batch.delivered == 0
        async with batch:
            await anext(batch)
            await anext(batch)
            assert repr(batch) == "<Batch of 3 keys, 2 delivered, open>"
            assert batch.delivered == 2
        assert repr(batch) == "<Batch of 3 keys, 2 delivered, closed>"


def test_group_shows_its_client(credentials: Credentials) -> None:
    """A group below a client tells to which client it belongs."""
    ra = Client(credentials)
    assert repr(ra.v2) == f"<V2 of {ra!r}>"
    assert repr(ra.v2.games) == f"<Games of <V2 of {ra!r}>>"


@pytest.mark.parametrize("kind", [AuthenticationFailed, RateLimited])
async def test_key_is_in_no_repr(kind: type[RetroachError], credentials: Credentials, canary: str) -> None:
    """However an error is shown, the key that was sent is not in it."""
    answer = json_reply({"message": canary}, 401 if kind is AuthenticationFailed else 429)
    async with Client(credentials, transport=MemoryTransport([answer]), retry=None, rate_limit=None) as ra:
        with pytest.raises(kind) as caught:
            await ra.get_game(1)
        shown = [caught.value, Outcome(1, caught.value), ra, ra.v2, ra.v2.games, ra.batch(ra.get_game, [1])]
    assert not any(canary in repr(thing) for thing in shown)
