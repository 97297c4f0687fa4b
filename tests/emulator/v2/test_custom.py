"""The three answers that are no resources."""

from __future__ import annotations

from retroach_async.emulator import World
from tests.emulator.v2.conftest import Answer, Ask


async def test_health_is_plain_json(ask: Ask) -> None:
    """It is up, and says when."""
    answered = await ask("health")
    assert answered.headers["Content-Type"] == "application/json"
    assert answered.body["status"] == "ok"
    assert answered.body["timestamp"].endswith("+00:00")


async def test_an_unknown_game_has_no_distribution(ask: Ask) -> None:
    """404 with a detail and without a code, as plain JSON."""
    answered = await ask("games/999999/achievement-distribution")
    error = {"detail": "No game found with ID 999999.", "status": "404", "title": "Not Found"}
    assert (answered.status, answered.body) == (404, {"message": "Not Found", "errors": [error]})
    assert answered.headers["Content-Type"] == "application/json"


async def test_a_distribution_links_to_what_was_asked(ask: Ask) -> None:
    """The link is the address of the request."""
    answered = await ask("games/14402/achievement-distribution")
    assert answered.body["links"]["self"].endswith("/v2/games/14402/achievement-distribution")
    assert set(answered.body) == {"links", "meta"}


def test_the_achievement_of_the_week_is_that_of_the_world(answer: Answer, world: World) -> None:
    """Ids as texts, the time of the week, and its label."""
    row = answer("v2.event_achievements.achievement_of_the_week", {}).body["meta"]["eventAchievement"]
    current = world.current_event_achievement
    assert current.source is not None
    assert row["id"] == str(current.id)
    assert row["achievementId"] == str(current.copy.id)
    assert row["sourceAchievementId"] == str(current.source.id) == str(world.event.achievement.id)
    assert (row["activeFrom"], row["activeThrough"], row["activeUntil"]) == (
        "2026-06-29T00:00:00.000000Z",
        "2026-07-05T00:00:00.000000Z",
        "2026-07-06T00:00:00.000000Z",
    )
