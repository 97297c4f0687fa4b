"""What an HTTP status means, where both dialects agree."""

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
    payload, fault = parse(reply.body)
    if fault is None:
        return payload, None
    excerpt = f": {snippet(reply.body)}" if reply.body.strip() else ""
    return None, DecodeError(f"the answer is {fault}{excerpt}", status=reply.status)


def failure(reply: Reply, payload: object, message: str | None) -> RetroachError:
    """The error for an answer that is not 200; `message` is the server's own, if it gave one."""
    status = reply.status
    if 300 <= status < 400:
        return UnexpectedRedirect("the server redirects, which is never followed", status=status)
    if _is_challenge(reply):
        return Blocked("the site's shield refused the request", status=status)
    if status == 401:
        return AuthenticationFailed(
            message or "the server does not know the API key (RETROACHIEVEMENTS_API_KEY or Credentials)",
            status=status,
        )
    if status == 403:
        return Forbidden(message or "the owner of the key may not see this", status=status)
    if status in (404, 410):
        return NotFound(message or "no such thing", status=status)
    if status == 429:
        return RateLimited("too many requests", status=status)
    if 400 <= status < 500:
        return InvalidRequest(message or "the server refused the request", status=status)
    return ServerError(
        message or "the server failed", is_cloudflare=payload is None and _is_shield(reply), status=status
    )


def _is_shield(reply: Reply) -> bool:
    return "cf-ray" in reply.headers or reply.headers.get("server", "").lower() == "cloudflare"


def _is_challenge(reply: Reply) -> bool:
    if "cf-mitigated" in reply.headers:
        return True
    return reply.status == 403 and "html" in reply.headers.get("content-type", "").lower()
