"""Tickets: reports of players about achievements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from random import Random

from attrs import define

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import DRAGSTER, Game
from retroach_async.emulator.world.players import Player

TICKETS = 900
_BOARD_TICKET_EVERY = 50
"""One of so many tickets is about a leaderboard, which V1 does not return."""
_NOTES = (
    "It unlocked as soon as the title screen came up.",
    "I did what it asks for, twice, and nothing happened.<br/>MD5: {md5}",
    "Happens after loading a save state.\nEmulator: RALibRetro",
    "Did not count the last enemy.",
)


class State(IntEnum):
    """The state of a ticket."""

    CLOSED = 0
    OPEN = 1
    RESOLVED = 2
    REQUEST = 3
    PENDING_REVIEW = 4

    @property
    def words(self) -> str:
        """The site's words for the state."""
        return self.name.replace("_", " ").title()


OPEN_STATES = (State.OPEN, State.REQUEST)
"""The states that count as open."""


class Trouble(IntEnum):
    """The kind of the trouble with an achievement."""

    WRONG_TIME = 1
    DID_NOT_TRIGGER = 2

    @property
    def words(self) -> str:
        """The site's words for the trouble."""
        return "Triggered at the wrong time" if self is Trouble.WRONG_TIME else "Did not trigger"


@define(eq=False)
class Ticket:
    """One ticket."""

    id: int
    achievement: Achievement
    reporter: Player
    reported: int
    trouble: Trouble
    notes: str
    state: State
    resolver: Player | None
    resolved: int | None
    hardcore: bool | None
    """True for hardcore, False for casual mode; None for unknown."""

    @property
    def is_open(self) -> bool:
        """True for a ticket that waits for a developer."""
        return self.state in OPEN_STATES


def all_tickets(
    seed: int,
    games: Sequence[Game],
    players: Sequence[Player],
    achievements: Callable[[Game], Sequence[Achievement]],
    now: int,
) -> dict[int, Ticket]:
    """All tickets about achievements by id; the newest tickets have the highest ids."""
    rng = Random(f"{seed}/tickets")
    suspects = [game for game in games if game.promoted and game.id != DRAGSTER]
    tickets: dict[int, Ticket] = {}
    span = 2000 * 86400
    for number in range(1, TICKETS + 1):
        if number % _BOARD_TICKET_EVERY == 0:
            continue
        reported = now - span + span * number // (TICKETS + 1)
        # The cube gives a few games many more tickets than the rest.
        achievement = rng.choice(achievements(suspects[int(len(suspects) * rng.random() ** 3)]))
        states = (State.OPEN, State.OPEN, State.REQUEST, State.PENDING_REVIEW, State.RESOLVED)
        state = rng.choice(states if number > TICKETS - 220 else (State.CLOSED, State.RESOLVED, State.RESOLVED))
        is_over = state in (State.CLOSED, State.RESOLVED)
        tickets[number] = Ticket(
            number,
            achievement,
            players[int(len(players) * rng.random() ** 2)],
            reported,
            rng.choice(list(Trouble)),
            rng.choice(_NOTES).format(md5=achievement.logic),
            state,
            achievement.author if is_over else None,
            reported + rng.randrange(1, span // (TICKETS + 1)) if is_over else None,
            rng.choice((True, True, False, None)),
        )
    return tickets
