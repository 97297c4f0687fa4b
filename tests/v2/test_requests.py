"""The requests of V2's calls."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest

from retroach_async import ENDPOINTS, InvalidRequest, v2
from retroach_async.wire.jsonapi import row_of
from tests.v2 import calls_about_events, calls_about_games, calls_about_users
from tests.v2.calls import ULID

FULL = calls_about_events.CALLS | calls_about_games.CALLS | calls_about_users.CALLS
"""By name of the endpoint: a call with every parameter, and its request."""
NAMES = [name.removeprefix("v2.") for name, endpoint in ENDPOINTS.items() if endpoint.api == "v2"]


def query_of(name: str, arguments: dict[str, Any]) -> Any:
    """The query of a call."""
    endpoint = ENDPOINTS[f"v2.{name}"]
    return endpoint.compile(endpoint.bind((), arguments))


@pytest.mark.parametrize("name", NAMES)
def test_call_with_everything_is_this_request(name: str) -> None:
    """Every parameter is in the path or in the query, spelt as the server reads it."""
    arguments, path, query = FULL[name]
    made = query_of(name, arguments)
    assert arguments.keys() == ENDPOINTS[f"v2.{name}"].arguments.keys()
    assert (made.api, made.path) == ("v2", path)
    assert dict(parse_qsl(made.text)) == query
    assert len(parse_qsl(made.text)) == len(query)


@pytest.mark.parametrize("name", NAMES)
def test_call_with_nothing_has_no_query(name: str) -> None:
    """What is left out, or is the server's own default, is not sent."""
    arguments, path, _ = FULL[name]
    endpoint = ENDPOINTS[f"v2.{name}"]
    needed = {each.name: arguments[each.name] for each in endpoint.arguments.values() if each.required}
    defaults = {each.name: each.default for each in endpoint.arguments.values() if not each.required}
    for given in (needed, needed | defaults):
        made = query_of(name, given)
        assert (made.path, made.text) == (path, "")


@pytest.mark.parametrize("name", NAMES)
def test_key_is_encoded_with_its_brackets(name: str) -> None:
    """The text of a query has no bracket, comma or space of its own."""
    made = query_of(name, FULL[name][0])
    assert not set("[], ") & set(made.text)


@pytest.mark.parametrize("name", NAMES)
def test_default_page_is_the_servers(name: str) -> None:
    """A page has 50 rows unless the call asks for another size, and 25 tickets."""
    endpoint = ENDPOINTS[f"v2.{name}"]
    if endpoint.paging is not None:
        size = 25 if row_of(endpoint.result) is v2.Ticket else 50
        assert (endpoint.paging.position.default, endpoint.paging.size.default) == (1, size)


@pytest.mark.parametrize("name", ["achievement_set_versions.list", "achievement_sets.achievement_set_versions"])
def test_ids_of_set_versions_are_sent_one_by_one(name: str) -> None:
    """The server reads this one filter only when its key is repeated; a list with commas fails there."""
    needed = {"achievement_set_id": 11} if name == "achievement_sets.achievement_set_versions" else {}
    assert query_of(name, {**needed, "id": [302, 9]}).params == (("filter[id][]", "9"), ("filter[id][]", "302"))


@pytest.mark.parametrize("ids", [[10, 9], (9, 10), (10, 9, 10), frozenset((9, 10))])
def test_same_ids_in_any_order_are_the_same_request(ids: Any) -> None:
    """Calls for the same rows share a request, however their lists are written."""
    assert query_of("games.list", {"id": ids}) == query_of("games.list", {"id": [9, 10]})


