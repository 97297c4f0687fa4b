"""The meaning of an HTTP status, where both dialects agree."""

from __future__ import annotations

import re

from retroach_async.errors import (
    AuthenticationFailed,
    Blocked,
    DecodeError,
    Forbidden,
    InvalidRequest,
    NotFound,
    RateLimited,
    RetroachError,
    ServerError,
    TimedOut,
    UnexpectedRedirect,
)
from retroach_async.query import Reply

_SECRET_PARAMETER = re.compile(r"\b(y|z|api_key|x-api-key)([=:]\s*)[^&\s\"'<>]+", re.IGNORECASE)
_SNIPPET = 200


def snippet(body: bytes) -> str:
    """The beginning of a body, on one line and without anything that looks like a credential."""
    text = " ".join(body[: 4 * _SNIPPET].decode(errors="replace").split())
    return _SECRET_PARAMETER.sub(r"\1\2***", text)[:_SNIPPET]


def unreadable(reply: Reply, fault: str) -> DecodeError:
    """The error for an answer that is not JSON; `fault` says what it is, in words."""
    excerpt = f": {snippet(reply.body)}" if reply.body.strip() else ""
    return DecodeError(f"the answer is {fault}{excerpt}", status=reply.status)


def failure(reply: Reply, payload: object, message: str | None) -> RetroachError:
    """The error for an answer that is not 2xx; `message` is the server's own, if it gave one."""
    status = reply.status
    if (refusal := _refusal_of_the_shield(reply, payload)) is not None:
        return Blocked(refusal, status=status)
    if status in _OURS:
        kind, words = _OURS[status]
        return kind(words, status=status)
    if status in _MEANINGS or 400 <= status < 500:
        kind, words = _MEANINGS.get(status, (InvalidRequest, "the server refused the request"))
        return kind(message or words, status=status)
    if 300 <= status < 400:
        return UnexpectedRedirect("the server redirects, which is never followed", status=status)
    is_cloudflare = payload is None and _is_shield(reply)
    return ServerError(message or "the server failed", is_cloudflare=is_cloudflare, status=status)


_MEANINGS: dict[int, tuple[type[RetroachError], str]] = {
    304: (ServerError, "the server answered that nothing has changed, which nobody had asked"),
    403: (Forbidden, "the owner of the key may not see this"),
    404: (NotFound, NotFound.UNNAMED),
    408: (TimedOut, "the server waited too long for the request"),  # of a proxy, for a connection that was idle
    410: (NotFound, "no such endpoint any more"),
    425: (ServerError, "the server is not ready for the request yet"),
}
"""Statuses for which the server's own words are the better ones."""

_OURS: dict[int, tuple[type[RetroachError], str]] = {
    401: (AuthenticationFailed, "the server does not know the API key (Credentials or RETROACHIEVEMENTS_API_KEY)"),
    429: (RateLimited, "too many requests"),
}
"""Statuses for which the server only says "Unauthenticated." or less."""


def _is_shield(reply: Reply) -> bool:
    return "cf-ray" in reply.headers or reply.headers.get("server", "").lower() == "cloudflare"


_REFUSED = "the site's shield refused the request"


def _refusal_of_the_shield(reply: Reply, payload: object) -> str | None:
    """The words of Cloudflare's refusal, as HTML, as text or as JSON; None for an answer of the site itself."""
    if "cf-mitigated" in reply.headers:
        return _REFUSED
    if isinstance(payload, dict) and payload.get("cloudflare_error") is True and reply.status != 429:
        texts = [text for text in (payload.get("title"), payload.get("detail")) if isinstance(text, str)]
        return ": ".join([_REFUSED, *texts]) if reply.status < 500 else None
    if reply.status != 403:
        return None
    if found := _ERROR_CODE.match(reply.body[:_SNIPPET]):
        return f"{_REFUSED}: {found[0].decode()}"
    return _REFUSED if "html" in reply.headers.get("content-type", "").lower() else None


_ERROR_CODE = re.compile(rb"\s*error code: [0-9]+")
