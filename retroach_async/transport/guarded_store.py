"""A store behind a circuit: its failures harm no call."""

from __future__ import annotations

from retroach_async.cancellation import cancellable
from retroach_async.transport.circuit import Circuit
from retroach_async.transport.entry import Entry
from retroach_async.transport.stores import Store

_COOL_DOWN = 60.0
"""Seconds for which a store that failed is left alone."""


class GuardedStore:
    """Puts entries into a store and takes them out again.

    An entry that is not what was put in is a miss and is deleted. A store that raises is left alone for a while,
    as if there were none.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._circuit = Circuit("the cache", _COOL_DOWN)

    async def load(self, name: str, now: float) -> Entry | None:
        """The entry of that name; `now` is the wall clock's time."""
        if self._circuit.open_for(now):
            return None
        try:
            text = await cancellable(self._store.get(name))
        except Exception as problem:  # noqa: BLE001  a store may raise anything; none of it may harm a call
            self._leave_alone(problem, now)
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
        if not self._circuit.open_for(entry.stored):
            try:
                await cancellable(self._store.put(name, entry.seal(name)))
            except Exception as problem:  # noqa: BLE001  a store may raise anything; none of it may harm a call
                self._leave_alone(problem, entry.stored)

    async def delete(self, name: str, now: float) -> None:
        """Forget an entry, if there is one."""
        if not self._circuit.open_for(now):
            try:
                await cancellable(self._store.delete(name))
            except Exception as problem:  # noqa: BLE001  a store may raise anything; none of it may harm a call
                self._leave_alone(problem, now)

    def _leave_alone(self, problem: Exception, now: float) -> None:
        # Its text may hold anything, an address with a password for example.
        self._circuit.trip(getattr(problem, "sqlite_errorname", type(problem).__name__), now)
