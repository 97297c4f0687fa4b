"""A waiting line: first come, first served, in whatever event loop it is used."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self


class WaitingLine:
    """Places in the order of their coming. The first place has its turn until it is left.

    Leaving costs the same from every place, so a long line that is cancelled ends quickly.
    """

    def __init__(self) -> None:
        self.places: OrderedDict[Place, None] = OrderedDict()
        """The places that are not left yet."""

    def clear(self) -> None:
        """Forget every place: their event loop is gone."""
        self.places.clear()

    def review(self) -> None:
        """Have every place check whether it makes sense to go on waiting."""
        for place in list(self.places):
            place.review()

    def join(self, place: Place) -> bool:
        """Stand at the end of the line; True when that is its beginning, too."""
        self.places[place] = None
        return len(self.places) == 1

    def leave(self, place: Place) -> None:
        """Leave the line, and wake the next place when this one had its turn."""
        if place in self.places:
            had_turn = next(iter(self.places)) is place
            del self.places[place]
            if had_turn and self.places:
                next(iter(self.places)).wake()


class Place:
    """A place in a line: `async with Place(line): ...` runs its block when everybody before it has left.

    `check` is called when the line is reviewed; what it raises ends the waiting.
    """

    def __init__(self, line: WaitingLine, check: Callable[[], None] | None = None) -> None:
        self._line = line
        self._check = check
        self._turn: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        if not self._line.join(self):
            self._turn = asyncio.get_running_loop().create_future()
            try:
                await self._turn
            except BaseException:
                self._line.leave(self)
                raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.leave(self)

    def review(self) -> None:
        """Check whether it makes sense to go on waiting."""
        if self._check is None or self._turn is None or not can_be_told(self._turn):
            return
        try:
            self._check()
        except Exception as problem:  # noqa: BLE001  raised where somebody waits
            self._turn.set_exception(problem)

    def wake(self) -> None:
        """Give the turn."""
        if self._turn is not None and can_be_told(self._turn):
            self._turn.set_result(None)


def can_be_told(waiting: asyncio.Future[Any]) -> bool:
    """False for one who was told already, and for one whose event loop is gone."""
    return not waiting.done() and not waiting.get_loop().is_closed()
