"""Retries: which failures are tried again, when, and how often.

No library does this for us: the waits follow the server's `Retry-After`, the call's deadline, a budget that all calls
share, and a clock that tests can move.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence

from attrs import field, frozen, mutable

from retroach_async.checks import check, number
from retroach_async.clock import Clock
from retroach_async.errors import (
    ConnectionFailed,
    DecodeError,
    RateLimited,
    RetroachError,
    ServerError,
    TimedOut,
    TlsFailed,
)
from retroach_async.observe import RetryPlanned, call_hook
from retroach_async.query import Answer, Reply
from retroach_async.secret import Secret
from retroach_async.transport.call import Call, Judge, Layer, Sender

_log = logging.getLogger("retroach_async")

_EARNED = 0.1
"""Retries that a success adds to the budget."""


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
    """The longest `Retry-After` that is waited out, in seconds; a longer one is raised with the error."""
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
        # A refusal costs the server nothing, and V2 refuses for a minute without saying so: twice the
        # attempts, and waits that double from a second to half a minute.
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


@mutable
class RetryBudget:
    """The retries that are left. Failures spend them and successes earn them back, so a storm is not multiplied."""

    size: float
    """The most that can be saved up."""
    left: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.left = self.size

    def earn(self) -> None:
        """Note a success."""
        if self.left < self.size:
            self.left = min(self.left + _EARNED, self.size)

    def spend(self) -> bool:
        """Take one retry, if there is one left."""
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Retry(Layer[Sender[Reply]]):
    """Judges every answer and sends again while the policy, its budget and the deadline allow it."""

    def __init__(
        self,
        inner: Sender[Reply],
        policy: RetryPolicy,
        judge: Judge,
        clock: Clock,
        *,
        budget: RetryBudget,
        secret: Secret,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._inner = inner
        self._policy = policy
        self._judge = judge
        self._clock = clock
        self._chance = chance
        self._secret = secret
        self._budget = budget

    async def send(self, call: Call) -> Answer:
        """Send until the answer is good, or raise what it means that it is not."""
        errors: tuple[RetroachError, ...] = ()
        while True:
            outcome: Answer | RetroachError
            try:
                reply = await self._inner.send(call)
            except RetroachError as error:
                outcome = error
            else:
                outcome = self._judge(reply)
                if isinstance(outcome, Answer):
                    self._budget.earn()
                    if _log.isEnabledFor(logging.DEBUG):
                        _log.debug("%s: attempt %d: HTTP %d", call.query, call.attempts, reply.status)
                    return outcome
                outcome = self._reason(reply)
            errors = (*errors, outcome)
            await self._back_off(call, errors)

    def _reason(self, reply: Reply) -> RetroachError:
        """The meaning of a bad answer, told without the key, which a server may repeat."""
        reason = self._judge(Reply(reply.status, reply.headers, self._secret.scrub(reply.body)))
        if isinstance(reason, Answer):  # the key was what was wrong with it
            return DecodeError("the answer is not valid JSON", status=reply.status)
        if isinstance(reason, RateLimited | ServerError):
            reason.retry_after = reply.seconds_to_wait(self._clock.now())
        return reason

    async def _back_off(self, call: Call, errors: Sequence[RetroachError]) -> None:
        """Wait before the next attempt, or raise the latest error when there is to be none."""
        error = errors[-1]
        _log.debug("%s: attempt %d: %s", call.query, call.attempts, error.message)
        wait = self._policy.wait_after(errors, self._chance())
        if wait is None or self._clock.monotonic() + wait >= call.deadline.ends_at or not self._budget.spend():
            raise error
        call.stats.retries += 1
        if call.hooks.on_retry is not None:
            call_hook(call.hooks.on_retry, RetryPlanned(call.query, call.attempts, error, wait))
        await self._clock.sleep(wait)
