"""What a client and its siblings share: one transport, and one tower for each key and API.

The order of the tower is known here and nowhere else: ``Coalesce(Retry(Throttle(transport)))``. A call
that somebody else already makes costs nothing, and every retry takes its own permit.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from attrs import field, frozen

from retroach_async.clock import Clock
from retroach_async.credentials import Credentials
from retroach_async.query import Api
from retroach_async.transport.coalesce import Coalesce
from retroach_async.transport.protocol import Judge, KeyPlace, Site, Transport, checked_base_url, discreet
from retroach_async.transport.retry import Retry, RetryPolicy
from retroach_async.transport.throttle import RateLimits, Throttle
from retroach_async.version import __version__
from retroach_async.wire import jsonapi, php

V1_BASE_URL = "https://retroachievements.org/API"
V2_BASE_URL = "https://api.retroachievements.org/v2"
BASE_URL_VARIABLE = "RETROACHIEVEMENTS_BASE_URL"
V2_BASE_URL_VARIABLE = "RETROACHIEVEMENTS_V2_BASE_URL"
PROJECT_URL = "https://github.com/retroach-async/retroach_async"

_JUDGES: Mapping[Api, Judge] = {"v1": php.judge, "v2": jsonapi.judge}


@frozen
class Connection:
    """One transport, its sites and the towers on it. A tower lives as long as the connection."""

    transport: Transport
    clock: Clock
    sites: Mapping[Api, Site]
    retry: RetryPolicy
    limits: RateLimits
    _towers: dict[tuple[Credentials, Api], Transport] = field(factory=dict, init=False, repr=False)

    def way(self, credentials: Credentials, api: Api) -> tuple[Site, Transport]:
        """Where an API lives, and the tower on the way there: for each key and API one, with its own limits."""
        tower = self._towers.get((credentials, api))
        if tower is None:
            tower = self._towers[credentials, api] = self._build(credentials, api)
        return self.sites[api], tower

    def _build(self, credentials: Credentials, api: Api) -> Transport:
        limit = self.limits.v1 if api == "v1" else self.limits.v2
        transport = self.transport if limit is None else Throttle(self.transport, limit, self.clock)
        return Coalesce(Retry(transport, self.retry, discreet(_JUDGES[api], credentials.api_key), self.clock))


def sites(base_url: str | None, v2_base_url: str | None, user_agent: str | None, key_in: KeyPlace) -> dict[Api, Site]:
    """Where the two APIs live.

    An address that is not given is read from the environment. When only V1's is known, V2 is looked for
    at the same host, below ``/v2``, so that a key meant for a test server goes nowhere else. Raises
    `ConfigurationError`, naming the parameter.
    """
    v1 = checked_base_url("base_url", base_url or os.environ.get(BASE_URL_VARIABLE) or V1_BASE_URL)
    v2 = v2_base_url or os.environ.get(V2_BASE_URL_VARIABLE)
    if not v2:
        v2 = V2_BASE_URL if v1 == V1_BASE_URL else f"{urlsplit(v1).scheme}://{urlsplit(v1).netloc}/v2"
    agent = f"retroach_async/{__version__} (+{PROJECT_URL})" + (f" {user_agent}" if user_agent else "")
    # The second type of V2 is for its few documents, and all its errors, that are plain JSON.
    json, json_api = "application/json", "application/vnd.api+json, application/json;q=0.9"
    return {
        "v1": Site(v1, {"Accept": json, "User-Agent": agent}, "Authorization", key_in),
        "v2": Site(
            checked_base_url("v2_base_url", v2), {"Accept": json_api, "User-Agent": agent}, "X-API-Key", "header"
        ),
    }
