"""The place of the kept key, whatever stands there, and the key as people give it."""

from __future__ import annotations

import builtins
import getpass
import io
import os
import sys
from pathlib import Path

import pytest

from retroach_async import ConfigurationError, Credentials
from retroach_async.cli.key_file import forget, keep, kept, key_file
from retroach_async.emulator import Emulator
from tests.cli.conftest import Call


@pytest.fixture
def file(environment: pytest.MonkeyPatch) -> Path:
    """The path of the file, while no variable holds a key."""
    environment.delenv("RETROACHIEVEMENTS_API_KEY")
    return key_file()


def feed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Let standard input hold something."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))


@pytest.mark.parametrize("command", ["login", "logout", "whoami"])
@pytest.mark.parametrize("where", ["{}", "--stdin={}", "--verbose={}", "--user Scott {}"])
def test_a_key_that_is_typed_as_an_argument_is_not_repeated(
    retroach: Call, canary: str, command: str, where: str
) -> None:
    """The terminal's log, or that of a script, would have it."""
    ended = retroach(command, *where.format(canary).split())
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert canary not in ended.err + ended.out


@pytest.mark.parametrize("around", ["\ufeff{}\n", " {}\t\r\n", "{}"])
def test_what_stands_around_a_key_is_no_part_of_it(
    retroach: Call, file: Path, monkeypatch: pytest.MonkeyPatch, canary: str, around: str
) -> None:
    """A file of Windows has a mark, and whoever copies a key takes a space along."""
    feed(monkeypatch, around.format(canary).encode())
    assert retroach("login", "--stdin").code == 0
    assert kept(file) == Credentials("", canary)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xffkey\n", "it is no text in the encoding"), (b"a\x01b\n", "the key holds a line break or another control")],
)
def test_a_key_that_is_no_text_is_told(
    retroach: Call, file: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    """It is a wrong argument, in words about the key, and nothing is kept."""
    feed(monkeypatch, content)
    ended = retroach("login", "--stdin")
    assert ended.code == 2
    assert words in ended.err
    assert not file.exists()


@pytest.mark.usefixtures("file")
def test_a_name_or_a_key_in_another_encoding_is_told(
    retroach: Call, monkeypatch: pytest.MonkeyPatch, canary: str
) -> None:
    """A terminal of another encoding is no mistake of the program."""

    def garbled(_: str) -> str:
        return canary.encode().join((b"", b"\xff")).decode()

    feed(monkeypatch, b"")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", garbled)
    key = retroach("login", "--user", "Scott")
    monkeypatch.setattr(builtins, "input", garbled)
    name = retroach("login")

    assert (key.code, name.code) == (2, 2)
    assert "the key cannot be read" in key.err
    assert "the user name is no text" in name.err
    assert canary not in key.err + name.err


def test_the_prompt_is_no_answer(retroach: Call, file: Path, monkeypatch: pytest.MonkeyPatch, canary: str) -> None:
    """A person whose standard output goes to a file sees what is asked."""
    feed(monkeypatch, b"Scott\n")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda _: canary)
    ended = retroach("login")
    assert (ended.code, ended.out) == (0, "")
    assert "User name (may be empty): " in ended.err
    assert kept(file) == Credentials("Scott", canary)


@pytest.mark.parametrize("folder", ["settings", "./settings", ""])
def test_only_a_whole_path_names_the_folder(
    environment: pytest.MonkeyPatch, retroach: Call, tmp_path: Path, folder: str
) -> None:
    """A relative one would leave keys in working directories, so the usual folder is taken."""
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        environment.setenv(name, folder)
    environment.setattr(Path, "home", lambda: tmp_path / "home")
    assert key_file() == tmp_path / "home" / ".config" / "retroach" / "credentials.toml"


def test_nobody_without_a_home_folder_has_a_key(environment: pytest.MonkeyPatch) -> None:
    """The variable that helps is named."""

    def homeless() -> Path:
        raise RuntimeError

    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        environment.delenv(name)
    environment.setattr(Path, "home", homeless)
    with pytest.raises(ConfigurationError, match="there is no home folder for the key: set "):
        key_file()


def test_a_deep_file_is_damaged(file: Path) -> None:
    """What takes the reader too deep is damage like any other."""
    keep(Credentials("Scott", "good"), file)
    file.write_text(f"a = {'[' * 60_000}", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="is damaged: run `retroach login` once more"):
        kept(file)


def test_a_pipe_is_not_waited_for(file: Path) -> None:
    """Nobody may ever write to it."""
    file.parent.mkdir(parents=True)
    os.mkfifo(file, 0o600)
    with pytest.raises(ConfigurationError, match="is no file with a key"):
        kept(file)


def test_a_device_is_no_file(file: Path) -> None:
    """A device has no end."""
    file.parent.mkdir(parents=True)
    file.symlink_to("/dev/zero")
    with pytest.raises(ConfigurationError, match="is no file with a key"):
        kept(file)


def test_a_link_stays_and_no_key_is_left_behind_it(file: Path, tmp_path: Path) -> None:
    """The key behind a link is replaced by login, and removed by logout."""
    target = tmp_path / "settings.toml"
    file.parent.mkdir(parents=True)
    file.symlink_to(target)
    keep(Credentials("Scott", "first"), file)
    keep(Credentials("Scott", "second"), file)
    assert file.is_symlink()
    assert kept(file) == Credentials("Scott", "second")
    assert "first" not in target.read_text("utf-8")

    assert forget(file)
    assert not target.exists()
    assert not file.is_symlink()
    assert not forget(file)


def test_a_refused_key_is_told_with_its_place(
    retroach: Call, file: Path, monkeypatch: pytest.MonkeyPatch, environment: pytest.MonkeyPatch
) -> None:
    """Who has two keys learns which of them is not good."""
    keep(Credentials("Scott", "a-wrong-key"), file)
    assert f"the server does not know the key of {file} " in retroach("whoami").err
    environment.setenv("RETROACHIEVEMENTS_API_KEY", "a-wrong-key")
    assert "the server does not know the key of RETROACHIEVEMENTS_API_KEY " in retroach("whoami").err
    feed(monkeypatch, b"a-wrong-key\n")
    assert "the server does not know this key, so it is not kept" in retroach("login", "--stdin").err


def test_whoami_with_an_impossible_name(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """A name that nobody can have is told before anything is sent."""
    environment.setenv("RETROACHIEVEMENTS_USERNAME", "no body")
    ended = retroach("whoami")
    assert ended.code == 2
    assert "must be a user name or ULID" in ended.err


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ([], 4),
        ({}, 0),
        ({"User": "Scott", "TotalPoints": None}, 0),
        ({"User": ["Scott"], "ULID": 5, "TotalPoints": "12"}, 0),
    ],
)
def test_whoami_needs_no_whole_profile(
    retroach: Call, environment: pytest.MonkeyPatch, emulator: Emulator, profile: object, code: int
) -> None:
    """An answer came, so the key is good, whatever the answer lacks."""
    environment.setenv("RETROACHIEVEMENTS_USERNAME", "Scott")
    environment.setattr("retroach_async.query.Reply.json", lambda _: profile)
    ended = retroach("whoami")
    assert ended.code == code
    assert "mistake" not in ended.err
    assert "good" in ended.out + ended.err
