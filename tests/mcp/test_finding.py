"""The search among endpoints."""

from __future__ import annotations

import pytest

from retroach_async import ENDPOINTS
from retroach_async.emulator import Emulator
from retroach_async.mcp.finding import found
from retroach_async.testing import FakeClock
from tests.mcp.host import host_of, said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tickets of a developer", "get_developer_ticket_stats"),
        ("top ten users", "get_top_ten_users"),
        ("comments on a user's wall", "v2.users.wall_comments"),
        ("game hashes", "get_game_hashes"),
        ("active claims", "get_active_claims"),
        ("who follows me", "get_users_following_me"),
        ("want to play", "get_user_want_to_play_list"),
        ("API_GetUserSummary", "get_user_summary"),
        ("hubs", "v2.hubs.list"),
        ("set requests", "get_user_set_requests"),
        ("achievement distribution", "get_achievement_distribution"),
        ("events", "v2.events.list"),
    ],
)
def test_words_find_their_endpoint(words: str, expected: str) -> None:
    """Plain words and the server's own find the right endpoint among the first three."""
    assert expected in [row[0] for row in found(ENDPOINTS.values(), words).rows[:3]]


async def test_title_finds_its_game(retroach_emulator: Emulator, clock: FakeClock) -> None:
    """A title with a typing mistake finds its game; the answer is as old as the list of games that it came from."""
    arguments = {"words": "dragstr", "system": "atari 2600"}
    async with host_of(retroach_emulator, clock=clock) as host:
        first = said(await host.call_tool("find_games", arguments))
        clock.shift_wall_clock(3_600)
        second = said(await host.call_tool("find_games", arguments))
    assert (first.rows[0]["id"], first.rows[0]["title"]) == (14402, "Dragster")
    assert (first.json["age_seconds"], second.json["age_seconds"]) == (0, 3_600)


async def test_found_endpoint_can_be_called(retroach_emulator: Emulator) -> None:
    """A search gives the name and the arguments that call_endpoint takes."""
    async with host_of(retroach_emulator) as host:
        found = said(await host.call_tool("find_endpoint", {"words": "top ten users"}))
        answer = said(await host.call_tool("call_endpoint", {"name": found.rows[0]["name"]}))
    assert len(answer.rows) == 10
    assert found.json["cols"] == ["name", "summary", "arguments"]


async def test_words_that_are_about_nothing_find_nothing(retroach_emulator: Emulator) -> None:
    """No endpoint is better than a wrong one; the answer says so."""
    async with host_of(retroach_emulator) as host:
        answer = said(await host.call_tool("find_endpoint", {"words": "zebra crossing"}))
    assert answer.json["rows"] == []
    assert "no endpoint is about these words" in answer.json["about"]["note"]
