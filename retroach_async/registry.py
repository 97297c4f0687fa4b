"""What an endpoint is, and how a typed method becomes one.

The method is the declaration: its signature names the parameters, their types and defaults, the
`Key` beside each type says what it means on the wire, the return annotation is the result. ::

    @get("API_GetGame.php")
    async def get_game(self, game_id: Annotated[int, keys.GAME]) -> Game:
        "Basic facts about one game."

Everything that knows about endpoints (the client, the command line, the emulator, the reference, the
tests) reads the `Endpoint` that the decorator made of it.
"""

from __future__ import annotations

import functools
import inspect
import re
import reprlib
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar, cast, get_origin, get_type_hints, overload
from urllib.parse import quote

from attrs import field, frozen

from retroach_async.errors import InvalidRequest
from retroach_async.keys import Key, Place, Spelling
from retroach_async.models import Page
from retroach_async.query import Age, Api, Query

F = TypeVar("F", bound=Callable[..., Awaitable[Any]])
G = TypeVar("G", bound="Group")

Ask = Callable[[Mapping[str, Any]], Awaitable[Any]]
"""Makes one request of a call with the given arguments."""
Strategy = Callable[[Ask, Mapping[str, Any]], Awaitable[Any]]
"""Makes as many requests as a call takes and puts their answers together."""

REQUIRED: Any = inspect.Parameter.empty
"""The default of a parameter that has none."""


class Dialect(Protocol):
    """How one API spells arguments and answers."""

    api: Api

    def spelling(self, annotation: Any) -> Spelling:
        """How values of a type travel in a query."""
        ...

    def reader(self, result: Any) -> Callable[[Any, Mapping[str, object]], Any]:
        """What turns a payload and the call's arguments into a result, or into an error as a value."""
        ...


@frozen
class Param:
    """One parameter of an endpoint, as Python and as the wire know it."""

    name: str
    """The Python name."""
    key: Key
    """The wire's name, meaning and limits."""
    annotation: Any = str
    """The Python type."""
    default: Any = REQUIRED
    """The default, equal to the server's own; `REQUIRED` when there is none."""
    keyword_only: bool = False
    spelling: Spelling | None = field(default=None, repr=False)
    """How its values travel; None for a credential."""

    @property
    def required(self) -> bool:
        """Whether a call must give it."""
        return self.default is REQUIRED

    @property
    def secret(self) -> bool:
        """Whether it is a credential, which the transport adds."""
        return self.key.secret

    def encode(self, value: object) -> str:
        """The text of a value. Raises `InvalidRequest`, naming the parameter, when it cannot be sent."""
        text = self.text_of(value)
        if text is None:
            raise InvalidRequest(f"{self.name} must be {self.expectation}, not {_excerpt(value)}", parameter=self.name)
        return text

    @cached_property
    def text_of(self) -> Callable[[Any], str | None]:
        """What gives the text of a value, or None when it is of another type or beyond the limits."""
        encode = self.spelling.encode if self.spelling else str
        least, most, pattern = self.key.least, self.key.most, self.key.pattern
        if pattern is not None:
            matches = re.compile(pattern, re.ASCII).fullmatch
            return lambda value: text if (text := encode(value)) is not None and matches(text) else None
        if least is None and most is None:
            return encode
        low, high = float("-inf") if least is None else least, float("inf") if most is None else most
        return lambda value: text if (text := encode(value)) is not None and low <= value <= high else None

    def decode(self, text: str) -> object:
        """The value of a text: the inverse of `encode`."""
        return self.spelling.decode(text) if self.spelling else text

    @property
    def expectation(self) -> str:
        """What a value must be, in words."""
        words = self.spelling.expectation if self.spelling else "text"
        key = self.key
        if key.least is not None and key.most is not None:
            return f"{words} from {key.least} to {key.most}"
        if key.least is not None:
            return f"{words} of at least {key.least}"
        return f"{words} that looks like {key.meaning[0].lower()}{key.meaning[1:-1]}" if key.pattern else words


