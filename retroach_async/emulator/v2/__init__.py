"""V2, the JSON:API: one engine, and a table of the kinds of resources that it serves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any, Final

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2.custom import CUSTOM
from retroach_async.emulator.v2.engine import Engine
from retroach_async.emulator.v2.kinds import KINDS, ROUTES, by_name

_ENGINE = Engine(KINDS)
_RESOURCES = {name: _ENGINE.answerer(route) for name, route in ROUTES.items()}

ANSWERS: Final[Mapping[str, Callable[[ApiRequest], Any]]] = {
    f"v2.{name}": answer for name, answer in by_name(chain(_RESOURCES.items(), CUSTOM.items())).items()
}
"""The answers by the names of the endpoints."""

__all__ = ["ANSWERS"]
