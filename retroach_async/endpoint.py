"""An endpoint: its parameters, its result, and the way from a call to a query and back."""

from __future__ import annotations

import inspect
import re
import reprlib
from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol, get_origin
from urllib.parse import quote

from attrs import field, frozen

from retroach_async._types import TypeForm
from retroach_async.errors import InvalidRequest, NotFound, RetroachError
from retroach_async.keys import Key, Place, Spelling
from retroach_async.models import Page
from retroach_async.query import Age, Api, Query

CallOnce = Callable[[Mapping[str, Any]], Awaitable[Any]]
"""Makes one request of a call with the given arguments."""
Strategy = Callable[[CallOnce, Mapping[str, Any]], Awaitable[Any]]
"""Makes as many requests as a call takes and puts their answers together."""

REQUIRED: Any = inspect.Parameter.empty
"""The default of a parameter that has none."""


class Dialect(Protocol):
    """The spelling of arguments and answers in one API."""

    api: Api

    def spelling(self, annotation: TypeForm) -> Spelling:
        """The spelling of a type's values in a query."""
        ...

    def reader(self, result: TypeForm) -> Callable[[Any, Mapping[str, object]], Any]:
        """A function from a payload and the call's arguments to a result, or to an error as a value."""
        ...


@frozen
class Param:
    """One parameter of an endpoint, as Python and as the wire know it."""

    name: str
    """The Python name."""
    key: Key
    """The wire's name, meaning and limits."""
    annotation: TypeForm
    """The Python type."""
    default: Any
    """The default, equal to the server's own; `REQUIRED` when there is none."""
    keyword_only: bool = False
    spelling: Spelling | None = field(default=None, repr=False)
    """The spelling of its values; None for a credential."""

    @property
    def required(self) -> bool:
        """True if a call must give it."""
        return self.default is REQUIRED

    @property
    def secret(self) -> bool:
        """True for a credential, which the transport adds."""
        return self.key.secret

    def encode(self, value: object) -> str:
        """The text of a value. Raises `InvalidRequest`, naming the parameter, when it cannot be sent."""
        text = self.text_of(value)
        if text is None:
            raise InvalidRequest(f"{self.name} must be {self.expectation}, not {_excerpt(value)}", parameter=self.name)
        return text

    @cached_property
    def text_of(self) -> Callable[[Any], str | None]:
        """A function from a value to its text, or to None when the value has another type or is beyond the limits."""
        encode = self.spelling.encode if self.spelling else str
        least, most, pattern = self.key.least, self.key.most, self.key.pattern
        if pattern is not None:
            matches = re.compile(pattern, re.ASCII).fullmatch
            return lambda value: text if (text := encode(value)) is not None and matches(text) else None
        if least is None and most is None:
            return encode
        low, high = float("-inf") if least is None else least, float("inf") if most is None else most
        return lambda value: text if (text := encode(value)) is not None and low <= value <= high else None

    @property
    def expectation(self) -> str:
        """A description of a good value: "an integer of at least 1"."""
        words = self.spelling.expectation if self.spelling else "text"
        least, limit = self.key.least, self.key.limit
        if self.key.pattern is not None:
            return f"a {self.key.meaning[0].lower()}{self.key.meaning[1:].rstrip('.')}"
        if least is not None and limit is not None:
            return f"{words} from {least} to {limit}"
        return words if least is None else f"{words} of at least {least}"


def _excerpt(value: object) -> str:
    try:
        return reprlib.repr(value)
    except ValueError:  # an integer of thousands of digits
        return f"a huge {type(value).__name__}"


@frozen
class Paging:
    """The two parameters by which an endpoint is walked page by page."""

    size: Param
    """The number of rows on a page."""
    position: Param
    """The start of a page: a row offset from 0 (V1) or a page number from 1 (V2)."""

    @property
    def counts_pages(self) -> bool:
        """True if the position is a page number."""
        return self.position.key.least == 1


@frozen(eq=False, repr=False)
class Endpoint:
    """One endpoint of the server, as the client, the command line and the reference know it."""

    name: str
    """The method below the client: `get_game`, `v2.games.get`."""
    path: str
    """The path below the API's base URL; `{game_id}` stands for a path parameter."""
    params: tuple[Param, ...]
    """Its schema: every parameter, the credentials among them as secret ones."""
    result: TypeForm
    """The type of the answer."""
    doc: str
    """The docstring of the method."""
    dialect: Dialect
    """The spelling of arguments and answers."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Pairs of wire key and text that are always sent beside the parameters."""
    age: Age | None = None
    """The time for which an answer stays true; None when it must not be kept."""
    strategy: Strategy | None = None
    """A function that makes the call when one request may not be enough; None for one request."""

    @property
    def api(self) -> Api:
        """The API to which it belongs."""
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
        """The parameters by which it is walked page by page; None when it has no pages."""
        names = {"v1": ("count", "offset"), "v2": ("page_size", "page")}[self.api]
        origin = get_origin(self.result) or self.result
        is_page = isinstance(origin, type) and issubclass(origin, Page)
        if not is_page or not set(names) <= set(self.arguments):
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
    def reader(self) -> Callable[[Any, Mapping[str, object]], Any]:
        """A function from a payload to the result, or to a `RetroachError` as a value when there is none."""
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

    def name_the_missing(self, error: RetroachError, bound: Mapping[str, object]) -> None:
        """Put into an error that says "no such thing" the thing that was asked for: "no game 5".

        Where any of several things may be missing, all are named: "no game 5 or no user Foo".
        """
        if not isinstance(error, NotFound) or error.message != NotFound.UNNAMED:
            return
        things = [f"no {param.key.thing} {bound[name]}" for name, param in self.arguments.items() if param.key.thing]
        if things:
            error.message = " or ".join(things)
            error.args = (error.message,)

    def __repr__(self) -> str:
        return f"<Endpoint {self.name}: {self.api} {self.path}>"

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
        """The facts about each argument that `compile` needs, side by side because it runs for every call."""
        return tuple((p.name, p.default, p.text_of, p.key.place, p.key.wire) for p in self.arguments.values())
