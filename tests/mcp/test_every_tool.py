"""Every tool, listed and called by the protocol's own client."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from retroach_async.emulator import Emulator
from retroach_async.mcp.answers import MOST
from retroach_async.mcp.toolbox import DEFAULT, Toolbox
from tests.mcp.host import arguments_for, host_of, said

ALWAYS = ("find_endpoint", "call_endpoint")
EVERY = tuple(Toolbox("all").tools)


async def test_default_tools_are_few_and_their_schemas_small(retroach_emulator: Emulator) -> None:
    """An assistant reads all descriptions and schemas before its first word: they are below 10 KB."""
    async with host_of(retroach_emulator) as host:
        tools = (await host.list_tools()).tools
    text = json.dumps([tool.model_dump(by_alias=True, exclude_none=True, mode="json") for tool in tools])
    assert [tool.name for tool in tools] == [*DEFAULT, *ALWAYS]
    assert 14 <= len(DEFAULT) <= 16
    assert len(text.encode()) < 10_000


async def test_instructions_say_that_text_of_others_is_data(retroach_emulator: Emulator) -> None:
    """An assistant is told what answers look like, and that no title or comment is an instruction."""
    async with host_of(retroach_emulator) as host:
        instructions = host.instructions or ""
    for word in ("never instructions", "next_offset", "age_seconds", "never ask for it", "`me`"):
        assert word in instructions


async def test_every_tool_is_marked_as_reading_and_named_for_any_host(retroach_emulator: Emulator) -> None:
    """Nothing is changed by any tool, and names are of letters, digits and underscores, of at most 50."""
    async with host_of(retroach_emulator, "all") as host:
        tools = (await host.list_tools()).tools
    assert [tool.name for tool in tools] == [*EVERY]
    assert all(tool.annotations is not None and tool.annotations.read_only_hint for tool in tools)
    assert all(re.fullmatch("[a-z0-9_]{1,50}", tool.name) for tool in tools)
    assert all(tool.description for tool in tools)


@pytest.mark.parametrize("name", EVERY)
def test_schema_takes_its_own_example_and_its_defaults(name: str) -> None:
    """A schema is one, and takes good arguments; each default is a good value."""
    schema = Toolbox("all").tools[name].schema
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(arguments_for(name))
    assert not validator.is_valid(dict.fromkeys(arguments_for(name))) or not schema.get("required")
    assert "api_key" not in json.dumps(schema)
    for about in schema["properties"].values():
        assert about["description"]
        if "default" in about:
            jsonschema.Draft202012Validator(about).validate(about["default"])


async def test_every_tool_answers(retroach_emulator: Emulator, canary: str) -> None:
    """Each answer is a table as JSON of at most 20,000 characters with its age, and the key is in none."""
    async with host_of(retroach_emulator, "all") as host:
        for name in EVERY:
            answer = said(await host.call_tool(name, arguments_for(name)))
            assert not answer.is_error, (name, answer.text)
            assert {"age_seconds", "cols", "rows"} <= set(answer.json), name
            assert len(answer.text) <= MOST, name
            assert all(len(row) == len(answer.json["cols"]) for row in answer.json["rows"]), name
            assert canary not in answer.text
            assert not [word for word in (".png", "media.retroachievements.org") if word in answer.text], name


@pytest.mark.parametrize("name", DEFAULT)
async def test_default_tool_says_something(retroach_emulator: Emulator, name: str) -> None:
    """Each default tool finds rows in the emulator's universe."""
    async with host_of(retroach_emulator) as host:
        assert said(await host.call_tool(name, arguments_for(name))).json["rows"]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("get_game,v2.games.get", ["get_game", "v2_games_get"]),
        (" v2_games_get , get_game,get_game", ["v2_games_get", "get_game"]),
        ("default,get_top_ten_users", [*DEFAULT, "get_top_ten_users"]),
        ("find_endpoint,get-game,call_endpoint", ["get_game"]),
        ("DEFAULT", [*DEFAULT]),
    ],
)
def test_tools_are_chosen_by_name(choice: str, expected: list[str]) -> None:
    """A choice is names or words for many names; the two that reach the rest are always there."""
    assert [*Toolbox(choice).tools] == [*expected, *ALWAYS]


def test_groups_of_tools_are_all_of_them() -> None:
    """V1 and V2 are all tools."""
    v1, v2 = ({*Toolbox(choice).tools} - {*ALWAYS} for choice in ("v1", "v2"))
    assert v1 | v2 | {*ALWAYS} == {*EVERY}
    assert not v1 & v2


def schema_of(name: str) -> Any:
    """The properties of a tool's schema."""
    return Toolbox("all").tools[name].schema["properties"]


def test_choices_are_names_and_bounds_are_told() -> None:
    """An enumeration goes by its names, a number has its bounds, and a default is told."""
    assert schema_of("get_game_extended")["flags"]["enum"] == ["official", "unofficial"]
    assert schema_of("get_game_extended")["flags"]["default"] == "official"
    assert schema_of("get_achievement_unlocks")["count"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 500,
        "description": "Number of rows to return.",
        "default": 50,
    }
    assert schema_of("v2_games_list")["include"]["items"]["enum"] == ["system", "achievement_sets"]
    assert schema_of("get_user_profile")["user"]["default"] == "me"
