"""The key in use: kept by `retroach login`, found in its file or in the environment, and shown by nothing."""

from __future__ import annotations

import getpass
import io
import os
import pty
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from retroach_async import Client, ConfigurationError, Credentials
from retroach_async.cli.key_file import keep, kept, key_file
from retroach_async.emulator import Emulator, Fault, RateRule
from tests.cli.conftest import Background, Call
from tests.faults.leaks import assert_unseen, everything_shown_by

UNFIT = {
    "a damaged file": b'api_key = "Canary',
    "no text": b'api_key = "Canary\xff"',
    "no key": b'username = "Scott"',
    "a key of another type": b"api_key = 5",
    "a key that is surrounded by space": b'api_key = " Canary "',
}


@pytest.fixture
def file(environment: pytest.MonkeyPatch) -> Path:
    """The path of the file, while no variable holds a key."""
    environment.delenv("RETROACHIEVEMENTS_API_KEY")
    return key_file()


@pytest.fixture
def typed(file: Path, monkeypatch: pytest.MonkeyPatch, canary: str) -> pytest.MonkeyPatch:
    """Somebody at a terminal who types a name and the key."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: " maxmilyin ")
    monkeypatch.setattr(getpass, "getpass", lambda _: canary)
    return monkeypatch


def texts_below(folder: Path) -> dict[Path, str]:
    """The content of every file in a folder."""
    return {path: path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("typed")
def test_login_keeps_the_key_in_that_file_only(retroach: Call, file: Path, canary: str, tmp_path: Path) -> None:
    """The file is private, its folder too, the name is spelt as on the site, and nothing else has the key."""
    ended = retroach("login")
    facts = tomllib.loads(file.read_text("utf-8"))

    assert ended.code == 0
    assert ended.out == ""
    assert f"the key is good, and kept in {file} as that of MaxMilyin" in ended.err
    assert canary not in ended.err
    assert facts == {"username": "MaxMilyin", "api_key": canary}
    assert [path for path, text in texts_below(tmp_path).items() if canary in text] == [file]
    assert [*file.parent.iterdir()] == [file]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_commands_use_the_kept_key(retroach: Call, file: Path, canary: str) -> None:
    """Without the variable a command takes the key of the file, and so does a batch."""
    keep(Credentials("MaxMilyin", canary), file)

    assert retroach("get-game", "14402", "--columns", "title").out.split() == ["title", "Dragster"]
    assert retroach("batch", "get-game", "14402").code == 0
    assert retroach("check", "--only", "get-game", "--every", "0.001").code == 0


def test_the_environment_takes_precedence(
    retroach: Call, file: Path, environment: pytest.MonkeyPatch, canary: str
) -> None:
    """The variable is used, whatever the file says; login tells so, and logout too."""
    keep(Credentials("Scott", "another-key"), file)
    assert retroach("get-game", "14402").code == 3
    environment.setenv("RETROACHIEVEMENTS_API_KEY", canary)

    assert retroach("get-game", "14402").code == 0
    assert "RETROACHIEVEMENTS_API_KEY is still set" in retroach("logout").err
    assert not file.exists()


def test_login_reads_a_key_from_standard_input(
    retroach: Call, file: Path, monkeypatch: pytest.MonkeyPatch, canary: str
) -> None:
    """For scripts the first line of standard input is the key, and the name is an option."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{canary}\r\nmore\n"))

    assert retroach("login", "--stdin", "--user", "Scott").code == 0
    assert kept(file) == Credentials("Scott", canary)


def test_a_new_login_takes_the_place_of_the_old_one(
    retroach: Call, file: Path, typed: pytest.MonkeyPatch, canary: str
) -> None:
    """The file is replaced as a whole, also one that others could read."""
    keep(Credentials("Scott", "old"), file)
    file.chmod(0o644)

    assert retroach("login", "--user", "").code == 0
    assert kept(file) == Credentials("", canary)
    assert "old" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("key", "user", "code"),
    [("a-wrong-key", "Scott", 3), ("a-wrong-key", "", 3), ("", "Scott", 2), ("a\x07b", "Scott", 2)],
)
def test_a_key_that_is_not_good_is_not_kept(
    retroach: Call, typed: pytest.MonkeyPatch, key: str, user: str, code: int
) -> None:
    """Before the file is written the server has known the key."""
    typed.setattr(getpass, "getpass", lambda _: key)
    ended = retroach("login", "--user", user)

    assert ended.code == code
    assert not key or key not in ended.err
    assert not key_file().exists()


