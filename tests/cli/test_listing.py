"""The registry as a table."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

import pytest

from retroach_async import ENDPOINTS, AchievementFlags, Game, Page
from retroach_async.cli.listing import type_name
from tests.cli.conftest import Call


def test_a_pipe_gets_one_line_for_each_endpoint(retroach: Call) -> None:
    """Each line holds the method, the path and all parameters with their wire keys, credentials marked."""
    ended = retroach("endpoints")
    line = next(line for line in ended.out.splitlines() if line.startswith("get_achievement_distribution "))

    assert ended.code == 0
    assert line.split()[1:] == [
        "API_GetAchievementDistribution.php",
        "username=z*",
        "api_key=y*",
        "game_id=i",
        "hardcore=h",
        "flags=f",
        "AchievementDistribution",
        "no",
    ]
    assert {line.split()[0] for line in ended.out.splitlines()} >= set(ENDPOINTS)


def test_a_terminal_gets_every_endpoint_too(retroach: Call, on_a_terminal: pytest.MonkeyPatch) -> None:
    """At eighty columns every path is there, folded where it must be."""
    out = "".join(re.sub(r"\x1b\[[0-9;]*m", "", retroach("endpoints").out).split())

    for endpoint in ENDPOINTS.values():
        assert endpoint.name in out
    assert f"{len(ENDPOINTS)}endpoints" in out


def test_programs_get_the_whole_schema(retroach: Call) -> None:
    """With --json each parameter has its wire key, its type, its default, its limits and its meaning."""
    listed = {endpoint["name"]: endpoint for endpoint in retroach("endpoints", "--json").json}
    distribution = listed["get_achievement_distribution"]
    params = {param["name"]: param for param in distribution["parameters"]}

    assert set(listed) == set(ENDPOINTS)
    assert distribution["path"] == "API_GetAchievementDistribution.php"
    assert params["game_id"]["wire"] == "i"
    assert params["game_id"]["required"] is True
    assert params["hardcore"]["default"] is False
    assert params["flags"] | {"meaning": ""} == {
        "name": "flags",
        "wire": "f",
        "place": "query",
        "type": "AchievementFlags",
        "required": False,
        "default": 3,
        "least": None,
        "most": None,
        "secret": False,
        "meaning": "",
    }
    assert [name for name, param in params.items() if param["secret"]] == ["username", "api_key"]
    assert listed["get_user_completion_progress"]["paged"] is True


@pytest.mark.parametrize(
    ("annotation", "name"),
    [
        (int, "int"),
        (type(None), "None"),
        (Game | None, "Game | None"),
        (Page[Game], "Page[Game]"),
        (tuple[Game, ...], "tuple[Game, ...]"),
        (Collection[AchievementFlags] | None, "Collection[AchievementFlags] | None"),
        (Literal["id", "-id"], "'id' | '-id'"),
        (Literal["id"] | None, "'id' | None"),
        (Literal[1], "1"),
    ],
)
def test_types_are_spelt_as_one_would_write_them(annotation: object, name: str) -> None:
    """A type is text without the names of modules."""
    assert type_name(annotation) == name
