"""Answers: whole, valid and short."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroach_async.emulator import Emulator
from retroach_async.mcp.answers import MOST, Part, to_json, written
from retroach_async.mcp.tables import Table, table_of
from retroach_async.testing import FakeClock
from tests.mcp.host import context_of, host_of, said

# Any characters, half a surrogate pair among them, and text that is longer than an answer.
texts = st.text(st.characters(), max_size=50) | st.integers(0, 30_000).map(lambda size: "long \ud83d" * size)
cells = st.none() | st.booleans() | st.integers() | texts | st.lists(st.integers(), max_size=3)
tables = st.builds(
    Table,
    about=st.dictionaries(st.text(max_size=20), cells, max_size=5),
    cols=st.just(("one", "two")),
    rows=st.lists(st.tuples(cells, cells), max_size=200).map(tuple),
    total=st.none() | st.integers(0, 10**6),
)


@given(table=tables, after=st.none() | st.integers(0, 10**6), seconds=st.floats(0, 10**6))
def test_any_table_becomes_short_and_valid_json(table: Table, after: int | None, seconds: float) -> None:
    """However long its texts and however many its rows: at most 20,000 characters, cut between rows alone."""
    part, offset, rows = Part(table, 0, after, 0.0), 0, []
    while True:
        text, following = written(part, offset, seconds)
        answer = json.loads(text)
        text.encode()  # no half character is left in it
        assert len(text) <= MOST
        assert answer["rows"] or not table.rows
        assert answer.get("next_offset") == following
        rows += answer["rows"]
        if following is None or following == after:
            break
        assert following == len(rows)
        offset = following
    assert len(rows) == len(table.rows)
    for row, original in zip(rows, table.rows, strict=True):
        if len(to_json(original)) < 5_000:
            assert row == json.loads(json.dumps(original))


async def all_rows(host: Any, name: str, arguments: dict[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """All rows of a tool, by its offsets, and the number of calls that they took."""
    rows: list[dict[str, Any]] = []
    offset: int | None = 0
    calls = 0
    while offset is not None:
        answer = said(await host.call_tool(name, {**arguments, "offset": offset} if offset else arguments))
        assert not answer.is_error, answer.text
        rows += answer.rows
        offset = answer.json.get("next_offset")
        calls += 1
    return rows, calls


@pytest.mark.parametrize(
    ("name", "arguments", "is_long"),
    [
        ("get_user_completed_games", {}, True),
        ("get_achievements_earned_between", {"start": "2026-01-01", "end": "2026-07-01"}, True),
        ("get_claims", {}, True),
        ("get_user_awards", {}, False),
        ("get_user_completion_progress", {"count": 500}, True),
        ("get_user_completion_progress", {"count": 40}, True),
        ("v2_systems_list", {"page_size": 7}, True),
        ("v2_users_player_games", {"page_size": 100}, True),
        ("v2_users_player_games", {"page_size": 100, "page": 2}, True),
    ],
)
async def test_offsets_give_the_whole_answer(
    retroach_emulator: Emulator, name: str, arguments: dict[str, Any], is_long: bool
) -> None:
    """The rows of all answers are all rows of the list, in order, each once."""
    async with host_of(retroach_emulator, "all") as host, context_of(retroach_emulator) as context:
        rows, calls = await all_rows(host, name, arguments)
        expected = await every_row(context.ra, name, arguments)
    named = [{column: value for column, value in row.items() if value is not None} for row in rows]
    for row in (*named, *expected):
        row.pop("minutes_left", None)  # of a claim, it goes on from one answer to the next
    assert named == expected
    assert (calls > 1) is is_long


async def every_row(ra: Any, name: str, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that the library itself finds."""
    from operator import attrgetter

    from retroach_async.mcp.arguments import values_of
    from retroach_async.mcp.toolbox import every_tool
    from retroach_async.mcp.tools import EndpointTool

    tool = every_tool()[name]
    assert isinstance(tool, EndpointTool)
    endpoint = tool.endpoint
    values = values_of(name, endpoint.arguments, arguments, "MaxMilyin")
    call = attrgetter(endpoint.name)(ra)
    answer: Any = tuple([row async for row in ra.pages(call, **values)]) if endpoint.paging else await call(**values)
    table = table_of(answer)
    rows = [dict(zip(table.cols, row, strict=True)) for row in table.rows]
    return json.loads(json.dumps([{name: value for name, value in row.items() if value is not None} for row in rows]))


