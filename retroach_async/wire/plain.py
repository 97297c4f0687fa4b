"""From what a model's `to_dict()` gives back to the model, for programs that keep answers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from retroach_async.models import AchievementDistribution, FrozenMap
from retroach_async.wire.structure import explain, is_model, make_converter

M = TypeVar("M")


def from_dict(kind: type[M], data: object) -> M:
    """The model that `to_dict()` was called on: `from_dict(Game, game.to_dict())`.

    What it gave may have gone through JSON in between. `kind` is a model, or a page, tuple or `FrozenMap` of
    one: `from_dict(Page[Comment], data)`. Keys that the model does not know are ignored. Raises
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
    players = override(struct_hook=_players)
    converter.register_structure_hook(
        AchievementDistribution, make_dict_structure_fn(AchievementDistribution, converter, players=players)
    )
    return converter


def _players(value: Any, _: Any) -> tuple[int, ...]:
    """The players of a distribution, which tells them by count."""
    counts = _converter().structure(value, FrozenMap[int])
    return tuple(counts[count] for count in sorted(counts))
