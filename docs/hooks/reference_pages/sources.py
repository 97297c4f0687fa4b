"""The members of a class and their docstrings, read from the source: Python keeps no docstrings of fields."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, get_origin, get_type_hints

from attrs import frozen

from reference_pages.markdown import type_text
from retroach_async.models import Model
from retroach_async.models.v2 import Many, Maybe, Relation, Resource

_LONGEST_PARAMETERS = 30


@frozen
class Member:
    """A field, a property, a method or an enumeration's value, as the source spells it."""

    name: str
    """The name, with the parameters for a method."""
    type: str
    """The type; empty for an enumeration's value."""
    doc: str
    is_computed: bool = False
    """True for a property or a method: a value that is computed, not a part of the answer."""


@cache
def members_of(kind: type) -> Mapping[str, Member]:
    """The public members that a class itself declares, by name, in the order of the source."""
    members: dict[str, Member] = {}
    for body in (node.body for node in _classes(kind.__module__) if node.name == kind.__name__):
        for node, following in zip(body, [*body[1:], None], strict=True):
            member = _method(kind, node) if isinstance(node, ast.FunctionDef) else _field(kind, node, following)
            if member is not None and not member.name.startswith("_"):
                members[member.name] = member
    return members


def bases_of(kind: type) -> tuple[object, ...]:
    """The bases of a class as they are written, with their type arguments."""
    return tuple(vars(kind).get("__orig_bases__", ()))


@cache
def _classes(module: str) -> tuple[ast.ClassDef, ...]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return tuple(node for node in tree.body if isinstance(node, ast.ClassDef))


def _field(kind: type, node: ast.stmt, following: ast.stmt | None) -> Member | None:
    doc = ""
    if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
        doc = inspect.cleandoc(str(following.value.value))
    if isinstance(node, ast.AnnAssign):
        name = ast.unparse(node.target)
        hint = get_type_hints(kind)[name]
        is_of_class = get_origin(hint) is ClassVar and issubclass(kind, Resource)
        return None if is_of_class else Member(name, type_text(hint), doc)
    if not isinstance(node, ast.Assign):
        return None
    name = ast.unparse(node.targets[0])
    relation = vars(kind).get(name)
    return _relation(name, relation, doc) if isinstance(relation, Relation) else Member(name, "", doc)


def _relation(name: str, relation: Relation[Any], doc: str) -> Member:
    """A relation, which reads as the object to which it leads."""
    model = relation.model()
    kind: object = tuple[model, ...] if isinstance(relation, Many) else model  # type: ignore[valid-type]
    return Member(name, type_text(model | None if isinstance(relation, Maybe) else kind), f"{doc} Only with `include`.")


def _parameters(node: ast.FunctionDef) -> str:
    """The parameters of a method in brackets; long ones are left to the pages about the package."""
    text = ast.unparse(node.args).removeprefix("self").removeprefix(", ")
    return f"({text if len(text) <= _LONGEST_PARAMETERS else '…'})"


def _method(kind: type, node: ast.FunctionDef) -> Member | None:
    """A property or a method; None for a method that every model has."""
    if node.returns is None or hasattr(Model, node.name):
        return None
    member = vars(kind)[node.name]
    is_property = isinstance(member, property)
    parameters = "" if is_property else _parameters(node)
    doc = (ast.get_docstring(node) or "").partition("\n\n")[0]
    returned = get_type_hints(member.fget if is_property else member)["return"]
    return Member(f"{node.name}{parameters}", type_text(returned), doc, is_computed=True)
