"""The options about formats: every command has them all, and takes one at a time."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from cyclopts import App

from retroach_async import ENDPOINTS
from retroach_async.cli.app import build
from retroach_async.cli.formats import FORMATS, Csv
from retroach_async.cli.outcomes import columns_of_outcomes
from retroach_async.cli.records import columns_of
from retroach_async.drift import Compared, Drift, Finding, Plan
from retroach_async.emulator import Emulator, Fault
from retroach_async.endpoint import Endpoint
from tests.cli.commands import answered, every, required, words
from tests.cli.conftest import Call, Ended

Process = Callable[..., subprocess.Popen[str]]

FAMILIES = {
    "one object": ["get-game", "14402"],
    "rows": ["get-console-ids"],
    "all pages": ["get-user-completion-progress", "MaxMilyin", "--all"],
    "resource": ["v2", "games", "get", "14402"],
    "batch": ["batch", "get-game", "14402", "1"],
    "endpoints": ["endpoints"],
    "check": ["check", "--only", "get-game", "--every", "0.001"],
    "plan": ["check", "--only", "get-game", "--dry-run"],
}
"""A command of every family."""

OPTIONS = [name for name in FORMATS if name != "table"]

of_every_family = pytest.mark.parametrize("command", FAMILIES.values(), ids=FAMILIES)


def table(ended: Ended) -> list[list[str]]:
    """Standard output, read as CSV."""
    return list(csv.reader(io.StringIO(ended.out, newline="")))


def without_options(app: App, name: str = "retroach") -> Iterator[str]:
    """The commands below an app that lack the option of a format."""
    for each in app:
        if each.startswith("-"):
            continue
        if app[each].default_command is None:
            yield from without_options(app[each], f"{name} {each}")
        else:
            names = {name for argument in app[each].assemble_argument_collection() for name in argument.names}
            if not {f"--{option}" for option in OPTIONS} <= names:
                yield f"{name} {each}"


def test_every_command_that_answers_has_every_format() -> None:
    """Those that show, serve or keep a key have no answers to format; feeds are JSON Lines."""
    feeds = ["achievement-of-the-week", "awards", "masteries", "unlocks"]
    others = ["completion", "demo", "login", "logout", "mcp", "serve", *(f"watch {feed}" for feed in feeds)]
    assert sorted(without_options(build())) == [f"retroach {each}" for each in others]


def test_the_page_has_every_format() -> None:
    """The page about the command line lists every option of a format, and no other."""
    page = Path(__file__).parents[2].joinpath("docs", "command-line.md").read_text(encoding="utf-8")

    assert re.findall(r"(?m)^\| `--(\w+)` \|", page) == OPTIONS


@of_every_family
@pytest.mark.parametrize("pair", [*combinations(OPTIONS, 2)], ids="-".join)
def test_formats_exclude_each_other(
    retroach: Call, emulator: Emulator, command: list[str], pair: tuple[str, str]
) -> None:
    """Two formats at once are wrong usage, and nothing is sent."""
    before = emulator.requests
    ended = retroach(*command, *(f"--{name}" for name in pair))

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"retroach: --{pair[0]} and --{pair[1]} exclude each other: give one of them\n"
    assert emulator.requests == before


@of_every_family
def test_every_family_prints_csv(retroach: Call, command: list[str]) -> None:
    """With --csv there is a header, and every line below has as many cells."""
    ended = retroach(*command, "--csv")
    header, *rows = table(ended)

    assert ended.code == 0
    assert len(header) > 1
    assert all(len(row) == len(header) for row in rows)
    assert bool(rows) == (command != FAMILIES["check"])


@of_every_family
def test_every_family_prints_json_lines(retroach: Call, command: list[str]) -> None:
    """With --jsonl every line is one object, and there are as many as rows."""
    ended = retroach(*command, "--jsonl")

    assert ended.code == 0
    assert all(isinstance(line, dict) for line in ended.lines)
    assert len(ended.lines) == len(table(retroach(*command, "--csv"))) - 1


def test_a_new_format_is_one_entry(retroach: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that stands in the table is an option of its own, with its help."""

    class Bars(Csv):
        help = "Print cells between bars."

        def line(self, cells: Sequence[str]) -> str:
            return f"|{'|'.join(cells)}|\n"

    monkeypatch.setitem(FORMATS, "bars", Bars)  # type: ignore[call-overload]  # read-only for everybody else

    assert retroach("get-achievement-count", "14402", "--bars").out.startswith("|game_id|achievement_ids|\n|14402|[")
    assert "Print cells between bars." in retroach("get-game", "--help").out