@pytest.mark.parametrize(
    ("user", "path"),
    [("Tom", "users/Tom"), (ULID, f"users/{ULID}"), ("a/b?c d", "users/a%2Fb%3Fc%20d"), ("é", "users/%C3%A9")],
)
def test_user_is_one_segment_of_the_path(user: str, path: str) -> None:
    """A name cannot lead to another path, whatever it is made of."""
    assert query_of("users.get", {"user": user}).path == path


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "no event": ("events.get", {"event_id": 0}, "event_id"),
    "event as text": ("events.get", {"event_id": "14"}, "event_id"),
    "ids as text": ("events.list", {"id": "14"}, "id"),
    "no ids": ("events.list", {"id": []}, "id"),
    "id below 1": ("events.list", {"id": [0]}, "id"),
    "order of another list": ("events.list", {"sort": "active_until"}, "sort"),
    "order in the wire's spelling": ("events.list", {"sort": "sortTitle"}, "sort"),
    "entries of a leaderboard": (
        "leaderboards.get",
        {"leaderboard_id": 1, "include": ["entries"]},
        "include",
    ),
    "hashes of an award": ("user_awards.list", {"include": ["game.hashes"]}, "include"),
    "include of the user's own": ("users.player_achievements", {"user": "Tom", "include": ["user"]}, "include"),
    "include as text": ("users.get", {"user": "Tom", "include": "last_game"}, "include"),
    "all states": ("leaderboards.list", {"state": ["all"]}, "state"),
    "all tiers": ("user_awards.list", {"game_award_tier": "all"}, "game_award_tier"),
    "state of a ticket": ("leaderboards.list", {"state": [v2.TicketState.OPEN]}, "state"),
    "flag as a number": ("event_achievements.list", {"active": 1}, "active"),
    "flag as text": ("users.list", {"ranked": "true"}, "ranked"),
    "rank 0": ("leaderboards.entries", {"leaderboard_id": 1, "max_rank": 0}, "max_rank"),
    "naive moment": ("users.awards", {"user": "Tom", "awarded_from": datetime(2026, 1, 1)}, "awarded_from"),  # noqa: DTZ001  that is the fault
    "day as text": ("user_awards.list", {"awarded_to": "2026-01-01"}, "awarded_to"),
    "mastered among the beaten": (
        "users.player_games",
        {"user": "Tom", "award_kind": [v2.CompletedKind.MASTERED]},
        "award_kind",
    ),
    "two lists of games": ("users.user_game_list_entries", {"user": "Tom", "kind": ["play", "develop"]}, "kind"),
    "user without a name": ("users.get", {"user": ""}, "user"),
    "user who leads out": ("users.awards", {"user": ".."}, "user"),
    "reporter by name": ("users.tickets", {"user": "Tom", "reporter_user_id": ["Tom"]}, "reporter_user_id"),
    "no game": ("games.get", {"game_id": 0}, "game_id"),
    "system as text": ("games.list", {"system_id": "7"}, "system_id"),
    "several systems": ("games.list", {"system_id": [1, 7]}, "system_id"),
    "hashes of a game": ("games.get", {"game_id": 1, "include": ["hashes"]}, "include"),
    "include in the wire's spelling": ("games.list", {"include": ["achievementSets"]}, "include"),
    "include of the achievement's own": (
        "achievements.player_achievements",
        {"achievement_id": 9, "include": ["achievement"]},
        "include",
    ),
    "entries of a ticket's leaderboard": ("tickets.list", {"include": ["leaderboard.entries"]}, "include"),
    "tickets in all states": ("tickets.list", {"state": ["all"]}, "state"),
    "tickets by V1's numbers": ("tickets.list", {"state": [1]}, "state"),
    "one state without a list": ("tickets.list", {"state": v2.TicketState.OPEN}, "state"),
    "achievements in all states": ("achievements.list", {"state": ["all"]}, "state"),
    "type without a word": ("achievements.list", {"type": [None]}, "type"),
    "claims in the enumeration's spelling": ("achievement_set_claims.list", {"status": ["IN_REVIEW"]}, "status"),
    "unknown fitness": ("games.hashes", {"game_id": 1, "compatibility": ["perfect"]}, "compatibility"),
    "expired as text": ("achievement_set_claims.list", {"expired": "true"}, "expired"),
    "claims of nobody": ("achievement_set_claims.list", {"user": ""}, "user"),
    "no text in a title": ("hubs.list", {"title": ""}, "title"),
    "title of two lines": ("hubs.list", {"title": "Series\n"}, "title"),
    "unlocks since a text": (
        "achievements.player_achievements",
        {"achievement_id": 9, "unlocked_from": "2026-01-01"},
        "unlocked_from",
    ),
    "sort that is empty": ("tickets.list", {"sort": []}, "sort"),
    "sort with a plus": ("tickets.list", {"sort": "+id"}, "sort"),
    "one bad word among orders": ("achievements.list", {"sort": ["id", "rarity"]}, "sort"),
    "too many tickets": ("tickets.list", {"page_size": 101}, "page_size"),
    "page 0": ("users.list", {"page": 0}, "page"),
    "too large a page": ("users.list", {"page_size": 101}, "page_size"),
}


@pytest.mark.parametrize(("name", "arguments", "parameter"), REFUSED.values(), ids=REFUSED)
def test_wrong_argument_is_refused_before_the_wire(name: str, arguments: dict[str, Any], parameter: str) -> None:
    """A value that the server would refuse, or silently misread, never leaves the program."""
    with pytest.raises(InvalidRequest) as caught:
        query_of(name, arguments)
    assert caught.value.parameter == parameter


REPEATS_THE_PATH = {
    "achievement_sets.achievement_set_versions": "achievement_set_id",
    "achievements.tickets": "achievement_id",
    "games.achievement_set_claims": "game_id",
    "games.tickets": "game_id",
    "events.event_achievements": "event_id",
    "users.achievement_set_claims": "user",
    "users.leaderboard_entries": "user",
}
"""The parameter by which the path and a filter of the server mean the same."""


@pytest.mark.parametrize(("name", "parameter"), REPEATS_THE_PATH.items())
def test_filter_that_repeats_the_path_is_no_parameter(name: str, parameter: str) -> None:
    """Such a name means the path."""
    assert ENDPOINTS[f"v2.{name}"].arguments[parameter].key.place == "path"
