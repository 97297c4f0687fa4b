"""The formats for programs: rows as CSV and as JSON Lines, documents as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import frozen

from retroach_async import AchievementDistribution, AchievementFlags, FrozenMap, Model, Page, ReleaseGranularity
from retroach_async.cli.answers import Result
from retroach_async.cli.formats import FORMATS
from retroach_async.cli.output import Output
from retroach_async.cli.records import columns_of

Print = Callable[..., str]


@frozen(kw_only=True)
class Coin(Model):
    """A model within another."""

    metal: str
    weight: float


@frozen(kw_only=True)
class Chest(Model):
    """A model with a field of every kind."""

    id: int = 7
    title: str
    coin: Coin | None = None
    spare: Coin = Coin(metal="tin", weight=0.5)
    marks: tuple[str, ...] = ()
    found: datetime | None = None
    open: bool = False


@frozen(kw_only=True)
class Chests(Page[Chest]):
    """A page with a field of its own."""

    owner: str = "Scott"
    results: tuple[Chest, ...]


HEADER = "id,title,coin.metal,coin.weight,spare.metal,spare.weight,marks,found,open\n"


def spread(*players: int) -> AchievementDistribution:
    """A distribution of these players."""
    return AchievementDistribution(game_id=1, hardcore=True, flags=AchievementFlags.OFFICIAL, players=players)


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Print:
    """Prints a result in a format, and gives the text."""

    def print_it(format_name: str, value: Any, kind: Any = None) -> str:
        Output(FORMATS[format_name]()).one(Result(value, kind or type(value)))
        return capsys.readouterr().out

    return print_it


# CSV


def test_a_model_is_a_header_and_a_line(printed: Print) -> None:
    """The columns are the fields, an id first; models within have dotted columns."""
    chest = Chest(title="Oak", coin=Coin(metal="gold", weight=1.25), open=True)

    assert printed("csv", chest) == HEADER + "7,Oak,gold,1.25,tin,0.5,[],,true\n"


def test_a_missing_model_within_leaves_its_columns_empty(printed: Print) -> None:
    """The columns are the same, whether there is a model within or None."""
    assert printed("csv", Chest(title="Oak")) == HEADER + "7,Oak,,,tin,0.5,[],,false\n"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ((Chest(title="Oak"), Chest(title="Elm", id=8)), tuple[Chest, ...]),
        (Page(results=(Chest(title="Oak"), Chest(title="Elm", id=8)), total=900), Page[Chest]),
        (Chests(results=(Chest(title="Oak"), Chest(title="Elm", id=8))), Chests),
    ],
    ids=["tuple", "page", "page with fields"],
)
def test_rows_are_a_header_and_a_line_each(printed: Print, value: Any, kind: Any) -> None:
    """A list and a page are their rows."""
    assert printed("csv", value, kind) == HEADER + "7,Oak,,,tin,0.5,[],,false\n8,Elm,,,tin,0.5,[],,false\n"


def test_the_rows_of_a_mapping_begin_with_their_key(printed: Print) -> None:
    """A mapping has its keys in a first column named `key`."""
    coins = FrozenMap({3: Coin(metal="gold", weight=1.0), 5: Coin(metal="tin", weight=0.25)})

    assert printed("csv", coins, FrozenMap[Coin]) == "key,metal,weight\n3,gold,1.0\n5,tin,0.25\n"


def test_a_distribution_has_a_line_for_each_number_of_unlocks(printed: Print) -> None:
    """A distribution is a list of unlocks and players."""
    assert printed("csv", spread(6, 0, 2)) == "unlocks,players\n1,6\n2,0\n3,2\n"


def test_plain_values_have_one_column(printed: Print) -> None:
    """A list of values that are no models has the column `value`."""
    assert printed("csv", (3, 4), tuple[int, ...]) == "value\n3\n4\n"


@pytest.mark.parametrize(
    ("value", "kind", "header"),
    [
        ((), tuple[Chest, ...], HEADER),
        (Page(results=()), Page[Chest], HEADER),
        (Chests(results=()), Chests, HEADER),
        (None, Chest | None, HEADER),
        (FrozenMap({}), FrozenMap[Coin], "key,metal,weight\n"),
        (spread(), AchievementDistribution, "unlocks,players\n"),
    ],
    ids=["tuple", "page", "page with fields", "None", "map", "distribution"],
)
def test_an_empty_answer_is_a_header(printed: Print, value: Any, kind: Any, header: str) -> None:
    """The columns follow from the type, so they are the same when there are no rows."""
    assert printed("csv", value, kind) == header


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("a, b", '"a, b"'),
        ('say "hi"', '"say ""hi"""'),
        ("two\nlines", '"two\nlines"'),
        ("=1+1", "=1+1"),
        (" space ", " space "),
        ("Pokémon", "Pokémon"),
    ],
)
def test_text_is_quoted_where_rfc_4180_asks_for_it(printed: Print, value: str, text: str) -> None:
    """Commas, quotes and line breaks are quoted; everything else, a formula too, stays as it is."""
    assert printed("csv", (value,), tuple[str, ...]) == f"value\n{text}\n"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (("a", "b"), '["a", "b"]'),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), "2026-07-01T12:00:00+00:00"),
        (timedelta(minutes=2), "120.0"),
        (AchievementFlags.OFFICIAL, "3"),
        (ReleaseGranularity.MONTH, "month"),
        (1.25, "1.25"),
        (True, "true"),
        (None, ""),
    ],
)
def test_values_are_spelt_as_in_json(printed: Print, value: Any, cell: str) -> None:
    """A cell is what JSON has in its place; text has no quotes there and None is empty."""
    (_, [read]) = csv.reader(io.StringIO(printed("csv", (value,), tuple[Any, ...])))

    assert read == cell


