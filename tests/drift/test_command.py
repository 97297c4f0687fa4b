"""`retroach check`."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from retroach_async.drift import Compared, Drift, Finding, Plan, plan
from retroach_async.emulator import Emulator, Fault
from tests.cli.conftest import Call

QUICKLY = ("--every", "0.001")

FINDINGS = (
    Compared(
        name="get_game_extended",
        findings=(
            Finding(drift=Drift.MISSING_KEY, path="Title", expected="text"),
            Finding(drift=Drift.UNKNOWN_KEY, path="Achievements.*.Novelty", found="text 'new'", times=15, of=15),
        ),
    ),
    Compared(name="get_user_claims", unseen=("[]",)),
    Compared(name="get_user_summary", findings=(Finding(drift=Drift.FAILED_CALL, found="Server Error (HTTP 500)"),)),
    Compared(name="get_user_want_to_play_list", skipped="not for the owner of this key"),
    Compared(
        name="v2.games.get",
        findings=(
            Finding(drift=Drift.UNKNOWN_KEY, path="data.relationships.novelty", found="object with 'data'"),
            Finding(drift=Drift.NEW_VALUE, path="included[systems].type", expected="systems", found="text 'new'"),
        ),
        unseen=("included[systems].attributes.types[]",),
    ),
)


@pytest.fixture
def drifted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has changed."""

    async def made(ra: object, planned: Plan, secret: object) -> Any:
        for compared in FINDINGS:
            yield compared

    monkeypatch.setattr("retroach_async.cli.check.make_calls", made)


def plain(text: str) -> list[str]:
    """The lines that a terminal shows, without colours."""
    return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text).splitlines()]


def test_emulator_passes(retroach: Call, emulator: Emulator) -> None:
    """All endpoints that a key may read are called once each, and the exit code is 0."""
    before = emulator.requests
    ended = retroach("check", *QUICKLY)

    assert ended.code == 0
    planned = len(plan().calls)
    assert emulator.requests - before == planned
    assert f"{planned} of {planned} answers compared, no drift" in ended.out


@pytest.mark.usefixtures("without_retries")
def test_check_says_what_it_will_do(retroach: Call, emulator: Emulator) -> None:
    """Before the first call it tells how many there will be, where to, for whom, and how fast."""
    emulator.inject(Fault.UNAVAILABLE)
    announcement, *log = retroach("check", "--only", "get-game,v2.health", *QUICKLY, "--verbose").err.splitlines()

    assert announcement == (
        f"retroach: 2 calls (1 to {emulator.base_url}, 1 to {emulator.v2_base_url})"
        " for the owner of the key, about MaxMilyin, one every 0.001 s: about 0 s"
    )
    assert "attempt 1" in log[0]


def test_check_is_for_the_owner_of_the_key(retroach: Call, environment: pytest.MonkeyPatch, emulator: Emulator) -> None:
    """Whose name is known is asked about, and told."""
    environment.setenv("RETROACHIEVEMENTS_USERNAME", "Scott")
    ended = retroach("check", "--only", "get-user-profile", "--dry-run")

    assert ended.out.splitlines() == ["get_user_profile  user=Scott"]
    assert ended.err == f"retroach: 1 call (1 to {emulator.base_url}) for Scott, one every 1 s: about 1 s\n"


