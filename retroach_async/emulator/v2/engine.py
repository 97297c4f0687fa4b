"""The engine: from a route of the table and a request to a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from math import ceil
from typing import Any
from urllib.parse import quote, urlencode

from attrs import frozen

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.callers import KEY_PARAMETER
from retroach_async.emulator.response import JSON_API, Response
from retroach_async.emulator.v2.document import Document
from retroach_async.emulator.v2.kind import Kind, Listing, Route, Row, Show, Value
from retroach_async.emulator.v2.query import PAGE, PAGE_SIZE, Query, read
from retroach_async.emulator.v2.refusals import not_acceptable

_VERSION = {"version": "1.0"}
_NO_WEIGHT = re.compile(r"0(\.0*)?", re.ASCII)


@frozen(eq=False)
class Engine:
    """Answers requests for resources of some kinds."""

    kinds: Mapping[str, Kind]

    def answerer(self, route: Route) -> Callable[[ApiRequest], Response]:
        """The function that answers the requests of a route."""
        return partial(self.show, route) if isinstance(route, Show) else partial(self.list, route)

    def show(self, route: Show, request: ApiRequest) -> Response:
        """One resource."""
        _refuse_other_media(request.accept)
        row, kind = route.row(request), self.kinds[route.kind]
        document = Document(request, self.kinds, read(request, self.kinds, route))
        resource = document.add(kind, row)
        return _reply(route.meta(request), {"self": resource["links"]["self"]}, resource, document)

    def list(self, route: Listing, request: ApiRequest) -> Response:
        """One page of many resources."""
        _refuse_other_media(request.accept)
        rows, kind = route.rows(request), self.kinds[route.kind]
        query = read(request, self.kinds, route)
        tests = [kind.filters[given.name](request, given) for given in query.filters]
        chosen = _sorted(request, kind, route, query, [row for row in rows if all(test(row) for test in tests)])
        start = (query.page - 1) * query.page_size
        document = Document(request, self.kinds, query, route.parent)
        data = [document.add(kind, row) for row in chosen[start : start + query.page_size]]
        page = {
            "currentPage": query.page,
            "from": start + 1 if data else 0,
            "perPage": query.page_size,
            "to": start + len(data) if data else 0,
        }
        last = max(1, ceil(len(chosen) / query.page_size))
        if route.counts:
            page |= {"lastPage": last, "total": len(chosen)}
        links = _page_links(request, query, last, counts=route.counts)
        return _reply({**route.meta(request), "page": page}, links, data, document)


def _reply(meta: Mapping[str, Any], links: Mapping[str, str], data: Any, document: Document) -> Response:
    body: dict[str, Any] = {"meta": meta} if meta else {}
    body |= {"jsonapi": _VERSION, "links": links, "data": data}
    if included := document.included():
        body["included"] = included
    return Response(body, content_type=JSON_API)


def _refuse_other_media(accept: str) -> None:
    """Refuse a client that does not name the media type, or gives it no weight; the most specific name decides."""
    weights: dict[str, str] = {}
    for kind in accept.lower().split(","):
        name, *parameters = (part.strip() for part in kind.split(";"))
        weights[name] = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    weight = next((weights[name] for name in (JSON_API, "application/*", "*/*") if name in weights), "0")
    if _NO_WEIGHT.fullmatch(weight):
        raise not_acceptable()


def _sorted(request: ApiRequest, kind: Kind, route: Listing, query: Query, rows: Iterable[Row]) -> Sequence[Row]:
    """The rows in the order that was asked for; equals in the order of their keys."""
    chosen = sorted(rows, key=partial(kind.key, request))
    order = query.sort or route.order or kind.order
    for word in reversed(order.split(",") if order else ()):
        by = partial(_comparable, kind.sort_value(word.removeprefix("-")), request)
        chosen.sort(key=by, reverse=word.startswith("-"))
    if route.first is not None:
        chosen.sort(key=partial(route.first, request))
    return chosen


def _comparable(value: Value, request: ApiRequest, row: Row) -> tuple[bool, Any]:
    """A value of a row that sorts as in the database, which puts null before everything."""
    found = value(request, row)
    return found is not None, found


def _page_links(request: ApiRequest, query: Query, last: int, *, counts: bool) -> dict[str, str]:
    pages = {"first": 1}
    if counts:
        pages["last"] = last
    if query.page > 1:
        pages["prev"] = query.page - 1
    if query.page < last:
        pages["next"] = query.page + 1
    others = [
        (name, text)
        for name in sorted(request.params)
        if name not in (PAGE, PAGE_SIZE, KEY_PARAMETER)
        for text in request.texts(name)
    ]
    return {
        name: _address(request, [*others, (PAGE, str(page)), (PAGE_SIZE, str(query.page_size))])
        for name, page in pages.items()
    }


def _address(request: ApiRequest, params: Sequence[tuple[str, str]]) -> str:
    return f"{request.address}?{urlencode(params, quote_via=quote)}"
