"""Jobs that are refused, before anything is asked or written."""

from __future__ import annotations

import asyncio
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retroach_async import AchievementFlags, Args, Client, ConfigurationError, InvalidRequest, v2
from retroach_async.batch import Batch
from retroach_async.jobs.calls import job_call
from tests.jobs.conftest import Site, names

OFFICIAL = AchievementFlags.OFFICIAL
"""The server's own default."""


@pytest.fixture
async def unfinished(ra: Client, site: Site, tmp_path: Path) -> Path:
    """A job of which one key has failed."""
    file = tmp_path / "spread.csv"
    site.broken = {2}
    await ra.batch(ra.get_achievement_distribution, [1, 2], hardcore=True).to_file(file)
    site.broken = set()
    site.transport.queries.clear()
    return file


async def test_other_options_are_refused(ra: Client, site: Site, unfinished: Path) -> None:
    """A journal is of one call with its options; the message names both."""
    kept = (unfinished.parent / "spread.csv.part.jsonl").read_bytes()
    with pytest.raises(ConfigurationError, match="with hardcore=1, and this is get_achievement_distribution:"):
        await ra.batch(ra.get_achievement_distribution, [1, 2]).to_file(unfinished)
    with pytest.raises(ConfigurationError, match="and this is get_game"):
        await ra.batch(ra.get_game, [1, 2]).to_file(unfinished)
    assert site.asked == []
    assert (unfinished.parent / "spread.csv.part.jsonl").read_bytes() == kept


async def test_whole_file_of_other_options_is_refused(ra: Client, site: Site, unfinished: Path) -> None:
    """What is done already has to be of the same call, of the same options and in the same form."""
    await ra.batch(ra.get_achievement_distribution, [1, 2], hardcore=True).to_file(unfinished)
    site.transport.queries.clear()
    for batch in (ra.batch(ra.get_achievement_distribution, [1, 2]), ra.batch(ra.get_game, [1, 2])):
        with pytest.raises(
            ConfigurationError, match=r"spread.csv is of another job, .*: take another file, or restart"
        ):
            await batch.to_file(unfinished)
    with pytest.raises(ConfigurationError, match="was made without explode"):
        await ra.batch(ra.get_achievement_distribution, [1, 2], hardcore=True).to_file(unfinished, explode=True)
    assert site.asked == []


async def test_options_are_equal_however_they_are_given(ra: Client, unfinished: Path) -> None:
    """By position or by name, and a default or nothing, are the same options."""
    report = await ra.batch(ra.get_achievement_distribution, [1, 2], flags=OFFICIAL, hardcore=True).to_file(unfinished)
    assert report.kept == 1


async def test_second_run_is_refused_while_the_first_one_writes(ra: Client, site: Site, tmp_path: Path) -> None:
    """Two runs at once would ask for everything twice; when the first one is over, the file is free."""
    site.transport.hold()
    first = asyncio.create_task(ra.batch(ra.get_game, [1, 2]).to_file(tmp_path / "games.csv"))
    await site.transport.arrived(2)
    with pytest.raises(ConfigurationError, match=r"another run writes games\.csv"):
        await ra.batch(ra.get_game, [1, 2]).to_file(tmp_path / "games.csv")
    site.transport.release()
    assert (await first).is_whole
    assert (await ra.batch(ra.get_game, [1, 2]).to_file(tmp_path / "games.csv")).kept == 2


@pytest.mark.parametrize("name", ["games", "games.txt", "games.csv.gz", ".csv", ""])
async def test_ending_that_names_no_format_is_refused(ra: Client, tmp_path: Path, name: str) -> None:
    """The ending says what is written, so another one is refused with the list of those that are known."""
    with pytest.raises(ConfigurationError, match=r"must end in \.jsonl, \.csv, \.parquet, \.sqlite or \.db"):
        await ra.batch(ra.get_game, [1]).to_file(name)