def test_check_is_polite(retroach: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client makes one request in every second, unless it is told otherwise."""
    limits = []

    def client(*, limit: Any, **_: Any) -> Any:
        limits.append((limit.requests, limit.seconds))
        raise KeyboardInterrupt

    monkeypatch.setattr("retroach_async.cli.check.client", client)
    retroach("check")
    retroach("check", "--every", "2.5")

    assert limits == [(1, 1.0), (1, 2.5)]


@pytest.mark.parametrize("pause", ["0", "-1", "61", "nan"])
def test_pause_that_makes_no_sense_is_refused(retroach: Call, emulator: Emulator, pause: str) -> None:
    """A pause is more than nothing and shorter than what a call may take."""
    before = emulator.requests
    ended = retroach("check", f"--every={pause}")

    assert ended.code == 2
    assert "every must be" in ended.err
    assert emulator.requests == before


def test_dry_run_calls_nothing(retroach: Call, emulator: Emulator, environment: pytest.MonkeyPatch) -> None:
    """The calls are listed with their arguments, and where those come from; it takes no key."""
    environment.delenv("RETROACHIEVEMENTS_API_KEY")
    before = emulator.requests
    ended = retroach("check", "--dry-run", "--only", "get-leaderboard-entries")
    listed = retroach("check", "--dry-run", "--only", "get-leaderboard-entries", "--json").json

    assert ended.code == 0
    assert [line.split(maxsplit=1) for line in ended.out.splitlines()] == [
        ["get_game_leaderboards", "game_id=14402, count=25"],
        ["get_leaderboard_entries", "count=25, leaderboard_id=<from get_game_leaderboards>"],
    ]
    assert [each["endpoint"] for each in listed] == ["get_game_leaderboards", "get_leaderboard_entries"]
    assert emulator.requests == before


def test_unknown_name_is_refused(retroach: Call) -> None:
    """A name that no endpoint has is a wrong argument."""
    ended = retroach("check", "--only", "get-gmae")

    assert ended.code == 2
    assert "get_gmae" in ended.err


@pytest.mark.usefixtures("drifted")
def test_drift_is_an_exit_code(retroach: Call) -> None:
    """When anything is found the exit code is 1."""
    assert retroach("check").code == 1


@pytest.mark.usefixtures("drifted")
def test_pipe_gets_one_line_for_each_finding(retroach: Call) -> None:
    """In a pipe each line is complete, so that it can be searched."""
    lines = retroach("check").out.splitlines()

    assert [re.split(r" {2,}", line) for line in lines[:6]] == [
        ["endpoint", "drift", "where", "expected", "found", "times"],
        ["get_game_extended", "missing key", "Title", "text", "1/1"],
        ["get_game_extended", "unknown key", "Achievements.*.Novelty", "text 'new'", "15/15"],
        ["get_user_summary", "failed call", "Server Error (HTTP 500)", "1/1"],
        ["v2.games.get", "unknown key", "data.relationships.novelty", "object with 'data'", "1/1"],
        ["v2.games.get", "new value", "included[systems].type", "systems", "text 'new'", "1/1"],
    ]
    assert lines[6:] == [
        "",
        f"3 of {len(plan().calls)} answers compared, 4 differences found, 1 failed call",
        *(f"skipped {name}: {reason}" for name, reason in plan().not_called.items()),
        "skipped get_user_want_to_play_list: not for the owner of this key",
        "not compared, being empty or absent: get_user_claims [], v2.games.get included[systems].attributes.types[]",
    ]


@pytest.mark.usefixtures("drifted")
def test_terminal_gets_a_table(retroach: Call, on_a_terminal: pytest.MonkeyPatch) -> None:
    """On a terminal the findings stand below their endpoints, in columns that fit."""
    lines = plain(retroach("check").out)

    assert lines[:12] == [
        "  drift        where                       expected  found",
        "─" * 80,
        "get_game_extended",
        "  missing key  Title                       text",
        "  unknown key  Achievements.*.Novelty                text 'new' (15/15)",
        "",
        "get_user_summary",
        "  failed call  the whole answer                      Server Error (HTTP 500)",
        "",
        "v2.games.get",
        "  unknown key  data.relationships.novelty            object with 'data'",
        "  new value    included[systems].type      systems   text 'new'",
    ]
    assert max(map(len, lines)) <= 80


@pytest.mark.usefixtures("drifted")
def test_narrow_terminal_folds(retroach: Call, on_a_terminal: pytest.MonkeyPatch) -> None:
    """Where there is little room nothing is lost."""
    on_a_terminal.setenv("COLUMNS", "50")
    lines = plain(retroach("check").out)

    assert max(map(len, lines[:12])) <= 50
    assert "Novelty" in "".join("".join(lines).split())


@pytest.mark.usefixtures("drifted")
def test_programs_get_everything(retroach: Call) -> None:
    """With --json every finding is there with its endpoint, and everything that was not compared."""
    report = retroach("check", "--json").json

    assert report["user"] == "MaxMilyin"
    assert report["planned"] == len(plan().calls)
    assert report["answered"] == len(FINDINGS)
    assert report["findings"][1] == {
        "endpoint": "get_game_extended",
        "drift": "unknown key",
        "path": "Achievements.*.Novelty",
        "expected": "",
        "found": "text 'new'",
        "times": 15,
        "of": 15,
    }
    assert report["skipped"] == plan().not_called | {"get_user_want_to_play_list": "not for the owner of this key"}
    assert report["findings"][3]["path"] == "data.relationships.novelty"
    assert report["unseen"] == {"get_user_claims": ["[]"], "v2.games.get": ["included[systems].attributes.types[]"]}


@pytest.mark.usefixtures("without_retries")
def test_what_was_found_before_a_failure_is_told(retroach: Call, emulator: Emulator) -> None:
    """When the check cannot go on, the results so far are printed, and the exit code is that of the failure."""
    emulator.inject(Fault.DROP, times=None, match=lambda path, _: "GetGameHashes" in path)
    ended = retroach("check", "--only", "get-game,get-game-hashes,get-game-list", *QUICKLY)

    assert ended.code == 6
    assert "1 of 3 answers compared, no drift" in ended.out


def test_wrong_key_is_told_as_such(retroach: Call, environment: pytest.MonkeyPatch, emulator: Emulator) -> None:
    """A key that the server does not know ends the check at its first call."""
    environment.setenv("RETROACHIEVEMENTS_API_KEY", "unknown")
    before = emulator.requests
    ended = retroach("check", *QUICKLY)

    assert ended.code == 3
    assert ended.out == ""
    assert emulator.requests - before == 1


def test_no_key_is_told_before_anything_else(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """Without a key there is nothing to announce."""
    environment.delenv("RETROACHIEVEMENTS_API_KEY")
    ended = retroach("check")

    assert ended.code == 3
    assert "calls" not in ended.err


@pytest.mark.usefixtures("without_retries")
@pytest.mark.parametrize("fault", [None, *(fault for fault in Fault if fault is not Fault.SLOW)])
def test_key_is_never_printed(retroach: Call, canary: str, emulator: Emulator, fault: Fault | None) -> None:
    """Whatever the server does, the key is neither in the report nor in the log."""
    if fault is not None:
        emulator.inject(fault, times=None)
    ended = retroach("check", "--only", "get-game,v2.games.get", *QUICKLY, "--verbose")

    assert ended.out + ended.err
    assert canary not in ended.out + ended.err


def test_server_cannot_command_the_terminal(retroach: Call, on_a_terminal: pytest.MonkeyPatch) -> None:
    """Control characters in keys and values are replaced."""
    escape = "\x1b[2J\x9b31m\u202e"

    async def made(ra: object, planned: Plan, secret: object) -> Any:
        found = Finding(drift=Drift.UNKNOWN_KEY, path=f"a{escape}", found=escape)
        yield Compared(name="get_game", findings=(found,), unseen=(escape,))
        yield Compared(name="get_game_list", skipped=escape)

    on_a_terminal.setattr("retroach_async.cli.check.make_calls", made)
    shown = retroach("check").out
    on_a_terminal.delenv("FORCE_COLOR")
    piped = retroach("check").out
    read = json.loads(retroach("check", "--json").out)

    assert not {"\x9b", "\u202e"} & set(shown + piped)
    assert "\x1b[2J" not in shown + piped
    assert read["findings"][0]["found"] == escape
