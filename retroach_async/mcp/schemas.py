"""JSON schemas of parameters, made of the registry: meanings, bounds, names of choices, defaults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin

from retroach_async._types import choices, without_none
from retroach_async.param import Param

ME = "me"
"""The user name that stands for the owner of the key."""

OFFSET: Mapping[str, Any] = {
    "type": "integer",
    "minimum": 0,
    "default": 0,
    "description": "The next_offset of the answer before.",
}
"""The argument by which a long answer goes on."""

_TYPES: Mapping[Any, dict[str, Any]] = {
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    str: {"type": "string"},
    int | str: {"type": ["integer", "string"]},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    date | datetime: {"type": "string", "description": "A day or a moment, ISO 8601."},
}


def schema_of(params: Mapping[str, Param], more: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The schema of a tool's arguments; `more` are arguments that are no parameters of the endpoint.

    Others are not refused by the schema: the tool says more about them than a host that compares them with it.
    """
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name: _property(param) for name, param in params.items()} | {**more},
    }
    required = [name for name, param in params.items() if param.required and not is_owner(param)]
    if required:
        schema["required"] = required
    return schema


def is_owner(param: Param) -> bool:
    """True for a required user, for whom the owner of the key stands in."""
    return param.required and names_user(param)


def names_user(param: Param) -> bool:
    """True for a parameter that is the name of one user."""
    return param.name == "user" and without_none(param.annotation) is str


def item_of(kind: Any) -> Any:
    """The type of the items of a list; None for any other type. A choice that may come alone is a list as well."""
    if get_origin(kind) in (Union, UnionType):
        return next(filter(None, map(item_of, get_args(kind))), None)
    return without_none(get_args(kind)[0]) if get_origin(kind) not in (None, Literal) else None


def names_of(kind: Any) -> dict[str | int, Any]:
    """The values of a type that has only a few, by the names that an assistant gives; empty for any other type."""
    return {name_of(value): value for value in choices(kind)}


def name_of(value: Any) -> str | int:
    """The name of a choice: a member of an enumeration goes by its name, not by its number."""
    if not isinstance(value, Enum):
        return cast("str | int", value)  # the word or the number of a Literal
    return cast("str | int", value.value) if value.name == "UNKNOWN" else value.name.lower()


def _property(param: Param) -> dict[str, Any]:
    kind = without_none(param.annotation)
    schema = _typed(kind)
    if schema.get("type") == "integer":
        bounds = {"minimum": param.key.least, "maximum": param.key.limit}
        schema |= {name: bound for name, bound in bounds.items() if bound is not None}
    if names_user(param):
        schema["description"] = f"User name or ULID; {ME} is the owner of the key."
    else:
        schema["description"] = " ".join(filter(None, [param.key.meaning.replace("`", ""), schema.get("description")]))
    if is_owner(param):
        schema["default"] = ME
    elif not param.required and param.default is not None:
        schema["default"] = name_of(param.default)
    return schema


def _typed(kind: Any) -> dict[str, Any]:
    item = item_of(kind) if kind not in _TYPES else None
    if item is not None:
        return {"type": "array", "items": _typed(item)}
    names = names_of(kind)
    return {"enum": [*names]} if names else dict(_TYPES[kind])
