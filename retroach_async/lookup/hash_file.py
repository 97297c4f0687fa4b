"""Lists of hashes in an SQLite file, so that the next start need not ask for them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from retroach_async.checks import excerpt
from retroach_async.errors import ConfigurationError
from retroach_async.lookup.hashes import GameHash, HashList
from retroach_async.threads import in_thread
from retroach_async.transport.sqlite_store import make_private

T = TypeVar("T")

_TABLES = """
CREATE TABLE IF NOT EXISTS retroach_hash_lists (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    system_id INTEGER NOT NULL,
    only_with_achievements INTEGER NOT NULL,
    fetched REAL NOT NULL,
    UNIQUE (site, system_id, only_with_achievements)
);
CREATE TABLE IF NOT EXISTS retroach_hashes (
    md5 TEXT NOT NULL,
    list INTEGER NOT NULL,
    game_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (md5, list)
) WITHOUT ROWID;
"""
_PATIENCE = 10.0
"""Seconds to wait for a file that another process writes."""


@frozen
class Question:
    """The facts on which the answers of all systems depend: other ones have lists of their own in the file."""

    site: str
    """The base URL of the API."""
    only_with_achievements: bool


class HashFile:
    """A file with lists of hashes. Its owner alone reads and writes it; all work is done in a thread.

    A list is replaced as a whole, in one transaction. Every method raises `ConfigurationError` when the file cannot be
    read or written.
    """

    def __init__(self, path: str | os.PathLike[str], question: Question) -> None:
        try:
            self._path = Path(path)
        except TypeError:
            raise ConfigurationError(f"store must be the path of a file, not {excerpt(path)}") from None
        self._question = question

    async def load(self, systems: Iterable[int], after: float, now: float) -> list[HashList]:
        """The lists of these systems that were fetched after a moment, and by now; both are Unix seconds."""
        return await in_thread(self._load, tuple(systems), after, now)

    async def save(self, hashes: HashList) -> None:
        """Put a list in the place of an older one."""
        await in_thread(self._save, hashes)

    def _load(self, systems: tuple[int, ...], after: float, now: float) -> list[HashList]:
        found = []
        with self._open() as database:
            for system_id in systems:
                row = database.execute(
                    "SELECT id, fetched FROM retroach_hash_lists"
                    " WHERE site = ? AND only_with_achievements = ? AND system_id = ? AND fetched > ? AND fetched <= ?",
                    (self._question.site, self._question.only_with_achievements, system_id, after, now),
                ).fetchone()
                if row is not None:
                    number, fetched = row
                    # Closed, because a statement that is left in the middle of its rows keeps the file locked.
                    with closing(
                        database.execute("SELECT md5, game_id, title FROM retroach_hashes WHERE list = ?", (number,))
                    ) as rows:
                        found.append(HashList(system_id, float(fetched), _by_hash(system_id, rows)))
        return found

    def _save(self, hashes: HashList) -> None:
        key = (self._question.site, self._question.only_with_achievements, hashes.system_id)
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute(
                "INSERT INTO retroach_hash_lists (site, only_with_achievements, system_id, fetched) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (site, system_id, only_with_achievements) DO UPDATE SET fetched = excluded.fetched",
                (*key, hashes.fetched),
            )
            (number,) = database.execute(
                "SELECT id FROM retroach_hash_lists WHERE site = ? AND only_with_achievements = ? AND system_id = ?",
                key,
            ).fetchone()
            database.execute("DELETE FROM retroach_hashes WHERE list = ?", (number,))
            database.executemany(
                "INSERT INTO retroach_hashes (md5, list, game_id, title) VALUES (?, ?, ?, ?)",
                ((md5, number, game.game_id, game.title) for md5, game in hashes.games.items()),
            )
            database.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            make_private(self._path)
            whole = self._path.absolute()  # a name such as ":memory:" means something else to SQLite
            with closing(sqlite3.connect(whole, timeout=_PATIENCE, isolation_level=None)) as database:
                database.executescript(_TABLES)
                yield database  # what is not committed when it is closed is rolled back
        except (sqlite3.Error, OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or problem
            raise ConfigurationError(f"the hashes in {self._path} cannot be read or written: {reason}") from None


def _by_hash(system_id: int, rows: Iterable[tuple[object, object, object]]) -> dict[str, GameHash]:
    """The game of each hash; the hashes of one game share it. Raises ValueError for rows that are not ours."""
    games: dict[int, GameHash] = {}
    found: dict[str, GameHash] = {}
    for md5, number, title in rows:
        if not (isinstance(md5, str) and isinstance(number, int) and isinstance(title, str)):
            raise ValueError("it has rows of another program")  # noqa: TRY004  the file is wrong, no argument
        found[md5] = games.setdefault(number, GameHash(number, system_id, title))
    return found
