"""What a class says about its members: docstrings under fields can be read from its source only."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from typing import get_type_hints

from attrs import frozen

from retroach_async.models import Model
from retroach_async.reference.markdown import type_text


@frozen
class Member:
    """A field, a property, a method or a value, as the source has it."""

    name: str
    """With its parameters if it is a method."""
    type: str
    """Empty for the value of an enumeration."""
    doc: str
    is_computed: bool = False
    """Whether it is worked out when it is asked for, not a part of the answer."""


@cache
def members_of(kind: type) -> Mapping[str, Member]:
    """What a class itself declares for everybody to read, by name, in the order of its source."""
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
        return Member(name, type_text(get_type_hints(kind)[name]), doc)
    return Member(ast.unparse(node.targets[0]), "", doc) if isinstance(node, ast.Assign) else None


def _method(kind: type, node: ast.FunctionDef) -> Member | None:
    """A property or a method; None for what every model has, which is no news."""
    if node.returns is None or hasattr(Model, node.name):
        return None
    member = vars(kind)[node.name]
    is_property = isinstance(member, property)
    parameters = "" if is_property else f"({ast.unparse(node.args).removeprefix('self').removeprefix(', ')})"
    doc = (ast.get_docstring(node) or "").partition("\n\n")[0]
    returned = get_type_hints(member.fget if is_property else member)["return"]
    return Member(f"{node.name}{parameters}", type_text(returned), doc, is_computed=True)
