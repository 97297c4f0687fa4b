"""The wire's names for fields: by a dialect's rule, or by the marks of a model."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias, get_args, get_origin

from retroach_async._types import meanings_of, without_none
from retroach_async.models._model import FrozenMap, Model, attributes_of
from retroach_async.models.marks import Field, FromCall, FromMeta, LinkedId, Wire, mark_of, type_of
from retroach_async.models.resource import Many, Resource, relations_of

Naming: TypeAlias = Callable[[str], tuple[str, ...]]
"""A dialect's rule: the wire's names for a field, the first present wins."""


def is_model(kind: Any) -> bool:
    """True for a model, also a generic one: `Page[Comment]`."""
    kind = get_origin(kind) or kind
    return isinstance(kind, type) and issubclass(kind, Model)


def names_of(naming: Naming, attribute: Field) -> tuple[str, ...]:
    """The wire's names for a field; the first present wins."""
    mark = mark_of(attribute)
    if isinstance(mark, LinkedId):
        return (linked_id(mark.relationship),)
    if isinstance(mark, FromMeta):
        return (in_meta(mark.name),)
    return mark.names if isinstance(mark, Wire) else naming(attribute.name)


def own_names_of(naming: Naming, field: str) -> tuple[str, ...]:
    """The wire's names for a field of a user's own model, which has no marks: our models may have them for the name."""
    from retroach_async.models import v2  # noqa: PLC0415  a program without a model of its own does without

    kinds = (kind for name in v2.__all__ if is_model(kind := getattr(v2, name)))
    same = (each for kind in kinds for each in attributes_of(kind) if each.name == field)
    return tuple(dict.fromkeys([*naming(field), *(name for each in same for name in names_of(naming, each))]))


def naming_for(naming: Naming, model: type[Model]) -> Naming:
    """The rule for the fields of a model, which is another one for a user's own model of V2."""
    is_own = issubclass(model, Resource) and not model.type_name
    return partial(own_names_of, naming) if is_own else naming


def linked_id(relationship: str) -> str:
    """The key under which a flat object has the id of a related one."""
    return f"@id of {relationship}"


def in_meta(name: str) -> str:
    """The key under which an object has a member of its document's `meta`."""
    return f"@meta {name}"


_STEP = re.compile(r"\[[^]]*\]|[^.\[]+")


def wire_word(naming: Naming, kind: Any, path: str) -> str:
    """The wire's names for the field at a path within a type: `"Date"`, or `"DateSubmitted" or "DateUpdated"`.

    Empty where the dialect's rule makes one of the other, so that everybody sees that they are the same.
    """
    names: tuple[str, ...] = ()
    field = ""
    for step in _STEP.findall(path):
        kind = without_none(kind)
        field, names = step, ()
        bare = get_origin(kind) or kind
        if step.startswith("["):
            kind = get_args(kind)[0] if bare in (tuple, FrozenMap) else None
        elif is_model(bare):
            kind, names = _field_of(naming, kind, bare, step)
        else:
            return ""
    return " or ".join(f'"{name}"' for name in names if not _is_same(name, field))


def _field_of(naming: Naming, kind: Any, bare: type[Model], name: str) -> tuple[Any, tuple[str, ...]]:
    """The type and the wire's names of a field or a relation of a model."""
    for attribute in attributes_of(bare):
        if attribute.name == name:
            mark, found = mark_of(attribute), bound(type_of(attribute), meanings_of(kind))
            if isinstance(mark, LinkedId):
                return found, (mark.relationship,)
            if isinstance(mark, FromMeta):
                return found, (mark.name,)
            return found, () if isinstance(mark, FromCall) else names_of(naming_for(naming, bare), attribute)
    relation = relations_of(bare).get(name) if issubclass(bare, Resource) else None
    if relation is None:
        return None, ()
    model = relation.model()
    return tuple[model, ...] if isinstance(relation, Many) else model, ()  # type: ignore[valid-type]


def bound(kind: Any, meant: dict[Any, Any]) -> Any:
    """A type with the types for which its variables stand."""
    variables = getattr(kind, "__parameters__", ())
    return kind[tuple(meant.get(variable, variable) for variable in variables)] if variables else kind


def _is_same(name: str, field: str) -> bool:
    return name.replace("_", "").lower() == field.replace("_", "").lower()
