"""The seam to an HTTP library: a transport sends a request once and gives the reply.

    class MyTransport:
        async def send(self, request: Request) -> Reply: ...
        async def aclose(self) -> None: ...

Retries, limits, deadlines and the cache are above the transport.
"""

from __future__ import annotations

from typing import Protocol

from attrs import field, frozen

from retroach_async.checks import check, number
from retroach_async.deadlines import Deadline
from retroach_async.making import maker_of
from retroach_async.oauth import Credential, OAuthToken
from retroach_async.query import Query, Reply
from retroach_async.secret import Secret
from retroach_async.transport.site import Site


@frozen(kw_only=True)
class Timeouts:
    """Time limits, in seconds."""

    total: float | None = 120.0
    """A whole call: queueing, every attempt, the waits between them and the body; None for no limit."""
    connect: float = 10.0
    """Making one connection."""
    attempt: float = 60.0
    """One exchange, from its first byte to its last."""

    def __attrs_post_init__(self) -> None:
        check(self, total=number(above=True, optional=True), attempt=number(above=True))
        check(self, connect=number(above=True, finite=True))


@frozen(eq=False)
class Request:
    """A query on its way to the server. Its credentials show only through `reveal`."""

    query: Query
    """The question."""
    site: Site
    """The address of the API, and the headers of every request."""
    credentials: Credential
    """The owner's name with the key, or the OAuth token that is in use now."""
    _deadline: Deadline = field(repr=False)

    @property
    def seconds_left(self) -> float:
        """Seconds until the attempt or the whole call is cancelled; `math.inf` without a limit.

        The client cancels the attempt by itself. The number is for transports that want to tell their library.
        """
        return self._deadline.seconds_left

    @property
    def is_cut(self) -> bool:
        """True when the client is cancelling the attempt, because its time is over."""
        return self._deadline.is_cut

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """The texts of the request that must show nowhere, such as in the log of an HTTP library."""
        credentials = self.credentials
        if isinstance(credentials, OAuthToken):
            return (credentials.token,)
        return credentials.api_key, credentials.parameters

    def report(self, stage: str) -> None:
        """Tell the step that the request is at, such as "waiting for a free connection"; `TimedOut` repeats it."""
        self._deadline.stage = stage

    def reveal(self) -> tuple[str, str, dict[str, str]]:
        """Address, query text and headers that hold the credentials; never keep, log or raise near them.

        The headers are those to send beside the site's own.
        """
        site, credentials, text = self.site, self.credentials, self.query.text
        headers = {}
        if isinstance(credentials, OAuthToken):
            headers["Authorization"] = f"Bearer {credentials.token.reveal()}"
        elif site.key_in == "query":
            secret = credentials.parameters.reveal()
            text = f"{text}&{secret}" if text else secret
        else:
            secret = credentials.api_key.reveal()
            headers[site.key_header] = f"Bearer {secret}" if site.key_header == "Authorization" else secret
        return f"{site.base_url}/{self.query.path}", text, headers


make_request = maker_of(Request)
"""A request of a query, a site, credentials and a deadline; quicker than `Request(...)`, since every call makes one."""


class Transport(Protocol):
    """Anything that can carry a request to the server.

    `send` gives every answer, whatever its status, and raises `ConnectionFailed`, `TimedOut` or
    `ClientClosed` when there is none; never an exception of the HTTP library, because those hold the URL
    and so the key. Another exception comes out of the call as it is, and is not tried again.
    """

    async def send(self, request: Request) -> Reply:
        """Send once and give the answer."""
        ...

    async def aclose(self) -> None:
        """Let go of everything that the transport owns. Calling it twice is fine."""
        ...
