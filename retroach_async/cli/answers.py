"""Something to print, in every form that a format may ask for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from retroach_async.cli.records import KEY, Record, cell, columns_of, records_of
from retroach_async.models._model import plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


class Printable(ABC):
    """Something to print. A format takes the form that it needs and leaves the others alone."""

    @abstractmethod
    def document(self) -> Any:
        """All of it as one JSON-ready value."""

    @abstractmethod
    def columns(self) -> Sequence[str]:
        """The columns of its rows, the same for every answer of its type; a dot leads into a mapping."""

    @abstractmethod
    def records(self) -> Iterable[Record]:
        """Its rows, JSON-ready."""

    @abstractmethod
    def picture(self, console: Console, /) -> RenderableType:
        """A picture of it for people, made for a console."""

    def line(self, console: Console, /) -> RenderableType:
        """The same as one item of a stream; no header stands above it."""
        return self.picture(console)


@frozen
class Result(Printable):
    """The result of a call."""

    value: Any
    kind: Any
    """Its declared type, which tells the columns when there are no rows."""
    relations: Sequence[str] = ()
    """The relations that the call asked for."""

    def document(self) -> Any:
        """The value, as `to_dict` of its models spells it."""
        return plain(self.value)

    def columns(self) -> Sequence[str]:
        """The fields of a row, and its relations."""
        return columns_of(self.kind, relations=self.relations)

    def records(self) -> Iterable[Record]:
        """The rows of a list, a page, a mapping or a distribution; any other model is a row itself."""
        return records_of(self.value)

    def picture(self, console: Console, /) -> RenderableType:
        """A card, a table, or bars."""
        return self.with_columns(console, ())

    def with_columns(self, console: Console, columns: Sequence[str]) -> RenderableType:
        """The same with these columns only."""
        from retroach_async.cli.tables import picture  # noqa: PLC0415  programs are answered without it

        return picture(self.value, console, columns)


@frozen
class Selected(Printable):
    """Some columns of something."""

    whole: Printable
    chosen: Sequence[str]

    def document(self) -> Any:
        """A list of the rows."""
        return list(self.records())

    def columns(self) -> Sequence[str]:
        """The chosen columns."""
        return self.chosen

    def records(self) -> Iterator[Record]:
        """The rows, with the chosen columns by their whole names."""
        for record in self.whole.records():
            yield {column: cell(record, column) for column in self.chosen}

    def picture(self, console: Console, /) -> RenderableType:
        """A table, or a card."""
        from retroach_async.cli.tables import plain_rows  # noqa: PLC0415  programs are answered without it

        if isinstance(self.whole, Result):
            return self.whole.with_columns(console, self.chosen)
        return plain_rows(list(self.records()), console)

    def line(self, console: Console, /) -> RenderableType:
        """The cells of each row, with the room of two spaces between them; the whole where all cells are empty."""
        from rich.text import Text  # noqa: PLC0415  programs are answered without it

        from retroach_async.cli.text import text  # noqa: PLC0415  programs are answered without it

        records = list(self.records())
        if all(value is None for record in records for column, value in record.items() if column != KEY):
            return self.whole.line(console)  # a failure, say
        return Text("\n".join("  ".join(map(text, record.values())) for record in records))
