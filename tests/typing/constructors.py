"""A program that makes every public model: once with every field, and once without each field that is required.

The calls that lack a field are marked as `misuse.py` marks its own. The program is written from the models whenever
types are checked, so a new model is in it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import ModuleType, NoneType, UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields

from retroach_async import models, v2
from retroach_async.models import Model

NAMESPACES: dict[str, ModuleType] = {"models": models, "v2": v2}
"""The modules of public models, by the names that the program uses."""

BASES = (Model, v2.Resource)
"""The models that are only bases of others, without fields of their own."""

HEAD = f'''"""Every public model, made whole and made without a field that is required."""

from __future__ import annotations

import datetime

from retroach_async import {", ".join(NAMESPACES)}
'''

MARK = "  # type: ignore[call-arg]"


def program() -> str:
    """The text of the program."""
    return "\n\n".join([HEAD, *(_function(name, model) for name, model in public_models().items())])


def public_models() -> dict[str, type[Model]]:
    """Every public model, by the name under which the program knows it."""
    return {
        f"{namespace}.{name}": kind
        for namespace, module in NAMESPACES.items()
        for name in module.__all__
        if inspect.isclass(kind := getattr(module, name)) and issubclass(kind, Model) and kind not in BASES
    }


def required(model: type[Model]) -> list[str]:
    """The fields that a model cannot be made without."""
    return [field.name for field in fields(model) if field.init and field.default is NOTHING]


def _function(name: str, model: type[Model]) -> str:
    hints = get_type_hints(model)
    taken = [field.name for field in fields(model) if field.init and not field.name.startswith("_")]
    parameters = ", ".join(f"{field}: {_spelt(hints[field])}" for field in taken)
    calls = "\n".join(f"    {call}" for call in _calls(name, model, taken))
    return f"def {re.sub(r'[^a-z0-9_]', '_', name.lower())}(*, {parameters}) -> None:\n{calls}\n"


def _calls(name: str, model: type[Model], taken: list[str]) -> Iterator[str]:
    yield f"{name}({', '.join(f'{field}={field}' for field in taken)})"
    for lacking in required(model):
        yield f"{name}({', '.join(f'{field}={field}' for field in taken if field != lacking)}){MARK}"


_OUTSIDE = {date: "datetime.date", datetime: "datetime.datetime", timedelta: "datetime.timedelta", NoneType: "None"}


def _spelt(kind: object) -> str:
    """A type as the program spells it; the rows of a page may be anything."""
    origin, arguments = get_origin(kind), [_spelt(argument) for argument in get_args(kind)]
    if origin in (Union, UnionType):
        return " | ".join(arguments)
    if kind is Ellipsis:
        return "..."
    if isinstance(kind, TypeVar):
        return "int"
    name = _name_of(origin or kind)
    return f"{name}[{', '.join(arguments)}]" if arguments else name


def _name_of(kind: object) -> str:
    for namespace, module in NAMESPACES.items():
        for name in module.__all__:
            if getattr(module, name) is kind:
                return f"{namespace}.{name}"
    return _OUTSIDE[kind] if isinstance(kind, type) and kind in _OUTSIDE else str(getattr(kind, "__name__", kind))
