"""Where a cache keeps its entries."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol


class Store(Protocol):
    """A place for entries: text under a name. It forgets nothing by itself; the cache knows what is too old."""

    async def get(self, name: str) -> str | None:
        """The entry of that name."""
        ...

    async def put(self, name: str, entry: str) -> None:
        """Keep an entry, in place of an older one."""
        ...

    async def delete(self, name: str) -> None:
        """Forget an entry, if there is one."""
        ...

    async def aclose(self) -> None:
        """Let go of files and threads. Calling it twice is fine."""
        ...


class MemoryStore:
    """Entries in this process, the least recently used going first."""

    def __init__(self, max_entries: int = 10_000) -> None:
        self._entries: OrderedDict[str, str] = OrderedDict()
        self._max_entries = max_entries

    async def get(self, name: str) -> str | None:
        """The entry of that name."""
        entry = self._entries.get(name)
        if entry is not None:
            self._entries.move_to_end(name)
        return entry

    async def put(self, name: str, entry: str) -> None:
        """Keep an entry, in place of an older one."""
        self._entries[name] = entry
        self._entries.move_to_end(name)
        if len(self._entries) > self._max_entries:
            self._entries.popitem(last=False)

    async def delete(self, name: str) -> None:
        """Forget an entry, if there is one."""
        self._entries.pop(name, None)

    async def aclose(self) -> None:
        """Nothing to let go of: another client may use the same store."""


class SqliteStore:
    """Entries in a file, which several processes may share. One thread of its own does the work."""

    def __init__(self, path: str | Path, *, busy_timeout: float = 2.0) -> None:
        self._path = Path(path)
        self._busy_timeout = busy_timeout
        self._thread: ThreadPoolExecutor | None = None
        self._database: sqlite3.Connection | None = None

    async def get(self, name: str) -> str | None:
        """The entry of that name."""
        rows = await self._do("SELECT entry FROM entries WHERE name = ?", name)
        return rows[0][0] if rows and isinstance(rows[0][0], str) else None

    async def put(self, name: str, entry: str) -> None:
        """Keep an entry, in place of an older one."""
        await self._do("INSERT OR REPLACE INTO entries (name, entry) VALUES (?, ?)", name, entry)

    async def delete(self, name: str) -> None:
        """Forget an entry, if there is one."""
        await self._do("DELETE FROM entries WHERE name = ?", name)

    async def aclose(self) -> None:
        """Close the file and end the thread."""
        thread, self._thread = self._thread, None
        if thread is not None:
            await asyncio.get_running_loop().run_in_executor(thread, self._close)
            thread.shutdown()

    async def _do(self, statement: str, *values: str) -> list[tuple[object, ...]]:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "retroach_async cache")
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._execute, statement, values)

    def _execute(self, statement: str, values: tuple[str, ...]) -> list[tuple[object, ...]]:
        if self._database is None:
            self._database = sqlite3.connect(self._path, timeout=self._busy_timeout, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("CREATE TABLE IF NOT EXISTS entries (name TEXT PRIMARY KEY, entry TEXT NOT NULL)")
        return self._database.execute(statement, values).fetchall()

    def _close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            database.close()
