"""Retries: which failures are tried again, when, and how often.

No library does this for us: the waits follow the server's `Retry-After`, the call's deadline, a budget that all calls
share, and a clock that tests can move.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence

from attrs import field, mutable

from retroach_async.clock import Clock
from retroach_async.errors import ConnectionFailed, DecodeError, Forbidden, RateLimited, RetroachError, ServerError
from retroach_async.observe import RetryPlanned, call_hook
from retroach_async.query import Answer, Reply
from retroach_async.secret import Secret
from retroach_async.transport.call import Call, Judge, Layer, Sender

_log = logging.getLogger("retroach_async")

_MOST_STALE = 10
"""Kept connections in a row that one call may find closed."""
_EARNED = 0.1
"""Retries that a success adds to the budget."""


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
        self.left = min(self.left + _EARNED, self.size)

    def spend(self) -> bool:
        """Take one retry, if there is one left."""
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Retry(Layer[Sender[Reply]]):
    """Judges every answer and sends again while the call's policy, the budget and the deadline allow it."""

    def __init__(
        self,
        inner: Sender[Reply],
        judge: Judge,
        clock: Clock,
        *,
        budget: RetryBudget,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._inner = inner
        self._judge = judge
        self._clock = clock
        self._chance = chance
        self._budget = budget

    async def send(self, call: Call) -> Answer:
        """Send until the answer is good, or raise what it means that it is not."""
        errors: tuple[RetroachError, ...] = ()
        budget, stale = self._budget, 0
        while True:
            outcome: Answer | RetroachError
            try:
                reply = await self._inner.send(call)
            except RetroachError as error:
                if isinstance(error, ConnectionFailed) and error.is_stale and stale < _MOST_STALE:
                    # The server has closed a kept connection without a word. Nobody is to blame, so there is no wait.
                    stale += 1
                    call.stats.retries += 1
                    continue
                outcome = error
            else:
                outcome = self._judge(reply)
                if isinstance(outcome, Answer):
                    if budget.left < budget.size:
                        budget.earn()
                    if _log.isEnabledFor(logging.DEBUG):
                        _log.debug("%s: attempt %d: HTTP %d", call.query, call.attempts, reply.status)
                    return outcome
                outcome = self._reason(reply, call.request.credentials.secret)
            errors = (*errors, outcome)
            await self._back_off(call, errors)

    def _reason(self, reply: Reply, secret: Secret) -> RetroachError:
        """The meaning of a bad answer, told without the key or token, which a server may repeat."""
        reason = self._judge(reply)
        if isinstance(reason, DecodeError):  # it quotes the body, so the key has to go before
            reason = self._judge(Reply(reply.status, reply.headers, secret.scrub(reply.body)))
        if isinstance(reason, Answer):  # the key was what was wrong with it
            return DecodeError("the answer is not valid JSON", status=reply.status)
        reason.reword(secret.scrub_text(reason.message))
        if isinstance(reason, Forbidden) and reason.required_scope is not None:
            reason.required_scope = secret.scrub_text(reason.required_scope)
        if isinstance(reason, RateLimited | ServerError):
            reason.retry_after = reply.seconds_to_wait(self._clock.now())
        return reason

    async def _back_off(self, call: Call, errors: Sequence[RetroachError]) -> None:
        """Wait before the next attempt, or raise the latest error when there is to be none."""
        error = errors[-1]
        _log.debug("%s: attempt %d: %s", call.query, call.attempts, error.message)
        wait = call.retry.wait_after(errors, self._chance())
        if wait is None or self._clock.monotonic() + wait >= call.deadline.ends_at or not self._budget.spend():
            raise error
        call.stats.retries += 1
        if call.hooks.on_retry is not None:
            call_hook(call.hooks.on_retry, RetryPlanned(call.query, call.attempts, error, wait))
        await self._clock.sleep(wait)