def _excerpt(value: object) -> str:
    try:
        return reprlib.repr(value)
    except ValueError:  # an integer of thousands of digits
        return f"a huge {type(value).__name__}"


@frozen
class Paging:
    """How an endpoint is walked page by page."""

    size: Param
    """How many rows a page has."""
    position: Param
    """Where a page starts: a row offset from 0 (V1) or a page number from 1 (V2)."""

    @property
    def counts_pages(self) -> bool:
        """Whether the position is a page number."""
        return self.position.key.least == 1


@frozen(eq=False)
class Endpoint:
    """One endpoint of the server: everything there is to know about it."""

    name: str
    """The method below the client: ``get_game``, ``v2.games.get``."""
    path: str
    """The path below the API's base URL; ``{game_id}`` stands for a path parameter."""
    params: tuple[Param, ...]
    """Its schema: every parameter, the credentials among them as secret ones."""
    result: Any
    """The type of the answer."""
    doc: str
    """The docstring of the method."""
    dialect: Dialect = field(repr=False)
    """How arguments and answers are spelt."""
    fixed: tuple[tuple[str, str], ...] = ()
    """What is always sent beside the parameters."""
    age: Age | None = None
    """How long an answer stays true; None when it must not be kept."""
    strategy: Strategy | None = field(default=None, repr=False)
    """How the call is made when one request may not be enough; None for one request."""

    @property
    def api(self) -> Api:
        """Which of the two APIs it belongs to."""
        return self.dialect.api

    @property
    def summary(self) -> str:
        """The first sentence of its docstring."""
        return self.doc.split("\n", 1)[0]

    @property
    def source(self) -> str | None:
        """The page that documents it."""
        found = re.search(r"https://\S+", self.doc)
        return found[0] if found else None

    @cached_property
    def arguments(self) -> Mapping[str, Param]:
        """The parameters that a caller gives, by Python name."""
        return MappingProxyType({param.name: param for param in self.params if not param.secret})

    @cached_property
    def secrets(self) -> tuple[Param, ...]:
        """The parameters that the transport gives."""
        return tuple(param for param in self.params if param.secret)

    @cached_property
    def paging(self) -> Paging | None:
        """How it is walked page by page; None when it has no pages."""
        names = {"v1": ("count", "offset"), "v2": ("page_size", "page")}[self.api]
        origin = get_origin(self.result) or self.result
        if not issubclass(origin, Page) or not set(names) <= set(self.arguments):
            return None
        size, position = names
        return Paging(self.arguments[size], self.arguments[position])

    @cached_property
    def _positional(self) -> tuple[str, ...]:
        return tuple(param.name for param in self.arguments.values() if not param.keyword_only)

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        return {param.name: param.default for param in self.arguments.values() if not param.required}

    @cached_property
    def _reader(self) -> Callable[[Any, Mapping[str, object]], Any]:
        return self.dialect.reader(self.result)

    def bind(self, args: tuple[object, ...], kwargs: Mapping[str, object]) -> dict[str, Any]:
        """The arguments of a call by name, defaults included. Raises TypeError as Python would."""
        bound = {**self._defaults, **kwargs}
        positional = self._positional
        bound.update(zip(positional, args, strict=False))
        if (
            len(bound) != len(self.arguments)
            or len(args) > len(positional)
            or (args and kwargs and not kwargs.keys().isdisjoint(positional[: len(args)]))
        ):
            self._signature.bind(*args, **kwargs)  # raises with Python's own words
        return bound

    @cached_property
    def _signature(self) -> inspect.Signature:
        kinds = inspect.Parameter
        return inspect.Signature(
            [
                kinds(
                    name,
                    kinds.KEYWORD_ONLY if param.keyword_only else kinds.POSITIONAL_OR_KEYWORD,
                    default=param.default,
                )
                for name, param in self.arguments.items()
            ]
        )

    def compile(self, bound: Mapping[str, object]) -> Query:
        """The query of a call; arguments equal to the server's defaults are left out.

        Raises `InvalidRequest`, naming the parameter, when an argument cannot be sent.
        """
        path, params = self.path, [*self.fixed]
        for name, default, text_of, place, wire in self._plan:
            value = bound[name]
            if value is default:
                continue  # the server's own default, or None for what is not asked
            text = text_of(value)
            if text is None:
                text = self.arguments[name].encode(value)  # raises
            if place == "path":
                path = path.replace(f"{{{wire}}}", quote(text, safe=""))
            elif place == "query" and value != default:
                params.append((wire, text))
        return Query(self.dialect.api, path, tuple(params))

    @cached_property
    def _plan(self) -> tuple[tuple[str, Any, Callable[[Any], str | None], Place, str], ...]:
        """What `compile` needs of each argument, side by side: it runs for every call."""
        return tuple((p.name, p.default, p.text_of, p.key.place, p.key.wire) for p in self.arguments.values())

    def parse(self, params: Mapping[str, str]) -> dict[str, object]:
        """The arguments that a query's parameters spell: the inverse of `compile`.

        Path parameters are looked up under their name in braces. Raises ValueError or KeyError.
        """
        bound = dict(self._defaults)
        for name, param in self.arguments.items():
            if param.key.wire in params:
                bound[name] = param.decode(params[param.key.wire])
            elif param.required:
                raise KeyError(param.key.wire)
        return bound

    def read(self, payload: Any, bound: Mapping[str, object]) -> Any:
        """The result in a payload, or the `RetroachError` that tells why there is none, as a value."""
        return self._reader(payload, bound)


