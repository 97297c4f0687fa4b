"""The tasks behind a watch: they look at whoever is due, two at once, and hand over what is new."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from math import inf
from typing import Any, Generic, TypeVar

from retroach_async.errors import (
    AuthenticationFailed,
    Blocked,
    ClientClosed,
    ConfigurationError,
    Forbidden,
    RetroachError,
)
from retroach_async.watch.feed import Asker, Feed, Look, Offer
from retroach_async.watch.schedule import Schedule

E = TypeVar("E")

_ENDS = (AuthenticationFailed, Forbidden, Blocked, ClientClosed, ConfigurationError)
"""The errors that every other look would meet as well."""
_MOST_WAITING = 1000
"""Events that may wait before nobody is asked any more."""
_LOOKS_AT_ONCE = 2


class Lookout(Generic[E]):
    """The lookout of one watch.

    One task follows the schedule; each look is a task of its own, so that one that hangs holds up nobody. A look that
    fails is planned again, later; an error that all looks would meet is the failure, and ends them all.
    """

    def __init__(
        self,
        feed: Feed[E],
        asker: Asker,
        schedule: Schedule,
        on_events: Callable[[list[Offer[E]]], None],
        on_change: Callable[[str], Coroutine[Any, Any, None]],
    ) -> None:
        self._feed = feed
        self._asker = asker
        self._schedule = schedule
        self._on_events = on_events
        self._on_change = on_change
        self._tasks: set[asyncio.Task[None]] = set()
        self._unsaved: set[str] = set()
        self._looks = 0
        self._has_room = True
        self._wake = asyncio.Event()
        self._failure: Exception | None = None
        self.is_over = False
        """True when nobody will be looked at any more."""

    def start(self, subjects: list[str]) -> None:
        """Plan the first looks, and begin."""
        self._schedule.allowed_per_hour = self._asker.allowed_per_hour
        self._schedule.begin(subjects, self._asker.clock.monotonic())
        self.run(self._follow_the_schedule())

    def add(self, subject: str) -> None:
        """Plan a first look at a subject, at once."""
        self._schedule.add(subject, self._asker.clock.monotonic())
        self._wake.set()

    def set_room(self, waiting: int) -> None:
        """Note how many events wait."""
        has_room = waiting <= _MOST_WAITING
        if has_room and not self._has_room:
            self._wake.set()
        self._has_room = has_room

    def take_failure(self) -> Exception | None:
        """The error that ended the lookout, once."""
        failure, self._failure = self._failure, None
        return failure

    def run(self, work: Coroutine[Any, Any, None]) -> Awaitable[None]:
        """Run something behind the scenes, until the watch ends. Its result may be awaited, but need not be."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._look_at)
        return task

    def _look_at(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # looked at, so that asyncio does not complain

    def cancel(self) -> None:
        """End all looks soon."""
        self.is_over = True
        this = asyncio.current_task()
        for task in self._tasks:
            if task is not this:
                task.cancel()

    async def end(self) -> None:
        """End all looks, and wait until they are gone."""
        self.cancel()
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))
            await asyncio.sleep(0)  # the turn in which `_look_at` is called

    async def _follow_the_schedule(self) -> None:
        clock, schedule = self._asker.clock, self._schedule
        try:
            while not self.is_over:
                self._wake.clear()
                wait = inf
                if self._has_room and self._looks < _LOOKS_AT_ONCE:
                    schedule.allowed_per_hour = self._asker.allowed_per_hour
                    now = clock.monotonic()
                    subject = schedule.take(now)
                    if subject is not None:
                        self._looks += 1
                        self.run(self._look(subject))
                        continue
                    wait = schedule.next_due() - now
                await self._doze(wait)
        except Exception as problem:  # noqa: BLE001  whoever iterates has to know
            self._fail(problem)

    async def _doze(self, seconds: float) -> None:
        """Wait so long, or until something happens."""
        clock = self._asker.clock
        if seconds == inf:
            await self._wake.wait()
        elif self._looks:
            # An alarm and no sleep: a test's clock that moves by itself stands still until the answer is there.
            timer = clock.call_later(seconds, self._wake.set)
            try:
                await self._wake.wait()
            finally:
                timer.cancel()
        else:
            both = asyncio.ensure_future(self._wake.wait()), asyncio.ensure_future(clock.sleep(seconds))
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in both:
                    task.cancel()
                await asyncio.gather(*both, return_exceptions=True)

    async def _look(self, subject: str) -> None:
        schedule = self._schedule
        try:
            look = await self._feed.look(subject) if subject in schedule.paces else Look[E]()
            if subject in schedule.paces:
                await self._hand_over(subject, look)
        except _ENDS as error:
            self._fail(error)
        except RetroachError as error:
            if subject in schedule.paces:
                schedule.failed(subject, self._asker.clock.monotonic())
                self._asker.tell(self._feed.title(subject)[0], error.message, error)
        except Exception as problem:  # noqa: BLE001  whoever iterates has to know
            self._fail(problem)
        finally:
            self._looks -= 1
            self._wake.set()

    async def _hand_over(self, subject: str, look: Look[E]) -> None:
        if look.is_gone:
            self._schedule.remove(subject)
            self._asker.tell(self._feed.title(subject)[0], "the site does not know this user any more")
            return
        # Saved first, so that the next look at a subject is planned when this one is over.
        is_changed = look.is_changed or subject in self._unsaved
        problem = await self._save(subject) if is_changed else None
        now = self._asker.clock.monotonic()
        if problem is None:
            self._schedule.looked(subject, now, is_news=bool(look.offers), wait=look.wait)
        elif subject in self._schedule.paces:
            self._schedule.failed(subject, now)
            reason = f"the cursor was not saved: {type(problem).__name__}"
            self._asker.tell(self._feed.title(subject)[0], reason, problem)
        if look.offers and subject in self._schedule.paces:
            self._on_events(list(look.offers))

    async def _save(self, subject: str) -> Exception | None:
        """Have a cursor saved; the failure of a store is met again after the next look, and ends nothing."""
        self._unsaved.add(subject)
        try:
            await self._on_change(subject)
        except _ENDS:
            raise
        except Exception as problem:  # noqa: BLE001  a store of the program's own may raise anything
            return problem
        self._unsaved.discard(subject)
        return None

    def _fail(self, problem: Exception) -> None:
        """End all looks for a reason; the first one counts."""
        if self._failure is None and not self.is_over:
            self._failure = problem
        self.cancel()
        self._on_events([])
