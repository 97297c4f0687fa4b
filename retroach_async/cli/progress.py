"""Progress of a long job."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from retroach_async.cli.terminal import say
from retroach_async.jobs import JobReport

_EVERY = 30.0
"""Seconds between two lines where there is no terminal."""


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


class JobProgress:
    """The progress of a job: a bar with rate, time left, failures and waits; elsewhere a plain line now and then."""

    def __init__(self, console: Console, report: JobReport) -> None:
        self._console = console
        self._report = self._first = report
        self._waiting = ""
        self._begun = self._told = time.monotonic()
        self._live = Progress(
            BarColumn(bar_width=None, complete_style="cyan", finished_style="green"),
            MofNCompleteColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[facts]}"),
            console=console,
            redirect_stdout=False,
            expand=True,
        )
        self._task = self._live.add_task("", total=report.total, completed=report.done, facts="")

    def update(self, report: JobReport) -> None:
        """Show that one more key has landed."""
        self._report = report
        self._live.update(self._task, completed=report.done + report.failed, facts=self._facts())

    def tick(self, waiting: str) -> None:
        """Show what the job waits for; elsewhere than on a terminal say now and then how far it is."""
        self._waiting = waiting
        self._live.update(self._task, facts=self._facts())
        now = time.monotonic()
        if not self._console.is_terminal and now - self._told >= _EVERY:
            self._told = now
            report = self._report
            say(", ".join(filter(None, (f"{report.done:,} of {report.total:,} done", self._facts()))))

    def _facts(self) -> str:
        report, minutes = self._report, (time.monotonic() - self._begun) / 60
        landed = report.asked - self._first.asked
        rate = f"{landed / minutes:,.0f} a minute" if landed and minutes > _EVERY / 3600 else ""
        failed = f"{report.failed:,} failed" if report.failed else ""
        return ", ".join(filter(None, (rate, failed, self._waiting)))

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._live.stop()
