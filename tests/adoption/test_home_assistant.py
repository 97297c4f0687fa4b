"""The client of the Home Assistant integration on this library: the same answers, and errors that tell."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
import pytest

from retroach_async.emulator import Emulator, Fault
from tests.adoption.conftest import KEY, USER
from tests.adoption.home_assistant import (
    RetroAchievementsApiClient,
    RetroAchievementsApiClientAuthenticationError,
    RetroAchievementsApiClientCommunicationError,
    RetroAchievementsApiClientError,
)

CALLS: Mapping[str, tuple[tuple[Any, ...], Callable[[Any], object]]] = {
    "async_get_user_summary": ((), lambda told: told["RecentlyPlayed"] and told["RecentAchievements"]),
    "async_get_user_recent_games": ((3,), lambda told: len(told) == 3 and told[0]["GameID"]),
    "async_get_achievement_of_the_week": ((), lambda told: told["Achievement"]["ID"] and told["StartAt"]),
    "async_get_user_points": ((), lambda told: told["Points"] > told["SoftcorePoints"]),
    "async_get_user_completion_progress": ((), lambda told: len(told["Results"]) == told["Total"]),
    "async_get_user_awards": ((), lambda told: told["TotalAwardsCount"] and told["VisibleUserAwards"][0]["AwardType"]),
    "async_get_user_want_to_play_list": ((), lambda told: told["Total"] >= len(told["Results"])),
    "async_get_game_extended": ((14402,), lambda told: told["Achievements"]["79434"]["NumAwardedHardcore"]),
    "async_get_game_info": ((14402,), lambda told: told["NumAwardedToUserHardcore"] == 15),
    "async_get_user_progress": ((14402,), lambda told: told["NumAchieved"] == 15),
    "async_get_game_achievements": ((14402,), lambda told: told["79434"]["DateEarned"]),
    "async_get_top_ten_users": ((), lambda told: len(told) == 10 and told[0]["1"]),
    "async_get_users_i_follow": ((), lambda told: {"Count", "Total", "Results"} <= set(told)),
    "async_get_users_following_me": ((), lambda told: {"Count", "Total", "Results"} <= set(told)),
    "async_get_user_set_requests": ((), lambda told: told["PointsForNext"]),
    "async_get_achievements_earned_on_day": (("2024-01-02",), lambda told: told[0]["AchievementID"]),
    "async_get_recent_game_awards": ((), lambda told: told["Results"][0]["AwardKind"]),
    "async_get_user_game_leaderboards": ((14402,), lambda told: {"Count", "Total", "Results"} <= set(told)),
}
"""Each method of the integration's client: its arguments, and what its sensors read."""


@pytest.fixture
def api(site: Emulator, session: aiohttp.ClientSession) -> RetroAchievementsApiClient:
    """The client as the integration makes it."""
    return RetroAchievementsApiClient(USER, KEY, session, base_url=site.base_url)


@pytest.mark.parametrize("method", CALLS)
async def test_answer_has_what_the_sensors_read(api: RetroAchievementsApiClient, method: str) -> None:
    """Each method answers in the server's spelling."""
    arguments, read = CALLS[method]
    told = await getattr(api, method)(*arguments)
    assert read(told)
    assert json.loads(json.dumps(told)) == told


def test_every_method_is_called_here() -> None:
    """No method is left out."""
    assert {name for name in vars(RetroAchievementsApiClient) if name.startswith("async_")} == set(CALLS)


async def test_wrong_key_asks_the_user_for_another_one(site: Emulator, session: aiohttp.ClientSession) -> None:
    """A wrong key is told apart from all else, so that Home Assistant can ask for another one."""
    api = RetroAchievementsApiClient(USER, "wrong-canary", session, base_url=site.base_url)
    with pytest.raises(RetroAchievementsApiClientAuthenticationError) as raised:
        await api.async_get_user_points()
    assert "wrong-canary" not in str(raised.value)


@pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.UNAVAILABLE, Fault.HTML, Fault.DROP])
async def test_text_of_an_error_has_no_key(api: RetroAchievementsApiClient, site: Emulator, fault: Fault) -> None:
    """What the coordinator logs after an outage holds neither the key nor the address."""
    api.client = api.client.with_options(retry=None)
    site.inject(fault, times=None)
    with pytest.raises(RetroAchievementsApiClientCommunicationError) as raised:
        await api.async_get_user_points()
    assert KEY not in f"{raised.value!s}{raised.value!r}{raised.value.__cause__!r}"
    assert "http://" not in str(raised.value)


async def test_other_errors_are_the_integrations_own(api: RetroAchievementsApiClient) -> None:
    """No error of the library reaches the coordinator."""
    with pytest.raises(RetroAchievementsApiClientError, match="no game"):
        await api.async_get_game_extended(999_999_999)


async def test_many_sensors_are_one_request(api: RetroAchievementsApiClient, site: Emulator) -> None:
    """Equal questions at the same moment reach the site once."""
    import asyncio

    await asyncio.gather(*(api.async_get_game_extended(14402) for _ in range(5)))
    assert site.requests == 1
