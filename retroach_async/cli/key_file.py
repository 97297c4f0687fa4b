"""The key in use: that of the environment, or else the one that `retroach login` keeps in a private file.

Only the command line reads the file. `Client()` does not: a program's key is given to it by whoever runs the program.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from retroach_async.credentials import API_KEY_VARIABLE, USERNAME_VARIABLE, Credentials
from retroach_async.errors import AuthenticationFailed, ConfigurationError, RetroachError
from retroach_async.secret import Secret

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LARGEST = 2**16
"""The number of bytes that are read of the file; ours have a few hundred."""


@frozen
class KeyInUse:
    """A key, and the place where it was found."""

    credentials: Credentials
    source: str
    """The variable, or the path of the file."""


def key_file() -> Path:
    """The path of the file: in the user's folder for settings, or in that which XDG_CONFIG_HOME or APPDATA names."""
    variable = "APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME"
    folder = Path(os.environ.get(variable, ""))
    if not folder.is_absolute():  # as the rules of XDG have it: else each working directory would have a key of its own
        try:
            folder = Path.home() / ".config"
        except RuntimeError:
            raise ConfigurationError(f"there is no home folder for the key: set {variable}, or HOME") from None
    return folder / "retroach" / "credentials.toml"


def key_in_use(*, with_kept_key: bool = True) -> KeyInUse:
    """The key of the environment, or else that of the file, unless that one is not wanted.

    Raises `AuthenticationFailed` where there is none, and `ConfigurationError` where it cannot be used.
    """
    if os.environ.get(API_KEY_VARIABLE):
        return KeyInUse(Credentials.from_environment(), API_KEY_VARIABLE)
    file = key_file()
    credentials = kept(file) if with_kept_key else None
    if credentials is None:
        login = "run `retroach login`, or " if with_kept_key else ""
        raise AuthenticationFailed(
            f"no key: {login}set {API_KEY_VARIABLE} to the web API key from your settings on the site"
            " (`retroach demo` and `retroach serve` need none)"
        )
    return KeyInUse(credentials, str(file))


def name_in_use() -> str:
    """The name of the key's owner; empty where nobody has told it, or where there is no key."""
    try:
        return key_in_use().credentials.username
    except RetroachError:
        return os.environ.get(USERNAME_VARIABLE, "")


def kept(file: Path) -> Credentials | None:
    """The credentials in the file; None without a file. Raises `ConfigurationError` where it cannot be used."""
    found = _read(file)
    if isinstance(found, str):
        raise ConfigurationError(found)
    return found


def _read(file: Path) -> Credentials | str | None:
    """The credentials in the file, or what is wrong with it, so that no frame of a traceback shows the key."""
    try:
        with open(file, "rb", opener=_at_once) as opened:
            facts_of_file = os.fstat(opened.fileno())
            if not stat.S_ISREG(facts_of_file.st_mode):
                return f"{file} is no file with a key: remove it, and run `retroach login` once more"
            if os.name == "posix" and facts_of_file.st_mode & _OTHERS:
                return f"{file} can be read by others: run `chmod 600 {file}`, or `retroach login` once more"
            facts = tomllib.loads(opened.read(_LARGEST).decode())
    except FileNotFoundError:
        return None
    except OSError as problem:
        return f"cannot read {file}: {problem.strerror or problem}"
    except (ValueError, RecursionError):  # no TOML, or no UTF-8
        return f"{file} is damaged: run `retroach login` once more"
    return _credentials(facts) or f"{file} holds no key: run `retroach login` once more"


def _at_once(path: str, flags: int) -> int:
    """Open a file; a pipe in its place is not waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _credentials(facts: Mapping[str, object]) -> Credentials | None:
    username, key = facts.get("username", ""), facts.get("api_key")
    if not isinstance(username, str) or not isinstance(key, str):
        return None
    try:
        return Credentials(username, key)
    except ConfigurationError:
        return None


def keep(credentials: Credentials, file: Path) -> None:
    """Write the file anew, at once and for its owner alone. Raises `RetroachError` where it cannot be written.

    A link in its place stays, and the file that it leads to is written.
    """
    wrong = _write(credentials.username, credentials.api_key, _behind(file))
    if wrong:
        raise RetroachError(wrong)


def _write(username: str, secret: Secret, file: Path) -> str | None:
    """Write the file, or give what is wrong."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=file.parent, prefix=".credentials-")  # 0600, whatever the umask
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="\n") as opened:
                opened.write("# Kept by `retroach login`; `retroach logout` removes it.\n")
                # A text of JSON is one of TOML too.
                opened.write(f"username = {json.dumps(username, ensure_ascii=False)}\n")
                opened.write(f"api_key = {json.dumps(secret.reveal(), ensure_ascii=False)}\n")
                opened.flush()
                os.fsync(opened.fileno())
            Path(name).replace(file)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as problem:
        return f"cannot write {file}: {problem.strerror or problem}"
    return None


def forget(file: Path) -> bool:
    """Remove the file, and what a link in its place leads to; False when there was none.

    Raises `RetroachError` where it cannot be removed.
    """
    found = False
    for path in dict.fromkeys((_behind(file), file)):
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as problem:
            raise RetroachError(f"cannot remove {path}: {problem.strerror or problem}") from None
        found = True
    return found


def _behind(file: Path) -> Path:
    """The file itself, or that to which a link in its place leads."""
    return Path(os.path.realpath(file)) if file.is_symlink() else file
