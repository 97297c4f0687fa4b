"""From what a model's `to_dict()` gives back to the model, for programs that keep answers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar, cast, get_origin

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from retroach_async.errors import ValidationError
from retroach_async.models import AchievementDistribution, FrozenMap
from retroach_async.models._model import attributes_of
from retroach_async.models.resource import Many, Relation, Resource, relations_of
from retroach_async.wire.hooks import hook_for
from retroach_async.wire.names import Naming
from retroach_async.wire.problems import Hook, Within, explain
from retroach_async.wire.structure import Structurer

M = TypeVar("M")


def from_dict(kind: type[M], data: object) -> M:
    """The model that `to_dict()` was called on: `from_dict(Game, game.to_dict())`.

    What it gave may have gone through JSON in between. `kind` is a model, or a page, tuple or `FrozenMap` of
    one: `from_dict(Page[Comment], data)`. Keys that the model does not know are ignored, and fields that an
    answer may lack may be missing. A picture may be its path or its absolute address. Raises
    `ValidationError`, naming the place, when a required field is missing or a value is of another type.
    """
    result = _structurer().structure(data, kind)
    if isinstance(result, ValidationError):
        raise result
    return cast("M", result)


@lru_cache
def _structurer() -> Structurer:
    structurer = Structurer(_own_name, _model_hook)
    structurer.register(AchievementDistribution, _distribution_hook)
    return structurer


def _own_name(field: str) -> tuple[str, ...]:
    return (field,)


def _model_hook(_: Naming, converter: Converter, kind: Any) -> Hook:
    """A hook for a model whose every field has its own name and place: what the wire does to them does not count."""
    bare = get_origin(kind) or kind
    hooks = {each.name: hook_for(converter, each) for each in attributes_of(bare)}
    overrides: dict[str, Any] = {name: override(struct_hook=hook) for name, hook in hooks.items() if hook is not None}
    if not issubclass(bare, Resource):
        return make_dict_structure_fn(kind, converter, **overrides)
    overrides |= {"_related": override(struct_hook=_related_hook(converter, bare)), "_origin": override(omit=True)}
    structure = make_dict_structure_fn(kind, converter, **overrides)
    return lambda value, _: structure({**value, "_related": value} if isinstance(value, dict) else value, kind)


def _related_hook(converter: Converter, model: type[Resource]) -> Hook:
    """A hook for the included objects of a resource, which stand under the names of their relations."""

    def kind_of(relation: Relation[Any]) -> Any:
        related = relation.model()
        if isinstance(relation, Many):
            return tuple[related, ...]  # type: ignore[valid-type]
        return related | None if relation.may_be_nothing else related

    def read(name: str, value: Any, kind: Any) -> Any:
        try:
            return converter.structure(value, kind)
        except Exception as problem:  # noqa: BLE001  told again with the name of the relation
            raise Within(name, explain(problem, kind)) from None

    def related(value: Any, _: Any) -> tuple[tuple[str, Any], ...]:
        kinds = {name: kind_of(each) for name, each in relations_of(model).items() if name in value}
        return tuple((name, read(name, value[name], kind)) for name, kind in kinds.items())

    return related


def _distribution_hook(_: Naming, converter: Converter, kind: Any) -> Hook:
    """A hook for a distribution, which tells its players by count."""
    counts_of = converter.get_structure_hook(FrozenMap[int])

    def players(value: Any, _: Any) -> tuple[int, ...]:
        counts = counts_of(value, FrozenMap[int])
        return tuple(counts[count] for count in sorted(counts))

    return make_dict_structure_fn(kind, converter, players=override(struct_hook=players))
