"""Calls that are refused before a request is spent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from retroach_async import Client, Credentials, InvalidRequest
from retroach_async.testing import MemoryTransport

WRONG_ARGUMENTS: dict[str, tuple[str, tuple[Any, ...], dict[str, Any], str]] = {
    "negative id": ("get_game", (-1,), {}, "game_id"),
    "zero": ("get_game", (0,), {}, "game_id"),
    "boolean id": ("get_game", (True,), {}, "game_id"),
    "huge id": ("get_game", (2**63,), {}, "game_id"),
    "very huge id": ("get_game", (10**5000,), {}, "game_id"),
    "id as text": ("get_game", ("1",), {}, "game_id"),
    "fraction": ("get_game", (1.0,), {}, "game_id"),
    "nothing": ("get_game", (None,), {}, "game_id"),
    "id by name": ("get_game", (), {"game_id": -5}, "game_id"),
    "unknown flag": ("get_achievement_distribution", (1,), {"flags": 4}, "flags"),
    "boolean flag": ("get_achievement_distribution", (1,), {"flags": True}, "flags"),
    "text for a switch": ("get_achievement_distribution", (1,), {"hardcore": "yes"}, "hardcore"),
    "number for a switch": ("get_achievement_distribution", (1,), {"hardcore": 1}, "hardcore"),
    "zero for a switch": ("get_achievement_distribution", (1,), {"hardcore": 0}, "hardcore"),
    "way up": ("get_user_profile", ("../API_GetGame.php",), {}, "user"),
    "more parameters": ("get_user_profile", ("Max&y=1",), {}, "user"),
    "empty name": ("get_user_profile", ("",), {}, "user"),
    "name with a line break": ("get_user_profile", ("Max\n",), {}, "user"),
    "name in other letters": ("get_user_profile", ("M\u0430x",), {}, "user"),
    "too many rows": ("get_user_completion_progress", ("Max",), {"count": 501}, "count"),
    "no rows": ("get_user_completion_progress", ("Max",), {"count": 0}, "count"),
    "negative offset": ("get_user_completion_progress", ("Max",), {"offset": -1}, "offset"),
    "v2 id": ("v2.games.get", (-1,), {}, "game_id"),
    "v2 path": ("v2.games.get", ("1/../2",), {}, "game_id"),
    "v2 sort": ("v2.games.list", (), {"sort": "points"}, "sort"),
    "v2 page": ("v2.games.list", (), {"page": 0}, "page"),
    "v2 page size": ("v2.games.list", (), {"page_size": 101}, "page_size"),
}


@pytest.mark.parametrize(("name", "args", "options", "parameter"), WRONG_ARGUMENTS.values(), ids=WRONG_ARGUMENTS)
async def test_wrong_argument_is_named_and_nothing_is_sent(
    name: str, args: tuple[Any, ...], options: dict[str, Any], parameter: str, credentials: Credentials
) -> None:
    """An argument that cannot be right is refused before a request is spent, and the error names it."""
    transport = MemoryTransport([])
    async with Client(credentials, transport=transport) as ra:
        call: Any = ra
        for part in name.split("."):
            call = getattr(call, part)
        with pytest.raises(InvalidRequest) as caught:
            await call(*args, **options)
    assert caught.value.parameter == parameter
    assert str(caught.value).startswith(f"{parameter} must be ")
    assert caught.value.status is None
    assert transport.queries == []


@pytest.mark.parametrize(
    ("args", "options", "message"),
    [
        ((), {}, "get_game() missing 1 required positional argument: 'game_id'"),
        ((1, 2), {}, "get_game() takes 1 positional argument but 2 were given"),
        ((1,), {"game_id": 1}, "get_game() got multiple values for argument 'game_id'"),
        ((1,), {"colour": "red"}, "get_game() got an unexpected keyword argument 'colour'"),
        ((), {"gameid": 1}, "get_game() got an unexpected keyword argument 'gameid'. Did you mean 'game_id'?"),
    ],
)
async def test_call_that_python_would_refuse_is_a_type_error(
    args: tuple[Any, ...], options: dict[str, Any], message: str, credentials: Credentials
) -> None:
    """Missing, surplus and unknown arguments raise what they raise everywhere in Python, naming the method."""
    transport = MemoryTransport([])
    async with Client(credentials, transport=transport) as ra:
        with pytest.raises(TypeError) as caught:
            await ra.get_game(*args, **options)
    assert str(caught.value) == message
    assert caught.value.__suppress_context__
    assert transport.queries == []


async def test_reversed_interval_is_refused_before_the_first_request(credentials: Credentials) -> None:
    """A call that may take several requests sends none for an interval that ends before it begins."""
    transport = MemoryTransport([])
    start, end = datetime(2026, 8, 5, tzinfo=UTC), datetime(2026, 8, 4, tzinfo=UTC)
    async with Client(credentials, transport=transport) as ra:
        with pytest.raises(InvalidRequest, match="start must be no later than end") as caught:
            await ra.get_achievements_earned_between("Tom", start, end)
    assert caught.value.parameter == "start"
    assert transport.queries == []
