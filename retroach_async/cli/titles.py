"""Titles of games for a batch whose answers hold none: one request of V2 for every hundred games."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from retroach_async import v2
from retroach_async.cli.plots import can_be_plotted
from retroach_async.client import Client
from retroach_async.endpoint import Endpoint
from retroach_async.errors import RetroachError

_MOST = 1_000
"""The most games whose titles are asked for; nobody reads a longer list."""
_CHUNK = 100
_SECONDS = 5.0
"""The time after which the titles are not worth waiting for."""


class _Title(v2.Resource):
    title: str


async def titles_of(ra: Client, endpoint: Endpoint, game_ids: Sequence[Any]) -> dict[Any, str]:
    """The titles of games by id, for an endpoint that answers with distributions; none where they are not to be had."""
    if not can_be_plotted(endpoint) or len(game_ids) > _MOST:
        return {}
    found: dict[Any, str] = {}
    quick = ra.with_options(timeout=_SECONDS, retry=None)
    listed = quick.only(_Title, quick.v2.games.list)
    try:
        for start in range(0, len(game_ids), _CHUNK):
            page = await listed(id=[*game_ids[start : start + _CHUNK]], page_size=_CHUNK)
            found |= {int(row.identifier.id): row.title for row in page if row.identifier is not None}
    except RetroachError:
        pass  # V2 is down, or the key may not use it: the ids say enough
    return found
