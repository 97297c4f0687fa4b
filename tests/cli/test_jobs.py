"""Jobs on the command line: `--out`."""

from __future__ import annotations

import csv
import errno
import json
import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from retroach_async.cli import progress
from retroach_async.cli.jobs import plan
from retroach_async.emulator import Emulator, Fault
from retroach_async.transport.limits import LimitState
from tests.cli.conftest import Call

Process = Callable[..., subprocess.Popen[str]]
SPREAD = ("batch", "get-achievement-distribution")


@pytest.fixture(autouse=True)
def _key_is_in_no_file(tmp_path: Path, canary: str) -> Any:
    """No file of a job holds the key."""
    yield
    assert [file for file in tmp_path.rglob("*") if file.is_file() and canary.encode() in file.read_bytes()] == []


@pytest.fixture
def ids(tmp_path: Path) -> Path:
    """A file with forty ids."""
    file = tmp_path / "ids.txt"
    file.write_text("\n".join(map(str, range(1, 41))))
    return file


@pytest.fixture
def asked(emulator: Emulator) -> list[str]:
    """The games of all requests, in order."""
    games: list[str] = []

    def write_down(_: str, params: Mapping[str, str]) -> bool:
        games.append(params.get("i", ""))
        return False

    emulator.inject(Fault.DROP, times=None, match=write_down)
    return games


def state(requests: int, seconds: float) -> LimitState:
    """A limit that nobody waits for."""
    return LimitState(requests, seconds, requests, 0, 0.0)


@pytest.mark.parametrize(
    ("requests", "keys", "limit", "words"),
    [
        (5000, 5000, state(15, 12.0), "5,000 calls at 15 per 12 s: about 67 min"),
        (5000, 5000, state(10, 8.0), "5,000 calls at 10 per 8 s: about 67 min"),
        (300, 30_000, state(60, 61.0), "at least 300 calls for 30,000 keys at 60 per 61 s: about 5 min"),
        (1, 1, state(15, 12.0), "1 call at 15 per 12 s: at once"),
        (50, 50, state(15, 12.0), "50 calls at 15 per 12 s: about 40 s"),
        (30_000, 30_000, state(4, 1.5), "30,000 calls at 4 per 1.5 s: about 3 h 8 min"),
        (30, 30, None, "30 calls"),
    ],
)
def test_plan_says_how_many_calls_and_how_long(requests: int, keys: int, limit: LimitState | None, words: str) -> None:
    """The number of calls, the limit, and the time that follows from both."""
    assert plan(requests, keys, limit) == words


def test_job_says_its_plan_and_its_end(retroach: Call, ids: Path, tmp_path: Path) -> None:
    """A job prints nothing on standard output; on standard error are the plan and the end, and later "done already"."""
    file, limit = tmp_path / "spread.csv", ("--limit", "1000/1")
    first = retroach(*SPREAD, "--ids-from", str(ids), "--hardcore", "--out", str(file), *limit)
    again = retroach(*SPREAD, "--ids-from", str(ids), "--hardcore", "--out", str(file), *limit)

    assert (first.code, first.out) == (0, "")
    assert first.err == "retroach: 40 calls at 1,000 per 1 s: at once\nretroach: spread.csv: 40 done\n"
    assert (again.code, again.err) == (0, "retroach: spread.csv: done already, 40 of 40\n")
    with file.open(newline="") as text:
        assert sorted(int(row["key"]) for row in csv.DictReader(text)) == list(range(1, 41))


def test_new_ids_are_added(retroach: Call, asked: list[str], tmp_path: Path) -> None:
    """With more ids than before only the new ones are asked for."""
    out = ("--out", str(tmp_path / "games.jsonl"))
    retroach("batch", "get-game", "1", "999999999", *out)
    more = retroach("batch", "get-game", "1", "2", "999999999", *out)

    assert more.code == 0
    assert more.err.splitlines() == [
        "retroach: 2 of 3 are there already",
        "retroach: 1 call at 15 per 12 s: at once",
        "retroach: games.jsonl: 3 done, 1 of them not found",
    ]
    assert sorted(asked) == ["1", "2", "999999999"]


