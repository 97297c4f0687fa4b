"""Declared methods: from a signature to an `Endpoint`, and the groups in which the methods stand.

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
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from types import MethodType, SimpleNamespace
from typing import Any, Generic, ParamSpec, Protocol, TypeAlias, TypeVar, cast, get_type_hints, overload

from attrs import evolve

from retroach_async.endpoint import ByIds, Dialect, Endpoint, Strategy
from retroach_async.errors import RetroachError
from retroach_async.param import Param
from retroach_async.query import Age, Parts

F = TypeVar("F", bound=Callable[..., Awaitable[Any]])
R = TypeVar("R")
P = ParamSpec("P")


class Group(ABC):
    """A group of declared methods. Its subclass says in `_invoke` how a request is made."""

    @abstractmethod
    def _invoke(
        self, endpoint: Endpoint, bound: Mapping[str, Any], parts: Parts | None = None
    ) -> Coroutine[Any, Any, Any]:
        """Make one request of an endpoint, with the arguments by name, and give its result.

        `parts` are the answers that a cache keeps in place of the one for many ids. With them the result is a pair: the
        result for the ids that the cache knows, and the ids that it does not know. If it knows none of them, the
        result is the server's for all, and no id is left.
        """


class Subgroup(Group):
    """A group within a group, such as `v2.games`: the group around it makes its requests."""

    def __init__(self, parent: Group) -> None:
        self._parent = parent

    def _invoke(
        self, endpoint: Endpoint, bound: Mapping[str, Any], parts: Parts | None = None
    ) -> Coroutine[Any, Any, Any]:
        """Make one request of an endpoint, through the client."""
        return self._parent._invoke(endpoint, bound, parts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._parent!r}>"


S = TypeVar("S", bound=Subgroup)


class Namespace(Generic[S]):
    """A class attribute that holds a group: `games = Namespace(lambda: Games)`.

    An instance has an instance of the group there, a class has the group's class. The attribute's name
    becomes a part of the names of all endpoints within, so `Games.get` is `v2.games.get` once V2 hangs in
    the client. The group is asked for when it is first needed, so a program that never uses it does not load it.
    """

    _name: str

    def __init__(self, load: Callable[[], type[S]]) -> None:
        self._load = load

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    @functools.cached_property
    def group(self) -> type[S]:
        """The group's class, whose endpoints have their full names."""
        group = self._load()
        for path, member in walk(group, f"{self._name}."):
            if (endpoint := endpoint_of(member)) is not None:
                vars(member)["endpoint"] = evolve(endpoint, name=path)
        return group

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> type[S]: ...
    @overload
    def __get__(self, instance: Group, owner: type[Any]) -> S: ...
    def __get__(self, instance: Group | None, owner: type[Any]) -> type[S] | S:
        return self.group if instance is None else self.group(instance)


class Declare(Protocol):
    """The result of `declaring`: a decorator with arguments that keeps the method's type."""

    def __call__(
        self,
        path: str,
        *,
        age: Age | None = None,
        strategy: Strategy | None = None,
        rows: str | None = None,
        many: ByIds | None = None,
        scope: str | None = None,
        **fixed: str,
    ) -> Callable[[F], F]:
        """Declare an endpoint at a path.

        `age` is how long its answers stay true, `strategy` how it is called when one request may not be
        enough, `rows` is the wire's name of the part that is the answer where an object lies around it, `many`
        is the list that can answer for many ids at once, `scope` is the OAuth scope that it needs in place of its
        API's usual one, and `fixed` is always sent beside its parameters.
        """
        ...


def many(listing: Callable[..., Awaitable[Any]], ids: str, **options: Any) -> ByIds:
    """A declared list that can answer for many calls at once: its parameter `ids` takes their first arguments."""
    return ByIds(lambda group: cast("Callable[..., Awaitable[Any]]", MethodType(listing, group)), ids, options)


