"""A rate limit that several processes share: what such a limit has to do."""

from __future__ import annotations

from typing import Literal, Protocol

from attrs import frozen

WhenDown = Literal["share", "raise"]


@frozen
class SharedAnswer:
    """The answer of a shared limit to a process that wants a permit."""

    wait: float
    """0.0 when a permit was taken, otherwise the seconds until it makes sense to ask again."""
    left: int
    """Permits that are free at this moment."""
    age: float
    """The seconds for which it has known of every request; 0.0 for one that was made, emptied or restarted now."""


class SharedLimit(Protocol):
    """A shared rate limit: at most so many permits, for all processes together, in any stretch of so many seconds.

    One clock must measure all permits, and no process's clock will do. The limit may raise anything; a process
    waits for its answer for a second.
    """

    @property
    def processes(self) -> int:
        """The number of processes that use a key."""
        ...

    @property
    def when_down(self) -> WhenDown:
        """The behaviour while the limit is down: processes keep to their "share", or calls "raise" `RateLimited`."""
        ...

    async def take(self, name: str, requests: int, seconds: float, *, restart: bool) -> SharedAnswer:
        """Take a permit of the limit of that name, or tell how long there is none.

        `restart` says that requests were sent without the limit's knowledge: its age begins again.
        """
        ...

    async def pause(self, name: str, seconds: float) -> None:
        """Give nobody a permit for so many seconds; a longer pause that there is goes on."""
        ...

    async def aclose(self) -> None:
        """Let go of connections. Calling it twice is fine, and so is using the limit again."""
        ...
