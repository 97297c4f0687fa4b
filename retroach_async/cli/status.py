"""The line on a terminal that says what a command waits for.

The client's hooks tell what happens, so the line tells what is true: the limit, the server, the next attempt. It stands
on standard error, only while there is something to wait for, and gives way to whatever else is printed.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING

from retroach_async.cli.terminal import before_printing, printable, stderr, stderr_is_seen
from retroach_async.clock import SystemClock
from retroach_async.observe import Hooks, RequestSent, ResponseReceived, RetryPlanned, WaitBegun
from retroach_async.query import Query

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live

_BEAT = 0.25
"""Seconds from one look at the state to the next."""
_SLOW = 1.0
"""Seconds of silence from which on the server is slow."""


class Status:
    """The state of a command: its progress, and the things it waits for."""

    def __init__(self, console: Callable[[], Console] = stderr, now: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._now = now
        self._live: Live | None = None
        self._hidden = 0
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.progress = ""
        """The words that tell how far the command is: "row 500 of 1,234"."""
        self._held: dict[Query, float] = {}
        self._again: dict[Query, tuple[float, str]] = {}
        self._asked: dict[Query, float] = {}

    @property
    def hooks(self) -> Hooks:
        """The hooks of the client that is waited for."""
        return Hooks(on_wait=self._wait, on_request=self._ask, on_response=self._hear, on_retry=self._repeat)

    def _wait(self, event: WaitBegun) -> None:
        self._held[event.query] = self._now() + event.seconds

    def _ask(self, event: RequestSent) -> None:
        self._held.pop(event.query, None)
        self._again.pop(event.query, None)
        self._asked[event.query] = self._now()

    def _hear(self, event: ResponseReceived) -> None:
        self._asked.pop(event.query, None)

    def _repeat(self, event: RetryPlanned) -> None:
        self._asked.pop(event.query, None)
        self._again[event.query] = self._now() + event.seconds, printable(event.error.message)

    @property
    def text(self) -> str:
        """The line at this moment; empty where nothing is to be told."""
        now = self._now()
        waits = ""
        if self._held:
            waits = f"waiting for the limit{_seconds(min(self._held.values()) - now)}"
        elif self._again:
            moment, reason = min(self._again.values())
            waits = f"{reason}; trying again{_seconds(moment - now, ' in')}"
        elif self._asked and now - max(self._asked.values()) >= _SLOW:
            waits = f"waiting for the server{_seconds(now - max(self._asked.values()))}"
        return ", ".join(filter(None, (self.progress, waits)))

    def beat(self) -> None:
        """Show the line as it is now."""
        text = self.text
        if not text or self._hidden:
            self.clear()
            return
        from rich.live import Live  # noqa: PLC0415  most commands have nothing to wait for
        from rich.text import Text  # noqa: PLC0415  see above

        with suppress(OSError):  # a terminal that is gone needs no line
            if self._live is None:
                self._live = Live(
                    console=self._console(),
                    auto_refresh=False,
                    transient=True,
                    redirect_stdout=False,
                    redirect_stderr=False,
                )
                self._live.start()
                self._live.console.show_cursor()  # a process that is killed now could not bring it back
            self._live.update(Text(text, "dim", no_wrap=True, overflow="ellipsis"), refresh=True)

    def clear(self) -> None:
        """Take the line away."""
        live, self._live = self._live, None
        if live is not None:
            with suppress(OSError):
                live.stop()

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Show no line, because something else moves on the terminal."""
        self.clear()
        self._hidden += 1
        try:
            yield
        finally:
            self._hidden -= 1

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Show the line while it is of use."""
        beats = asyncio.create_task(self._beats())
        try:
            yield
        finally:
            beats.cancel()
            with suppress(asyncio.CancelledError):
                await beats
            self.clear()
            self.forget()

    async def _beats(self) -> None:
        clock = SystemClock()
        while True:
            await clock.sleep(_BEAT)
            self.beat()


STATUS = Status()
"""The line of this process, which has one terminal."""
before_printing.append(STATUS.clear)


@asynccontextmanager
async def sign_of_life(other: Hooks | None = None) -> AsyncIterator[Hooks | None]:
    """Hooks for a client, and the line while it is open; `other` hooks, or None, where nobody would see the line."""
    if other is not None or not stderr_is_seen():
        yield other
        return
    async with STATUS.shown():
        yield STATUS.hooks


def _seconds(left: float, words: str = ",") -> str:
    return f"{words} {math.ceil(left)} s" if left > 0 else ""
