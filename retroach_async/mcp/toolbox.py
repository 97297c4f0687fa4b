"""The tools of a server, as its owner chose them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from retroach_async.client import Client
from retroach_async.errors import InvalidRequest, RetroachError
from retroach_async.mcp.arguments import meant
from retroach_async.mcp.more_tools import CallEndpoint, FindEndpoint, FindGames, GameTool
from retroach_async.mcp.tools import Context, EndpointTool, Tool, tool_name
from retroach_async.mcp.words import words_for
from retroach_async.registry import endpoints_of

_log = logging.getLogger("retroach_async")

DEFAULT = (
    "get_user_profile",
    "get_user_recent_achievements",
    "get_game_info_and_user_progress",
    "get_user_completion_progress",
    "get_user_awards",
    "get_user_recently_played_games",
    "find_games",
    "get_game",
    "get_achievement_distribution",
    "get_game_progression",
    "get_achievement_unlocks",
    "get_game_leaderboards",
    "get_leaderboard_entries",
    "get_achievement_of_the_week",
    "get_recent_game_awards",
    "get_console_ids",
)
"""The tools of a server whose owner chose none."""


def every_tool() -> dict[str, Tool]:
    """Every tool by its name, without the two that are always there."""
    endpoints = {endpoint.name: endpoint for endpoint in endpoints_of(Client)}
    tools: dict[str, Tool] = {tool_name(name): EndpointTool(endpoint) for name, endpoint in endpoints.items()}
    tools[FindGames.name] = FindGames(endpoints["get_game_list"])
    tools["get_game"] = GameTool(endpoints["get_game"], endpoints["get_game_extended"])
    return tools


class Toolbox:
    """The chosen tools, and the two that reach every endpoint."""

    def __init__(self, choice: str = "default") -> None:
        every = every_tool()
        endpoints = {endpoint.name: endpoint for endpoint in endpoints_of(Client)}
        always: tuple[Tool, ...] = (FindEndpoint(endpoints), CallEndpoint(every))
        tools = [*_chosen(every, choice), *always]
        self.tools: Mapping[str, Tool] = {tool.name: tool for tool in tools}

    async def call(self, context: Context, name: str, arguments: Mapping[str, Any]) -> tuple[str, bool]:
        """The answer of a tool as text, and False; or True with an error in words. No tool raises."""
        tool = self.tools.get(name)
        if tool is None:
            return f"no tool {name!r}: there are {', '.join(self.tools)}{meant(name, self.tools)}", True
        try:
            text, is_error = await tool.call(context, arguments), False
        except RetroachError as error:
            text, is_error = words_for(error), True
        except Exception as mistake:  # noqa: BLE001  the server goes on, and the message might hold the key
            _log.error("%s failed: %s", name, type(mistake).__name__)
            text, is_error = f"this is a mistake of retroach, please report it: {type(mistake).__name__}", True
        return context.without_key(text), is_error


def _chosen(every: Mapping[str, Tool], choice: str) -> list[Tool]:
    """The tools that a choice names. Raises `InvalidRequest` for a name that is none."""
    groups = {
        "default": [every[name] for name in DEFAULT],
        "all": [*every.values()],
        "v1": [tool for name, tool in every.items() if not name.startswith("v2_")],
        "v2": [tool for name, tool in every.items() if name.startswith("v2_")],
    }
    chosen: list[Tool] = []
    for word in filter(None, (part.strip() for part in choice.split(","))):
        name = tool_name(word.lower()).replace("-", "_")  # as the method, the tool or the command is spelt
        if name in (FindEndpoint.name, CallEndpoint.name):
            continue
        if name not in groups and name not in every:
            known = [*groups, *every]
            message = f"tools must be default, all, v1, v2 or names of endpoints, not {word!r}{meant(name, known)}"
            raise InvalidRequest(message, parameter="tools")
        chosen += groups.get(name) or [every[name]]
    return chosen
