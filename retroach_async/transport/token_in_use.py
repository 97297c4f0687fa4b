"""The token that requests carry now, and the way to the next one.

    in use        calls carry the token; the server accepts it
    refreshing    the server said 401: one task of its own asks the program for a new token, however many calls wait
    in use        the new token, for every call from now on; or the old one, when there was no new one

A call that is cancelled, or runs out of time, leaves the task alone: the program may have spent a token that can be
used once. Only closing the client ends the task. What the program does in it, also in tasks of its own, cannot use the
token: it would wait for itself.
"""

from __future__ import annotations

import asyncio
import inspect
from collections import deque
from contextvars import ContextVar
from typing import Any

from retroach_async.credentials import folded
from retroach_async.errors import ConfigurationError
from retroach_async.finish import stop_for
from retroach_async.oauth import OAuthToken
from retroach_async.secret import Secret

_REMEMBERED = 4
"""Tokens that are still looked for in what a server says."""

WAITS_FOR_ITSELF = "a refresh cannot use the client that waits for its token"
"""The complaint about a call that would never come to its end."""

_ASKED: ContextVar[tuple[tuple[TokenInUse, int], ...]] = ContextVar("_ASKED", default=())
"""The refreshes within which something runs: the tokens, each with the number of refreshes before this one."""


class TokenInUse:
    """The latest token that followed upon a given one. It does not hold the given one, which may be forgotten."""

    def __init__(self) -> None:
        self.rounds = 0
        """The number of refreshes that have ended."""
        self.complaint: str | None = None
        """The reason why the latest refresh gave no token, without a secret; None when it gave one."""
        self.waiting = 0
        """Calls that wait for a refresh."""
        self._renewed: OAuthToken | None = None
        self._used: deque[Secret] = deque(maxlen=_REMEMBERED)
        self._task: asyncio.Task[OAuthToken | str] | None = None

    def after(self, given: OAuthToken) -> OAuthToken:
        """The token to use in place of a given one."""
        return self._renewed or given

    def secrets(self, given: OAuthToken) -> tuple[Secret, ...]:
        """The tokens that may have been sent lately."""
        return given.secret, *self._used

    @property
    def is_refreshing(self) -> bool:
        """True while the program is asked for a new token."""
        return self._task is not None

    @property
    def is_asked_here(self) -> bool:
        """True within the refresh that goes on, also in a task that was started there."""
        return self._task is not None and (self, self.rounds) in _ASKED.get()

    async def refresh(self, token: OAuthToken) -> None:
        """Wait for the refresh that goes on, or begin one; `rounds` and `complaint` tell its end."""
        if self._task is None:
            self._task = asyncio.create_task(self._ask(token))
            self._task.add_done_callback(self._end_round)
        self.waiting += 1
        try:
            await asyncio.wait((self._task,))
        finally:
            self.waiting -= 1

    async def end(self) -> None:
        """Cancel a refresh that goes on, and return when it is over."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))

    def forget_loop(self) -> None:
        """Drop the refresh of an event loop that is gone."""
        if self._task is not None:
            self._task, self.complaint = None, "its refresh was cut off"
            self.rounds += 1
        self.waiting = 0

    async def _ask(self, token: OAuthToken) -> OAuthToken | str:
        """Ask the program, in a context with a mark that this task and those that it starts have.

        Such a task may live on and meet the next refresh, so marks of refreshes that are over are dropped.
        """
        going_on = (mark for mark in _ASKED.get() if mark[0].rounds == mark[1])
        _ASKED.set((*going_on, (self, self.rounds)))
        return await _next_after(token)

    def _end_round(self, task: asyncio.Task[OAuthToken | str]) -> None:
        if task is not self._task:
            return  # of an event loop that was forgotten
        outcome = "its refresh was cancelled" if task.cancelled() else task.result()
        if isinstance(outcome, OAuthToken):
            self._renewed, self.complaint = outcome, None
            self._used.append(outcome.secret)
        else:
            self.complaint = outcome
        self._task = None
        self.rounds += 1


async def _next_after(token: OAuthToken) -> OAuthToken | str:
    """The token that the program gives in place of one, or a complaint without a secret. It raises nothing."""
    if token.refresh is None:
        return "it has no refresh"
    try:
        given: object = token.refresh()
        if inspect.isawaitable(given):
            given = await given
        return _successor(token, given)
    except asyncio.CancelledError:
        raise
    except BaseException as problem:  # noqa: BLE001  the program may raise anything, with the token in it
        stop_for(problem)
        is_ours = isinstance(problem, ConfigurationError) and problem.message == WAITS_FOR_ITSELF
        return f"its refresh failed ({WAITS_FOR_ITSELF if is_ours else type(problem).__name__})"


def _successor(token: OAuthToken, given: Any) -> OAuthToken | str:
    """The token to use from now on; what the program does not say anew stays as it was."""
    scopes, refresh = token.scopes, token.refresh
    if isinstance(given, OAuthToken):
        old, new = folded(token.username), folded(given.username)
        if new and old and new != old:
            return "its refresh gave a token of another user"
        scopes, refresh = scopes if given.scopes is None else given.scopes, given.refresh or refresh
        given, username = given.token, token.username if old else given.username
    else:
        username = token.username
    try:
        successor = OAuthToken(given, username=username, scopes=scopes, refresh=refresh)
    except ConfigurationError as problem:
        return f"its refresh gave no usable token: {problem.message}"
    return "its refresh gave the same token again" if successor.token == token.token else successor
