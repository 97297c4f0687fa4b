"""Areas: the endpoints of one file of declarations belong together."""

from __future__ import annotations

import sys

from attrs import frozen

from retroach_async.client import Client
from retroach_async.endpoint import Endpoint
from retroach_async.registry import endpoint_of, walk


@frozen
class Area:
    """The endpoints of one file of declarations."""

    module: str
    """The name of the file's module."""
    endpoints: tuple[Endpoint, ...]
    """In the order of their declaration."""

    @property
    def title(self) -> str:
        """The docstring of the file, up to the first full stop."""
        doc = sys.modules[self.module].__doc__ or self.module
        return doc.strip().partition("\n")[0].partition(".")[0]

    @property
    def file(self) -> str:
        """The file name of the area's page, such as `v1-games.md`."""
        *_, api, name = self.module.split(".")
        return f"{api}-{name}.md"


def areas() -> tuple[Area, ...]:
    """All areas, V1 first, in the order in which the client lists its groups."""
    found: dict[str, list[Endpoint]] = {}
    for _, member in walk(Client):
        if (endpoint := endpoint_of(member)) is not None:
            found.setdefault(member.__module__, []).append(endpoint)
    both = [Area(module, tuple(endpoints)) for module, endpoints in found.items()]
    return tuple(sorted(both, key=lambda area: area.endpoints[0].api))
