"""From what a model's `to_dict()` gives back to the model, for programs that keep answers.

What V2's server names beside the attributes of an object is in no `to_dict()`. `whole` gives it as well, under a key
that is no field, for answers that go from one process to another; `from_whole` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any, TypeVar, cast, get_origin

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from retroach_async.errors import ValidationError
from retroach_async.models import AchievementDistribution, FrozenMap, Page
from retroach_async.models._model import attributes_of, plain
from retroach_async.models.resource import Identifier, Many, Origin, RawResource, Relation, Resource, relations_of
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
    return _read(_structurer(), kind, data)


def whole(value: object) -> Any:
    """The plain form of a value, and with each object of V2 what the server named beside its attributes."""
    form = plain(value)
    _add_origins(value, form)
    return form


def from_whole(kind: type[M], data: object) -> M:
    """The value that `whole` was called on. Raises `ValidationError` as `from_dict` does."""
    return _read(_whole_structurer(), kind, data)


def _read(structurer: Structurer, kind: type[M], data: object) -> M:
    result = structurer.structure(data, kind)
    if isinstance(result, ValidationError):
        raise result
    return cast("M", result)


@lru_cache
def _structurer() -> Structurer:
    return _with_distributions(Structurer(_own_name, _model_hook))


@lru_cache
def _whole_structurer() -> Structurer:
    return _with_distributions(Structurer(_own_name, partial(_model_hook, read_origin=_origin_hook)))


def _with_distributions(structurer: Structurer) -> Structurer:
    structurer.register(AchievementDistribution, _distribution_hook)
    return structurer


def _own_name(field: str) -> tuple[str, ...]:
    return (field,)


def _model_hook(_: Naming, converter: Converter, kind: Any, read_origin: Hook | None = None) -> Hook:
    """A hook for a model whose every field has its own name and place: what the wire does to them does not count.

    `read_origin` reads what stands beside the fields of an object of V2, where that counts.
    """
    bare = get_origin(kind) or kind
    hooks = {each.name: hook_for(converter, each) for each in attributes_of(bare)}
    overrides: dict[str, Any] = {name: override(struct_hook=hook) for name, hook in hooks.items() if hook is not None}
    if not issubclass(bare, Resource):
        return make_dict_structure_fn(kind, converter, **overrides)
    overrides["_related"] = override(struct_hook=_related_hook(converter, bare))
    overrides[_ORIGIN] = override(omit=read_origin is None, struct_hook=read_origin)
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


_ORIGIN = "_origin"
"""The key under which an object of V2 has what the server named beside its attributes; no field has such a name."""


def _add_origins(value: object, form: Any) -> None:
    """Add to the plain form of a value what the server named beside the attributes of its objects."""
    if isinstance(value, Resource):
        if value._origin is not None:
            form[_ORIGIN] = _origin_form(value._origin)
        for name, related in value._related:
            _add_origins(related, form[name])
    elif isinstance(value, Page):
        _add_origins(value.results, form["results"])
    elif isinstance(value, tuple):
        for item, its_form in zip(value, form, strict=True):
            _add_origins(item, its_form)


def _origin_form(origin: Origin) -> dict[str, Any]:
    """An origin as JSON-ready values, without what is empty."""
    form = {
        "identifier": _pair(origin.identifier),
        "linkage": {name: [*map(_pair, linked)] for name, linked in origin.linkage},
        "unknown": [each.to_dict() for each in origin.unknown],
        "path": origin.path,
        "asked": [*origin.asked],
    }
    return {name: told for name, told in form.items() if told}


def _origin_hook(form: Any, _: Any) -> Origin:
    linkage: Mapping[str, Any] = form.get("linkage", {})
    return Origin(
        Identifier(*form["identifier"]),
        tuple((name, tuple(Identifier(*pair) for pair in linked)) for name, linked in linkage.items()),
        tuple(RawResource(**each) for each in form.get("unknown", ())),
        form.get("path", ""),
        tuple(form.get("asked", ())),
    )


def _pair(identifier: Identifier) -> list[str]:
    return [identifier.type, identifier.id]


def _distribution_hook(_: Naming, converter: Converter, kind: Any) -> Hook:
    """A hook for a distribution, which tells its players by count."""
    counts_of = converter.get_structure_hook(FrozenMap[int])

    def players(value: Any, _: Any) -> tuple[int, ...]:
        counts = counts_of(value, FrozenMap[int])
        return tuple(counts[count] for count in sorted(counts))

    return make_dict_structure_fn(kind, converter, players=override(struct_hook=players))
