"""The service of RomM on this library: enough for what RomM's handler reads, and better where it fails."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from fastapi import HTTPException

from retroach_async import ServerError
from retroach_async.emulator import Emulator, Fault
from tests.adoption.conftest import KEY, USER
from tests.adoption.romm import RetroAchievementsService, session_of_task

GAME = {
    "ID", "Title", "ConsoleID", "ConsoleName", "ImageIcon", "ImageTitle", "ImageIngame", "ImageBoxArt", "Publisher",
    "Developer", "Genre", "Released", "ReleasedAtGranularity", "NumDistinctPlayers", "NumAchievements", "Achievements",
}  # fmt: skip
ACHIEVEMENT = {
    "ID", "Title", "Description", "Points", "TrueRatio", "Author", "AuthorULID", "DateModified", "DateCreated",
    "BadgeName", "DisplayOrder", "MemAddr", "NumAwarded", "NumAwardedHardcore",
}  # fmt: skip
PROGRESS = {
    "GameID", "Title", "ImageIcon", "ConsoleID", "ConsoleName", "MaxPossible", "NumAwarded", "NumAwardedHardcore",
    "MostRecentAwardedDate", "HighestAwardKind", "HighestAwardDate",
}  # fmt: skip
"""The keys that RomM's handler and its types name; NumDistinctPlayersCasual, a deprecated copy, is left out."""


@pytest.fixture
def service(site: Emulator, session: aiohttp.ClientSession) -> Iterator[RetroAchievementsService]:
    """The service as RomM makes it, once, within a task that has a session."""
    token = session_of_task.set(session)
    yield RetroAchievementsService(site.base_url, KEY)
    session_of_task.reset(token)


async def test_game_has_what_the_handler_reads(service: RetroAchievementsService) -> None:
    """A game and its achievements by id, in the server's spelling, ready for a JSON column."""
    game = await service.get_game_extended_details(14402)
    assert game is not None
    assert set(game) >= GAME
    assert set(game["Achievements"]["79434"]) >= {*ACHIEVEMENT, "type"}
    assert json.loads(json.dumps(game)) == game


async def test_list_has_hashes_where_they_are_asked_for(service: RetroAchievementsService) -> None:
    """The rows of the hash index; limit and offset are RomM's words."""
    games = await service.get_game_list(25, only_games_with_achievements=True, include_hashes=True, limit=3)
    assert games is not None
    assert [bool(game["Hashes"]) for game in games] == [True] * 3
    following = await service.get_game_list(25, only_games_with_achievements=True, limit=2, offset=1)
    assert following is not None
    assert [game["ID"] for game in following] == [game["ID"] for game in games[1:]]


async def test_progress_is_there_by_page_and_as_a_whole(service: RetroAchievementsService, site: Emulator) -> None:
    """The whole list has each row of the pages, once."""
    page = await service.get_user_completion_progress(USER, limit=200)
    assert page is not None
    rows = [row async for row in service.iter_user_completion_progress(USER)]
    assert len({row["GameID"] for row in rows}) == len(rows) == page["Total"] > page["Count"]
    assert rows[:200] == page["Results"]
    assert set(rows[0]) >= PROGRESS


async def test_progress_in_a_game_has_dates_and_badges(service: RetroAchievementsService) -> None:
    """What the incremental sync keeps for each unlock."""
    game = await service.get_user_game_progress(USER, 14402, include_award_metadata=True)
    assert game is not None
    achievement = game["Achievements"]["79434"]
    assert set(achievement) >= {*ACHIEVEMENT, "DateEarned", "DateEarnedHardcore"}
    assert game["HighestAwardKind"] == "mastered"
    assert (game["NumAwardedToUser"], game["UserCompletion"]) == (15, "100.00%")


async def test_week_is_there(service: RetroAchievementsService) -> None:
    """The achievement of the week."""
    week = await service.get_achievement_of_the_week()
    assert week is not None
    assert {"Achievement", "Game", "Console", "StartAt"} <= set(week)


async def test_unknown_game_is_none(service: RetroAchievementsService, caplog: pytest.LogCaptureFixture) -> None:
    """An unknown id is no failure, so it is not logged."""
    assert await service.get_game_extended_details(999_999_999) is None
    assert not caplog.records


async def test_refusal_and_outage_are_survived(service: RetroAchievementsService, site: Emulator) -> None:
    """A 503, which RomM did not try again, is tried again."""
    rule = site.inject(Fault.UNAVAILABLE, times=1)
    assert await service.get_game_extended_details(14402) is not None
    assert rule.hits == 1


async def test_broken_list_is_not_taken_for_a_whole_one(service: RetroAchievementsService, site: Emulator) -> None:
    """An outage in the middle of the pages raises, where the list simply ended."""
    site.inject(Fault.SERVER_ERROR, times=None, match=lambda _, params: params.get("o", "0") != "0")
    small = service.client.pages(service.client.get_user_completion_progress, USER, count=100)
    with pytest.raises(ServerError):
        _ = [row async for row in small]


async def test_wrong_key_is_told_apart(
    site: Emulator, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says that the key is wrong, and does not show the key."""
    token = session_of_task.set(session)
    service = RetroAchievementsService(site.base_url, "wrong-canary")
    with caplog.at_level(logging.WARNING, "romm"):
        assert await service.get_game_extended_details(14402) is None
        assert not await service.heartbeat()
    session_of_task.reset(token)
    assert "key" in caplog.text
    assert "wrong-canary" not in caplog.text


async def test_heartbeat_is_small(service: RetroAchievementsService, site: Emulator) -> None:
    """One request tells that the key is good."""
    assert await service.heartbeat()
    assert site.requests == 1


async def test_unreachable_site_is_the_services_own_error(
    session: aiohttp.ClientSession, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that cannot be made is a 503 of RomM's API, as before."""
    token = session_of_task.set(session)
    service = RetroAchievementsService(f"http://127.0.0.1:{unused_tcp_port}/API", KEY)
    service.client = service.client.with_options(retry=None)
    with pytest.raises(HTTPException) as raised:
        await service.get_game_extended_details(14402)
    session_of_task.reset(token)
    assert raised.value.status_code == 503


async def test_each_task_has_its_own_session(site: Emulator) -> None:
    """The session is looked up at each call, and none of them is closed."""
    service = RetroAchievementsService(site.base_url, KEY)
    for _ in range(2):
        async with aiohttp.ClientSession() as mine:
            token = session_of_task.set(mine)
            found: dict[str, Any] | None = await service.get_game_extended_details(14402)
            assert found is not None
            assert not mine.closed
            session_of_task.reset(token)
