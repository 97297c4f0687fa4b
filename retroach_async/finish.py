"""Closing that nothing can cut short, and stop signals that no task swallows."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


async def finish(closing: Coroutine[Any, Any, None]) -> None:
    """Run something to its end, however often the caller is cancelled; a cancellation is raised afterwards."""
    task = asyncio.ensure_future(closing)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait((task,))
        except asyncio.CancelledError as again:
            cancelled = again
    if cancelled is not None:
        if not task.cancelled():
            task.exception()  # looked at, so that asyncio does not complain
        raise cancelled
    task.result()


def stop_for(problem: BaseException) -> None:
    """Have a stop signal, which a task behind the scenes met, end the program's event loop, as asyncio does.

    Unlike an exception that the task keeps, it is not logged when nobody asks for it: a secret may be in its text.
    Other exceptions are left alone.
    """
    if isinstance(problem, KeyboardInterrupt | SystemExit):

        def stop() -> None:  # without arguments, which asyncio's debug mode would print
            raise problem

        asyncio.get_running_loop().call_soon(stop)
