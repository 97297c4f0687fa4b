"""Work that blocks, in a thread that ends with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of a function that runs in a thread of its own; one of the event loop's own would stay.

    A cancellation is raised when the function has ended, so that nothing goes on behind the back of who cleans up.
    """
    thread = ThreadPoolExecutor(1, "retroach_async files")
    try:
        result = asyncio.get_running_loop().run_in_executor(thread, lambda: work(*args, **kwargs))
        cancelled: asyncio.CancelledError | None = None
        while not result.done():
            try:
                await asyncio.wait((result,))
            except asyncio.CancelledError as again:
                cancelled = again
        if cancelled is not None:
            result.exception()  # looked at, so that asyncio does not complain
            raise cancelled
        return result.result()
    finally:
        thread.shutdown(wait=False)
