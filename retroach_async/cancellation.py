"""Cancellations that foreign code swallows, as redis-py does at times: `asyncio.wait_for` does until Python 3.12."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


async def cancellable(question: Awaitable[T]) -> T:
    """The answer of foreign code. A cancellation that came meanwhile is raised, also when that code swallowed it.

    A `TimeoutError` is that code's own: some libraries cancel the task for it, and do not take the cancellation back.
    """
    before = _cancellations()
    try:
        answer = await question
    except TimeoutError:
        raise
    except Exception:
        if _cancellations() <= before:
            raise
    else:
        if _cancellations() <= before:
            return answer
    raise asyncio.CancelledError


def _cancellations() -> int:
    task = asyncio.current_task()
    return 0 if task is None else task.cancelling()
