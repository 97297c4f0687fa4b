"""The call of a job as text: its name and its options, the same in every run, and never a secret."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from retroach_async._types import TypeForm
from retroach_async.args import Args
from retroach_async.errors import ConfigurationError
from retroach_async.models._model import plain
from retroach_async.param import Param
from retroach_async.registry import endpoint_of


@frozen
class JobCall:
    """The call of a job, without its keys."""

    endpoint: str
    """The name of its method: `get_game`, `v2.games.get`."""
    options: Mapping[str, str]
    """The arguments that hold for all keys, as they stand in a query; those equal to the defaults are left out."""
    result: TypeForm
    """The type of its values."""

    @property
    def table(self) -> str:
        """Its name as that of a table: `v2_games_get`."""
        return self.endpoint.replace(".", "_")

    def __str__(self) -> str:
        options = ", ".join(f"{name}={text}" for name, text in self.options.items())
        return f"{self.endpoint} with {options}" if options else self.endpoint


def job_call(call: Callable[..., Awaitable[object]], args: Sequence[object], options: Mapping[str, object]) -> JobCall:
    """The call of a batch.

    Raises `ConfigurationError` when it is no method of a client, since nothing tells then what it is, `InvalidRequest`
    for an option that cannot be sent, and TypeError for one that the method does not have.
    """
    endpoint = endpoint_of(call)
    if endpoint is None:
        raise ConfigurationError("a job takes a batch of a method of the client, such as ra.batch(ra.get_game, ids)")
    _, *others = endpoint.arguments.values()
    named = [param.name for param in others]
    bound = {**dict(zip(named, args, strict=False)), **options}
    if len(args) > len(named) or not set(bound) <= set(named):
        endpoint.bind((None, *args), options)  # raises TypeError
    if included := getattr(call, "included", None):  # by the model of `only`
        given: Any = bound.get("include") or ()
        bound["include"] = [*given, *included]
    texts = {param.name: text for param in others if (text := _text(param, bound)) is not None}
    return JobCall(endpoint.name, {**texts, **dict(sorted(endpoint.fixed))}, endpoint.result)


def _text(param: Param, bound: Mapping[str, Any]) -> str | None:
    """The text of an argument; None for one that is not given, or equal to its default."""
    value = bound.get(param.name, param.default)
    return None if value is param.default or value == param.default else param.encode(value)


def key_form(key: object) -> Any:
    """A key as a JSON-ready value: a number or a text is itself, `Args` have all of their arguments."""
    if isinstance(key, Args):
        return {"args": plain(key.args), "options": plain(key.kwargs)}
    return plain(key)


def key_text(form: object) -> str:
    """The text by which a job knows a key. Raises `ConfigurationError` for a key that cannot be written down."""
    try:
        return json.dumps(form, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        message = f"a job takes keys that JSON can spell, such as ids and names, not {type(form).__name__}"
        raise ConfigurationError(message) from None
