"""Types as values: without their `None`, as text, and the choices that they leave."""

from __future__ import annotations

from enum import Enum
from functools import reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

TypeForm: TypeAlias = object
"""A type as a value: a class, `tuple[Game, ...]`, `Literal["id", "-id"]`, `Game | None`."""


def without_none(kind: TypeForm) -> Any:
    """A type without its `| None`; a type that has none is given back as it is."""
    if get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind):
        return reduce(or_, (part for part in get_args(kind) if part is not NoneType))
    return kind


def meanings_of(kind: TypeForm) -> dict[Any, Any]:
    """The types for which the variables of a generic class, and those of its bases, stand: `Game` for T of `Page`."""
    bare = get_origin(kind) or kind
    meant = dict(zip(getattr(bare, "__parameters__", ()), get_args(kind), strict=False))
    for base in getattr(bare, "__orig_bases__", ()):
        meant |= {variable: meant.get(own, own) for variable, own in meanings_of(base).items()}
    return meant


def is_of_v2(kind: type) -> bool:
    """True for a class that only V2 has: its models and enumerations, and the bases of its models."""
    return kind.__module__.startswith(("retroach_async.models.v2.", "retroach_async.models.resource"))


def public_name(kind: type) -> str:
    """The name under which users find a class: `Game`; `v2.Game` for a model that only V2 has."""
    return f"v2.{kind.__name__}" if is_of_v2(kind) else kind.__name__


def choices(kind: TypeForm) -> tuple[Any, ...]:
    """The words of a `Literal` or the members of an enumeration, also within a list; empty for any other type."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(kind)
    if get_origin(kind) is Literal:
        return get_args(kind)
    return next(filter(None, map(choices, get_args(kind))), ())


def spell(kind: TypeForm, *, most_words: int | None = None) -> str:
    """A type as one would write it; of a longer choice of words only the first `most_words`."""
    arguments, origin = get_args(kind), get_origin(kind)
    if kind is Ellipsis:
        return "..."
    if kind in (NoneType, None):
        return "None"
    if origin is Literal:
        words = [f'"{word}"' if isinstance(word, str) else repr(word) for word in arguments]
        more = ["..."] if len(words[:most_words]) < len(words) else []
        return f"Literal[{', '.join(words[:most_words] + more)}]"
    inner = [spell(argument, most_words=most_words) for argument in arguments]
    if origin in (Union, UnionType):
        return " | ".join(inner)
    outer = origin or kind
    name = public_name(outer) if isinstance(outer, type) else str(getattr(outer, "__name__", outer))
    return f"{name}[{', '.join(inner)}]" if inner else name
