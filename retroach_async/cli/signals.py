"""Signals that end a command which runs until it is told to."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from retroach_async.cli.exits import Exit
from retroach_async.cli.terminal import say

_PATIENCE = 1.5
"""Seconds for the clean end of a command; what takes longer, such as the lookup of a host's name, is left."""


def call_on_signals(end: Callable[[], None]) -> None:
    """Call the function when the process is asked to end, by Ctrl-C or by the system."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C then ends the command as any other
            loop.add_signal_handler(number, end)


class EndedBySignals:
    """A block that Ctrl-C and SIGTERM end within two seconds; `code` is then the exit code of the command.

    The block is cancelled. A cancellation that takes too long ends the process, after the last words.
    """

    def __init__(self) -> None:
        self.code: Exit | None = None
        """The exit code; None as long as there was no signal."""
        self.last_words: Callable[[], str] = lambda: ""
        """Gives what is said when the process has to be ended."""

    async def __aenter__(self) -> Self:
        self._task = asyncio.current_task()
        loop = asyncio.get_running_loop()
        for number, code in ((signal.SIGINT, Exit.INTERRUPTED), (signal.SIGTERM, Exit.TERMINATED)):
            with suppress(NotImplementedError):  # Windows: Ctrl-C is a KeyboardInterrupt there
                loop.add_signal_handler(number, self._end, code)
        return self

    def _end(self, code: Exit) -> None:
        if self.code is not None or self._task is None:
            return
        self.code = code
        last = threading.Timer(_PATIENCE, self._give_up)
        last.daemon = True
        last.start()
        self._task.cancel()

    def _give_up(self) -> None:
        if words := self.last_words():
            say(words)
        os._exit(self.code or Exit.FAILED)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)
        if self.code is None or self._task is None:
            return False
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0)  # for a cancellation that came when there was nothing left to wait for
        self._task.uncancel()
        return kind is not None and issubclass(kind, asyncio.CancelledError)
