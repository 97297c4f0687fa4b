"""The server of the protocol: it lists the tools and calls them."""

from __future__ import annotations

from typing import Any

from mcp import types
from mcp.server.lowlevel import Server

from retroach_async.mcp.toolbox import Toolbox
from retroach_async.mcp.tools import Context, Tool
from retroach_async.mcp.words import INSTRUCTIONS
from retroach_async.version import __version__

_READ_ONLY = types.ToolAnnotations(read_only_hint=True)


def server_of(context: Context, toolbox: Toolbox) -> Server[Any]:
    """A server with the tools of a box; it holds nothing that would have to be closed."""
    tools = [_described(tool) for tool in toolbox.tools.values()]

    async def list_tools(_: object, __: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tools)

    async def call_tool(_: object, params: types.CallToolRequestParams) -> types.CallToolResult:
        text, is_error = await toolbox.call(context, params.name, params.arguments or {})
        return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=is_error)

    return Server(
        "retroach",
        version=__version__,
        title="RetroAchievements",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _described(tool: Tool) -> types.Tool:
    return types.Tool(name=tool.name, description=tool.description, input_schema=tool.schema, annotations=_READ_ONLY)
