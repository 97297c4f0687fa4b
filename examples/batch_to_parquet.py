"""A batch into a file: the distributions of all games of a system, as a table that other programs read.

Needs the extra `[export]`. Stop it and run it again: games that have an answer are not asked for again.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

import polars as pl
from _client import client

from retroach_async.jobs import JobReport

ATARI_2600 = 25


async def fetch(path: Path) -> JobReport:
    """Write the players of each game by their number of unlocks, a row for each number."""
    async with client() as ra:
        games = await ra.get_game_list(ATARI_2600, only_with_achievements=True)
        batch = ra.batch(ra.get_achievement_distribution, [game.id for game in games], hardcore=True)
        return await batch.to_file(path, explode=True)  # .jsonl, .csv and .sqlite work as well


def main(path: Path) -> None:
    """Fetch twice, the second time without a request, and read the file."""
    for _ in range(2):
        report = asyncio.run(fetch(path))
        print(f"{report.ok} of {report.total} games are in the file, {report.asked} of them new")
    table = pl.read_parquet(path)
    players = table.group_by("key").agg(pl.col("players").sum()).sort("players", descending=True)
    print("most played: game", *players.row(0), "players")


if __name__ == "__main__":
    if sys.argv[1:]:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(Path(folder, "spread.parquet"))
