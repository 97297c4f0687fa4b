"""Wanted games, comments and follows."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from attrs import define

from retroach_async.emulator.world import words
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.players import DEVELOPERS, FOX, GHOST, MAX, SCOTT, Player
from retroach_async.models import Permissions

_YEARS = 4 * 365 * 86400


@define(eq=False)
class Comment:
    """One comment."""

    id: int
    author: Player
    at: int
    text: str


class Follows:
    """The followers and the followed users of every player."""

    def __init__(self, seed: int, players: Sequence[Player]) -> None:
        rng = Random(f"{seed}/follows")
        self._following: dict[Player, set[Player]] = {player: set() for player in players}
        self._followers: dict[Player, set[Player]] = {player: set() for player in players}
        active = [player for player in players if player.plays and not player.deleted]
        for player in active:
            for _ in range(int(12 * rng.random() ** 2)):
                self._add(player, active[int(len(active) * rng.random() ** 2)])
        for index in (SCOTT, *range(FOX, 200, 7)):
            self._add(players[MAX], players[index])
        for index in (SCOTT, *range(FOX, 200, 14)):
            self._add(players[index], players[MAX])
        self._following[players[GHOST]].discard(players[MAX])
        self._followers[players[MAX]].discard(players[GHOST])

    def _add(self, player: Player, friend: Player) -> None:
        if friend is not player and not friend.deleted and not player.deleted:
            self._following[player].add(friend)
            self._followers[friend].add(player)

    def following(self, player: Player) -> set[Player]:
        """The players whom a player follows."""
        return self._following[player]

    def followers(self, player: Player) -> set[Player]:
        """The players who follow a player."""
        return self._followers[player]

    def are_mutual(self, one: Player, other: Player) -> bool:
        """True when two players follow each other."""
        return other in self._following[one] and one in self._following[other]


_SUBJECTS = ("Game", "Achievement", "Player")


def comments_on(seed: int, subject: tuple[str, int], most: int, players: Sequence[Player], now: int) -> list[Comment]:
    """The visible comments on something, oldest first; without deleted and banned authors.

    The subject is the name of its class and its id.
    """
    kind, number = subject
    rng = Random(f"{seed}/comments/{kind}/{number}")
    first = 1000 * (len(_SUBJECTS) * number + _SUBJECTS.index(kind))
    comments = [
        Comment(
            place, players[int(len(players) * rng.random() ** 3)], now - rng.randrange(60, _YEARS), words.remark(rng)
        )
        for place in range(first, first + int((most + 1) * rng.random()))
    ]
    visible = [each for each in comments if each.author.permissions > Permissions.BANNED and not each.author.deleted]
    return sorted(visible, key=lambda comment: comment.at)


def wanted_games(seed: int, player: Player, games: Sequence[Game]) -> list[Game]:
    """The games that a player wants to play."""
    rng = Random(f"{seed}/wanted/{player.id}")
    return rng.sample(games, 120 if player.index == MAX else rng.randint(0, 15))


def requested_games(seed: int, player: Player, games: Sequence[Game], allowance: int) -> list[Game]:
    """The games for which a player requests a set; some of these games have a set by now."""
    rng = Random(f"{seed}/requested/{player.id}")
    return rng.sample(games, min(allowance, rng.randint(2, 12)))


def planned_games(seed: int, player: Player, games: Sequence[Game]) -> list[Game]:
    """The games for which a player wants to make achievements; empty for players who make none."""
    rng = Random(f"{seed}/planned/{player.id}")
    is_developer = player.index == SCOTT or player.index in DEVELOPERS
    return rng.sample([game for game in games if not game.promoted], rng.randint(2, 6)) if is_developer else []
