"""Outcomes of a batch, to be printed as they land."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen
from rich.console import Console
from rich.text import Text

from retroach_async._types import without_none
from retroach_async.batch import Outcome
from retroach_async.cli.answers import Printable
from retroach_async.cli.records import KEY, Record, columns_of, fields_of, records_of
from retroach_async.cli.terminal import printable
from retroach_async.cli.text import brief
from retroach_async.errors import RetroachError
from retroach_async.models import AchievementDistribution
from retroach_async.models._model import plain

_ERROR = "error"
_ENTRY = "entry"
"""The column of a mapping's keys, because the batch's own keys are in the first."""


def columns_of_outcomes(kind: Any, relations: Sequence[str] = ()) -> tuple[str, ...]:
    """The columns of the outcomes of a call with such a result."""
    if without_none(kind) is AchievementDistribution:
        return (KEY, _ERROR, *fields_of(AchievementDistribution))
    return (KEY, _ERROR, *columns_of(kind, key=_ENTRY, relations=relations))


@frozen
class Landed(Printable):
    """The outcome of one key."""

    outcome: Outcome[Any, Any]
    kind: Any
    """The declared type of its value."""
    width: int
    """The room that the longest key takes."""
    relations: Sequence[str] = ()
    """The relations that the call asked for."""
    title: str = ""
    """The title of the game that is the key, where the value does not tell it."""

    def document(self) -> dict[str, Any]:
        """The key, and the value or the error."""
        if self.outcome.ok:
            return {"key": self.outcome.key, "ok": True, "value": plain(self.outcome.value)}
        error = self.outcome.error
        facts: dict[str, Any] = {"type": type(error).__name__, "message": str(error)}
        if isinstance(error, RetroachError):
            facts |= {"message": error.message, "status": error.status, "attempts": error.attempts}
        return {"key": self.outcome.key, "ok": False, "error": facts}

    def columns(self) -> Sequence[str]:
        """The key, the error, and the fields of the value."""
        return columns_of_outcomes(self.kind, self.relations)

    def records(self) -> Iterator[Record]:
        """A row for each row of the value, or one with the key alone; a distribution stays in one row."""
        error = self.outcome.error
        if error is not None:
            yield {KEY: self.outcome.key, _ERROR: f"{type(error).__name__}: {error}"}
            return
        value = self.outcome.value
        is_whole = isinstance(value, AchievementDistribution)
        for record in [value.to_dict()] if is_whole else list(records_of(value, key=_ENTRY)) or [{}]:
            yield {KEY: self.outcome.key, **record}

    def picture(self, _: Console, /) -> Text:
        """The key, and the value or the error in brief."""
        line = Text(f"{self.outcome.key!s:>{self.width}}  ", no_wrap=False)
        if self.title:
            line.append(f"{printable(self.title)}: ", "bold")
        if self.outcome.ok:
            return line.append(brief(self.outcome.value))
        return line.append(f"failed: {printable(str(self.outcome.error))}", "red")
