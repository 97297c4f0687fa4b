"""The run of a job in an event loop: what blocks goes into one thread."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeAlias, TypeVar

from retroach_async.jobs.calls import job_call
from retroach_async.jobs.job import Job
from retroach_async.jobs.report import JobReport
from retroach_async.threads import OneThread
from retroach_async.workers import Keep, Outcome

K = TypeVar("K")

Ask: TypeAlias = Callable[[Sequence[K], Keep], AbstractAsyncContextManager[AsyncIterator[Outcome[K, Any]]]]
"""A batch of the given keys, which keeps each outcome before it gives it."""


def job_of(
    call: Callable[..., Awaitable[object]],
    args: Sequence[object],
    options: Mapping[str, object],
    keys: Sequence[K],
    *,
    path: str | os.PathLike[str],
    explode: bool,
    restart: bool,
) -> Job[K]:
    """The job of a call for many keys, which has not begun yet.

    Raises `ConfigurationError` for a call that is no method of a client and for a file that cannot be used, and the
    errors of `job_call`.
    """
    return Job(path, job_call(call, args, options), keys, explode=explode, restart=restart)


async def run(
    job: Job[K],
    ask: Ask[K],
    requests_for: Callable[[int], int],
    on_progress: Callable[[JobReport], object] | None = None,
) -> JobReport:
    """Ask for what is left, write it down, and make the file of it.

    However it ends, what has landed is in the journal, and the files are free for the next run.
    """
    thread = OneThread("retroach_async job")
    job.is_ended = lambda: thread.is_cancelled
    tell = on_progress or (lambda _: None)

    async def keep(outcomes: Sequence[Outcome[Any, Any]]) -> None:
        await thread.run(job.add, outcomes)

    try:
        left = await thread.run(job.open)
        job.expect(requests_for(len(left)))
        tell(job.report)
        try:
            if left:
                async with ask(left, keep) as outcomes:
                    async for _ in outcomes:
                        tell(job.report)
            await thread.run(job.finish)
        except (asyncio.CancelledError, OSError):
            tell(job.report)  # more may have landed than was told
            raise
    finally:
        try:
            await thread.run(job.close)
        finally:
            thread.end()
    return job.report
