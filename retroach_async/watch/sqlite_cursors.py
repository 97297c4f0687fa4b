"""Cursors in SQLite, alone or within the program's own transaction."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from retroach_async.errors import ConfigurationError
from retroach_async.locks import FileLock
from retroach_async.threads import in_thread
from retroach_async.watch.cursors import LOCKED, Names

_JOINED: set[int] = set()
"""The identities of the connections that a watch has now: its rollback would undo what belongs to another one."""


class SqliteCursors:
    """Cursors in a table of an SQLite database: the file of its own, or one that the program uses as well.

    `SqliteCursors("bot.db")` has the file open while a watch uses it, and needs no closing. Watches of different names
    may share a file; a second watch of one name is refused, in this process and in any other. Beside the file lies an
    empty one with the ending `.lock`.

    `SqliteCursors(connection)` takes a connection of the program's own, made with `check_same_thread=False`. What the
    program has not committed yet and the acknowledgement are one transaction: both are there after a crash, or neither.
    When the block is left with an exception, both are rolled back. So leave commits to the watch, and use the
    connection for nothing else meanwhile: each connection has one watch at a time.
    """

    def __init__(self, database: str | os.PathLike[str] | sqlite3.Connection, table: str = "retroach_cursors") -> None:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,62}", table):
            raise ConfigurationError("table must be a name of letters, digits and underscores")
        self._connection = database if isinstance(database, sqlite3.Connection) else None
        self._path = "" if isinstance(database, sqlite3.Connection) else os.fspath(database)
        self._table = table
        self._names = Names()
        self._locks: dict[str, FileLock] = {}
        self._own: sqlite3.Connection | None = None
        self._one_at_a_time = threading.Lock()

    @property
    def joins(self) -> bool:
        """True when a save commits what the program has not committed yet."""
        return self._connection is not None

    async def load(self, watch: str) -> Mapping[str, str]:
        """The cursors of a watch. Raises `ConfigurationError` for a table of something else, and a damaged file."""
        return await in_thread(self._load, watch)

    async def save(self, watch: str, changes: Mapping[str, str | None]) -> None:
        """Keep changed cursors, and commit."""
        await in_thread(self._save, watch, changes)

    async def lock(self, watch: str) -> None:
        """Take the cursors of a watch. Raises `ConfigurationError` when another watch or process has them."""
        if id(self._connection) in _JOINED:
            raise ConfigurationError("another watch uses this connection: there is one watch for each connection")
        self._names.take(watch)
        if self._connection is not None:
            _JOINED.add(id(self._connection))
        try:
            await in_thread(self._lock, watch)
        except BaseException:  # a cancellation as well
            await self.unlock(watch, has_failed=False)
            raise

    async def unlock(self, watch: str, *, has_failed: bool) -> None:
        """Give them back; of the program's own connection, roll back what a failed body left uncommitted."""
        self._names.give_back(watch)
        try:
            await in_thread(self._unlock, watch, has_failed=has_failed)
        finally:
            _JOINED.discard(id(self._connection))

    def _lock(self, watch: str) -> None:
        path = self._file()
        if path and path != ":memory:":
            lock = FileLock(f"{path}.{self._table}.{watch}.lock", *LOCKED)
            lock.acquire()
            self._locks[watch] = lock
        with self._one_at_a_time:
            if self._own is None and self._connection is None:
                self._own = self._open()

    def _unlock(self, watch: str, *, has_failed: bool) -> None:
        with self._one_at_a_time:
            if has_failed and self._connection is not None and self._connection.in_transaction:
                self._connection.rollback()
            if self._own is not None and not len(self._names):
                self._own.close()
                self._own = None
        lock = self._locks.pop(watch, None)
        if lock is not None:
            lock.release()

    def _file(self) -> str:
        """The path of the database; empty for one in memory."""
        if self._connection is None:
            return self._path
        try:
            rows = self._connection.execute("PRAGMA database_list").fetchall()
        except sqlite3.ProgrammingError:
            raise ConfigurationError(
                "the connection must be open, and made by sqlite3.connect(..., check_same_thread=False)"
            ) from None
        except sqlite3.Error as problem:
            raise ConfigurationError(f"{self!r} cannot be read: {problem}") from None
        return next((str(file or "") for _, name, file in rows if name == "main"), "")

    def _load(self, watch: str) -> dict[str, str]:
        with self._in_use() as connection:
            try:
                return self._read(connection, watch)
            except sqlite3.Error as problem:
                raise ConfigurationError(f"{self!r} cannot be read: {problem}") from None

    def _save(self, watch: str, changes: Mapping[str, str | None]) -> None:
        with self._in_use() as connection:
            try:
                self._write(connection, watch, changes)
            except sqlite3.Error:
                if self._connection is None and connection.in_transaction:
                    connection.rollback()  # the next save has all of it again
                raise

    @contextmanager
    def _in_use(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; without a watch it is open for this use only."""
        with self._one_at_a_time:
            connection = self._connection or self._own
            if connection is not None:
                yield connection
                return
            with closing(self._open()) as connection:
                yield connection

    def _open(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may double an event, and loses none
        except sqlite3.Error as problem:
            if connection is not None:
                connection.close()
            raise ConfigurationError(f"the cursors in {self._path} cannot be opened: {problem}") from None
        return connection

    def _read(self, connection: sqlite3.Connection, watch: str) -> dict[str, str]:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (self._table,)).fetchone()
        if known is None:
            return {}
        question = f"SELECT subject, text FROM {self._table} WHERE watch = ?"  # noqa: S608  checked in __init__
        return {str(subject): str(text) for subject, text in connection.execute(question, (watch,))}

    def _write(self, connection: sqlite3.Connection, watch: str, changes: Mapping[str, str | None]) -> None:
        table = self._table
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {table} "
            "(watch TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (watch, subject))"
        )
        for subject, text in changes.items():
            if text is None:
                connection.execute(
                    f"DELETE FROM {table} WHERE watch = ? AND subject = ?",  # noqa: S608  checked in __init__
                    (watch, subject),
                )
            else:
                connection.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", (watch, subject, text))  # noqa: S608  checked in __init__
        # `commit()` does nothing for a connection with `autocommit=True`, and is the only way for one without.
        connection.commit()
        if connection.in_transaction and getattr(connection, "autocommit", None) is True:
            connection.execute("COMMIT")

    def __repr__(self) -> str:
        return f"<SqliteCursors in {self._path or 'a connection'}, table {self._table}>"
