"""OAuth tokens: known by their form, for as long as they are valid, and as far as their scopes reach."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from retroach_async import AuthenticationFailed, Credentials, Forbidden, OAuthToken
from retroach_async.emulator import Emulator, RateRule, World
from retroach_async.emulator.answers import ANSWERS
from retroach_async.emulator.routes import Routes
from retroach_async.registry import endpoints_of
from retroach_async.testing import FakeClock
from tests.emulator.conftest import Answered, Get
from tests.emulator.test_keys import UNAUTHENTICATED
from tests.private import FOLLOWS, PrivateClient


def made(claims: object) -> str:
    """A token with these claims."""
    parts = [json.dumps(each).encode() for each in ({"alg": "none"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), "c2lnbmVk"])


READS: dict[str, Any] = {"scopes": ["data:read"]}


@pytest.fixture
def emulator_with_a_private_route(world: World, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """A server that knows the private calls of the tests as well; it answers with the name of the one who asks."""
    emulator = Emulator(world=world, clock=clock)
    monkeypatch.setattr(emulator, "_routes", Routes(endpoints_of(PrivateClient)))
    stamp = "2026-01-01T00:00:00+00:00"
    monkeypatch.setitem(ANSWERS, "private.kept_health", ANSWERS["v2.health"])  # it has the same path
    monkeypatch.setitem(ANSWERS, "private.followers", lambda request: {"status": request.me.name, "timestamp": stamp})
    return emulator


async def ask(get: Get, emulator: Emulator, token: str, path: str = "health") -> Answered:
    """One question to V2 with a bearer."""
    return await get(f"{emulator.v2_base_url}/{path}", {"Authorization": f"Bearer {token}"})


async def follow(get: Get, emulator: Emulator, token: str) -> Answered:
    """One question of the private route."""
    return await ask(get, emulator, token, "users/Scott/followers")


async def test_token_that_the_emulator_made_is_good(emulator: Emulator, get: Get) -> None:
    """It reads what everybody may see."""
    assert (await ask(get, emulator, emulator.token())).status == 200


def test_every_token_is_another_one(emulator: Emulator) -> None:
    """A refresh can be told from what was there before."""
    assert emulator.token() != emulator.token()


def test_token_needs_an_owner_who_exists(emulator: Emulator) -> None:
    """A name that nobody has is refused at once."""
    with pytest.raises(ValueError, match="Nobody9"):
        emulator.token("Nobody9")


@pytest.mark.parametrize("claim", ["name", "sub"])
@pytest.mark.parametrize("kind", ["name", "ulid", "id"])
async def test_owner_is_claimed(
    claim: str, kind: str, emulator_with_a_private_route: Emulator, get: Get, world: World
) -> None:
    """The name, the ULID and the id of a player all say whose token it is, under either name of the claim."""
    owner: Any = getattr(world.owner("Scott"), kind)
    async with emulator_with_a_private_route as emulator:
        answered = await follow(get, emulator, made({claim: owner, "scopes": [FOLLOWS]}))
    assert answered.body["status"] == "Scott"


async def test_name_is_better_than_a_subject(emulator_with_a_private_route: Emulator, get: Get) -> None:
    """Of two claims the name counts; without any claim MaxMilyin asks."""
    async with emulator_with_a_private_route as emulator:
        both = await follow(get, emulator, made({"sub": "PolarFox", "name": "Scott", "scopes": [FOLLOWS]}))
        neither = await follow(get, emulator, made({"scopes": [FOLLOWS]}))
    assert [both.body["status"], neither.body["status"]] == ["Scott", "MaxMilyin"]


async def test_given_owner_of_a_token_counts(world: World, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token among the keys belongs to the one named there; other tokens are as good as ever, other keys are not."""
    token, other = made(READS | {"sub": "Nobody9"}), made(READS | {"sub": "Scott"})
    async with Emulator(world=world, keys={token: "PolarFox"}) as emulator:
        answers = [await ask(get, emulator, each) for each in (token, other, "a-key")]
    assert [answered.status for answered in answers] == [200, 200, 401]


BAD = {
    "unknown owner": made(READS | {"sub": "Nobody9"}),
    "no owner": made(READS | {"name": ""}),
    "no claims": made(["data:read"]),
    "no JSON": "YWJj.YWJj.YWJj",
    "no base64": "a.a.a",
    "expired long ago": made(READS | {"exp": 1}),
    "expiry that is none": made(READS | {"exp": "tomorrow"}),
}


@pytest.mark.parametrize("token", BAD.values(), ids=BAD)
async def test_bad_token_is_a_stranger(token: str, emulator: Emulator, get: Get) -> None:
    """It has the form of a token, so it is no key, and it is not known."""
    answered = await ask(get, emulator, token)
    assert (answered.status, answered.body) == (401, UNAUTHENTICATED)


@pytest.mark.parametrize("text", ["a-key", "a.key", "a.longer.key.still", "a b.c.d", "ä.b.c", "a..b"])
async def test_any_other_text_is_a_key(text: str, emulator: Emulator, get: Get) -> None:
    """Without three parts of letters, digits, minus and underscore it is a key."""
    assert (await ask(get, emulator, text)).status == 200


async def test_token_expires_by_the_clock_of_the_emulator(world: World, get: Get, clock: FakeClock) -> None:
    """It is good until its time is over; one that says nothing of time is good for ever."""
    async with Emulator(world=world, clock=clock) as emulator:
        short, endless = emulator.token(seconds=60), made(READS)
        await clock.advance(59.9)
        assert (await ask(get, emulator, short)).status == 200
        await clock.advance(0.1)
        answers = [await ask(get, emulator, each) for each in (short, endless)]
    assert [answered.status for answered in answers] == [401, 200]


