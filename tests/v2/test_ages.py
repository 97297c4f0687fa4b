"""The times for which V2's answers stay true."""

from __future__ import annotations

import pytest

from retroach_async import ENDPOINTS, Client, Credentials
from retroach_async.endpoint import Endpoint
from retroach_async.registry import endpoint_of

ALL = [endpoint for endpoint in ENDPOINTS.values() if endpoint.api == "v2"]


@pytest.mark.parametrize("endpoint", ALL, ids=lambda endpoint: endpoint.name)
def test_every_answer_has_an_age_but_those_about_one_user(endpoint: Endpoint) -> None:
    """Programs ask about a user right after a game, and for the health to know it now."""
    is_about_a_user = endpoint.path.startswith("users/")
    assert (endpoint.age is None) == (is_about_a_user or endpoint.path == "health")


@pytest.mark.parametrize("endpoint", [each for each in ALL if each.many], ids=lambda endpoint: endpoint.name)
def test_single_resource_is_as_old_as_its_row(endpoint: Endpoint, credentials: Credentials) -> None:
    """A batch keeps the rows of a list as the answers for single ids, so both stay true for the same time."""
    assert endpoint.many is not None
    listing = endpoint_of(endpoint.many.listing(Client(credentials)))
    assert listing is not None
    assert listing.age == endpoint.age


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("v2.games.get", "get_game"),
        ("v2.games.hashes", "get_game_hashes"),
        ("v2.games.achievement_distribution", "get_achievement_distribution"),
        ("v2.systems.list", "get_console_ids"),
        ("v2.leaderboards.entries", "get_leaderboard_entries"),
        ("v2.achievement_set_claims.list", "get_claims"),
        ("v2.event_achievements.achievement_of_the_week", "get_achievement_of_the_week"),
    ],
)
def test_same_thing_has_the_same_age_in_both_apis(name: str, same: str) -> None:
    """The data is the same, whichever API tells it."""
    assert ENDPOINTS[name].age == ENDPOINTS[same].age
