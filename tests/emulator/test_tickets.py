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


def test_v1_leaves_out_the_other_tickets(ask: Ask, world: World) -> None:
    """Tickets about leaderboards and rich presence have the ids that V1 answers with 404."""
    others = [ticket for ticket in world.all_tickets.values() if ticket.id not in world.tickets]
    assert {ticket.ticketable_type for ticket in others} == {"leaderboard", "game.rich-presence"}
    assert list(world.all_tickets) == list(range(1, 901))
    for ticket in others:
        assert ask("get_ticket_by_id", i=ticket.id).status == 404
        assert ticket.achievement is None
        assert (ticket.board is not None) == (ticket.ticketable_type == "leaderboard")
        assert ticket.board is None or ticket.board in world.boards(ticket.game)


def test_the_newest_tickets_are_as_late_as_their_ids(world: World) -> None:
    """All tickets, whatever they are about, were reported in the order of their ids."""
    times = [ticket.reported for ticket in world.all_tickets.values()]
    assert times == sorted(times)
    assert times[-1] < world.now


def test_the_words_of_v2_say_what_v1_says(ask: Ask, world: World) -> None:
    """State and trouble of a ticket are the same in the words of either API."""
    states = {
        "Open": "open", "Closed": "closed", "Resolved": "resolved", "Request": "request",
        "Pending Review": "quarantined",
    }  # fmt: skip
    troubles = {"Triggered at the wrong time": "triggered_at_wrong_time", "Did not trigger": "did_not_trigger"}
    for ticket in world.tickets.values():
        row = ask("get_ticket_by_id", i=ticket.id).body
        assert states[row["ReportStateDescription"]] == ticket.state_word
        assert troubles[row["ReportTypeDescription"]] == ticket.type_word
    words = {ticket.type_word for ticket in world.all_tickets.values()}
    assert len(words) == 6
    assert {ticket.state_word for ticket in world.all_tickets.values()} == set(states.values())
