"""Hooks for the parts of a model: lists, maps, what may be missing, and what lies in the object around it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args, get_origin

from attrs import NOTHING, fields, frozen
from cattrs import Converter

from retroach_async._types import without_none
from retroach_async.models._model import FrozenMap, Model, attributes_of
from retroach_async.models.marks import Field, Flattened, FromCall, mark_of, type_of
from retroach_async.models.media import Badge, Image
from retroach_async.models.resource import Resource
from retroach_async.wire.names import Naming, names_of, naming_for
from retroach_async.wire.problems import Hook, Unexpected, explained_items
from retroach_async.wire.scalars import UNCHANGED, to_int

AROUND = "@"
"""The key under which a flattened model finds the object around it."""


_LONG = 20
"""Digits of a number that needs a closer look; ids are shorter."""


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


def _is_short_number(key: Any) -> bool:
    return isinstance(key, str) and key.isdecimal() and key.isascii() and len(key) < _LONG


def items_of(value: Any) -> Iterator[tuple[int, Any]]:
    """The ids and the values of a map."""
    if value == []:  # PHP's empty map
        value = {}
    if not isinstance(value, dict):
        raise Unexpected("an object keyed by ids", value)
    ids = [int(key) if _is_short_number(key) else to_int(key) for key in value]
    return zip(ids, value.values(), strict=True)


def tuple_hook(converter: Converter, quick: Converter | None, kind: Any) -> Hook:
    """The hook of a list; with a quick converter, that of the exact one."""
    (item_kind, _) = get_args(kind)
    item = converter.get_structure_hook(item_kind)
    if quick is None:
        in_place = {item_kind}.intersection(UNCHANGED).issuperset
        return lambda value, _: (
            tuple(value)
            if type(value) is list and in_place(map(type, value))
            else tuple([item(each, item_kind) for each in rows_of(value)])
        )
    try_item = quick.get_structure_hook(item_kind)
    return lambda value, _: tuple(
        each for _, each in explained_items(enumerate(rows_of(value)), try_item, item, item_kind)
    )


def map_hook(converter: Converter, quick: Converter | None, kind: Any) -> Hook:
    """The hook of a map; with a quick converter, that of the exact one."""
    (item_kind,) = get_args(kind)
    item = converter.get_structure_hook(item_kind)
    if quick is None:
        return lambda value, _: FrozenMap({key: item(each, item_kind) for key, each in items_of(value)})
    try_item = quick.get_structure_hook(item_kind)
    return lambda value, _: FrozenMap(dict(explained_items(items_of(value), try_item, item, item_kind)))


def optional_hook(converter: Converter, kind: Any) -> Hook:
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


def found(value: Any, _: Any) -> Any:
    """Give what a reader found before the structuring, or raise the problem that it met."""
    if isinstance(value, Unexpected):
        raise value
    return value


RELATED, ORIGIN = "@related", "@origin"
"""The keys under which an object of V2 has its included objects, and what was named beside its attributes."""

_BESIDE = {"_related": RELATED, "_origin": ORIGIN}


@frozen
class Part:
    """One field of a model, as its structuring sees it."""

    attribute: Field
    keys: tuple[str, ...]
    """The keys of the flat object under which its value may be; the first present counts."""
    hook: Hook | None = None
    """The hook of a field that needs one of its own; any other has the hook of its type."""
    is_ready: bool = False
    """True for a value that is no value of the wire any more: an argument of the call, included objects."""


def parts_of(naming: Naming, converter: Converter, model: type[Model]) -> Iterator[Part]:
    """The fields of a model that an answer fills."""
    if issubclass(model, Resource):
        for attribute in fields(model):
            if attribute.name in _BESIDE:
                yield Part(attribute, (_BESIDE[attribute.name],), found, is_ready=True)
    naming = naming_for(naming, model)
    for attribute in attributes_of(model):
        mark = mark_of(attribute)
        if isinstance(mark, FromCall):
            yield Part(attribute, (f"@{mark.argument}",), lambda value, _: value, is_ready=True)
        elif isinstance(mark, Flattened):
            yield Part(attribute, (AROUND,), _flattened_hook(naming, converter, type_of(attribute)))
        elif attribute.init:
            yield Part(attribute, names_of(naming, attribute), hook_for(converter, attribute))
