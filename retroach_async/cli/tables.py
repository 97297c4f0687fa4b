"""Answers as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from functools import reduce
from textwrap import wrap
from types import MappingProxyType
from typing import Any

from attrs import frozen
from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, OverflowMethod, RenderableType
from rich.table import Table
from rich.text import Text

from retroach_async.cli.bars import bars
from retroach_async.cli.columns import importance
from retroach_async.cli.records import KEY, Record, fields_of
from retroach_async.cli.text import NOTHING, facts, holds_models, how_many, text
from retroach_async.models import AchievementDistribution, Model, Page
from retroach_async.models.v2 import Resource

_WIDEST_CELL = 32
"""The longest text in a table of rows on a terminal; a longer text is cut off there, and folded elsewhere."""
_WIDEST_REMARK = 20
"""The same for the texts behind the first one, where the terminal is not wide."""
_WIDE = 110
"""The width from which on a terminal is wide."""
_PIPE = 120
"""The width of a table in a pipe, if its cells are no longer than usual; they are never cut off."""
_NARROWEST_CELL = 16
"""The shortest rest of a text that still says something."""
_GAP = 2
_ADDRESS = importance("url")
_DETAIL = importance("description")
_MINUTES = len("2026-07-01 12:00")


def picture(answer: Any, console: Console, columns: Sequence[str] = ()) -> RenderableType:
    """A picture of any result, for people; with `columns`, a table or a card of these."""
    if isinstance(answer, AchievementDistribution):
        if columns:
            return rows(tuple(_Bar(unlocks, players) for unlocks, players in answer.items()), console, columns)
        return bars(answer, console.width, ascii_only=console.options.ascii_only)
    if isinstance(answer, Page):
        table = rows(answer.results, console, columns)
        return Group(table, _footer(answer)) if answer.results else table
    if isinstance(answer, Model):
        return card(answer, console, columns)
    if isinstance(answer, Mapping | tuple):
        return rows(answer, console, columns)
    return Text(text(answer))


@frozen
class _Bar:
    """A row of a distribution."""

    unlocks: int
    players: int


def card(model: Model, console: Console, columns: Sequence[str] = ()) -> RenderableType:
    """One model: its fields, addresses last, and below them a table for each list of models in it."""
    told = [(name, _value(model, name)) for name in columns] or list(facts(model))
    titles = _titles(value for _, value in told)
    fields, addresses, tables = _grid(), _grid(), list[RenderableType]()
    for name, given in told:
        value = _flat(given)
        if holds_models(value):
            tables += [Text(f"\n{_title(name)} ({len(value)})\n", "bold"), rows(value, console, titles=titles)]
        else:
            grid = addresses if importance(name) == _ADDRESS and not columns else fields
            grid.add_row(_title(name), _cell(text(value)))
    return Group(*(grid for grid in (fields, addresses) if grid.row_count), *tables)


def _grid() -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _flat(value: Any) -> Any:
    """Models that stand in mappings within a mapping, as rows; anything else as it is."""
    if isinstance(value, Mapping) and value and all(map(holds_models, value.values())):
        return tuple(row for each in value.values() for row in (each.values() if isinstance(each, Mapping) else each))
    return value


def _titles(values: Iterable[Any]) -> dict[Any, str]:
    """The titles of games by id, from the rows of an answer that have both."""
    found: dict[Any, str] = {}
    for value in values:
        for row in value if isinstance(value, tuple) else ():
            key, title = getattr(row, "game_id", None), getattr(row, "title", None)
            if key is not None and isinstance(title, str):
                found[key] = title
    return found


def rows(
    items: Mapping[Any, Any] | tuple[Any, ...],
    console: Console,
    columns: Sequence[str] = (),
    titles: Mapping[Any, str] = MappingProxyType({}),
) -> RenderableType:
    """One table of many rows: with the columns asked for, or else with those that people need first.

    There are as many as fit on the terminal, or in a pipe on lines that can still be read. A mapping whose keys have
    `titles` shows these as well.
    """
    if not items:
        return Text("no rows", "dim")
    keyed = items.items() if isinstance(items, Mapping) else [(None, item) for item in items]
    first = next(iter(items.values() if isinstance(items, Mapping) else items))
    asked = [name for name, _ in first._related] if isinstance(first, Resource) else []
    named = columns or sorted(_names(items, first, asked), key=lambda name: 0 if name in asked else importance(name))
    shown = [
        _Column.of(
            name,
            [_value(item, name, key) for key, item in keyed],
            0 if name in asked else importance(name),
            in_brief=console.is_terminal,
        )
        for name in named
    ]
    if KEY in named and titles.keys() & dict(keyed).keys():
        shown.insert(1, _Column.of("title", [titles.get(key) for key, _ in keyed]))
    if columns:
        return _whole(shown, console)
    fitting = _fitting(shown, console.width if console.is_terminal else _PIPE)
    table = _table(fitting) if console.is_terminal else _plain([column for column, _ in fitting])
    if len(fitting) == len(shown):
        return table
    return Group(table, Text(f"{len(fitting)} of {len(shown)} columns; see --columns, --json", "dim"))


def plain_rows(records: Sequence[Record], console: Console) -> RenderableType:
    """One table of records, with all their columns."""
    if not records:
        return Text("no rows", "dim")
    return _whole([_Column.of(name, [record[name] for record in records]) for name in records[0]], console)


def _whole(columns: Sequence[_Column], console: Console) -> RenderableType:
    """A table of all these columns; on a terminal with folded cells where they are too wide."""
    if not console.is_terminal:
        return _plain(columns)
    widths = [column.whole_width for column in columns]
    while sum(widths) + _GAP * (len(widths) - 1) > console.width and max(widths) > _NARROWEST_CELL:
        widths[widths.index(max(widths))] -= 1
    return _table(zip(columns, widths, strict=True), overflow="fold")


def _names(items: Mapping[Any, Any] | tuple[Any, ...], first: Any, asked: Iterable[str]) -> list[str]:
    """The columns of rows; those of a mapping begin with its key unless the own id of each is the key."""
    kind: Any = type(first)
    names = [*fields_of(kind), *asked]
    if isinstance(items, Mapping) and any(getattr(item, "id", None) != key for key, item in items.items()):
        names.insert(0, KEY)
    return names


def _value(item: Any, name: str, key: Any = None) -> Any:
    """The value of a row in a column."""
    if name == KEY and key is not None:
        return key
    return item if name == "value" and not hasattr(item, name) else reduce(_within, name.split("."), item)


def _within(value: Any, name: str) -> Any:
    return None if value is None else getattr(value, name)


@frozen
class _Column:
    """One field of all rows, as text."""

    title: str
    cells: list[str]
    importance: int
    is_number: bool
    can_be_cut: bool
    """True where the beginning of a cell still says something; half a date, or half an address, says nothing."""

    @classmethod
    def of(cls, name: str, values: Sequence[Any], place: int = 0, *, in_brief: bool = False) -> _Column:
        """The column of some values at its place; `in_brief` leaves the seconds out of moments."""
        title, cells = _title(name), [text(value) for value in values]
        if any(cell.startswith("https://") for cell in cells):
            place = _ADDRESS
        elif all(cell == NOTHING for cell in cells):
            place = max(place, _DETAIL)
        kinds = {type(value) for value in values if value is not None}
        if in_brief and kinds == {datetime}:
            title, cells = f"{title} (UTC)", [cell[:_MINUTES] for cell in cells]
        is_prose = any(isinstance(value, str) and not isinstance(value, Enum) for value in values)
        return cls(title, cells, place, all(map(_is_number, values)), is_prose and place != _ADDRESS)

    @property
    def whole_width(self) -> int:
        """The width in which nothing is cut off; titles are folded between words."""
        return max(*map(cell_len, self.cells), *map(len, self.heading.split()))

    def width(self, room: int, *, is_first: bool = True) -> int:
        """The width on a terminal of so much room."""
        widest = _WIDEST_CELL if is_first or room >= _WIDE else _WIDEST_REMARK
        return (
            min(self.whole_width, max(widest, *map(len, self.heading.split()))) if self.can_be_cut else self.whole_width
        )

    @property
    def heading(self) -> str:
        """The title of a table's column; above numbers a long word is hyphenated."""
        return self.title.replace("achievements", "achieve- ments") if self.is_number else self.title


