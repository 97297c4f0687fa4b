"""Signals that end a command which runs until it is told to."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress


def call_on_signals(end: Callable[[], None]) -> None:
    """Call the function when the process is asked to end, by Ctrl-C or by the system."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C then ends the command as any other
            loop.add_signal_handler(number, end)
