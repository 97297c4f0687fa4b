"""Files of a job that are damaged, locked, or of another program."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from retroach_async import Client, ConfigurationError
from retroach_async.jobs.files import JobFiles
from tests.jobs.conftest import Site, names

HEADER = {"retroach": 1, "endpoint": "get_achievement_distribution", "options": {}}


@pytest.mark.parametrize("value", [5, [], "text", {}, {"players": 5}, {"players": {"x": 1}}])
async def test_line_with_another_kind_of_answer_is_asked_for_again(
    ra: Client, site: Site, tmp_path: Path, value: object
) -> None:
    """A line of which no rows can be made hinders no run: its key counts as never asked for."""
    lines = [HEADER, {"key": 1, "ok": True, "value": value}]
    (tmp_path / "spread.csv.part.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    report = await ra.batch(ra.get_achievement_distribution, [1, 2]).to_file(tmp_path / "spread.csv", explode=True)
    assert (report.is_whole, sorted(site.asked)) == (True, [1, 2])


@pytest.mark.parametrize(
    "header",
    [{"retroach": 1}, {**HEADER, "endpoint": 5}, {**HEADER, "options": 7}, {**HEADER, "options": []}, [], 1],
)
async def test_first_line_of_another_kind_is_refused(ra: Client, tmp_path: Path, header: object) -> None:
    """A first line that does not say of which job it is makes no journal."""
    part = tmp_path / "games.csv.part.jsonl"
    part.write_text(f"{json.dumps(header)}\n")
    with pytest.raises(ConfigurationError, match="is no journal of a job"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv")


@pytest.mark.parametrize(
    "memory",
    [
        "",
        "5",
        "[" * 100_000,
        '{"retroach": 1, "jobs": null}',
        '{"retroach": 1, "jobs": {"get_game": 5}}',
        '{"retroach": 1, "jobs": {"get_game": {"options": 5}}}',
        '{"retroach": 1, "jobs": {"get_game": {"options": {}, "explode": false, "without_rows": 5}}}',
    ],
)
async def test_damaged_memory_counts_as_missing(ra: Client, tmp_path: Path, memory: str) -> None:
    """A file whose hidden companion is damaged is taken as it is, like one without a companion."""
    await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv")
    (tmp_path / ".games.csv.job.json").write_text(memory)
    assert (await ra.batch(ra.get_game, [1, 2]).to_file(tmp_path / "games.csv")).asked == 1
    assert (await ra.batch(ra.get_game, [1, 2]).to_file(tmp_path / "games.csv")).kept == 2


async def test_what_is_no_database_is_refused_before_a_request(ra: Client, site: Site, tmp_path: Path) -> None:
    """A restart replaces a table, never what is no database, nor a view; it says so before anything is asked for."""
    (tmp_path / "letters.db").write_bytes(b"Dear reader,\nthis is not a table.\n")
    with pytest.raises(ConfigurationError, match=r"letters\.db is no database of SQLite"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "letters.db", restart=True)
    with closing(sqlite3.connect(tmp_path / "views.db")) as database:
        database.execute("CREATE VIEW get_game AS SELECT 1 AS key")
    for restart in (False, True):
        with pytest.raises(ConfigurationError, match="get_game is no table"):
            await ra.batch(ra.get_game, [1]).to_file(tmp_path / "views.db", restart=restart)
    assert site.asked == []


async def test_locked_database_is_told_and_nothing_is_lost(
    ra: Client, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that another program has locked is no foreign file; what was answered meanwhile is kept."""
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: connect(path, **{**options, "timeout": 0}))
    file = tmp_path / "games.db"
    await ra.batch(ra.get_game, [1]).to_file(file)
    with closing(connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ConfigurationError, match=r"games\.db cannot be read: database is locked"):
            await ra.batch(ra.get_game, [1, 2]).to_file(file)
        other.execute("ROLLBACK")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OSError, match="database is locked"):
            await ra.batch(ra.get_game, [1, 2]).to_file(file)
    assert (await ra.batch(ra.get_game, [1, 2]).to_file(file)).kept == 2
    assert site.asked == [1, 2]


@pytest.mark.parametrize("name", ["a\0b.csv", "\ud800.csv", f"{'x' * 300}.csv"])
async def test_name_that_no_file_can_have_is_refused(ra: Client, site: Site, tmp_path: Path, name: str) -> None:
    """A name with a NUL, with half a letter, or too long, is a mistake of the program and told as one."""
    with pytest.raises(ConfigurationError):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / name)
    assert site.asked == []


@pytest.mark.parametrize("restart", [False, True])
async def test_folder_in_place_of_the_journal_is_named(ra: Client, tmp_path: Path, restart: bool) -> None:
    """What hinders a job is named by its own name."""
    (tmp_path / "games.csv.part.jsonl").mkdir()
    with pytest.raises(ConfigurationError, match=r"games\.csv\.part\.jsonl cannot be used: Is a directory"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv", restart=restart)


def full_disk(*_: object, **__: object) -> Any:
    """Write to a disk without room."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


async def test_disk_that_is_full_from_the_start_is_an_os_error(
    ra: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is no mistake of the program, also where not even the first line fits; nothing was begun."""
    told: list[object] = []
    monkeypatch.setattr("retroach_async.jobs.journal.Journal._write", full_disk)
    with pytest.raises(OSError, match="No space left"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv", on_progress=told.append)
    assert told == []
    monkeypatch.undo()
    assert (await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv")).is_whole


class Full:
    """A file on a disk without room."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    write = writelines = full_disk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
async def test_disk_that_is_full_at_the_end_is_told_alike(
    ra: Client, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """In every format it is the error of the system, whatever library makes the file."""
    replacing = JobFiles.replacing

    @contextmanager
    def full(files: JobFiles, path: Path) -> Iterator[Any]:
        with replacing(files, path) as file:
            yield Full(file)

    file = tmp_path / f"games.{ending}"
    monkeypatch.setattr(JobFiles, "replacing", full)
    with pytest.raises(OSError, match="No space left") as caught:
        await ra.batch(ra.get_game, [1]).to_file(file)
    monkeypatch.undo()
    assert caught.value.errno == errno.ENOSPC
    assert names(tmp_path) == {f"{file.name}.part.jsonl"}
    assert (await ra.batch(ra.get_game, [1]).to_file(file)).kept == 1
    assert site.asked == [1]


async def wait_for_report(_: object) -> None:
    """Be a function that nobody would wait for."""


@pytest.mark.parametrize("tell", [wait_for_report, 5, "print"])
async def test_report_goes_to_a_plain_function(ra: Client, tmp_path: Path, tell: Any) -> None:
    """Reports go to a function that is called: an async one would never run."""
    with pytest.raises(ConfigurationError, match="on_progress takes a plain function"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv", on_progress=tell)


async def test_file_is_on_the_disk_before_the_journal_goes(
    ra: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the power fails there is the journal or a whole file, since the file is forced to the disk first."""
    steps: list[str] = []

    def noted(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            steps.append(name)
            return step(*args, **options)

        return run

    monkeypatch.setattr(os, "fsync", noted("force", os.fsync))
    monkeypatch.setattr(Path, "replace", noted("replace", Path.replace))
    monkeypatch.setattr(Path, "unlink", noted("remove", Path.unlink))
    await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv")
    assert steps[:2] == ["force", "replace"]
