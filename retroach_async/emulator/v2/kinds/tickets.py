"""Tickets."""

from __future__ import annotations

from collections.abc import Sequence

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import ABSENT, Kind, Listing, Routes, Show, Value, one
from retroach_async.emulator.v2.kinds.achievements import achievement
from retroach_async.emulator.v2.kinds.games import game
from retroach_async.emulator.v2.kinds.users import user
from retroach_async.emulator.v2.refusals import unknown
from retroach_async.emulator.v2.spelling import icon, moment, moment_or_none
from retroach_async.emulator.world import Player
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.tickets import AnyTicket
from retroach_async.models.media import SITE

_QUARANTINED = "quarantined"
_STATES = ("open", "request", "resolved", "closed", _QUARANTINED)
_TYPES = (
    "did_not_cancel", "did_not_start", "did_not_submit", "did_not_trigger", "submitted_wrong_value",
    "triggered_at_wrong_time",
)  # fmt: skip
_SUBJECTS = ("achievement", "leaderboard", "game.rich-presence")
_MANAGER = "ticket-manager"


def _name(player: Player | None) -> str | None:
    return player.name if player else None


def _game(ticket: AnyTicket) -> Game | None:
    """The game of an achievement or a leaderboard; the server looks for none beside a ticket about rich presence."""
    return ticket.game if ticket.achievement or ticket.board else None


def _only_where_it_is(value: Value) -> Value:
    """A related row that a ticket about something else does not even have as null."""

    def related(request: ApiRequest, ticket: AnyTicket) -> object:
        found = value(request, ticket)
        return ABSENT if found is None else found

    return related


TICKETS = Kind(
    type="tickets",
    attributes={
        "state": lambda _, ticket: ticket.state_word,
        "type": lambda _, ticket: ticket.type_word,
        "body": lambda _, ticket: ticket.notes,
        "hardcore": lambda _, ticket: ticket.hardcore,
        "reportedAt": lambda _, ticket: moment(ticket.reported),
        "resolvedAt": lambda _, ticket: moment_or_none(ticket.resolved),
        "ticketableType": lambda _, ticket: ticket.ticketable_type,
        "ticketableId": lambda _, ticket: ticket.subject.id,
        "ticketableTitle": lambda _, ticket: ticket.subject.title if _game(ticket) else None,
        "gameId": lambda _, ticket: (game := _game(ticket)) and game.id,
        "gameTitle": lambda _, ticket: (game := _game(ticket)) and game.title,
        "gameIconUrl": lambda _, ticket: (game := _game(ticket)) and icon(game),
        "systemName": lambda _, ticket: (game := _game(ticket)) and game.system.name,
        "reporterDisplayName": lambda _, ticket: ticket.reporter.name,
        "resolverDisplayName": lambda _, ticket: _name(ticket.resolver),
        "authorDisplayName": lambda _, ticket: _name(ticket.author),
    },
    unnamed=frozenset(
        {"ticketableTitle", "gameId", "gameTitle", "reporterDisplayName", "resolverDisplayName", "authorDisplayName"}
    ),
    relations={
        "achievement": one("achievements", _only_where_it_is(lambda _, ticket: ticket.achievement)),
        "leaderboard": one("leaderboards", _only_where_it_is(lambda _, ticket: ticket.board)),
        "reporter": one("users", lambda _, ticket: ticket.reporter),
        "resolver": one("users", lambda _, ticket: ticket.resolver),
        "author": one("users", lambda _, ticket: ticket.author),
    },
    idle=frozenset({"leaderboard.entries"}),
    filters={
        "id": filters.ids(),
        "state": filters.words(lambda _, ticket: ticket.state_word, _STATES, "ticket state", with_all=True),
        "type": filters.words(lambda _, ticket: ticket.type_word, _TYPES, "ticket type", with_all=True),
        "ticketableType": filters.words(
            lambda _, ticket: ticket.ticketable_type, _SUBJECTS, "ticketable type", with_all=True
        ),
        "reporterUserId": filters.ulids(lambda ticket: ticket.reporter),
        "resolverUserId": filters.ulids(lambda ticket: ticket.resolver),
        "achievementId": filters.ids(
            lambda _, ticket: ticket.achievement and ticket.achievement.id, bad="Invalid achievement id"
        ),
        "leaderboardId": filters.ids(lambda _, ticket: ticket.board and ticket.board.id, bad="Invalid leaderboard id"),
        "gameId": filters.an_id(lambda _, ticket: (game := _game(ticket)) and game.id, bad="Invalid game id"),
    },
    defaults={"state": "open,request"},
    sorts={
        "reportedAt": lambda _, ticket: ticket.reported,
        "resolvedAt": lambda _, ticket: ticket.resolved,
    },
    order="-reportedAt",
    links={"webUrl": lambda ticket: f"{SITE}/ticket/{ticket.id}"},
)


def _is_visible(ticket: AnyTicket, me: Player) -> bool:
    """True for all but quarantined tickets, which those see who manage tickets, and their reporters."""
    return ticket.state_word != _QUARANTINED or _MANAGER in me.roles or ticket.reporter is me


def ticket(request: ApiRequest) -> AnyTicket:
    """The ticket in the path."""
    found = request.world.all_tickets.get(int(request.path["ticket_id"]))
    if found is None or not _is_visible(found, request.me):
        raise unknown()
    return found


def tickets(request: ApiRequest) -> Sequence[AnyTicket]:
    """All tickets that the caller may see."""
    return [each for each in request.world.all_tickets.values() if _is_visible(each, request.me)]


def tickets_of_achievement(request: ApiRequest) -> Sequence[AnyTicket]:
    """The tickets about the achievement in the path."""
    subject = achievement(request)
    return [each for each in tickets(request) if each.subject is subject]


def tickets_of_game(request: ApiRequest) -> Sequence[AnyTicket]:
    """The tickets about anything in the game in the path."""
    of = game(request)
    return [each for each in tickets(request) if each.game is of]


def tickets_of_user(request: ApiRequest) -> Sequence[AnyTicket]:
    """The tickets about anything that the user in the path made."""
    author = user(request)
    return [each for each in tickets(request) if each.author is author]


KINDS = (TICKETS,)
ROUTES: Routes = {
    "achievements.tickets": Listing("tickets", tickets_of_achievement, repeats="achievementId"),
    "games.tickets": Listing("tickets", tickets_of_game, repeats="gameId"),
    "tickets.list": Listing("tickets", tickets),
    "tickets.get": Show("tickets", ticket),
    "users.tickets": Listing("tickets", tickets_of_user),
}
