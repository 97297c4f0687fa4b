"""Comma-separated values as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_LONGEST_CELL = 2**31 - 1
"""The longest cell that is read; the module's own limit of 128 KiB is less than the achievements of a large game."""


def csv_line(cells: Sequence[str]) -> str:
    """A line, ended by a line feed; quoted where RFC 4180 asks for it."""
    # Older Pythons leave a lone carriage return without quotes, and would read it as the end of the line.
    options: dict[str, Any] = {"quoting": csv.QUOTE_ALL} if any("\r" in cell for cell in cells) else {}
    line = io.StringIO()
    csv.writer(line, lineterminator="\n", **options).writerow(cells)
    return line.getvalue()


def csv_rows(text: Iterable[str]) -> Iterator[Sequence[str]]:
    """The rows of a file, its header first. Raises `csv.Error` for what is no CSV."""
    # The limit is one of the whole process: it is raised and never lowered, since another thread may be reading, too.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    return csv.reader(text)
