"""Work that blocks, in a thread that ends with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class OneThread:
    """A thread that does one piece of work after the other; one of the event loop's own would stay behind."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)
        self.is_cancelled = False
        """True once somebody who waited for a result was cancelled: long work may look, and end early."""

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of a function.

        A cancellation is raised when the function has ended, so that nothing goes on behind the back of who cleans up.
        """
        result = asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*args, **kwargs))
        cancelled: asyncio.CancelledError | None = None
        while not result.done():
            try:
                await asyncio.wait((result,))
            except asyncio.CancelledError as again:
                cancelled, self.is_cancelled = again, True
        if cancelled is not None:
            result.exception()  # looked at, so that asyncio does not complain
            raise cancelled
        return result.result()

    def end(self) -> None:
        """End the thread when its work is done, without waiting for it."""
        self._thread.shutdown(wait=False)


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of a function that runs in a thread of its own; see `OneThread.run`."""
    thread = OneThread("retroach_async files")
    try:
        return await thread.run(work, *args, **kwargs)
    finally:
        thread.end()