@pytest.mark.usefixtures("typed", "without_retries")
def test_a_key_that_could_not_be_tried_is_not_kept(retroach: Call, emulator: Emulator) -> None:
    """Neither a wrong name nor a server that fails leaves a file."""
    assert "there is no user NoSuchPlayer" in retroach("login", "--user", "NoSuchPlayer").err
    emulator.inject(Fault.TRUNCATE)

    assert retroach("login", "--user", "").code == 6
    assert not key_file().exists()


def test_login_asks_on_a_terminal_only(retroach: Call, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe it says how to give the key, and an empty pipe holds none."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    asked, empty = retroach("login"), retroach("login", "--stdin")

    assert (asked.code, empty.code) == (2, 2)
    assert "retroach login --stdin" in asked.err
    assert empty.err == "retroach: no key on standard input\n"


def test_a_terminal_that_ends_gives_no_key(retroach: Call, typed: pytest.MonkeyPatch) -> None:
    """Ctrl-D at a question ends with 2."""

    def end(_: str) -> str:
        raise EOFError

    typed.setattr("builtins.input", end)
    ended = retroach("login")

    assert ended.code == 2
    assert ended.err.endswith("retroach: no key given\n")


def test_a_terminal_that_cannot_hide_is_refused(retroach: Call, typed: pytest.MonkeyPatch) -> None:
    """Where the key would be seen it is not asked for."""

    def warn(_: str) -> str:
        import warnings

        warnings.warn("cannot hide", getpass.GetPassWarning, stacklevel=1)
        return "seen"

    typed.setattr(getpass, "getpass", warn)
    ended = retroach("login", "--user", "Scott")

    assert ended.code == 2
    assert "cannot hide" in ended.err


def test_the_key_is_not_echoed(file: Path, canary: str) -> None:
    """A real terminal shows the questions and not the key."""
    leader, follower = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-m", "retroach_async", "login", "--user", "Scott"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    shown = b""
    while b"(not shown)" not in shown:
        shown += os.read(leader, 4096)
    os.write(leader, f"{canary}\n".encode())
    while b"kept in" not in shown:
        shown += os.read(leader, 4096)
    code = started.wait(20)
    os.close(leader)

    assert code == 0
    assert canary.encode() not in shown
    assert kept(file) == Credentials("Scott", canary)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(retroach: Call, file: Path, canary: str, mode: int) -> None:
    """The message says how to mend it, and the key is not used."""
    keep(Credentials("Scott", canary), file)
    file.chmod(mode)
    ended = retroach("get-game", "14402")

    assert (ended.code, ended.out) == (2, "")
    assert f"chmod 600 {file}" in ended.err
    assert canary not in ended.err


@pytest.mark.parametrize("content", UNFIT.values(), ids=UNFIT)
def test_a_file_that_holds_no_key_is_told_without_showing_it(retroach: Call, file: Path, content: bytes) -> None:
    """A damaged file ends with 2; no frame of the error shows what is in it."""
    file.parent.mkdir(parents=True)
    file.touch(0o600)
    file.write_bytes(content)
    ended = retroach("get-game", "14402")

    assert ended.code == 2
    assert "retroach login" in ended.err
    assert "Canary" not in ended.err
    with pytest.raises(ConfigurationError) as caught:
        kept(file)
    assert_unseen("Canary", everything_shown_by(caught.value.with_traceback(caught.tb.tb_next)))


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    file: Path, retroach: Call, typed: pytest.MonkeyPatch, canary: str
) -> None:
    """A disk that is full changes nothing, and no part of the new file is left."""
    keep(Credentials("Scott", "old"), file)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    typed.setattr(os, "fsync", fail)
    ended = retroach("login", "--user", "Scott")

    assert ended.code == 1
    assert ended.err.endswith(f"cannot write {file}: No space left on device\n")
    assert [*file.parent.iterdir()] == [file]
    assert kept(file) == Credentials("Scott", "old")


