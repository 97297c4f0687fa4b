"""The limits of one endpoint: its pages, its caps, the requests that a call takes, the age of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retroach_async.access import DATA_READ
from retroach_async.endpoint import Endpoint

_CAP = re.compile(r"\b(?:at most|[Uu]p to|more than|newest)\b[^.]*(?:\d|\bten\b)|\bno pages\b")
_SENTENCE = re.compile(r"(?<=[.:;]) (?=[A-Z])")
_IN_ONE_REQUEST = 100
"""The number of ids that a list of V2 takes."""


def bounds(endpoint: Endpoint) -> Iterator[str]:
    """The paragraphs about the limits of an endpoint; none where it has none."""
    yield from _paging(endpoint)
    yield from _caps(endpoint)
    yield from _requests(endpoint)
    yield from _scope(endpoint)
    yield from _keeping(endpoint)


def _paging(endpoint: Endpoint) -> Iterator[str]:
    if endpoint.paging:
        size, position = endpoint.paging.size, endpoint.paging.position
        least, most = size.key.least or 0, size.key.limit
        allowed = f"{least} to {most:,}" if most else f"{least} or more"
        usual = f", {size.default} by default" if size.default is not None else ""
        walk = f"`ra.pages(ra.{endpoint.name}, ...)` walks over all rows"
        yield f"**Pages:** `{size.name}` rows ({allowed}{usual}), beginning at `{position.name}`; {walk}.\n"


def _caps(endpoint: Endpoint) -> Iterator[str]:
    """The sentences of the docstring that say how much an answer holds at most."""
    prose = [part for part in endpoint.doc.split("\n\n") if not part.startswith("https://")]
    sentences = (each for part in prose for each in _SENTENCE.split(" ".join(part.split())))
    if found := [sentence.rstrip(":;") for sentence in sentences if _CAP.search(sentence)]:
        yield f"**At most:** {' '.join(found)}\n"


def _requests(endpoint: Endpoint) -> Iterator[str]:
    if endpoint.strategy:
        yield "**Requests:** a call makes as many as it takes, and each counts against the rate limit.\n"
    if endpoint.many:
        yield f"**Batch:** one request asks for up to {_IN_ONE_REQUEST} ids.\n"


def _scope(endpoint: Endpoint) -> Iterator[str]:
    if endpoint.scope not in (None, DATA_READ):
        yield f"**Private:** an `OAuthToken` with the scope `{endpoint.scope}` is needed; an API key is refused.\n"


def _keeping(endpoint: Endpoint) -> Iterator[str]:
    if endpoint.age:
        fresh, stale = endpoint.age.fresh, endpoint.age.stale
        later = f" For {_span(stale)} more it still gives that answer, and fetches a new one in the background."
        yield f"**Cache:** a cache gives an answer for {_span(fresh)}.{later if stale else ''}\n"


def _span(seconds: float) -> str:
    units = {"d": 86400, "h": 3600, "min": 60, "s": 1}
    unit = next((unit for unit, size in units.items() if seconds >= size and not seconds % size), "s")
    return f"{seconds / units[unit]:g} {unit}"
