"""The calls of a check, in order and with arguments."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from attrs import frozen

from retroach_async import ENDPOINTS
from retroach_async._types import choices
from retroach_async.drift.samples import EVERY_WORD, EXTRAS, NOT_CALLED, OWN_NAME, SAMPLES, SOMEBODY, SOURCES
from retroach_async.endpoint import Endpoint
from retroach_async.errors import InvalidRequest
from retroach_async.param import Param


@frozen
class PlannedCall:
    """One call to make."""

    endpoint: Endpoint
    arguments: Mapping[str, Any]
    """The arguments that are known before the first call."""
    awaited: Mapping[str, str]
    """The parameters whose values come from an earlier answer, each with the name of the endpoint that answers."""

    def bound(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """All arguments: defaults, known values, and values from earlier answers.

        Raises LookupError, which names the missing value and the answer without it.
        """
        found = {name: self._found(name, answers.get(source)) for name, source in self.awaited.items()}
        return self.endpoint.bind((), {**self.arguments, **found})

    def _found(self, name: str, answer: Any) -> Any:
        try:
            return SOURCES[self.endpoint.api][name].pick(answer)
        except (IndexError, AttributeError, TypeError):
            pass  # the answer failed, is empty or has changed
        if name not in SAMPLES:
            raise LookupError(f"no {name} in the answer of {self.awaited[name]}")
        return SAMPLES[name]


@frozen
class Plan:
    """The calls of a check, and the endpoints that the check leaves out."""

    calls: tuple[PlannedCall, ...]
    """In an order in which each call follows the calls whose answers it needs."""
    not_called: Mapping[str, str]
    """The endpoints that the check leaves out, with the reasons."""
    user: str
    """The user about whom the check asks."""


def plan(user: str = "", only: Collection[str] = ()) -> Plan:
    """The calls of a check. Each call of V2 asks for every related object that can come with the answer.

    `user` is the owner of the key, if known. `only` names the endpoints to check; endpoints whose answers have the
    arguments for these are added. Raises `InvalidRequest` for a name that no endpoint has.
    """
    for name in only:
        if name not in ENDPOINTS:
            raise InvalidRequest(f"only names an endpoint that does not exist: {name}", parameter="only")
    user = user or SOMEBODY
    calls: dict[str, PlannedCall] = {}
    not_called: dict[str, str] = {}
    for name in only or ENDPOINTS:
        reason = NOT_CALLED.get(name) or _uncovered(ENDPOINTS[name])
        if reason:
            not_called[name] = reason
        else:
            calls[name] = _call(ENDPOINTS[name], user)
    sources = dict.fromkeys(source for call in calls.values() for source in call.awaited.values())
    calls = {name: calls.get(name) or _call(ENDPOINTS[name], user) for name in sources} | calls
    return Plan(tuple(calls.values()), not_called, user)


def _uncovered(endpoint: Endpoint) -> str:
    """The reason why an endpoint cannot be called; empty for an endpoint whose arguments are known."""
    known = {*OWN_NAME, *SAMPLES, *SOURCES[endpoint.api]}
    unknown = [name for name, param in endpoint.arguments.items() if param.required and name not in known]
    return f"no sample value for parameter {unknown[0]}" if unknown else ""


def _call(endpoint: Endpoint, user: str) -> PlannedCall:
    arguments: dict[str, Any] = {}
    awaited: dict[str, str] = {}
    sources = SOURCES[endpoint.api]
    for name, param in endpoint.arguments.items():
        if param.required and name in sources:
            awaited[name] = sources[name].name
        elif param.required:
            arguments[name] = user if name in OWN_NAME else SAMPLES[name]
        elif name in EVERY_WORD:
            arguments[name] = choices(param.annotation)
        elif name in EXTRAS and _can_be_sent(param, EXTRAS[name]):
            arguments[name] = EXTRAS[name]
    return PlannedCall(endpoint, arguments, awaited)


def _can_be_sent(param: Param, value: Any) -> bool:
    return param.text_of(value) is not None
