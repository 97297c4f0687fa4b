"""A host as an assistant has one: the protocol's own client, over memory or over a process."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, TextIO

from attrs import frozen
from mcp import Client as Host
from mcp import ClientSession, StdioServerParameters, types
from mcp.client.stdio import stdio_client

from retroach_async import Client, Credentials, OAuthToken
from retroach_async.clock import SystemClock
from retroach_async.emulator import Emulator
from retroach_async.mcp.ages import Ages
from retroach_async.mcp.server import server_of
from retroach_async.mcp.toolbox import Toolbox, every_tool
from retroach_async.mcp.tools import Context
from retroach_async.observe import Hooks
from retroach_async.transport.cache import CachePolicy
from tests.cli.commands import VALUES
from tests.conftest import CANARY

OWNER = "MaxMilyin"
SCOPES = ("follows:read", "game-lists:read")


@frozen
class Said:
    """What a tool answered."""

    text: str
    is_error: bool

    @property
    def json(self) -> Any:
        """The answer, read as JSON."""
        return json.loads(self.text)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows by the names of their columns."""
        answer = self.json
        return [dict(zip(answer["cols"], row, strict=True)) for row in answer["rows"]]


def said(result: types.CallToolResult) -> Said:
    """What the one text of a result says."""
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return Said(content.text, result.is_error)


@asynccontextmanager
async def context_of(emulator: Emulator, owner: str = OWNER, **options: Any) -> AsyncIterator[Context]:
    """A client of the emulator with the canary as its key, and everything that tools need."""
    ages = Ages(options.get("clock") or SystemClock())
    options = {"rate_limit": None, "retry": None, "cache": CachePolicy()} | options
    async with Client(
        Credentials(owner, CANARY),
        base_url=emulator.base_url,
        v2_base_url=emulator.v2_base_url,
        hooks=Hooks(on_response=ages.note),
        **options,
    ) as ra:
        yield Context(ra, ages, ra.with_credentials(OAuthToken(emulator.token(OWNER, SCOPES))))


@asynccontextmanager
async def host_of(emulator: Emulator, tools: str = "default", **options: Any) -> AsyncIterator[Host]:
    """A host whose server is in this process."""
    async with context_of(emulator, **options) as context, Host(server_of(context, Toolbox(tools))) as host:
        yield host


@asynccontextmanager
async def session_of(
    emulator: Emulator, errors: TextIO, *words: str, base_url: str = "", **environment: str
) -> AsyncIterator[ClientSession]:
    """A session with a server in a process of its own."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "retroach_async", "mcp", *words],
        env={
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "RETROACHIEVEMENTS_API_KEY": CANARY,
            "RETROACHIEVEMENTS_USERNAME": OWNER,
            "RETROACHIEVEMENTS_BASE_URL": base_url or emulator.base_url,
            **environment,
        },
    )
    async with stdio_client(server, errlog=errors) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        yield session


ARGUMENTS: Mapping[str, Any] = {
    "find_games": {"words": "dragster", "system": "Atari 2600"},
    "find_endpoint": {"words": "tickets of a developer"},
    "call_endpoint": {"name": "v2.games.get", "arguments": {"game_id": 14402}},
    "get_user_progress": {"game_ids": [14402, 1]},
    "v2_users_user_game_list_entries": {"kind": "play"},
}


def arguments_for(name: str) -> dict[str, Any]:
    """Good arguments for a tool."""
    if name in ARGUMENTS:
        return dict(ARGUMENTS[name])
    schema = every_tool()[name].schema
    types_of = {each: schema["properties"][each].get("type") for each in schema.get("required", ())}
    return {each: int(VALUES[each]) if kind == "integer" else VALUES[each] for each, kind in types_of.items()}
