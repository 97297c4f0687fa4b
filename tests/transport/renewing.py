"""A server that accepts some tokens, and a program that gives the next one."""

from __future__ import annotations

import asyncio
from typing import Any

from retroach_async import Client, OAuthToken, Reply, Request
from retroach_async.testing import MemoryTransport, json_reply

DISTRIBUTION = {"meta": {"promoted": {"distribution": []}, "unpromoted": {"distribution": []}}}


class Server:
    """A server that accepts some tokens, and a program that gives the next one when it is asked."""

    def __init__(self, *, accepts: str = "new", gives: object = "new") -> None:
        self.transport = MemoryTransport(self._answer)
        self.accepts = {accepts}
        self.gives = gives
        self.carried: list[str] = []
        """The tokens of all requests, in order."""
        self.refreshes = 0
        self.gate: asyncio.Event | None = None
        """Holds the refresh back until it is set."""

    def _answer(self, request: Request) -> Reply:
        credentials = request.credentials
        assert isinstance(credentials, OAuthToken)
        assert request.reveal()[2] == {"Authorization": f"Bearer {credentials.token.reveal()}"}
        self.carried.append(credentials.token.reveal())
        return json_reply(DISTRIBUTION) if self.carried[-1] in self.accepts else json_reply({}, 401)

    async def renew(self) -> Any:
        """Give what the test wants, when the test wants it."""
        self.refreshes += 1
        if self.gate is not None:
            await self.gate.wait()
        if isinstance(self.gives, BaseException):
            raise self.gives
        return self.gives

    def token(self, **options: Any) -> OAuthToken:
        """A token that the server does not accept any more."""
        return OAuthToken("old", **{"refresh": self.renew} | options)


async def ask(ra: Client, number: int = 1) -> None:
    """One call of V2."""
    await ra.v2.games.achievement_distribution(number)


def begin(ra: Client, *numbers: int) -> list[asyncio.Task[None]]:
    """Calls in the background."""
    return [asyncio.create_task(ask(ra, number)) for number in numbers]