@pytest.mark.usefixtures("without_retries")
def test_failures_are_told_listed_and_tried_again(retroach: Call, emulator: Emulator, tmp_path: Path) -> None:
    """What failed is not done: exit code 1, a list of the keys, and a run of the list that mends all of them."""
    file, failed = tmp_path / "games.csv", tmp_path / "games.csv.failed.jsonl"
    emulator.inject(Fault.SERVER_ERROR, times=None, match=lambda _, params: params.get("i") in {"2", "3"})
    first = retroach("batch", "get-game", "1", "2", "3", "--out", str(file))
    rows = [json.loads(line) for line in failed.read_text().splitlines()]
    emulator.heal()
    second = retroach("batch", "get-game", "--ids-from", str(failed), "--out", str(file))

    assert first.code == 1
    assert first.err.splitlines()[-1] == (
        "retroach: games.csv: 1 done, 2 failed; games.csv.failed.jsonl has them, and the same command tries them again"
    )
    assert sorted(row["key"] for row in rows) == [2, 3]
    assert (second.code, second.err.splitlines()[-1]) == (0, "retroach: games.csv: 2 done")
    assert not failed.exists()
    assert retroach("batch", "get-game", "1", "2", "3", "--out", str(file)).err.endswith("done already, 3 of 3\n")


def test_wrong_key_ends_with_3_and_the_right_one_goes_on(
    retroach: Call, environment: pytest.MonkeyPatch, canary: str, tmp_path: Path
) -> None:
    """A wrong key is one line; the journal of the same job goes on with the right key."""
    file = tmp_path / "games.db"
    environment.setenv("RETROACHIEVEMENTS_API_KEY", "nobodys-key")
    wrong = retroach("batch", "get-game", "1", "2", "--out", str(file))
    environment.setenv("RETROACHIEVEMENTS_API_KEY", canary)
    right = retroach("batch", "get-game", "1", "2", "--out", str(file))

    assert (wrong.code, len(wrong.err.splitlines())) == (3, 2)
    assert "HTTP 401" in wrong.err
    assert not file.with_suffix(".db.failed.jsonl").exists()
    assert (right.code, right.err.splitlines()[-1]) == (0, "retroach: games.db: 2 done")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--out", "games.txt"], "the file must end in .jsonl, .csv, .parquet, .sqlite or .db"),
        (["--out", "no/games.csv"], "there is no folder no"),
        (["--out", "games.csv", "--json"], "--out takes the format from the ending of FILE"),
        (["--out", "games.csv", "--csv"], "--out takes the format from the ending of FILE"),
        (["--out", "games.csv", "--columns", "key"], "--out takes the format from the ending of FILE"),
        (["--restart"], "--restart needs --out FILE"),
        (["--explode"], "--explode needs --out FILE"),
        (["--out", "spread.jsonl", "--explode"], "explode is for tables"),
    ],
)
def test_options_that_do_not_fit_end_with_2(
    retroach: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str], message: str
) -> None:
    """What cannot be done is refused before a request, in one line."""
    monkeypatch.chdir(tmp_path)
    ended = retroach(*SPREAD, "1", *words)
    assert ended.code == 2
    assert ended.err.startswith(f"retroach: {message}")
    assert ended.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("without_retries")
def test_other_options_end_with_2_and_restart_begins_anew(retroach: Call, emulator: Emulator, tmp_path: Path) -> None:
    """A part of other options is left alone; `--restart` takes its place."""
    out = ("--out", str(tmp_path / "spread.csv"))
    emulator.inject(Fault.SERVER_ERROR, times=None, match=lambda _, params: params.get("i") == "2")
    retroach(*SPREAD, "1", "2", "--hardcore", *out)
    other = retroach(*SPREAD, "1", "2", *out)
    emulator.heal()
    anew = retroach(*SPREAD, "1", "2", *out, "--restart")

    assert other.code == 2
    assert "is of another job, get_achievement_distribution with hardcore=1" in other.err
    assert (anew.code, anew.err.splitlines()[-1]) == (0, "retroach: spread.csv: 2 done")


def test_distributions_in_long_form(retroach: Call, tmp_path: Path) -> None:
    """With --explode each number of unlocks is a line: key, unlocks, players."""
    file = tmp_path / "spread.csv"
    retroach(*SPREAD, "14402", "--hardcore", "--out", str(file), "--explode")
    header, first, *_ = file.read_text().splitlines()
    assert (header, first.split(",")[:2]) == ("key,unlocks,players", ["14402", "1"])


def test_v2_asks_for_a_hundred_ids_at_once(retroach: Call, tmp_path: Path) -> None:
    """The plan counts requests, not ids."""
    keys = map(str, range(1, 151))
    ended = retroach("batch", "v2", "games", "get", *keys, "--out", str(tmp_path / "games.parquet"))
    assert ended.err.splitlines()[0] == "retroach: at least 2 calls for 150 keys at 60 per 61 s: at once"
    assert ended.code == 0