async def test_ending_may_be_in_capitals(ra: Client, tmp_path: Path) -> None:
    """The ending's letters count, not their size."""
    assert (await ra.batch(ra.get_game, [1]).to_file(tmp_path / "GAMES.CSV")).is_whole


async def test_place_that_cannot_be_written_is_refused(ra: Client, site: Site, tmp_path: Path) -> None:
    """A missing folder, and a folder in place of the file, are told before a request is spent."""
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ConfigurationError, match="there is no folder"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "no" / "games.csv")
    with pytest.raises(ConfigurationError, match="is a folder"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "folder.csv")
    assert site.asked == []


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet", "db"])
async def test_file_of_something_else_is_left_alone(ra: Client, tmp_path: Path, ending: str) -> None:
    """A file that no job has written is neither read as one nor written over, unless the job is to restart."""
    file = tmp_path / f"letters.{ending}"
    file.write_bytes(b"Dear reader,\nthis is not a table.\n\xff")
    with pytest.raises(ConfigurationError, match="is no file of this job"):
        await ra.batch(ra.get_game, [1]).to_file(file)
    assert file.read_bytes().startswith(b"Dear reader")
    assert names(tmp_path) == {file.name}


async def test_journal_of_something_else_is_left_alone(ra: Client, tmp_path: Path) -> None:
    """A file with the name of a journal that is none is refused as it is."""
    part = tmp_path / "games.csv.part.jsonl"
    for text in ('{"name": 1}\n', "no JSON\n", "no line", '{"retroach": 2}\n'):
        part.write_text(text)
        with pytest.raises(ConfigurationError, match="is no journal of a job"):
            await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv")
        assert part.read_text() == text


