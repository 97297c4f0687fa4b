"""The differences between V2's OpenAPI document and the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Literal, TypeAlias

from attrs import evolve, frozen

ANYWHERE = "*"
"""The place of a reason that holds wherever the difference is met."""

Part: TypeAlias = Literal[
    "route", "parameter", "page size", "sort", "include", "fieldset", "attribute", "type", "null", "relationship"
]


class Side(Enum):
    """The side that has something."""

    DOCUMENT = "only in the document"
    LIBRARY = "only in the library"
    BOTH = "not the same on both sides"


@frozen
class Gap:
    """One difference."""

    side: Side
    part: Part
    place: str
    """A path of the document, such as `/games/{game}`, or a type, such as `games`."""
    name: str = ""
    """The name on the wire; empty for a whole route."""

    def __str__(self) -> str:
        return f"{self.part} {self.name} of {self.place}: {self.side.value}"


Reasons: TypeAlias = Mapping[Gap, str]
"""The reasons of differences that are meant to be; a place of `*` stands for every place."""


def reason_of(gap: Gap, reasons: Reasons) -> Gap | None:
    """The entry with the reason of a difference; None for a difference without one."""
    return next((entry for entry in (gap, evolve(gap, place=ANYWHERE)) if entry in reasons), None)


def unexplained(gaps: Iterable[Gap], reasons: Reasons) -> tuple[Gap, ...]:
    """The differences without a reason."""
    return tuple(gap for gap in gaps if reason_of(gap, reasons) is None)


def unused(gaps: Iterable[Gap], reasons: Reasons) -> tuple[Gap, ...]:
    """The entries with reasons for which there is no difference any more."""
    used = {reason_of(gap, reasons) for gap in gaps}
    return tuple(entry for entry in reasons if entry not in used)
