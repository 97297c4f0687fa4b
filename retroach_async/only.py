"""Sparse fieldsets: a call that asks for the fields of a model of the caller's own, and nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, TypeVar

from attrs import evolve

from retroach_async._types import choices, spell
from retroach_async.endpoint import ByIds, Endpoint
from retroach_async.errors import ConfigurationError, InvalidRequest
from retroach_async.models import Page
from retroach_async.models.resource import Resource, relations_of
from retroach_async.registry import Group, endpoint_of
from retroach_async.wire.jsonapi import row_of
from retroach_async.wire.own_models import Asked, is_resource

M = TypeVar("M", bound=Resource)


class OnlyCall:
    """A declared call of V2 that asks for the fields of one model. It goes wherever the call itself goes."""

    def __init__(self, group: Group, endpoint: Endpoint, model: type[Resource], words: frozenset[str]) -> None:
        self.__self__ = group
        self.endpoint = endpoint
        self._model = model
        self.included = words
        """The words of `include` that the model stands for."""

    async def __call__(self, *args: object, **kwargs: object) -> Any:
        """Make the call."""
        return await self.__self__._invoke(self.endpoint, self.bind(args, kwargs))

    def bind(self, args: tuple[object, ...], kwargs: Mapping[str, object]) -> dict[str, Any]:
        """The arguments of a call by name, with the words of `include` that the model stands for.

        Raises `InvalidRequest` for a word that it does not declare, TypeError as Python would.
        """
        bound = self.endpoint.bind(args, kwargs)
        given = bound.get("include")
        if given is None or (isinstance(given, Collection) and not isinstance(given, str)):
            for word in given or ():
                self._refuse_undeclared(word)
            bound |= {"include": [*{*(given or ()), *self.included}]} if self.included else {}
        return bound

    def _refuse_undeclared(self, word: object) -> None:
        name = str(word).partition(".")[0]
        if word in choices(self.endpoint.arguments["include"].annotation) and name not in relations_of(self._model):
            message = f"include has {word!r}, but {self._model.__name__} declares no relation {name!r}"
            raise InvalidRequest(message, parameter="include")

    def __repr__(self) -> str:
        return f"<{self.endpoint.name} with the fields of {spell(self.endpoint.result)}>"


def only(model: type[M], call: Callable[..., Awaitable[Any]]) -> OnlyCall:
    """The call, asking for the fields and the relations of a model, and giving objects of that model.

    Raises `ConfigurationError` when the call is none of V2's, or when the server cannot give what the model declares.
    """
    endpoint, group = endpoint_of(call), getattr(call, "__self__", None)
    row: Any = None if endpoint is None else row_of(endpoint.result)
    full: Any = row or (None if endpoint is None else endpoint.result)
    if endpoint is None or not isinstance(group, Group) or not is_resource(full):
        raise ConfigurationError("only() takes a method of V2 that gives objects with fields, such as ra.v2.games.list")
    words = choices(endpoint.arguments["include"].annotation) if "include" in endpoint.arguments else ()
    asked = Asked(endpoint.name, frozenset(words))
    asked.add(model, full)
    fieldsets = tuple((f"fields[{kind}]", ",".join(sorted(fields))) for kind, fields in asked.fieldsets())
    result = model if row is None else Page[model]  # type: ignore[valid-type]
    many = None if endpoint.many is None else _narrowed(model, endpoint.many)
    narrowed = evolve(endpoint, load_result=lambda: result, fixed=(*endpoint.fixed, *fieldsets), many=many)
    return OnlyCall(group, narrowed, model, frozenset(asked.words))


def _narrowed(model: type[M], many: ByIds) -> ByIds:
    def listing(group: Group) -> Callable[..., Awaitable[Any]]:
        return only(model, many.listing(group))

    return evolve(many, listing=listing)