# Endpoints


@answered
def test_every_command_prints_its_columns(
    retroach: Call, without_retries: None, endpoint: Endpoint, allowed: None
) -> None:
    """The header holds the columns of the result's type, and the cells are what the rows of JSON Lines hold."""
    arguments = [*words(endpoint), *required(endpoint)]
    header, *rows = table(retroach(*arguments, "--csv"))
    records = retroach(*arguments, "--jsonl").lines

    assert tuple(header) == columns_of(endpoint.result)
    names = [name for name in header if name not in MOVING]
    assert [row[header.index(name)] for row in rows for name in names] == [
        spelt(record, name) for record in records for name in names
    ]
    assert all({name.split(".")[0] for name in header} <= {*record} for record in records)


MOVING = ("timestamp", "minutes_left")
"""Columns that change with the time of each answer."""


def spelt(record: Any, column: str) -> str:
    """A value within an object, as a cell."""
    for name in column.split("."):
        record = (record or {}).get(name)
    if record is None or isinstance(record, str):
        return record or ""
    return json.dumps(record, ensure_ascii=False)


@every
def test_no_column_stands_twice(endpoint: Endpoint) -> None:
    """Neither a result nor the outcome of a batch has two columns of one name."""
    for columns in (columns_of(endpoint.result), columns_of_outcomes(endpoint.result)):
        assert len(columns) == len({*columns})


@pytest.mark.parametrize("option", ["--csv", "--jsonl"])
def test_rows_of_all_pages_are_printed_as_they_come(process: Process, emulator: Emulator, option: str) -> None:
    """The rows of the first page are there while the second page is waited for."""
    emulator.inject(Fault.SLOW, times=None, match=lambda _, params: params.get("o") == "3")
    call = process("get-user-completion-progress", "MaxMilyin", "--count", "3", "--all", option)
    assert call.stdout
    lines = [call.stdout.readline() for _ in range(4 if option == "--csv" else 3)]
    call.send_signal(signal.SIGINT)
    out, err = call.communicate(timeout=20)

    assert (call.returncode, out, err) == (130, "", "")
    assert all(line.endswith("\n") for line in lines)


def test_a_failure_prints_no_header(retroach: Call) -> None:
    """A call that fails leaves standard output empty in every format."""
    assert [retroach("get-game", "999999999", f"--{option}").out for option in OPTIONS] == [""] * len(OPTIONS)


@pytest.mark.parametrize("option", OPTIONS)
def test_a_reader_that_has_seen_enough(process: Process, option: str) -> None:
    """A command ends with 0, in silence, when nobody reads the pipe any more."""
    reader, writer = os.pipe()
    os.close(reader)
    call = process("get-game", "14402", f"--{option}", stdout=writer)
    os.close(writer)
    _, err = call.communicate(timeout=20)

    assert (call.returncode, err) == (0, "")


# The registry, and a check


def test_endpoints_as_csv(retroach: Call) -> None:
    """Each endpoint is a row; its parameters are JSON in one cell."""
    header, *rows = table(retroach("endpoints", "--csv"))
    first = dict(zip(header, rows[0], strict=True))

    assert [row[0] for row in rows] == [*ENDPOINTS]
    assert (first["name"], first["path"], first["result"], first["paged"]) == (
        "get_game",
        "API_GetGame.php",
        "Game",
        "false",
    )
    assert [param["name"] for param in json.loads(first["parameters"])] == ["username", "api_key", "game_id"]


def test_findings_as_csv(retroach: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each finding of a check is a row."""

    async def made(ra: object, planned: Plan, secret: object) -> Any:
        yield Compared(name="get_game", findings=(Finding(drift=Drift.NEW_VALUE, path="Kind", found="9", of=2),))
        yield Compared(name="get_user_claims", skipped="not for the owner of this key")

    monkeypatch.setattr("retroach_async.cli.check.make_calls", made)
    ended = retroach("check", "--csv")

    assert ended.code == 1
    assert ended.out == "endpoint,drift,path,expected,found,times,of\nget_game,new value,Kind,,9,1,2\n"


def test_a_plan_as_csv(retroach: Call) -> None:
    """Each call of a plan is a row; its arguments are JSON in one cell."""
    ended = retroach("check", "--dry-run", "--only", "get-game", "--csv")

    assert ended.out == 'endpoint,arguments\nget_game,"{""game_id"": ""14402""}"\n'
