"""Marks: what stands beside the type of a field, and says where on the wire its value is.

points: Annotated[int, Wire("RAPoints")]
"""

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, get_origin

from attrs import Attribute, frozen

if TYPE_CHECKING:
    Field: TypeAlias = Attribute[Any]
else:
    Field = Attribute  # only type checkers know it as a generic class


@frozen(init=False)
class Wire:
    """The wire's names for a field that the dialect's naming rule does not give; the first present wins."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)


@frozen
class FromCall:
    """A field that is not in the answer: it repeats an argument of the call."""

    argument: str
    """The name of the argument."""


@frozen
class Flattened:
    """A field that is a model of its own here, while its own fields lie in the object around it on the wire.

    Where it may be None, it is so when a field that it requires is null or missing.
    """


@frozen
class LinkedId:
    """A field that is the id of a related object, which V2 names beside the attributes."""

    relationship: str
    """The wire's name of the relationship."""


@frozen
class Address:
    """A field that is one of the addresses which V2 sends beside the attributes."""


@frozen
class FromMeta:
    """A field from the `meta` object of V2's document, where the object is what the document is about."""

    name: str
    """The wire's name of the member."""


Mark = Wire | FromCall | Flattened | LinkedId | Address | FromMeta


@frozen
class NeverAlone:
    """A remark beside an attribute: the server cannot be asked for a few attributes with this one among them."""


def mark_of(attribute: Field) -> Mark | None:
    """The mark of a field; None for a field that the naming rule alone can find."""
    marks = getattr(attribute.type, "__metadata__", ())
    return next((mark for mark in marks if isinstance(mark, Mark)), None)


def type_of(attribute: Field) -> Any:
    """The type of a field without its mark."""
    kind: Any = attribute.type
    return kind.__origin__ if get_origin(kind) is Annotated else kind
