"""Make the calls of a plan, one after the other, and compare each answer with its model."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from retroach_async.client import Client
from retroach_async.drift.comparing import compare, failed
from retroach_async.drift.findings import Compared
from retroach_async.drift.planning import Plan, PlannedCall
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
"""Failures after which the next call would fail as well."""
_NOTHING_TO_SHOW = 422
"""The status of V1 for a valid question without an answer."""


async def check(ra: Client, plan: Plan, secret: Secret) -> AsyncIterator[Compared]:
    """The result of each call, as soon as the call is over.

    The client's rate limit decides the pace. `secret` is the client's key, which is removed from every answer before
    the answer is compared. Raises the error of a call, such as a wrong key, that every other call would repeat.
    """
    answers: dict[str, Any] = {}
    for call in plan.calls:
        yield await _checked(ra, call, secret, answers)


async def _checked(ra: Client, call: PlannedCall, secret: Secret, answers: dict[str, Any]) -> Compared:
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
    """The payload without the key, in case the server has repeated the key."""
    body = secret.scrub(reply.body)
    return parse(body)[0]
