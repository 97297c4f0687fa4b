"""The plan of a check, and the report of its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import asdict, fields, frozen
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from retroach_async.cli.answers import Printable
from retroach_async.cli.records import Record
from retroach_async.cli.terminal import printable
from retroach_async.drift import Compared, Drift, Finding, Plan, PlannedCall
from retroach_async.models._model import plain

_STYLES = {
    Drift.UNKNOWN_KEY: "yellow",
    Drift.NEW_VALUE: "yellow",
    Drift.MISSING_KEY: "yellow",
    Drift.REQUIRED_KEY: "red",
    Drift.OTHER_TYPE: "red",
    Drift.FAILED_CALL: "red",
}
"""Yellow for things that the library overlooks or does without, red for things that it cannot read."""


@frozen
class Planned(Printable):
    """The calls of a check and their arguments."""

    plan: Plan

    def columns(self) -> Sequence[str]:
        """The endpoint, and its arguments by name."""
        return ("endpoint", "arguments")

    def document(self) -> list[Record]:
        """A list of the calls."""
        return list(self.records())

    def records(self) -> Iterator[Record]:
        """A row for each call."""
        for call in self.plan.calls:
            yield {"endpoint": call.endpoint.name, "arguments": _arguments(call)}

    def picture(self, _: Console, /) -> RenderableType:
        """A line for each call, and what cannot be checked."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(style="cyan", no_wrap=True)
        table.add_column(overflow="fold")
        for call in self.plan.calls:
            table.add_row(call.endpoint.name, ", ".join(f"{name}={text}" for name, text in _arguments(call).items()))
        return Group(table, *_notes(self.plan, ()))


def _arguments(call: PlannedCall) -> dict[str, str]:
    """The arguments as text; for one that is found on the way, the endpoint that gives it."""
    known = {
        name: ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in call.arguments.items()
    }
    return known | {name: f"<from {source}>" for name, source in call.awaited.items()}


@frozen
class Report(Printable):
    """Every difference that a check found, and what it could not compare."""

    plan: Plan
    results: Sequence[Compared]

    def columns(self) -> Sequence[str]:
        """The endpoint, and the fields of a finding."""
        return ("endpoint", *(field.name for field in fields(Finding)))

    def document(self) -> dict[str, Any]:
        """The differences, between what was planned and what was left out."""
        return {
            "user": self.plan.user,
            "planned": len(self.plan.calls),
            "answered": len(self.results),
            "findings": list(self.records()),
            "skipped": _skipped(self.plan, self.results),
            "unseen": {compared.name: list(compared.unseen) for compared in self.results if compared.unseen},
        }

    def records(self) -> Iterator[Record]:
        """A row for each difference."""
        for compared in self.results:
            for finding in compared.findings:
                yield {"endpoint": compared.name, **plain(asdict(finding))}

    def picture(self, console: Console, /) -> RenderableType:
        """A table of the differences and a verdict."""
        found = [compared for compared in self.results if compared.findings]
        table = _for_screen(found, console.width) if console.is_terminal else _for_pipe(found)
        verdict, notes = _verdict(self.plan, self.results), _notes(self.plan, self.results)
        return Group(*([table, Text()] if found else []), verdict, *notes)


def _skipped(plan: Plan, results: Sequence[Compared]) -> dict[str, str]:
    return {**plan.not_called, **{compared.name: compared.skipped for compared in results if compared.skipped}}


def _for_screen(results: Sequence[Compared], width: int) -> RenderableType:
    """The endpoints, each above the findings in its answer."""
    rows = {compared.name: [_row(finding) for finding in compared.findings] for compared in results}
    widths = _widths([_TITLES, *(row for of_one in rows.values() for row in of_one)], width)
    parts: list[RenderableType] = [_grid([_TITLES], widths), Rule(style="dim")]
    for name, of_one in rows.items():
        parts += [Text(name, "bold"), _grid(of_one, widths), Text()]
    return Group(*parts[:-1])


_Row = tuple[Text, ...]

_TITLES: _Row = tuple(Text(title, "bold cyan") for title in ("drift", "where", "expected", "found"))
_INDENT, _GAP = 2, 2
_NARROWEST = 12
"""The least width of a column; a terminal without room for that folds every cell."""


def _row(finding: Finding) -> _Row:
    found = Text(printable(finding.found))
    if finding.of > 1:
        found.append(f"{' ' if finding.found else ''}({finding.times}/{finding.of})", "dim")
    where = Text(printable(finding.path)) if finding.path else Text("the whole answer", "dim")
    return Text(finding.drift.value, _STYLES[finding.drift]), where, Text(printable(finding.expected)), found


def _widths(rows: Sequence[_Row], width: int) -> list[int]:
    """The widths of the columns: as wide as their cells, until the widest have to give way."""
    widths = [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]
    room = width - _INDENT - _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _grid(rows: Sequence[_Row], widths: Sequence[int]) -> Padding:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return Padding(grid, (0, 0, 0, _INDENT))


def _for_pipe(results: Sequence[Compared]) -> Table:
    """One line for each difference."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("endpoint", "drift", "where", "expected", "found", "times"):
        table.add_column(title, no_wrap=True)
    for compared in results:
        for finding in compared.findings:
            words = (finding.drift.value, finding.path, finding.expected, finding.found)
            table.add_row(compared.name, *map(printable, words), f"{finding.times}/{finding.of}")
    return table


def counted(number: int, word: str) -> str:
    """A number and a word, in the plural where it belongs."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _verdict(plan: Plan, results: Sequence[Compared]) -> Text:
    """The whole result in one sentence."""
    met = Counter(finding.drift for compared in results for finding in compared.findings)
    failed, differences = met[Drift.FAILED_CALL], met.total() - met[Drift.FAILED_CALL]
    compared = sum(not each.skipped for each in results) - failed
    parts = [f"{compared} of {counted(len(plan.calls), 'answer')} compared"]
    parts.append(f"{counted(differences, 'difference')} found" if differences else "no drift")
    parts += [counted(failed, "failed call")] if failed else []
    return Text(", ".join(parts), "bold red" if met else "bold green")


def _notes(plan: Plan, results: Sequence[Compared]) -> Iterator[RenderableType]:
    """Lines about endpoints and paths that could not be compared, with the reasons."""
    for name, reason in _skipped(plan, results).items():
        yield Text(f"skipped {name}: {printable(reason)}", "dim")
    unseen = [f"{compared.name} {printable(path)}" for compared in results for path in compared.unseen]
    if unseen:
        yield Text(f"not compared, being empty or absent: {', '.join(unseen)}", "dim")
