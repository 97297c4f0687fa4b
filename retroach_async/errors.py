"""Every failure of the library, in one tree.

    RetroachError
    ├── ConfigurationError     the client was built with something unusable
    ├── InvalidRequest         an argument is wrong: refused here (no status) or by the server (400, 422)
    ├── TemporaryFailure       what may be different in a while
    │   ├── ConnectionFailed   no whole HTTP answer came back
    │   │   └── TlsFailed      the server's certificate or TLS was not acceptable; never retried
    │   ├── TimedOut           the deadline of the call passed, or the server kept silent too long
    │   ├── RateLimited        429, or a wait longer than allowed; `retry_after` says how long
    │   ├── ServerError        the server failed (5xx) or answered with a status nobody documented;
    │   │                      `retry_after` as well
    │   └── Blocked            the site's shield (Cloudflare) refused us before the API was reached
    ├── AuthenticationFailed   the server does not know the key or the token (401)
    ├── Forbidden              the key is fine, its owner may not see this (403, or V1's 401 with `[]`), or another
    │                          scope is needed; `required_scope` says which
    ├── NotFound               no such game, user, achievement, ... or the endpoint is gone (404, 410)
    ├── UnexpectedRedirect     a redirect, which is never followed: it would carry the key along
    ├── DecodeError            the answer is not JSON (HTML, truncated, empty, too large, ...)
    ├── ValidationError        the answer is JSON, but not of the promised shape; `path` says where
    └── ClientClosed           used before it was entered or after it was closed

Beside the tree stands `NotIncluded`, an AttributeError: no call raises it, but reading a relation that a call of V2
did not ask for.

No error holds the API key, a URL, an exception of the HTTP library or one of its frames. Every error
can be pickled and copied.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypedDict, Unpack

from retroach_async.query import Query

_LONGEST_QUERY = 60
"""A longer query is left out of a repr; the text of the error has it."""


class Facts(TypedDict, total=False):
    """The facts that every error may know beside its message."""

    query: Query | None
    status: int | None
    attempts: int


class RetroachError(Exception):
    """The base of every failure this library raises."""

    message: str
    """The reason in words, without the address."""
    query: Query | None
    """The call that failed, free of secrets; None when it failed before there was a query."""
    status: int | None
    """The HTTP status, or None when no answer decided the failure."""
    attempts: int
    """The number of times that the request was sent."""
    _own_facts: ClassVar[tuple[str, ...]] = ()
    """The facts that a class adds, for its repr."""

    def __init__(
        self, message: str, *, query: Query | None = None, status: int | None = None, attempts: int = 0
    ) -> None:
        super().__init__(message)
        self.message = message
        self.query = query
        self.status = status
        self.attempts = attempts

    def reword(self, message: str) -> None:
        """Say the same in other words, so that nothing of the old words is left."""
        self.message, self.args = message, (message,)

    def __str__(self) -> str:
        facts = [str(self.query)] if self.query else []
        if self.status is not None:
            facts.append(f"HTTP {self.status}")
        if self.attempts > 1:
            facts.append(f"{self.attempts} attempts")
        return f"{self.message} ({', '.join(facts)})" if facts else self.message

    def __repr__(self) -> str:
        query = str(self.query) if self.query else None
        facts = {name: getattr(self, name) for name in self._own_facts} | {
            "query": query if query and len(query) <= _LONGEST_QUERY else None,
            "status": self.status,
            "attempts": self.attempts or None,
        }
        # A fact that says nothing is left out; 0 seconds to wait do say something.
        told = [f"{name}={fact!r}" for name, fact in facts.items() if fact not in (None, "") and fact is not False]
        return f"{type(self).__name__}({', '.join([repr(self.message), *told])})"

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions pickle by their positional arguments; ours have keyword-only facts as well.
        return _restore, (type(self), self.message, dict(self.__dict__))


def _restore(kind: type[RetroachError], message: str, facts: dict[str, Any]) -> RetroachError:
    error = kind.__new__(kind, message)
    error.__dict__.update(facts)
    return error


class ConfigurationError(RetroachError, ValueError):
    """A client, one of its options or a batch was built with something unusable.

    The message names the parameter, never a secret.
    """


class InvalidRequest(RetroachError, ValueError):
    """An argument is wrong: refused before it was sent, or by the server (400, 422)."""

    parameter: str | None
    """The Python name of the offending argument, when one argument is to blame."""
    _own_facts = ("parameter",)

    def __init__(self, message: str, *, parameter: str | None = None, **facts: Unpack[Facts]) -> None:
        super().__init__(message, **facts)
        self.parameter = parameter


class TemporaryFailure(RetroachError):
    """A failure that may be gone in a while: the same call can succeed later."""


class ConnectionFailed(TemporaryFailure):
    """No whole HTTP answer came back: refused, reset, cut short, malformed, or no such host."""

    is_stale: bool
    """True when a kept connection ended before the first byte of an answer; such a request is sent again at once."""

    def __init__(self, message: str, *, is_stale: bool = False, **facts: Unpack[Facts]) -> None:
        super().__init__(message, **facts)
        self.is_stale = is_stale


class TlsFailed(ConnectionFailed):
    """The server's certificate or TLS was not acceptable. Never retried."""