def test_logout_removes_the_file(retroach: Call, file: Path, canary: str) -> None:
    """Afterwards there is no key, and a second time there is nothing to remove."""
    keep(Credentials("Scott", canary), file)

    assert retroach("logout").err == f"retroach: removed {file}\n"
    assert not file.exists()
    assert (retroach("logout").code, retroach("get-game", "1").code) == (0, 3)
    assert "retroach login" in retroach("get-game", "1").err


def test_a_client_of_a_program_does_not_read_the_file(file: Path, canary: str) -> None:
    """The file is the command line's own."""
    keep(Credentials("Scott", canary), file)

    with pytest.raises(ConfigurationError, match="RETROACHIEVEMENTS_API_KEY"):
        Client()


def test_the_server_for_assistants_does_not_read_the_file(retroach: Call, file: Path, canary: str) -> None:
    """A host gives it the key in the environment, or it has none."""
    keep(Credentials("Scott", canary), file)
    ended = retroach("mcp")

    assert ended.code == 3
    assert "no key: set RETROACHIEVEMENTS_API_KEY" in ended.err


# Who am I


def test_whoami_tells_the_source_the_owner_and_the_limit(
    retroach: Call, environment: pytest.MonkeyPatch, emulator: Emulator, canary: str
) -> None:
    """One call is enough."""
    environment.setenv("RETROACHIEVEMENTS_USERNAME", "maxmilyin")
    before = emulator.requests
    ended = retroach("whoami")

    assert ended.code == 0
    assert emulator.requests == before + 1
    assert "good, from RETROACHIEVEMENTS_API_KEY" in ended.out
    assert "MaxMilyin, 78,461 points" in ended.out
    assert "this program sends 15 in any 12 s" in ended.out
    assert canary not in ended.out


def test_whoami_repeats_what_the_server_tells_of_its_limit(
    retroach: Call, environment: pytest.MonkeyPatch, background: Background
) -> None:
    """What is left is known to a server that counts aloud."""
    emulator = Emulator(limit=RateRule(60, 60.0))
    background.run(emulator.start())
    environment.setenv("RETROACHIEVEMENTS_BASE_URL", emulator.base_url)
    shown, facts = retroach("whoami").out, retroach("whoami", "--json").json
    background.run(emulator.aclose())

    assert "59 of 60 requests left" in shown
    assert (facts["requests_left"], facts["requests"]) == (58, 60)


def test_whoami_knows_no_owner_whom_nobody_named(retroach: Call, file: Path, canary: str) -> None:
    """The site names no owner, so nothing is guessed; the file is named as the source."""
    keep(Credentials("", canary), file)
    facts = retroach("whoami", "--json").json

    assert facts["source"] == str(file)
    assert (facts["key"], facts["user"]) == ("good", None)
    assert "set RETROACHIEVEMENTS_USERNAME" in retroach("whoami").out


@pytest.mark.parametrize(("key", "code"), [("a-wrong-key", 3), ("", 3), (" spaced", 2)])
def test_whoami_with_a_key_that_is_not_good(
    retroach: Call, environment: pytest.MonkeyPatch, key: str, code: int
) -> None:
    """A wrong key and a missing one end with 3, one that cannot be a key with 2 and the variable's name."""
    environment.setenv("RETROACHIEVEMENTS_API_KEY", key)
    ended = retroach("whoami")

    assert (ended.code, ended.out) == (code, "")
    assert code == 3 or ended.err == "retroach: RETROACHIEVEMENTS_API_KEY is surrounded by space\n"


def test_whoami_with_a_name_that_nobody_has(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """A good key with a wrong name is told apart from a wrong key."""
    environment.setenv("RETROACHIEVEMENTS_USERNAME", "NoSuchPlayer")
    ended = retroach("whoami")

    assert ended.code == 4
    assert "the key is good, but there is no user NoSuchPlayer" in ended.err