async def test_explode_is_for_tables_of_distributions(ra: Client, tmp_path: Path) -> None:
    """Another answer has no long form, and JSON Lines have no rows."""
    with pytest.raises(ConfigurationError, match="explode is for achievement distributions"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv", explode=True)
    with pytest.raises(ConfigurationError, match="explode is for tables"):
        await ra.batch(ra.get_achievement_distribution, [1]).to_file(tmp_path / "spread.jsonl", explode=True)


async def test_call_without_a_name_is_refused(ra: Client, tmp_path: Path) -> None:
    """Nothing tells what a function of the program's own does, so no later run could go on with it."""

    async def own(key: int) -> int:
        return key

    made: Batch[int, int] = Batch(own, [1], 1)
    for batch in (ra.batch(own, [1]), made):
        with pytest.raises(ConfigurationError, match=r"ra\.batch\(ra\.get_game, ids\)"):
            await batch.to_file(tmp_path / "own.csv")


async def test_wrong_options_are_refused_at_once(ra: Client, site: Site, tmp_path: Path) -> None:
    """An option that cannot be sent, or that the method lacks, is one error, not one for each key."""
    batch: Callable[..., Any] = ra.batch
    with pytest.raises(InvalidRequest, match="hardcore must be True or False"):
        await batch(ra.get_achievement_distribution, [1, 2], hardcore="yes").to_file(tmp_path / "spread.csv")
    for wrong in ({"hardcor": True}, {"game_id": 5}):
        with pytest.raises(TypeError):
            await batch(ra.get_achievement_distribution, [1, 2], **wrong).to_file(tmp_path / "spread.csv")
    with pytest.raises(TypeError):
        await batch(ra.get_game, [1, 2], 3).to_file(tmp_path / "spread.csv")
    with pytest.raises(ConfigurationError, match="keys that JSON can spell"):
        await batch(ra.get_game, [object()]).to_file(tmp_path / "spread.csv")
    assert site.asked == []


class Title(v2.Resource):
    """A model of the program's own."""

    title: str


class TitleAndSystem(v2.Resource):
    """A model of the program's own, with a relation."""

    title: str
    system = v2.One(lambda: v2.System)


def test_options_are_spelt_as_in_a_query(ra: Client) -> None:
    """Options and the fields of an own model have one spelling, in whatever order they were given."""
    get = ra.v2.games.get
    assert job_call(get, (), {"include": ["system"]}).options == {"include": "system"}
    assert job_call(get, (), {"include": None}).options == {}
    one, both = job_call(ra.only(Title, get), (), {}), job_call(ra.only(TitleAndSystem, get), (), {})
    assert one.options == {"fields[games]": "title"}
    assert both.options["include"] == "system"
    assert both.options["fields[games]"] == "system,title"
    assert one.table == "v2_games_get"
    assert job_call(ra.get_user_completion_progress, (), {"count": 50}).options == {"count": "50"}


async def test_full_disk_keeps_the_journal(
    ra: Client, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No space left is an OSError; what was written is whole, and the next run goes on."""
    file, part = tmp_path / "spread.csv", tmp_path / "spread.csv.part.jsonl"
    opened = Path.open

    class Full:
        """A file on a disk that has room for 1,000 bytes; of the line that does not fit it takes the half."""

        def __init__(self, real: Any) -> None:
            self._real = real

        def write(self, text: bytes) -> int:
            if self._real.tell() + len(text) > 1000:
                if len(text) < 20:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                return int(self._real.write(text[: len(text) // 2]))
            return int(self._real.write(text))

        def __getattr__(self, name: str) -> Any:
            return getattr(self._real, name)

    def open_full(path: Path, mode: str = "r", **options: Any) -> Any:
        real = opened(path, mode, **options)
        return Full(real) if path == part and "+" in mode else real

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(OSError, match="No space left"):
        await ra.batch(ra.get_achievement_distribution, range(1, 50)).to_file(file)
    monkeypatch.undo()
    lines = part.read_bytes().splitlines(keepends=True)
    assert all(line.endswith(b"}\n") for line in lines)
    report = await ra.batch(ra.get_achievement_distribution, range(1, 50)).to_file(file)
    assert (report.kept, report.is_whole) == (len(lines) - 1, True)


async def test_disk_that_is_full_at_the_end_keeps_the_journal(
    ra: Client, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the file itself does not fit, the old one stays, nothing half is left, and nothing is asked for again."""
    file = tmp_path / "spread.csv"
    await ra.batch(ra.get_achievement_distribution, [1]).to_file(file)
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("retroach_async.jobs.formats.csv_line", full)
    with pytest.raises(OSError, match="No space left"):
        await ra.batch(ra.get_achievement_distribution, [1, 2, 3]).to_file(file)
    monkeypatch.undo()
    assert file.read_bytes() == before
    assert not (tmp_path / ".spread.csv.new").exists()
    report = await ra.batch(ra.get_achievement_distribution, [1, 2, 3]).to_file(file)
    assert (report.asked, report.kept) == (0, 3)
    assert sorted(site.asked) == [1, 2, 3]


async def test_parquet_without_its_library_is_refused(
    ra: Client, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the extra, before a request is spent."""
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ConfigurationError, match=r"retroach_async\[export\]"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.parquet")
    assert site.asked == []


async def test_keys_are_part_of_no_option(ra: Client, tmp_path: Path) -> None:
    """`Args` may bring what the batch's options leave open."""
    keys = [Args("MaxMilyin", game_id=1)]
    assert job_call(ra.get_game_info_and_user_progress, (), {}).options == {}
    batch: Any = ra.batch(ra.get_game, keys)
    with pytest.raises(ConfigurationError, match="must end in"):
        await batch.to_file(tmp_path / "games")


async def test_torn_journal_beside_a_file_of_something_else_spares_it(ra: Client, tmp_path: Path) -> None:
    """A journal without its first line does not allow to write over what no job has written."""
    (tmp_path / "games.csv.part.jsonl").touch()
    (tmp_path / "games.csv").write_text("Dear reader")
    with pytest.raises(ConfigurationError, match="is no file of this job"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv")
    with pytest.raises(ConfigurationError, match="is no file of this job"):
        await ra.batch(ra.get_game, [1]).to_file(tmp_path / "games.csv")
    assert (tmp_path / "games.csv").read_text() == "Dear reader"
