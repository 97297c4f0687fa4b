"""Making the calls of a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    AuthenticationFailed,
    Client,
    ConnectionFailed,
    Credentials,
    RateLimit,
    RateLimited,
    Reply,
)
from retroach_async.drift import Compared, Drift, Finding, check, plan
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.drift.conftest import Check
from tests.drift.made import V2, document_of, everything
from tests.v1.answers import ANSWERS


async def checked(
    credentials: Credentials, transport: MemoryTransport, *only: str, **options: Any
) -> dict[str, Compared]:
    """The results of a check without a network, by endpoint."""
    given = {"rate_limit": None, "retry": None, **options}
    async with Client(credentials, transport=transport, **given) as ra:
        results = [each async for each in check(ra, plan(credentials.username, only), credentials.api_key)]
    return {compared.name: compared for compared in results}


def served(**changed: Any) -> MemoryTransport:
    """A server with usual answers for a few scripts, some of them changed."""
    answers = {
        "API_GetGame.php": ANSWERS["get_game"],
        "API_GetGameLeaderboards.php": ANSWERS["get_game_leaderboards"],
        "API_GetLeaderboardEntries.php": ANSWERS["get_leaderboard_entries"],
        "API_GetUserCompletionProgress.php": ANSWERS["get_user_completion_progress"],
        "API_GetAchievementsEarnedOnDay.php": ANSWERS["get_achievements_earned_on_day"],
        "API_GetUserGameLeaderboards.php": ANSWERS["get_user_game_leaderboards"],
        "API_GetUserWantToPlayList.php": ANSWERS["get_user_want_to_play_list"],
    } | {f"API_{name}.php": answer for name, answer in changed.items()}
    return MemoryTransport(
        {
            path: answer if isinstance(answer, Reply | Exception) else json_reply(answer)
            for path, answer in answers.items()
        }
    )


async def test_each_endpoint_costs_one_call(credentials: Credentials) -> None:
    """A check of three endpoints sends three requests."""
    transport = served()
    results = await checked(credentials, transport, "get_game", "get_game_leaderboards", "get_user_game_leaderboards")

    assert len(transport.queries) == len(results) == 3


async def test_calls_keep_to_the_limit_of_the_client(credentials: Credentials, running_clock: FakeClock) -> None:
    """With one request a second, three calls take two seconds."""
    await checked(
        credentials,
        served(),
        "get_game",
        "get_game_leaderboards",
        "get_user_game_leaderboards",
        rate_limit=RateLimit(1, 1.0),
        clock=running_clock,
    )

    assert running_clock.monotonic() == pytest.approx(2.0)


async def test_value_is_taken_from_an_earlier_answer(credentials: Credentials) -> None:
    """The entries of the first leaderboard are asked for, and the day of the latest unlock."""
    transport = served()
    await checked(credentials, transport, "get_leaderboard_entries", "get_achievements_earned_on_day")
    asked = {query.path: dict(query.params) for query in transport.queries}
    row = ANSWERS["get_user_completion_progress"]["Results"][0]

    assert asked["API_GetLeaderboardEntries.php"]["i"] == str(ANSWERS["get_game_leaderboards"]["Results"][0]["ID"])
    assert asked["API_GetAchievementsEarnedOnDay.php"]["d"] == row["MostRecentAwardedDate"][:10]


async def test_every_route_of_v2_is_asked_and_compared(credentials: Credentials) -> None:
    """Lists give the ids for what is below them, related objects come with each answer, and nothing is skipped."""
    planned, answers, replies = plan(credentials.username, V2), dict[str, Any](), dict[str, Reply]()
    for call in planned.calls:
        bound = call.bound(answers)
        document = document_of(call.endpoint, bound)
        answers[call.endpoint.name] = call.endpoint.reader(document, bound)
        replies[call.endpoint.compile(bound).path] = json_reply(document)
    transport = MemoryTransport(replies)
    results = await checked(credentials, transport, *V2)

    assert results == {name: Compared(name=name) for name in V2.keys() - planned.not_called.keys()}
    with_related = {query.path for query in transport.queries if "include" in dict(query.params)}
    assert len(with_related) == sum("include" in each.endpoint.arguments for each in planned.calls)


async def test_change_of_an_included_object_is_found(credentials: Credentials) -> None:
    """A new attribute of an object that only came because the check asked for it is reported."""
    endpoint = ENDPOINTS["v2.games.get"]
    document = document_of(endpoint, everything(endpoint))
    for row in document["included"]:
        row["attributes"]["novelty"] = 1
    transport = MemoryTransport({"games/14402": json_reply(document)})
    results = await checked(credentials, transport, "v2.games.get")

    assert [finding.path for finding in results["v2.games.get"].findings] == [
        "included[systems].attributes.novelty",
        "included[achievement-sets].attributes.novelty",
    ]


@pytest.mark.parametrize(
    "answer",
    [{"Count": 0, "Total": 0, "Results": []}, {"Results": "none"}, json_reply({"message": "Server Error"}, 500)],
    ids=["empty", "changed", "failed"],
)
async def test_value_that_is_not_found_skips_the_call(credentials: Credentials, answer: Any) -> None:
    """Without a leaderboard there is nothing to ask for; without an unlock a well-known day will do."""
    transport = served(GetGameLeaderboards=answer, GetUserCompletionProgress=answer)
    results = await checked(credentials, transport, "get_leaderboard_entries", "get_achievements_earned_on_day")
    days = [dict(query.params).get("d") for query in transport.queries]

    assert results["get_leaderboard_entries"].skipped == "no leaderboard_id in the answer of get_game_leaderboards"
    assert date(2024, 5, 1).isoformat() in days


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        (json_reply({"message": "Server Error"}, 500), "Server Error (HTTP 500)"),
        (json_reply({"message": "Gone", "errors": []}, 410), "Gone (HTTP 410)"),
        (json_reply({"message": "The i field is required."}, 422), "The i field is required. (HTTP 422)"),
        (Reply(200, {}, b"<html>"), "the answer is HTML instead of JSON: <html> (HTTP 200)"),
    ],
    ids=["500", "410", "422", "HTML"],
)
async def test_failure_is_drift(credentials: Credentials, reply: Reply, found: str) -> None:
    """A call that should have worked and did not is reported with the server's words, and the check goes on."""
    results = await checked(credentials, served(GetGame=reply), "get_game", "get_game_leaderboards")

    assert results["get_game"].findings == (Finding(drift=Drift.FAILED_CALL, found=found),)
    assert results["get_game_leaderboards"].findings == ()


