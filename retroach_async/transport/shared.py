"""A rate limit that several processes share: what such a limit has to do.

A permit is in use from the moment at which it was taken until a window after it was *given back*, which a process does
when the answer is there. So the server never sees more than the limit in a window, however long a request is on its
way, and also when a process is stopped between its permit and its request.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from attrs import frozen

WhenDown = Literal["share", "raise"]

LEASE = 30.0
"""Seconds after which a permit counts as given back, because its process must have been killed."""
SECONDS_TO_ARRIVE = 1.0
"""Seconds after which a request has arrived whose permit was forgotten."""


@frozen
class SharedAnswer:
    """The answer of a shared limit to a process that wants a permit."""

    wait: float
    """0.0 when the permit was taken, otherwise the seconds until it makes sense to ask again."""
    age: float
    """The seconds for which it has known of every request; 0.0 for one that was made, emptied or restarted now."""
    has_forgotten: bool = False
    """True while nobody gets a permit because what the limit may have forgotten still counts at the server."""


class SharedLimit(Protocol):
    """A shared rate limit: at most so many permits, for all processes together, in any stretch of so many seconds.

    One clock must measure all permits, and no process's clock will do. A limit that is new, or may have forgotten
    something, gives nobody a permit for a window and a second: what it forgot still counts at the server. The limit may
    raise anything; a process waits for its answer for a second. A timeout of its own has to take its cancellation
    back, as `asyncio.timeout` does; otherwise the call counts as cancelled.
    """

    @property
    def processes(self) -> int:
        """The number of processes that use a key."""
        ...

    @property
    def when_down(self) -> WhenDown:
        """The behaviour while the limit is down: processes keep to their "share", or calls "raise" `RateLimited`."""
        ...

    async def take(self, name: str, permit: str, requests: int, seconds: float, *, restart: bool) -> SharedAnswer:
        """Take a permit of the limit of that name, or tell how long there is none.

        `permit` is a new name for it; the same name taken twice is one permit. `restart` says that requests were sent
        without the limit's knowledge: its age begins again.
        """
        ...

    async def give_back(self, name: str, permits: Sequence[str]) -> None:
        """Give back permits, which count for one more window from now on.

        Also those which the limit does not know: it may have forgotten them. A permit that is not given back within
        thirty seconds is given back by itself.
        """
        ...

    async def pause(self, name: str, seconds: float) -> None:
        """Give nobody a permit for so many seconds; a longer pause that there is goes on."""
        ...

    async def aclose(self) -> None:
        """Let go of connections. Calling it twice is fine, and so is using the limit again."""
        ...
