"""The games in which a user's progress has moved, from as few pages as it takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Protocol
from weakref import WeakKeyDictionary

from retroach_async.finish import finish
from retroach_async.models import CompletionProgress, Page, UserProfile
from retroach_async.moments import checked_moment
from retroach_async.watch.cursor import parsed
from retroach_async.watch.cursors import CursorStore, LockedStore, checked_store
from retroach_async.watch.games_cursor import PAGE, GamesCursor

_NAME = "changed_games"
"""The name in a store of cursors."""

_TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, WeakKeyDictionary[LockedStore, asyncio.Lock]] = WeakKeyDictionary()
"""For each event loop and store a lock, so that readings of several users side by side do not refuse each other."""


class TellsProgress(Protocol):
    """The calls that are made. A client has all of them."""

    async def get_user_completion_progress(
        self, user: str, *, count: int = 100, offset: int = 0
    ) -> Page[CompletionProgress]:
        """A user's progress in each game, the latest unlock first."""
        ...

    async def get_user_profile(self, user: str) -> UserProfile:
        """A user's profile."""
        ...


class ChangedGames(AsyncIterator[CompletionProgress]):
    """An async iterator over the games in which a user's progress has moved, the latest unlock first.

        async for game in ra.changed_games("MaxMilyin", since=datetime(2026, 8, 1, tzinfo=UTC)):
            print(game.title, game.unlocks_total, "of", game.achievements_published)

    A page has 500 games, and each is asked for when its first game is due. The reading ends at the first page that is
    older than what may have moved, so it is one request for most users.

    With cursors a reading goes on from the last one, and compares: a game is given when its number of unlocks in either
    mode, its last unlock or its highest award is another one. So it also finds late unlocks of offline play, unlocks
    that were upgraded to hardcore and those that were reset: in the 500 latest games, and in all games of the last 14
    days. The very first reading gives the games with progress since `since`, or all.

    Without cursors two things are not found: unlocks that arrive late, with a moment before `since`, and casual unlocks
    that were upgraded to hardcore, unless they bring an award: they do not move the moment that the site tells. Games
    with fewer than six achievements are in no list of the site.

    The cursor moves when the iteration has come to its end, and never before. Whoever leaves early, or fails in
    between, is given the same games again: at least once, never lost. A game whose last unlock was reset is given only
    as long as it has others.

    After an error, or a time-out around `anext`, the next `anext` asks for the same page again. RuntimeError is raised
    when a second task takes rows while a page is asked for.
    """

    def __init__(
        self, site: TellsProgress, user: str, since: datetime | None = None, cursors: CursorStore | None = None
    ) -> None:
        self._site = site
        self._user = user
        self._since = checked_moment(since)
        self._store = checked_store(cursors)
        self._before: GamesCursor | None = None
        """The reading before; None for the very first."""
        self._now = GamesCursor()
        self._seen: set[int] = set()
        self._rows: list[CompletionProgress] = []
        self._offset = 0
        self._total = 0
        self._delivered = 0
        self._has_begun = self._is_last = self._is_over = self._is_asking = False

    async def __anext__(self) -> CompletionProgress:
        if self._is_asking:
            raise RuntimeError("another task is waiting for the next of these games")
        while not self._rows and not self._is_over:
            self._is_asking = True
            try:
                await self._go_on()
            finally:
                self._is_asking = False
        if not self._rows:
            raise StopAsyncIteration
        self._delivered += 1
        return self._rows.pop(0)

    async def aclose(self) -> None:
        """End the reading early; the cursor stays where it is. A reading that is left behind holds nothing open."""
        self._rows, self._is_over = [], True

    @property
    def delivered(self) -> int:
        """Number of games that were given so far."""
        return self._delivered

    def __repr__(self) -> str:
        return f"<ChangedGames of {self._user!r}, {self._delivered} games delivered>"

    async def _go_on(self) -> None:
        """Do the next step: read the cursor, ask for a page, or, after the last row, save the cursor."""
        if not self._has_begun:
            await finish(self._load())
        elif not self._is_last:
            await self._ask()
        else:
            await finish(self._save())
            self._is_over = True

    async def _ask(self) -> None:
        page = await self._site.get_user_completion_progress(self._user, count=PAGE, offset=self._offset)
        if self._is_over:  # it was closed in the meantime
            return
        total = page.total or 0
        if not self._offset and not total:
            await self._site.get_user_profile(self._user)  # an unknown user has no games either: that is NotFound
        if total < self._total:  # games have vanished, and the others have moved up: some of them were passed over
            self._offset, self._total = max(0, self._offset - (self._total - total)), total
            return
        self._offset, self._total = self._offset + PAGE, total
        new = [row for row in page.results if row.game_id not in self._seen]
        for row in new:
            self._seen.add(row.game_id)
            self._now.add(row)
        self._rows = [row for row in new if self._has_moved(row)]
        self._is_last = self._offset >= total or not new or self._is_old(page)

    def _has_moved(self, row: CompletionProgress) -> bool:
        if self._before is not None:
            return self._before.has_moved(row)
        moments = (row.last_unlock_at, row.highest_award_at)
        return self._since is None or any(moment is not None and moment >= self._since for moment in moments)

    def _is_old(self, page: Page[CompletionProgress]) -> bool:
        """Tell if nothing can have moved after this page."""
        if self._before is None and self._since is None:
            return False
        last = page.results[-1].last_unlock_at if page.results else None
        return last is None or last.timestamp() < self._oldest

    @property
    def _oldest(self) -> float:
        """The Unix second down to which is read: to `since`, or as far as unlocks may arrive late."""
        if self._before is not None:
            return self._before.floor
        since = float("inf") if self._since is None else self._since.timestamp()
        return since if self._store is None else min(since, self._now.floor)

    # The cursor. The store is locked only while it is read or written, so that whoever leaves early leaves no lock.

    async def _load(self) -> None:
        if self._store is not None:
            async with _taken(self._store):
                text = (await self._store.load(_NAME)).get(self._subject)
            self._before = None if text is None else GamesCursor.of(parsed(text))
        self._has_begun = True

    async def _save(self) -> None:
        if self._store is not None:
            self._now.newest = max(self._now.newest, 0 if self._before is None else self._before.newest)
            async with _taken(self._store):
                await self._store.save(_NAME, {self._subject: self._now.to_text()})

    @property
    def _subject(self) -> str:
        return self._user.casefold()


@asynccontextmanager
async def _taken(store: CursorStore) -> AsyncIterator[None]:
    if not isinstance(store, LockedStore):
        yield
        return
    turns = _TURNS.setdefault(asyncio.get_running_loop(), WeakKeyDictionary())
    async with turns.setdefault(store, asyncio.Lock()):
        await store.lock(_NAME)
        has_failed = True
        try:
            yield
            has_failed = False
        finally:
            await store.unlock(_NAME, has_failed=has_failed)
