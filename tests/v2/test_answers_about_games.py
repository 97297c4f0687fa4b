"""The answers about games, achievements, claims, hashes, hubs and tickets: what their values mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from retroach_async import AchievementType, ValidationError, from_dict, v2
from retroach_async.errors import NotIncluded
from tests.v2.answers import ULID, answer, document_of, read, with_samples

GAME = {"type": "games", "id": "1", "attributes": {"title": "Sonic the Hedgehog"}}
DEVELOPER = {"type": "users", "id": ULID, "attributes": {"displayName": "Ida", "pointsHardcore": 5}}
BOARD = {"type": "leaderboards", "id": "104370", "attributes": {"title": "South Island Conqueror"}}


def linked(**relations: Any) -> dict[str, Any]:
    """The relationships of a resource, by the objects to which they lead."""
    return {name: {"data": _identifiers(objects)} for name, objects in relations.items()}


def _identifiers(objects: Any) -> Any:
    if isinstance(objects, list):
        return [_identifiers(each) for each in objects]
    return objects and {"type": objects["type"], "id": objects["id"]}


@with_samples
def test_rates_and_medians_of_an_achievement_are_told_apart(folder: Path) -> None:
    """Shares are fractions of the players of one mode, and medians are lengths of time with their samples."""
    found = answer("achievement-show")
    assert (found.unlock_rate, found.unlock_rate_hardcore) == (0.78100796, 0.740960827)
    assert (found.unlocks_total, found.unlocks_hardcore) == (29041, 16210)
    assert found.median_time_to_unlock == timedelta(seconds=412)
    assert found.median_time_to_unlock_hardcore == timedelta(seconds=398)
    assert (found.median_time_to_unlock_samples, found.median_time_to_unlock_hardcore_samples) == (300, 180)
    assert (found.created_at, found.modified_at) == (
        datetime(2012, 11, 2, 0, 3, 12, tzinfo=UTC),
        datetime(2023, 8, 8, 0, 36, 59, tzinfo=UTC),
    )
    assert (found.points, found.order_column, found.web_url) == (3, 1, "https://retroachievements.org/achievement/9")
    assert (found.badge_url, found.badge_locked_url) == (
        "https://media.retroachievements.org/Badge/250336.png",
        "https://media.retroachievements.org/Badge/250336_lock.png",
    )


@with_samples
def test_whole_share_is_a_share(folder: Path) -> None:
    """A share of 1 or 0 comes as an integer, and is a float all the same."""
    document = document_of("achievement-show")
    document["data"]["attributes"] |= {"unlockPercentage": 1, "unlockHardcorePercentage": 0}
    found = read(document, "achievements.get", achievement_id=9)
    assert (found.unlock_rate, found.unlock_rate_hardcore) == (1.0, 0.0)
    assert type(found.unlock_rate) is type(found.unlock_rate_hardcore) is float


@with_samples
def test_achievement_leads_to_its_developer_its_set_and_its_games(folder: Path) -> None:
    """Each relation has its own object; the developer may be a deleted account."""
    found = answer("achievement-show-include")
    assert (found.developer.display_name, found.developer.joined_at) == ("DeletedDev", None)
    assert found.developer.deleted_at == datetime(2024, 9, 30, 8, tzinfo=UTC)
    assert (found.achievement_set.id, found.achievement_set.points_total) == (11, 305)
    assert [game.title for game in found.games] == ["Sonic the Hedgehog"]
    with pytest.raises(NotIncluded):
        _ = found.games[0].system


@with_samples
def test_achievement_without_relations_has_none(folder: Path) -> None:
    """What was asked for, and is not there, is None or no object at all."""
    document = document_of("achievement-show")
    document["data"]["relationships"] = linked(developer=None, achievementSet=None, games=[])
    found = read(document, "achievements.get", achievement_id=9, include=["developer", "achievement_set", "games"])
    assert (found.developer, found.achievement_set, found.games) == (None, None, ())


@with_samples
def test_unlock_of_an_achievement_names_its_user(folder: Path) -> None:
    """Below an achievement an unlock has the user's id, and not the achievement's."""
    first, second = answer("achievement-player-achievements")
    assert [(row.user_id, row.achievement_id) for row in (first, second)] == [
        (ULID, None),
        ("01J2M9R4F6G8H0K1N3P5Q7S9T2", None),
    ]
    assert (first.id, first.unlocked_at) == (88100231, datetime(2026, 8, 18, 21, 30, 1, tzinfo=UTC))
    assert (first.unlocked_hardcore_at, second.unlocked_hardcore_at) == (first.unlocked_at, None)


@with_samples
def test_unlock_leads_to_its_user_and_its_game(folder: Path) -> None:
    """Who unlocked it, and in which game, come with the row; the id of the user stays."""
    document = document_of("achievement-player-achievements")
    document["data"] = document["data"][:1]
    document["data"][0]["relationships"] |= linked(game=GAME)
    document["included"] = [GAME, DEVELOPER]
    (row,) = read(document, "achievements.player_achievements", achievement_id=9, include=["game", "user"])
    assert (row.user.display_name, row.game.title, row.user_id) == ("Ida", "Sonic the Hedgehog", ULID)


@with_samples
def test_snapshot_of_a_set_version_is_a_list_of_achievements(folder: Path) -> None:
    """Each achievement is as it was then; a version without a record of them has none."""
    second, first = answer("achievement-set-versions")
    assert second.achievement_snapshot == (
        v2.SnapshotAchievement(id=9, points=3, is_promoted=True, type=None),
        v2.SnapshotAchievement(id=2, points=5, is_promoted=True, type=AchievementType.PROGRESSION),
    )
    assert (second.version, second.achievement_set_id, second.points_total) == (2, 11, 305)
    assert first.achievement_snapshot == ()


@with_samples
def test_snapshot_that_cannot_be_read_is_not_an_empty_one(folder: Path) -> None:
    """Null and an empty list mean different things, and stay different through JSON."""
    document = document_of("achievement-set-versions")
    document["data"][0]["attributes"]["achievementSnapshot"] = None
    page = read(document, "achievement_set_versions.list")
    assert [version.achievement_snapshot for version in page] == [None, ()]
    again = [from_dict(v2.AchievementSetVersion, json.loads(json.dumps(version.to_dict()))) for version in page]
    assert [version.achievement_snapshot for version in again] == [None, ()]


@with_samples
@pytest.mark.parametrize("own", [11, "11"])
def test_set_of_a_version_is_known_by_an_integer(own: int | str, folder: Path) -> None:
    """The server's document says that the id is text, and its program sends a number."""
    document = document_of("achievement-set-versions")
    document["data"][0]["attributes"]["achievementSetId"] = own
    assert read(document, "achievement_set_versions.list")[0].achievement_set_id == 11


