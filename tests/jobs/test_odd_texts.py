"""Answers, keys and names of files of every kind that a file has to hold."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from retroach_async import Args, Client, Credentials
from retroach_async.cli.formats import Csv
from retroach_async.jobs.csv_text import csv_line
from retroach_async.testing import MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.jobs.conftest import Site

TITLES = ["a\rb", "\r", "a\r\nb", "a\nb", '"', ",", " ", "=1+1", "\u2028", "nul\0", "x" * 200_000]
"""Titles that a cell of CSV may break on; the last one is longer than the csv module reads by itself."""


@pytest.fixture
def titled(credentials: Credentials) -> Client:
    """A client of a server whose games have those titles, from game 1 on."""

    def answer(request: Request) -> Any:
        game = int(dict(request.query.params)["i"])
        return json_reply({"ID": game, "Title": TITLES[game - 1]})

    return Client(credentials, transport=MemoryTransport(answer), rate_limit=None)


@pytest.mark.parametrize("ending", ["csv", "parquet", "db", "jsonl"])
async def test_file_with_odd_texts_is_done_already(titled: Client, tmp_path: Path, ending: str) -> None:
    """What a job has written it also reads: line breaks of every kind, quotes, long cells."""
    file = tmp_path / f"games.{ending}"
    games = range(1, len(TITLES) + 1)
    assert (await titled.batch(titled.get_game, games[:-1]).to_file(file)).is_whole
    assert (await titled.batch(titled.get_game, games).to_file(file)).asked == 1
    assert (await titled.batch(titled.get_game, games).to_file(file)).kept == len(TITLES)


async def test_csv_keeps_texts_as_they_are(titled: Client, tmp_path: Path) -> None:
    """The csv module reads back what the answer was, also a lone carriage return."""
    file = tmp_path / "games.csv"
    await titled.batch(titled.get_game, range(1, len(TITLES) + 1)).ordered().to_file(file)
    with file.open(encoding="utf-8", newline="") as text:
        assert [row["title"] for row in csv.DictReader(text)] == TITLES


@pytest.mark.parametrize("line", [csv_line, Csv().line])
def test_carriage_return_is_quoted(line: Any) -> None:
    """A lone carriage return ends no line, in a file as on the standard output."""
    assert line(["a\rb", "c"]) == '"a\rb","c"\n'
    assert line(["a", "b c"]) == "a,b c\n"


@pytest.mark.parametrize(
    "name", ["games[1]", "ga*es", "{x}", "a b\nc", "ünï ☂", "%41", "?mode=ro", "#a", "year=2024", "~x", "-"]
)
@pytest.mark.parametrize("ending", ["csv", "parquet", "db", "jsonl"])
async def test_name_is_only_a_name(ra: Client, tmp_path: Path, name: str, ending: str) -> None:
    """No letter of a file's name has a meaning of its own, such as a pattern or the parameter of an address."""
    file = tmp_path / f"{name}.{ending}"
    assert (await ra.batch(ra.get_game, [1]).to_file(file)).asked == 1
    assert (await ra.batch(ra.get_game, [1, 2]).to_file(file)).asked == 1
    assert file.is_file()


@pytest.mark.parametrize("ending", ["csv", "parquet", "db", "jsonl"])
async def test_keys_of_several_kinds_stay_apart(ra: Client, site: Site, tmp_path: Path, ending: str) -> None:
    """Numbers beside `Args` are known again, and none has its rows twice."""
    file = tmp_path / f"games.{ending}"
    keys: list[Any] = [1, Args(2), Args(game_id=3)]
    await ra.batch(ra.get_game, keys).to_file(file)
    assert (await ra.batch(ra.get_game, [*keys, 4]).to_file(file)).asked == 1
    assert (await ra.batch(ra.get_game, [*keys, 4]).to_file(file)).kept == 4
    assert sorted(site.asked) == [1, 2, 3, 4]


async def test_number_beyond_a_table_is_text(ra: Client, tmp_path: Path) -> None:
    """A number that no column holds is written as text, and the job ends as any other."""
    game = {"id": 1, "title": "x", "forum_topic_id": 2**70}
    lines = [{"retroach": 1, "endpoint": "get_game", "options": {}}, {"key": 1, "ok": True, "value": game}]
    for ending in ("parquet", "db", "csv"):
        file = tmp_path / f"games.{ending}"
        (tmp_path / f"games.{ending}.part.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
        assert (await ra.batch(ra.get_game, [1]).to_file(file)).kept == 1
    assert pl.read_parquet(tmp_path / "games.parquet")["forum_topic_id"].to_list() == [str(2**70)]
