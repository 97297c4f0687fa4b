"""From what a model's ``to_dict()`` gives back to the model, for programs that keep answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn

from retroach_async.models import AchievementDistribution, FrozenMap
from retroach_async.wire.structure import explain, is_model, make_converter

M = TypeVar("M")


def from_dict(kind: type[M], data: object) -> M:
    """The model that ``to_dict()`` was called on: ``from_dict(Game, game.to_dict())``.

    What it gave may have gone through JSON in between. `kind` is a model, or a page, tuple or `FrozenMap` of
    one: ``from_dict(Page[Comment], data)``. Keys that the model does not know are ignored. Raises
    `ValidationError`, naming the place, when something is missing or of another type.
    """
    try:
        return _converter().structure(data, kind)
    except Exception as problem:  # noqa: BLE001  turned into our own error below, without the original
        error = explain(problem, kind)
    raise error


@lru_cache
def _converter() -> Converter:
    converter = make_converter(lambda name: (name,), detailed=True)
    # Here every field has its own name and place: what the wire does to them does not count.
    converter.register_structure_hook_factory(is_model, lambda kind: make_dict_structure_fn(kind, converter))
    converter.register_structure_hook(AchievementDistribution, _distribution)
    return converter


def _distribution(data: Mapping[str, Any], _: Any) -> AchievementDistribution:
    players = _converter().structure(data["players"], FrozenMap[int])
    return AchievementDistribution(
        game_id=_converter().structure(data["game_id"], int),
        hardcore=_converter().structure(data["hardcore"], bool),
        flags=data["flags"],
        players=tuple(players[unlocks] for unlocks in sorted(players)),
    )