@with_samples
def test_claim_tells_its_words_and_its_end(folder: Path) -> None:
    """Four words about the claim are four fields, and a negative rest is an end in the past."""
    first, second = answer("achievement-set-claims")
    assert (first.status, first.claim_type, first.set_type, first.special_type) == (
        v2.ClaimStatus.ACTIVE,
        v2.ClaimType.PRIMARY,
        v2.ClaimSetType.NEW_SET,
        v2.ClaimSpecialType.NONE,
    )
    assert (second.status, second.claim_type, second.set_type, second.special_type) == (
        v2.ClaimStatus.IN_REVIEW,
        v2.ClaimType.COLLABORATION,
        v2.ClaimSetType.REVISION,
        v2.ClaimSpecialType.OWN_REVISION,
    )
    assert (first.minutes_left, second.minutes_left, first.extensions_count) == (63240, -70560, 1)
    assert (first.claimed_at, first.finished_at) == (
        datetime(2026, 7, 2, 10, tzinfo=UTC),
        datetime(2026, 10, 2, 10, tzinfo=UTC),
    )
    assert (first.user_id, first.user_display_name) == ("01J2M9R4F6G8H0K1N3P5Q7S9T2", "ClaimDev")


@with_samples
def test_claim_of_a_lost_account_has_no_user(folder: Path) -> None:
    """The game is always there, the developer may be gone."""
    document = document_of("achievement-set-claims")
    document["data"] = document["data"][:1]
    document["data"][0]["attributes"] |= {"userId": None, "userDisplayName": None}
    document["data"][0]["relationships"] = linked(user=None, game=GAME)
    document["included"] = [GAME]
    (claim,) = read(document, "achievement_set_claims.list", include=["user", "game"])
    assert (claim.user, claim.user_id, claim.user_display_name) == (None, None, None)
    assert claim.game.title == "Sonic the Hedgehog"


