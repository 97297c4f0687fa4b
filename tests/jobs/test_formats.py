"""Each format, read back by a library that knows nothing of jobs."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from retroach_async import Client, Credentials, plain
from retroach_async.emulator import Emulator
from tests.jobs.conftest import KNOWN


@pytest.fixture
async def whole(canary: str) -> AsyncIterator[Client]:
    """A client of the emulator, for answers of every form."""
    async with (
        Emulator(keys={canary: "MaxMilyin"}) as emulator,
        Client(Credentials("MaxMilyin", canary), base_url=emulator.base_url, rate_limit=None) as client,
    ):
        yield client


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """A record whose cells are numbers, texts, flags or nothing; the rest is JSON text."""
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
        for name, value in record.items()
    }


def as_text(value: Any) -> str:
    """A cell of CSV."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def in_csv(file: Path) -> list[dict[str, str]]:
    """The rows of a file, as the csv module reads them."""
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def in_table(file: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table of a database."""
    with closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {table}")]


async def test_csv_reads_back_equal(ra: Client, tmp_path: Path) -> None:
    """The csv module finds the key and every field, also with commas, quotes and line breaks in a title."""
    file = tmp_path / "games.csv"
    await ra.batch(ra.get_game, [5, 6]).ordered().to_file(file)
    expected = [flat({"key": game, **(await ra.get_game(game)).to_dict()}) for game in (5, 6)]
    assert in_csv(file) == [{name: as_text(value) for name, value in row.items()} for row in expected]
    assert b"\r" not in file.read_bytes()


async def test_parquet_reads_back_equal(ra: Client, tmp_path: Path) -> None:
    """Numbers are numbers, texts are texts, nothing is null, and what has fields of its own is JSON text."""
    file = tmp_path / "games.parquet"
    await ra.batch(ra.get_game, [5, 6]).ordered().to_file(file)
    expected = [flat({"key": game, **(await ra.get_game(game)).to_dict()}) for game in (5, 6)]
    assert pl.read_parquet(file).to_dicts() == expected


@pytest.mark.parametrize("ending", ["sqlite", "db"])
async def test_sqlite_reads_back_equal(ra: Client, tmp_path: Path, ending: str) -> None:
    """The table has the name of the method, and the key is its primary key."""
    file = tmp_path / f"games.{ending}"
    await ra.batch(ra.get_game, [5, 6]).ordered().to_file(file)
    expected = [flat({"key": game, **(await ra.get_game(game)).to_dict()}) for game in (5, 6)]
    assert in_table(file, "get_game") == expected
    with closing(sqlite3.connect(file)) as database:
        columns = database.execute("PRAGMA table_info(get_game)").fetchall()
    assert [name for _, name, _, _, _, is_primary in columns if is_primary] == ["key"]


async def test_distribution_is_one_row_or_one_for_each_count(ra: Client, tmp_path: Path) -> None:
    """Without `explode` a distribution is a row with its figures; with it there are key, unlocks and players."""
    call, (one, many) = ra.get_achievement_distribution, (tmp_path / "one.csv", tmp_path / "many.csv")
    await ra.batch(call, [3, 4]).ordered().to_file(one)
    await ra.batch(call, [3, 4, 5]).ordered().to_file(many, explode=True)
    spreads = {game: await call(game) for game in (3, 4, 5)}
    assert [row["total_players"] for row in in_csv(one)] == [str(spreads[game].total_players) for game in (3, 4)]
    assert list(in_csv(many)[0]) == ["key", "unlocks", "players"]
    assert [tuple(map(int, row.values())) for row in in_csv(many)] == [
        (game, unlocks, players) for game, spread in spreads.items() for unlocks, players in spread.items()
    ]


@pytest.mark.parametrize("ending", ["parquet", "db"])
async def test_exploded_table_in_other_formats(ra: Client, tmp_path: Path, ending: str) -> None:
    """The long form has the same columns and rows in every format."""
    file = tmp_path / f"spread.{ending}"
    await ra.batch(ra.get_achievement_distribution, [3, 5]).to_file(file, explode=True)
    expected = [{"key": 3, "unlocks": n, "players": p} for n, p in (await ra.get_achievement_distribution(3)).items()]
    rows = pl.read_parquet(file).to_dicts() if ending == "parquet" else in_table(file, "get_achievement_distribution")
    assert rows == expected


async def test_thing_that_does_not_exist_is_a_row_with_its_key(ra: Client, tmp_path: Path) -> None:
    """No key is lost: a game that does not exist has nothing but its key."""
    await ra.batch(ra.get_game, [KNOWN + 1]).to_file(tmp_path / "games.csv")
    (row,) = in_csv(tmp_path / "games.csv")
    assert row.pop("key") == str(KNOWN + 1)
    assert set(row.values()) == {""}


async def test_table_without_keys_has_its_columns(ra: Client, tmp_path: Path) -> None:
    """A job without a key gives a table without a row."""
    for name in ("games.csv", "games.parquet", "games.db"):
        assert (await ra.batch(ra.get_game, []).to_file(tmp_path / name)).is_whole
    assert (tmp_path / "games.csv").read_text().startswith("key,id,title,")
    assert pl.read_parquet(tmp_path / "games.parquet").columns[:3] == ["key", "id", "title"]
    assert in_table(tmp_path / "games.db", "get_game") == []


async def test_list_is_a_row_for_each_item(whole: Client, tmp_path: Path) -> None:
    """A page, a list and a map of a key have as many rows as items, each with the key."""
    users = ["MaxMilyin", "Scott"]
    pages = await whole.gather(whole.get_user_completion_progress, users, count=5)
    await whole.batch(whole.get_user_completion_progress, users, count=5).ordered().to_file(tmp_path / "progress.db")
    rows = in_table(tmp_path / "progress.db", "get_user_completion_progress")
    assert rows == [flat({"key": user, **row.to_dict()}) for user in users for row in pages[user]]

    lists = await whole.gather(whole.get_game_list, [25, 7], only_with_achievements=True)
    batch = whole.batch(whole.get_game_list, [25, 7], only_with_achievements=True)
    await batch.ordered().to_file(tmp_path / "lists.csv")
    rows = in_csv(tmp_path / "lists.csv")
    assert [(row["key"], row["id"]) for row in rows] == [
        (str(key), str(game.id)) for key in lists for game in lists[key]
    ]


async def test_map_is_a_row_for_each_entry(whole: Client, tmp_path: Path) -> None:
    """The keys of a map are in the column `entry`, because the job's own are in `key`."""
    await whole.batch(whole.get_user_progress, ["MaxMilyin"], [14402, 1]).to_file(tmp_path / "progress.csv")
    found = await whole.get_user_progress("MaxMilyin", [14402, 1])
    rows = in_csv(tmp_path / "progress.csv")
    assert [(row["key"], row["entry"]) for row in rows] == [("MaxMilyin", str(game)) for game in found]


async def test_resources_of_v2_keep_their_relations(whole: Client, tmp_path: Path) -> None:
    """A hundred ids go into one request, and a related object is a column."""
    file = tmp_path / "games.parquet"
    report = await whole.batch(whole.v2.games.get, range(1, 251), include=["system"]).to_file(file)
    assert (report.ok, report.requests) == (250, 3)
    table = pl.read_parquet(file).sort("key")
    first = await whole.v2.games.get(1, include=["system"])
    assert json.loads(table["system"][0]) == plain(first.system)
    assert table["title"][0] == first.title


async def test_database_keeps_its_other_tables(ra: Client, tmp_path: Path) -> None:
    """Two jobs may share a database with the tables of a program."""
    file = tmp_path / "bot.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE posts (key TEXT)")
        database.execute("INSERT INTO posts VALUES ('one')")
        database.commit()
    await ra.batch(ra.get_game, [1, 2]).to_file(file)
    await ra.batch(ra.get_achievement_distribution, [1], hardcore=True).to_file(file)
    await ra.batch(ra.get_game, [1, 2, 3]).to_file(file)
    await ra.batch(ra.get_achievement_distribution, [2], hardcore=True).to_file(file, restart=True)
    assert in_table(file, "posts") == [{"key": "one"}]
    assert [row["id"] for row in in_table(file, "get_game")] == [1, 2, 3]
    assert [row["key"] for row in in_table(file, "get_achievement_distribution")] == [2]
