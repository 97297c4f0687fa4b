"""Answers of a real server, changed on their way, in every shape that answers have."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async import ENDPOINTS
from retroach_async.drift import Drift, Finding
from tests.drift.conftest import Check, Edit


def setting(*path: Any, to: Any) -> Edit:
    """An edit that sets one value."""

    def edit(answer: Any) -> None:
        for key in path[:-1]:
            answer = answer[key]
        answer[path[-1]] = to

    return edit


def dropping(*path: Any) -> Edit:
    """An edit that takes away one key."""

    def edit(answer: Any) -> None:
        for key in path[:-1]:
            answer = answer[key]
        del answer[path[-1]]

    return edit


def unknown(path: str, found: str, of: int = 1) -> Finding:
    """An unknown key, met once."""
    return Finding(drift=Drift.UNKNOWN_KEY, path=path, found=found, of=of)


def missing(path: str, expected: str, of: int = 1) -> Finding:
    """A missing key, met once."""
    return Finding(drift=Drift.MISSING_KEY, path=path, expected=expected, of=of)


def required(path: str, expected: str, of: int = 1) -> Finding:
    """A missing key without which the client refuses the answer, met once."""
    return Finding(drift=Drift.REQUIRED_KEY, path=path, expected=expected, of=of)


def retyped(path: str, expected: str, found: str, of: int = 1) -> Finding:
    """A value of another type, met once."""
    return Finding(drift=Drift.OTHER_TYPE, path=path, expected=expected, found=found, of=of)


def new(path: str, expected: str, found: str, of: int = 1) -> Finding:
    """A new value of an enumeration, met once."""
    return Finding(drift=Drift.NEW_VALUE, path=path, expected=expected, found=found, of=of)


CASES: dict[str, tuple[str, Edit, Finding]] = {
    "key added to an object": ("get_game", setting("Novelty", to=[1, 2]), unknown("Novelty", "list of 2")),
    "key added in a map": (
        "get_game_extended",
        setting("Achievements", "79434", "Novelty", to=None),
        unknown("Achievements.*.Novelty", "null", of=15),
    ),
    "key added in a page": (
        "get_user_completion_progress",
        setting("Results", 0, "Novelty", to={"a": 1, "b": 2, "c": 3, "d": 4}),
        unknown("Results[].Novelty", "object with 'a', 'b', 'c', ...", of=25),
    ),
    "key added beside wrapped rows": (
        "get_game_hashes",
        setting("Novelty", to=True),
        unknown("Novelty", "true"),
    ),
    "key added in a list with digit keys": (
        "get_top_ten_users",
        setting("0", "5", to=""),
        unknown("[].5", "text ''", of=10),
    ),
    "key added in a model within": (
        "get_achievement_of_the_week",
        setting("ForumTopic", "Novelty", to={}),
        unknown("ForumTopic.Novelty", "empty object"),
    ),
    "key dropped from an object": ("get_user_profile", dropping("Motto"), missing("Motto", "text or null")),
    "key dropped of what may be null": (
        "get_game",
        dropping("Publisher"),
        missing("Publisher", "text or null"),
    ),
    "key dropped from what is flattened": (
        "get_user_recently_played_games",
        dropping(0, "NumAchieved"),
        missing("[].NumAchieved", "integer or null", of=25),
    ),
    "key dropped from what is flattened and may be None": (
        "get_game",
        dropping("Released"),
        missing("Released", "date or null"),
    ),
    "list dropped": (
        "get_user_summary",
        dropping("RecentlyPlayed"),
        missing("RecentlyPlayed", "list or null"),
    ),
    "integer retyped": ("get_user_points", setting("Points", to="many"), retyped("Points", "integer", "text 'many'")),
    "value of a map retyped": (
        "get_achievement_distribution",
        setting("3", to=[]),
        retyped("*", "integer", "empty list", of=15),
    ),
    "key of a map retyped": (
        "get_user_progress",
        setting("Novelty", to={}),
        retyped("", "object keyed by ids", "object with '14402', '1', 'Novelty'"),
    ),
    "date retyped": (
        "get_user_awards",
        setting("VisibleUserAwards", 0, "AwardedAt", to="0000-00-00 00:00:00"),
        retyped("VisibleUserAwards[].AwardedAt", "date and time", "text '0000-00-00 00:00:00'", of=172),
    ),
    "object retyped": (
        "get_achievement_unlocks",
        setting("Game", to="Dragster, the game that was always there"),
        retyped("Game", "GameReference or null", "text 'Dragster, the game that was al'..."),
    ),
    "list retyped": (
        "get_game_progression",
        setting("Achievements", to={"first": {}}),
        retyped("Achievements", "list or null", "object with 'first'"),
    ),
    "null where there is none": (
        "get_comments",
        setting("Results", 1, "CommentText", to=None),
        retyped("Results[].CommentText", "text", "null", of=25),
    ),
    "new number": (
        "get_user_profile",
        setting("Permissions", to=77),
        new("Permissions", "Permissions or null", "number 77"),
    ),
    "new word": (
        "get_recent_game_awards",
        setting("Results", 0, "AwardKind", to="platinum"),
        new("Results[].AwardKind", "AwardKind", "text 'platinum'", of=25),
    ),
    "attribute added": (
        "v2.games.get",
        setting("data", "attributes", "novelty", to=0.5),
        unknown("data.attributes.novelty", "number 0.5"),
    ),
    "attribute dropped": (
        "v2.games.list",
        dropping("data", 0, "attributes", "sortTitle"),
        missing("data[].attributes.sortTitle", "text or null", of=25),
    ),
    "attribute retyped": (
        "v2.games.get",
        setting("data", "attributes", "playersTotal", to={}),
        retyped("data.attributes.playersTotal", "integer or null", "empty object"),
    ),
    "new word of an attribute": (
        "v2.games.get",
        setting("data", "attributes", "releasedAtGranularity", to="decade"),
        new("data.attributes.releasedAtGranularity", "ReleaseGranularity or null", "text 'decade'"),
    ),
    "link added": (
        "v2.games.get",
        setting("data", "links", "novelty", to="https://example.org"),
        unknown("data.links.novelty", "text 'https://example.org'"),
    ),
    "id dropped": ("v2.games.get", dropping("data", "id"), required("data.id", "integer")),
    "member added to a resource": (
        "v2.games.list",
        setting("data", 0, "novelty", to=False),
        unknown("data[].novelty", "false", of=25),
    ),
    "member added to a document": ("v2.games.get", setting("novelty", to=1), unknown("novelty", "number 1")),
    "total dropped": (
        "v2.games.list",
        dropping("meta", "page", "total"),
        missing("meta.page.total", "integer or null"),
    ),
    "rows of V2 retyped": ("v2.games.list", setting("data", to={"1": {}}), retyped("data", "list", "object with '1'")),
    "resource retyped": (
        "v2.games.get",
        setting("data", "attributes", to=[]),
        retyped("data", "v2.Game", "object with 'type', 'id', 'attributes', ..."),
    ),
    "key added to a plain document": ("v2.health", setting("novelty", to=1), unknown("novelty", "number 1")),
    "count of V2 dropped": (
        "v2.games.achievement_distribution",
        dropping("meta", "promoted", "distribution", 0, "playersCasual"),
        required("meta.promoted.distribution[].playersCasual", "integer", of=15),
    ),
    "document retyped": ("v2.games.list", lambda _: [1], retyped("", "Page", "list of 1")),
}


@pytest.mark.parametrize(("name", "edit", "finding"), CASES.values(), ids=CASES)
async def test_change_is_found(check_emulator: Check, name: str, edit: Edit, finding: Finding) -> None:
    """A change of one answer is one finding, of the right kind and at the right path."""
    path = "games/14402" if name == "v2.games.get" else ENDPOINTS[name].path.replace("{game_id}", "14402")
    results = await check_emulator(name, edits={path: edit})

    assert results[name].findings == (finding,)


@pytest.mark.parametrize("user", ["MaxMilyin", "Scott"])
async def test_emulator_has_no_drift(check_emulator: Check, user: str) -> None:
    """Every endpoint that is called answers what the models say, for a player and for a developer."""
    results = await check_emulator(user=user)

    assert results.keys() == ENDPOINTS.keys()
    assert {name: compared.findings for name, compared in results.items() if compared.findings} == {}
    assert {name: compared.skipped for name, compared in results.items() if compared.skipped} == {}


async def test_only_a_few_parts_go_unseen(check_emulator: Check) -> None:
    """The emulator has something of nearly everything, so that agreeing with it means something."""
    unseen = [
        {(name, path) for name, compared in (await check_emulator(user=user)).items() for path in compared.unseen}
        for user in ("MaxMilyin", "Scott")
    ]

    assert set.intersection(*unseen) == {
        ("get_user_recent_achievements", "[].CumulScore"),  # where the newest row comes first there is no sum
        ("get_game_ticket_stats", "Tickets[]"),  # nobody complains about Dragster
        ("v2.games.list", "data[].attributes.forumTopic"),
        ("v2.games.achievement_distribution", "meta.unpromoted.distribution[]"),
    }
