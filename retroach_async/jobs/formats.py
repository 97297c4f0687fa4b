"""The formats of a job's file, by its ending."""

from __future__ import annotations

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from retroach_async.errors import ConfigurationError
from retroach_async.jobs.csv_text import csv_line, csv_rows
from retroach_async.jobs.files import JobFiles
from retroach_async.jobs.journal import Line, read_line
from retroach_async.jobs.rows import KEY, Row, Rows, flat, to_json

Lines = Callable[[], Iterable[Line]]
"""Gives the answers of a journal, in the same order whenever it is called."""


class Format(ABC):
    """A format: it writes a file anew, with what the old one has of other keys."""

    def __init__(self, files: JobFiles, rows: Rows, table: str) -> None:
        self.files = files
        self.rows = rows
        self.table = table

    @property
    def path(self) -> Path:
        """The file."""
        return self.files.target

    @abstractmethod
    def spell(self, key: Any) -> Any:
        """A key as the file has it."""

    @abstractmethod
    def keys(self) -> Iterator[Any]:
        """The keys in the file, as it spells them. Raises `ConfigurationError` when the file is something else."""

    def check(self) -> None:  # noqa: B027  most files can be replaced, whatever they hold
        """Look at a file that is to be replaced. Raises `ConfigurationError` when it cannot be."""

    @abstractmethod
    def write(self, lines: Lines, *, extends: bool) -> None:
        """Write the answers; with `extends` also what the file has of other keys."""

    def columns(self, lines: Lines) -> dict[str, None]:
        """All columns of the rows, in order."""
        columns = dict.fromkeys((KEY, *self.rows.columns))
        if not self.rows.explode:
            for row in self.all_rows(lines):
                columns.update(dict.fromkeys(row))
        return columns

    def all_rows(self, lines: Lines) -> Iterator[Row]:
        """The rows of all answers, one after the other."""
        for line in lines():
            yield from self.rows.of(line.key, line.value)

    def foreign(self) -> ConfigurationError:
        """The complaint about a file that no job has written."""
        return ConfigurationError(f"{self.path.name} is there, and is no file of this job: take another, or restart")


class JsonLines(Format):
    """The lines of the journal, without its first one."""

    def spell(self, key: Any) -> str:
        """JSON, in which a number and a text differ."""
        return to_json(key)

    def keys(self) -> Iterator[str]:
        """The keys of the lines."""
        return (to_json(line.key) for line in self._lines())

    def write(self, lines: Lines, *, extends: bool) -> None:
        """Copy the lines."""
        new = {self.spell(line.key) for line in lines()} if extends else set()
        with self.files.replacing(self.path) as file:
            if extends:
                file.writelines(line.text for line in self._lines() if self.spell(line.key) not in new)
            file.writelines(line.text for line in lines())

    def _lines(self) -> Iterator[Line]:
        with self.path.open("rb") as file:
            for text in file:
                line = read_line(text)
                if line is None:
                    raise self.foreign()
                yield line


class Csv(Format):
    """Comma-separated values in UTF-8: a header, then a line for each row, each ended by a line feed."""

    def spell(self, key: Any) -> str:
        """The text of its cell."""
        return cell(key)

    def keys(self) -> Iterator[str]:
        """The column of the keys."""
        return (row[KEY] for row in self._rows())

    def write(self, lines: Lines, *, extends: bool) -> None:
        """Write the old rows of other keys, then the new rows."""
        columns = self.columns(lines)
        new = {self.spell(line.key) for line in lines()} if extends else set()
        if extends:
            columns |= dict.fromkeys(next(self._read(), ()))
        with self.files.replacing(self.path) as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
            text.write(csv_line([*columns]))
            if extends:
                old = (row for row in self._rows() if row[KEY] not in new)
                text.writelines(csv_line([row.get(name, "") for name in columns]) for row in old)
            rows = self.all_rows(lines)
            text.writelines(csv_line([cell(row.get(name)) for name in columns]) for row in rows)

    def _rows(self) -> Iterator[dict[str, str]]:
        rows = self._read()
        names = next(rows, ())
        if KEY not in names:
            raise self.foreign()
        return (dict(zip(names, row, strict=False)) for row in rows)

    def _read(self) -> Iterator[Sequence[str]]:
        """The rows as they are, the header first."""
        with self.path.open(encoding="utf-8", newline="") as text:
            try:
                yield from csv_rows(text)
            except (UnicodeDecodeError, csv.Error):
                raise self.foreign() from None


def cell(value: Any) -> str:
    """A cell: text as it is, nothing for None, and anything else as JSON spells it."""
    value = flat(value)
    return value or "" if value is None or isinstance(value, str) else to_json(value)
