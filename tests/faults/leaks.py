"""Looking for a key wherever an error, a log line or a warning could show it."""

from __future__ import annotations

import asyncio
import copy
import gc
import logging
import pickle
import traceback
import warnings
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, quote_plus


async def error_of(call: Coroutine[Any, Any, Any]) -> BaseException | None:
    """The error that a call raises, with a traceback that begins at the call, so that no local of a test is in it."""
    task = asyncio.ensure_future(call)
    try:
        await asyncio.wait({task})
    finally:
        task.cancel()
    if task.cancelled():
        try:
            await task
        except asyncio.CancelledError as cancelled:
            return cancelled
    return task.exception()


def everything_shown_by(error: BaseException) -> Iterator[str]:
    """All texts in which an error appears, and those of every error that hangs on it."""
    yield str(error)
    yield repr(error)
    yield repr(error.args)
    yield repr(vars(error))
    trace = traceback.TracebackException(type(error), error, error.__traceback__, capture_locals=True)
    yield "".join(trace.format())
    if not isinstance(error, asyncio.CancelledError):
        yield repr(pickle.dumps(error))
        yield repr(vars(copy.copy(error)))
    for other in (error.__cause__, error.__context__):
        if other is not None:
            yield from everything_shown_by(other)


def spellings(secret: str) -> set[str]:
    """A secret as it may stand somewhere: plain, quoted for a URL, escaped for Python."""
    return {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1], ascii(secret)[1:-1]}


def assert_unseen(secret: str, texts: Iterator[str] | list[str]) -> None:
    """Fail when a text holds the secret; the message does not repeat more of the text than needed."""
    for text in texts:
        for spelling in spellings(secret):
            at = text.find(spelling)
            assert at < 0, f"the key is seen: ...{text[max(0, at - 200) : at + len(spelling) + 20]!r}"


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.name} {record.getMessage()} {record.args!r}")
        if record.exc_info and record.exc_info[1]:
            self.texts.extend(everything_shown_by(record.exc_info[1]))


@contextmanager
def everything_said() -> Iterator[Callable[[], list[str]]]:
    """Collect everything that anybody logs at any level, and every warning, inside the block."""
    records, root = _Records(), logging.getLogger()
    level = root.level
    root.addHandler(records)
    root.setLevel(logging.DEBUG)
    gc.freeze()  # what was there before is of no interest, and would have to be looked through
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")

            def texts() -> list[str]:
                gc.collect()  # what is dropped without being closed complains when it is collected
                return records.texts + [f"{warning.category.__name__}: {warning.message}" for warning in warned]

            yield texts
    finally:
        gc.unfreeze()
        root.setLevel(level)
        root.removeHandler(records)