def declaring(dialect: Dialect, secrets: tuple[Param, ...], usual_scope: str | None = None) -> Declare:
    """The decorator of one API: its dialect, its credentials and its usual OAuth scope are part of every schema."""

    def route(
        path: str,
        *,
        age: Age | None = None,
        strategy: Strategy | None = None,
        rows: str | None = None,
        many: ByIds | None = None,
        scope: str | None = None,
        **fixed: str,
    ) -> Callable[[F], F]:
        def declare(function: F) -> F:
            @functools.wraps(function)
            async def call(self: Group, *args: Any, **kwargs: Any) -> Any:
                endpoint: Endpoint = vars(call)["endpoint"]
                try:
                    bound = endpoint.binder(*args, **kwargs)
                except TypeError:
                    bound = endpoint.bind(args, kwargs)  # raises it with a suggestion
                if endpoint.strategy is not None:
                    return await _split(self, endpoint, endpoint.strategy, bound)
                return await self._invoke(endpoint, bound)

            params, doc = tuple(_params(function, dialect)), inspect.cleandoc(function.__doc__ or "")
            call.__doc__ = _with_parameters(doc, params)
            # Kept here and nowhere else: a namespace completes its name.
            vars(call)["endpoint"] = Endpoint(
                name=function.__name__,
                path=path,
                params=(*secrets, *params),
                load_result=lambda: get_type_hints(function)["return"],
                doc=doc,
                dialect=dialect,
                fixed=tuple(fixed.items()),
                age=age,
                strategy=strategy,
                rows=rows,
                many=many,
                scope=scope or usual_scope,
            )
            return cast(F, call)

        return declare

    return route


async def _split(group: Group, endpoint: Endpoint, strategy: Strategy, bound: Mapping[str, Any]) -> Any:
    """Make a call that may take several requests; what is wrong anywhere is refused before the first."""
    query = endpoint.compile(bound)
    try:
        return await strategy(functools.partial(group._invoke, endpoint), bound)
    except RetroachError as error:
        error.query = error.query or query
        raise


async def once(call: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> R:
    """One request of a declared method that may take several: what the server tells at once, without the rest."""
    endpoint = endpoint_of(call)
    group = getattr(call, "__self__", None)
    if endpoint is None or not isinstance(group, Group):
        return await call(*args, **kwargs)
    result: R = await group._invoke(endpoint, endpoint.bind(args, kwargs))
    return result


def _params(function: Callable[..., Any], dialect: Dialect) -> Iterator[Param]:
    """The parameters in a signature; its result stays a text, since its models may not be loaded yet."""
    arguments = SimpleNamespace(__annotations__={**function.__annotations__, "return": None})
    hints = get_type_hints(arguments, function.__globals__, include_extras=True)
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        annotation, (key,) = hints[name].__origin__, hints[name].__metadata__
        keyword_only = parameter.kind is inspect.Parameter.KEYWORD_ONLY
        yield Param(
            name,
            key,
            annotation,
            parameter.default,
            keyword_only,
            dialect.spelling(annotation, is_ordered=key.keeps_order),
        )


def _with_parameters(doc: str, params: Sequence[Param]) -> str:
    """The docstring as `help()` shows it, with the meaning of each parameter: the signature shows only its key."""
    lines = "".join(f"\n    {param.name}: {param.key.meaning}" for param in params)
    return f"{doc}\n\nParameters:{lines}" if lines else doc


def endpoint_of(member: object) -> Endpoint | None:
    """The endpoint that a method declares, or None for anything else."""
    endpoint = getattr(member, "endpoint", None)
    return endpoint if isinstance(endpoint, Endpoint) else None


def binder_of(call: object, endpoint: Endpoint) -> Callable[..., dict[str, Any]]:
    """A function from the positional and the keyword arguments of a call to its arguments by name."""
    bind: Callable[..., dict[str, Any]] = getattr(call, "bind", endpoint.bind)
    return bind


Declared: TypeAlias = Callable[..., Awaitable[Any]] | type[Group]
"""A declared method, or a group within a group."""


def walk(group: type[Group], prefix: str = "") -> Iterator[tuple[str, Declared]]:
    """Every declared method and every group below a group, by its full name: `get_game`, `v2`, `v2.games.get`.

    First the methods in the order of the bases, then each group within, followed by what it holds. `prefix`
    stands before the names.
    """
    members: dict[str, Any] = {}
    for owner in group.__mro__:
        members |= {name: member for name, member in vars(owner).items() if name not in members}
    for name, member in members.items():
        if endpoint_of(member) is not None:
            yield prefix + name, member
    for name, member in members.items():
        if isinstance(member, Namespace):
            yield prefix + name, member.group
            yield from walk(member.group, f"{prefix}{name}.")


def endpoints_of(group: type[Group]) -> Iterator[Endpoint]:
    """Every endpoint that is declared in a group or in the groups within."""
    return filter(None, (endpoint_of(member) for _, member in walk(group)))
