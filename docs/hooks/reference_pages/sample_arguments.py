"""The arguments of the sample calls: the check's own well-known values, with few rows and few related objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from retroach_async import ENDPOINTS
from retroach_async._types import choices
from retroach_async.drift.planning import PlannedCall, plan
from retroach_async.drift.samples import EVERY_WORD, EXTRAS, OWN_NAME, SOMEBODY
from retroach_async.endpoint import Endpoint
from retroach_async.param import Param

_SHOWN = MappingProxyType({**EXTRAS, "count": 3, "page_size": 3, "recent_games_count": 1, "hardcore": True})
"""Values of optional parameters, by name, for an answer that shows much in few rows."""


def calls() -> Iterator[PlannedCall]:
    """A call of every endpoint, each after the calls whose answers have its arguments."""
    planned = plan(SOMEBODY)
    yield from planned.calls
    for name in planned.not_called:
        required = [param.name for param in ENDPOINTS[name].arguments.values() if param.required]
        yield PlannedCall(ENDPOINTS[name], {each: SOMEBODY for each in required if each in OWN_NAME}, {})


def shown_arguments(endpoint: Endpoint, bound: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of the call that readers see: the required ones of a call, and options that fit them."""
    shown = {name: bound[name] for name, param in endpoint.arguments.items() if param.required}
    for name, param in endpoint.arguments.items():
        if not param.required and (value := _option(param)) is not None:
            shown[name] = value
    return shown


def _option(param: Param) -> Any:
    if param.name in EVERY_WORD:
        words = choices(param.annotation)
        return words[:1] if words and isinstance(words[0], str) and param.name == "include" else None
    value = _SHOWN.get(param.name)
    return None if value is None or param.text_of(value) is None or value == param.default else value


@frozen
class Stand:
    """The place of a value for an argument whose usual value has nothing to show."""

    name: str
    """The parameter."""
    source: str
    """The endpoint whose answer has the value."""
    field: str
    """The field of the rows of that answer."""


STANDS = (
    Stand("user", "get_active_claims", "user"),
    Stand("user", "get_most_recent_tickets", "achievement_author"),
    Stand("game_id", "get_most_recent_tickets", "game_id"),
    Stand("achievement_id", "get_most_recent_tickets", "achievement_id"),
)
"""Where to look for a user with claims, or a game with tickets."""
