"""From parsed JSON to models, by kind; what both dialects share.

The converter is generous where PHP is loose and strict otherwise: a number may come as text, a flag
as 0 or 1, a list as an object with digit keys and an empty map as `[]`. Everything else is a
`ValidationError` that says where.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any, TypeAlias, get_args, get_origin

from attrs import NOTHING
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from retroach_async._types import meanings_of, without_none
from retroach_async.models._model import FrozenMap, Model, attributes_of
from retroach_async.models.marks import type_of
from retroach_async.models.page import Page
from retroach_async.models.released import Released
from retroach_async.models.resource import Resource
from retroach_async.wire.hooks import AROUND, found, items_of, map_hook, optional_hook, parts_of, rows_of, tuple_hook
from retroach_async.wire.names import Naming, is_model, names_of, naming_for, wire_word
from retroach_async.wire.problems import Hook, Unexpected, explain, readable_items
from retroach_async.wire.quick import function_for, is_plain
from retroach_async.wire.releases import read_release
from retroach_async.wire.scalars import SCALARS

ModelHook: TypeAlias = Callable[[Naming, Converter, Any], Hook]
"""Makes the hook of a model."""


def _may_be_missing(naming: Naming, model: type[Model]) -> dict[str, None]:
    """The keys of a user's own model whose values may be None, as they may in ours, which say so by a default."""
    if not issubclass(model, Resource) or model.type_name:
        return {}
    optional = (each for each in attributes_of(model) if each.default is NOTHING and _is_optional(type_of(each)))
    return {names_of(naming, each)[0]: None for each in optional}


def _model_hook(naming: Naming, converter: Converter, kind: Any) -> Hook:
    """The hook of a model as cattrs makes it."""
    bare = get_origin(kind) or kind
    parts = tuple(parts_of(naming, converter, bare))
    overrides: dict[str, Any] = {
        each.attribute.name: override(rename=each.keys[0], struct_hook=each.hook) for each in parts
    }
    aliases = [(each.keys[0], other) for each in parts for other in each.keys[1:]]
    structure = make_dict_structure_fn(kind, converter, **overrides)
    may_be_missing = _may_be_missing(naming_for(naming, bare), bare)
    has_flattened = any(each.keys == (AROUND,) for each in parts)

    def structure_object(value: Any, _: Any) -> Any:
        if not isinstance(found(value, kind), dict):
            raise Unexpected("an object", value)
        for name, alias in aliases:
            if alias in value and name not in value:
                value = {**value, name: value[alias]}
        value = may_be_missing | value if may_be_missing else value
        return structure({**value, AROUND: value} if has_flattened else value, kind)

    return structure_object


def _quick_hook(naming: Naming, converter: Converter, kind: Any) -> Hook:
    """The hook of a model for answers without a problem: a function made for it, where it is a plain model."""
    bare = get_origin(kind) or kind
    if not is_plain(bare):
        return _model_hook(naming, converter, kind)
    return function_for(kind, tuple(parts_of(naming, converter, bare)), converter)


def _released_hook(make_hook: ModelHook, naming: Naming, converter: Converter, kind: Any) -> Hook:
    """A hook for the release of a game, of which older answers have any text."""
    structure = make_hook(naming, converter, kind)
    date, granularity = (names_of(naming, each)[0] for each in attributes_of(kind))

    def structure_release(around: Any, _: Any) -> Any:
        try:
            return structure(around, kind)
        except Exception:
            text = around.get(date)
            if not isinstance(text, str):
                raise
        if (reading := read_release(text)) is None:
            return None
        day, known = reading
        own = {} if known is None else {granularity: known.value}
        return structure({**around, date: day.isoformat(), **own}, kind)

    return structure_release


def _has_origin(origin: object) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is origin


def _is_optional(kind: Any) -> bool:
    return without_none(kind) is not kind


def make_converter(naming: Naming, quick: Converter | None = None, model_hook: ModelHook = _model_hook) -> Converter:
    """A converter for one dialect; with a quick one beside it, a slower one that knows where the problems are."""
    converter = Converter(detailed_validation=quick is not None)
    reads_the_wire = model_hook is _model_hook
    make_hook = _quick_hook if reads_the_wire and quick is None else model_hook
    for hook in SCALARS:
        converter.register_structure_hook(hook)  # for the type that it returns, and those below
    factories: tuple[tuple[Callable[[Any], bool], Callable[[Any], Hook]], ...] = (
        (is_model, partial(make_hook, naming, converter)),
        (_has_origin(tuple), partial(tuple_hook, converter, quick)),
        (_has_origin(FrozenMap), partial(map_hook, converter, quick)),
        (_is_optional, partial(optional_hook, converter)),
    )
    for fits, factory in factories:
        converter.register_structure_hook_factory(fits, factory)
    if reads_the_wire:
        release = partial(_released_hook, make_hook, naming, converter)
        converter.register_structure_hook_factory(lambda kind: kind is Released, release)
    return converter


class Structurer:
    """Structures quickly; when that fails, once more slowly to say where and why."""

    def __init__(self, naming: Naming, model_hook: ModelHook = _model_hook) -> None:
        self._naming = naming
        self._model_hook = model_hook
        self._speaks_of_the_wire = model_hook is _model_hook

    @cached_property
    def _quick(self) -> Converter:
        return make_converter(self._naming, None, self._model_hook)

    @cached_property
    def _exact(self) -> Converter:
        return make_converter(self._naming, self._quick, self._model_hook)

    def register(self, kind: Any, model_hook: ModelHook) -> None:
        """Structure a type by a hook of its own."""
        for converter in (self._quick, self._exact):
            converter.register_structure_hook(kind, model_hook(self._naming, converter, kind))

    def structure(self, payload: Any, kind: Any) -> Any:
        """The model, or the `ValidationError` that tells why there is none."""
        try:
            return self._quick.structure(payload, kind)
        except Exception:  # noqa: BLE001, S110  whatever a hook raises, the exact run below explains it
            pass
        try:
            return self._exact.structure(payload, kind)
        except Exception as problem:  # noqa: BLE001  turned into our own error, without the original
            word_at = partial(wire_word, self._naming, kind) if self._speaks_of_the_wire else None
            return explain(problem, kind, self._readable_rows(payload, kind), word_at)

    def _readable_rows(self, payload: Any, kind: Any) -> tuple[object, ...]:
        """The rows of an answer that can be read, each by itself; empty for an answer without rows."""
        bare = get_origin(kind) or kind
        if isinstance(bare, type) and issubclass(bare, Page):
            results = next(each for each in attributes_of(bare) if each.name == "results")
            (item_kind, _) = get_args(type_of(results))
            names = names_of(self._naming, results)
            found = (payload[name] for name in names if name in payload) if isinstance(payload, dict) else iter(())
            payload = next(found, None)
            item_kind = meanings_of(kind).get(item_kind, item_kind)
        elif bare in (tuple, FrozenMap):
            item_kind = get_args(kind)[0]
        else:
            return ()
        item = self._quick.get_structure_hook(item_kind)
        try:
            if bare is FrozenMap:
                return tuple(readable_items(items_of(payload), item, item_kind))
            return tuple(row for _, row in readable_items(enumerate(rows_of(payload)), item, item_kind))
        except (TypeError, Unexpected):
            return ()


def from_call(arguments: Mapping[str, object]) -> dict[str, object]:
    """The arguments of a call, as the fields that repeat them look for them."""
    return {f"@{name}": value for name, value in arguments.items()}
