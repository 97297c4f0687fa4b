"""The rules for retries, as pure decisions: which failures are tried again, when, and how often."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from retroach_async.checks import check, number
from retroach_async.errors import (
    ConnectionFailed,
    DecodeError,
    RateLimited,
    RetroachError,
    ServerError,
    TimedOut,
    TlsFailed,
)


@frozen(kw_only=True)
class RetryPolicy:
    """The rules for retries: their number and the waits between them.

    `RetryPolicy(attempts=1)` never tries again.

    Connection faults, silences, 429 and 5xx are tried again; an answer that is not JSON once; anything
    else never.
    """

    attempts: int = 4
    """The most times that a request is sent; twice as many when the server only asks to slow down."""
    first_wait: float = 0.5
    """The upper bound of the first wait, in seconds; it doubles with every attempt."""
    longest_wait: float = 20.0
    """The upper bound of any wait that we choose ourselves, in seconds."""
    max_retry_after: float = 120.0
    """The longest `Retry-After`, or rest of the server's window, that is waited out, in seconds.

    A longer one is raised with the error.
    """
    budget: int = 50
    """Retries that failures may cost before they must be earned by successes, so that a storm is not doubled."""

    def __attrs_post_init__(self) -> None:
        check(self, attempts=number(least=1, whole=True), budget=number(whole=True))
        check(self, first_wait=number(), longest_wait=number(), max_retry_after=number())

    def wait_after(self, errors: Sequence[RetroachError], chance: float) -> float | None:
        """Seconds to wait after attempts that came to nothing but errors; None when it is not worth another."""
        error, attempt = errors[-1], len(errors)
        if isinstance(error, RateLimited):
            if error.status is None:  # our own queue is full, which the caller wants to know at once
                return None
            return self._wait_when_limited(error.retry_after, attempt, chance)
        if attempt >= self.attempts or not _is_worth_another(errors):
            return None
        wait = chance * min(self.longest_wait, self.first_wait * _doubled(attempt))
        if isinstance(error, ServerError) and error.retry_after is not None:
            return error.retry_after + wait if error.retry_after <= self.max_retry_after else None
        return wait

    def _wait_when_limited(self, retry_after: float | None, attempt: int, chance: float) -> float | None:
        # A refusal costs the server nothing: twice the attempts. Where neither the server nor an exact limit says for
        # how long it refuses, the waits double from a second to half a minute.
        if self.attempts == 1 or attempt >= 2 * self.attempts:
            return None
        if retry_after is None:
            retry_after = min(30.0, _doubled(attempt))
        # A little extra, so that those who were told the same number do not come back at once.
        return retry_after + chance * self.first_wait if retry_after <= self.max_retry_after else None


def _doubled(attempt: int) -> float:
    return 2.0 ** min(attempt - 1, 60)


def _is_worth_another(errors: Sequence[RetroachError]) -> bool:
    error = errors[-1]
    if isinstance(error, DecodeError):  # once is an accident; too large is too large
        return error.status is not None and sum(isinstance(each, DecodeError) for each in errors) == 1
    return isinstance(error, ConnectionFailed | TimedOut | ServerError) and not isinstance(error, TlsFailed)
