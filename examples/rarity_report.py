"""A report on a whole system: how rare mastery is in each of its games, as a page with a picture.

`python rarity_report.py 25 report.html` writes the page for the Atari 2600. Without a path it prints the first lines.
"""

import asyncio
import sys
from html import escape
from pathlib import Path

from _client import client

from retroach_async import AchievementDistribution, Client
from retroach_async.charts import compare_svg

Rows = list[tuple[str, AchievementDistribution]]


async def rows_of(ra: Client, system_id: int) -> Rows:
    """The titles and distributions of all games that somebody has played, those with the rarest mastery first."""
    titles = {game.id: game.title for game in await ra.get_game_list(system_id, only_with_achievements=True)}
    rows = []
    async with ra.batch(ra.get_achievement_distribution, titles, hardcore=True) as outcomes:
        async for outcome in outcomes:
            if not outcome.ok:
                print(f"{titles[outcome.key]}: {outcome.error}", file=sys.stderr)
            elif outcome.value.total_players:
                rows.append((titles[outcome.key], outcome.value))
    return sorted(rows, key=lambda row: (row[1].mastery_rate, row[0]))


def page(system: str, rows: Rows) -> str:
    """The report as a page."""
    lines = (
        f"<tr><td>{escape(title)}<td>{spread.achievement_count}<td>{spread.total_players}"
        f"<td>{spread.mastery_count}<td>{spread.mastery_rate:.2%}"
        for title, spread in rows
    )
    table = f"<table><tr><th>Game<th>Achievements<th>Players<th>Masteries<th>Of players{''.join(lines)}</table>"
    return f"<!doctype html><meta charset=utf-8><title>{escape(system)}</title>{compare_svg(dict(rows[:6]))}{table}"


async def report(system_id: int) -> tuple[str, Rows]:
    """The name of a system, and its rows."""
    async with client() as ra:
        names = {system.id: system.name for system in await ra.get_console_ids()}
        return names.get(system_id) or sys.exit(f"there is no system {system_id}"), await rows_of(ra, system_id)


def main(system_id: int = 25, path: str = "") -> None:
    """Print the first lines, and write the page where there is a path."""
    system, rows = asyncio.run(report(system_id))
    print(f"{system}: {len(rows)} games, {sum(spread.mastery_count for _, spread in rows)} masteries")
    print("\n".join(f"{spread.mastery_rate:7.2%}  {title}" for title, spread in rows[:5]))
    if path:
        Path(path).write_text(page(system, rows), encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:3])
