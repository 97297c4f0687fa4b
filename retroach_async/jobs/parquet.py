"""Answers as a Parquet file, which polars writes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from retroach_async.errors import ConfigurationError
from retroach_async.jobs.files import JobFiles
from retroach_async.jobs.formats import Format, Lines, cell
from retroach_async.jobs.rows import KEY, LARGEST, Row, Rows, flat, to_json


class Parquet(Format):
    """A Parquet file; while it is written, all rows are in memory. It needs the extra `[export]`."""

    def __init__(self, files: JobFiles, rows: Rows, table: str) -> None:
        super().__init__(files, rows, table)
        try:
            import polars as pl  # noqa: PLC0415  an extra
        except ImportError:
            raise ConfigurationError('Parquet needs an extra: pip install "retroach_async[export]"') from None
        self._polars = pl

    def spell(self, key: Any) -> str:
        """Its text: beside keys of another type, a number is a text, too."""
        return cell(key)

    def keys(self) -> Iterator[str]:
        """The column of the keys."""
        try:
            column = self._read([KEY])[KEY]
        except self._polars.exceptions.PolarsError:
            raise self.foreign() from None
        return map(self.spell, column.to_list())

    def write(self, lines: Lines, *, extends: bool) -> None:
        """Write the old rows of other keys, then the new rows."""
        polars, rows, columns = self._polars, list[Row](self.all_rows(lines)), self.columns(lines)
        if extends:
            new, old = {self.spell(line.key) for line in lines()}, self._read()
            columns |= dict.fromkeys(old.columns)
            rows = [*(row for row in old.iter_rows(named=True) if self.spell(row[KEY]) not in new), *rows]
        table = polars.DataFrame([self._column(name, [row.get(name) for row in rows]) for name in columns])
        content = io.BytesIO()  # to a disk that is full polars would have an error of its own, which does not say so
        table.write_parquet(content)
        with self.files.replacing(self.path) as file, content.getbuffer() as whole:
            file.write(whole)

    def _read(self, columns: list[str] | None = None) -> Any:
        with self.path.open("rb") as file:  # of a path polars would take [1] as a pattern
            return self._polars.read_parquet(file, columns=columns)

    def _column(self, name: str, values: Iterable[Any]) -> Any:
        """A column of one type; values of several types are texts, each as JSON."""
        cells = [flat(value) for value in values]
        kinds = {str if _is_too_large(cell) else type(cell) for cell in cells if cell is not None}
        types = {bool: self._polars.Boolean, int: self._polars.Int64, str: self._polars.String}
        if float in kinds and kinds <= {int, float}:
            return self._polars.Series(name, cells, dtype=self._polars.Float64, strict=False)
        if len(kinds) > 1 or str in kinds:
            cells = [cell if cell is None or isinstance(cell, str) else to_json(cell) for cell in cells]
            kinds = {str}
        return self._polars.Series(name, cells, dtype=types[kinds.pop()] if kinds else self._polars.Null)


def _is_too_large(cell: Any) -> bool:
    return isinstance(cell, int) and abs(cell) > LARGEST
