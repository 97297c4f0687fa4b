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
    UnexpectedRedirect,
)
from retroach_async.query import Reply
from retroach_async.wire.json import parse

_SECRET_PARAMETER = re.compile(r"\b(y|z|api_key|x-api-key)([=:]\s*)[^&\s\"'<>]+", re.IGNORECASE)
_SNIPPET = 200


def snippet(body: bytes) -> str:
    """The beginning of a body, on one line and without anything that looks like a credential."""
    text = " ".join(body[: 4 * _SNIPPET].decode(errors="replace").split())
    return _SECRET_PARAMETER.sub(r"\1\2***", text)[:_SNIPPET]


def decode(reply: Reply) -> tuple[object, RetroachError | None]:
    """The JSON of an answer, or why there is none."""
    payload, problem = parse(reply.body)
    if problem is None:
        return payload, None
    excerpt = f": {snippet(reply.body)}" if reply.body.strip() else ""
    return None, DecodeError(f"the answer is {problem}{excerpt}", status=reply.status)


def failure(reply: Reply, payload: object, message: str | None) -> RetroachError:
    """The error for an answer that is not 2xx; `message` is the server's own, if it gave one."""
    status = reply.status
    if _is_challenge(reply):
        return Blocked("the site's shield refused the request", status=status)
    if status in _MEANINGS:
        kind, words = _MEANINGS[status]
        return kind(message or words, status=status)
    if status in _OURS:
        kind, words = _OURS[status]
        return kind(words, status=status)
    if 300 <= status < 400:
        return UnexpectedRedirect("the server redirects, which is never followed", status=status)
    if 400 <= status < 500:
        return InvalidRequest(message or "the server refused the request", status=status)
    is_cloudflare = payload is None and _is_shield(reply)
    return ServerError(message or "the server failed", is_cloudflare=is_cloudflare, status=status)


_MEANINGS: dict[int, tuple[type[RetroachError], str]] = {
    403: (Forbidden, "the owner of the key may not see this"),
    404: (NotFound, NotFound.UNNAMED),
    410: (NotFound, "no such endpoint any more"),
}
"""Statuses for which the server's own words are the better ones."""

_OURS: dict[int, tuple[type[RetroachError], str]] = {
    401: (AuthenticationFailed, "the server does not know the API key (Credentials or RETROACHIEVEMENTS_API_KEY)"),
    429: (RateLimited, "too many requests"),
}
"""Statuses for which the server only says "Unauthenticated." or less."""


def _is_shield(reply: Reply) -> bool:
    return "cf-ray" in reply.headers or reply.headers.get("server", "").lower() == "cloudflare"


def _is_challenge(reply: Reply) -> bool:
    if "cf-mitigated" in reply.headers:
        return True
    return reply.status == 403 and "html" in reply.headers.get("content-type", "").lower()
