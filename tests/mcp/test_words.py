"""Errors in words that an assistant can act on."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async import Client, Credentials
from retroach_async.clock import SystemClock
from retroach_async.emulator import Emulator, Fault, RateRule
from retroach_async.mcp.ages import Ages
from retroach_async.mcp.toolbox import Toolbox
from retroach_async.mcp.tools import Context
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.mcp.host import host_of, said


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("get_gam", {}, "no tool 'get_gam': there are get_user_profile,"),
        ("get_gam", {}, "Did you mean get_game?"),
        ("get_game", {"game": 1}, "get_game has no argument 'game': it takes game_id, achievements, offset"),
        ("get_game", {"game": 1}, "Did you mean game_id?"),
        ("get_game", {}, "get_game needs game_id: an integer of at least 1. Game id"),
        ("get_game", {"game_id": "Sonic"}, "game_id must be an integer of at least 1, not 'Sonic'"),
        ("get_game", {"game_id": 1, "achievements": "yes"}, "achievements must be true or false"),
        ("get_game", {"game_id": 10**30}, "game_id must be"),
        ("get_game", {"game_id": 99999999}, "no game 99999999. Check the id or the name"),
        ("get_user_profile", {"user": "Nobody99"}, "no user Nobody99. Check"),
        ("get_user_profile", {"user": "no name"}, "user must be a user name or ULID"),
        ("get_achievement_unlocks", {"achievement_id": 9, "count": 501}, "count must be an integer from 1 to 500"),
        ("get_achievement_unlocks", {"achievement_id": 9, "offset": -1}, "offset must be an integer of at least 0"),
        ("get_achievement_distribution", {"game_id": 1, "flags": "oficial"}, "one of official, unofficial, not"),
        ("get_achievement_distribution", {"game_id": 1, "flags": "oficial"}, "Did you mean official?"),
        ("get_achievement_distribution", {"game_id": 1, "hardcore": "maybe"}, "hardcore must be true or false"),
        ("get_recent_game_awards", {"date": "soon"}, "date must be a day such as 2026-08-05, not 'soon'"),
        ("get_recent_game_awards", {"kinds": ["silver"]}, "kinds must be a list, each one of"),
        ("get_achievements_earned_between", {"start": 5, "end": "2026-01-01"}, "start must be a moment such as"),
        ("get_achievements_earned_between", {"start": "2026-02-01", "end": "2026-01-01"}, "start must be no later"),
        ("v2_user_awards_list", {"awarded_from": "then"}, "awarded_from must be a day such as"),
        ("find_games", {}, "find_games needs words, which is text"),
        ("find_games", {"words": "??"}, "words must be a text with a letter or digit"),
        ("find_games", {"words": "tetris", "limit": 51}, "limit must be an integer from 1 to 50"),
        ("find_games", {"words": "tetris", "limit": -1}, "limit must be an integer from 1 to 50, not -1"),
        ("find_games", {"words": "tetris", "limit": 0}, "limit must be an integer from 1 to 50, not 0"),
        ("find_games", {"words": "tetris", "system": "9" * 5000}, "no system '999"),
        ("find_games", {"words": "tetris", "system": "Toaster"}, "Toaster"),
        ("find_endpoint", {}, "find_endpoint needs words"),
        ("find_endpoint", {"words": " "}, "find_endpoint needs words"),
        ("call_endpoint", {"name": "get_gaem"}, "no endpoint 'get_gaem': find_endpoint finds endpoints. Did you mean"),
        ("call_endpoint", {"name": "get_game", "arguments": "1"}, "arguments must be an object"),
        ("call_endpoint", {"name": "get_game", "arguments": {"i": 1}}, "get_game has no argument 'i'"),
        ("v2_health", {"x": 1}, "v2_health has no argument 'x': it takes none"),
    ],
)
async def test_wrong_call_is_told_what_to_write(
    retroach_emulator: Emulator, name: str, arguments: dict[str, Any], words: str
) -> None:
    """A mistake of the assistant is an error of the tool, not of the protocol, and says what is right."""
    choice = "default" if name in ("get_gam", "get_game") else "all"
    async with host_of(retroach_emulator, choice) as host:
        answer = said(await host.call_tool(name, arguments))
    assert answer.is_error
    assert words in answer.text


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("get_game", {"game_id": "14402", "achievements": None}),
        ("get_game", {"game_id": 14402.0}),
        ("get_achievement_distribution", {"game_id": 14402, "flags": 3, "hardcore": "true"}),
        ("get_achievement_distribution", {"game_id": 14402, "flags": "OFFICIAL"}),
        ("get_user_progress", {"game_ids": "14402, 1"}),
        ("get_user_progress", {"game_ids": 14402}),
        ("get_recent_game_awards", {"kinds": "beaten-hardcore", "date": "2026-06-30"}),
        ("get_comments", {"identifier": 14402, "kind": "game", "sort": "-submitted"}),
        ("get_achievements_earned_between", {"start": "2026-06-01T00:00:00+02:00", "end": "2026-06-02"}),
        ("get_user_profile", {"user": "me"}),
        ("find_games", {"words": "dragstr", "system": "25", "limit": 1}),
        ("find_games", {"words": "dragster", "system": 25, "limit": None}),
        ("find_games", {"words": "dragster", "system": "https://retroachievements.org/system/25/games"}),
        ("v2_games_list", {"sort": "-points_total", "include": "system"}),
        ("v2_user_awards_list", {"awarded_from": "2026-06-01", "awarded_to": "2026-06-30T12:00"}),
        ("call_endpoint", {"name": "v2_games_list", "arguments": {"system_id": 25}, "offset": 2}),
    ],
)
async def test_arguments_are_taken_as_assistants_write_them(
    retroach_emulator: Emulator, name: str, arguments: dict[str, Any]
) -> None:
    """Numbers as text, one item in place of a list, names in any case: what is plain is understood."""
    async with host_of(retroach_emulator, "all") as host:
        answer = said(await host.call_tool(name, arguments))
    assert not answer.is_error, answer.text


async def test_owner_is_the_default_user(retroach_emulator: Emulator) -> None:
    """Where a user is asked for and none is named, it is the owner of the key."""
    async with host_of(retroach_emulator, owner="Scott") as host:
        profiles = [said(await host.call_tool("get_user_profile", given)) for given in ({}, {"user": "me"})]
    assert [profile.rows[0]["user"] for profile in profiles] == ["Scott", "Scott"]


async def test_unknown_owner_is_told(retroach_emulator: Emulator) -> None:
    """Without the name of the key's owner a user has to be named."""
    async with host_of(retroach_emulator, owner="") as host:
        answer = said(await host.call_tool("get_user_profile", {}))
    assert answer.is_error
    assert "user is needed" in answer.text


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.DROP, "call again in a minute"),
        (Fault.UNAVAILABLE, "call again in a minute"),
        (Fault.HTML, ""),
        (Fault.RATE_LIMITED, "Call again in "),
    ],
)
async def test_trouble_of_the_site_is_told(retroach_emulator: Emulator, fault: Fault, words: str) -> None:
    """A site in trouble is an error of the tool with the time to wait, and the next call is as good as ever."""
    retroach_emulator.inject(fault, times=None)
    async with host_of(retroach_emulator) as host:
        answer = said(await host.call_tool("get_game", {"game_id": 14402}))
        retroach_emulator.heal()
        again = said(await host.call_tool("get_console_ids", {})) if fault is not Fault.RATE_LIMITED else None
    assert answer.is_error
    assert words in answer.text
    assert again is None or not again.is_error


