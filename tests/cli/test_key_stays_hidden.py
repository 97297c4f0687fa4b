"""The key is printed by no command, whatever happens."""

from __future__ import annotations

import pytest

from retroach_async.emulator import Emulator, Fault
from tests.cli.conftest import Call

COMMANDS = [
    ["get-game", "14402"],
    ["get-game", "14402", "--json", "--verbose"],
    ["get-game", "999999999", "-v"],
    ["get-game", "-5"],
    ["get-game", "1", "--api-key", "x"],
    ["--help"],
    ["get-game", "--help"],
    ["endpoints"],
    ["endpoints", "--json"],
    ["endpoints", "--csv"],
    ["get-game", "14402", "--csv", "--verbose"],
    ["batch", "get-game", "14402", "999999999", "--csv", "--verbose"],
    ["batch", "get-game", "14402", "999999999", "--jsonl", "--verbose"],
    ["batch", "get-game", "14402", "999999999", "--verbose"],
    ["v2", "games", "get", "999999999", "--verbose"],
    ["demo", "--verbose"],
    ["whoami", "--verbose"],
    ["whoami", "--json"],
    ["login"],
    ["logout"],
    ["get-game", "14402", "--columns", "key"],
    ["get-game", "14402", "--timeout", "0.000001", "--verbose"],
    ["completion", "bash"],
]


@pytest.mark.usefixtures("in_a_hurry")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_prints_the_key(retroach: Call, canary: str, words: list[str]) -> None:
    """Neither standard output nor standard error holds the key."""
    ended = retroach(*words)

    assert canary not in ended.out
    assert canary not in ended.err
    assert ended.out or ended.err


@pytest.mark.usefixtures("without_retries")
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.SLOW])
@pytest.mark.parametrize("words", [["get-game", "14402"], ["v2", "games", "get", "14402"]], ids=" ".join)
def test_no_failure_prints_the_key(
    retroach: Call, canary: str, emulator: Emulator, words: list[str], fault: Fault
) -> None:
    """However the server fails, and with everything told, the key is not in it."""
    emulator.inject(fault, times=None)
    ended = retroach(*words, "--verbose")

    assert ended.code != 0
    assert ended.err
    assert canary not in ended.out + ended.err


def test_a_key_that_is_not_fit_to_be_one(retroach: Call, environment: pytest.MonkeyPatch, canary: str) -> None:
    """A key with a line break is refused without being shown."""
    environment.setenv("RETROACHIEVEMENTS_API_KEY", f"{canary}\n{canary}")
    ended = retroach("get-game", "14402")

    assert ended.code == 2
    assert "line break" in ended.err
    assert canary not in ended.out + ended.err


def test_a_key_given_as_an_option_is_refused(retroach: Call) -> None:
    """No option takes a key: it would end up in the history of the shell."""
    for option in ("--api-key", "--key", "--y", "--username"):
        ended = retroach("get-game", "14402", option, "secret")
        assert ended.code == 2
