"""From parsed JSON to models, by kind; what both dialects share.

The converter is generous where PHP is loose and strict otherwise: a number may come as text, a flag
as 0 or 1, a list as an object with digit keys and an empty map as `[]`. Everything else is a
`ValidationError` that says where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import partial
from typing import Any, TypeAlias, get_args, get_origin

from attrs import NOTHING
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from retroach_async._types import meanings_of, without_none
from retroach_async.models._model import FrozenMap, Model, attributes_of
from retroach_async.models.marks import Field, Flattened, FromCall, mark_of, type_of
from retroach_async.models.media import Badge, Image
from retroach_async.models.page import Page
from retroach_async.models.released import Released
from retroach_async.models.v2.resource import Resource
from retroach_async.wire.names import Naming, is_model, names_of, naming_for, wire_word
from retroach_async.wire.problems import Hook, Unexpected, explain, explained_items, readable_items
from retroach_async.wire.releases import read_release
from retroach_async.wire.scalars import SCALARS, UNCHANGED, to_int

ModelHook: TypeAlias = Callable[[Naming, Converter, Any], Hook]
"""Makes the hook of a model."""

_AROUND = "@"
"""The key under which a flattened model finds the object around it."""


def is_list(value: Any) -> bool:
    """True for a list; an object whose keys are all digits is PHP's list with holes."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and key.isdecimal() for key in value)
    return isinstance(value, list)


def rows_of(value: Any) -> list[Any]:
    """The items of a list."""
    if not is_list(value):
        raise Unexpected("a list", value)
    return value if isinstance(value, list) else list(value.values())


def items_of(value: Any) -> Iterator[tuple[int, Any]]:
    """The ids and the values of a map."""
    if value == []:  # PHP's empty map
        value = {}
    if not isinstance(value, dict):
        raise Unexpected("an object keyed by ids", value)
    return zip([to_int(key) for key in value], value.values(), strict=True)


def _tuple_hook(converter: Converter, quick: Converter | None, kind: Any) -> Hook:
    (item_kind, _) = get_args(kind)
    item = converter.get_structure_hook(item_kind)
    if quick is None:
        return lambda value, _: tuple([item(each, item_kind) for each in rows_of(value)])
    try_item = quick.get_structure_hook(item_kind)
    return lambda value, _: tuple(
        each for _, each in explained_items(enumerate(rows_of(value)), try_item, item, item_kind)
    )


def _map_hook(converter: Converter, quick: Converter | None, kind: Any) -> Hook:
    (item_kind,) = get_args(kind)
    item = converter.get_structure_hook(item_kind)
    if quick is None:
        return lambda value, _: FrozenMap({key: item(each, item_kind) for key, each in items_of(value)})
    try_item = quick.get_structure_hook(item_kind)
    return lambda value, _: FrozenMap(dict(explained_items(items_of(value), try_item, item, item_kind)))


def _optional_hook(converter: Converter, kind: Any) -> Hook:
    """A hook for `X | None`: where there may be nothing, an empty object and an empty word are nothing."""
    inner = without_none(kind)
    structure, plain = converter.get_structure_hook(inner), get_origin(inner) or inner
    # One closure for each sort of type: these are the busiest lines of all.
    if inner in UNCHANGED:
        return lambda value, _: value if type(value) is inner else None if value is None else structure(value, inner)
    if isinstance(plain, type) and issubclass(plain, Enum | Image | Badge):
        return lambda value, _: None if value is None or value == "" else structure(value, inner)
    if isinstance(plain, type) and issubclass(plain, Model):
        return lambda value, _: None if value is None or is_no_object(value) else structure(value, inner)
    return lambda value, _: None if value is None else structure(value, inner)


def is_no_object(value: Any) -> bool:
    """True for the spellings of no object: `[]`, an empty object, and one whose id is null."""
    if isinstance(value, dict):
        return not value or value.get("ID", value) is None
    return bool(value == [])


def _defaulted_hook(converter: Converter, attribute: Field, kind: Any) -> Hook:
    """A hook for a field that has a default other than None: null means the default."""
    structure, default = converter.get_structure_hook(kind), attribute.default
    if kind in UNCHANGED:
        return lambda value, _: value if type(value) is kind else default if value is None else structure(value, kind)
    return lambda value, _: default if value is None else structure(value, kind)


def hook_for(converter: Converter, attribute: Field) -> Hook | None:
    """The hook of a field that needs one of its own."""
    kind = type_of(attribute)
    is_open = bool(kind.__parameters__) if hasattr(kind, "__parameters__") else False
    if is_open or not attribute.init or attribute.default in (NOTHING, None):
        return None
    return _defaulted_hook(converter, attribute, kind)


