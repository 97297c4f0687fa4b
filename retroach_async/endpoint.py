"""An endpoint: its parameters, its result, and the way from a call to a query and back."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cached_property, reduce
from types import MappingProxyType
from typing import Any, Protocol, get_origin

from attrs import frozen

from retroach_async._types import TypeForm
from retroach_async.checks import nearest
from retroach_async.compiling import Compiler, compiler
from retroach_async.errors import InvalidRequest, NotFound, RetroachError
from retroach_async.keys import Spelling
from retroach_async.models import Page
from retroach_async.param import Param
from retroach_async.query import Age, Api

CallOnce = Callable[[Mapping[str, Any]], Awaitable[Any]]
"""Makes one request of a call with the given arguments."""
Strategy = Callable[[CallOnce, Mapping[str, Any]], Awaitable[Any]]
"""Makes as many requests as a call takes and puts their answers together."""


class Dialect(Protocol):
    """The spelling of arguments and answers in one API."""

    api: Api

    def spelling(self, annotation: TypeForm, *, is_ordered: bool = False) -> Spelling:
        """The spelling of a type's values in a query; `is_ordered` is True for a list whose order means something."""
        ...

    def reader(self, result: TypeForm) -> Callable[[Any, Mapping[str, object]], Any]:
        """A function from a payload and the call's arguments to a result, or to an error as a value."""
        ...

    def writer(self, result: TypeForm) -> Callable[[Any], Any]:
        """A function from a result to the payload that the reader makes it of."""
        ...


def _moment(value: date, in_day: time) -> datetime:
    """A moment; of a bare day the one at this time of it, in UTC."""
    return value if isinstance(value, datetime) else datetime.combine(value, in_day, UTC)


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


@frozen(eq=False)
class ByIds:
    """A list that can answer for many calls of an endpoint at once, because it can be filtered by their ids."""

    listing: Callable[[Any], Callable[..., Awaitable[Any]]]
    """A function from the group of the call to the list."""
    ids: str
    """The parameter of the list that takes the ids."""
    options: Mapping[str, Any]
    """Further arguments, so that the list leaves out as little as it can."""


@frozen(eq=False, repr=False)
class Endpoint:
    """One endpoint of the server, as the client, the command line and the reference know it."""

    name: str
    """The method below the client: `get_game`, `v2.games.get`."""
    path: str
    """The path below the API's base URL; `{game_id}` stands for a path parameter."""
    params: tuple[Param, ...]
    """Its schema: every parameter, the credentials among them as secret ones."""
    load_result: Callable[[], TypeForm]
    """A function that gives the type of the answer, whose models are loaded then."""
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
    many: ByIds | None = None
    """A list that can answer for many ids at once; None where each id is asked for alone."""
    rows: str | None = None
    """The wire's name of the part that is the answer, where an object lies around it; None where none does.

    A part within a part has both names: `meta.eventAchievement`.
    """
    scope: str | None = None
    """The OAuth scope that it needs: `data:read`, which API keys have as well, or a private one; None for V1."""

    @cached_property
    def result(self) -> TypeForm:
        """The type of the answer."""
        return self.load_result()

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
    def reader(self) -> Callable[[Any, Mapping[str, object]], Any]:
        """A function from a payload to the result, or to a `RetroachError` as a value when there is none."""
        read = self.dialect.reader(self.result)
        return read if self.rows is None else lambda payload, bound: read(self.without_envelope(payload), bound)

    def without_envelope(self, payload: Any) -> Any:
        """The named part of an answer; whatever lies beside it is of no interest. A failure has no such part."""
        part = payload
        for name in (self.rows or "").split("."):
            if not isinstance(part, dict) or name not in part:
                return payload
            part = part[name]
        return part

    @cached_property
    def writer(self) -> Callable[[Any], Any]:
        """A function from a result to the payload that the reader makes it of."""
        write, names = self.dialect.writer(self.result), self.rows.split(".") if self.rows else []
        return lambda result: reduce(lambda part, name: {name: part}, reversed(names), write(result))

    def bind(self, args: tuple[object, ...], kwargs: Mapping[str, object]) -> dict[str, Any]:
        """The arguments of a call by name, defaults included. Raises TypeError as Python would."""
        try:
            return self.binder(*args, **kwargs)
        except TypeError as error:
            raise TypeError(f"{error}{self._hint(str(error), kwargs)}") from None

    @cached_property
    def binder(self) -> Callable[..., dict[str, Any]]:
        """A function with the method's own parameters, so that Python itself binds, and words what is wrong."""
        terms, defaults = list[str](), dict[str, Any]()
        for name, param in self.arguments.items():
            if param.keyword_only and "*" not in terms:
                terms.append("*")
            terms.append(name if param.required else f"{name}=default_{name}")
            defaults[f"default_{name}"] = param.default
        result = ", ".join(f"{name!r}: {name}" for name in self.arguments)
        binder: Callable[..., dict[str, Any]] = eval(f"lambda {', '.join(terms)}: {{{result}}}", defaults)  # noqa: S307  made of a signature's names alone
        binder.__qualname__ = self.name
        return binder

    def _hint(self, message: str, kwargs: Mapping[str, object]) -> str:
        """A suggestion for a name that is not a parameter; Python makes one from 3.13 on."""
        if "Did you mean" in message:
            return ""
        unknown = next((name for name in kwargs if name not in self.arguments), "")
        return f". Did you mean {meant!r}?" if (meant := nearest(unknown, self.arguments)) else ""

    def name_the_missing(self, error: RetroachError, bound: Mapping[str, object]) -> None:
        """Put into an error that says "no such thing" the thing that was asked for: "no game 5".

        Where any of several things may be missing, all are named: "no game 5 or no user Foo".
        """
        if not isinstance(error, NotFound) or error.message != NotFound.UNNAMED:
            return
        things = [f"no {param.key.thing} {bound[name]}" for name, param in self.arguments.items() if param.key.thing]
        if things:
            error.reword(" or ".join(things))

    def __repr__(self) -> str:
        return f"<Endpoint {self.name}: {self.api} {self.path}>"

    @cached_property
    def compile(self) -> Compiler:
        """A function from the arguments of a call to its query; those equal to the server's defaults are left out.

        It raises `InvalidRequest`, naming the parameter, when an argument cannot be sent.
        """
        check = self._refuse_reversed if self._intervals else None
        return compiler(self.api, self.path, self.fixed, self.arguments.values(), check)

    def _refuse_reversed(self, bound: Mapping[str, Any]) -> None:
        for first, last in self._intervals:
            start, end = bound[first], bound[last]
            if start is not None and end is not None and _moment(start, time.min) > _moment(end, time.max):
                raise InvalidRequest(f"{first} must be no later than {last}: {start} is after {end}", parameter=first)

    @cached_property
    def _intervals(self) -> tuple[tuple[str, str], ...]:
        """The names of the parameters at which an interval begins and ends."""
        names = {param.key: name for name, param in self.arguments.items()}
        return tuple((names[key.not_before], name) for key, name in names.items() if key.not_before in names)
