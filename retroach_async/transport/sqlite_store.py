"""A store for the entries of a cache, in a SQLite file."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from retroach_async.transport.stores import StoreLimits


class SqliteStore:
    """Entries in a file, which several clients and processes may share. One thread of its own does the work.

    About so many entries are kept; those that were written first go first. When the file is locked for
    longer than `busy_timeout` seconds, the operation fails.
    """

    def __init__(self, path: str | Path, *, max_entries: int = 50_000, busy_timeout: float = 2.0) -> None:
        self._path = Path(path)
        self._limits = StoreLimits(max_entries=max_entries, busy_timeout=busy_timeout)
        self._worker: _Worker | None = None

    async def get(self, name: str) -> str | None:
        """The entry of that name."""
        rows = await self._do("SELECT entry FROM retroach_async_cache WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    async def put(self, name: str, entry: str) -> None:
        """Keep an entry, in place of an older one."""
        # A row that is replaced gets a new number, so that the numbers tell which one was written first.
        await self._do("INSERT OR REPLACE INTO retroach_async_cache (name, entry) VALUES (?, ?)", name, entry)

    async def delete(self, name: str) -> None:
        """Forget an entry, if there is one."""
        await self._do("DELETE FROM retroach_async_cache WHERE name = ?", name)

    async def aclose(self) -> None:
        """Close the file and end the thread."""
        worker, self._worker = self._worker, None
        if worker is not None:
            await worker.aclose()

    async def _do(self, statement: str, *values: str) -> list[tuple[object, ...]]:
        if self._worker is None:
            self._worker = _Worker(self._path, self._limits)
        return await self._worker.do(statement, values)

    def __repr__(self) -> str:
        return f"<SqliteStore at {self._path}>"


_TRIM_EVERY = 500
"""Statements between two looks at the number of entries."""


class _Worker:
    """A thread and the connection that lives in it, so that what follows them after a close has its own."""

    def __init__(self, path: Path, limits: StoreLimits) -> None:
        self._path = path
        self._limits = limits
        self._thread = ThreadPoolExecutor(1, "retroach_async cache")
        self._database: sqlite3.Connection | None = None
        self._statements = 0

    async def do(self, statement: str, values: tuple[str, ...]) -> list[tuple[object, ...]]:
        """Execute a statement in the thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._execute, statement, values)

    async def aclose(self) -> None:
        """Finish what was begun, close the connection and end the thread, also when nobody waits for that."""
        closing = asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=False)
        await asyncio.shield(closing)
        self._thread.shutdown()

    def _execute(self, statement: str, values: tuple[str, ...]) -> list[tuple[object, ...]]:
        if self._database is None:
            self._database = self._open()
        if self._statements % _TRIM_EVERY == 0:
            self._database.execute(
                "DELETE FROM retroach_async_cache WHERE rowid <="
                " (SELECT rowid FROM retroach_async_cache ORDER BY rowid DESC LIMIT 1 OFFSET ?)",
                (self._limits.max_entries,),
            )
        self._statements += 1
        return self._database.execute(statement, values).fetchall()

    def _open(self) -> sqlite3.Connection:
        make_private(self._path)
        database = sqlite3.connect(self._path, timeout=self._limits.busy_timeout, isolation_level=None)
        try:
            # Text that is damaged is read all the same: the cache sees that it is, and has it deleted.
            database.text_factory = lambda text: text.decode(errors="replace")
            with contextlib.suppress(sqlite3.OperationalError):  # somebody else is doing it
                database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")  # a cache may lose its latest entries in a power cut
            database.execute(
                "CREATE TABLE IF NOT EXISTS retroach_async_cache (name TEXT PRIMARY KEY, entry TEXT NOT NULL)"
            )
        except BaseException:
            database.close()
            raise
        return database

    def _close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            database.close()


def make_private(path: Path) -> None:
    """Have a file that only its owner reads and writes; the files that SQLite puts beside it take after it."""
    if str(path) != ":memory:":
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
