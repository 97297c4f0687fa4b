"""Pages and their totals."""

from __future__ import annotations

import pytest

from tests.emulator.conftest import Ask


@pytest.mark.parametrize(
    ("name", "params", "rows", "total"),
    [
        ("get_leaderboard_entries", {"i": 90001}, "Results", "Total"),
        ("get_user_completion_progress", {"u": "MaxMilyin"}, "Results", "Total"),
        ("get_user_want_to_play_list", {"u": "MaxMilyin"}, "Results", "Total"),
        ("get_users_following_me", {}, "Results", "Total"),
        ("get_comments", {"i": "MaxMilyin"}, "Results", "Total"),
        ("get_achievement_unlocks", {"a": 79434}, "Unlocks", "UnlocksCount"),
        ("get_most_recent_tickets", {}, "RecentTickets", "OpenTickets"),
        ("get_game_ticket_stats", {"g": 1, "d": 1}, "Tickets", "OpenTickets"),
    ],
)
def test_the_pages_make_the_whole(ask: Ask, name: str, params: dict[str, object], rows: str, total: str) -> None:
    """Page by page there are as many rows as the total says, none twice and none missing."""
    size = 17
    whole = ask(name, c=100, **params).body
    walked: list[dict[str, object]] = []
    for offset in range(0, whole[total], size):
        page = ask(name, c=size, o=offset, **params).body
        assert page[total] == whole[total]
        assert len(page[rows]) == min(size, whole[total] - offset)
        walked += page[rows]
    assert walked[:100] == whole[rows]
    assert ask(name, c=size, o=whole[total], **params).body[rows] == []
    assert whole[total] > size


def test_the_count_is_of_the_page(ask: Ask) -> None:
    """`Count` is what came, `Total` what there is."""
    page = ask("get_user_completion_progress", u="MaxMilyin", c=7).body
    assert page["Count"] == len(page["Results"]) == 7 < page["Total"]


def test_rows_are_capped_at_500(ask: Ask, world) -> None:
    """Of a longer list only the oldest rows come, also where the newest come first."""
    everything = ask("get_achievements_earned_between", u="MaxMilyin", f=0, t=world.now).body
    recent = ask("get_user_recent_achievements", u="MaxMilyin", m=10**7).body
    assert len(everything) == len(recent) == 500
    assert [row["AchievementID"] for row in recent[::-1]] == [row["AchievementID"] for row in everything]
