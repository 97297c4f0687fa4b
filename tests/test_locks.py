"""Locks that die with their process."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from retroach_async import ConfigurationError
from retroach_async.locks import FileLock


def lock_of(path: Path) -> FileLock:
    """A lock in a file."""
    return FileLock(path, "the thing", "somebody has the thing")


def test_lock_has_one_holder(tmp_path: Path) -> None:
    """The second one is refused in the words of the first one's owner, and may have it afterwards."""
    first, second = lock_of(tmp_path / "lock"), lock_of(tmp_path / "lock")
    first.acquire()
    with pytest.raises(ConfigurationError, match="somebody has the thing"):
        second.acquire()
    assert (first.is_held, second.is_held) == (True, False)
    first.release()
    second.acquire()
    second.release()


def test_lock_can_take_its_file_away(tmp_path: Path) -> None:
    """A lock that is removed leaves nothing, and can be taken again."""
    for _ in range(2):
        lock = lock_of(tmp_path / "lock")
        lock.acquire()
        assert [file.name for file in tmp_path.iterdir()] == ["lock"]
        lock.release(remove=True)
        assert list(tmp_path.iterdir()) == []


def test_lock_is_never_held_in_a_file_that_was_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has opened the file that another one then removes takes a lock in the new file."""
    path = tmp_path / "lock"
    path.touch()
    connect, opened = sqlite3.connect, list[Path]()

    def connect_late(*args: object, **options: object) -> sqlite3.Connection:
        connection = connect(*args, **options)  # type: ignore[call-overload]
        if not opened:
            path.unlink()
        opened.append(path)
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect_late)
    late, other = lock_of(path), lock_of(path)
    late.acquire()
    with pytest.raises(ConfigurationError, match="somebody has the thing"):
        other.acquire()
    late.release(remove=True)
    assert len(opened) > 2


def test_lock_in_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A missing folder is a ConfigurationError that names the thing and the path."""
    path = tmp_path / "no" / "lock"
    with pytest.raises(ConfigurationError, match=f"the thing cannot be locked with {re.escape(str(path))}: "):
        lock_of(path).acquire()
