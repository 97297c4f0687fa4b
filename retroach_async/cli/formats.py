"""The formats in which answers are printed. Another one is a class here and an entry in `FORMATS`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from retroach_async.cli.answers import Printable
from retroach_async.cli.records import cell
from retroach_async.cli.terminal import put, stdout, to_json, write
from retroach_async.jobs.csv_text import csv_line


class Format(ABC):
    """A way to print answers on standard output."""

    help: ClassVar[str] = ""
    """The help of its option; empty where there is none, because nobody has to ask for it."""
    fits_columns: ClassVar[bool] = False
    """True where a column is as wide as its widest cell, so that rows can only be printed together."""
    has_columns: ClassVar[bool] = True
    """True where some of the columns can be printed without the others."""

    @abstractmethod
    def one(self, answer: Printable) -> None:
        """Print an answer that is all there is to print."""

    def begin(self, columns: Sequence[str]) -> None:  # noqa: B027  most formats have no header
        """Print the header of a stream."""

    @abstractmethod
    def next(self, answer: Printable) -> None:
        """Print the next answer of a stream, at once."""


class Table(Format):
    """Tables, cards and bars for people."""

    fits_columns = True

    def __init__(self) -> None:
        self._console = stdout()

    def one(self, answer: Printable) -> None:
        """Print a picture."""
        put(self._console, answer.picture(self._console))

    def next(self, answer: Printable) -> None:
        """Print a line, or as many as it takes."""
        put(self._console, answer.line(self._console))


class Json(Format):
    """One JSON document, with indents; a stream has one on each line."""

    help = "Print JSON."
    has_columns = False

    def one(self, answer: Printable) -> None:
        """Print a document."""
        write(to_json(answer.document(), indent=2) + "\n")

    def next(self, answer: Printable) -> None:
        """Print a document on a line."""
        write(to_json(answer.document()) + "\n")


class JsonLines(Json):
    """One JSON object on each line: a row, or an item of a stream."""

    help = "Print JSON Lines: one object for each row."
    has_columns = True

    def one(self, answer: Printable) -> None:
        """Print each row on a line."""
        for record in answer.records():
            write(to_json(record) + "\n")


class Rows(Format):
    """A header and a line for each row; models within have dotted columns."""

    @abstractmethod
    def line(self, cells: Sequence[str]) -> str:
        """One line, with the line break that ends it."""

    def one(self, answer: Printable) -> None:
        """Print the header and all rows."""
        self.begin(answer.columns())
        self.next(answer)

    def begin(self, columns: Sequence[str]) -> None:
        """Print the header."""
        write(self.line(columns))

    def next(self, answer: Printable) -> None:
        """Print all rows of an answer."""
        columns = answer.columns()
        for record in answer.records():
            write(self.line([_text(cell(record, column)) for column in columns]))


class Csv(Rows):
    """Comma-separated values: quoted where RFC 4180 asks for it, lines end with a line feed."""

    help = "Print CSV: a header, and a line for each row."

    def line(self, cells: Sequence[str]) -> str:
        """One line of CSV."""
        return csv_line(cells)


FORMATS: Mapping[str, type[Format]] = {"table": Table, "json": Json, "jsonl": JsonLines, "csv": Csv}
"""Every format by the name of its option; the first is taken when none is given."""


def _text(value: Any) -> str:
    """A cell: text as it is, nothing for None, and anything else as JSON spells it."""
    if value is None or isinstance(value, str):
        return value or ""
    return to_json(value)
