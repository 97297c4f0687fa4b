"""Which endpoint a request means: the registry, read from the server's side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from retroach_async.endpoint import Endpoint
from retroach_async.query import Api

V1_PREFIXES = ("/API/", "/")
V2_PREFIXES = ("/api/v2/", "/v2/")

GONE = ("API_GetFeed.php", "API_GetGameRating.php")
"""Scripts that are still there, only to say that what they did is gone."""


@frozen
class Place:
    """Where a request goes."""

    api: Api
    prefix: str
    """What stands before the path, with slashes around it."""
    path: str
    """The path below the API."""


def place_of(path: str) -> Place:
    """Which API a path belongs to; whatever is not V2's is V1's."""
    for prefix in V2_PREFIXES:
        if path.startswith(prefix):
            return Place("v2", prefix, path.removeprefix(prefix))
    prefix = next(prefix for prefix in V1_PREFIXES if path.startswith(prefix))
    return Place("v1", prefix, path.removeprefix(prefix))


@frozen
class Route:
    """Where a path leads."""

    names: tuple[str, ...]
    """The endpoint, or the few that share one script."""
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

    def find(self, place: Place) -> Route | None:
        """Where a path leads; None when no endpoint is there."""
        if place.api == "v1":
            return self._scripts.get(place.path)
        for pattern, name in self._resources:
            if found := pattern.fullmatch(place.path):
                return Route((name,), found.groupdict())
        return None


def _pattern(path: str) -> re.Pattern[str]:
    """`games/{game_id}` as a pattern; what is called an id must be digits, as on the server."""
    parts = re.split(r"\{(\w+)\}", path)
    names = {name: "[0-9]{1,18}" if name.endswith("_id") else "[^/]+" for name in parts[1::2]}
    literal = "".join(
        f"(?P<{part}>{names[part]})" if position % 2 else re.escape(part) for position, part in enumerate(parts)
    )
    return re.compile(literal, re.ASCII)
