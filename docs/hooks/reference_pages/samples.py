"""A call of every endpoint, made to the emulator: what is sent, what comes back, and what an unknown name gives."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from reference_pages.sample_arguments import STANDS, calls, shown_arguments
from retroach_async import Client, Credentials, OAuthToken, Query, RetroachError
from retroach_async.drift.samples import SOMEBODY
from retroach_async.emulator import Emulator, World
from retroach_async.endpoint import Endpoint
from retroach_async.testing import FakeClock
from retroach_async.wire.json import parse

_NO_ID = 999_999_999
_NOBODY = "NobodyHasThisName"
_SITE = "https://api.retroachievements.org"
"""The address in links, in place of the emulator's, which is another one each time."""
_SCOPES = ("data:read", "follows:read", "game-lists:read")


@frozen
class Unknown:
    """What a call gives for a name or an id that nobody has."""

    parameter: str
    outcome: object
    """The error that is raised, or the answer."""


@frozen
class Sample:
    """One call and its answer."""

    arguments: Mapping[str, Any]
    """What a program gives, by name; defaults are left out."""
    query: Query
    payload: Any
    """The JSON of the server."""
    result: Any
    """The answer of the library."""
    unknowns: tuple[Unknown, ...]


@cache
def samples() -> Mapping[str, Sample]:
    """A sample of every endpoint, by its name; the same in every build, because the emulator's time stands still."""
    return asyncio.run(_made())


async def _made() -> Mapping[str, Sample]:
    async with (
        Emulator(world=World(), clock=FakeClock()) as emulator,
        Client(Credentials(SOMEBODY, "any-key"), base_url=emulator.base_url, rate_limit=None, retry=None) as ra,
    ):
        token = OAuthToken(emulator.token(SOMEBODY, _SCOPES), scopes=_SCOPES)
        origin = emulator.base_url.removesuffix("/API")
        caller = _Caller(origin, ra, ra.with_credentials(token))
        bound: dict[str, dict[str, Any]] = {}
        answers: dict[str, Any] = {}
        for call in calls():
            bound[call.endpoint.name] = call.bound(answers)
            _, answers[call.endpoint.name] = await caller.ask(call.endpoint, bound[call.endpoint.name])
        return {call.endpoint.name: await caller.sample(call.endpoint, bound, answers) for call in calls()}


@frozen
class _Caller:
    _origin: str
    _with_key: Client
    _with_token: Client

    async def ask(self, endpoint: Endpoint, bound: Mapping[str, Any]) -> tuple[Any, Any]:
        """The JSON of the server, and what the library makes of it: a result or an error."""
        ra = self._with_key if endpoint.scope in (None, "data:read") else self._with_token
        try:
            payload = self._of_the_site(parse((await ra.fetch(endpoint.compile(bound))).body)[0])
        except RetroachError as error:
            endpoint.name_the_missing(error, bound)
            return None, error
        result = endpoint.reader(payload, bound)
        if isinstance(result, RetroachError):
            endpoint.name_the_missing(result, bound)
        return payload, result

    def _of_the_site(self, value: Any) -> Any:
        """A payload with the site's address in its links."""
        if isinstance(value, dict):
            return {key: self._of_the_site(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._of_the_site(item) for item in value]
        return value.replace(self._origin, _SITE) if isinstance(value, str) else value

    async def sample(self, endpoint: Endpoint, bound: Mapping[str, Any], answers: Mapping[str, Any]) -> Sample:
        """The first call with something to show."""
        for arguments in _tries(shown_arguments(endpoint, bound[endpoint.name]), answers):
            given = endpoint.bind((), arguments)
            payload, result = await self.ask(endpoint, given)
            if not isinstance(result, RetroachError) and not is_empty(result):
                unknowns = [await self._unknown(endpoint, given, name) for name in _names_of_things(endpoint)]
                return Sample(arguments, endpoint.compile(given), payload, result, tuple(unknowns))
        raise LookupError(f"no call of {endpoint.name} has anything to show")

    async def _unknown(self, endpoint: Endpoint, bound: Mapping[str, Any], name: str) -> Unknown:
        value = _NOBODY if str in _kinds(endpoint.arguments[name].annotation) else _NO_ID
        _, outcome = await self.ask(endpoint, {**bound, name: value})
        return Unknown(name, outcome)


def is_empty(result: Any) -> bool:
    """True for an answer without anything to show."""
    return result is None or (hasattr(result, "__len__") and not len(result))


def _tries(arguments: dict[str, Any], answers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield arguments
    for stand in STANDS:
        if stand.name in arguments:
            for row in answers[stand.source]:
                yield {**arguments, stand.name: getattr(row, stand.field)}


def _names_of_things(endpoint: Endpoint) -> Iterator[str]:
    """The required parameters that name one thing which may not exist."""
    return (name for name, param in endpoint.arguments.items() if param.required and param.key.thing)


def _kinds(annotation: object) -> tuple[object, ...]:
    return getattr(annotation, "__args__", (annotation,))
