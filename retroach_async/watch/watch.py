"""A feed as a program sees it: a block, and in it an iteration that loses nothing."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from math import inf
from types import TracebackType
from typing import Generic, Literal, Self, TypeVar

from attrs import frozen

from retroach_async.errors import ConfigurationError, RetroachError
from retroach_async.finish import finish
from retroach_async.watch.cursors import CursorStore, LockedStore
from retroach_async.watch.feed import Asker, Feed, Offer
from retroach_async.watch.lookout import Lookout
from retroach_async.watch.schedule import Schedule

_log = logging.getLogger("retroach_async")

E = TypeVar("E")


@frozen(kw_only=True)
class UserState:
    """One subject of a watch: a user, or the whole site."""

    user: str
    """Display name of the user, or the name of the feed."""
    user_ulid: str | None
    """ULID of the user; None where it is not about a user."""
    last_success: datetime | None
    """Moment of the last look that went well, UTC; None before the first."""
    failures: int
    """Failures in a row."""


@frozen(kw_only=True)
class WatchState:
    """A watch at this moment."""

    users: tuple[UserState, ...]
    """Everybody who is watched."""
    waiting: int
    """Events that wait to be told."""
    due: float | None
    """Seconds until the next look; None when none is planned, since one goes on or too many events wait."""
    requests_per_hour: float
    """Requests that are planned for an hour, as it looks now; it falls while nobody has news."""


class Watch(Generic[E]):
    """An async context manager, and an async iterator of new events.

        async with ra.watch.unlocks(["MaxMilyin"], cursors=SqliteCursors("bot.db")) as watch:
            async for new in watch:
                await channel.send(f"{new.user}: {new.unlock.title}")

    Asking for the next event acknowledges the one before. Leaving the block without an exception acknowledges the last
    one, leaving it with one does not. So an event is

    - never lost;
    - told once per `stop()`, per normal end and per kill while waiting;
    - at least once when a body is killed between its effect and the next iteration. `await watch.ack()` first thing in
      the body makes it at most once. It is exactly once with `key` unique in the sink, best in the same SQLite file:
      `SqliteCursors(connection)`.

    Cancelling the wait for the next event loses nothing. Events of one user come by date, within one answer of the
    server; nothing is promised between users. While 1,000 events wait, nobody is asked. Nothing is running after the
    block.

    The iteration raises `AuthenticationFailed`, `Forbidden` and `Blocked`, which end the watch, once the events that
    have landed are told. Any other failure is told to `on_trouble`, and the look is tried again later.

    Entering the block raises `NotFound`, which lists all users that the site does not know, and `ConfigurationError`
    when another watch uses the cursors, or when they cannot be read.
    """

    def __init__(self, feed: Feed[E], store: CursorStore, asker: Asker, schedule: Schedule) -> None:
        self._feed = feed
        self._store = store
        self._asker = asker
        self._schedule = schedule
        self._phase: Literal["new", "open", "closed"] = "new"
        self._lookout = Lookout(feed, asker, schedule, self._on_events, self._on_change)
        self._waiting: deque[Offer[E]] = deque()
        self._current: Offer[E] | None = None
        self._consumer: asyncio.Future[None] | None = None
        self._is_stopped = False
        self._is_locked = False
        self._dirty: set[str] = set()
        self._saved: list[str] = []
        self._adding = asyncio.Lock()
        self._saving = asyncio.Lock()
        self._joins = bool(getattr(store, "joins", False))

    # The block

    async def __aenter__(self) -> Self:
        if self._phase != "new":
            raise ConfigurationError("a watch is entered once: make another one")
        self._loop = asyncio.get_running_loop()
        try:
            await finish(self._lock())
            saved = await self._store.load(self._feed.name)
            subjects = await self._feed.begin(saved)
            self._saved = list(saved)
            self._make_room(subjects)
            self._lookout.start(subjects)
        except BaseException:
            await finish(self._unlock(has_failed=False))
            raise
        self._phase = "open"
        _log.info(
            "watch: %s of %d, at most %.0f requests an hour",
            self._feed.name,
            len(subjects),
            self._schedule.requests_per_hour,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                await self.ack()
        finally:
            self._phase = "closed"
            await finish(self._close(has_failed=kind is not None))

    async def _close(self, *, has_failed: bool) -> None:
        await self._lookout.end()
        self._wake()
        async with self._saving:
            await self._unlock(has_failed=has_failed)

    async def _lock(self) -> None:
        if isinstance(self._store, LockedStore):
            await self._store.lock(self._feed.name)
            self._is_locked = True

    async def _unlock(self, *, has_failed: bool) -> None:
        if self._is_locked and isinstance(self._store, LockedStore):
            self._is_locked = False
            await self._store.unlock(self._feed.name, has_failed=has_failed)

    def stop(self) -> None:
        """End the iteration before the next event, for a signal handler. The event at hand counts as told.

        Events that wait are told by the next run. It may be called from any thread.
        """
        self._is_stopped = True
        if self._phase == "open":
            with suppress(RuntimeError):  # the event loop is closed
                self._loop.call_soon_threadsafe(self._halt)

    def _halt(self) -> None:
        self._lookout.cancel()
        self._wake()

    # Events

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> E:
        self._refuse_outside()
        if self._consumer is not None:
            raise ConfigurationError("a watch tells one event at a time: iterate it in one place")
        await self.ack()
        while self._phase == "open" and not self._is_stopped:
            if self._joins and self._saving.locked():
                async with self._saving:  # it would commit the half of what the body is about to do
                    continue
            if self._waiting:
                self._current = self._waiting.popleft()
                self._lookout.set_room(len(self._waiting))
                return self._current.event
            if (failure := self._lookout.take_failure()) is not None:
                raise failure
            if self._lookout.is_over:
                break
            await self._wait()
        raise StopAsyncIteration

    async def _wait(self) -> None:
        self._consumer = self._loop.create_future()
        try:
            await self._consumer
        finally:
            self._consumer = None

    def _wake(self) -> None:
        if self._consumer is not None and not self._consumer.done():
            self._consumer.set_result(None)

    async def ack(self) -> None:
        """Acknowledge the event at hand, so that it is never told again; nothing happens when there is none."""
        offer, self._current = self._current, None
        if offer is not None:
            self._feed.took(offer)
            self._dirty.add(offer.subject)
        await self._save()

    async def _save(self) -> None:
        """Save the cursors that have changed; a cancellation in the meantime is raised when that is done."""
        if self._dirty:
            async with self._saving:
                await finish(self._save_changes())

    async def _save_changes(self) -> None:
        subjects, self._dirty = self._dirty, set()
        try:
            if subjects:
                await self._store.save(self._feed.name, {each: self._feed.text(each) for each in subjects})
        except BaseException:
            self._dirty |= subjects
            raise

    async def _on_change(self, subject: str) -> None:
        """Keep a cursor that has changed without an event, unless that would commit what a body is doing."""
        self._dirty.add(subject)
        if not (self._joins and self._current is not None):
            await self._save()

    def _on_events(self, offers: list[Offer[E]]) -> None:
        self._waiting.extend(offers)
        self._lookout.set_room(len(self._waiting))
        self._wake()

    # Users

    def add(self, user: str) -> Awaitable[None]:
        """Watch another user from now on, silently at the first look, as at a first start.

        The call alone is enough; an unknown user is then told to `on_trouble`. Who awaits the result waits until the
        user is found, and gets `NotFound` for an unknown one, or `ConfigurationError` when the cursors take no more.
        """
        self._refuse_outside()
        return self._lookout.run(self._add(user))

    async def _add(self, user: str) -> None:
        async with self._adding:  # one after the other, so that they are counted
            try:
                self._refuse_one_more(user)
                subject = await self._feed.add(user)
            except RetroachError as error:
                self._asker.tell(user, error.message, error)
                raise
            if subject is not None:
                self._make_room([*self._schedule.paces, subject])
                self._dirty.add(subject)  # its cursor of an earlier run may have made room
                self._lookout.add(subject)

    def remove(self, user: str) -> Awaitable[None]:
        """Watch a user no more: events that wait are dropped, and so is the cursor.

        The call alone is enough; who awaits the result waits until that is saved. It raises `ConfigurationError` at
        once for a user who is not watched.
        """
        self._refuse_outside()
        subject = self._feed.remove(user)
        dropped = [offer for offer in self._waiting if not self._feed.wants(offer)]
        self._waiting = deque(offer for offer in self._waiting if self._feed.wants(offer))
        self._lookout.set_room(len(self._waiting))
        for offer in dropped:
            self._feed.took(offer)
            self._dirty.add(offer.subject)
        if subject is not None:
            self._schedule.remove(subject)
            self._saved = [each for each in self._saved if each != subject]
            return self._lookout.run(self._on_change(subject))
        return self._lookout.run(self._save())

    @property
    def state(self) -> WatchState:
        """The watch at this moment: the users, the events that wait, the plan and what it costs."""
        clock = self._asker.clock
        now, wall = clock.monotonic(), datetime.fromtimestamp(clock.now(), UTC)
        users = []
        for subject, pace in self._schedule.paces.items():
            name, ulid = self._feed.title(subject)
            last = None if pace.last_success is None else wall - timedelta(seconds=now - pace.last_success)
            users.append(UserState(user=name, user_ulid=ulid, last_success=last, failures=pace.failures))
        due = self._schedule.next_due()
        return WatchState(
            users=tuple(users),
            waiting=len(self._waiting),
            due=None if due == inf else max(0.0, due - now),
            requests_per_hour=self._schedule.requests_per_hour,
        )

    def _make_room(self, subjects: list[str]) -> None:
        """Refuse more subjects than the store takes; for fewer, drop cursors of others, the oldest first."""
        most = getattr(self._store, "most", None)
        if not isinstance(most, int):
            return
        watched = set(subjects)
        if len(watched) > most:
            raise self._full(most)
        others = [each for each in self._saved if each not in watched]
        dropped = set(others[: max(0, len(watched) + len(others) - most)])
        self._saved = [each for each in self._saved if each not in dropped]
        self._dirty |= dropped

    def _refuse_one_more(self, user: str) -> None:
        """Refuse a new user when the store is full, before the user is looked up."""
        most = getattr(self._store, "most", None)
        if isinstance(most, int) and len(self._schedule.paces) >= most:
            names = {str(name).casefold() for each in self._schedule.paces for name in self._feed.title(each)}
            if user.casefold() not in names:
                raise self._full(most)

    def _full(self, most: int) -> ConfigurationError:
        return ConfigurationError(f"{type(self._store).__name__} hold at most {most} users: use SqliteCursors")

    def _refuse_outside(self) -> None:
        if self._phase != "open":
            raise ConfigurationError(
                "a watch is used inside its block: `async with ra.watch.unlocks(...) as watch:`, "
                "and there `async for new in watch:`"
            )

    def __repr__(self) -> str:
        return f"<Watch of {self._feed.name}, {self._phase}, {len(self._waiting)} events waiting>"
