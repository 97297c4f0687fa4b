"""Opening and closing of a client and its siblings."""

from __future__ import annotations

import asyncio
import warnings
import weakref
from types import TracebackType
from typing import Any, Literal, Self

from retroach_async.deadlines import Deadlines
from retroach_async.errors import ClientClosed, ConfigurationError
from retroach_async.finish import finish
from retroach_async.observe import Stats
from retroach_async.query import Api, Query
from retroach_async.stacks import ApiStack, Stacks


class Lifecycle:
    """The states of a client: new, open, closed. A sibling is as open as its parent, and closes with it."""

    _stats: Stats
    _shared: Stacks
    _stacks: dict[Api, ApiStack]
    _deadlines: Deadlines
    _siblings: weakref.WeakSet[Lifecycle]
    _parent: Lifecycle | None = None
    _owns_transport: bool
    _is_borrowing: bool
    """True when the connections belong to somebody else, so that there is nothing to open, and nothing is left open."""
    _state: Literal["new", "open", "closed"]

    async def open(self) -> Self:
        """Make the client ready, for programs in which `async with` does not fit. Twice is fine.

        A client with a borrowed session or transport is open from the start. Raises `ClientClosed` after `aclose`.
        """
        if self._is_closed:
            raise ClientClosed("the client is closed and does not open again")
        self._state = "open"
        return self

    async def aclose(self) -> None:
        """End every call in flight with `ClientClosed`, wait until they are gone, close what is owned.

        A cancellation in the meantime is raised when all that is done. Raises `ConfigurationError`, and closes nothing,
        while calls are in flight in another running event loop, and from within a call of the client or the
        refresh of a token, which would wait for itself.
        """
        self._shared.enter(asyncio.get_running_loop())
        task = asyncio.current_task()
        if self._is_within_call(task) or self._is_within_refresh:
            raise ConfigurationError("the client cannot be closed from within one of its own calls")
        self._state = "closed"
        await finish(self._close())

    def _is_within_call(self, task: asyncio.Task[Any] | None) -> bool:
        return self._deadlines.is_within(task) or any(each._is_within_call(task) for each in self._siblings)

    @property
    def _is_within_refresh(self) -> bool:
        """True within a refresh that closing would end: one of any token for a client without a parent."""
        if self._parent is None:
            return self._shared.is_within_refresh
        return any(stack.is_within_refresh for stack in self._stacks.values()) or any(
            each._is_within_refresh for each in self._siblings
        )

    async def _close(self) -> None:
        for sibling in list(self._siblings):
            await sibling.aclose()
        await self._deadlines.expire_all()
        for stack in self._stacks.values():
            if stack.in_use is not None and not stack.in_use.waiting:
                await stack.in_use.end()
        if self._parent is None:
            await self._shared.aclose(with_transport=self._owns_transport)

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __del__(self) -> None:
        is_forgotten = getattr(self, "_state", "closed") == "open" and self._parent is None
        if is_forgotten and not self._is_borrowing and self._stats.attempts:
            hint = f"{self!r} was never closed: use `async with`, or `await client.aclose()`"
            warnings.warn(hint, ResourceWarning, stacklevel=2, source=self)

    def _joined(self, sibling: Self) -> Self:
        """The sibling, closing with this client."""
        sibling._parent = self  # a weak set alone would lose the siblings of a sibling that nobody holds
        self._siblings.add(sibling)
        return sibling

    @property
    def _is_closed(self) -> bool:
        return self._state == "closed" or (self._parent is not None and self._parent._is_closed)

    @property
    def _is_open(self) -> bool:
        return not self._is_closed and (self._state == "open" or (self._parent is not None and self._parent._is_open))

    def _refuse_unopened(self, query: Query) -> None:
        if self._is_closed:
            raise ClientClosed("the client is closed", query=query)
        if not self._is_open:
            raise ClientClosed("the client is not open: use `async with` or `await client.open()`", query=query)