def test_full_disk_is_told_in_a_few_lines(retroach: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No space left: exit code 1, what is kept, and the reason."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file = tmp_path / "games.csv"
    monkeypatch.setattr("retroach_async.jobs.journal.Journal.add", full)
    ended = retroach("batch", "get-game", "1", "--out", str(file))
    assert ended.code == 1
    assert ended.err.splitlines()[1:] == [
        "retroach: 0 of 1 done; games.csv.part.jsonl keeps them, and the same command goes on from there",
        f"retroach: cannot write {file}: No space left on device",
    ]


@pytest.mark.parametrize("end", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("held_by", ["server", "limit"])
def test_signal_ends_a_job_cleanly(
    process: Process, emulator: Emulator, ids: Path, tmp_path: Path, *, end: tuple[signal.Signals, int], held_by: str
) -> None:
    """While the server hangs or the limit is waited for, a signal ends the job at once, and says how to go on."""
    if held_by == "server":
        emulator.inject(Fault.SLOW, times=None, match=lambda _, params: params.get("i") not in {"1", "2", "3"})
    limit = "1000/1" if held_by == "server" else "3/3600"
    part = tmp_path / "games.csv.part.jsonl"
    job = process("batch", "get-game", "--ids-from", str(ids), "--out", str(tmp_path / "games.csv"), "--limit", limit)
    assert job.stderr
    job.stderr.readline()
    while not part.exists() or part.read_bytes().count(b"\n") < 4:
        assert job.poll() is None
    job.send_signal(end[0])
    out, err = job.communicate(timeout=2)

    assert (job.returncode, out) == (end[1], "")
    assert err == "retroach: 3 of 40 done; games.csv.part.jsonl keeps them, and the same command goes on from there\n"
    assert not (tmp_path / "games.csv").exists()


def test_sigterm_ends_a_stream_with_its_summary(process: Process, emulator: Emulator) -> None:
    """Without --out the summary is printed, too, and what was printed is whole."""
    emulator.inject(Fault.SLOW, times=None, match=lambda _, params: params.get("i") == "3")
    batch = process("batch", "get-game", "1", "2", "3", "--json")
    assert batch.stdout
    lines = [batch.stdout.readline() for _ in range(2)]
    batch.send_signal(signal.SIGTERM)
    out, err = batch.communicate(timeout=2)

    assert (batch.returncode, out) == (143, "")
    assert {json.loads(line)["key"] for line in lines} == {1, 2}
    assert err == "retroach: 2 done of 3, interrupted, 0 failed\n"


def test_two_at_once_are_refused(process: Process, emulator: Emulator, tmp_path: Path) -> None:
    """The second of two equal commands ends with 2; the first one is not disturbed."""
    words = ("batch", "get-game", "1", "--out", str(tmp_path / "games.csv"))
    emulator.inject(Fault.SLOW, times=1)
    first = process(*words)
    assert first.stderr
    first.stderr.readline()
    second = process(*words)
    _, err = second.communicate(timeout=20)
    assert second.returncode == 2
    assert err == "retroach: another run writes games.csv: is the same command running twice?\n"
    emulator.heal()
    first.terminate()
    first.communicate(timeout=20)
    assert first.returncode == 143


def test_terminal_shows_the_progress_of_a_job(retroach: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A terminal shows a bar, and how many have failed."""
    console = Console(stderr=True, force_terminal=True, width=80, no_color=True)
    monkeypatch.setattr("retroach_async.cli.jobs.stderr", lambda: console)
    ended = retroach("batch", "get-game", "1", "2", "3", "--out", str(tmp_path / "games.csv"))
    assert "3/3" in ended.err


def test_line_is_printed_now_and_then_without_a_terminal(
    retroach: Call, monkeypatch: pytest.MonkeyPatch, ids: Path, tmp_path: Path
) -> None:
    """A log of a job shows that it is alive."""
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    monkeypatch.setattr("retroach_async.cli.jobs._TICK", 0.001)
    ended = retroach(
        "batch", "get-game", "--ids-from", str(ids), "--out", str(tmp_path / "games.csv"), "--limit", "99/1"
    )
    middle = ended.err.splitlines()[1:-1]
    assert middle
    assert all(" of 40 done" in line for line in middle)


def test_wait_for_the_limit_is_shown() -> None:
    """Whoever looks at the progress learns what is waited for."""
    from retroach_async.cli.jobs import _waiting

    assert _waiting(None) == ""
    assert _waiting(state(15, 12.0)) == ""
    assert _waiting(LimitState(15, 12.0, 0, 3, 0.0)) == "waiting for the limit"
    assert _waiting(LimitState(15, 12.0, 0, 3, 29.6)) == "paused by the server for 30 s"
