"""Claims: the developers and the sets on which they work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import count
from random import Random

from attrs import define

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import LATER_IDS, Game
from retroach_async.emulator.world.players import DEPARTED, DEVELOPERS, SCOTT, Player

_DAY = 86400
_OPEN, _LATER_OPEN = 0.5, 0.1
"""The part of the games without a set, first and later ones, on which somebody works."""
_TERM = 90 * _DAY
"""The duration of a claim, in seconds."""


class Status(IntEnum):
    """The state of a claim."""

    ACTIVE = 0
    COMPLETE = 1
    DROPPED = 2
    IN_REVIEW = 3


class Special(IntEnum):
    """The special kind of a claim."""

    NONE = 0
    OWN_REVISION = 1
    FREE_ROLLOUT = 2
    SCHEDULED_RELEASE = 3


@define(eq=False)
class Claim:
    """One developer's claim on a game."""

    id: int
    user: Player
    game: Game
    is_collaboration: bool
    is_revision: bool
    status: Status
    extensions: int
    special: Special
    created: int
    finished: int
    """The end of the claim, as Unix seconds; for an open claim the planned end."""
    updated: int

    @property
    def is_open(self) -> bool:
        """True while the developer works on the set, or while it is in review."""
        return self.status in (Status.ACTIVE, Status.IN_REVIEW)


def all_claims(
    seed: int,
    games: Iterable[Game],
    players: Sequence[Player],
    achievements: Callable[[Game], Sequence[Achievement]],
    now: int,
) -> list[Claim]:
    """All claims, newest first."""
    first, later, numbers = Random(f"{seed}/claims"), Random(f"{seed}/later claims"), count(1)
    developers = [players[SCOTT], *(players[index] for index in DEVELOPERS)]
    claims: list[Claim] = []
    for game in sorted(games, key=lambda game: game.id in LATER_IDS):
        rng = later if game.id in LATER_IDS else first
        if game.promoted and game.system.has_games:
            claims += _done(rng, numbers, game, achievements(game)[0].author, rng.choice(developers), now=now)
        elif game.system.active and game.system.has_games and rng.random() < (_LATER_OPEN if rng is later else _OPEN):
            claims.append(_open(rng, numbers, game, rng.choice(developers), now))
            if rng.random() < 0.1:
                created = now - 500 * _DAY
                claims.append(_claim(numbers, players[DEPARTED], game, created, created + _DAY, status=Status.DROPPED))
    return sorted(claims, key=lambda claim: (-claim.created, -claim.id))


def _claim(
    numbers: Iterator[int],
    user: Player,
    game: Game,
    created: int,
    finished: int,
    *,
    status: Status,
    is_collaboration: bool = False,
    is_revision: bool = False,
    extensions: int = 0,
    special: Special = Special.NONE,
    updated: int | None = None,
) -> Claim:
    updated = finished if updated is None else updated
    return Claim(
        next(numbers),
        user,
        game,
        is_collaboration,
        is_revision,
        status,
        extensions,
        special,
        created,
        finished,
        updated,
    )


def _done(
    rng: Random, numbers: Iterator[int], game: Game, author: Player, other: Player, *, now: int
) -> Iterator[Claim]:
    """The claims of a finished set: the claim of its author, and sometimes others."""
    created = game.published - rng.randint(5, 80) * _DAY
    special = Special.FREE_ROLLOUT if rng.random() < 0.05 else Special.NONE
    extensions = int(rng.random() < 0.1)
    yield _claim(
        numbers, author, game, created, game.published, status=Status.COMPLETE, extensions=extensions, special=special
    )
    if other is author:
        return
    if rng.random() < 0.1:
        yield _claim(
            numbers, other, game, created + _DAY, game.published, status=Status.COMPLETE, is_collaboration=True
        )
    if rng.random() < 0.1:
        later = game.published + rng.randrange(1, max(2, now - game.published - 20 * _DAY))
        yield _claim(numbers, other, game, later, later + 9 * _DAY, status=Status.DROPPED, is_revision=True)


def _open(rng: Random, numbers: Iterator[int], game: Game, user: Player, now: int) -> Claim:
    """The claim of an unfinished set; some of these claims are overdue."""
    created = now - rng.randrange(_DAY, 110 * _DAY)
    return _claim(
        numbers,
        user,
        game,
        created,
        created + _TERM,
        status=Status.IN_REVIEW if rng.random() < 0.2 else Status.ACTIVE,
        special=Special.SCHEDULED_RELEASE if rng.random() < 0.1 else Special.NONE,
        updated=created + rng.randrange(now - created),
    )
