"""Failures: one line, one exit code, no traceback."""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import Callable, Mapping

import pytest

from retroach_async import (
    AuthenticationFailed,
    Blocked,
    ClientClosed,
    ConfigurationError,
    ConnectionFailed,
    DecodeError,
    Forbidden,
    InvalidRequest,
    NotFound,
    RateLimited,
    RetroachError,
    ServerError,
    TemporaryFailure,
    TimedOut,
    TlsFailed,
    UnexpectedRedirect,
    ValidationError,
)
from retroach_async.cli.exits import Exit, exit_code
from retroach_async.emulator import Emulator, Fault
from tests.cli.conftest import Call, Ended

CODES = {
    ConfigurationError: 2,
    InvalidRequest: 2,
    AuthenticationFailed: 3,
    Forbidden: 3,
    NotFound: 4,
    RateLimited: 5,
    ConnectionFailed: 6,
    TlsFailed: 6,
    TimedOut: 6,
    TemporaryFailure: 1,
    Blocked: 1,
    ServerError: 1,
    UnexpectedRedirect: 1,
    DecodeError: 1,
    ValidationError: 1,
    ClientClosed: 1,
    RetroachError: 1,
}


def assert_one_line(ended: Ended) -> None:
    """Nothing on standard output, and on standard error one line that says who speaks."""
    assert ended.out == ""
    assert ended.err.startswith("retroach: ")
    assert ended.err.count("\n") == 1
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(("kind", "code"), CODES.items(), ids=lambda value: getattr(value, "__name__", None))
def test_every_error_has_its_code(kind: type[RetroachError], code: int) -> None:
    """The code follows from the class of the error."""
    assert exit_code(kind("it went wrong")) == code


def test_every_class_of_error_is_listed_here() -> None:
    """A new class of error gets its code on purpose."""
    classes = {RetroachError}
    while new := {child for kind in classes for child in kind.__subclasses__()} - classes:
        classes |= new

    assert {kind for kind in classes if kind.__module__.startswith("retroach_async")} == set(CODES)


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        (["get-game", "-5"], "game_id must be an integer"),
        (["get-game", "abc"], "game_id must be an integer"),
        (["get-game"], "GAME_ID"),
        (["get-game", "1", "2"], "there is no room for 2: see retroach get-game --help"),
        (["get-game", "1", "--nonsense"], "--nonsense"),
        (["get-user-summary", "Scott", "--recent-game-count", "2"], "Did you mean --recent-games-count?"),
        (["v2", "games", "list", "--sort", "titel"], "Did you mean title?"),
        (["v2", "games", "list", "--include", "system,achievement-set"], "Did you mean achievement-sets?"),
        (["get-achievement-distribution", "1", "--flags", "offical"], "Did you mean official?"),
        (["get-achievements-earned-between", "Scott", "2024-05-02", "2024-05-01"], "start must be no later than end"),
        (["get-gam", "1"], 'Did you mean "get-game"'),
        (["v2", "games", "gte", "1"], "gte"),
        (["get-user-profile", "not a name"], "a user name or ULID"),
        (["get-game-rank-and-score", "1", "--kind", "worst"], "one of high-scores (0), latest-masters (1)"),
        (["get-user-completion-progress", "Scott", "--count", "501"], "count must be an integer from 1 to 500"),
        (["v2", "games", "list", "--sort", "beauty"], "each one of id, -id"),
        (["batch", "get-game"], "--ids-from"),
        (["batch", "get-game", "1", "two"], "game_id must be an integer"),
        (["batch", "get-game", "--ids-from", "no/such/file"], "cannot read no/such/file"),
        (["batch", "get-game", "1", "--limit", "fast"], "REQUESTS/SECONDS"),
        (["batch", "get-game", "1", "--limit", "0/1"], "REQUESTS/SECONDS"),
        (["batch", "get-game", "1", "--limit", "99999999999999999999/1"], "at most 1000000 requests"),
        (["batch", "get-game", "1", "--limit", "7" * 5000 + "/1"], "REQUESTS/SECONDS"),
        (["batch", "get-game", "1", "--limit", "1/nan"], "REQUESTS/SECONDS"),
        (["get-game", "7" * 5000], "game_id must be an integer"),
        (["serve", "--limit", "1/0"], "REQUESTS/SECONDS"),
        (["serve", "--port", "65536"], "65535"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else None,
)
def test_wrong_usage_is_told_before_anything_is_sent(
    retroach: Call, emulator: Emulator, words: list[str], excerpt: str
) -> None:
    """A command that cannot be right ends with 2 and says which part of it is wrong."""
    requests = emulator.requests
    ended = retroach(*words)

    assert ended.code == Exit.USAGE
    assert_one_line(ended)
    assert excerpt in ended.err
    assert emulator.requests == requests


