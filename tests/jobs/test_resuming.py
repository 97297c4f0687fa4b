"""Jobs that are ended and gone on with."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from retroach_async import Args, AuthenticationFailed, Client, ConfigurationError, plain
from retroach_async.jobs import JobReport
from tests.jobs.conftest import KNOWN, Site, names, records

ENDINGS = ["jsonl", "csv", "parquet", "sqlite", "db"]


@pytest.mark.parametrize("ending", ENDINGS)
async def test_file_is_all_that_is_left_and_is_done_already(
    ra: Client, site: Site, tmp_path: Path, ending: str
) -> None:
    """A whole job leaves its file alone; the same job asks for nothing, and says that all was there."""
    file = tmp_path / f"games.{ending}"
    first = await ra.batch(ra.get_game, [1, 2, KNOWN + 1]).to_file(file)
    again = await ra.batch(ra.get_game, [1, 2, KNOWN + 1]).to_file(file)

    assert (first.ok, first.not_found, first.failed, first.asked, first.kept) == (2, 1, 0, 3, 0)
    assert (again.done, again.asked, again.kept, again.is_whole) == (3, 0, 3, True)
    assert (first.path, first.left, first.requests) == (file, 0, 3)
    assert sorted(site.asked) == [1, 2, KNOWN + 1]
    assert names(tmp_path) == {file.name}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_only_new_keys_are_asked_for(ra: Client, site: Site, tmp_path: Path, ending: str) -> None:
    """With more keys than before the file grows by them, whatever its format."""
    file, whole = tmp_path / f"games.{ending}", tmp_path / f"whole.{ending}"
    await ra.batch(ra.get_game, [3, KNOWN + 1]).to_file(file)
    report = await ra.batch(ra.get_game, [1, 3, KNOWN + 1, 2]).to_file(file)
    assert sorted(site.asked) == [1, 2, 3, KNOWN + 1]
    assert (report.asked, report.kept, report.total) == (2, 2, 4)
    await ra.batch(ra.get_game, [3, KNOWN + 1, 1, 2]).ordered().to_file(whole)
    again = await ra.batch(ra.get_game, [1, 2, 3, KNOWN + 1]).to_file(file)
    assert again.asked == 0
    if ending in {"jsonl", "csv", "parquet"}:
        assert file.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("ending", ["csv", "parquet", "db"])
async def test_distribution_without_rows_is_remembered(ra: Client, site: Site, tmp_path: Path, ending: str) -> None:
    """In an exploded table an empty distribution has no row, and is yet not asked for again."""
    file = tmp_path / f"spread.{ending}"
    for keys in ([5, 6], [5, 6], [5, 6, 10], [5, 6, 10]):
        await ra.batch(ra.get_achievement_distribution, keys).to_file(file, explode=True)
    assert sorted(site.asked) == [5, 6, 10]


async def test_failures_are_tried_by_the_next_run(ra: Client, site: Site, tmp_path: Path) -> None:
    """The file is there without what failed, which is listed; the journal stays, and the next run asks for it alone."""
    file = tmp_path / "spread.jsonl"
    site.broken = {2, 3}
    first = await ra.batch(ra.get_achievement_distribution, range(1, 6)).to_file(file)
    failed = records(tmp_path / "spread.jsonl.failed.jsonl")

    assert (first.ok, first.failed, first.is_whole) == (3, 2, False)
    assert [line["key"] for line in records(file)] == [1, 4, 5]
    assert [(line["key"], line["error"], line["status"], line["attempts"]) for line in failed] == [
        (2, "ServerError", 500, 1),
        (3, "ServerError", 500, 1),
    ]
    assert names(tmp_path) == {file.name, f"{file.name}.part.jsonl", f"{file.name}.failed.jsonl"}

    site.broken = {3}
    second = await ra.batch(ra.get_achievement_distribution, range(1, 6)).to_file(file)
    assert (second.kept, second.asked, second.failed) == (3, 2, 1)
    assert [line["key"] for line in records(tmp_path / "spread.jsonl.failed.jsonl")] == [3]

    site.broken = set()
    third = await ra.batch(ra.get_achievement_distribution, range(1, 6)).to_file(file)
    assert third.is_whole
    assert site.asked[5:] in ([2, 3, 3], [3, 2, 3])
    assert [line["key"] for line in records(file)] == [1, 2, 3, 4, 5]
    assert names(tmp_path) == {file.name}


async def test_wrong_key_ends_the_job_and_the_right_one_goes_on(ra: Client, site: Site, tmp_path: Path) -> None:
    """What every key would meet is raised; the journal is kept for a run with the right key."""
    file = tmp_path / "games.csv"

    def revoke(report: JobReport) -> None:
        site.is_key_wrong = report.done >= 4

    with pytest.raises(AuthenticationFailed):
        await ra.batch(ra.get_game, range(1, 30)).with_concurrency(1).to_file(file, on_progress=revoke)
    assert names(tmp_path) == {"games.csv.part.jsonl"}
    site.is_key_wrong = False
    report = await ra.batch(ra.get_game, range(1, 30)).to_file(file)
    assert report.is_whole
    assert report.kept >= 4
    assert len(file.read_text("utf-8").splitlines()) > 29


async def test_cancelled_job_keeps_what_has_landed(ra: Client, site: Site, tmp_path: Path) -> None:
    """A cancellation is prompt, frees the file, and loses nothing that was answered."""
    file, enough = tmp_path / "spread.csv", asyncio.Event()

    def watch(report: JobReport) -> None:
        if report.done >= 20:
            enough.set()

    batch = ra.batch(ra.get_achievement_distribution, range(1, 101))
    job = asyncio.create_task(batch.to_file(file, on_progress=watch))
    await enough.wait()
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    answered = len(site.asked)
    report = await ra.batch(ra.get_achievement_distribution, range(1, 101)).to_file(file)
    assert report.kept >= 20
    assert answered <= report.kept + 3
    assert len(site.asked) <= 100 + 3


async def test_torn_line_is_cut_off(ra: Client, site: Site, tmp_path: Path) -> None:
    """A line that a kill has cut short counts as never written, wherever it was cut."""
    file, part = tmp_path / "spread.jsonl", tmp_path / "spread.jsonl.part.jsonl"
    site.broken = {3}
    await ra.batch(ra.get_achievement_distribution, [1, 2, 3]).to_file(file)
    whole, site.broken = part.read_bytes(), set()
    last = len(whole.splitlines(keepends=True)[-1])
    for cut in (1, 2, last - 1, last, last + 1, last + 30):
        part.write_bytes(whole[:-cut])
        site.transport.queries.clear()
        report = await ra.batch(ra.get_achievement_distribution, [1, 2, 3]).to_file(file)
        assert report.is_whole
        assert 3 in site.asked
        assert len(site.asked) <= 2
        assert [line["key"] for line in records(file)] == [1, 2, 3]


@pytest.mark.parametrize("cut", [0, 1, 12, 40])
async def test_journal_with_half_of_its_first_line_begins_anew(ra: Client, tmp_path: Path, cut: int) -> None:
    """A process that was killed at once leaves a journal which hinders nobody."""
    part, file = tmp_path / "spread.csv.part.jsonl", tmp_path / "spread.csv"
    begin = '{"retroach": 1, "endpoint": "get_achievement_distribution"'
    part.write_text(begin[:cut])
    assert (await ra.batch(ra.get_achievement_distribution, [1, 2]).to_file(file)).asked == 2


async def test_damaged_line_is_asked_for_again(ra: Client, site: Site, tmp_path: Path) -> None:
    """A line that cannot be read is no answer; the lines around it are."""
    file, part = tmp_path / "spread.jsonl", tmp_path / "spread.jsonl.part.jsonl"
    site.broken = {4}
    await ra.batch(ra.get_achievement_distribution, [1, 2, 3, 4]).ordered().with_concurrency(1).to_file(file)
    lines = part.read_bytes().splitlines(keepends=True)
    part.write_bytes(b"".join([*lines[:2], b"\0" * 20 + b"\n", *lines[3:]]))
    site.broken = set()
    await ra.batch(ra.get_achievement_distribution, [1, 2, 3, 4]).to_file(file)
    assert sorted(site.asked) == [1, 2, 2, 3, 4, 4]


async def test_restart_begins_anew(ra: Client, site: Site, tmp_path: Path) -> None:
    """Whatever is there is asked for again, and nothing of the old file is left in the new one."""
    file = tmp_path / "spread.csv"
    await ra.batch(ra.get_achievement_distribution, [1, 2], hardcore=True).to_file(file)
    site.broken = {2}
    report = await ra.batch(ra.get_achievement_distribution, [2, 3]).to_file(file, restart=True)
    assert (report.asked, report.failed) == (2, 1)
    site.broken = set()
    await ra.batch(ra.get_achievement_distribution, [2, 3]).to_file(file)
    assert [line.split(",")[0] for line in file.read_text().splitlines()] == ["key", "3", "2"]


async def test_file_is_made_although_the_end_was_missed(ra: Client, site: Site, tmp_path: Path) -> None:
    """A journal in which all is answered becomes the file without a request."""
    file, part = tmp_path / "spread.csv", tmp_path / "spread.csv.part.jsonl"
    site.broken = {2}
    await ra.batch(ra.get_achievement_distribution, [1, 2]).to_file(file)
    kept, site.broken = part.read_bytes(), set()
    await ra.batch(ra.get_achievement_distribution, [1, 2]).to_file(file)
    whole, count = file.read_bytes(), len(site.asked)
    part.write_bytes(kept.splitlines(keepends=True)[0] + b"".join(lines_of(1, 2)))
    file.unlink()
    report = await ra.batch(ra.get_achievement_distribution, [1, 2]).to_file(file)
    assert (len(site.asked), report.asked) == (count, 0)
    assert file.read_bytes().count(b"\n") == whole.count(b"\n")
    assert not part.exists()


def lines_of(*keys: int) -> list[bytes]:
    """Lines of a journal about games with one achievement."""
    value = {"game_id": 1, "hardcore": False, "flags": 3, "players": {"1": 1}}
    return [f"{json.dumps({'key': key, 'ok': True, 'value': value})}\n".encode() for key in keys]


async def test_values_are_those_of_the_models(ra: Client, tmp_path: Path) -> None:
    """A line has the key and the plain form of the value; where there is no such thing, the error."""
    file = tmp_path / "games.jsonl"
    await ra.batch(ra.get_game, [7, KNOWN + 5]).to_file(file)
    missing, found = records(file)
    assert found == {"key": 7, "ok": True, "value": plain(await ra.get_game(7))}
    assert missing["ok"] is False
    assert missing["error"] == {"type": "NotFound", "message": "no game 1005", "status": 404, "attempts": 1}


async def test_keys_with_several_arguments_are_told_apart(ra: Client, site: Site, tmp_path: Path) -> None:
    """`Args` are keys of a job as well, and all of their arguments count."""
    file = tmp_path / "spread.jsonl"
    keys = [Args(1, hardcore=True), Args(1, hardcore=False), Args(2)]
    for _ in range(2):
        report = await ra.batch(ra.get_achievement_distribution, keys).to_file(file)
        assert report.done == 3
    assert len(site.asked) == 3
    assert {"args": [1], "options": {"hardcore": True}} in [line["key"] for line in records(file)]


async def test_report_is_told_from_the_start_on(ra: Client, tmp_path: Path) -> None:
    """The first report comes before the first request; the last one is what the job returns."""
    told: list[JobReport] = []
    report = await ra.batch(ra.get_game, [1, 2, 3]).to_file(tmp_path / "games.csv", on_progress=told.append)
    assert (told[0].done, told[0].left, told[0].requests) == (0, 3, 3)
    assert len(told) == 4
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert told[-1] == report


async def test_batch_is_used_once(ra: Client, tmp_path: Path) -> None:
    """A batch that has written a file is used up, also when there was nothing to ask for."""
    batch: Any = ra.batch(ra.get_game, [])
    await batch.to_file(tmp_path / "games.csv")
    for use in (batch.to_file(tmp_path / "games.csv"), batch.__aenter__()):
        with pytest.raises(ConfigurationError, match="make another one"):
            await use


async def test_batch_writes_one_file(ra: Client, site: Site, tmp_path: Path) -> None:
    """While a batch writes a file it can neither write another one nor be entered; the file is whole."""
    batch = ra.batch(ra.get_game, [1, 2])
    site.transport.hold()
    first = asyncio.create_task(batch.to_file(tmp_path / "games.csv"))
    await asyncio.sleep(0)
    with pytest.raises(ConfigurationError, match="a batch is used once"):
        await batch.to_file(tmp_path / "others.csv")
    with pytest.raises(ConfigurationError, match="a batch is entered once"):
        async with batch:
            pass
    await site.transport.arrived(2)
    with pytest.raises(ConfigurationError, match="a batch is used once"):
        await batch.to_file(tmp_path / "others.csv")
    site.transport.release()
    assert (await first).is_whole
    assert names(tmp_path) == {"games.csv"}
