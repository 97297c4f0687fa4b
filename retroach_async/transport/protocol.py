"""The seam: one verb and a close."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from typing import Literal, Protocol
from urllib.parse import urlsplit

from attrs import field, frozen, mutable

from retroach_async.checks import check, number
from retroach_async.credentials import Credentials
from retroach_async.deadlines import Deadline
from retroach_async.errors import ConfigurationError, RetroachError
from retroach_async.observe import Hooks, Stats
from retroach_async.query import Age, Query, Reply

KeyPlace = Literal["query", "header"]
CacheUse = Literal["use", "refresh", "off"]

Judge = Callable[[Reply], Reply | RetroachError]
"""Parses an answer, or says what it means when it is a failure."""


@frozen(kw_only=True)
class Timeouts:
    """How long things may take, in seconds."""

    total: float | None = 120.0
    """A whole call: queueing, every attempt, the waits between them and the body; None for no limit."""
    connect: float = 10.0
    """Making one connection."""
    attempt: float = 60.0
    """One exchange, from its first byte to its last."""

    def __attrs_post_init__(self) -> None:
        above = number(above=True)
        check(self, total=number(above=True, optional=True), connect=above, attempt=above)


@frozen(eq=False)
class Site:
    """Where one API lives and how a client asks there."""

    base_url: str
    """The address below which all paths lie, without a slash at its end."""
    headers: Mapping[str, str]
    """What every request says: which media type it wants and who is asking."""
    key_header: str
    """The header that carries the key when it does not travel in the query."""
    key_in: KeyPlace
    """How the key travels."""


@mutable(eq=False)
class Request:
    """A query on its way to the server. Its credentials show only through `reveal`."""

    query: Query
    """What is asked."""
    site: Site
    """Where."""
    credentials: Credentials
    """By whom."""
    deadline: Deadline
    """How long the call, and each attempt, may take; by the client's monotonic clock."""
    age: Age | None = None
    """How long the answer stays true; None when it is not to be kept."""
    cache: CacheUse = "use"
    """What a cache, if there is one, may do."""
    stats: Stats = field(factory=Stats)
    """Where what happens is counted."""
    hooks: Hooks = field(factory=Hooks)
    """Who is told what happens."""
    attempts: int = 0
    """How often it was sent so far."""
    stage: str = "waiting for the answer"
    """What is being done about it, in words; only to tell what took too long."""

    def begin_attempt(self) -> None:
        """Note that it is sent now."""
        self.stage = "waiting for the answer"
        self.attempts += 1
        self.stats.attempts += 1
        group = self.deadline.group
        self.deadline.attempt_ends_at = group.clock.monotonic() + group.attempt

    def withdraw_attempt(self) -> None:
        """Note that it was not sent after all, but has to wait first."""
        self.attempts -= 1
        self.stats.attempts -= 1
        self.deadline.end_attempt()

    def reveal(self) -> tuple[str, str, dict[str, str]]:
        """Address, query text and headers that hold the credentials; never keep, log or raise near them.

        The headers are those to send beside the site's own.
        """
        site, credentials, text = self.site, self.credentials, self.query.text
        headers = {}
        if site.key_in == "query":
            secret = credentials.parameters.reveal()
            text = f"{text}&{secret}" if text else secret
        else:
            secret = credentials.api_key.reveal()
            headers[site.key_header] = f"Bearer {secret}" if site.key_header == "Authorization" else secret
        return f"{site.base_url}/{self.query.path}", text, headers


class Transport(Protocol):
    """Anything that can carry a request to the server.

    `send` gives every answer, whatever its status, and raises `ConnectionFailed`, `TimedOut` or
    `ClientClosed` when there is none; never an exception of the HTTP library, because those hold the URL
    and so the key.
    """

    async def send(self, request: Request) -> Reply:
        """Send once and give the answer."""
        ...

    async def aclose(self) -> None:
        """Let go of everything that the transport owns. Calling it twice is fine."""
        ...


def checked_base_url(parameter: str, text: str) -> str:
    """A base URL without its last slash.

    Raises `ConfigurationError`, naming the parameter, unless it is https, or http to this machine: the
    key would travel in the clear.
    """
    complaint = _base_url_complaint(text)
    if complaint:
        raise ConfigurationError(f"{parameter} {complaint}")
    return text.rstrip("/")


def _base_url_complaint(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except (ValueError, AttributeError):
        return "is not a valid address"
    if parts.scheme not in ("http", "https") or not host:
        return "must start with https:// and name a host"
    if parts.username or parts.password or parts.query or parts.fragment:
        return "must not hold a user, a password, a query or a fragment"
    if any(character.isspace() for character in text):
        return "holds a space"
    if parts.scheme == "http" and not is_loopback(host):
        return "must use https unless it is an address of this machine: the key would travel in the clear"
    return None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