async def test_key_comes_before_a_token(emulator_with_a_private_route: Emulator, get: Get) -> None:
    """With V2's own header the bearer is not looked at."""
    async with emulator_with_a_private_route as emulator:
        headers = {"X-API-Key": "key", "Authorization": f"Bearer {emulator.token(scopes=[FOLLOWS])}"}
        answered = await get(f"{emulator.v2_base_url}/users/Scott/followers", headers)
    assert answered.status == 403


async def test_v1_knows_no_token(emulator: Emulator, get: Get) -> None:
    """A token is nobody's key."""
    url, headers = f"{emulator.base_url}/API_GetGame.php", {"Authorization": f"Bearer {emulator.token()}"}
    assert (await get(url, headers, i="1")).status == 401
    assert (await get(url, headers, i="1", y="key")).status == 200


def refused(code: str, detail: str, scope: str) -> dict[str, Any]:
    """The body of a 403."""
    error = {"code": code, "detail": detail, "meta": {"required_scope": scope}, "status": "403", "title": "Forbidden"}
    return {"message": "Forbidden", "errors": [error]}


async def test_key_on_a_private_route_is_refused(emulator_with_a_private_route: Emulator, get: Get) -> None:
    """It is told that it takes a token, and with which scope; the hit counts."""
    async with emulator_with_a_private_route as emulator:
        answered = await follow(get, emulator, "a-key")
    detail = "This endpoint requires an OAuth token. API keys cannot be used to read caller-private data."
    assert (answered.status, answered.body) == (403, refused("oauth_required", detail, FOLLOWS))


@pytest.mark.parametrize(
    ("path", "scopes", "scope"),
    [
        ("users/Scott/followers", ["data:read"], FOLLOWS),
        ("users/Scott/followers", [], FOLLOWS),
        ("health", [FOLLOWS], "data:read"),
        ("games/1", [], "data:read"),
        ("health", "data:read", "data:read"),
        ("health", [["data:read"]], "data:read"),
    ],
)
async def test_token_without_the_scope_is_refused(
    path: str, scopes: object, scope: str, emulator_with_a_private_route: Emulator, get: Get
) -> None:
    """It is told which scope it lacks; a claim that is no list of scopes grants none."""
    async with emulator_with_a_private_route as emulator:
        answered = await ask(get, emulator, made({"scopes": scopes}), path)
    error = answered.body["errors"][0]
    assert (answered.status, error["code"], error["meta"]) == (403, "missing_scope", {"required_scope": scope})


async def test_missing_data_read_is_worded_as_on_the_site(emulator: Emulator, get: Get) -> None:
    """The whole body."""
    detail = "This OAuth token does not grant access to read RetroAchievements data."
    answered = await ask(get, emulator, emulator.token(scopes=[]))
    assert answered.body == refused("missing_scope", detail, "data:read")


async def test_unknown_path_is_unknown_whatever_the_scopes(emulator: Emulator, get: Get) -> None:
    """Where no route is, no scope is missing."""
    assert (await ask(get, emulator, emulator.token(scopes=[]), "nothing")).status == 404


async def test_v2_counts_an_account_and_v1_a_key(world: World, get: Get, clock: FakeClock) -> None:
    """A key and a token of one player have one window in V2, another player another; in V1 each key has its own."""
    async with Emulator(world=world, limit=RateRule(2, 60), clock=clock, keys={"a": "Scott", "b": "Scott"}) as emulator:
        v1, v2 = f"{emulator.base_url}/API_GetGame.php", f"{emulator.v2_base_url}/health"
        mine = [await get(v2, {"X-API-Key": "a"}), await ask(get, emulator, emulator.token("Scott"))]
        mine += [await get(v2, {"X-API-Key": "b"}), await ask(get, emulator, emulator.token("Scott"))]
        other = await ask(get, emulator, emulator.token("PolarFox"))
        in_v1 = [await get(v1, y=key, i="1") for key in "abab"]
    assert [answered.status for answered in mine] == [200, 200, 429, 429]
    assert [answered.status for answered in (other, *in_v1)] == [200] * 5


async def test_client_refreshes_a_token_that_expires(emulator_with_a_private_route: Emulator, clock: FakeClock) -> None:
    """The whole way: a token that ran out is replaced, and the new one opens what it is for."""
    async with emulator_with_a_private_route as emulator:
        renewals: list[str] = []

        async def renew() -> str:
            renewals.append(emulator.token("Scott", ["data:read", FOLLOWS]))
            return renewals[-1]

        token = OAuthToken(emulator.token("Scott", [FOLLOWS], seconds=60), username="Scott", refresh=renew)
        async with PrivateClient(token, base_url=emulator.base_url) as ra:
            assert (await ra.private.followers("Scott")).status == "Scott"
            with pytest.raises(Forbidden, match="data:read"):
                await ra.v2.health()
            await clock.advance(60)
            await ra.gather(ra.private.followers, ["Scott", "PolarFox"])
            assert (await ra.v2.health()).status == "ok"
            with pytest.raises(Forbidden, match=FOLLOWS):
                await ra.with_credentials(Credentials("Scott", "a-key")).private.followers("Scott")
            with pytest.raises(AuthenticationFailed):
                await ra.with_credentials(OAuthToken(BAD["no claims"])).check_key()
    assert len(renewals) == 1
