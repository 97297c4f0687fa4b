"""The endpoint of a request, found in the registry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from retroach_async.endpoint import Endpoint
from retroach_async.query import Api

V1_PREFIXES = ("/API/", "/")
V2_PREFIXES = ("/api/v2/", "/v2/")

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


class Routes:
    """The declared endpoints by their paths."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self._scripts: dict[str, Route] = {}
        self._resources: list[tuple[re.Pattern[str], str]] = []
        for endpoint in endpoints:
            if endpoint.api == "v1":
                shared = self._scripts[endpoint.path].names if endpoint.path in self._scripts else ()
                self._scripts[endpoint.path] = Route((*shared, endpoint.name), {})
            else:
                self._resources.append((_pattern(endpoint.path), endpoint.name))

    def find(self, place: RoutePlace) -> Route | None:
        """The route of a path; None for a path without an endpoint."""
        if place.api == "v1":
            return self._scripts.get(place.path)
        for pattern, name in self._resources:
            if found := pattern.fullmatch(place.path):
                return Route((name,), found.groupdict())
        return None


def _pattern(path: str) -> re.Pattern[str]:
    """`games/{game_id}` as a pattern; a parameter whose name ends in `_id` must be digits, as on the server."""
    parts = re.split(r"\{(\w+)\}", path)
    names = {name: "[0-9]{1,18}" if name.endswith("_id") else "[^/]+" for name in parts[1::2]}
    literal = "".join(
        f"(?P<{part}>{names[part]})" if position % 2 else re.escape(part) for position, part in enumerate(parts)
    )
    return re.compile(literal, re.ASCII)
