"""The API client of the Home Assistant integration: its methods, its errors, its answers in the server's spelling."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date
from typing import Any

import aiohttp

from retroach_async import (
    AuthenticationFailed,
    Client,
    Credentials,
    DecodeError,
    RetroachError,
    TemporaryFailure,
    to_wire,
)


class RetroAchievementsApiClientError(Exception):
    """Any error."""


class RetroAchievementsApiClientCommunicationError(RetroAchievementsApiClientError):
    """An error that may be over in a while."""


class RetroAchievementsApiClientAuthenticationError(RetroAchievementsApiClientError):
    """A wrong key, for which Home Assistant asks the user."""


class RetroAchievementsApiClient:
    """The calls that the integration makes for one player, with Home Assistant's own session."""

    def __init__(
        self, username: str, api_key: str, session: aiohttp.ClientSession, *, base_url: str | None = None
    ) -> None:
        self.username = username
        self.client = Client(
            Credentials(username, api_key), base_url=base_url, session=session, user_agent="HA-retroachievements/1.0"
        )

    async def async_get_user_summary(self) -> dict[str, Any]:
        """The player, with recent games and unlocks."""
        return await _answer(
            self.client.get_user_summary(self.username, recent_games_count=10, recent_achievements_count=5)
        )

    async def async_get_user_recent_games(self, count: int = 10) -> list[dict[str, Any]]:
        """The games that the player played last."""
        return await _answer(self.client.get_user_recently_played_games(self.username, count=count))

    async def async_get_achievement_of_the_week(self) -> dict[str, Any]:
        """The achievement of the week; empty between two weeks."""
        return await _answer(self.client.get_achievement_of_the_week()) or {}

    async def async_get_user_points(self) -> dict[str, Any]:
        """The player's points."""
        return await _answer(self.client.get_user_points(self.username))

    async def async_get_user_completion_progress(self) -> dict[str, Any]:
        """All games of the player, also beyond the first 500."""
        try:
            rows = [
                to_wire(row)
                async for row in self.client.pages(self.client.get_user_completion_progress, self.username, count=500)
            ]
        except RetroachError as error:
            raise _told(error) from error
        return {"Count": len(rows), "Total": len(rows), "Results": rows}

    async def async_get_user_awards(self) -> dict[str, Any]:
        """The player's awards."""
        return await _answer(self.client.get_user_awards(self.username))

    async def async_get_user_want_to_play_list(self) -> dict[str, Any]:
        """The games that the player wants to play."""
        return await _answer(self.client.get_user_want_to_play_list(self.username, count=100))

    async def async_get_game_extended(self, game_id: int) -> dict[str, Any]:
        """A game with its achievements and the number of their unlocks."""
        return await _answer(self.client.get_game_extended(game_id))

    async def async_get_game_info(self, game_id: int) -> dict[str, Any]:
        """A game with the player's progress in it."""
        return await _answer(self.client.get_game_info_and_user_progress(game_id, self.username))

    async def async_get_user_progress(self, game_id: int) -> dict[str, Any]:
        """The player's counts in one game."""
        progress: dict[str, dict[str, Any]] = await _answer(self.client.get_user_progress(self.username, [game_id]))
        return progress[str(game_id)]

    async def async_get_game_achievements(self, game_id: int) -> dict[str, Any]:
        """The achievements of a game by id, with the player's unlocks."""
        achievements: dict[str, Any] = (await self.async_get_game_info(game_id))["Achievements"]
        return achievements

    async def async_get_top_ten_users(self) -> list[dict[str, Any]]:
        """The ten players with the most points."""
        return await _answer(self.client.get_top_ten_users())

    async def async_get_users_i_follow(self) -> dict[str, Any]:
        """The users whom the key's owner follows."""
        return await _answer(self.client.get_users_i_follow(count=100))

    async def async_get_users_following_me(self) -> dict[str, Any]:
        """The users who follow the key's owner."""
        return await _answer(self.client.get_users_following_me(count=100))

    async def async_get_user_set_requests(self) -> dict[str, Any]:
        """The sets that the player asked for."""
        return await _answer(self.client.get_user_set_requests(self.username))

    async def async_get_achievements_earned_on_day(self, on_date: str) -> list[dict[str, Any]]:
        """The player's unlocks of a day, in UTC."""
        return await _answer(self.client.get_achievements_earned_on_day(self.username, date.fromisoformat(on_date)))

    async def async_get_recent_game_awards(self) -> dict[str, Any]:
        """The latest awards of the whole site."""
        return await _answer(self.client.get_recent_game_awards(count=25))

    async def async_get_user_game_leaderboards(self, game_id: int) -> dict[str, Any]:
        """The player's entries on the leaderboards of a game."""
        return await _answer(self.client.get_user_game_leaderboards(game_id, self.username, count=200))


async def _answer(call: Awaitable[object]) -> Any:
    """The answer in the server's spelling."""
    try:
        return to_wire(await call)
    except RetroachError as error:
        raise _told(error) from error


def _told(error: RetroachError) -> RetroAchievementsApiClientError:
    """The integration's own error; its text has neither key nor address."""
    if isinstance(error, AuthenticationFailed):
        return RetroAchievementsApiClientAuthenticationError(error.message)
    if isinstance(error, TemporaryFailure | DecodeError):
        return RetroAchievementsApiClientCommunicationError(error.message)
    return RetroAchievementsApiClientError(error.message)
