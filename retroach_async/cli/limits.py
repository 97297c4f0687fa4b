"""Rate limits as they are typed: `60/61` stands for 60 requests in 61 seconds."""

from __future__ import annotations

import math
from typing import Annotated

from cyclopts import Parameter

from retroach_async.cli.arguments import quoted
from retroach_async.errors import InvalidRequest

_MOST = 1_000_000
"""The most requests of a limit: a limit above that is none."""

Limit = Annotated[
    str | None,
    Parameter(name="--limit", metavar="REQUESTS/SECONDS", help="At most so many requests in so many seconds."),
]


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
