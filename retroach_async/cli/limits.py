"""Rate limits as they are typed: `60/61` stands for 60 requests in 61 seconds."""

from __future__ import annotations

import math
from typing import Annotated

from cyclopts import Parameter

from retroach_async.errors import InvalidRequest

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
    if given[0] < 1 or not 0 < given[1] < math.inf:
        raise InvalidRequest(f"limit must be REQUESTS/SECONDS such as 60/61, not {text!r}", parameter="limit")
    return given
