"""A lock that dies with its process."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from retroach_async.errors import ConfigurationError


class FileLock:
    """A lock in the file system: an empty file, held by an open transaction of SQLite.

    The operating system lets go of it when the process ends, however it ends, on every platform. `what` is what the
    lock is for, and `taken` the message for whoever comes second.
    """

    def __init__(self, path: str | os.PathLike[str], what: str, taken: str) -> None:
        self._path = Path(path)
        self._what = what
        self._taken = taken
        self._connection: sqlite3.Connection | None = None

    @property
    def is_held(self) -> bool:
        """True between `acquire` and `release`."""
        return self._connection is not None

    def acquire(self) -> None:
        """Take the lock. Raises `ConfigurationError` when somebody else has it."""
        while self._connection is None:
            before = self._file()
            connection = self._locked(before)
            if connection is not None and before is not None and before == self._file():
                self._connection = connection
            elif connection is not None:  # the file is new, or somebody has removed the one that was opened
                connection.close()

    def release(self, *, remove: bool = False) -> None:
        """Let go of the lock; `remove` also deletes its file, while nobody else can have it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with closing(connection):
                if remove:
                    with suppress(OSError):  # Windows keeps a file that somebody has opened
                        self._path.unlink()
                connection.execute("ROLLBACK")

    def _locked(self, before: tuple[int, int] | None) -> sqlite3.Connection | None:
        """A connection that holds the lock; None when the file was removed while it was opened."""
        try:
            connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as problem:
            raise ConfigurationError(f"{self._what} cannot be locked with {self._path}: {problem}") from None
        try:
            connection.execute("PRAGMA journal_mode = MEMORY")  # nothing is written, so no second file is needed
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as problem:
            connection.close()
            if "locked" in str(problem):
                raise ConfigurationError(self._taken) from None
            if before is not None and before != self._file():
                return None
            raise ConfigurationError(f"{self._what} cannot be locked with {self._path}: {problem}") from None
        return connection

    def _file(self) -> tuple[int, int] | None:
        """The file that the path leads to now; None for no file."""
        try:
            facts = self._path.stat()
        except OSError:
            return None
        return facts.st_dev, facts.st_ino
