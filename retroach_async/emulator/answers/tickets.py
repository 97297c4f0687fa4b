"""Answers about tickets: six endpoints in one script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import not_found
from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.tickets import State, Ticket
from retroach_async.models.media import SITE

_PAGE, _MOST = 10, 100
_GAMES = 20
"""The number of games for a count that makes no sense."""
_UNPROMOTED = 5


def mode(request: ApiRequest) -> str:
    """The endpoint that the parameters select: the first selector with a value counts."""
    if request.number("i") > 0:
        return "get_ticket_by_id"
    if request.number("f") == 1:
        return "get_most_ticketed_games"
    if request.text("u"):
        return "get_developer_ticket_stats"
    if request.number("g") > 0:
        return "get_game_ticket_stats"
    return "get_achievement_ticket_stats" if request.number("a") > 0 else "get_most_recent_tickets"


def get_ticket_by_id(request: ApiRequest) -> Any:
    """One ticket."""
    number = request.number("i")
    ticket = request.world.tickets.get(number)
    if ticket is None:
        raise not_found({"error": f"Ticket ID {number} not found"})
    return {**_row(ticket), "URL": f"{SITE}/ticket/{ticket.id}"}


def get_most_recent_tickets(request: ApiRequest) -> Any:
    """The open tickets on promoted achievements, newest first."""
    tickets = [each for each in _newest(request) if each.is_open and each.subject.promoted]
    size, offset = spelling.lenient_page(request, _PAGE, _MOST)
    return {
        "OpenTickets": len(tickets),
        "URL": f"{SITE}/tickets",
        "RecentTickets": [_row(ticket) for ticket in spelling.page(tickets, size, offset)],
    }


def get_most_ticketed_games(request: ApiRequest) -> Any:
    """The games with the most open tickets."""
    counts = Counter(each.subject.game for each in _newest(request) if each.is_open and each.subject.promoted)
    games = sorted(counts, key=lambda game: (-counts[game], game.id))
    size = request.number("c", _PAGE)
    return {
        "MostReportedGames": [
            {
                "GameID": game.id,
                "GameTitle": game.title,
                "GameIcon": game.icon,
                "Console": game.system.name,
                "OpenTickets": counts[game],
            }
            for game in games[: min(size, _MOST) if size > 0 else _GAMES]
        ],
        "URL": f"{SITE}/manage/most-reported-games",
    }


def get_developer_ticket_stats(request: ApiRequest) -> Any:
    """The tickets on a developer's promoted achievements by state; two states are not counted."""
    name = request.text("u") or ""
    user = request.world.player_named(name)
    if user is None:
        raise not_found({"error": f"User {name} not found"})
    states = Counter(each.state for each in _newest(request) if each.subject.author is user and each.subject.promoted)
    counted = (State.OPEN, State.CLOSED, State.RESOLVED)
    return {
        "User": user.name,
        "ULID": user.ulid,
        **{state.words: states[state] for state in counted},
        "Total": sum(states[state] for state in counted),
        "URL": f"{SITE}/user/{user.name}/tickets",
    }


def get_game_ticket_stats(request: ApiRequest) -> Any:
    """The tickets of a game in every state."""
    number = request.number("g")
    game = request.world.game(number)
    if game is None:
        raise not_found({"error": f"Game ID {number} not found"})
    tickets = _of(request, game, promoted=request.number("f") != _UNPROMOTED)
    answer = {
        "GameID": game.id,
        "GameTitle": game.title,
        "ConsoleName": game.system.name,
        "OpenTickets": len(tickets),
        "URL": f"{SITE}/game/{game.id}/tickets",
    }
    if request.number("d") == 1:
        size, offset = spelling.lenient_page(request, _PAGE, _MOST)
        answer["Tickets"] = [_row(ticket) for ticket in spelling.page(tickets, size, offset)]
    return answer


def get_achievement_ticket_stats(request: ApiRequest) -> Any:
    """The number of open tickets of an achievement."""
    number = request.number("a")
    achievement = request.world.achievement(number)
    if achievement is None:
        raise not_found({"error": f"Achievement ID {number} not found"})
    return {
        "AchievementID": achievement.id,
        "AchievementTitle": achievement.title,
        "AchievementDescription": achievement.description,
        "AchievementType": spelling.kind(achievement),
        "URL": f"{SITE}/achievement/{achievement.id}/tickets",
        "OpenTickets": sum(each.is_open and each.subject is achievement for each in _newest(request)),
    }


def _newest(request: ApiRequest) -> Iterable[Ticket[Achievement]]:
    return reversed(request.world.tickets.values())


def _of(request: ApiRequest, game: Game, *, promoted: bool) -> list[Ticket[Achievement]]:
    return [each for each in _newest(request) if each.subject.game is game and each.subject.promoted == promoted]


def _named(player: Player | None) -> tuple[str | None, str | None]:
    """Name and ULID of a user; of a deleted account nothing is left."""
    return (None, None) if player is None or player.deleted else (player.name, player.ulid)


def _row(ticket: Ticket[Achievement]) -> dict[str, Any]:
    achievement, game = ticket.subject, ticket.subject.game
    author, author_ulid = _named(achievement.author)
    reporter, reporter_ulid = _named(ticket.reporter)
    resolver, resolver_ulid = _named(ticket.resolver)
    return {
        "ID": ticket.id,
        "AchievementID": achievement.id,
        "AchievementTitle": achievement.title,
        "AchievementDesc": achievement.description,
        "AchievementType": spelling.kind(achievement),
        "Points": achievement.points,
        "BadgeName": achievement.badge,
        "AchievementAuthor": author,
        "AchievementAuthorULID": author_ulid,
        "GameID": game.id,
        "ConsoleName": game.system.name,
        "GameTitle": game.title,
        "GameIcon": game.icon,
        "ReportedAt": spelling.moment(ticket.reported),
        "ReportType": int(ticket.trouble),
        "ReportTypeDescription": ticket.trouble.words,
        "ReportNotes": ticket.notes,
        "ReportedBy": reporter,
        "ReportedByULID": reporter_ulid,
        "ResolvedAt": None if ticket.resolved is None else spelling.moment(ticket.resolved),
        "ResolvedBy": resolver,
        "ResolvedByULID": resolver_ulid,
        "ReportState": int(ticket.state),
        "ReportStateDescription": ticket.state.words,
        "Hardcore": None if ticket.hardcore is None else int(ticket.hardcore),
    }
