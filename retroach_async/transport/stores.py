"""Stores for the entries of a cache: the protocol, and the one in memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import Protocol

from attrs import frozen

from retroach_async.checks import check, number


class Store(Protocol):
    """A place for entries: text under a name.

    It need not know what is too old, but should not grow for ever. It may lose entries and raise anything;
    a call waits for it, so it should give up soon when it is disturbed. A timeout of its own has to take its
    cancellation back, as `asyncio.timeout` does; otherwise the call counts as cancelled.
    """

    async def get(self, name: str) -> str | None:
        """The entry of that name."""
        ...

    async def put(self, name: str, entry: str) -> None:
        """Keep an entry, in place of an older one."""
        ...

    async def delete(self, name: str) -> None:
        """Forget an entry, if there is one."""
        ...

    async def aclose(self) -> None:
        """Let go of files and threads. Calling it twice is fine, and so is using the store again."""
        ...


class MemoryStore:
    """Entries in this process: so many, and so many characters altogether; the least recently used go first."""

    def __init__(self, max_entries: int = 10_000, *, max_size: int = 64 * 2**20) -> None:
        self._entries: OrderedDict[str, str] = OrderedDict()
        self._limits = StoreLimits(max_entries=max_entries, max_size=max_size)
        self._size = 0

    async def get(self, name: str) -> str | None:
        """The entry of that name."""
        entry = self._entries.get(name)
        if entry is not None:
            self._entries.move_to_end(name)
        return entry

    async def put(self, name: str, entry: str) -> None:
        """Keep an entry, in place of an older one."""
        self._drop(name)
        self._entries[name] = entry
        self._size += len(name) + len(entry)
        while len(self._entries) > self._limits.max_entries or self._size > self._limits.max_size:
            self._drop(next(iter(self._entries)))

    async def delete(self, name: str) -> None:
        """Forget an entry, if there is one."""
        self._drop(name)

    async def aclose(self) -> None:
        """Nothing to let go of: another client may use the same store."""

    def _drop(self, name: str) -> None:
        entry = self._entries.pop(name, None)
        if entry is not None:
            self._size -= len(name) + len(entry)

    def __repr__(self) -> str:
        return f"<MemoryStore of {len(self._entries)} entries, {self._size} characters>"


@frozen(kw_only=True)
class StoreLimits:
    """The bounds of a store."""

    max_entries: int
    max_size: int = 0
    busy_timeout: float = 0.0

    def __attrs_post_init__(self) -> None:
        check(self, max_entries=number(least=1, whole=True), max_size=number(whole=True), busy_timeout=number())