async def test_what_others_may_see_only_is_skipped(credentials: Credentials) -> None:
    """A call that the owner of the key may not make is no drift."""
    transport = served(GetUserWantToPlayList=json_reply([], 401))
    results = await checked(credentials, transport, "get_user_want_to_play_list")

    assert results["get_user_want_to_play_list"].findings == ()
    assert results["get_user_want_to_play_list"].skipped.startswith("not for the owner of this key")


async def test_nothing_to_show_is_skipped(credentials: Credentials) -> None:
    """That a user has no entry on any leaderboard of the game is no drift."""
    transport = served(GetUserGameLeaderboards=json_reply(["User has no leaderboards on this game"], 422))
    results = await checked(credentials, transport, "get_user_game_leaderboards")

    assert results["get_user_game_leaderboards"].skipped == "nothing to compare: User has no leaderboards on this game"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (json_reply({"message": "Unauthenticated."}, 401), AuthenticationFailed),
        (json_reply({}, 429), RateLimited),
        (ConnectionFailed("refused"), ConnectionFailed),
    ],
)
async def test_check_ends_where_the_next_call_would_fare_no_better(
    credentials: Credentials, answer: Any, error: type[Exception]
) -> None:
    """A wrong key, a refusal and a server that is not there are raised at once."""
    transport = served(GetGame=answer)

    with pytest.raises(error):
        await checked(credentials, transport, "get_game", "get_game_leaderboards")
    assert len(transport.queries) == 1


async def test_key_that_the_server_repeats_is_in_no_finding(check_emulator: Check, canary: str) -> None:
    """Neither a key of an object nor a value shows the API key, wherever the server puts it."""

    def repeat(answer: dict[str, Any]) -> None:
        answer |= {canary: canary, "ConsoleID": f"y={canary}", "Novelty": [canary], "Title": {canary: 1}}

    results = await check_emulator("get_game", edits={"API_GetGame.php": repeat})

    assert len(results["get_game"].findings) == 4
    assert canary not in repr(results)
