"""A kind of resource as a table: its attributes, relations, filters, orders and links. The engine does the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import frozen

from retroach_async.emulator.api_request import ApiRequest

Row: TypeAlias = Any
"""Whatever the world has for one resource."""
Value = Callable[[ApiRequest, Row], Any]
"""A value of a row; only what is asked for is computed."""
Predicate = Callable[[Row], bool]

ABSENT: Final = object()
"""The value of an attribute, or the rows of a relation, that this row does not send at all."""


@frozen
class Given:
    """The value of a filter in a request."""

    name: str
    texts: Sequence[str]
    """The text of `filter[id]`, or all texts of `filter[id][]`."""
    repeated: bool
    """True for the second form."""

    @property
    def parts(self) -> list[str]:
        """The items of a list, in either form, without empty ones."""
        return [part.strip() for text in self.texts for part in text.split(",") if part.strip()]


Filter = Callable[[ApiRequest, Given], Predicate]
"""Makes the test of rows; raises `Refused` for a bad value."""


@frozen
class Relation:
    """The way from a row to other rows."""

    type: str
    """The kind of the other rows."""
    rows: Value
    """The other rows: one or None, or a sequence."""
    many: bool = False


def one(kind: str, row: Value) -> Relation:
    """A relation to at most one row."""
    return Relation(kind, row)


def many(kind: str, rows: Value) -> Relation:
    """A relation to any number of rows."""
    return Relation(kind, rows, many=True)


@frozen(eq=False, kw_only=True)
class Kind:
    """A kind of resource."""

    type: str
    """The wire's name."""
    id: Callable[[Row], int | str] = lambda row: row.id
    attributes: Mapping[str, Value]
    """The attributes by their names on the wire."""
    unnamed: frozenset[str] = frozenset()
    """The attributes that a sparse fieldset cannot name, and that vanish where there is one."""
    relations: Mapping[str, Relation] = {}
    """The relations that an answer can send, by their names on the wire."""
    always: frozenset[str] = frozenset()
    """The relations whose linkage is sent without being asked for."""
    elsewhere: frozenset[str] = frozenset()
    """The names of relations with a route of their own, which no resource sends; a sparse fieldset may name them."""
    idle: frozenset[str] = frozenset()
    """The words of `include` that are accepted and do nothing."""
    filters: Mapping[str, Filter] = {}
    defaults: Mapping[str, str] = {}
    """The values of filters that a request does not give."""
    sorts: Mapping[str, Value] = {}
    """The words of `sort` that are not attributes, or that compare something else."""
    order: str | None = None
    """The order without `sort`; None for that of the keys."""
    links: Mapping[str, Callable[[Row], str | None]] = {}
    """The links to the site."""
    has_page: bool = True
    """True for a kind whose resources have a route of their own, at their type and id."""

    def key(self, request: ApiRequest, row: Row) -> Any:
        """The number by which rows are sorted where nothing else says how."""
        by_id = self.sorts.get("id")
        return self.id(row) if by_id is None else by_id(request, row)

    def sort_value(self, word: str) -> Value:
        """The function by whose values a word of `sort` compares rows."""
        if word == "id":
            return self.key
        return self.sorts.get(word) or self.attributes[word]

    def fields(self) -> frozenset[str]:
        """The names that a sparse fieldset may hold."""
        return (frozenset(self.attributes) - self.unnamed) | frozenset(self.relations) | self.elsewhere


@frozen(eq=False)
class Show:
    """A route to one resource."""

    kind: str
    row: Callable[[ApiRequest], Row]
    """The row; raises `Refused` where there is none to see."""
    meta: Callable[[ApiRequest], Mapping[str, Any]] = lambda _: {}


@frozen(eq=False)
class Listing:
    """A route to many resources."""

    kind: str
    rows: Callable[[ApiRequest], Sequence[Row]]
    """All rows, before filters; raises `Refused` where there are none to see."""
    order: str | None = None
    """The order without `sort`, where it is not that of the kind."""
    parent: str | None = None
    """The relation that leads back to the resource in the path, which no row sends."""
    repeats: str | None = None
    """The filter that can only repeat the path; the server takes it, and the declaration has no parameter for it."""
    first: Value | None = None
    """A value by which the server sorts before it looks at `sort`."""
    meta: Callable[[ApiRequest], Mapping[str, Any]] = lambda _: {}
    counts: bool = True
    """False for pages that do not tell how many rows there are."""


Route: TypeAlias = Show | Listing
Routes: TypeAlias = Mapping[str, Route]
"""Routes by the names of their endpoints below `v2`."""
