"""The registry as a table."""

from __future__ import annotations

import re

import pytest

from retroach_async import ENDPOINTS
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
