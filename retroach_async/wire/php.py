"""The dialect of V1: PHP's JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from json import dumps
from operator import countOf
from typing import Any, get_origin

from retroach_async._types import without_none
from retroach_async.errors import Forbidden, NotFound, RetroachError, ValidationError
from retroach_async.keys import Spelling
from retroach_async.making import maker_of
from retroach_async.models import AchievementDistribution, AchievementFlags, FrozenMap, Model, Page
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import FromCall, mark_of
from retroach_async.query import Answer, Api, Reply, make_answer
from retroach_async.wire.hooks import is_list
from retroach_async.wire.json import default_loads, parse
from retroach_async.wire.status import failure, unreadable
from retroach_async.wire.structure import Structurer, from_call
from retroach_async.wire.values import EPOCH, ONE_OR_ZERO, Words, as_given, spelling_of

_WORDS = {"id": "ID", "ids": "IDs", "ulid": "ULID", "url": "URL", "md5": "MD5", "system": "Console"}


def naming(field: str) -> tuple[str, ...]:
    """The one naming rule: `image_box_art` is `ImageBoxArt`; a few words have their own spelling."""
    name = "".join(_WORDS.get(word, word.capitalize()) for word in field.split("_"))
    return ("Type", "type") if field == "type" else (name,)


_structurer = Structurer(naming)


def judge(reply: Reply) -> Answer | RetroachError:
    """The answer with its JSON parsed, or what it means when it is a failure."""
    payload, fault = parse(reply.body)
    if 200 <= reply.status < 300:
        return make_answer(reply, payload, ()) if fault is None else unreadable(reply, fault)
    if payload == [] and reply.status == 401:
        # GetUserWantToPlayList of somebody who does not follow back; a wrong key is told with an object.
        return Forbidden("only its owner and mutual follows may see this", status=401)
    if reply.status == 422 and isinstance(payload, list):
        # GetUserGameLeaderboards with nothing to show; a wrong argument is told with an object.
        return NotFound(_message(payload) or "nothing to show", status=422)
    return failure(reply, payload, _message(payload))


def _message(payload: object) -> str | None:
    if isinstance(payload, list):
        payload = payload[0] if payload else None
    if isinstance(payload, dict):
        payload = payload.get("message") or payload.get("error")
    return payload if isinstance(payload, str) else None


class PhpDialect:
    """The spelling of V1's arguments, and the way from its answers to models."""

    api: Api = "v1"

    def spelling(self, annotation: Any, *, is_ordered: bool = False) -> Spelling:  # noqa: ARG002  lists are always sent as they are given
        """The spelling of values of this type in a query."""
        return spelling_of(annotation, Words(ONE_OR_ZERO, EPOCH, str, as_given))

    def reader(self, result: Any) -> Callable[[Any, Mapping[str, object]], Any]:
        """A function from a payload to the result, or to the error that tells why there is none."""
        if result is AchievementDistribution:
            return _read_distribution
        model = without_none(result)
        kind = get_origin(model) or model
        if not issubclass(kind, Model):
            return lambda payload, _: _read_plain(payload, result)
        read = _read_optional if model is not result else _read_page if issubclass(kind, Page) else _read_object
        if any(isinstance(mark_of(each), FromCall) for each in attributes_of(kind)):
            return lambda payload, arguments: read(payload, model, from_call(arguments))
        return lambda payload, _: read(payload, model, _NO_ARGUMENTS)

    def writer(self, result: Any) -> Callable[[Any], Any]:  # noqa: ARG002  models of V1 say all about their spelling
        """A function from the result to the payload that `reader` makes it of."""
        from retroach_async.wire.to_php import PhpWriter  # noqa: PLC0415  most programs only read

        return PhpWriter(naming).write


_NO_ARGUMENTS: dict[str, object] = {}


def _is_failure(payload: Any) -> bool:
    return isinstance(payload, dict) and payload.get("success") is False


def _is_nothing(payload: Any) -> bool:
    """True for an answer without content: `[]`, null, or an object with nothing but a null id."""
    if isinstance(payload, dict) and payload:
        return all(value is None or value == {"ID": None} for value in payload.values())
    return payload is None or payload == []


def _read_object(payload: Any, result: Any, repeated: dict[str, object]) -> Any:
    if _is_failure(payload) or _is_nothing(payload):
        return NotFound(NotFound.UNNAMED, status=200)
    if repeated and isinstance(payload, dict):
        payload = payload | repeated
    return _structurer.structure(payload, result)


def _read_optional(payload: Any, model: Any, repeated: dict[str, object]) -> Any:
    if isinstance(payload, list) and len(payload) == 1:  # a list of zero or one object
        payload = payload[0]
    return None if _is_nothing(payload) else _read_object(payload, model, repeated)


def _read_page(payload: Any, result: Any, repeated: dict[str, object]) -> Any:
    if is_list(payload):  # some paged endpoints send bare rows, without a total
        payload = {"Results": payload}
    return _read_object(payload, result, repeated)


def _read_plain(payload: Any, result: Any) -> Any:
    return NotFound(NotFound.UNNAMED, status=200) if _is_failure(payload) else _structurer.structure(payload, result)


def _read_distribution(payload: Any, arguments: Mapping[str, Any]) -> Any:
    # The library's busiest answer: its usual form, integers for every count from 1, is told as cheaply as possible.
    is_usual = type(payload) is dict and len(payload) <= _LARGEST_SET and [*payload] == _counts(len(payload))
    players = tuple(payload.values()) if is_usual else ()
    if not is_usual or countOf(map(type, players), int) < len(players):
        careful = _read_counts(payload)
        if isinstance(careful, RetroachError):
            return careful
        players = careful
    flags = arguments["flags"]
    flags = flags if type(flags) is AchievementFlags else AchievementFlags(flags)
    return _distribution(arguments["game_id"], arguments["hardcore"], flags, players)


_distribution = maker_of(AchievementDistribution)


_LARGEST_SET = 4096


def _read_counts(payload: Any) -> tuple[int, ...] | RetroachError:
    """The players for every count, whatever the form; a count that is missing is nobody's."""
    if _is_failure(payload):
        return NotFound(NotFound.UNNAMED, status=200)
    counts = _structurer.structure(payload, FrozenMap[int])
    if isinstance(counts, RetroachError):
        return counts
    size = max(counts, default=0)
    if size > _LARGEST_SET or min(counts, default=1) < 1:
        return ValidationError(f"not a valid AchievementDistribution: no set has {size} achievements", path=str(size))
    return tuple(counts.get(count, 0) for count in range(1, size + 1))


@lru_cache
def _counts(size: int) -> list[str]:
    """The keys of a set of so many achievements, from the parser: it gives the same objects again, quick to compare."""
    return [*default_loads(dumps(dict.fromkeys(range(1, size + 1))).encode())]
