"""The tickets that only V2 shows: about leaderboards and about rich presence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from retroach_async.emulator.world.boards import Board
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.tickets import (
    OTHER_EVERY,
    SPAN,
    TICKETS,
    State,
    Ticket,
    Trouble,
    reported_at,
)

_OF_PRESENCE = (400, 800)
"""The ids of the tickets about rich presence; the others are about leaderboards."""
_TROUBLES = (Trouble.DID_NOT_START, Trouble.DID_NOT_SUBMIT, Trouble.DID_NOT_CANCEL, Trouble.SUBMITTED_WRONG_VALUE)
_NOTES = "It went wrong in the second stage."


def other_tickets(
    seed: int, games: Sequence[Game], players: Sequence[Player], boards: Callable[[Game], Sequence[Board]], now: int
) -> Iterator[Ticket[Board] | Ticket[Game]]:
    """The tickets whose ids V1 leaves out."""
    rng = Random(f"{seed}/other tickets")
    suspects = [game for game in games if game.boards]
    for number in range(OTHER_EVERY, TICKETS + 1, OTHER_EVERY):
        game = rng.choice(suspects)
        reporter = players[int(len(players) * rng.random() ** 2)]
        state = rng.choice((State.OPEN, State.REQUEST, State.RESOLVED, State.CLOSED))
        if number == TICKETS:
            state = State.PENDING_REVIEW
        reported = reported_at(number, now)
        resolved = (
            reported + rng.randrange(1, SPAN // (TICKETS + 1)) if state in (State.RESOLVED, State.CLOSED) else None
        )
        hardcore = rng.choice((True, False, None))
        if number in _OF_PRESENCE:
            resolver = rng.choice(players[10:50]) if resolved else None
            yield Ticket(
                number,
                game,
                reporter,
                reported,
                Trouble.SUBMITTED_WRONG_VALUE,
                _NOTES,
                state,
                resolver,
                resolved,
                hardcore,
            )
        else:
            board = rng.choice(boards(game))
            yield Ticket(
                number,
                board,
                reporter,
                reported,
                rng.choice(_TROUBLES),
                _NOTES,
                state,
                board.author if resolved else None,
                resolved,
                hardcore,
            )
