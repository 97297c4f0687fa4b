"""The pictures of the site, drawn from the answers of the emulator whenever the site is built.

The counts are made up, and the note of each picture says so. MkDocs puts the folder above on the path; so do pytest
and mypy, by `pyproject.toml`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from retroach_async import AchievementDistribution, Client, Credentials, Game, RateLimit
from retroach_async.charts import compare_svg
from retroach_async.emulator import Emulator, World

__all__ = ["COMMITTED", "pictures"]

COMMITTED = "dragster.svg"
"""The picture of the README, which has to be a file: `nox -s pictures` writes it."""

_DRAGSTER, _LARGE, _EMPTY = 14402, 294, 16
_COMPARED = (28, 2, 4, 319)
_NOTE = "made-up players of the emulator"


def pictures() -> Mapping[str, str]:
    """All pictures by file name, as SVG."""
    return asyncio.run(_drawn())


async def _drawn() -> Mapping[str, str]:
    async with (
        Emulator(world=World()) as emulator,
        Client(Credentials("MaxMilyin", "any-key"), base_url=emulator.base_url, rate_limit=RateLimit(1000, 1.0)) as ra,
    ):
        ids = [_DRAGSTER, _LARGE, _EMPTY, *_COMPARED]
        games = await ra.gather(ra.get_game, ids)
        spreads = await ra.gather(ra.get_achievement_distribution, ids, hardcore=True)
        casual = await ra.gather(ra.get_achievement_distribution, [_DRAGSTER, _LARGE], hardcore=False)
    return _of_one_game(games, spreads, casual) | {
        "compared.svg": compare_svg({games[each].title: spreads[each] for each in _COMPARED}, note=_NOTE),
    }


def _of_one_game(
    games: Mapping[int, Game],
    spreads: Mapping[int, AchievementDistribution],
    casual: Mapping[int, AchievementDistribution],
) -> dict[str, str]:
    dragster, large, empty = spreads[_DRAGSTER], spreads[_LARGE], spreads[_EMPTY]
    title, system = games[_DRAGSTER].title, games[_DRAGSTER].system_name
    of_large, of_empty = games[_LARGE], games[_EMPTY]
    return {
        COMMITTED: dragster.svg(title=title, system=system, note=_NOTE),
        "light.svg": dragster.svg(title=title, system=system, note=_NOTE, theme="light"),
        "site.svg": dragster.svg(title=title, system=system, note=_NOTE, theme="site"),
        "casual.svg": dragster.svg(title=title, system=system, note=_NOTE, casual=casual[_DRAGSTER]),
        "marks.svg": large.svg(
            title=of_large.title,
            system=of_large.system_name,
            note=_NOTE,
            marks={"MaxMilyin": 41, "Scott": 12, "Hexadigital": 64},
        ),
        "grouped.svg": large.svg(title=of_large.title, system=of_large.system_name, note=_NOTE, casual=casual[_LARGE]),
        "empty.svg": empty.svg(title=of_empty.title, system=of_empty.system_name, note=_NOTE),
    }
