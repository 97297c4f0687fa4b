"""Other processes of a benchmark."""

from __future__ import annotations

import contextlib
import multiprocessing
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any


@contextlib.contextmanager
def process(target: Callable[..., None], *args: Any) -> Iterator[None]:
    """Another process, as long as the block lasts."""
    child = multiprocessing.get_context("spawn").Process(target=target, args=args, daemon=True)
    child.start()
    try:
        yield
    finally:
        child.terminate()
        child.join()


def most_in_any(moments: list[float], seconds: float) -> int:
    """The number of moments, in ascending order, in the fullest stretch of so many seconds."""
    return max(bisect_left(moments, start + seconds) - number for number, start in enumerate(moments))
