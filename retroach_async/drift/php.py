"""V1's answers, and the lists and objects in which PHP wraps the models."""

from __future__ import annotations

from types import GenericAlias
from typing import Any, get_args, get_origin

from retroach_async.drift.walk import Walk
from retroach_async.models import AchievementDistribution, FrozenMap, Model, Page
from retroach_async.wire.structure import is_list


def walk_through(walk: Walk, payload: Any, kind: Any) -> None:
    """Compare an answer with the type of its result."""
    plain = get_origin(kind) or kind
    if plain is AchievementDistribution:
        walk.value(payload, FrozenMap[int], "")
    elif plain is Page and is_list(payload):
        walk.value(payload, GenericAlias(tuple, (*get_args(kind), ...)), "")
    elif plain is tuple and not is_list(payload) and isinstance(payload, dict):
        _rows_in_an_object(walk, payload, kind)
    elif issubclass(plain, Model) and isinstance(payload, list) and len(payload) == 1:
        walk.value(payload[0], kind, "[]")
    else:
        walk.value(payload, kind, "")


def _rows_in_an_object(walk: Walk, payload: dict[str, Any], kind: Any) -> None:
    """Compare the rows in an object that should hold nothing but these rows."""
    walk.enter("")
    lists = [key for key, value in payload.items() if is_list(value)]
    if len(lists) == 1:
        walk.value(payload[lists[0]], kind, lists[0])
        walk.unread({key: value for key, value in payload.items() if key not in lists}, "")
    else:
        walk.other_type(payload, kind, "")
