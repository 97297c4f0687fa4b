"""A store whose failures harm nobody."""

from __future__ import annotations

import logging

from retroach_async.transport.entry import Entry
from retroach_async.transport.stores import Store

_log = logging.getLogger("retroach_async")

_REST = 60.0
"""For how many seconds a store that failed is left alone, so that calls do not wait for it one after the other."""


class Shelf:
    """Puts entries into a store and takes them out again.

    An entry that is not what was put in is a miss and is deleted. A store that raises is warned of once
    and left alone for a while, as if there were none.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._failed_at: float | None = None
        self._has_warned = False

    async def load(self, name: str, now: float) -> Entry | None:
        """The entry of that name; `now` is the wall clock's time."""
        if self._rests(now):
            return None
        try:
            text = await self._store.get(name)
        except Exception as problem:  # noqa: BLE001  a store may raise anything; none of it may harm a call
            self._leave_out(problem, now)
            return None
        if text is None:
            return None
        entry = Entry.unseal(name, text)
        if entry is None or entry.stored > now:  # what is from the future would be believed for too long
            await self.delete(name, now)
            return None
        return entry

    async def save(self, name: str, entry: Entry) -> None:
        """Keep an entry, in place of an older one."""
        if not self._rests(entry.stored):
            try:
                await self._store.put(name, entry.seal(name))
            except Exception as problem:  # noqa: BLE001  a store may raise anything; none of it may harm a call
                self._leave_out(problem, entry.stored)

    async def delete(self, name: str, now: float) -> None:
        """Forget an entry, if there is one."""
        if not self._rests(now):
            try:
                await self._store.delete(name)
            except Exception as problem:  # noqa: BLE001  a store may raise anything; none of it may harm a call
                self._leave_out(problem, now)

    def _rests(self, now: float) -> bool:
        # However the wall clock is set in the meantime, the rest does not become longer.
        return self._failed_at is not None and abs(now - self._failed_at) < _REST

    def _leave_out(self, problem: Exception, now: float) -> None:
        self._failed_at = now
        # Its text may hold anything, an address with a password for example.
        reason = getattr(problem, "sqlite_errorname", type(problem).__name__)
        level = logging.DEBUG if self._has_warned else logging.WARNING
        _log.log(level, "the cache does not work and is left out for %.0f s: %s", _REST, reason)
        self._has_warned = True
