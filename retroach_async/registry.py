"""How a typed method becomes an endpoint.

The method is the declaration: its signature names the parameters, their types and defaults, the
`Key` beside each type says what it means on the wire, the return annotation is the result:

    @route("API_GetGame.php")
    async def get_game(self, game_id: Annotated[int, keys.GAME_I]) -> Game:
        "Basic facts about one game."

Everything that knows about endpoints (the client, the command line, the emulator, the reference, the
tests) reads the `Endpoint` that the decorator made of it.
"""

from __future__ import annotations

import functools
import inspect
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar, cast, get_type_hints, overload

from retroach_async.endpoint import Dialect, Endpoint, Param, Strategy
from retroach_async.errors import RetroachError
from retroach_async.query import Age

F = TypeVar("F", bound=Callable[..., Awaitable[Any]])


class Group(ABC):
    """A room of declared methods. How a request is made is up to `_invoke`."""

    @abstractmethod
    def _invoke(self, endpoint: Endpoint, bound: Mapping[str, Any]) -> Coroutine[Any, Any, Any]:
        """Make one request of an endpoint, with the arguments by name, and give its result."""


class Subgroup(Group):
    """A room within a room, such as `v2.games`: its requests are made by the room around it."""

    def __init__(self, parent: Group) -> None:
        self._parent = parent

    def _invoke(self, endpoint: Endpoint, bound: Mapping[str, Any]) -> Coroutine[Any, Any, Any]:
        """Make one request of an endpoint, through the client."""
        return self._parent._invoke(endpoint, bound)


S = TypeVar("S", bound=Subgroup)


class Namespace(Generic[S]):
    """A class attribute that gives the room within: `games = Namespace(Games)`."""

    def __init__(self, group: type[S]) -> None:
        self.group = group

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Namespace[S]: ...
    @overload
    def __get__(self, instance: Group, owner: type[Any]) -> S: ...
    def __get__(self, instance: Group | None, owner: type[Any]) -> Namespace[S] | S:
        return self if instance is None else self.group(instance)


class Declare(Protocol):
    """What `declaring` gives: `get(path)`, a decorator that keeps the method's type."""

    def __call__(
        self, path: str, *, age: Age | None = None, strategy: Strategy | None = None, **fixed: str
    ) -> Callable[[F], F]:
        """Declare an endpoint at a path.

        `age` is how long its answers stay true, `strategy` how it is called when one request may not be
        enough, and `fixed` is always sent beside its parameters.
        """
        ...


def declaring(dialect: Dialect, secrets: tuple[Param, ...], room: str = "") -> Declare:
    """The decorator of one room: its dialect and its credentials are part of every schema.

    `room` is the way from the client to the room, e.g. `v2.games`.
    """

    def get(path: str, *, age: Age | None = None, strategy: Strategy | None = None, **fixed: str) -> Callable[[F], F]:
        def declare(function: F) -> F:
            name = ".".join(filter(None, (room, function.__name__)))
            doc = inspect.cleandoc(function.__doc__ or "")
            params = (*secrets, *_params(function, dialect))
            result = get_type_hints(function)["return"]
            endpoint = Endpoint(name, path, params, result, doc, dialect, tuple(fixed.items()), age, strategy)

            @functools.wraps(function)
            async def call(self: Group, *args: Any, **kwargs: Any) -> Any:
                bound = endpoint.bind(args, kwargs)
                if endpoint.strategy is not None:
                    return await _split(self, endpoint, endpoint.strategy, bound)
                return await self._invoke(endpoint, bound)

            call.endpoint = endpoint  # type: ignore[attr-defined]  # read back by `endpoint_of`
            return cast(F, call)

        return declare

    return get


async def _split(group: Group, endpoint: Endpoint, strategy: Strategy, bound: Mapping[str, Any]) -> Any:
    """Make a call that may take several requests; what is wrong anywhere is refused before the first."""
    query = endpoint.compile(bound)
    try:
        return await strategy(functools.partial(group._invoke, endpoint), bound)
    except RetroachError as error:
        error.query = error.query or query
        raise


def _params(function: Callable[..., Any], dialect: Dialect) -> Iterator[Param]:
    """What a signature says of each argument."""
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        annotation, (key,) = hints[name].__origin__, hints[name].__metadata__
        keyword_only = parameter.kind is inspect.Parameter.KEYWORD_ONLY
        yield Param(name, key, annotation, parameter.default, keyword_only, dialect.spelling(annotation))


def endpoint_of(call: Callable[..., Any]) -> Endpoint | None:
    """The endpoint that a method declares, or None for any other callable."""
    endpoint = getattr(call, "endpoint", None)
    return endpoint if isinstance(endpoint, Endpoint) else None


def endpoints_of(group: type[Group]) -> Iterator[Endpoint]:
    """Every endpoint declared in a room, in the order of its bases, then those of the rooms within."""
    members = [member for owner in group.__mro__ for member in vars(owner).values()]
    for member in members:
        if (endpoint := endpoint_of(member)) is not None:
            yield endpoint
    for member in members:
        if isinstance(member, Namespace):
            yield from endpoints_of(member.group)
