"""Answers in a table of an SQLite database."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from retroach_async.errors import ConfigurationError
from retroach_async.jobs.formats import Format, Lines
from retroach_async.jobs.rows import KEY, LARGEST, flat


class Sqlite(Format):
    """A table named after the endpoint. All of it is written in one transaction; other tables are left alone."""

    def spell(self, key: Any) -> Any:
        """The value of its column."""
        return _value(key)

    def keys(self) -> Iterator[Any]:
        """The column of the keys; none where the table is missing."""
        try:
            with closing(self._connected(self.path)) as database:
                known = self._columns(database)
                if known and KEY not in known:
                    raise self.foreign()
                self.check()
                if known:
                    yield from (key for (key,) in database.execute(f"SELECT {_quoted(KEY)} FROM {self._name}"))  # noqa: S608  our own names, quoted
        except sqlite3.OperationalError as problem:
            raise self._unread(problem) from None
        except sqlite3.DatabaseError:
            raise self.foreign() from None

    def check(self) -> None:
        """Refuse what is no database: it may hold tables of others, so it is never replaced as a whole."""
        try:
            with closing(self._connected(self.path)) as database:
                found = database.execute("SELECT type FROM sqlite_master WHERE lower(name) = ?", (self.table,))
                if any(kind != "table" for (kind,) in found):
                    raise ConfigurationError(f"in {self.path.name} {self.table} is no table: take another file")
        except sqlite3.OperationalError as problem:
            raise self._unread(problem) from None
        except sqlite3.DatabaseError:
            raise ConfigurationError(f"{self.path.name} is no database of SQLite: take another file") from None

    def _unread(self, problem: Exception) -> ConfigurationError:
        return ConfigurationError(f"{self.path.name} cannot be read: {problem}")

    def write(self, lines: Lines, *, extends: bool) -> None:
        """Write the rows. A database that is there is changed, a new one is put in its place when it is whole."""
        columns = self.columns(lines)
        if self.path.exists():
            with self._transaction(self.path) as database:
                self._fill(database, [*columns], lines, extends=extends)
            return
        with self.files.replacing(self.path), self._transaction(self.files.fresh) as database:
            self._fill(database, [*columns], lines, extends=False)

    def _fill(self, database: sqlite3.Connection, columns: list[str], lines: Lines, *, extends: bool) -> None:
        known = self._columns(database)
        if known and not extends:
            database.execute(f"DROP TABLE {self._name}")
        if not known or not extends:
            others = [_quoted(column) for column in columns[1:]]
            unique = "NOT NULL" if self.rows.has_many else "PRIMARY KEY NOT NULL"
            database.execute(f"CREATE TABLE {self._name} ({', '.join([f'{_quoted(KEY)} {unique}', *others])})")
            if self.rows.has_many:
                index = _quoted(f"{self.table}_{KEY}")
                database.execute(f"CREATE INDEX IF NOT EXISTS {index} ON {self._name} ({_quoted(KEY)})")
        else:
            for column in columns:
                if column not in known:
                    database.execute(f"ALTER TABLE {self._name} ADD COLUMN {_quoted(column)}")
            keys = ((self.spell(line.key),) for line in lines())
            database.executemany(f"DELETE FROM {self._name} WHERE {_quoted(KEY)} = ?", keys)  # noqa: S608  see above
        names, places = ", ".join(map(_quoted, columns)), ", ".join("?" * len(columns))
        rows = ([_value(row.get(column)) for column in columns] for row in self.all_rows(lines))
        database.executemany(f"INSERT INTO {self._name} ({names}) VALUES ({places})", rows)  # noqa: S608  see above

    @property
    def _name(self) -> str:
        return _quoted(self.table)

    def _columns(self, database: sqlite3.Connection) -> list[str]:
        found: Iterable[tuple[Any, ...]] = database.execute(f"PRAGMA table_info({self._name})")
        return [name for _, name, *_ in found]

    @staticmethod
    def _connected(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None)

    @contextmanager
    def _transaction(self, path: Path) -> Iterator[sqlite3.Connection]:
        try:
            with closing(self._connected(path)) as database:
                database.execute("BEGIN IMMEDIATE")
                yield database
                database.execute("COMMIT")
        except sqlite3.Error as problem:
            number = errno.ENOSPC if "full" in str(problem) else errno.EIO
            raise OSError(number, str(problem), str(self.path)) from None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _value(value: Any) -> Any:
    value = flat(value)
    if isinstance(value, int) and abs(value) > LARGEST:
        return str(value)
    return value
