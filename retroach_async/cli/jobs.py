"""`retroach batch ... --out FILE`: a job in a file, which says how long it takes and how to go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Annotated, Any

from cyclopts import Parameter

from retroach_async.batch import Batch
from retroach_async.cli.exits import Exit
from retroach_async.cli.formats import Table
from retroach_async.cli.output import Output
from retroach_async.cli.progress import JobProgress
from retroach_async.cli.signals import EndedBySignals
from retroach_async.cli.terminal import stderr
from retroach_async.errors import AuthenticationFailed, InvalidRequest, RetroachError
from retroach_async.jobs import JobReport
from retroach_async.transport.limits import LimitState

Out = Annotated[
    str | None,
    Parameter(
        name="--out",
        metavar="FILE",
        help="Write the answers into a file, and go on where an earlier run was ended. FILE ends in .jsonl, .csv,"
        " .parquet, .sqlite or .db.",
    ),
]
Explode = Annotated[
    bool,
    Parameter(
        name="--explode",
        negative="",
        show_default=False,
        help="With --out: a distribution is a row for each number of unlocks.",
    ),
]
Restart = Annotated[
    bool,
    Parameter(
        name="--restart",
        negative="",
        show_default=False,
        help="With --out: begin anew, whatever earlier runs have written.",
    ),
]

_TICK = 0.5
"""Seconds between two looks at the limit."""


def refuse_alone(output: Output, out: str | None, *, explode: bool, restart: bool) -> None:
    """Refuse options that do not go together. Raises `InvalidRequest`."""
    if out is None and (explode or restart):
        raise InvalidRequest(f"--{'explode' if explode else 'restart'} needs --out FILE")
    if out is not None and (type(output.format) is not Table or output.columns):
        raise InvalidRequest("--out takes the format from the ending of FILE: leave out options about printing")


def plan(requests: int, keys: int, limit: LimitState | None) -> str:
    """The number of calls, and the time that they take: `5,000 calls at 15 per 12 s: about 67 min`.

    Fewer requests than keys are the fewest that it takes.
    """
    calls = f"{requests:,} call{'' if requests == 1 else 's'}"
    if requests < keys:
        calls = f"at least {calls} for {keys:,} keys"  # an id that is in no list takes a call of its own
    if limit is None:
        return calls
    calls += f" at {limit.requests:,} per {limit.seconds:g} s"
    return f"{calls}: {'at once' if is_quick(requests, limit) else f'about {_time(requests, limit)}'}"


def is_quick(requests: int, limit: LimitState | None) -> bool:
    """True when nobody waits for the limit."""
    return limit is None or requests <= limit.requests


def _time(requests: int, limit: LimitState) -> str:
    minutes, seconds = divmod(round(requests * limit.seconds / limit.requests), 60)
    if minutes < 2:
        return f"{60 * minutes + seconds} s"
    minutes += seconds >= 30
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


async def run_job(
    output: Output,
    batch: Batch[Any, Any],
    limit: Callable[[], LimitState | None],
    ended: EndedBySignals,
    *,
    out: str,
    explode: bool,
    restart: bool,
) -> int:
    """Run a job, show how it goes, and say how it ended."""
    reports: list[JobReport] = []
    with ExitStack() as ending:
        progress: JobProgress | None = None

        def tell(report: JobReport) -> None:
            nonlocal progress
            if progress is None:
                _announce(output, report, limit())
                if not report.left:
                    return
                progress = ending.enter_context(JobProgress(stderr(), report))
                ending.callback(asyncio.ensure_future(_watch(progress, limit)).cancel)
            reports[:] = [report]
            progress.update(report)

        def say_how_to_go_on() -> None:
            ended.last_words = lambda: ""  # they are said now
            ending.close()
            if reports:
                output.note(_how_to_go_on(reports[-1]))

        ended.last_words = lambda: _how_to_go_on(reports[-1]) if reports else ""
        try:
            report = await batch.to_file(out, explode=explode, restart=restart, on_progress=tell)
        except OSError as problem:
            say_how_to_go_on()
            raise RetroachError(f"cannot write {out}: {problem.strerror or problem}") from None
        except AuthenticationFailed:
            if reports and reports[-1].done:
                say_how_to_go_on()
            raise
        except BaseException:
            say_how_to_go_on()
            raise
    output.note(_ending(report))
    return Exit.FAILED if report.failed else Exit.OK


def _announce(output: Output, report: JobReport, limit: LimitState | None) -> None:
    if report.kept and report.left:
        output.note(f"{report.kept:,} of {report.total:,} are there already")
    if report.left:
        output.note(plan(report.requests, report.left, limit))


async def _watch(progress: JobProgress, limit: Callable[[], LimitState | None]) -> None:
    """Look at the limit now and then."""
    with suppress(asyncio.CancelledError):
        while True:
            progress.tick(_waiting(limit()))
            await asyncio.sleep(_TICK)


def _waiting(limit: LimitState | None) -> str:
    if limit is None:
        return ""
    if limit.paused:
        return f"paused by the server for {limit.paused:.0f} s"
    return "waiting for the limit" if limit.queued and not limit.available else ""


def _how_to_go_on(report: JobReport) -> str:
    kept = f"{report.path.name}.part.jsonl keeps them"
    return f"{report.done:,} of {report.total:,} done; {kept}, and the same command goes on from there"


def _ending(report: JobReport) -> str:
    name = report.path.name
    if report.is_whole and not report.asked:
        return f"{name}: done already, {report.total:,} of {report.total:,}"
    done = f"{name}: {report.done:,} done"
    if report.not_found:
        done += f", {report.not_found:,} of them not found"
    if not report.failed:
        return done
    return f"{done}, {report.failed:,} failed; {name}.failed.jsonl has them, and the same command tries them again"
