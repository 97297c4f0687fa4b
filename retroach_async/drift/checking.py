"""Make the calls of a plan, one after the other, and compare what comes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from retroach_async.client import Client
from retroach_async.drift.comparing import compare, failed
from retroach_async.drift.findings import Compared
from retroach_async.drift.planning import Call, Plan
from retroach_async.errors import (
    AuthenticationFailed,
    Blocked,
    ClientClosed,
    ConnectionFailed,
    Forbidden,
    NotFound,
    RateLimited,
    RetroachError,
)
from retroach_async.query import Reply
from retroach_async.secret import Secret
from retroach_async.wire.json import parse

_HOPELESS = (AuthenticationFailed, Blocked, ClientClosed, ConnectionFailed, RateLimited)
"""Failures after which the next call would fare no better."""
_NOTHING_TO_SHOW = 422
"""The status by which V1 says that all is well, and that there is nothing."""


async def check(ra: Client, plan: Plan, secret: Secret) -> AsyncIterator[Compared]:
    """What came of each call, as soon as it is known.

    How fast the calls follow each other is up to the client's rate limit. `secret` is its key, which is taken out
    of every answer before anything is made of it. Raises the error of a call after which the others are hopeless.
    """
    answers: dict[str, Any] = {}
    for call in plan.calls:
        yield await _checked(ra, call, secret, answers)


async def _checked(ra: Client, call: Call, secret: Secret, answers: dict[str, Any]) -> Compared:
    endpoint = call.endpoint
    try:
        bound = call.bound(answers)
    except LookupError as problem:
        return Compared(name=endpoint.name, skipped=str(problem))
    try:
        reply = await ra.fetch(endpoint.compile(bound))
    except _HOPELESS:
        raise
    except Forbidden as error:
        return Compared(name=endpoint.name, skipped=f"not for the owner of this key: {error.message}")
    except RetroachError as error:
        if isinstance(error, NotFound) and error.status == _NOTHING_TO_SHOW:
            return Compared(name=endpoint.name, skipped=f"nothing to compare: {error.message}")
        endpoint.name_the_missing(error, bound)
        return failed(endpoint, error)
    payload = _without(secret, reply)
    answers[endpoint.name] = endpoint.reader(payload, bound)
    return compare(endpoint, payload, bound)


def _without(secret: Secret, reply: Reply) -> Any:
    """The payload without the key, should the server have repeated it."""
    body = secret.scrub(reply.body)
    return reply.payload if body == reply.body else parse(body)[0]
