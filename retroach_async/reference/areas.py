"""Areas: the endpoints of one file of declarations belong together."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from attrs import frozen

from retroach_async.client import Client
from retroach_async.endpoint import Endpoint
from retroach_async.registry import Group, Namespace, endpoint_of, endpoints_of


@frozen
class Area:
    """The endpoints of one file of declarations."""

    module: str
    """The name of the file's module."""
    endpoints: tuple[Endpoint, ...]
    """As they are declared."""

    @property
    def title(self) -> str:
        """What the file says it holds, up to its first full stop."""
        doc = sys.modules[self.module].__doc__ or self.module
        return doc.strip().partition("\n")[0].partition(".")[0]

    @property
    def file(self) -> str:
        """The name of its page: `v1-games.md`."""
        *_, api, name = self.module.split(".")
        return f"{api}-{name}.md"


def areas() -> tuple[Area, ...]:
    """All areas, V1 first, in the order in which the client lists its rooms."""
    found: dict[str, list[Endpoint]] = {}
    for room in _rooms(Client):
        declared = [endpoint for member in vars(room).values() if (endpoint := endpoint_of(member)) is not None]
        if declared:
            found.setdefault(room.__module__, []).extend(declared)
    both = [Area(module, tuple(endpoints)) for module, endpoints in found.items()]
    return tuple(sorted(both, key=lambda area: area.endpoints[0].api))


def _rooms(group: type[Group]) -> Iterator[type[Group]]:
    """A room, those it is made of, and those within."""
    for owner in group.__mro__:
        if issubclass(owner, Group) and next(endpoints_of(owner), None) is not None:
            yield owner
        for member in vars(owner).values():
            if isinstance(member, Namespace):
                yield from _rooms(member.group)
