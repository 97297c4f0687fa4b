"""The emulator's answers, and the bodies of its refusals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from attrs import frozen

from retroach_async.access import DATA_READ

JSON = "application/json"
JSON_API = "application/vnd.api+json"


@frozen
class Response:
    """An answer before it becomes bytes."""

    body: Any
    """A JSON value."""
    status: int = 200
    content_type: str = JSON
    escapes_slashes: bool = True
    """True for escaped slashes, which are PHP's default."""

    def encode(self) -> bytes:
        """The body in PHP's spelling of JSON: in ASCII and without spaces."""
        text = json.dumps(self.body, separators=(",", ":"))
        return (text.replace("/", "\\/") if self.escapes_slashes else text).encode()


class Refused(Exception):
    """Replaces the answer of an endpoint by another one."""

    def __init__(self, reply: Response) -> None:
        super().__init__(reply.status)
        self.reply = reply


def framework_error(status: int, title: str | None = None, **details: Any) -> Response:
    """An error of the site's framework; `errors` is a list, the status is text."""
    phrase = HTTPStatus(status).phrase
    title = title or phrase
    error = {"status": str(status), "code": phrase.lower().replace(" ", "_"), "title": title, **details}
    return Response({"message": title, "errors": [error]}, status)


def unauthenticated() -> Response:
    """The error for a missing or unknown key."""
    return framework_error(401, "Unauthenticated.")


def too_many_requests() -> Response:
    """The error of the rate limiter."""
    return framework_error(429, "Too Many Attempts.")


def crash() -> Response:
    """The error of a server that failed, in V1 and below V2's bare prefix."""
    return Response({"message": "Server Error"}, 500)


def oauth_required(scope: str) -> Response:
    """The error for an API key on a private route."""
    detail = "This endpoint requires an OAuth token. API keys cannot be used to read caller-private data."
    return _scope_error("oauth_required", detail, scope)


def missing_scope(scope: str) -> Response:
    """The error for a token without a scope."""
    data = "RetroAchievements data" if scope == DATA_READ else f"data of the scope {scope}"
    return _scope_error("missing_scope", f"This OAuth token does not grant access to read {data}.", scope)


def _scope_error(code: str, detail: str, scope: str) -> Response:
    error = {"code": code, "detail": detail, "meta": {"required_scope": scope}, "status": "403", "title": "Forbidden"}
    return Response({"message": "Forbidden", "errors": [error]}, 403)


def invalid(problems: Mapping[str, Sequence[str]]) -> Response:
    """The error for wrong parameters; `errors` is an object."""
    first, *others = [message for messages in problems.values() for message in messages]
    if others:
        first += f" (and {len(others)} more error{'s' if len(others) > 1 else ''})"
    return Response({"message": first, "errors": {key: list(messages) for key, messages in problems.items()}}, 422)


def not_found(body: Any) -> Refused:
    """The refusal with 404 and an endpoint's own body."""
    return Refused(Response(body, 404))
