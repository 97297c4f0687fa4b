"""Replies that say a model, a page, rows or a map in the server's own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NoReturn, get_args, get_origin

from attrs import frozen

from retroach_async._types import spell, without_none
from retroach_async.client import Client
from retroach_async.endpoint import Endpoint
from retroach_async.models import FrozenMap, Model, Page
from retroach_async.models._model import attributes_of
from retroach_async.models.resource import Resource
from retroach_async.query import Api, Query, Reply
from retroach_async.registry import endpoints_of
from retroach_async.testing.examples import example
from retroach_async.wire.jsonapi import row_of
from retroach_async.wire.to_wire import to_wire

_CONTENT_TYPES: Mapping[Api, str] = {"v1": "application/json", "v2": "application/vnd.api+json"}


def answer(result: Model | Mapping[int, object] | Sequence[Model] | None) -> Reply:
    """A reply that says a result as the server would: `MemoryTransport(answer(example(Game, title="Dragster")))`.

    `result` is a model, a page, rows, a `FrozenMap`, a distribution, or None for a call that may give it. Within a
    `MemoryTransport` the reply is made for each request, when its endpoint is known. So one row, or a list of rows,
    also answers a call that gives a page: it is then the only page, and what the page says beside its rows is that of
    an `example`. One answer serves `ra.v2.games.get`, `ra.v2.games.list` and a batch alike.

    A result that the endpoint of a request does not give raises AssertionError, as a request without an answer does.
    Anywhere else, and for an endpoint that is not declared, the reply is what `to_wire(result)` gives; that raises
    ValueError for a V2 object without type or id.
    """
    payload = to_wire(result)
    made = _reply(payload, "v2" if isinstance(payload, dict) and "jsonapi" in payload else "v1")
    return AnswerReply(made.status, made.headers, made.body, result)


@frozen
class AnswerReply(Reply):
    """A reply with a result, which is made anew for each request that it answers."""

    result: object = None
    """The result that the reply says."""

    def to(self, query: Query) -> Reply:
        """The reply to a request. Raises AssertionError when its endpoint does not give such a result."""
        endpoint = endpoint_of_query(query)
        if endpoint is None:
            return Reply(self.status, self.headers, self.body)
        return _reply(endpoint.writer(_fitted(self.result, endpoint)), endpoint.api)


def _reply(payload: Any, api: Api) -> Reply:
    return Reply(200, {"content-type": _CONTENT_TYPES[api]}, json.dumps(payload).encode())


def _fitted(result: Any, endpoint: Endpoint) -> Any:
    """A result in the form in which an endpoint gives it: a row becomes the only row, and rows become a page."""
    promised = without_none(endpoint.result)
    bare = get_origin(promised) or promised
    if result is None:
        return None if promised is not endpoint.result else _refuse(result, endpoint)
    if bare is FrozenMap:
        (kind,) = get_args(promised)
        is_map = isinstance(result, Mapping) and all(isinstance(each, kind) for each in result.values())
        return result if is_map else _refuse(result, endpoint)
    row = row_of(promised)
    if row is None and bare is not tuple:
        return result if _is_a(result, bare) else _refuse(result, endpoint)
    kind = get_args(promised)[0] if row is None else row
    rows = tuple(result) if isinstance(result, Page | tuple | list) else (result,)
    if not all(_is_a(each, kind) for each in rows):
        _refuse(result, endpoint)
    return rows if row is None else _page(result, rows, get_origin(promised) or promised, endpoint.api)


def _page(result: object, rows: tuple[Any, ...], kind: type[Page[Any]], api: Api) -> Page[Any]:
    """A page as an endpoint gives it; rows alone are the only page."""
    if isinstance(result, kind):
        return result
    facts = result if isinstance(result, Page) else Page(results=rows, total=len(rows), has_more=False)
    known: dict[str, Any] = {"results": rows, "total": facts.total}
    if api == "v2":  # a page of V1 does not say whether another one follows
        known["has_more"] = facts.has_more
    settable = {each.name for each in attributes_of(kind) if each.init}
    return example(kind, **{name: value for name, value in known.items() if name in settable})


def _is_a(value: object, kind: type) -> bool:
    """True for an object of a model, and for one of a program's own, which stands for any."""
    return isinstance(value, kind) or (isinstance(value, Resource) and not type(value).type_name)


def _refuse(result: object, endpoint: Endpoint) -> NoReturn:
    held = next(iter(result), None) if isinstance(result, Page | tuple | list) and result else result
    of = f" of {spell(type(held))}" if held is not result else ""
    given = spell(type(result))
    raise AssertionError(f"{endpoint.name} gives {spell(endpoint.result)}, not {given}{of}")


def endpoint_of_query(query: Query) -> Endpoint | None:
    """The declared endpoint that a query asks; None for one that nobody has declared."""
    found = [endpoint for endpoint in _at(query.api, query.path) if _takes(endpoint, query)]
    return found[0] if found else None


@lru_cache
def _at(api: Api, path: str) -> tuple[Endpoint, ...]:
    """The endpoints at a path; where a path is written out, it is no id."""
    exact = tuple(each for each in _endpoints() if each.api == api and each.path == path)
    return exact or tuple(each for each in _endpoints() if each.api == api and _pattern(each.path).fullmatch(path))


def _takes(endpoint: Endpoint, query: Query) -> bool:
    """True for the endpoint, among those of one path, whose parameters are the query's."""
    if len(_at(query.api, query.path)) == 1:
        return True
    in_query = [param for param in endpoint.arguments.values() if param.key.place == "query"]
    needed = {param.key.wire for param in in_query if param.required} | {key for key, _ in endpoint.fixed}
    known = needed | {param.key.wire for param in in_query}
    sent = {key for key, _ in query.params}
    return needed <= sent <= known and set(endpoint.fixed) <= set(query.params)


@lru_cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(map(re.escape, re.split(r"\{\w+\}", path))))


@lru_cache(1)
def _endpoints() -> tuple[Endpoint, ...]:
    endpoints: Iterator[Endpoint] = endpoints_of(Client)
    return tuple(endpoints)
