"""The dialect of V2: JSON:API documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_origin

from retroach_async.errors import RetroachError, ValidationError
from retroach_async.keys import Spelling
from retroach_async.models import AchievementDistribution, AchievementFlags, Page
from retroach_async.query import Answer, Api, Reply
from retroach_async.wire.problems import Unexpected
from retroach_async.wire.scalars import to_int
from retroach_async.wire.status import decode, failure
from retroach_async.wire.structure import Structurer
from retroach_async.wire.values import TRUE_OR_FALSE, camel, spelling_of


def naming(field: str) -> tuple[str, ...]:
    """The one naming rule: `players_total` is `playersTotal`."""
    return (camel(field),)


_structurer = Structurer(naming)

_SAYS_NOTHING = ("Not Found", "No query results for model")
"""The beginnings of messages about an unknown id that name no thing, or one that only the server knows."""


def judge(reply: Reply) -> Answer | RetroachError:
    """The answer with its JSON parsed, or what it means when it is a failure."""
    payload, problem = decode(reply)
    if 200 <= reply.status < 300:
        return problem or Answer(reply, payload)
    return failure(reply, payload, _message(payload))


def _message(payload: object) -> str | None:
    """The most telling text of an error document."""
    if not isinstance(payload, dict):
        return None
    errors = payload.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else {}
    texts = (first.get("detail"), first.get("title")) if isinstance(first, dict) else ()
    told = (text for text in (*texts, payload.get("message")) if isinstance(text, str))
    return next((text for text in told if not text.startswith(_SAYS_NOTHING)), None)


class JsonApiDialect:
    """The spelling of V2's arguments, and the way from its documents to models."""

    api: Api = "v2"

    def spelling(self, annotation: Any) -> Spelling:
        """The spelling of values of this type in a query."""
        return spelling_of(annotation, flag=TRUE_OR_FALSE, word=camel)

    def reader(self, result: Any) -> Callable[[Any, Mapping[str, object]], Any]:
        """A function from a document to the result, or to the error that tells why there is none."""
        if result is AchievementDistribution:
            return _read_distribution
        if get_origin(result) is Page:
            return lambda document, _: _structurer.structure(_page(document), result)
        return lambda document, _: _structurer.structure(_resource(_data(document)), result)


def _data(document: Any) -> Any:
    """The primary resource; the few custom documents have none and are read as they are."""
    return document["data"] if isinstance(document, dict) and "data" in document else document


def _resource(resource: Any) -> Any:
    """A resource object as one flat object: its id, its attributes and the addresses it names."""
    if not isinstance(resource, dict) or not isinstance(resource.get("attributes"), dict):
        return resource
    links = resource.get("links")
    addresses = {name: link for name, link in links.items() if name != "self"} if isinstance(links, dict) else {}
    return {**addresses, **resource["attributes"], "id": resource.get("id")}


def _page(document: Any) -> Any:
    if not isinstance(document, dict):
        return document
    data, meta = document.get("data"), document.get("meta")
    page = meta.get("page") if isinstance(meta, dict) else None
    return {
        "results": [_resource(resource) for resource in data] if isinstance(data, list) else data,
        "total": page.get("total") if isinstance(page, dict) else None,
    }


def _read_distribution(document: Any, arguments: Mapping[str, Any]) -> Any:
    # One document holds four distributions; the arguments choose the one that V1 would have sent.
    group = "promoted" if arguments["flags"] == AchievementFlags.OFFICIAL else "unpromoted"
    column = "playersHardcore" if arguments["hardcore"] else "playersCasual"
    try:
        points = document["meta"][group]["distribution"]
        players = tuple(
            to_int(point[column]) for point in sorted(points, key=lambda point: to_int(point["unlockCount"]))
        )
    except (KeyError, TypeError, Unexpected):
        path = f"meta.{group}.distribution[].{column}"
        return ValidationError(f"not a valid AchievementDistribution: no counts at {path}", path=path)
    return AchievementDistribution(
        players=players, game_id=arguments["game_id"], hardcore=arguments["hardcore"], flags=arguments["flags"]
    )
