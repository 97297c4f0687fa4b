"""Tables made of models."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

from retroach_async import AchievementDistribution, AchievementFlags, Client, ConfigurationError
from retroach_async.jobs import frame
from retroach_async.testing import example
from retroach_async.v2 import Game
from tests.jobs.conftest import KNOWN

SPREAD = AchievementDistribution(game_id=3, hardcore=True, flags=AchievementFlags.OFFICIAL, players=(7, 2))


def test_models_are_rows() -> None:
    """Columns have the names of the fields; moments stay moments."""
    game = example(Game)
    table = frame([game, game], library="polars")
    assert table.height == 2
    assert table["title"].to_list() == [game.title] * 2
    assert isinstance(table["released_at"].dtype, pl.Datetime)
    assert table["released_at"][0] == game.released_at


def test_table_of_pandas() -> None:
    """The same rows, in the library that is asked for."""
    table = frame([SPREAD], library="pandas")
    assert isinstance(table, pd.DataFrame)
    assert table["total_players"].tolist() == [9]


def test_distribution_in_long_form() -> None:
    """With `explode` each number of unlocks is a row."""
    assert frame([SPREAD], library="polars", explode=True).rows() == [(3, 1, 7), (3, 2, 2)]
    with pytest.raises(ConfigurationError, match="explode is for achievement distributions"):
        frame([example(Game)], explode=True)


async def test_outcomes_have_keys_and_errors(ra: Client) -> None:
    """An outcome is a row with its key; one that failed has its error."""
    async with ra.batch(ra.get_game, [1, KNOWN + 1]).ordered() as outcomes:
        table = frame([outcome async for outcome in outcomes], library="polars")
    assert table["key"].to_list() == [1, KNOWN + 1]
    assert table["id"].to_list() == [1, None]
    assert str(table["error"][1]).startswith("NotFound: no game 1001")


async def test_outcomes_in_long_form_have_their_keys(ra: Client) -> None:
    """The key takes the place of the game's id."""
    async with ra.batch(ra.get_achievement_distribution, [2, 5]) as outcomes:
        table = frame([outcome async for outcome in outcomes], library="polars", explode=True)
    assert table.columns == ["key", "unlocks", "players"]
    assert set(table["key"]) == {2}


def test_mappings_and_plain_values_are_rows() -> None:
    """Whatever a call gives can be a row; cells of several types are text."""
    moment = datetime(2026, 8, 1, tzinfo=UTC)
    table = frame([{"a": 1, "at": moment}, {"a": 1.5, "b": [1]}], library="polars")
    assert table.to_dicts() == [{"a": 1.0, "at": moment, "b": None}, {"a": 1.5, "at": None, "b": "[1]"}]
    assert frame([1, "two"], library="polars")["value"].to_list() == ["1", "two"]
    assert frame([], library="polars").is_empty()


@pytest.mark.parametrize(("imports", "module"), [("pandas", "pandas"), ("pandas, polars", "polars")])
def test_table_is_of_the_library_that_is_imported(imports: str, module: str) -> None:
    """A program that has imported pandas but not polars gets its table from pandas."""
    program = f"import {imports}\nfrom retroach_async.jobs import frame\n"
    program += "print(type(frame([{'a': 1}])).__module__.split('.')[0])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == module


@pytest.mark.parametrize("missing", ["narwhals", "polars"])
def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """The message names what is missing, and the extra that has it."""
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ConfigurationError, match=rf"a table needs {missing}: .*retroach_async\[export\]"):
        frame([{"a": 1}], library="polars")


def test_other_library_is_refused() -> None:
    """A library that no table can be of is named, with those that are known."""
    wrong: Any = "duckdb"
    with pytest.raises(ConfigurationError, match="library is polars or pandas, not 'duckdb'"):
        frame([{"id": 1}], library=wrong)
