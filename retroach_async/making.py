"""Objects of frozen classes that are made without a constructor, where there is nothing to check or convert.

The constructor of a frozen class looks up a setter and calls it for each field. Here an object begins as one of a twin
class, with the same slots and open to changes, and becomes one of the frozen class when its fields are there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from attrs import fields

T = TypeVar("T")


def twin_of(kind: type[T]) -> type[T]:
    """A class with the slots of a frozen one that can be filled; its objects can become those of the frozen one."""
    own = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return cast("type[T]", type(f"{kind.__name__}_unfrozen", (kind,), own))


def maker_of(kind: type[T]) -> Callable[..., T]:
    """A function from all fields of a frozen class, in their order, to an object. It checks and converts nothing."""
    names = [attribute.name for attribute in fields(kind)]  # type: ignore[arg-type]
    fill = (f"_it.{name} = {name}" for name in names)
    lines = ("_it = _new(_twin)", *fill, "_it.__class__ = _kind", "return _it")
    known: dict[str, Any] = {"_new": object.__new__, "_twin": twin_of(kind), "_kind": kind}
    exec(f"def make({', '.join(names)}):\n " + "\n ".join(lines), known)  # noqa: S102  the text is made of the names of fields
    made: Callable[..., T] = known["make"]
    return made
