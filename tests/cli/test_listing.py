"""The registry as a table."""

from __future__ import annotations

import re

import pytest

from retroach_async import ENDPOINTS
from retroach_async.cli.wording import spelt
from tests.cli.commands import words
from tests.cli.conftest import Call


def test_a_pipe_gets_one_line_for_each_endpoint(retroach: Call) -> None:
    """Each line holds the command and the summary in full."""
    ended = retroach("endpoints")
    lines = ended.out.splitlines()

    assert ended.code == 0
    assert len(lines) == len(ENDPOINTS) + 1
    for endpoint in ENDPOINTS.values():
        line = next(line for line in lines if line.startswith(" ".join(words(endpoint)) + "  "))
        assert line.endswith(spelt(endpoint.summary, endpoint).removesuffix("."))


def test_a_terminal_gets_lines_of_eighty_columns(retroach: Call, on_a_terminal: pytest.MonkeyPatch) -> None:
    """No line is folded, and each endpoint has exactly one."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", retroach("endpoints").out).splitlines()

    assert len(lines) == len(ENDPOINTS) + 1
    assert max(map(len, lines)) <= 80
    assert lines[-1].startswith(f"{len(ENDPOINTS)} endpoints")


def test_words_tell_more_about_those_that_have_them(retroach: Call) -> None:
    """Of a few endpoints everything is told: method, path, result and each parameter with its wire key."""
    out = retroach("endpoints", "get-achievement-distribution").out

    for excerpt in (
        "get_achievement_distribution",
        "v1 API_GetAchievementDistribution.php",
        "retroach get-achievement-distribution 14402 --hardcore",
        "(game_id, sent as i)",
        "(flags, sent as f)",
    ):
        assert excerpt in out


def test_words_find_by_wire_path_and_by_summary(retroach: Call) -> None:
    """All words have to occur, in whatever spelling."""
    assert [row["name"] for row in retroach("endpoints", "API_GetGameHashes.php", "--jsonl").lines] == [
        "get_game_hashes"
    ]
    found = [row["command"] for row in retroach("endpoints", "want to play", "--jsonl").lines]
    assert found == ["get-user-want-to-play-list"]


def test_words_that_nothing_has(retroach: Call) -> None:
    """There is no such endpoint."""
    ended = retroach("endpoints", "zzz")

    assert (ended.code, ended.out) == (4, "")
    assert "no endpoint has the words zzz" in ended.err


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
