"""The layer of the tower that has a token refreshed: once for all calls in flight, and once for each call."""

from __future__ import annotations

from retroach_async.errors import AuthenticationFailed
from retroach_async.oauth import OAuthToken
from retroach_async.query import Answer
from retroach_async.transport.call import Call, Layer, Sender
from retroach_async.transport.token_in_use import TokenInUse

_REFUSED = "the server does not accept the OAuth token: it is wrong, revoked or has expired"


class Refresh(Layer[Sender[Answer]]):
    """Sends with the token in use; after a 401 it sends once more, with a new token."""

    def __init__(self, inner: Sender[Answer], token: OAuthToken, in_use: TokenInUse) -> None:
        self._inner = inner
        self._token = token
        self._in_use = in_use

    async def send(self, call: Call) -> Answer:
        """Send, and send again with a new token if the server refuses the old one and there is a new one."""
        in_use, rounds = self._in_use, self._in_use.rounds
        call.latest = self._latest
        if in_use.is_refreshing:
            await self._wait(call)  # the old token would only be refused
            return await self._send(call)
        try:
            return await self._send(call)
        except AuthenticationFailed:
            if self._latest().refresh is None:
                raise
        # From here on outside the except block, so that later errors have no context.
        if call.request.credentials is self._latest():
            if in_use.rounds != rounds and in_use.complaint is not None:  # a refresh failed in the meantime
                raise _without_a_token(in_use.complaint)
            await self._wait(call)
        return await self._send(call)

    def _latest(self) -> OAuthToken:
        return self._in_use.after(self._token)

    async def _wait(self, call: Call) -> None:
        """Wait until the refresh is over. Raises `AuthenticationFailed` when it gave no token."""
        call.deadline.stage = "waiting for a new token"
        await self._in_use.refresh(self._latest())
        if self._in_use.complaint is not None:
            raise _without_a_token(self._in_use.complaint)

    async def _send(self, call: Call) -> Answer:
        try:
            return await self._inner.send(call)
        except AuthenticationFailed as error:
            error.reword(_REFUSED)
            raise


def _without_a_token(complaint: str) -> AuthenticationFailed:
    return AuthenticationFailed(f"{_REFUSED}, and {complaint}", status=401)
