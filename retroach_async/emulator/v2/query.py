"""The query of a request for resources: checked against the endpoint's own declaration, then read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeAlias

from attrs import evolve, frozen

from retroach_async._types import choices
from retroach_async.emulator.api_request import INTEGER, ApiRequest, cast
from retroach_async.emulator.v2.kind import Given, Kind, Listing, Show
from retroach_async.emulator.v2.refusals import bad_query
from retroach_async.endpoint import Endpoint
from retroach_async.param import Param
from retroach_async.wire.values import camel

_FAMILIES = ("fields", "filter", "include", "page", "sort")
_FILTER = re.compile(r"filter\[(\w+)\](\[\d*\])?", re.ASCII)
_FIELDS = re.compile(r"fields\[([\w-]+)\]", re.ASCII)
PAGE, PAGE_SIZE = "page[number]", "page[size]"
_MOST_ROWS = 100

Tree: TypeAlias = dict[str, "Tree"]
"""The relations to include, and those to include from there."""


@frozen
class Rules:
    """The contents of queries that one endpoint accepts, as its declaration says."""

    filters: frozenset[str]
    sorts: frozenset[str]
    includes: frozenset[str]
    page_size: int | None
    """The rows on a page without `page[size]`; None for an endpoint without pages."""


@frozen
class Query:
    """The query of one request."""

    filters: tuple[Given, ...]
    sort: str | None
    include: Tree
    fields: Mapping[str, frozenset[str]]
    """The wanted fields by type; a type without an entry sends all."""
    page: int
    page_size: int


@cache
def rules_of(endpoint: Endpoint) -> Rules:
    """The rules that an endpoint's parameters spell out."""
    params = {param.key.wire: param for param in endpoint.arguments.values() if param.key.place == "query"}
    matches = (_FILTER.fullmatch(wire) for wire in params)
    size = params.get(PAGE_SIZE)
    return Rules(
        filters=frozenset(match[1] for match in matches if match),
        sorts=frozenset(word.removeprefix("-") for word in _words(params.get("sort"))),
        includes=frozenset(_words(params.get("include"))),
        page_size=size.default if size else None,
    )


def _words(param: Param | None) -> Iterator[str]:
    """The words of a declared choice, as the wire spells them."""
    return map(camel, choices(param.annotation) if param else ())


def read(request: ApiRequest, kinds: Mapping[str, Kind], route: Show | Listing) -> Query:
    """The query of a request for resources. Raises `Refused` for whatever it may not hold."""
    if request.endpoint is None:
        raise TypeError("only a declared endpoint says what a query may hold")
    kind, rules = kinds[route.kind], rules_of(request.endpoint)
    parent = None
    if isinstance(route, Listing):
        parent = route.parent
        if route.repeats is not None:
            rules = evolve(rules, filters=rules.filters | {route.repeats})
    for name in request.params:
        if name.partition("[")[0] in _FAMILIES:
            _refuse_unknown(name, rules)
    return Query(
        filters=tuple(_filters(request, kind)) if rules.page_size else (),
        sort=_sort(request, rules),
        include=_include(request, rules, kind, parent),
        fields=_fields(request, {each.type: each for each in _reachable(kinds, kind, rules)}),
        page=_number(request, PAGE, 1, None),
        page_size=_number(request, PAGE_SIZE, rules.page_size or 1, _MOST_ROWS),
    )


def _refuse_unknown(name: str, rules: Rules) -> None:
    family, bracket, _ = name.partition("[")
    match = _FILTER.fullmatch(name)
    is_known = {
        "fields": _FIELDS.fullmatch(name) is not None,
        "filter": match is not None and match[1] in rules.filters,
        "include": not bracket,
        "page": rules.page_size is not None and name in (PAGE, PAGE_SIZE),
        "sort": not bracket and bool(rules.sorts),
    }
    if not is_known[family]:
        raise bad_query(family, f"Parameter {name} is not allowed.")


def _filters(request: ApiRequest, kind: Kind) -> Iterator[Given]:
    given: dict[tuple[str, bool], list[str]] = {}
    for wire in request.params:
        if (match := _FILTER.fullmatch(wire)) and (texts := request.texts(wire)):
            name, repeated = match[1], match[2] is not None
            given.setdefault((name, repeated), []).extend(texts if repeated else texts[-1:])
    for (name, repeated), texts in given.items():
        yield Given(name, texts, repeated)
    for name, text in kind.defaults.items():
        if not {(name, True), (name, False)} & set(given):
            yield Given(name, [text], repeated=False)


def _sort(request: ApiRequest, rules: Rules) -> str | None:
    text = request.text("sort")
    for word in (text or "").split(",") if text else ():
        if word.removeprefix("-") not in rules.sorts:
            raise bad_query("sort", f"Sort parameter {word.removeprefix('-')} is not allowed.")
    return text


def _include(request: ApiRequest, rules: Rules, kind: Kind, parent: str | None) -> Tree:
    tree: Tree = {}
    for path in filter(None, (request.text("include") or "").split(",")):
        if path in kind.idle or (path == parent and path in kind.relations):
            continue
        if path not in rules.includes:
            raise bad_query("include", f"Include path {path} is not allowed.")
        branch = tree
        for word in path.split("."):
            branch = branch.setdefault(word, {})
    return tree


def _reachable(kinds: Mapping[str, Kind], kind: Kind, rules: Rules) -> Iterator[Kind]:
    """The kinds of resources that answers of an endpoint can hold."""
    yield kind
    for path in rules.includes:
        reached = kind
        for word in path.split("."):
            reached = kinds[reached.relations[word].type]
            yield reached


def _fields(request: ApiRequest, kinds: Mapping[str, Kind]) -> Mapping[str, frozenset[str]]:
    fields: dict[str, frozenset[str]] = {}
    for wire in request.params:
        if (match := _FIELDS.fullmatch(wire)) and (text := request.text(wire)):
            kind = kinds.get(match[1])
            if kind is None:
                raise bad_query("fields", f"Resource type {match[1]} is not recognised.")
            fields[kind.type] = frozenset(text.split(","))
            if surplus := fields[kind.type] - kind.fields():
                raise bad_query("fields", f"Field {min(surplus)} of {kind.type} is not recognised.")
    return fields


def _number(request: ApiRequest, name: str, default: int, most: int | None) -> int:
    text = request.text(name)
    if text is None:
        return default
    parameter = name.replace("[", ".").rstrip("]")
    if not INTEGER.fullmatch(text):
        raise bad_query(parameter, f"The {parameter} field must be an integer.")
    number = cast(text)
    if number < 1:
        raise bad_query(parameter, f"The {parameter} field must be at least 1.")
    if most is not None and number > most:
        raise bad_query(parameter, f"The {parameter} field must not be greater than {most}.")
    return number
