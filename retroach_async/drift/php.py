"""V1's answers, and the lists and objects in which PHP wraps the models."""

from __future__ import annotations

from collections.abc import Mapping
from types import GenericAlias
from typing import Any, get_args, get_origin

from retroach_async.drift.walk import Walk
from retroach_async.models import AchievementDistribution, FrozenMap, Model, Page
from retroach_async.wire.hooks import is_list


def walk_through(walk: Walk, payload: Any, kind: Any, _: Mapping[str, object]) -> None:
    """Compare an answer with the type of its result, whatever the arguments of the call were."""
    plain = get_origin(kind) or kind
    if plain is AchievementDistribution:
        walk.value(payload, FrozenMap[int], "")
    elif plain is Page and is_list(payload):
        walk.value(payload, GenericAlias(tuple, (*get_args(kind), ...)), "")
    elif issubclass(plain, Model) and isinstance(payload, list) and len(payload) == 1:
        walk.value(payload[0], kind, "[]")
    else:
        walk.value(payload, kind, "")