def _fitting(columns: Sequence[_Column], room: int) -> list[tuple[_Column, int]]:
    """The columns that fit beside each other, with their widths; those that people need first come first."""
    fitting: list[tuple[_Column, int]] = []
    left = room
    in_words = [column for column in columns if column.importance < _ADDRESS] or columns
    for column in sorted(in_words, key=lambda column: column.importance):
        width = column.width(room, is_first=not any(each.can_be_cut for each, _ in fitting))
        if width > left >= _NARROWEST_CELL and column.can_be_cut:
            width = left  # room enough for the beginning of a text
        if width <= left or not fitting:
            fitting.append((column, width))
            left -= width + _GAP
    if len(fitting) == len(in_words):
        return fitting
    return [(column, width) for column, width in fitting if column.importance < _DETAIL] or fitting


def _table(columns: Iterable[tuple[_Column, int]], overflow: OverflowMethod = "ellipsis") -> Table:
    """A table for a terminal; cells that are too wide are cut off, or folded."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold cyan")
    texts = []
    for column, width in columns:
        title = "\n".join(wrap(column.heading, width, break_on_hyphens=False))
        justify: JustifyMethod = "right" if column.is_number else "left"
        whole = overflow == "fold"
        table.add_column(title, justify=justify, vertical="bottom", no_wrap=not whole, overflow=overflow, width=width)
        texts.append(column.cells)
    for cells in zip(*texts, strict=True):
        table.add_row(*map(_cell, cells))
    return table


def _plain(columns: Sequence[_Column]) -> Text:
    """A table for a pipe: every cell in full."""
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
