"""The service of RomM: its methods and its answers in the server's spelling, and nothing else of its own.

Limits, retries, paging, the key and the reading of answers are the client's.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable
from contextvars import ContextVar
from typing import Any

import aiohttp
from fastapi import HTTPException

from retroach_async import Client, ConnectionFailed, Credentials, NotFound, RetroachError, to_wire

log = logging.getLogger("romm")
session_of_task: ContextVar[aiohttp.ClientSession] = ContextVar("session")
"""The application and each of its tasks have a session of their own, with the user's proxy settings."""


class RetroAchievementsService:
    """The calls that RomM makes; None where there is no answer."""

    def __init__(self, base_url: str | None = None, api_key: str = "from-the-configuration") -> None:
        self.client = Client(
            Credentials("", api_key),
            base_url=base_url,
            session=session_of_task.get,  # asked at each call
            user_agent="RomM/4.0",
            timeout=120,
        )

    async def get_achievement_of_the_week(self) -> dict[str, Any] | None:
        """The achievement of the week."""
        return await self._answer(self.client.get_achievement_of_the_week())

    async def get_game_extended_details(self, game_id: int) -> dict[str, Any] | None:
        """A game with its achievements."""
        return await self._answer(self.client.get_game_extended(game_id))

    async def get_game_list(
        self,
        system_id: int,
        *,
        only_games_with_achievements: bool = False,
        include_hashes: bool = False,
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[dict[str, Any]] | None:
        """The games of a system."""
        call = self.client.get_game_list(
            system_id,
            only_with_achievements=only_games_with_achievements,
            with_hashes=include_hashes,
            count=limit or 0,
            offset=offset or 0,
        )
        return await self._answer(call)

    async def get_user_completion_progress(
        self, username: str, *, limit: int | None = None, offset: int | None = None
    ) -> dict[str, Any] | None:
        """A page of a player's games."""
        return await self._answer(
            self.client.get_user_completion_progress(username, count=limit or 100, offset=offset or 0)
        )

    async def iter_user_completion_progress(self, username: str) -> AsyncIterator[dict[str, Any]]:
        """All games of a player. An error is raised: half a list is not taken for the whole one."""
        async for row in self.client.pages(self.client.get_user_completion_progress, username, count=500):
            yield to_wire(row)

    async def get_user_game_progress(
        self, username: str, game_id: int, *, include_award_metadata: bool = False
    ) -> dict[str, Any] | None:
        """A player's progress in a game."""
        call = self.client.get_game_info_and_user_progress(
            game_id, username, include_award_metadata=include_award_metadata
        )
        return await self._answer(call)

    async def heartbeat(self) -> bool:
        """True when the key is good: the smallest request, where the achievement of the week was asked for."""
        try:
            await self.client.check_key()
        except RetroachError as error:
            log.warning("RetroAchievements: %s", error.message)
            return False
        return True

    async def _answer(self, call: Awaitable[object]) -> Any:
        """The answer in the server's spelling; RomM's own errors for the others."""
        try:
            return to_wire(await call)
        except NotFound:
            return None
        except ConnectionFailed as error:
            raise HTTPException(503, "Can't connect to RetroAchievements, check your internet connection") from error
        except RetroachError as error:
            log.warning("RetroAchievements: %s", error.message)
            return None
