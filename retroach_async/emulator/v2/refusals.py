"""The refusals of V2."""

from __future__ import annotations

from retroach_async.emulator.response import Refused, Response, crash, framework_error

BARE_PREFIX = "/v2"
"""The end of the address at which the public reaches the API, where the server's own branch for errors does not run."""


def bad_query(parameter: str, detail: str) -> Refused:
    """The refusal of a query that names or holds what it may not."""
    error = {
        "detail": detail,
        "source": {"parameter": parameter},
        "status": "400",
        "title": "Invalid Query Parameter",
    }
    return Refused(Response({"message": "Invalid Query Parameter", "errors": [error]}, 400))


def bad_filter(detail: str) -> Refused:
    """The refusal of a filter's value."""
    error = {"code": "invalid_filter", "detail": detail, "status": "400", "title": "Invalid Filter"}
    return Refused(Response({"message": "Invalid Filter", "errors": [error]}, 400))


def forbidden() -> Refused:
    """The refusal of a permission rule."""
    return Refused(framework_error(403, "This action is unauthorized."))


def unknown(detail: str | None = None) -> Refused:
    """The refusal of a request for something that does not exist."""
    return Refused(framework_error(404) if detail is None else framework_error(404, detail=detail))


def nothing_here(detail: str) -> Refused:
    """The refusal of a document that is no resource; it has no code."""
    error = {"detail": detail, "status": "404", "title": "Not Found"}
    return Refused(Response({"message": "Not Found", "errors": [error]}, 404))


def unknown_achievement(base_url: str, number: str) -> Refused:
    """The refusal of an unknown achievement, which the framework words where the server does not."""
    if _has_own_errors(base_url):
        return unknown()
    return Refused(Response({"message": f"No query results for model [App\\Models\\Achievement] {number}"}, 404))


def not_acceptable() -> Refused:
    """The refusal of a client that does not accept the media type."""
    return Refused(framework_error(406))


def failure(base_url: str) -> Refused:
    """The error of a server that fails at a request."""
    return Refused(framework_error(500, "Server Error") if _has_own_errors(base_url) else crash())


def _has_own_errors(base_url: str) -> bool:
    """True where the server words all errors itself."""
    return base_url.endswith(f"/api{BARE_PREFIX}")
