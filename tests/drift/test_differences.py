"""Answers of a real server, changed on their way, in every shape that answers have."""

from __future__ import annotations

import pytest

from retroach_async import ENDPOINTS
from retroach_async.drift import Finding
from retroach_async.drift.samples import NOT_CALLED
from retroach_async.drift.sometimes import is_sent_sometimes
from tests.drift.conftest import Check, Edit
from tests.drift.edits import dropping, missing, new, required, retyped, setting, unknown

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
        retyped("VisibleUserAwards[].AwardedAt", "date and time", "text '0000-00-00 00:00:00'", of=199),
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
    "relationship added": (
        "v2.games.get",
        setting("data", "relationships", "novelty", to={"data": None}),
        unknown("data.relationships.novelty", "object with 'data'"),
    ),
    "attribute added to an included object": (
        "v2.games.get",
        setting("included", 0, "attributes", "novelty", to=0.5),
        unknown("included[systems].attributes.novelty", "number 0.5"),
    ),
    "included object of a new type": (
        "v2.games.get",
        lambda answer: answer["included"].append({"type": "novelties", "id": "1", "attributes": {}}),
        unknown("included[novelties]", "object with 'type', 'id', 'attributes'"),
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

    assert results.keys() == ENDPOINTS.keys() - NOT_CALLED.keys()
    assert {name: compared.findings for name, compared in results.items() if compared.findings} == {}
    assert {name: compared.skipped for name, compared in results.items() if compared.skipped} == {}


async def test_only_a_few_parts_go_unseen(check_emulator: Check) -> None:
    """The emulator has something of nearly everything that the server always sends, so agreeing with it means much."""
    unseen = [
        {(name, path) for name, compared in (await check_emulator(user=user)).items() for path in compared.unseen}
        for user in ("MaxMilyin", "Scott")
    ]

    of_nobody = set.intersection(*unseen)
    seldom = {(name, path) for name, path in of_nobody if is_sent_sometimes(name, path.rpartition(".")[2])}

    assert of_nobody - seldom == {
        ("get_game_ticket_stats", "Tickets[]"),  # nobody complains about Dragster
        ("v2.games.tickets", "data[]"),
        ("v2.achievements.tickets", "data[]"),
        ("v2.tickets.list", "data[].relationships.leaderboard"),  # the latest ones are about achievements
        ("v2.tickets.get", "data.relationships.leaderboard"),
        ("v2.users.awards", "data[].relationships.event"),
        ("v2.event_achievements.get", "data.relationships.sourceAchievement.data"),  # a week that is still to come
        ("v2.achievements.comments", "included[users].attributes.displayableRoles[]"),
        ("v2.achievements.player_achievements", "included[users].attributes.displayableRoles[]"),
        ("v2.games.achievement_distribution", "meta.unpromoted.distribution[]"),
    }
