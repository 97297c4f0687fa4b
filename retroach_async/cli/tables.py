"""Answers as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import reduce
from textwrap import wrap
from typing import Any

from attrs import frozen
from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

from retroach_async.cli.bars import bars
from retroach_async.cli.records import fields_of
from retroach_async.cli.text import NOTHING, facts, holds_models, how_many, text
from retroach_async.models import AchievementDistribution, Model, Page
from retroach_async.models.v2 import Resource

_WIDEST_CELL = 32
"""The longest text in a table of rows on a terminal; a longer text is cut off there, and folded elsewhere."""
_NARROWEST_CELL = 16
"""The shortest rest of a text that still says something."""
_GAP = 2


def picture(answer: Any, console: Console) -> RenderableType:
    """A picture of any result, for people."""
    if isinstance(answer, AchievementDistribution):
        return bars(answer, console.width, ascii_only=console.options.ascii_only)
    if isinstance(answer, Page):
        return Group(rows(answer.results, console), _footer(answer)) if answer.results else rows((), console)
    if isinstance(answer, Model):
        return card(answer, console)
    if isinstance(answer, Mapping | tuple):
        return rows(answer, console)
    return Text(text(answer))


def card(model: Model, console: Console) -> RenderableType:
    """One model: its fields, and below them a table for each list of models in it."""
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    parts: list[RenderableType] = [grid]
    for name, value in facts(model):
        if holds_models(value):
            parts += [Text(f"\n{_title(name)} ({len(value)})\n", "bold"), rows(value, console)]
        else:
            grid.add_row(_title(name), _cell(text(value)))
    return Group(*parts)


def rows(items: Mapping[Any, Any] | tuple[Any, ...], console: Console) -> RenderableType:
    """One table of many rows: with as many columns as fit on a terminal, with all of them in a pipe."""
    if not items:
        return Text("no rows", "dim")
    records = list(_keyed(items) if isinstance(items, Mapping) else map(_record, items))
    columns = [_Column.of(name, [record.get(name) for record in records]) for name in records[0]]
    if not console.is_terminal:
        return _plain(columns)
    fitting = _fitting(columns, console.width)
    table = _table(fitting)
    if len(fitting) == len(columns):
        return table
    return Group(table, Text(f"{len(fitting)} of {len(columns)} columns; --json shows all", "dim"))


def _record(item: Any) -> dict[str, Any]:
    """A row by the names of its columns."""
    if not isinstance(item, Model):
        return {"value": item}
    kind: Any = type(item)
    related = dict(item._related) if isinstance(item, Resource) else {}
    return {name: reduce(_within, name.split("."), item) for name in fields_of(kind)} | related


def _within(value: Any, name: str) -> Any:
    return None if value is None else getattr(value, name)


def _keyed(items: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a mapping, each with its key unless its own id is the key."""
    for key, item in items.items():
        record = _record(item)
        yield record if record.get("id") == key else {"key": key, **record}


@frozen
class _Column:
    """One field of all rows, as text."""

    title: str
    cells: list[str]
    is_number: bool
    is_handle: bool
    """True for an address or a ULID: other columns say the same in words."""
    can_be_cut: bool
    """True where the beginning of a cell still says something; half a date, or half an address, says nothing."""

    @classmethod
    def of(cls, name: str, values: Sequence[Any]) -> _Column:
        cells = [text(value) for value in values]
        is_handle = name.endswith("ulid") or any(cell.startswith("https://") for cell in cells)
        is_prose = any(isinstance(value, str) and not isinstance(value, Enum) for value in values)
        return cls(_title(name), cells, all(map(_is_number, values)), is_handle, is_prose and not is_handle)

    def width(self) -> int:
        """The width on a terminal; titles are folded between words."""
        longest = max(map(cell_len, self.cells))
        return max(min(longest, _WIDEST_CELL) if self.can_be_cut else longest, *map(len, self.title.split()))


def _fitting(columns: Sequence[_Column], room: int) -> list[tuple[_Column, int]]:
    """The columns that fit beside each other, with their widths; addresses and ULIDs give way to the others."""
    widths: dict[str, int] = {}
    for column in sorted(columns, key=lambda column: column.is_handle):
        width = column.width()
        if width > room >= _NARROWEST_CELL and column.can_be_cut:
            width = room  # room enough for the beginning of a text
        if width <= room or not widths:
            widths[column.title] = width
            room -= width + _GAP
    return [(column, widths[column.title]) for column in columns if column.title in widths]


def _table(columns: Iterable[tuple[_Column, int]]) -> Table:
    """A table for a terminal; cells that are too wide are cut off."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold cyan")
    texts = []
    for column, width in columns:
        title = "\n".join(wrap(column.title, width))
        justify: JustifyMethod = "right" if column.is_number else "left"
        table.add_column(title, justify=justify, vertical="bottom", no_wrap=True, overflow="ellipsis", width=width)
        texts.append(column.cells)
    for cells in zip(*texts, strict=True):
        table.add_row(*map(_cell, cells))
    return table


def _plain(columns: Sequence[_Column]) -> Text:
    """A table for a pipe: every column, every cell in full."""
    filled = []
    for column in columns:
        cells = [column.title, *column.cells]
        width = max(map(cell_len, cells))
        gaps = [" " * (width - cell_len(cell)) for cell in cells]
        filled.append([gap + cell if column.is_number else cell + gap for gap, cell in zip(gaps, cells, strict=True)])
    return Text("\n".join("  ".join(cells) for cells in zip(*filled, strict=True)))


def _footer(page: Page[Any]) -> Text:
    has_more = page.has_more if page.total is None else page.total > len(page)
    return Text(how_many(page) + ("; --all walks every page" if has_more else ""), "dim")


def _title(name: str) -> str:
    return name.replace("_", " ").replace(".", " ")


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _cell(words: str) -> Text:
    return Text(words, "dim" if words == NOTHING else "")
