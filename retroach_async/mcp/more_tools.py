"""Tools that are more than one endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retroach_async.checks import complaint, excerpt
from retroach_async.endpoint import Endpoint
from retroach_async.errors import InvalidRequest
from retroach_async.keys import LARGEST_ID
from retroach_async.lookup import parse_url
from retroach_async.mcp.answers import Part
from retroach_async.mcp.arguments import meant, refuse_unknown, whole
from retroach_async.mcp.finding import found
from retroach_async.mcp.schemas import OFFSET
from retroach_async.mcp.tables import table_of
from retroach_async.mcp.tools import Context, EndpointTool, Tool, tool_name

_MOST_GAMES = 50
_ACHIEVEMENTS = {"type": "boolean", "default": False, "description": "Add its achievements, with their rarity."}


class GameTool(EndpointTool):
    """A game, with its achievements where they are asked for: that takes another endpoint."""

    def __init__(self, endpoint: Endpoint, extended: Endpoint) -> None:
        super().__init__(endpoint)
        self.description = "One game; with achievements=true also its achievements and how rare they are."
        self._extended = EndpointTool(extended)
        self.schema["properties"] |= {"achievements": _ACHIEVEMENTS, "offset": OFFSET}

    async def call(self, context: Context, arguments: Mapping[str, Any]) -> str:
        """Call one of the two endpoints."""
        refuse_unknown(self.name, arguments, self.schema["properties"])
        others = {name: value for name, value in arguments.items() if name != "achievements"}
        wanted = arguments.get("achievements") or False
        if not isinstance(wanted, bool):
            raise InvalidRequest("achievements must be true or false", parameter="achievements")
        return await (self._extended.call(context, others) if wanted else super().call(context, others))


class FindGames(Tool):
    """Games by their titles, for which the server has no search."""

    name = "find_games"
    description = "Find games, and so their ids, by titles as people type them."

    def __init__(self, listing: Endpoint) -> None:
        self._listing = listing
        system = "Such as SNES or 3; without it the first search takes about 40 s."
        limit = {"type": "integer", "minimum": 1, "maximum": _MOST_GAMES, "default": 10}
        properties = {
            "words": {"type": "string", "description": "Words of the title."},
            "system": {"type": ["string", "integer"], "description": system},
            "limit": {**limit, "description": "Number of games to return."},
        }
        self.schema = _object(properties, "words")

    async def call(self, context: Context, arguments: Mapping[str, Any]) -> str:
        """The games, the most similar first; the answer is as old as the oldest list of games in it."""
        refuse_unknown(self.name, arguments, self.schema["properties"])
        words, system = _text(self.name, "words", arguments), arguments.get("system")
        limit = 10 if arguments.get("limit") is None else arguments["limit"]
        if complaint(limit, least=1, whole=True) or limit > _MOST_GAMES:
            message = f"limit must be an integer from 1 to {_MOST_GAMES}, not {excerpt(limit)}"
            raise InvalidRequest(message, parameter="limit")
        games = await context.ra.find_games(words, systems=_system(system), limit=limit)
        lists = {game.system_id: self._listing.bind((game.system_id,), {}) for game in games}
        fetched = [context.ages.fetched(self._listing.compile(bound)) for bound in lists.values()]
        table = table_of(games)
        text, _ = context.write(Part(table, 0, None, min(fetched, default=context.ages.now())), 0)
        return text


class FindEndpoint(Tool):
    """A search among all endpoints."""

    name = "find_endpoint"
    description = "Find any endpoint by words; call_endpoint calls it."

    def __init__(self, endpoints: Mapping[str, Endpoint]) -> None:
        self._endpoints = endpoints
        words = {"type": "string", "description": "What the endpoint is about, such as: tickets of a developer."}
        self.schema = _object({"words": words}, "words")

    async def call(self, context: Context, arguments: Mapping[str, Any]) -> str:
        """The endpoints, the best first."""
        refuse_unknown(self.name, arguments, self.schema["properties"])
        words = _text(self.name, "words", arguments)
        text, _ = context.write(Part(found(self._endpoints.values(), words), 0, None, context.ages.now()), 0)
        return text


class CallEndpoint(Tool):
    """Any endpoint, by its name."""

    name = "call_endpoint"
    description = "Call any endpoint that find_endpoint finds."

    def __init__(self, tools: Mapping[str, Tool]) -> None:
        self._tools = tools
        given = {"type": "object", "default": {}, "description": "Its arguments, by name."}
        named = {"type": "string", "description": "Name of the endpoint."}
        self.schema = _object({"name": named, "arguments": given, "offset": OFFSET}, "name")

    async def call(self, context: Context, arguments: Mapping[str, Any]) -> str:
        """The answer of the endpoint."""
        refuse_unknown(self.name, arguments, self.schema["properties"])
        name, given = _text(self.name, "name", arguments), arguments.get("arguments") or {}
        tool = self._tools.get(tool_name(name))
        if tool is None:
            known = [each.name for each in self._tools.values()]
            message = f"no endpoint {name!r}: find_endpoint finds endpoints{meant(tool_name(name), known)}"
            raise InvalidRequest(message, parameter="name")
        if not isinstance(given, Mapping):
            raise InvalidRequest("arguments must be an object: names and values", parameter="arguments")
        offset = whole("offset", arguments.get("offset"))
        return await tool.call(context, {**given, "offset": offset} if offset else given)


def _system(given: Any) -> Any:
    """A system as find_games takes it: its id, one of its names, or the id in the address of its page."""
    link = parse_url(given)
    if link is not None and link.kind == "system":
        return link.id
    is_id = isinstance(given, str) and given.strip().isdecimal() and len(given) <= len(str(LARGEST_ID))
    return int(given) if is_id else given


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*required]}


def _text(tool: str, name: str, arguments: Mapping[str, Any]) -> str:
    given = arguments.get(name)
    if not isinstance(given, str) or not given.strip():
        raise InvalidRequest(f"{tool} needs {name}, which is text", parameter=name)
    return given.strip()
