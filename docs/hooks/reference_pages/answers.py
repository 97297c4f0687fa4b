"""The sections of the models and enumerations."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from enum import Enum
from typing import get_args

from attrs import evolve

from reference_pages.markdown import KINDS, linked, table, type_text, value_text
from reference_pages.sources import Member, bases_of, members_of
from reference_pages.wire_names import WireNames, api_of
from retroach_async import models, v2
from retroach_async._types import public_name
from retroach_async.models import Model
from retroach_async.models._model import attributes_of
from retroach_async.query import Api

_ABOUT_NONE = (
    "Moments are in UTC. Where a type allows `None` and the meaning does not speak of it, `None` says that the answer "
    "lacks the field: the server left it out, or sent `null`.\n"
)


def answers(home: str = "") -> str:
    """Every model and every enumeration, by name, V1's first."""
    described = [model_section(kind, home) for kind in KINDS.values() if not issubclass(kind, Enum)]
    enumerations = [enumeration_section(kind) for kind in KINDS.values() if issubclass(kind, Enum)]
    return "\n".join(["# Answers\n", _ABOUT_NONE, *described, "# Enumerations\n", *enumerations])


def model_section(model: type, home: str = "") -> str:
    """The section of one model: its docstring and the table of its members."""
    return "\n".join([f"## {public_name(model)}\n", f"{inspect.getdoc(model)}\n", members_table(model, home)])


def members_table(model: type, home: str, api: Api | None = None) -> str:
    """The table of a model's fields, properties and methods; empty for a model without any.

    `api` is the API whose names stand beside the fields; None for the one to which the model belongs.
    """
    members: dict[str, Member] = {}
    for base in reversed(model.__mro__):
        if base.__module__.startswith(models.__name__) and (base is not v2.Resource or model is base):
            members |= {name: _with_meaning(each, members.get(name)) for name, each in members_of(base).items()}
    row = next((type_text(each) for base in bases_of(model) for each in get_args(base)), "T")
    wire = WireNames(model, api or api_of(model))
    ordered = sorted(members.values(), key=_place(model))
    names = [wire.of(member.name) for member in ordered]
    rows = [
        (f"`{each.name}`", *([name] if any(names) else []), linked(re.sub(r"\bT\b", row, each.type), home), each.doc)
        for each, name in zip(ordered, names, strict=True)
    ]
    titles = ("Field", *(["On the wire"] if any(names) else []), "Type", "Meaning")
    return table(titles, rows) if rows else ""


def _place(model: type) -> Callable[[Member], tuple[bool, int]]:
    """The order of a table: the fields as an answer shows them, then the relations, then what is worked out."""
    fields = [each.name for each in attributes_of(model)] if issubclass(model, Model) else []
    places = {name: place for place, name in enumerate(fields)}
    return lambda member: (member.is_computed, places.get(member.name, len(fields)))


def _with_meaning(member: Member, inherited: Member | None) -> Member:
    """A member that a class declares again, without a docstring of its own, means what it means in the base."""
    return member if member.doc or inherited is None else evolve(member, doc=inherited.doc)


def enumeration_section(enumeration: type[Enum]) -> str:
    """The section of one enumeration: its docstring and the table of its values."""
    members = members_of(enumeration)
    rows = [(f"`{each.name}`", f"`{value_text(each.value)}`", members[each.name].doc) for each in enumeration]
    listed = table(("Name", "Value", "Meaning"), rows)
    return "\n".join([f"## {public_name(enumeration)}\n", f"{inspect.getdoc(enumeration)}\n", listed])