async def test_refused_key_is_told_without_the_key(canary: str) -> None:
    """An assistant is told where the key belongs, so that it does not ask for it in the conversation."""
    async with Emulator(keys={"another": "Scott"}) as emulator, host_of(emulator) as host:
        answer = said(await host.call_tool("get_game", {"game_id": 14402}))
    assert answer.is_error
    assert "RETROACHIEVEMENTS_API_KEY where this server is configured" in answer.text
    assert canary not in answer.text


async def test_private_endpoint_takes_the_token(retroach_emulator: Emulator) -> None:
    """Without a token a private endpoint says what it would take."""
    async with host_of(retroach_emulator, "v2") as host:
        assert not said(await host.call_tool("v2_users_followers", {})).is_error
    client = Client(Credentials("Scott", "key"), transport=MemoryTransport([]))
    text, is_error = await Toolbox("v2").call(Context(client, Ages(SystemClock())), "v2_users_followers", {})
    assert is_error
    assert "follows:read" in text


@pytest.mark.parametrize("place", ["title", "error"])
async def test_key_that_the_site_repeats_is_not_shown(place: str, canary: str) -> None:
    """A title that is the key, which no sane site would send, reaches no assistant; neither does such an error."""

    def answer(_: object) -> Any:
        if place == "error":
            return json_reply({"errors": [{"status": 422, "title": f"bad {canary}"}], "message": canary}, status=422)
        return json_reply({"Title": f"Game {canary}", "ConsoleID": 1, "ConsoleName": canary})

    async with Client(Credentials("Tester", canary), transport=MemoryTransport(answer), retry=None) as ra:
        text, is_error = await Toolbox().call(Context(ra, Ages(SystemClock())), "get_game", {"game_id": 1})
    assert is_error == (place == "error")
    assert canary not in text


async def test_own_mistake_is_an_error_without_its_text(canary: str, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever goes wrong in the program, the server goes on; a message that might hold the key is not repeated."""

    def fail(_: object) -> Any:
        raise LookupError(canary)

    box = Toolbox()
    box.tools["get_game"].call = fail  # type: ignore[method-assign,assignment]
    client = Client(Credentials("Tester", canary), transport=MemoryTransport([]))
    text, is_error = await box.call(Context(client, Ages(SystemClock())), "get_game", {})
    assert is_error
    assert "please report it" in text
    assert canary not in text + caplog.text


async def test_fifty_calls_at_once_hold_the_limit(running_clock: FakeClock) -> None:
    """However many tools an assistant calls at once, no stretch of 12 seconds has more than 15 requests."""
    times: list[float] = []

    def answer(_: object) -> Any:
        times.append(running_clock.monotonic())
        return json_reply({"Title": "Dragster", "ConsoleID": 25, "ConsoleName": "Atari 2600"})

    import asyncio

    credentials = Credentials("Tester", "key")
    async with Client(credentials, transport=MemoryTransport(answer), clock=running_clock) as ra:
        box, context = Toolbox(), Context(ra, Ages(running_clock))
        calls = (box.call(context, "get_game", {"game_id": number}) for number in range(1, 51))
        answers = await asyncio.gather(*calls)
    assert not [text for text, is_error in answers if is_error]
    assert len(times) == 50
    assert max(sum(start <= time < start + 12 - 1e-9 for time in times) for start in times) <= 15


async def test_wait_that_is_too_long_is_told(canary: str) -> None:
    """A limit that the server holds against us says how many seconds to wait."""
    limit = RateRule(1, 60)
    async with Emulator(limit=limit) as emulator, host_of(emulator, timeout=5.0) as host:
        first = said(await host.call_tool("get_game", {"game_id": 1}))
        second = said(await host.call_tool("get_game", {"game_id": 14402}))
    assert not first.is_error
    assert second.is_error
    assert "Call again in " in second.text