@with_samples
def test_hash_of_a_file_has_its_fitness(folder: Path) -> None:
    """The hash has V1's name for it, and the fitness and the labels are what the server says."""
    first, second = answer("game-hashes")
    assert (first.md5, first.labels) == ("1bc674be034e43c96b86487ac69d9293", ("nointro",))
    assert (first.compatibility, second.compatibility) == (
        v2.HashCompatibility.COMPATIBLE,
        v2.HashCompatibility.PATCH_REQUIRED,
    )
    assert (second.name, second.labels, second.created_at) == (None, (), None)


@with_samples
def test_comment_leads_to_its_author(folder: Path) -> None:
    """The author's name is there at once, the author as an object only when it was asked for."""
    document = document_of("game-comments")
    document["data"][0]["relationships"] = linked(author=DEVELOPER)
    document["included"] = [DEVELOPER]
    (comment,) = read(document, "games.comments", game_id=1, include=["author"])
    assert (comment.author_display_name, comment.author.display_name) == ("CommentAuthor", "Ida")
    assert (comment.body, comment.submitted_at) == (
        "This game is excellent.",
        datetime(2026, 5, 2, 11, tzinfo=UTC),
    )


@with_samples
def test_hub_counts_its_games_and_its_links(folder: Path) -> None:
    """The two numbers are not mixed up; a hub may have a forum topic."""
    document = document_of("hubs-index")
    topic = "https://retroachievements.org/viewtopic.php?t=5"
    document["data"][0]["links"]["forumTopic"] = topic
    (hub,) = read(document, "hubs.list")
    assert (hub.games_count, hub.linked_hubs_count, hub.is_event_hub) == (88, 3, False)
    assert (hub.web_url, hub.forum_topic) == ("https://retroachievements.org/hub/12", topic)


@with_samples
def test_ticket_tells_what_it_is_about(folder: Path) -> None:
    """The kind, the id and the title name the thing, and each user has a name of their own."""
    on_achievement, on_leaderboard = answer("tickets-index")
    assert (on_achievement.ticketable_type, on_achievement.ticketable_id, on_achievement.ticketable_title) == (
        v2.TicketableType.ACHIEVEMENT,
        9,
        "That Was Easy",
    )
    assert (on_leaderboard.ticketable_type, on_leaderboard.ticketable_id) == (v2.TicketableType.LEADERBOARD, 104370)
    assert (on_leaderboard.state, on_leaderboard.type, on_leaderboard.hardcore) == (
        v2.TicketState.REQUEST,
        v2.TicketType.SUBMITTED_WRONG_VALUE,
        None,
    )
    resolved = answer("ticket-show")
    assert (resolved.reporter_display_name, resolved.resolver_display_name) == ("TestReporter", "ClaimDev")
    assert (resolved.reported_at, resolved.resolved_at) == (
        datetime(2026, 8, 12, 9, tzinfo=UTC),
        datetime(2026, 8, 14, 9, tzinfo=UTC),
    )


