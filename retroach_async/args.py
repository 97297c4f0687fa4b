"""The arguments of one call among many, and what makes two of them the same call."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import MappingProxyType

from attrs import frozen


@frozen(init=False, repr=False, eq=False)
class Args:
    """The arguments of one call of a batch, for calls that differ in more than their first argument.

        month = [Args("MaxMilyin", start=first, end=last), Args("Scott", start=first, end=last)]
        async with ra.batch(ra.get_achievements_earned_between, month) as outcomes: ...

    The options of the batch are defaults: an argument given here goes before them. Two `Args` are equal when
    all arguments are equal and of the same types.
    """

    args: tuple[object, ...]
    """The arguments given by position."""
    _options: dict[str, object]
    _identity: Hashable

    def __init__(self, *args: object, **kwargs: object) -> None:
        for name, value in (("args", args), ("_options", kwargs), ("_identity", (identity(args), identity(kwargs)))):
            object.__setattr__(self, name, value)

    @property
    def kwargs(self) -> Mapping[str, object]:
        """The arguments given by name."""
        return MappingProxyType(self._options)

    def __eq__(self, other: object) -> bool:
        return self._identity == other._identity if isinstance(other, Args) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        given = [*map(repr, self.args), *(f"{name}={value!r}" for name, value in self._options.items())]
        return f"Args({', '.join(given)})"


def identity(value: object) -> Hashable:
    """A value together with its type, also within collections: 1, 1.0 and True are equal, but three different keys."""
    kind = type(value)
    if kind is int or kind is str:
        return value  # nothing else is equal to it: what has another type stands in a tuple
    if isinstance(value, tuple | list):
        return kind, tuple(map(identity, value))
    if isinstance(value, set | frozenset):
        return kind, frozenset(map(identity, value))
    if isinstance(value, dict):
        return kind, frozenset((identity(key), identity(item)) for key, item in value.items())
    return kind, value