async def test_rest_of_a_list_is_of_the_same_list(retroach_emulator: Emulator) -> None:
    """An answer without a declared age is not asked for again for each part of it, so that its parts fit together."""
    arguments = {"start": "2026-01-01", "end": "2026-07-01"}
    async with context_of(retroach_emulator) as context:
        from retroach_async.mcp.toolbox import Toolbox

        box = Toolbox("v1")
        text, _ = await box.call(context, "get_achievements_earned_between", arguments)
        before = context.ra.stats.attempts
        offset = json.loads(text)["next_offset"]
        await box.call(context, "get_achievements_earned_between", {**arguments, "offset": offset})
        assert context.ra.stats.attempts == before


async def test_answer_says_its_age(retroach_emulator: Emulator, clock: FakeClock) -> None:
    """An answer of the cache is as old as the request that brought it; one without a declared age is new."""
    async with host_of(retroach_emulator, clock=clock) as host:
        ages = []
        for seconds in (0, 250, 3_000):
            clock.shift_wall_clock(seconds)
            answer = said(await host.call_tool("get_achievement_distribution", {"game_id": 14402}))
            ages.append(answer.json["age_seconds"])
        profile = said(await host.call_tool("get_user_profile", {}))
    assert ages == [0, 250, 3_250]
    assert profile.json["age_seconds"] == 0


async def test_progress_has_the_locked_first_with_their_rarity(retroach_emulator: Emulator) -> None:
    """What a player still lacks comes first, each with the share of players who have it."""
    async with host_of(retroach_emulator) as host:
        arguments = {"game_id": 588}
        answer = said(await host.call_tool("get_game_info_and_user_progress", arguments))
    is_locked = [row["unlocked_at"] is None for row in answer.rows]
    assert is_locked == sorted(is_locked, reverse=True)
    assert True in is_locked
    assert False in is_locked
    players = answer.json["about"]["players_total"]
    assert all(row["rarity"] == round(row["unlocks_total"] / players, 4) for row in answer.rows)


async def test_game_has_its_achievements_when_asked(retroach_emulator: Emulator) -> None:
    """A game alone is one row; with its achievements it is what the rows are about."""
    async with host_of(retroach_emulator) as host:
        alone = said(await host.call_tool("get_game", {"game_id": 14402}))
        extended = said(await host.call_tool("get_game", {"game_id": 14402, "achievements": True}))
    assert [row["title"] for row in alone.rows] == ["Dragster"]
    assert extended.json["about"]["title"] == "Dragster"
    assert len(extended.rows) == 15


async def test_distribution_names_its_flags_and_mastery(retroach_emulator: Emulator) -> None:
    """The figures stand about the rows; a choice goes by its name."""
    async with host_of(retroach_emulator) as host:
        arguments = {"game_id": 14402, "hardcore": True, "flags": "official"}
        answer = said(await host.call_tool("get_achievement_distribution", arguments))
    assert answer.json["cols"] == ["unlocks", "players"]
    about = answer.json["about"]
    assert (about["flags"], about["hardcore"], about["mastery_count"]) == ("official", True, answer.rows[-1]["players"])


async def test_included_objects_are_in_the_row(retroach_emulator: Emulator) -> None:
    """A related object is dotted columns, related objects are a table within the row."""
    async with host_of(retroach_emulator, "v2") as host:
        arguments = {"game_id": 14402, "include": ["system", "achievement_sets"]}
        answer = said(await host.call_tool("v2_games_get", arguments))
    (row,) = answer.rows
    assert row["system.name"] == "Atari 2600"
    sets = row["achievement_sets"]
    assert [dict(zip(sets["cols"], each, strict=True))["achievements_published"] for each in sets["rows"]] == [15]