def test_a_terminal_is_not_commanded_by_a_cell(printed: Print, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal control characters are replaced; a pipe gets the text as it is."""
    piped = printed("csv", ("\x1b[2Jx",), tuple[str, ...])
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    shown = printed("csv", ("\x1b[2Jx",), tuple[str, ...])

    assert piped == "value\n\x1b[2Jx\n"
    assert shown == "value\n\ufffd[2Jx\n"


# JSON Lines and JSON


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (Coin(metal="gold", weight=1.0), [{"metal": "gold", "weight": 1.0}]),
        ((Coin(metal="gold", weight=1.0),) * 2, [{"metal": "gold", "weight": 1.0}] * 2),
        (Page(results=(Coin(metal="tin", weight=1.0),), total=9), [{"metal": "tin", "weight": 1.0}]),
        (FrozenMap({3: Coin(metal="tin", weight=1.0)}), [{"key": 3, "metal": "tin", "weight": 1.0}]),
        (spread(6, 2), [{"unlocks": 1, "players": 6}, {"unlocks": 2, "players": 2}]),
        (None, []),
    ],
    ids=["model", "tuple", "page", "map", "distribution", "None"],
)
def test_json_lines_are_the_rows(printed: Print, value: Any, lines: list[Any]) -> None:
    """Each row is an object on a line of its own; models within stay objects."""
    assert [json.loads(line) for line in printed("jsonl", value).splitlines()] == lines


def test_json_is_one_document_with_indents(printed: Print) -> None:
    """The whole answer is one value, as its model spells it."""
    assert printed("json", Coin(metal="gold", weight=1.0)) == '{\n  "metal": "gold",\n  "weight": 1.0\n}\n'


@pytest.mark.parametrize("format_name", ["jsonl", "csv"])
def test_every_line_is_flushed(monkeypatch: pytest.MonkeyPatch, format_name: str) -> None:
    """A reader at the other end of a pipe has each line before the next one is made."""
    done: list[str] = []

    class Standard(io.StringIO):
        def write(self, text: str) -> int:
            done.append("write")
            return super().write(text)

        def flush(self) -> None:
            done.append("flush")

    monkeypatch.setattr("sys.stdout", Standard())
    Output(FORMATS[format_name]()).one(Result((1, 2), tuple[int, ...]))

    assert done == ["write", "flush"] * (3 if format_name == "csv" else 2)


# Streams


@pytest.mark.parametrize(
    ("format_name", "text"),
    [
        ("csv", "metal,weight\ngold,1.0\ntin,2.0\n"),
        ("json", '{"metal": "gold", "weight": 1.0}\n{"metal": "tin", "weight": 2.0}\n'),
        ("jsonl", '{"metal": "gold", "weight": 1.0}\n{"metal": "tin", "weight": 2.0}\n'),
    ],
)
def test_a_stream_has_one_header_and_a_line_for_each_item(
    capsys: pytest.CaptureFixture[str], format_name: str, text: str
) -> None:
    """Items are printed as they come, below one header if the format has any."""
    with Output(FORMATS[format_name]()).stream(columns_of(Coin)) as put:
        put(Result(Coin(metal="gold", weight=1.0), Coin))
        put(Result(Coin(metal="tin", weight=2.0), Coin))

    assert capsys.readouterr().out == text


def test_a_stream_without_items_has_a_header(capsys: pytest.CaptureFixture[str]) -> None:
    """The header is printed at the end if nothing came."""
    with Output(FORMATS["csv"]()).stream(columns_of(Coin)):
        pass

    assert capsys.readouterr().out == "metal,weight\n"


def test_a_stream_that_fails_at_once_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A failure before the first item leaves standard output empty."""
    with pytest.raises(ValueError, match="torn"), Output(FORMATS["csv"]()).stream(columns_of(Coin)):
        raise ValueError("torn")

    assert capsys.readouterr().out == ""