class TimedOut(TemporaryFailure):
    """The deadline of the call passed, or the server kept silent too long."""


class AuthenticationFailed(RetroachError):
    """The server does not know the API key or the OAuth token (401), and the token could not be refreshed."""


class Forbidden(RetroachError):
    """The key or token is fine, but its owner may not see this, or it lacks a scope.

    Without a `status` nothing was sent: the client knew that the scope is missing.
    """

    required_scope: str | None
    """The OAuth scope that the call needs, such as `follows:read`; None when a scope is not the reason."""
    _own_facts = ("required_scope",)

    def __init__(self, message: str, *, required_scope: str | None = None, **facts: Unpack[Facts]) -> None:
        super().__init__(message, **facts)
        self.required_scope = required_scope


class Blocked(TemporaryFailure):
    """The site's shield (Cloudflare) refused the request before the API was reached. Never retried."""


class NotFound(RetroachError):
    """No such game, user, achievement, ... or the endpoint no longer exists (404, 410).

    The message names the thing: "no game 99999999". Where the server says more, its words are the message.
    """

    UNNAMED: ClassVar[str] = "no such thing"
    """The message as long as nobody has named the thing."""


class RateLimited(TemporaryFailure):
    """The server asked us to slow down (429), or the wait would be longer than allowed."""

    retry_after: float | None
    """Seconds until it makes sense to try again, as the server said or as an exact limit knows; None when unknown."""
    _own_facts = ("retry_after",)

    def __init__(self, message: str, *, retry_after: float | None = None, **facts: Unpack[Facts]) -> None:
        super().__init__(message, **facts)
        self.retry_after = retry_after


class ServerError(TemporaryFailure):
    """The server failed (5xx), or answered with an undocumented status."""

    is_cloudflare: bool
    """True if the answer came from the shield in front of the site, not from the site."""
    retry_after: float | None
    """Seconds until it makes sense to try again; None when the server did not say."""
    _own_facts = ("is_cloudflare", "retry_after")

    def __init__(
        self, message: str, *, is_cloudflare: bool = False, retry_after: float | None = None, **facts: Unpack[Facts]
    ) -> None:
        super().__init__(message, **facts)
        self.is_cloudflare = is_cloudflare
        self.retry_after = retry_after


class UnexpectedRedirect(RetroachError):
    """The server redirected us. Redirects are never followed: they would carry the key along."""


class DecodeError(RetroachError):
    """The answer is not JSON: HTML, truncated, empty or too large."""


class ValidationError(RetroachError):
    """The answer is JSON, but not of the promised shape.

    A row that cannot be read does not hide the others: `rows` has the rows that can be read.
    """

    path: str
    """The place in the answer, with the names of our models: `achievements[9].created_at`."""
    problems: tuple[str, ...]
    """The first problems, at most 20, each with its own path.

    Where the server has another word for the field, it follows the path: `[0].unlocked_at ("Date")`.
    """
    problem_count: int
    """The number of problems; a row whose problems were not looked at counts as one."""
    rows: tuple[object, ...]
    """The rows that could be read, in the server's order; of a map, pairs of id and value.

    Empty for an answer that is no list, page or map. After 10,000 rows that cannot be read, the rest is not tried
    and counts as unreadable. A pickle of the error has the rows.
    """
    _own_facts = ("path",)

    def __init__(
        self,
        message: str,
        *,
        path: str = "",
        problems: tuple[str, ...] = (),
        problem_count: int | None = None,
        rows: tuple[object, ...] = (),
        **facts: Unpack[Facts],
    ) -> None:
        super().__init__(message, **facts)
        self.path = path
        self.problems = problems
        self.problem_count = len(problems) if problem_count is None else problem_count
        self.rows = rows


class ClientClosed(RetroachError):
    """The client was used before it was entered, or after it (or its borrowed session) was closed."""


class NotIncluded(AttributeError):
    """A relation of an object of V2 was read, but the call had not asked for it by `include`.

    It is also raised where the server named the related object but left it out of its answer.
    """

    def __init__(self, message: str, *, name: str = "") -> None:
        super().__init__(message)
        self.name = name
        """The name of the relation."""
