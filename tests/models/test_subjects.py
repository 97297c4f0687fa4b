"""Things that particular models add to their fields."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from retroach_async import (
    ENDPOINTS,
    AwardKind,
    AwardType,
    ClaimStatus,
    ForumTopic,
    Page,
    Permissions,
    Released,
    TicketState,
)
from tests.v1.answers import ANSWERS, arguments_of

SITE = "https://retroachievements.org"


def read(name: str, **arguments: Any) -> Any:
    """The result of an endpoint."""
    endpoint = ENDPOINTS[name]
    return endpoint.reader(ANSWERS[name], endpoint.bind((), arguments_of(name) | arguments))


PAGES = {
    "get_game": ("url", "/game/14402"),
    "get_game_extended": ("url", "/game/14402"),
    "get_game_info_and_user_progress": ("url", "/game/14402"),
    "get_game_progression": ("url", "/game/14402"),
    "get_ticket_by_id": ("url", "/ticket/4711"),
    "get_user_profile": ("url", "/user/Tom"),
    "get_user_summary": ("user_url", "/user/Tom"),
    "get_developer_ticket_stats": ("user_url", "/user/Mara"),
    "get_game_ticket_stats": ("game_url", "/game/14402"),
    "get_achievement_ticket_stats": ("achievement_url", "/achievement/79434"),
}

PAGES_OF_ROWS = {
    "get_game_list": ("url", "/game/14402"),
    "get_user_want_to_play_list": ("url", "/game/14402"),
    "get_game_leaderboards": ("url", "/leaderboard/5120"),
    "get_leaderboard_entries": ("user_url", "/user/Tom"),
    "get_achievement_unlocks": ("user_url", "/user/Tom"),
    "get_user_recent_achievements": ("url", "/achievement/79434"),
    "get_achievements_earned_on_day": ("game_url", "/game/14402"),
    "get_user_claims": ("game_url", "/game/14402"),
    "get_user_completion_progress": ("game_url", "/game/14402"),
    "get_recent_game_awards": ("game_url", "/game/14402"),
    "get_most_ticketed_games": ("game_url", "/game/14402"),
    "get_top_ten_users": ("user_url", "/user/Mara"),
    "get_comments": ("user_url", "/user/Tom"),
}


@pytest.mark.parametrize("name", PAGES)
def test_result_knows_the_address_of_its_page(name: str) -> None:
    """A result that has an id has the absolute address of its page."""
    attribute, path = PAGES[name]
    assert getattr(read(name), attribute) == SITE + path


@pytest.mark.parametrize("name", PAGES_OF_ROWS)
def test_row_knows_the_address_of_its_page(name: str) -> None:
    """So has every row."""
    attribute, path = PAGES_OF_ROWS[name]
    assert getattr(read(name)[0], attribute) == SITE + path


def test_parts_know_the_addresses_of_their_pages() -> None:
    """The parts of a larger answer have addresses as well."""
    week = read("get_achievement_of_the_week")
    summary = read("get_user_summary")
    ticket = read("get_ticket_by_id")
    assert week.achievement.url == f"{SITE}/achievement/79434"
    assert (week.game.url, week.forum_topic) == (f"{SITE}/game/14402", None)
    assert ForumTopic(id=7).url == f"{SITE}/forums/topic/7"
    assert summary.recent_achievements[14402][79434].game_url == f"{SITE}/game/14402"
    assert (ticket.achievement_url, ticket.game_url) == (f"{SITE}/achievement/79434", f"{SITE}/game/14402")


def test_odd_letters_in_a_name_are_quoted() -> None:
    """A name that does not fit into an address as it is, is quoted."""
    row = read("get_comments")[0]
    assert (
        type(row)(user="a/b c", user_ulid="", submitted_at=row.submitted_at, body="").user_url
        == f"{SITE}/user/a%2Fb%20c"
    )


def test_numbers_of_the_wire_are_members() -> None:
    """Fields that are enumerations hold members, not the numbers of the wire."""
    assert read("get_user_claims")[0].status is ClaimStatus.IN_REVIEW
    assert read("get_user_profile").permissions is Permissions.REGISTERED
    assert read("get_ticket_by_id").state is TicketState.OPEN


def test_badge_of_a_game_says_what_was_reached() -> None:
    """A badge for a game knows the game and what was reached; others know neither."""
    game, other = read("get_user_awards").awards
    assert (game.award_kind, game.game_id) == (AwardKind.COMPLETED, 14402)
    assert (other.award_type, other.award_kind, other.game_id) == (AwardType.POINTS_YIELD, None, None)


def test_award_without_its_mode_still_has_its_game() -> None:
    """An award that does not tell its mode has no kind, and is one for a game all the same."""
    award = evolve(read("get_user_awards").awards[0], award_data_extra=None)
    assert (award.award_kind, award.game_id) == (None, 14402)


def test_zero_stands_for_no_id() -> None:
    """Where the wire says 0 for none, the model says None."""
    endpoint = ENDPOINTS["get_user_profile"]
    profile = endpoint.reader({**ANSWERS["get_user_profile"], "LastGameID": 0}, {"user": "Tom"})
    assert profile.last_game_id is None
    assert read("get_user_profile").last_game_id == 14402


def test_top_ten_are_in_the_order_of_their_rank() -> None:
    """Ties come with keys out of order; the order received is the ranking."""
    assert [user.user for user in read("get_top_ten_users")] == ["Mara", "Ida", "Tom"]


def test_summary_without_games_is_whole() -> None:
    """Keys that are missing when no games were asked for, or none were played, are empty."""
    answer = {
        key: value
        for key, value in ANSWERS["get_user_summary"].items()
        if key not in {"Awarded", "RecentAchievements", "LastGame"}
    }
    summary = ENDPOINTS["get_user_summary"].reader(answer, {"user": "Tom"})
    assert (summary.awarded, summary.recent_achievements, summary.last_game) == ({}, {}, None)


def test_tickets_of_a_game_are_a_page_only_when_they_were_asked_for() -> None:
    """The number of tickets is the total of the rows only if there are rows, so that walking the pages ends."""
    with_rows = read("get_game_ticket_stats")
    assert (with_rows.total, with_rows.open_tickets, len(with_rows)) == (12, 12, 1)
    answer = {key: value for key, value in ANSWERS["get_game_ticket_stats"].items() if key != "Tickets"}
    endpoint = ENDPOINTS["get_game_ticket_stats"]
    without = endpoint.reader(answer, endpoint.bind((1,), {}))
    assert (without.total, without.open_tickets, without.results) == (None, 12, ())


def test_subclass_of_a_page_is_a_page() -> None:
    """A page with more to say has the same rows and total, whatever the wire calls them."""
    unlocks = read("get_achievement_unlocks")
    assert isinstance(unlocks, Page)
    assert (unlocks.total, [row.user for row in unlocks]) == (631, ["Tom"])
    assert read("get_most_recent_tickets").total == 1109


def test_kinds_of_values_in_one_game() -> None:
    """Shares, lengths, moments and releases are what they are, not what the wire makes of them."""
    game = read("get_game_info_and_user_progress")
    locked, unlocked = game.achievements[79435], game.achievements[79434]
    assert game.completion_rate == 0.5
    assert game.playtime_total == timedelta(hours=1, minutes=2, seconds=5)
    assert unlocked.unlocked_at == datetime(2024, 5, 1, 18, 30, 12, tzinfo=UTC)
    assert locked.unlocked_at is None
    assert isinstance(game.released, Released)
    assert str(game.released) == "1980-07"
    assert game.image_icon is not None


def test_ids_of_a_count_are_counted() -> None:
    """The number of achievements follows from their ids."""
    assert read("get_achievement_count").achievement_count == 2
