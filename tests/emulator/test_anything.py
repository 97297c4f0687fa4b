"""Whatever is asked, there is an answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retroach_async import ENDPOINTS
from retroach_async.emulator import World
from retroach_async.emulator.answers import ANSWERS
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import Refused, Response

KEYS = ("a", "c", "d", "f", "g", "h", "i", "k", "m", "o", "sort", "t", "u", "page[number]", "page[size]", "filter[id]")
TEXTS = st.one_of(
    st.none(),
    st.integers(-3, 20).map(str),
    st.integers().map(str),
    st.sampled_from(["Scott", "MaxMilyin", "QuietNewcomer", "2026-05-05", "9" * 5000, "mastered", "0x10", "1e9"]),
    st.text(max_size=30).map(str.strip).map(lambda text: text or None),
)
PATHS = (
    "achievement_id", "achievement_set_id", "event_achievement_id", "event_id", "game_id", "hub_id", "leaderboard_id",
    "system_id", "ticket_id",
)  # fmt: skip
BREAKABLE = ("v2.achievement_sets.achievement_set_versions", "v2.achievement_set_versions.list")
"""The server fails at a filter of these that is not repeated."""


@pytest.mark.parametrize("name", ENDPOINTS)
@given(data=st.data(), number=st.integers(0, 20000), user=st.sampled_from(["MaxMilyin", "BannedBandit", "nobody"]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_answers_or_refuses(world: World, name: str, data: st.DataObject, number: int, user: str) -> None:
    """Any text in any parameter gives JSON and one of the statuses that the API knows, never a crash."""
    endpoint = ENDPOINTS[name]
    keys = (*KEYS, *(param.key.wire for param in endpoint.arguments.values()))
    params = data.draw(st.dictionaries(st.sampled_from(keys), TEXTS, max_size=6))
    path = {**dict.fromkeys(PATHS, str(number)), "user": user}
    asked = ApiRequest(world, world.owner("Scott"), params, path=path, now=world.now, endpoint=endpoint)
    try:
        made = ANSWERS[name](asked)
    except Refused as refused:
        made = refused.reply
    reply = made if isinstance(made, Response) else Response(made)
    assert reply.status in (200, 400, 401, 403, 404, 422) or (reply.status == 500 and name in BREAKABLE)
    assert json.loads(reply.encode()) == reply.body
