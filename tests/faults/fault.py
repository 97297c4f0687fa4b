"""A fault: how to make it, and what must come of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from enum import Enum, auto
from typing import Any

from attrs import field, frozen

from retroach_async import Client, RetroachError, Timeouts
from tests.faults.server import Behaviour, answer


class Place(Enum):
    """The place of the server, if it is there at all."""

    HERE = auto()
    """At an open port."""
    NOWHERE = auto()
    """At a port that nobody listens to."""
    BLACKHOLE = auto()
    """At a port that takes no more connections and does not say so."""
    NAMELESS = auto()
    """At a name that cannot be resolved."""
    BEHIND_TLS = auto()
    """At a port with TLS and a certificate that the client trusts."""
    UNTRUSTED = auto()
    """At a port with TLS and a certificate by nobody we know."""
    MISNAMED = auto()
    """At a port with TLS and a certificate for another name."""
    EXPIRED = auto()
    """At a port with TLS and a certificate of the past."""
    WITHOUT_TLS = auto()
    """At a port without TLS where the client expects it."""
    BEHIND_PROXY = auto()
    """Behind a proxy, which is what misbehaves."""
    BEHIND_NO_PROXY = auto()
    """Behind a proxy that is not there."""


async def distribution(ra: Client) -> object:
    """A call of V1 whose answer is a map."""
    return dict(await ra.get_achievement_distribution(1))


async def distribution_twice(ra: Client) -> object:
    """Two calls of V1, one after the other and with a moment in between."""
    first = await ra.get_achievement_distribution(1)
    await asyncio.sleep(0.02)
    return [dict(first), dict(await ra.get_achievement_distribution(1))]


async def game(ra: Client) -> object:
    """A call of V1 whose answer is an object."""
    return (await ra.get_game(1)).title


async def game_of_v2(ra: Client) -> object:
    """A call of V2, whose errors have a shape of their own."""
    return (await ra.v2.games.get(1)).title


@frozen(kw_only=True)
class Fault:
    """One fault, the call that meets it, and what that call must come to."""

    row: int
    """The number of the promise."""
    name: str
    script: tuple[Behaviour, ...] = field(default=(answer(),))
    """The behaviour of the server for each request; the last one goes on for ever."""
    place: Place = Place.HERE
    call: Callable[[Client], Awaitable[object]] = distribution
    error: type[RetroachError] | tuple[type[RetroachError], ...] | None = None
    """The error that is raised; None when the call succeeds after all."""
    may_pass: bool = False
    """True if the call may succeed as well, because older releases of an HTTP library let the fault pass."""
    attempts: int = 1
    """The number of times that the request is sent."""
    value: object = None
    """The value that the call gives when it succeeds."""
    says: str = ""
    """A regular expression that the text of the error matches somewhere."""
    facts: Mapping[str, Any] = field(factory=dict)
    """The attributes that the error has, with their values."""
    waits: tuple[float, float] | None = None
    """The least and the most time that passes, in seconds of the made-up clock."""
    timeouts: Timeouts = field(default=Timeouts(total=1000))
    is_silent: bool = False
    """True if only time can end an attempt: the made-up clock is then moved on whenever a request has come."""
    in_real_time: bool = False
    """True if the kernel's time is the one that counts; then there are two attempts."""
    max_body_bytes: int = 2**20

    @property
    def id(self) -> str:
        """Row and name."""
        return f"{self.row:02}-{self.name.replace(' ', '-')}"
