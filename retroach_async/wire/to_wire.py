"""From the results of calls back to the server's own spelling, for programs and tests that speak the server's keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retroach_async._types import is_of_v2
from retroach_async.endpoint import Dialect, Endpoint
from retroach_async.models import AchievementDistribution, Page
from retroach_async.models.resource import Resource
from retroach_async.wire.jsonapi import JsonApiDialect
from retroach_async.wire.php import PhpDialect


def to_wire(result: object, endpoint: Endpoint | None = None) -> Any:
    """The server's own spelling of what a call returns, ready for `json.dumps`: `to_wire(await ra.get_game(1))`.

    `result` is a model, a page, a tuple or list of models, a `FrozenMap`, a distribution or None. The calls read it
    back as an equal result. Keys have the server's names, and values its spelling: in V1 moments without a zone
    (UTC), flags as 0 or 1 where the server sends them so, `[]` for an empty map; in V2 a JSON:API document with
    linkage and `included` for the relations that are there. It holds what the result holds: what the server sends
    beside it and the library does not read, such as a page's `perPage`, is not made up.

    The models tell V1 from V2. `endpoint`, such as `ENDPOINTS["v2.games.achievement_distribution"]`, is needed for
    three things that no result knows: the object that an answer lies in (`MostReportedGames`), the API of a
    distribution or of an empty page, which are V1's otherwise, and the type of resources of a program's own. V2's
    document holds four distributions of a game; only the one that is given is filled, the others are zero or empty.

    Raises ValueError for a V2 object without type or id, and for two different ones of the same type and id.
    """
    if endpoint is not None:
        return endpoint.writer(result)
    dialect: Dialect = JsonApiDialect() if _is_of_v2(result) else PhpDialect()
    return dialect.writer(type(result))(result)


def _is_of_v2(result: object) -> bool:
    """True for the models of V2, for what holds them, and for a page that says whether another one follows."""
    if isinstance(result, AchievementDistribution):
        return False
    if isinstance(result, Resource) or is_of_v2(type(result)):
        return True
    if isinstance(result, Page):
        return result.has_more is not None or any(map(_is_of_v2, result.results))
    rows = result.values() if isinstance(result, Mapping) else result if isinstance(result, tuple | list) else ()
    return any(map(_is_of_v2, rows))