def test_without_a_key_the_variable_is_named(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """A missing key ends with 3 and says where the key is looked for."""
    environment.delenv("RETROACHIEVEMENTS_API_KEY")
    ended = retroach("get-game", "1")

    assert ended.code == Exit.AUTHENTICATION
    assert_one_line(ended)
    assert "RETROACHIEVEMENTS_API_KEY" in ended.err


def test_a_key_that_cannot_be_encoded(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """A byte of the environment that is not UTF-8 ends with 2, and the key is not shown."""
    environment.setenv("RETROACHIEVEMENTS_API_KEY", "abc\udcffdef")
    ended = retroach("get-game", "1")

    assert ended.code == Exit.USAGE
    assert_one_line(ended)
    assert "RETROACHIEVEMENTS_API_KEY" in ended.err
    assert "abc" not in ended.err


def test_a_mistake_of_the_program_itself(retroach: Call, environment: pytest.MonkeyPatch, canary: str) -> None:
    """An error that nobody expected ends with 1: its kind and its places are told, and not its text."""

    def fail() -> None:
        raise LookupError(canary)

    environment.setattr("retroach_async.cli.app.build", fail)
    ended = retroach("get-game", "1")

    assert ended.code == Exit.FAILED
    assert_one_line(ended)
    assert "please report it: LookupError at cli/app.py:" in ended.err
    assert canary not in ended.err


def test_a_wrong_key(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """A key that the server does not know ends with 3."""
    environment.setenv("RETROACHIEVEMENTS_API_KEY", "somebody-else")
    ended = retroach("get-game", "1")

    assert ended.code == Exit.AUTHENTICATION
    assert_one_line(ended)


def test_a_wrong_key_in_a_batch(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """A batch with such a key ends with 3 as well, and says it once."""
    environment.setenv("RETROACHIEVEMENTS_API_KEY", "somebody-else")
    ended = retroach("batch", "get-game", "1", "2", "3")

    assert ended.code == Exit.AUTHENTICATION
    assert_one_line(ended)


def test_an_unknown_game(retroach: Call) -> None:
    """A game that does not exist ends with 4."""
    ended = retroach("get-game", "999999999")

    assert ended.code == Exit.NOT_FOUND
    assert_one_line(ended)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.RATE_LIMITED, Exit.RATE_LIMITED),
        (Fault.TRUNCATE, Exit.CONNECTION),
        (Fault.UNAVAILABLE, Exit.FAILED),
        (Fault.SERVER_ERROR, Exit.FAILED),
        (Fault.HTML, Exit.FAILED),
    ],
)
def test_a_failing_server(retroach: Call, emulator: Emulator, without_retries: None, fault: Fault, code: Exit) -> None:
    """A server that fails in some way ends with the code of that way."""
    emulator.inject(fault)
    ended = retroach("get-game", "14402")

    assert ended.code == code
    assert_one_line(ended)


def test_a_server_that_is_not_there(retroach: Call, environment: pytest.MonkeyPatch, without_retries: None) -> None:
    """A refused connection ends with 6."""
    environment.setenv("RETROACHIEVEMENTS_BASE_URL", "http://127.0.0.1:1/API")
    ended = retroach("get-game", "14402")

    assert ended.code == Exit.CONNECTION
    assert_one_line(ended)


def test_an_address_that_would_send_the_key_in_the_clear(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """A base URL that is unsafe ends with 2."""
    environment.setenv("RETROACHIEVEMENTS_BASE_URL", "http://example.com/API")
    ended = retroach("get-game", "14402")

    assert ended.code == Exit.USAGE
    assert_one_line(ended)
    assert "https" in ended.err


def test_ctrl_c(process: Callable[..., subprocess.Popen[str]], emulator: Emulator) -> None:
    """Ctrl-C in the middle of a call ends with 130, without a word."""
    asked = threading.Event()

    def match(path: str, params: Mapping[str, str]) -> bool:
        asked.set()
        return True

    emulator.inject(Fault.SLOW, match=match)
    call = process("get-game", "14402")
    assert asked.wait(20)
    call.send_signal(signal.SIGINT)
    out, err = call.communicate(timeout=20)

    assert (call.returncode, out, err) == (130, "", "")


def test_the_version(retroach: Call) -> None:
    """The version is printed and nothing else."""
    from retroach_async.version import __version__

    assert retroach("--version") == Ended(0, f"{__version__}\n", "")


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["v2"], ["batch", "--help"], ["demo", "-h"]])
def test_help_is_no_failure(retroach: Call, words: list[str]) -> None:
    """Help stands on standard output and ends with 0; a command of commands alone gives help too."""
    ended = retroach(*words)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: retroach")


def test_the_commands_stand_in_groups(retroach: Call) -> None:
    """The front page shows what to start with before the endpoints, and those by their subject."""
    out = retroach("--help").out
    places = [out.index(title) for title in ("Start here", "Many calls", "V1: games", "V1: users", "V2")]

    assert places == sorted(places)