def _flattened_hook(naming: Naming, converter: Converter, kind: Any) -> Hook:
    model = without_none(kind)
    structure, may_be_none = converter.get_structure_hook(model), model is not kind
    needed = [names_of(naming, each) for each in attributes_of(model) if each.default is NOTHING]

    def structure_flattened(around: Any, _: Any) -> Any:
        if may_be_none:
            for names in needed:
                for name in names:
                    if around.get(name) is not None:
                        break
                else:
                    return None
        return structure(around, model)

    return structure_flattened


def _found(value: Any, _: Any) -> Any:
    """Give what a reader found before the structuring, or raise the problem that it met."""
    if isinstance(value, Unexpected):
        raise value
    return value


RELATED, ORIGIN = "@related", "@origin"
"""The keys under which an object of V2 has its included objects, and what was named beside its attributes."""
_OF_RESOURCES: dict[str, Any] = {
    "_related": override(rename=RELATED, struct_hook=_found),
    "_origin": override(rename=ORIGIN, struct_hook=_found),
}


def _may_be_missing(naming: Naming, model: type[Model]) -> dict[str, None]:
    """The keys of a user's own model whose values may be None, as they may in ours, which say so by a default."""
    if not issubclass(model, Resource) or model.type_name:
        return {}
    optional = (each for each in attributes_of(model) if each.default is NOTHING and _is_optional(type_of(each)))
    return {names_of(naming, each)[0]: None for each in optional}


def _model_hook(naming: Naming, converter: Converter, kind: Any) -> Hook:
    bare = get_origin(kind) or kind
    overrides: dict[str, Any] = dict(_OF_RESOURCES) if issubclass(bare, Resource) else {}
    naming = naming_for(naming, bare)
    aliases: list[tuple[str, str]] = []
    for attribute in attributes_of(bare):
        mark = mark_of(attribute)
        if isinstance(mark, FromCall):
            overrides[attribute.name] = override(rename=f"@{mark.argument}", struct_hook=lambda value, _: value)
        elif isinstance(mark, Flattened):
            hook = _flattened_hook(naming, converter, type_of(attribute))
            overrides[attribute.name] = override(rename=_AROUND, struct_hook=hook)
        else:
            first, *others = names_of(naming, attribute)
            overrides[attribute.name] = override(rename=first, struct_hook=hook_for(converter, attribute))
            aliases += [(first, other) for other in others]
    structure = make_dict_structure_fn(kind, converter, **overrides)
    may_be_missing = _may_be_missing(naming, bare)
    has_flattened = any(rename.rename == _AROUND for rename in overrides.values())

    def structure_object(value: Any, _: Any) -> Any:
        if not isinstance(_found(value, kind), dict):
            raise Unexpected("an object", value)
        for name, alias in aliases:
            if alias in value and name not in value:
                value = {**value, name: value[alias]}
        value = may_be_missing | value if may_be_missing else value
        return structure({**value, _AROUND: value} if has_flattened else value, kind)

    return structure_object


def _released_hook(naming: Naming, converter: Converter, kind: Any) -> Hook:
    """A hook for the release of a game, of which older answers have any text."""
    structure = _model_hook(naming, converter, kind)
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
    for hook in SCALARS:
        converter.register_structure_hook(hook)  # for the type that it returns, and those below
    factories: tuple[tuple[Callable[[Any], bool], Callable[[Any], Hook]], ...] = (
        (is_model, partial(model_hook, naming, converter)),
        (_has_origin(tuple), partial(_tuple_hook, converter, quick)),
        (_has_origin(FrozenMap), partial(_map_hook, converter, quick)),
        (_is_optional, partial(_optional_hook, converter)),
    )
    for fits, factory in factories:
        converter.register_structure_hook_factory(fits, factory)
    if model_hook is _model_hook:
        release = partial(_released_hook, naming, converter)
        converter.register_structure_hook_factory(lambda kind: kind is Released, release)
    return converter


class Structurer:
    """Structures quickly; when that fails, once more slowly to say where and why."""

    def __init__(self, naming: Naming, model_hook: ModelHook = _model_hook) -> None:
        self._naming = naming
        self._speaks_of_the_wire = model_hook is _model_hook
        self._quick = make_converter(naming, None, model_hook)
        self._exact = make_converter(naming, self._quick, model_hook)

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
