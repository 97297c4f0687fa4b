"""What a key and a token may be used for: refused before anything is sent, or by the server."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    AuthenticationFailed,
    ConfigurationError,
    Credentials,
    Forbidden,
    InvalidRequest,
    OAuthToken,
    Query,
)
from retroach_async.oauth import Credential
from retroach_async.query import Reply
from retroach_async.registry import endpoint_of
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.faults.leaks import assert_unseen, error_of, everything_shown_by
from tests.private import FOLLOWS, PrivateClient

HEALTHY = {"status": "ok", "timestamp": "2026-01-01T00:00:00+00:00"}

KEY = Credentials("Max", "a-key")
UNKNOWN, READS, FOLLOWS_ONLY, NOTHING = [
    OAuthToken("a-token", username="Max", scopes=scopes) for scopes in (None, ["data:read"], [FOLLOWS], [])
]


def client(credentials: Credential, *answers: Reply) -> tuple[PrivateClient, MemoryTransport]:
    """A client, and the server that it asks."""
    transport = MemoryTransport(answers or (lambda request: json_reply(HEALTHY)))
    return PrivateClient(credentials, transport=transport, clock=FakeClock(auto=True)), transport


def test_every_route_has_its_scope() -> None:
    """V2's usual scope is `data:read`, a private route has its own, and V1 knows none."""
    assert {endpoint.scope for endpoint in ENDPOINTS.values() if endpoint.api == "v1"} == {None}
    assert ENDPOINTS["v2.games.get"].scope == "data:read"
    private = endpoint_of(PrivateClient.private.followers)
    assert private is not None
    assert private.scope == FOLLOWS


@pytest.mark.parametrize("credentials", [UNKNOWN, FOLLOWS_ONLY], ids=repr)
async def test_private_route_is_asked_with_a_token_that_may(credentials: OAuthToken) -> None:
    """It needs its own scope and no other; where the scopes are not known, the server decides."""
    ra, transport = client(credentials)
    async with ra:
        assert (await ra.private.followers("Max")).status == "ok"
    assert len(transport.queries) == 1


@pytest.mark.parametrize("credentials", [KEY, READS, NOTHING], ids=repr)
async def test_private_route_is_refused_before_the_wire(credentials: Credential) -> None:
    """A key, or a token without the scope, is a Forbidden that names the scope and the call; nothing is sent."""
    ra, transport = client(credentials)
    async with ra:
        with pytest.raises(Forbidden, match=FOLLOWS) as caught:
            await ra.private.followers("Max")
    error = caught.value
    assert (error.required_scope, error.status, error.attempts) == (FOLLOWS, None, 0)
    assert error.query == Query("v2", "users/Max/followers")
    assert transport.queries == []


@pytest.mark.parametrize("credentials", [FOLLOWS_ONLY, NOTHING], ids=repr)
async def test_public_route_takes_data_read(credentials: OAuthToken) -> None:
    """A token that is known to lack it is refused as well."""
    ra, transport = client(credentials)
    async with ra:
        with pytest.raises(Forbidden, match="data:read") as caught:
            await ra.v2.health()
    assert caught.value.required_scope == "data:read"
    assert transport.queries == []


@pytest.mark.parametrize("credentials", [KEY, READS, UNKNOWN], ids=repr)
async def test_public_route_is_asked_with_anything_else(credentials: Credential) -> None:
    """A key reads what everybody may see, and so does a token with the scope."""
    ra, _ = client(credentials)
    async with ra:
        assert (await ra.v2.health()).status == "ok"


async def test_wrong_argument_comes_before_a_missing_scope() -> None:
    """What the caller can correct at once is told first."""
    ra, _ = client(KEY)
    async with ra:
        with pytest.raises(InvalidRequest, match="user"):
            await ra.private.followers(5)  # type: ignore[arg-type]