class Group(ABC):
    """A room of declared methods. What a call does is up to `invoke`."""

    @abstractmethod
    async def invoke(self, endpoint: Endpoint, args: tuple[object, ...], kwargs: Mapping[str, object]) -> Any:
        """Make one call of an endpoint."""


class Subgroup(Group):
    """A room within a room, such as ``v2.games``: its calls are made by the room around it."""

    def __init__(self, parent: Group) -> None:
        self._parent = parent

    async def invoke(self, endpoint: Endpoint, args: tuple[object, ...], kwargs: Mapping[str, object]) -> Any:
        """Make one call of an endpoint, through the client."""
        return await self._parent.invoke(endpoint, args, kwargs)


S = TypeVar("S", bound=Subgroup)


class Room(Generic[S]):
    """A class attribute that gives the room within: ``games = Room(Games)``."""

    def __init__(self, group: type[S]) -> None:
        self.group = group

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Room[S]: ...
    @overload
    def __get__(self, instance: Group, owner: type[Any]) -> S: ...
    def __get__(self, instance: Group | None, owner: type[Any]) -> Room[S] | S:
        return self if instance is None else self.group(instance)


class Declare(Protocol):
    """What `declaring` gives: ``get(path)``, a decorator that keeps the method's type."""

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

    `room` is the way from the client to the room, e.g. ``v2.games``.
    """

    def get(
        path: str, *, age: Age | None = None, strategy: Strategy | None = None, **fixed: str
    ) -> Callable[[F], F]:
        def declare(function: F) -> F:
            name = ".".join(filter(None, (room, function.__name__)))
            doc = inspect.cleandoc(function.__doc__ or "")
            params = (*secrets, *_params(function, dialect))
            result = get_type_hints(function)["return"]
            endpoint = Endpoint(name, path, params, result, doc, dialect, tuple(fixed.items()), age, strategy)

            @functools.wraps(function)
            async def call(self: Group, *args: Any, **kwargs: Any) -> Any:
                return await self.invoke(endpoint, args, kwargs)

            call.endpoint = endpoint  # type: ignore[attr-defined]  # read back by `endpoint_of`
            return cast(F, call)

        return declare

    return get


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
    """Every endpoint declared in a room and in the rooms within, base classes first, as declared."""
    for owner in reversed(group.__mro__):
        for member in vars(owner).values():
            if isinstance(member, Room):
                yield from endpoints_of(member.group)
            elif (endpoint := endpoint_of(member)) is not None:
                yield endpoint
