"""A call on its way down the tower and up again.

Every layer of the tower is a `Sender` around another one. The lowest, `Attempt`, hands the call's request to the
transport. Below `Retry` a layer gives the `Reply` as it came, from `Retry` upwards an `Answer` that was judged good.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Literal, Protocol, TypeVar

from attrs import evolve, field, mutable

from retroach_async.deadlines import Deadline
from retroach_async.errors import RetroachError
from retroach_async.oauth import Credential
from retroach_async.observe import Hooks, Stats
from retroach_async.query import Age, Answer, Parts, Query, Reply
from retroach_async.transport.policy import RetryPolicy
from retroach_async.transport.protocol import Request

CacheUse = Literal["use", "refresh", "off"]


Judge = Callable[[Reply], Answer | RetroachError]
"""Parses a reply, or says what the reply means when it is a failure."""

R_co = TypeVar("R_co", covariant=True)
Inner = TypeVar("Inner")


class Sender(Protocol[R_co]):
    """A layer of the tower."""

    async def send(self, call: Call) -> R_co:
        """Send, or spare the layers below the work."""
        ...


class Layer(Generic[Inner]):
    """A layer around another one: `Retry(Throttle(Attempt(<AiohttpTransport, own sessions, open>)))`."""

    _inner: Inner

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._inner!r})"


@mutable(eq=False)
class Call:
    """One call of a client, as the layers of the tower see it."""

    request: Request
    """The question, as the transport will see it."""
    deadline: Deadline
    """The time limits of the call and of its attempt, and the step that the call is at."""
    age: Age | None = None
    """The time for which the answer stays true; None when it is not to be kept."""
    cache: CacheUse = "use"
    """The permission of a cache, if there is one."""
    retry: RetryPolicy = field(factory=RetryPolicy)
    """The rules for retries."""
    stats: Stats = field(factory=Stats)
    """The counters of the client."""
    hooks: Hooks = field(factory=Hooks)
    """The hooks of the client."""
    parts: Parts | None = None
    """The answers that its answer is made of, when it asks for many ids; None for an answer that is kept as it is."""
    attempts: int = 0
    """The number of times that the request was sent so far."""
    latest: Callable[[], Credential] | None = None
    """Gives the credential to send with, where it may change while the call waits; None for that of the request."""

    def update(self, credentials: Credential) -> None:
        """Have the request carry a credential from now on."""
        if credentials is not self.request.credentials:
            self.request = evolve(self.request, credentials=credentials)

    @property
    def query(self) -> Query:
        """The question itself."""
        return self.request.query
