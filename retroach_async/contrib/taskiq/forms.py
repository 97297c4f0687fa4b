"""Calls and outcomes as JSON-ready values, which travel through a broker and a result backend. None holds a secret."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from retroach_async import errors
from retroach_async._types import without_none
from retroach_async.endpoint import Endpoint
from retroach_async.errors import ConfigurationError, RetroachError
from retroach_async.models._model import plain
from retroach_async.moments import read_day_or_moment
from retroach_async.query import Query
from retroach_async.wire.plain import from_whole, whole
from retroach_async.workers import Outcome

# Calls


def call_form(endpoint: Endpoint, args: Sequence[object], options: Mapping[str, object]) -> dict[str, Any]:
    """The arguments of a call by name, without those that are the defaults.

    Raises what the call itself would raise before it asks: TypeError and `InvalidRequest`.
    """
    bound = endpoint.bind((*args,), options)
    endpoint.compile(bound)
    return {name: _argument(value) for name, value in bound.items() if value is not endpoint.arguments[name].default}


def _argument(value: object) -> Any:
    return plain([*value]) if isinstance(value, Collection) and not isinstance(value, str) else plain(value)


def arguments_of(endpoint: Endpoint, form: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that a form stands for. Raises `ConfigurationError` for one of another version of the method."""
    if unknown := next((name for name in form if name not in endpoint.arguments), None):
        raise ConfigurationError(f"the worker has another version: its {endpoint.name} has no argument {unknown!r}")
    return {name: _value(without_none(endpoint.arguments[name].annotation), value) for name, value in form.items()}


def _value(kind: Any, value: Any) -> Any:
    # Anything but a day or a moment is as good as it is: a member of an enumeration is equal to its value.
    return _MOMENTS[kind](value) if kind in _MOMENTS and value is not None else value


_MOMENTS: Mapping[Any, Callable[[str], date]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    date | datetime: read_day_or_moment,
}

# Outcomes


def outcome_form(outcome: Outcome[Any, Any]) -> dict[str, Any]:
    """The value or the error of an outcome."""
    return {"value": whole(outcome.value)} if outcome.error is None else {"error": error_form(outcome.error)}


def outcome_of(key: Any, form: Mapping[str, Any], endpoint: Endpoint) -> Outcome[Any, Any]:
    """The outcome that a form stands for, with the key that the sender knows."""
    if "error" in form:
        return Outcome(key, error_of(form["error"]))
    if form["value"] is None:
        return Outcome(key, None, None)
    try:
        return Outcome(key, None, from_whole(without_none(endpoint.result), form["value"]))
    except RetroachError as error:  # a worker of another version
        return Outcome(key, error)


_FACTS = (
    "status",
    "attempts",
    "parameter",
    "is_stale",
    "required_scope",
    "retry_after",
    "is_cloudflare",
    "path",
    "problems",
    "problem_count",
)
"""The facts of errors that travel; of the others, `query` is a form of its own, and `rows` stay with the worker."""


def error_form(error: Exception) -> dict[str, Any]:
    """The kind, the message and the facts of an error.

    Nothing is known about the text of an error that is not the library's own, so only its kind is told.
    """
    kind = next((each.__name__ for each in type(error).__mro__ if _KINDS.get(each.__name__) is each), None)
    if kind is None:
        return {"kind": RetroachError.__name__, "message": f"a worker met {type(error).__name__}", "facts": {}}
    facts = {name: plain(getattr(error, name)) for name in _FACTS if hasattr(error, name)}
    query: Query | None = getattr(error, "query", None)
    if query is not None:
        facts["query"] = [query.api, query.path, [*map(list, query.params)]]
    return {"kind": kind, "message": str(getattr(error, "message", error)), "facts": facts}


def error_of(form: Mapping[str, Any]) -> Exception:
    """The error that a form stands for; one of a kind that is unknown here is a `RetroachError`."""
    error = _KINDS.get(form["kind"], RetroachError)(form["message"])
    for name, value in form["facts"].items():
        if name == "query":
            api, path, params = value
            setattr(error, name, Query(api, path, tuple((key, text) for key, text in params)))
        elif hasattr(error, name):
            setattr(error, name, tuple(value) if isinstance(value, list) else value)
    return error


def _kinds(base: type[Exception]) -> Iterator[type[Exception]]:
    yield base
    for kind in base.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield from _kinds(kind)


_KINDS: Mapping[str, type[Exception]] = {
    kind.__name__: kind
    for kind in (*_kinds(RetroachError), TypeError)  # TypeError: a call that Python would refuse
}
