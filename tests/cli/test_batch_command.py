"""One endpoint for many keys."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from retroach_async.emulator import Emulator, Fault
from tests.cli.conftest import Call

Process = Callable[..., subprocess.Popen[str]]


def test_every_key_has_one_line_of_json(retroach: Call) -> None:
    """With --json each outcome is one line, with its key and what the model says."""
    ended = retroach("batch", "get-achievement-distribution", "14402", "1", "2", "--hardcore", "--json")
    outcomes = {line["key"]: line for line in ended.lines}

    assert ended.code == 0
    assert set(outcomes) == {14402, 1, 2}
    assert outcomes[14402]["ok"] is True
    assert outcomes[14402]["value"]["mastery_count"] == 8


def test_every_key_has_one_line_for_people(retroach: Call) -> None:
    """Without --json each outcome is one line of text."""
    ended = retroach("batch", "get-achievement-distribution", "14402", "999999999", "--hardcore")

    assert sorted(ended.out.splitlines()) == [
        "    14402  632 players, 8 of them with all 15 (1.27%)",
        "999999999  empty: no such game, or nothing to unlock",
    ]
    assert ended.err == "retroach: 2 done, 0 failed\n"


def test_a_failed_key_is_an_outcome_and_the_code_tells(retroach: Call) -> None:
    """One unknown game does not hurt the others; the exit code is 1 and its line says why."""
    ended = retroach("batch", "get-game", "14402", "999999999", "--json")
    outcomes = {line["key"]: line for line in ended.lines}

    assert ended.code == 1
    assert outcomes[14402]["ok"] is True
    assert outcomes[999999999]["error"]["type"] == "NotFound"
    assert outcomes[999999999]["error"]["attempts"] == 1
    assert ended.err == "retroach: 1 done, 1 failed\n"


def test_a_failed_key_for_people(retroach: Call) -> None:
    """Without --json the line of a failed key says why."""
    ended = retroach("batch", "get-game", "999999999")

    assert ended.code == 1
    assert ended.out.startswith("999999999  failed: no game 999999999")


def test_keys_come_from_a_file_too(retroach: Call, tmp_path: Path) -> None:
    """Keys of the command line and of a file are one list, without repetitions."""
    file = tmp_path / "ids.txt"
    file.write_text("1\n2, 3\n\n14402", encoding="utf-8")
    ended = retroach("batch", "get-game", "14402", "4", "--ids-from", str(file), "--json")

    assert {line["key"] for line in ended.lines} == {1, 2, 3, 4, 14402}


def test_keys_come_from_standard_input(retroach: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hyphen stands for standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"1 2\n3\n")))
    ended = retroach("batch", "get-game", "--ids-from", "-", "--json")

    assert {line["key"] for line in ended.lines} == {1, 2, 3}


def test_users_are_keys(retroach: Call) -> None:
    """A batch works for any endpoint whose first parameter is the key, and takes its options."""
    ended = retroach("batch", "get-user-completion-progress", "MaxMilyin", "Scott", "--count", "2", "--json")

    assert {line["key"]: len(line["value"]["results"]) for line in ended.lines} == {"MaxMilyin": 2, "Scott": 2}


def test_other_required_parameters_become_options(retroach: Call) -> None:
    """Every other required parameter is given once, by name."""
    ended = retroach("batch", "get-game-info-and-user-progress", "14402", "1", "--user", "MaxMilyin", "--json")

    assert {line["value"]["id"] for line in ended.lines} == {14402, 1}


def test_resources_of_v2_are_keys(retroach: Call) -> None:
    """A command of a V2 group is a command of `batch` too."""
    ended = retroach("batch", "v2", "games", "get", "14402", "1", "--json")

    assert {line["value"]["id"] for line in ended.lines} == {14402, 1}


def test_a_limit_can_be_given(retroach: Call) -> None:
    """A limit of one's own holds for the batch."""
    ended = retroach("batch", "get-game", *map(str, range(1, 31)), "--limit", "1000/1", "--json")

    assert (ended.code, len(ended.lines)) == (0, 30)


@pytest.mark.parametrize("format_", ["--json", "--jsonl", "--csv", None])
def test_a_wrong_key_is_told_once(
    retroach: Call, environment: pytest.MonkeyPatch, emulator: Emulator, format_: str | None
) -> None:
    """A key that the server does not know ends the batch with its code and one line, not with a line per id."""
    key, asked = f"nobodys-key-{format_}", list[str]()
    environment.setenv("RETROACHIEVEMENTS_API_KEY", key)

    def write_down(path: str, params: Mapping[str, str]) -> bool:
        if params.get("y") == key:  # the requests that another batch gave up may still arrive
            asked.append(path)
        return False

    emulator.inject(Fault.DROP, times=None, match=write_down)
    ended = retroach("batch", "get-game", *map(str, range(1, 101)), *([format_] if format_ else []))

    assert (ended.code, ended.out) == (3, "")
    plan, error = ended.err.splitlines()
    assert plan == "retroach: 100 calls at 15 per 12 s: about 80 s"
    assert "HTTP 401" in error
    assert 1 <= len(asked) <= 10


def test_ctrl_c_leaves_whole_lines(process: Process, emulator: Emulator) -> None:
    """Ctrl-C in the middle ends with 130; what was printed is whole, and standard error says how far it came."""
    emulator.inject(Fault.SLOW, times=None, match=lambda _, params: params.get("i") == "4")
    batch = process("batch", "get-game", "1", "2", "3", "4", "--json")
    assert batch.stdout
    lines = [batch.stdout.readline() for _ in range(3)]
    batch.send_signal(signal.SIGINT)
    out, err = batch.communicate(timeout=20)

    assert batch.returncode == 130
    assert {json.loads(line)["key"] for line in lines} == {1, 2, 3}
    assert out == ""
    assert err == "retroach: 3 done of 4, interrupted, 0 failed\n"


def test_a_reader_that_has_seen_enough(process: Process) -> None:
    """A batch ends without a traceback when nobody reads the pipe any more."""
    reader, writer = os.pipe()
    os.close(reader)
    batch = process("batch", "get-game", "1", "2", "--json", stdout=writer)
    os.close(writer)
    _, err = batch.communicate(timeout=20)

    assert batch.returncode == 1
    assert err.startswith("retroach: 1 done of 2, interrupted")
    assert err.count("\n") == 1
