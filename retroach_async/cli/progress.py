"""Progress of a long job."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Bar:
    """A bar that moves on a terminal; elsewhere a plain line now and then."""

    def __init__(self, console: Console, total: int, what: str) -> None:
        self._console = console
        self._what = what
        self._total = total
        self._done = 0
        self._live = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None, complete_style="cyan", finished_style="green"),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
            redirect_stdout=False,  # answers do not go to this console
            expand=True,
        )
        self._task = self._live.add_task(what, total=total)

    def advance(self) -> None:
        """Count one more as done."""
        self._done += 1
        self._live.advance(self._task)
        if not self._console.is_terminal and (self._done == self._total or self._done % 100 == 0):
            self._console.print(f"{self._what}: {self._done} of {self._total}")

    def __enter__(self) -> Self:
        self._live.start()
        self._console.show_cursor()  # a process that is killed now could not bring it back
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()
