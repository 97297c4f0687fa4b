"""One script, six modes."""

from __future__ import annotations

from collections import Counter

import pytest

from retroach_async.emulator import Emulator, World
from tests.emulator.conftest import Ask, Get

OPEN = (1, 3)


@pytest.mark.parametrize(
    ("params", "key"),
    [
        ({"i": "1", "f": "1", "u": "Scott", "g": "1", "a": "1"}, "ReportNotes"),
        ({"f": "1", "u": "Scott", "g": "1", "a": "1"}, "MostReportedGames"),
        ({"u": "Scott", "g": "1", "a": "1"}, "Resolved"),
        ({"g": "1", "a": "1", "f": "5"}, "GameTitle"),
        ({"a": "1"}, "AchievementDescription"),
        ({}, "RecentTickets"),
        ({"i": "0", "g": "-1", "a": "x"}, "RecentTickets"),
    ],
)
async def test_the_first_selector_decides(emulator: Emulator, get: Get, params: dict[str, str], key: str) -> None:
    """A selector that says nothing is passed over for the next."""
    answered = await get(f"{emulator.base_url}/API_GetTicketData.php", y="key", **params)
    assert key in answered.body


def test_open_tickets_are_counted_alike(ask: Ask, world: World) -> None:
    """Games, achievements and the whole site count the same open tickets."""
    total = ask("get_most_recent_tickets").body["OpenTickets"]
    games = ask("get_most_ticketed_games", f=1, c=100).body["MostReportedGames"]
    assert sum(game["OpenTickets"] for game in games) == total
    rows = ask("get_most_recent_tickets", c=100).body["RecentTickets"]
    rows += ask("get_most_recent_tickets", c=100, o=100).body["RecentTickets"]
    assert {row["ReportState"] for row in rows} == set(OPEN)
    for achievement, count in Counter(row["AchievementID"] for row in rows).most_common(5):
        assert ask("get_achievement_ticket_stats", a=achievement).body["OpenTickets"] == count


def test_a_games_tickets_have_every_state(ask: Ask) -> None:
    """Although the field is called open tickets."""
    body = ask("get_game_ticket_stats", g=2, d=1, c=100).body
    assert len(body["Tickets"]) == body["OpenTickets"]
    assert {row["ReportState"] for row in body["Tickets"]} - set(OPEN)
    assert [row["ID"] for row in body["Tickets"]] == sorted((row["ID"] for row in body["Tickets"]), reverse=True)


def test_tickets_come_only_when_asked_for(ask: Ask) -> None:
    """Only `d=1` lists them."""
    assert "Tickets" not in ask("get_game_ticket_stats", g=1).body
    assert "Tickets" not in ask("get_game_ticket_stats", g=1, d=2).body


def test_a_developers_tickets_add_up(ask: Ask, world: World) -> None:
    """Three states are counted and make the total; two are in no count."""
    body = ask("get_developer_ticket_stats", u="Scott").body
    scott = world.owner("Scott")
    mine = [
        ticket for ticket in world.tickets.values()
        if ticket.achievement.author is scott and ticket.achievement.promoted
    ]  # fmt: skip
    counted = [ticket for ticket in mine if int(ticket.state) in (0, 1, 2)]
    assert body["Total"] == body["Open"] + body["Closed"] + body["Resolved"] == len(counted) < len(mine)


def test_a_ticket_says_how_it_ended(ask: Ask, world: World) -> None:
    """Closed and resolved ones have an end, the others have none."""
    for number in list(world.tickets)[::40]:
        ticket = ask("get_ticket_by_id", i=number).body
        is_over = ticket["ReportState"] in (0, 2)
        assert (ticket["ResolvedAt"] is not None) == (ticket["ResolvedBy"] is not None) == is_over
        assert ticket["URL"].endswith(f"/ticket/{number}")
