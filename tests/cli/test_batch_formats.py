"""Outcomes of a batch as CSV and as JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
from collections.abc import Callable

import pytest

from retroach_async.emulator import Emulator, Fault
from tests.cli.conftest import Call, Ended

Process = Callable[..., subprocess.Popen[str]]


def rows(ended: Ended) -> list[dict[str, str]]:
    """Standard output, read as CSV."""
    return list(csv.DictReader(io.StringIO(ended.out, newline="")))


def test_an_outcome_is_a_line_that_begins_with_its_key(retroach: Call) -> None:
    """A model is one line: the key, no error, and the fields."""
    ended = retroach("batch", "get-game", "14402", "--csv")

    assert ended.code == 0
    assert ended.out.startswith("key,error,id,title,")
    assert [(row["key"], row["error"], row["title"]) for row in rows(ended)] == [("14402", "", "Dragster")]


def test_a_failed_key_is_a_line_with_its_error(retroach: Call) -> None:
    """The error is in the second column, and the fields are empty."""
    ended = retroach("batch", "get-game", "999999999", "14402", "--csv")
    found = {row["key"]: row for row in rows(ended)}

    assert ended.code == 1
    assert found["999999999"]["error"].startswith("NotFound: ")
    assert found["999999999"]["id"] == ""
    assert (found["14402"]["error"], found["14402"]["id"]) == ("", "14402")


def test_a_distribution_is_one_line_with_its_figures(retroach: Call) -> None:
    """In a batch a distribution stays in one line, so that games can be compared."""
    ended = retroach("batch", "get-achievement-distribution", "14402", "--hardcore", "--csv")
    (row,) = rows(ended)

    assert (row["key"], row["mastery_count"], row["total_players"]) == ("14402", "8", "632")
    assert json.loads(row["players"])["1"] == 141


def test_every_row_of_a_page_has_the_key(retroach: Call) -> None:
    """A page is a line for each of its rows."""
    ended = retroach("batch", "get-user-completion-progress", "MaxMilyin", "Scott", "--count", "2", "--csv")

    assert sorted(row["key"] for row in rows(ended)) == ["MaxMilyin", "MaxMilyin", "Scott", "Scott"]


def test_an_answer_without_rows_is_a_line_with_its_key(retroach: Call) -> None:
    """No key is lost, also when its page is empty."""
    ended = retroach("batch", "get-user-completion-progress", "NobodyAtAll", "--csv")
    (row,) = rows(ended)

    assert ended.code == 0
    assert {name: cell for name, cell in row.items() if cell} == {"key": "NobodyAtAll"}


def test_the_keys_of_a_mapping_are_its_entries(retroach: Call) -> None:
    """A mapping is a line for each entry, whose own key is in the column `entry`."""
    ended = retroach("batch", "get-user-progress", "MaxMilyin", "--game-ids", "1,14402", "--csv")

    assert [(row["key"], row["entry"]) for row in rows(ended)] == [("MaxMilyin", "1"), ("MaxMilyin", "14402")]


def test_json_lines_of_a_batch_are_its_json(retroach: Call) -> None:
    """With --jsonl and with --json an outcome is the same line."""
    outcomes = [retroach("batch", "get-game", "14402", option).out for option in ("--jsonl", "--json")]

    assert outcomes[0] == outcomes[1]
    assert json.loads(outcomes[0])["value"]["title"] == "Dragster"


def test_lines_are_printed_as_outcomes_land(process: Process, emulator: Emulator) -> None:
    """Header and finished keys are there while another key is waited for, and Ctrl-C ends with 130."""
    emulator.inject(Fault.SLOW, times=None, match=lambda _, params: params.get("i") == "4")
    batch = process("batch", "get-achievement-count", "1", "2", "4", "--csv")
    assert batch.stdout
    lines = [batch.stdout.readline() for _ in range(3)]
    batch.send_signal(signal.SIGINT)
    out, err = batch.communicate(timeout=20)

    assert (batch.returncode, out) == (130, "")
    assert lines[0] == "key,error,game_id,achievement_ids\n"
    assert {line.split(",")[0] for line in lines[1:]} == {"1", "2"}
    assert err == "retroach: 2 done of 3, interrupted, 0 failed\n"


@pytest.mark.parametrize("option", ["--csv", "--jsonl"])
def test_a_reader_that_has_seen_enough(process: Process, option: str) -> None:
    """A batch ends with 0, in silence, when nobody reads the pipe any more."""
    reader, writer = os.pipe()
    os.close(reader)
    batch = process("batch", "get-game", "1", "2", option, stdout=writer)
    os.close(writer)
    _, err = batch.communicate(timeout=20)

    assert (batch.returncode, err) == (0, "")
