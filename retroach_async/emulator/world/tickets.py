"""Tickets: reports of players about things that do not work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from random import Random
from typing import Generic, TypeAlias, TypeVar

from attrs import define

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.boards import Board
from retroach_async.emulator.world.games import DRAGSTER, Game
from retroach_async.emulator.world.players import Player

TICKETS = 900
OTHER_EVERY = 50
"""One of so many tickets is not about an achievement; V1 does not return it."""
SPAN = 2000 * 86400
"""The time from the first ticket to the present, in seconds."""
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


_STATE_WORDS = {
    State.CLOSED: "closed",
    State.OPEN: "open",
    State.RESOLVED: "resolved",
    State.REQUEST: "request",
    State.PENDING_REVIEW: "quarantined",
}
"""V2's words for the states."""


class Trouble(IntEnum):
    """The kind of the trouble: the first two are those of achievements, the others those of leaderboards."""

    TRIGGERED_AT_WRONG_TIME = 1
    DID_NOT_TRIGGER = 2
    DID_NOT_START = 3
    DID_NOT_SUBMIT = 4
    DID_NOT_CANCEL = 5
    SUBMITTED_WRONG_VALUE = 6

    @property
    def words(self) -> str:
        """The site's words for the trouble."""
        return self.name.replace("_", " ").capitalize().replace("at wrong", "at the wrong")


_OF_ACHIEVEMENTS = (Trouble.TRIGGERED_AT_WRONG_TIME, Trouble.DID_NOT_TRIGGER)

Subject = TypeVar("Subject", bound=Achievement | Board | Game)


@define(eq=False)
class Ticket(Generic[Subject]):
    """One ticket about an achievement, a leaderboard or the rich presence of a game."""

    id: int
    subject: Subject
    """The thing that has trouble; a game for its rich presence."""
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
    def achievement(self) -> Achievement | None:
        """The achievement with trouble."""
        return self.subject if isinstance(self.subject, Achievement) else None

    @property
    def board(self) -> Board | None:
        """The leaderboard with trouble."""
        return self.subject if isinstance(self.subject, Board) else None

    @property
    def game(self) -> Game:
        """The game of the thing with trouble."""
        return self.subject if isinstance(self.subject, Game) else self.subject.game

    @property
    def author(self) -> Player | None:
        """The author of the achievement or the leaderboard; None where nobody is known."""
        return None if isinstance(self.subject, Game) else self.subject.author

    @property
    def ticketable_type(self) -> str:
        """V2's word for the sort of thing."""
        if isinstance(self.subject, Game):
            return "game.rich-presence"
        return "leaderboard" if isinstance(self.subject, Board) else "achievement"

    @property
    def state_word(self) -> str:
        """V2's word for the state."""
        return _STATE_WORDS[self.state]

    @property
    def type_word(self) -> str:
        """V2's word for the trouble."""
        return self.trouble.name.lower()

    @property
    def is_open(self) -> bool:
        """True for a ticket that waits for a developer."""
        return self.state in OPEN_STATES


AnyTicket: TypeAlias = Ticket[Achievement] | Ticket[Board] | Ticket[Game]


def reported_at(number: int, now: int) -> int:
    """The moment of the ticket with an id, as Unix seconds."""
    return now - SPAN + SPAN * number // (TICKETS + 1)


def achievement_tickets(
    seed: int,
    games: Sequence[Game],
    players: Sequence[Player],
    achievements: Callable[[Game], Sequence[Achievement]],
    now: int,
) -> dict[int, Ticket[Achievement]]:
    """All tickets about achievements by id; the newest tickets have the highest ids."""
    rng = Random(f"{seed}/tickets")
    suspects = [game for game in games if game.promoted and game.id != DRAGSTER]
    tickets: dict[int, Ticket[Achievement]] = {}
    for number in range(1, TICKETS + 1):
        if number % OTHER_EVERY == 0:
            continue
        reported = reported_at(number, now)
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
            rng.choice(_OF_ACHIEVEMENTS),
            rng.choice(_NOTES).format(md5=achievement.logic),
            state,
            achievement.author if is_over else None,
            reported + rng.randrange(1, SPAN // (TICKETS + 1)) if is_over else None,
            rng.choice((True, True, False, None)),
        )
    return tickets
