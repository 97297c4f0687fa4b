"""The endpoint of a request, found in the registry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from retroach_async.endpoint import Endpoint
from retroach_async.query import Api

V1_PREFIXES = ("/API/", "/")
BARE_PREFIX = "/v2/"
"""The live prefix of V2, below which the site's own branch for errors does not match."""
V2_PREFIXES = ("/api/v2/", BARE_PREFIX)

_V2_METHODS = ("GET", "HEAD")
"""The methods of V2; the framework answers HEAD wherever it answers GET."""

GONE = ("API_GetFeed.php", "API_GetGameRating.php")
"""Removed scripts, which still exist and answer 410."""


@frozen
class RoutePlace:
    """The API and the path of a request."""

    api: Api
    prefix: str
    """The part before the path, with slashes around it."""
    path: str
    """The path below the API."""

    @property
    def is_bare(self) -> bool:
        """True below V2's bare prefix, where a crash has no `errors`."""
        return self.prefix == BARE_PREFIX


def place_of(path: str) -> RoutePlace | None:
    """The API of a path: V2 for its prefixes, otherwise V1. None for a target that is no path, such as `*`."""
    path = path or "/"  # the address of a host alone
    for prefix in (*V2_PREFIXES, *V1_PREFIXES):
        if path.startswith(prefix):
            return RoutePlace("v2" if prefix in V2_PREFIXES else "v1", prefix, path.removeprefix(prefix))
    return None


@frozen
class Route:
    """The endpoints of a path."""

    names: tuple[str, ...]
    """The name of the endpoint, or the names of all endpoints that share one script."""
    path: Mapping[str, str]
    """The parameters in the path."""
    scope: str | None = None
    """The OAuth scope that it needs; None for V1."""


class Routes:
    """The declared endpoints by their paths."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self.endpoints: dict[str, Endpoint] = {}
        """The endpoints by name."""
        self._scripts: dict[str, Route] = {}
        self._resources: list[tuple[re.Pattern[str], Endpoint]] = []
        for endpoint in endpoints:
            self.endpoints[endpoint.name] = endpoint
            if endpoint.api == "v1":
                shared = self._scripts[endpoint.path].names if endpoint.path in self._scripts else ()
                self._scripts[endpoint.path] = Route((*shared, endpoint.name), {})
            else:
                self._resources.append((_pattern(endpoint.path), endpoint))

    def find(self, place: RoutePlace, method: str = "GET") -> Route | None:
        """The route of a path; None for a path without an endpoint, and for a method that V2 has no route for.

        V1's scripts answer every method alike.
        """
        if place.api == "v1":
            return self._scripts.get(place.path)
        if method not in _V2_METHODS:
            return None
        for pattern, endpoint in self._resources:
            if found := pattern.fullmatch(place.path):
                return Route((endpoint.name,), found.groupdict(), endpoint.scope)
        return None


def _pattern(path: str) -> re.Pattern[str]:
    """`games/{game_id}` as a pattern; a parameter whose name ends in `_id` must be digits, as on the server."""
    parts = re.split(r"\{(\w+)\}", path)
    names = {name: "[0-9]{1,18}" if name.endswith("_id") else "[^/]+" for name in parts[1::2]}
    literal = "".join(
        f"(?P<{part}>{names[part]})" if position % 2 else re.escape(part) for position, part in enumerate(parts)
    )
    return re.compile(literal, re.ASCII)
