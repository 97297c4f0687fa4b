"""An async client for the RetroAchievements web API that a program can trust.

    from retroach_async import Client, Credentials

    async with Client(Credentials("MaxMilyin", "web-api-key"), user_agent="my-bot/1.2") as ra:
        spread = await ra.get_achievement_distribution(14402, hardcore=True)
        print(spread.mastery_count, spread.mastery_rate)

Every call returns a typed, frozen object, or raises one error below `RetroachError`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from retroach_async import models
from retroach_async._lazy import (
    value_at,
)
from retroach_async.args import (
    Args,
)
from retroach_async.batch import (
    Batch,
    Outcome,
)
from retroach_async.client import (
    Client,
)
from retroach_async.credentials import (
    Credentials,
)
from retroach_async.endpoint import (
    Endpoint,
)
from retroach_async.errors import (
    AuthenticationFailed,
    Blocked,
    ClientClosed,
    ConfigurationError,
    ConnectionFailed,
    DecodeError,
    Forbidden,
    InvalidRequest,
    NotFound,
    NotIncluded,
    RateLimited,
    RetroachError,
    ServerError,
    TemporaryFailure,
    TimedOut,
    TlsFailed,
    UnexpectedRedirect,
    ValidationError,
)
from retroach_async.models._model import (
    plain,
)
from retroach_async.oauth import (
    OAuthToken,
)
from retroach_async.observe import (
    Hooks,
    RequestSent,
    ResponseReceived,
    RetryPlanned,
    Stats,
    WaitBegun,
)
from retroach_async.pages import (
    Pages,
)
from retroach_async.param import (
    Param,
)
from retroach_async.query import (
    Query,
    Reply,
)
from retroach_async.registry import (
    endpoints_of,
)
from retroach_async.transport.cache import (
    CachePolicy,
)
from retroach_async.transport.limits import (
    LimitState,
    RateLimit,
    RateLimits,
)
from retroach_async.transport.policy import (
    RetryPolicy,
)
from retroach_async.transport.protocol import (
    Request,
    Timeouts,
    Transport,
)
from retroach_async.transport.shared import (
    SharedAnswer,
    SharedLimit,
)
from retroach_async.transport.stores import (
    MemoryStore,
    Store,
)
from retroach_async.version import (
    __version__,
)
from retroach_async.wire.plain import (
    from_dict,
)

if TYPE_CHECKING:
    from retroach_async import v2 as v2
    from retroach_async.models import *  # noqa: F403  the models themselves say which names are public
    from retroach_async.transport.redis import RedisLimit
    from retroach_async.transport.sqlite_store import SqliteStore
    from retroach_async.wire.to_wire import to_wire

ENDPOINTS: Mapping[str, Endpoint]
"""Every endpoint by the name of its method: `get_game`, `v2.games.get`."""

_LATER: Final[Mapping[str, str]] = dict.fromkeys(models.__all__, "models") | {
    "RedisLimit": "transport.redis",
    "SqliteStore": "transport.sqlite_store",
    "to_wire": "wire.to_wire",
}
"""The modules of names that are loaded when a program first looks them up."""

_ROOMS: Final = ("charts", "emulator", "jobs", "lookup", "testing", "v2", "watch")
"""The public packages within, which a console finds without an import; `models` is there already.

They are loaded when they are looked up. Type checkers know `v2` alone without an import.
"""

if not TYPE_CHECKING:  # with it, a type checker would take any name for one of the package

    def __getattr__(name: str) -> object:
        if name == "ENDPOINTS":
            found = {endpoint.name: endpoint for endpoint in endpoints_of(Client)}
            return globals().setdefault(name, MappingProxyType(found))
        if name in _ROOMS:
            return import_module(f"{__name__}.{name}")
        return value_at(__name__, _LATER, name)

    def __dir__() -> list[str]:
        dunders = {name for name in globals() if name.startswith("__")}
        return sorted({*__all__, *_ROOMS, "models", *dunders})


logging.getLogger(__name__).addHandler(logging.NullHandler())

__all__ = [
    "ENDPOINTS",
    "Args",
    "AuthenticationFailed",
    "Batch",
    "Blocked",
    "CachePolicy",
    "Client",
    "ClientClosed",
    "ConfigurationError",
    "ConnectionFailed",
    "Credentials",
    "DecodeError",
    "Endpoint",
    "Forbidden",
    "Hooks",
    "InvalidRequest",
    "LimitState",
    "MemoryStore",
    "NotFound",
    "NotIncluded",
    "OAuthToken",
    "Outcome",
    "Pages",
    "Param",
    "Query",
    "RateLimit",
    "RateLimited",
    "RateLimits",
    "RedisLimit",
    "Reply",
    "Request",
    "RequestSent",
    "ResponseReceived",
    "RetroachError",
    "RetryPlanned",
    "RetryPolicy",
    "ServerError",
    "SharedAnswer",
    "SharedLimit",
    "SqliteStore",
    "Stats",
    "Store",
    "TemporaryFailure",
    "TimedOut",
    "Timeouts",
    "TlsFailed",
    "Transport",
    "UnexpectedRedirect",
    "ValidationError",
    "WaitBegun",
    "__version__",
    "from_dict",
    "plain",
    "to_wire",
]
__all__ += models.__all__
