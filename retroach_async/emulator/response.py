"""What the emulator sends back, and the bodies of its refusals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from attrs import frozen

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
    """Whether slashes are escaped, as PHP does unless it is told not to."""

    def encode(self) -> bytes:
        """The body as PHP spells JSON: in ASCII and without spaces."""
        text = json.dumps(self.body, separators=(",", ":"))
        return (text.replace("/", "\\/") if self.escapes_slashes else text).encode()


class Refused(Exception):
    """Ends the making of an answer with another one."""

    def __init__(self, reply: Response) -> None:
        super().__init__(reply.status)
        self.reply = reply


def framework_error(status: int, title: str | None = None, **details: Any) -> Response:
    """The error that the site's framework writes; `errors` is a list, the status is text."""
    phrase = HTTPStatus(status).phrase
    title = title or phrase
    error = {"status": str(status), "code": phrase.lower().replace(" ", "_"), "title": title, **details}
    return Response({"message": title, "errors": [error]}, status)


def unauthenticated() -> Response:
    """The key is missing or unknown."""
    return framework_error(401, "Unauthenticated.")


def too_many_requests() -> Response:
    """The limiter has had enough."""
    return framework_error(429, "Too Many Attempts.")


def crash() -> Response:
    """The server failed and says no more."""
    return Response({"message": "Server Error"}, 500)


def invalid(problems: Mapping[str, Sequence[str]]) -> Response:
    """Parameters failed validation; `errors` is an object."""
    first, *others = [message for messages in problems.values() for message in messages]
    if others:
        first += f" (and {len(others)} more error{'s' if len(others) > 1 else ''})"
    return Response({"message": first, "errors": {key: list(messages) for key, messages in problems.items()}}, 422)


def not_found(body: Any) -> Refused:
    """An endpoint's own body for what it does not have."""
    return Refused(Response(body, 404))
