"""A client with calls of a private route, and of routes whose answers are kept."""

from __future__ import annotations

from typing import Annotated

from retroach_async import Client
from retroach_async.access import DATA_READ
from retroach_async.keys import Key
from retroach_async.models import v2
from retroach_async.query import Age
from retroach_async.registry import Namespace, Subgroup, declaring
from retroach_async.wire.jsonapi import JsonApiDialect

FOLLOWS = "follows:read"

_route = declaring(JsonApiDialect(), (), DATA_READ)
_USER = Key("user", "User name or ULID.", place="path", thing="user")


class Private(Subgroup):
    """Calls that only tests make."""

    @_route("users/{user}/followers", scope=FOLLOWS)
    async def followers(self, user: Annotated[str, _USER]) -> v2.Health:
        """What only the user may see."""
        ...

    @_route("health", age=Age(60.0, 60.0))
    async def kept_health(self) -> v2.Health:
        """The state of V2, kept for a minute."""
        ...


class PrivateClient(Client):
    """A client of the library with these calls as well."""

    private = Namespace(lambda: Private)
