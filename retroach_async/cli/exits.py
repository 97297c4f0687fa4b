"""The exit codes, and the errors that they stand for."""

from __future__ import annotations

from enum import IntEnum

from retroach_async.errors import (
    AuthenticationFailed,
    ConfigurationError,
    ConnectionFailed,
    Forbidden,
    InvalidRequest,
    NotFound,
    RateLimited,
    RetroachError,
    TimedOut,
)


class Exit(IntEnum):
    """The exit code of a command; the package's docstring says what each means."""

    OK = 0
    FAILED = 1
    USAGE = 2
    AUTHENTICATION = 3
    NOT_FOUND = 4
    RATE_LIMITED = 5
    CONNECTION = 6
    INTERRUPTED = 130
    TERMINATED = 143


_CODES: tuple[tuple[type[RetroachError], Exit], ...] = (
    (InvalidRequest, Exit.USAGE),
    (ConfigurationError, Exit.USAGE),
    (AuthenticationFailed, Exit.AUTHENTICATION),
    (Forbidden, Exit.AUTHENTICATION),
    (NotFound, Exit.NOT_FOUND),
    (RateLimited, Exit.RATE_LIMITED),
    (ConnectionFailed, Exit.CONNECTION),
    (TimedOut, Exit.CONNECTION),
)


def exit_code(error: RetroachError) -> Exit:
    """The exit code for an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.FAILED)