@pytest.mark.parametrize("credentials", [UNKNOWN, READS], ids=repr)
async def test_v1_takes_no_token(credentials: OAuthToken) -> None:
    """A call of V1, declared or not, is a ConfigurationError that says what to use; nothing is sent."""
    ra, transport = client(credentials)
    async with ra:
        for call in (ra.get_game(1), ra.fetch(Query("v1", "API_GetGame.php", (("i", "1"),)))):
            with pytest.raises(ConfigurationError, match=r"V1 takes API keys only: use Credentials"):
                await call
    assert transport.queries == []


async def test_query_of_ones_own_is_up_to_the_server() -> None:
    """Nobody knows which scope a path needs that no method declares."""
    ra, transport = client(NOTHING)
    async with ra:
        await ra.fetch(Query("v2", "health"))
    assert len(transport.queries) == 1


@pytest.mark.parametrize(
    ("credentials", "query"), [(KEY, "v1 API_GetTopTenUsers.php"), (UNKNOWN, "v2 health")], ids=["key", "token"]
)
async def test_check_key_asks_the_api_of_the_credential(credentials: Credential, query: str) -> None:
    """A key is checked by V1's smallest answer, a token by V2's."""
    ra, transport = client(credentials, json_reply(HEALTHY), json_reply({}, 401))
    async with ra:
        await ra.check_key()
        with pytest.raises(AuthenticationFailed):
            await ra.check_key()
    assert [str(each) for each in transport.queries] == [query] * 2


async def test_new_scopes_count(clock: FakeClock) -> None:
    """A refresh that brings another scope opens the routes of that scope."""
    wider = OAuthToken("new", scopes=["data:read", FOLLOWS])

    def answer(request: Request) -> Reply:
        return json_reply(HEALTHY) if request.credentials.secret == wider.token else json_reply({}, 401)

    token = OAuthToken("old", scopes=["data:read"], refresh=lambda: wider)
    async with PrivateClient(token, transport=MemoryTransport(answer), clock=clock) as ra:
        with pytest.raises(Forbidden):
            await ra.private.followers("Max")
        await ra.v2.health()
        assert (await ra.private.followers("Max")).status == "ok"


# The server's own refusals


def refusal(code: str, scope: object) -> dict[str, Any]:
    """V2's answer to a credential that does not reach far enough."""
    error = {"code": code, "detail": "No.", "meta": {"required_scope": scope}, "status": "403", "title": "Forbidden"}
    return {"message": "Forbidden", "errors": [error]}


@pytest.mark.parametrize("code", ["oauth_required", "missing_scope"])
async def test_refusal_by_the_server_names_the_scope(code: str) -> None:
    """The scope is in the message, behind the server's own words, and an attribute that survives a pickle."""
    ra, _ = client(UNKNOWN, json_reply(refusal(code, FOLLOWS), 403))
    async with ra:
        with pytest.raises(Forbidden, match=r"^No\. \(it takes an OAuthToken with follows:read\)") as caught:
            await ra.private.followers("Max")
    for error in (caught.value, copy.copy(caught.value), pickle.loads(pickle.dumps(caught.value))):
        assert (error.required_scope, error.status) == (FOLLOWS, 403)
    assert "required_scope='follows:read'" in repr(caught.value)


@pytest.mark.parametrize("scope", [None, 5, "", ["follows:read"]], ids=repr)
async def test_refusal_without_a_scope_has_none(scope: object) -> None:
    """A 403 of a permission rule names no scope, and neither does nonsense."""
    ra, _ = client(UNKNOWN, json_reply(refusal("forbidden", scope), 403))
    async with ra:
        with pytest.raises(Forbidden) as caught:
            await ra.private.followers("Max")
    assert (caught.value.required_scope, caught.value.message) == (None, "No.")
    assert "required_scope" not in repr(caught.value)


async def test_token_in_place_of_a_scope_is_removed(canary: str) -> None:
    """A server that repeats the token where a scope belongs does not put it into the error."""
    ra, _ = client(OAuthToken(canary), json_reply(refusal("missing_scope", f"x{canary}"), 403))
    async with ra:
        error = await error_of(ra.private.followers("Max"))
    assert isinstance(error, Forbidden)
    assert error.required_scope == "x***"
    assert_unseen(canary, everything_shown_by(error))
