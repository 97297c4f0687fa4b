"""V1: systems and their games."""

from __future__ import annotations

from typing import Annotated

from retroach_async import keys, models
from retroach_async.ages import LASTING
from retroach_async.registry import Group
from retroach_async.v1._declare import route


class SystemEndpoints(Group):
    """Systems, which V1 calls consoles, and the games on them."""

    @route("API_GetConsoleIDs.php", age=LASTING)
    async def get_console_ids(
        self,
        *,
        only_active: Annotated[bool, keys.ONLY_ACTIVE] = False,
        only_game_systems: Annotated[bool, keys.ONLY_GAME_SYSTEMS] = False,
    ) -> tuple[models.System, ...]:
        """All systems known to the site.

        https://api-docs.retroachievements.org/v1/get-console-ids.html
        """
        ...

    @route("API_GetGameList.php", age=LASTING)
    async def get_game_list(
        self,
        system_id: Annotated[int, keys.SYSTEM],
        *,
        only_with_achievements: Annotated[bool, keys.ONLY_WITH_ACHIEVEMENTS] = False,
        with_hashes: Annotated[bool, keys.WITH_HASHES] = False,
        offset: Annotated[int, keys.OFFSET] = 0,
        count: Annotated[int, keys.COUNT_OR_ALL] = 0,
    ) -> models.Page[models.GameListEntry]:
        """The games of one system, by title; all games unless `count` is given.

        The answer is large, and the site asks clients to keep it for a while. Returns an empty page for
        an unknown system.

        https://api-docs.retroachievements.org/v1/get-game-list.html
        """
        ...