@with_samples
def test_ticket_leads_to_one_of_achievement_and_leaderboard(folder: Path) -> None:
    """The side that does not match is None, and the objects further on are read by their own relations."""
    document = document_of("tickets-index")
    achievement = document_of("achievement-show")["data"]
    achievement["relationships"] = linked(developer=DEVELOPER)
    board = {**BOARD, "relationships": linked(games=GAME)}
    on_achievement, on_leaderboard = document["data"]
    on_achievement["relationships"] = linked(achievement=achievement, resolver=None, reporter=DEVELOPER)
    on_leaderboard["relationships"] = linked(leaderboard=BOARD, resolver=DEVELOPER, reporter=DEVELOPER)
    document["included"] = [achievement, board, DEVELOPER, GAME]
    include = ["achievement", "achievement.developer", "leaderboard.games", "reporter", "resolver"]
    first, second = read(document, "tickets.list", include=include)
    assert (first.leaderboard, second.achievement, first.resolver) == (None, None, None)
    assert (first.achievement.title, first.achievement.developer.display_name) == ("That Was Easy", "Ida")
    assert (second.leaderboard.title, second.leaderboard.games.title) == (
        "South Island Conqueror",
        "Sonic the Hedgehog",
    )
    assert (first.reporter.id, second.resolver.id) == (ULID, ULID)
    with pytest.raises(NotIncluded):
        _ = first.author


@with_samples
def test_error_in_an_included_object_names_its_place(folder: Path) -> None:
    """An object that cannot be read is told with the way to it."""
    document = document_of("ticket-show")
    document["data"]["relationships"] = linked(reporter=DEVELOPER)
    document["included"] = [{**DEVELOPER, "attributes": {"displayName": "Ida"}}]
    error = read(document, "tickets.get", ticket_id=110200, include=["reporter"])
    assert isinstance(error, ValidationError)
    assert error.path == "reporter.points_hardcore"


WORDS = {
    "achievement-show": ("achievements.get", {"achievement_id": 9}, ("state", "type")),
    "ticket-show": ("tickets.get", {"ticket_id": 110200}, ("state", "type", "ticketable_type")),
}


@with_samples
@pytest.mark.parametrize(("sample", "field"), [(name, each) for name, found in WORDS.items() for each in found[2]])
def test_word_that_is_new_on_the_server_is_kept(sample: str, field: str, folder: Path) -> None:
    """A state or a type that this release does not know is no error."""
    name, arguments, _ = WORDS[sample]
    document = document_of(sample)
    document["data"]["attributes"][{"ticketable_type": "ticketableType"}.get(field, field)] = "novel"
    word = getattr(read(document, name, **arguments), field)
    assert (word.value, word.is_known) == ("novel", False)


@with_samples
def test_numbers_of_a_set_are_told_by_mode(folder: Path) -> None:
    """Completions are counted in any mode and masteries in hardcore, and so are the medians."""
    found = answer("achievement-set-show")
    attributes = document_of("achievement-set-show")["data"]["attributes"]
    assert (found.times_completed, found.times_mastered) == (attributes["timesCompleted"], attributes["timesMastered"])
    assert found.median_time_to_complete == timedelta(seconds=attributes["medianTimeToCompleteSeconds"])
    assert found.median_time_to_master == timedelta(seconds=attributes["medianTimeToMasterSeconds"])
    assert [(each.game_id, each.type) for each in found.types] == [
        (each["gameId"], each["type"]) for each in attributes["types"]
    ]


@with_samples
def test_system_and_sets_of_a_game_come_in_the_servers_order(folder: Path) -> None:
    """A game has one system, and as many sets as the server names, the core set first."""
    game = answer("game-show-include")
    assert game.system.name_short is not None
    assert [each.id for each in game.achievement_sets] == [
        int(each["id"]) for each in document_of("game-show-include")["data"]["relationships"]["achievementSets"]["data"]
    ]
