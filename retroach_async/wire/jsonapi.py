"""The dialect of V2: JSON:API documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args, get_origin

from attrs import evolve

from retroach_async._types import meanings_of
from retroach_async.errors import Forbidden, RetroachError, ValidationError
from retroach_async.keys import Spelling
from retroach_async.models import AchievementDistribution, AchievementFlags, Page
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import type_of
from retroach_async.models.resource import Resource
from retroach_async.query import Answer, Api, Reply, make_answer
from retroach_async.wire.json import parse
from retroach_async.wire.names import in_meta
from retroach_async.wire.problems import Unexpected
from retroach_async.wire.resources import Included, Tree, tree_of
from retroach_async.wire.scalars import to_int
from retroach_async.wire.status import failure, unreadable
from retroach_async.wire.structure import Structurer
from retroach_async.wire.values import MOMENT, TRUE_OR_FALSE, Words, arranged, as_given, camel, spelling_of


def naming(field: str) -> tuple[str, ...]:
    """The one naming rule: `players_total` is `playersTotal`."""
    return (camel(field),)


_structurer = Structurer(naming)

_SAYS_NOTHING = ("Not Found", "No query results for model")
"""The beginnings of messages about an unknown id that name no thing, or one that only the server knows."""
_MISSING_MODEL = re.compile(r"No query results for model \[(?:\w+\\)*(\w+)\] (\S+)")
"""The server's own name of what is missing, and its id."""


def judge(reply: Reply) -> Answer | RetroachError:
    """The answer with its JSON parsed, or what it means when it is a failure."""
    payload, fault = parse(reply.body)
    if 200 <= reply.status < 300:
        return make_answer(reply, payload, ()) if fault is None else unreadable(reply, fault)
    error = failure(reply, payload, _message(payload))
    if isinstance(error, Forbidden) and (scope := _required_scope(payload)) is not None:
        error.required_scope = scope
        if scope not in error.message:
            error.reword(f"{error.message} (it takes an OAuthToken with {scope})")
    return error


def _first_error(payload: object) -> dict[str, Any]:
    errors = payload.get("errors") if isinstance(payload, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    return first if isinstance(first, dict) else {}


def _message(payload: object) -> str | None:
    """The most telling text of an error document."""
    if not isinstance(payload, dict):
        return None
    first, bare = _first_error(payload), payload.get("message")
    told = [text for text in (first.get("detail"), first.get("title"), bare) if isinstance(text, str)]
    if (text := next((text for text in told if not text.startswith(_SAYS_NOTHING)), None)) is not None:
        return text
    missing = next(filter(None, map(_MISSING_MODEL.fullmatch, told)), None)
    return None if missing is None else f"no {_words(missing[1])} {missing[2].rstrip('.')}"


def _words(model: str) -> str:
    """The name of a class as words: `AchievementSet` is "achievement set"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model).lower()


def _required_scope(payload: object) -> str | None:
    """The OAuth scope that a refusal names."""
    meta = _first_error(payload).get("meta")
    scope = meta.get("required_scope") if isinstance(meta, dict) else None
    return scope if isinstance(scope, str) and scope else None


_WORDS = Words(TRUE_OR_FALSE, MOMENT, camel, arranged)


class JsonApiDialect:
    """The spelling of V2's arguments, and the way from its documents to models."""

    api: Api = "v2"

    def spelling(self, annotation: Any, *, is_ordered: bool = False) -> Spelling:
        """The spelling of values of this type in a query. Two calls for the same things are the same query."""
        return spelling_of(annotation, evolve(_WORDS, arrange=as_given) if is_ordered else _WORDS)

    def reader(self, result: Any) -> Callable[[Any, Mapping[str, object]], Any]:
        """A function from a document to the result, or to the error that tells why there is none."""
        if result is AchievementDistribution:
            return _read_distribution
        if (row := row_of(result)) is not None:
            return lambda document, arguments: _structurer.structure(_page(document, row, _tree(arguments)), result)
        if isinstance(result, type) and issubclass(result, Resource):
            return lambda document, arguments: _structurer.structure(_one(document, result, _tree(arguments)), result)
        return lambda document, _: _structurer.structure(document, result)

    def writer(self, result: Any) -> Callable[[Any], Any]:
        """A function from the result to the document that `reader` makes it of."""
        from retroach_async.wire.to_jsonapi import JsonApiWriter  # noqa: PLC0415  most programs only read

        writer = JsonApiWriter(naming)
        model = row_of(result) or result
        kind = model if isinstance(model, type) and issubclass(model, Resource) else None
        return lambda value: writer.write(value, kind)


def row_of(result: Any) -> Any:
    """The model of the rows of a page, also of a subclass of `Page[Game]`; None for a result that is no page."""
    bare = get_origin(result) or result
    if not (isinstance(bare, type) and issubclass(bare, Page)):
        return None
    results = next(each for each in attributes_of(bare) if each.name == "results")
    (row, _) = get_args(type_of(results))
    return meanings_of(result).get(row, row)


def _tree(arguments: Mapping[str, object]) -> Tree:
    words = arguments.get("include")
    return tree_of([str(word) for word in words]) if isinstance(words, Iterable) else {}


def _one(document: Any, model: type[Resource], tree: Tree) -> Any:
    """The primary resource of a document as a flat object, with what the document says about it."""
    if not isinstance(document, dict) or "data" not in document:
        return document
    flat = Included(document, _structurer.structure).flat(document["data"], model, tree)
    return {**_meta_of(document), **flat} if isinstance(flat, dict) else flat


def _page(document: Any, model: type[Resource], tree: Tree) -> Any:
    if not isinstance(document, dict):
        return document
    data, meta, links = document.get("data"), document.get("meta"), document.get("links")
    included = Included(document, _structurer.structure)
    facts = meta if isinstance(meta, dict) else {}
    page = facts.get("page")
    # Only the presence of a link counts: no link is ever followed.
    has_more = {in_meta("hasMore"): links.get("next") is not None} if isinstance(links, dict) else {}
    return {
        **facts,
        **has_more,
        "results": [included.flat(row, model, tree) for row in data] if isinstance(data, list) else data,
        "total": page.get("total") if isinstance(page, dict) else None,
    }


def _meta_of(document: Mapping[str, Any]) -> dict[str, Any]:
    meta = document.get("meta")
    return {in_meta(name): value for name, value in meta.items()} if isinstance(meta, dict) else {}


def _read_distribution(document: Any, arguments: Mapping[str, Any]) -> Any:
    # One document holds four distributions; the arguments choose the one that V1 would have sent.
    group = "promoted" if arguments["flags"] == AchievementFlags.OFFICIAL else "unpromoted"
    column = "playersHardcore" if arguments["hardcore"] else "playersCasual"
    try:
        points = document["meta"][group]["distribution"]
        counts = {to_int(point["unlockCount"]): to_int(point[column]) for point in points}
        players = tuple(counts[count] for count in range(1, len(points) + 1))  # none is missing, none comes twice
    except (KeyError, TypeError, Unexpected):
        path = f"meta.{group}.distribution[].{column}"
        return ValidationError(f"not a valid AchievementDistribution: no counts at {path}", path=path)
    return AchievementDistribution(
        players=players, game_id=arguments["game_id"], hardcore=arguments["hardcore"], flags=arguments["flags"]
    )
