"""A lock that dies with its process."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from retroach_async.errors import ConfigurationError


class FileLock:
    """A lock in the file system: a file beside the cursors, held by an open transaction of SQLite.

    The operating system lets go of it when the process ends, however it ends, on every platform. The file is empty
    and stays: to delete it would let two processes hold two locks of one name.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    @property
    def is_held(self) -> bool:
        """True between `acquire` and `release`."""
        return self._connection is not None

    def acquire(self) -> None:
        """Take the lock. Raises `ConfigurationError` when somebody else has it."""
        try:
            connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as problem:
            raise ConfigurationError(f"the cursors cannot be locked: {problem}") from None
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as problem:
            connection.close()
            if "locked" in str(problem):
                raise ConfigurationError("another watch uses these cursors: is a second copy running?") from None
            raise ConfigurationError(f"the cursors cannot be locked: {problem}") from None
        self._connection = connection

    def release(self) -> None:
        """Let go of the lock."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with closing(connection):
                connection.execute("ROLLBACK")
