"""Limits of a command: its rate as it is typed, `60/61` for 60 requests in 61 seconds, and its time."""

from __future__ import annotations

import inspect
import math
from typing import Annotated

from cyclopts import Group, Parameter

from retroach_async.cli.arguments import quoted
from retroach_async.errors import InvalidRequest
from retroach_async.transport.limits import RateLimit

_MOST = 1_000_000
"""The most requests of a limit: a limit above that is none."""

ASKING = Group("Asking", sort_key=8)

Limit = Annotated[
    str | None,
    Parameter(name="--limit", metavar="REQUESTS/SECONDS", help="At most so many requests in so many seconds."),
]
AskingLimit = Annotated[
    str | None,
    Parameter(
        name="--limit",
        metavar="REQUESTS/SECONDS",
        group=ASKING,
        help="At most so many requests in so many seconds, such as 60/61.",
    ),
]
Timeout = Annotated[
    float | None,
    Parameter(
        name="--timeout",
        metavar="SECONDS",
        group=ASKING,
        help="Give up a call after so long, with waiting for the limit and trying again; 120 unless said otherwise.",
    ),
]


def limit_options() -> list[inspect.Parameter]:
    """The options about limits, which every command that asks the server has."""
    kinds = inspect.Parameter
    return [
        kinds("limit", kinds.KEYWORD_ONLY, default=None, annotation=AskingLimit),
        kinds("timeout", kinds.KEYWORD_ONLY, default=None, annotation=Timeout),
    ]


def rate_limit(text: str | None) -> RateLimit | None:
    """The limit that was typed; None without one. Raises `InvalidRequest`."""
    return None if text is None else RateLimit(*rate(text))


def rate(text: str) -> tuple[int, float]:
    """The requests and the seconds of a limit. Raises `InvalidRequest`."""
    requests, _, seconds = text.partition("/")
    try:
        given = int(requests), float(seconds)
    except ValueError:
        given = 0, 0.0
    if not 0 < given[0] <= _MOST or not 0 < given[1] < math.inf:
        message = f"limit must be REQUESTS/SECONDS such as 60/61, with at most {_MOST} requests, not {quoted(text)}"
        raise InvalidRequest(message, parameter="limit")
    return given
