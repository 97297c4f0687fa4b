"""Tools: what an assistant can call."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from attrs import Factory, field, frozen

from retroach_async.access import DATA_READ
from retroach_async.client import Client
from retroach_async.endpoint import Endpoint
from retroach_async.mcp.ages import Ages
from retroach_async.mcp.answers import Part, written
from retroach_async.mcp.arguments import refuse_unknown, values_of, whole
from retroach_async.mcp.cut_lists import CutLists
from retroach_async.mcp.schemas import OFFSET, schema_of
from retroach_async.mcp.tables import has_rows, table_of
from retroach_async.pages import has_more

_Arguments = Mapping[str, Any]


@frozen(eq=False)
class Context:
    """The client whose calls are made, and what is known about their answers."""

    ra: Client
    ages: Ages
    private: Client | None = None
    """The client for private endpoints, with a token; None when there is none."""
    cut_lists: CutLists = field(init=False, default=Factory(lambda self: CutLists(self.ages), takes_self=True))

    def client_for(self, endpoint: Endpoint) -> Client:
        """The client that may call an endpoint."""
        is_private = endpoint.scope not in (None, DATA_READ)
        return self.private if is_private and self.private is not None else self.ra

    @property
    def owner(self) -> str:
        """The name of the key's owner; empty when nobody told it."""
        return self.ra._credentials.username

    def without_key(self, text: str) -> str:
        """A text without the key and the token, should the site have repeated them in a title."""
        for client in filter(None, (self.ra, self.private)):
            text = client._credentials.secret.scrub_text(text)
        return text

    def write(self, part: Part, offset: int) -> tuple[str, int | None]:
        """A part as text, with its age."""
        return written(part, offset, self.ages.now() - part.fetched)


class Tool(ABC):
    """Something that an assistant can call."""

    name: str
    """Its name, in letters, digits and underscores alone, because some hosts take no other."""
    description: str
    schema: dict[str, Any]
    """The JSON schema of its arguments."""

    @abstractmethod
    async def call(self, context: Context, arguments: _Arguments) -> str:
        """The answer as JSON text. Raises `RetroachError`."""


class EndpointTool(Tool):
    """An endpoint as a tool."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.name = tool_name(endpoint.name)
        self.description = endpoint.summary
        self._params = {name: param for name, param in endpoint.arguments.items() if name not in _offsets(endpoint)}
        self.schema = schema_of(self._params, {"offset": OFFSET} if has_rows(endpoint.result) else {})

    async def call(self, context: Context, arguments: _Arguments) -> str:
        """Call the endpoint, or go on in the list of which a call before showed the beginning."""
        refuse_unknown(self.name, arguments, self.schema["properties"])
        values = values_of(self.name, self._params, arguments, context.owner)
        offset = whole("offset", arguments.get("offset"))
        return await self._answer(context, values, offset)

    async def _answer(self, context: Context, values: dict[str, Any], offset: int) -> str:
        call = (self.name, tuple(sorted((name, repr(value)) for name, value in values.items())))
        part = context.cut_lists.find(call, offset) or await self._ask(context, values, offset)
        text, following = context.write(part, offset)
        if following is not None and part.has(following):
            context.cut_lists.keep(call, part)
        return text

    async def _ask(self, context: Context, values: dict[str, Any], offset: int) -> Part:
        """Ask for the rows from an offset on, or for all where there are no pages."""
        endpoint, paging = self.endpoint, self.endpoint.paging
        start, size, seen = 0, 0, 0
        if paging is not None:
            size = values.get(paging.size.name, paging.size.default)
            start, seen = offset, offset + size
            if paging.counts_pages:
                first = values.get(paging.position.name, paging.position.default)
                pages = offset // size
                start, seen = pages * size, (first + pages) * size
                values = {**values, paging.position.name: first + pages}
            else:
                values = {**values, paging.position.name: offset}
        result = await attrgetter(endpoint.name)(context.client_for(endpoint))(**values)
        is_last = paging is None or not size or not has_more(result, size, seen)
        query = endpoint.compile(endpoint.bind((), values))
        fetched = context.ages.now() if endpoint.age is None else context.ages.fetched(query)
        return Part(table_of(result), start, None if is_last else start + size, fetched)


def tool_name(method: str) -> str:
    """The name of a method as a tool: `v2_games_get`."""
    return method.replace(".", "_")


def _offsets(endpoint: Endpoint) -> tuple[str, ...]:
    """The parameters of an endpoint in whose place every tool has the same `offset`."""
    return ("offset",) if endpoint.api == "v1" else ()
