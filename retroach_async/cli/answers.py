"""Something to print, in every form that a format may ask for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from retroach_async.cli.records import Record, columns_of, records_of
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
        from retroach_async.cli.tables import picture  # noqa: PLC0415  programs are answered without it

        return picture(self.value, console)
