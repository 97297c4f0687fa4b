"""One function for each model, which reads an object without a problem: the usual case of each field in place.

For a game in a list it reads, in effect:

    def structure(o, kind):
        if not isinstance(o, dict): raise unexpected(o)
        m = new(twin)
        v = o["ID"]
        m.id = v if type(v) is int else hook_0(v, kind_0)
        v = o.get("DateModified")
        m.date_modified = None if v is None else moment(v + UTC) if ... else hook_1(v, kind_1)
        m.__class__ = GameListEntry
        return m

Whatever is not the usual case goes to the hook that cattrs has for the type. Any exception means that there is a
problem, and the exact converter says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any, get_origin

from attrs import NOTHING, Factory, fields
from cattrs import Converter

from retroach_async._types import meanings_of, without_none
from retroach_async.making import twin_of
from retroach_async.models._model import Model
from retroach_async.models.marks import Field, type_of
from retroach_async.models.media import Badge, Image
from retroach_async.models.resource import Resource
from retroach_async.wire.hooks import AROUND, Part
from retroach_async.wire.names import bound
from retroach_async.wire.problems import Hook, Unexpected

_USUAL: dict[type, tuple[str, str]] = {
    int: ("type(v) is int", "v"),
    str: ("type(v) is str", "v"),
    bool: ("v in (0, 1)", "v == 1"),  # False and True are 0 and 1 as well
    float: ("type(v) is float and v - v == 0.0", "v"),  # neither infinite nor "not a number"
    datetime: ("type(v) is str and len(v) == 19", 'moment(v + "+00:00")'),
    date: ("type(v) is str and len(v) == 10", "day(v)"),
    Image: ('type(v) is str and v[:1] == "/"', "image(v)"),
    Badge: ("type(v) is str and v.isdigit()", "badge(v)"),
}
"""The test for the usual spelling of a type, and the value that it has then."""


def is_plain(model: type[Model]) -> bool:
    """True for a model of ours that is nothing but its fields, so that its constructor need not be called."""
    is_own = issubclass(model, Resource) and not model.type_name
    return not is_own and not hasattr(model, "__attrs_post_init__") and all(map(_is_plain_field, fields(model)))


def _is_plain_field(attribute: Field) -> bool:
    return attribute.init and attribute.validator is None and not isinstance(attribute.default, _FACTORY)


_FACTORY: type = type(Factory(list))


def function_for(kind: Any, parts: tuple[Part, ...], converter: Converter) -> Hook:
    """The function that makes a model, perhaps a page of something, of an object."""
    model: type[Model] = get_origin(kind) or kind
    names: dict[str, Any] = {
        "new": object.__new__,
        "twin": twin_of(model),
        "model": model,
        "found": _object_of,
        "moment": datetime.fromisoformat,
        "day": date.fromisoformat,
        "image": Image,
        "badge": Badge,
        "nothing": NOTHING,
    }
    fields_filled = (line for part in parts for line in _lines(part, kind, converter, names))
    lines = ("if type(o) is not dict: o = found(o)", "m = new(twin)", *fields_filled, "m.__class__ = model", "return m")
    exec("def structure(o, _):\n " + "\n ".join(lines), names)  # noqa: S102  the text is made of our own models
    made: Hook = names["structure"]
    return made


def _object_of(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    raise value if isinstance(value, Unexpected) else Unexpected("an object", value)


def _lines(part: Part, kind: Any, converter: Converter, names: dict[str, Any]) -> Iterator[str]:
    """The lines that fill one field; what they use is added to the names."""
    attribute = part.attribute
    name, own, default = attribute.name, bound(type_of(attribute), meanings_of(kind)), attribute.default
    if attribute.converter is not None:
        names[f"convert_{name}"] = attribute.converter
    names |= {f"hook_{name}": part.hook or converter.get_structure_hook(own), f"kind_{name}": own}
    value = _value(part, own, names)
    if part.keys == (AROUND,):
        yield f"m.{name} = hook_{name}(o, kind_{name})"
    elif default is NOTHING:
        yield f"v = {_lookup(part.keys, 'o[{!r}]')}"
        yield f"m.{name} = {_converted(attribute, value)}"
    elif default is None and without_none(own) is not own and not part.is_ready:
        yield f"v = {_lookup(part.keys, 'o.get({!r})')}"  # no key means the same as null
        yield f"m.{name} = {_converted(attribute, value)}"
    else:
        names[f"default_{name}"] = default if (convert := names.get(f"convert_{name}")) is None else convert(default)
        yield f"v = {_lookup(part.keys, 'o.get({!r}, nothing)')}"
        yield f"m.{name} = default_{name} if v is nothing else {_converted(attribute, value)}"


def _lookup(keys: tuple[str, ...], last: str) -> str:
    """The expression for the value under the first key that is present; `last` is that for the last key."""
    *firsts, end = keys
    return "".join(f"o[{key!r}] if {key!r} in o else " for key in firsts) + last.format(end)


def _converted(attribute: Field, value: str) -> str:
    return value if attribute.converter is None else f"convert_{attribute.name}({value})"


def _value(part: Part, own: Any, names: dict[str, Any]) -> str:
    """The expression for the value of a field, of what was found under its key."""
    name = part.attribute.name
    inner = without_none(own)
    other = f"hook_{name}(v, kind_{name})"
    if part.is_ready:
        return other
    if inner is not own and part.hook is None:
        other = f"None if v is None else {other}"
    if isinstance(inner, type) and issubclass(inner, Enum):
        members = {member.value: member for member in inner if member.value != ""}
        names[f"member_{name}"] = members.get
        wire = int if issubclass(inner, int) else str
        return f"e if type(v) is {wire.__name__} and (e := member_{name}(v)) is not None else {other}"
    if inner in _USUAL:
        test, usual = _USUAL[inner]
        return f"{usual} if {test} else {other}"
    return other
