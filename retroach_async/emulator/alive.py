"""Players who play: a seeded schedule of unlocks for a running emulator."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from retroach_async.clock import Clock
from retroach_async.emulator.changing import Changing
from retroach_async.emulator.world import Player
from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.progress import Progress

_PLAYERS = 8
"""The number of players who play."""
_FIRST = 3
"""The number of players who make the first moves, one each."""
_SHORTEST, _LONGEST = 2.0, 5.0
"""The time between two moves, in seconds."""
_LATE, _CASUAL, _UPGRADE, _MASTERY = 0.08, 0.1, 0.1, 0.04
"""The parts of the moves that are not a plain hardcore unlock."""


async def play(emulator: Changing, clock: Clock, *, seed: int = 1) -> None:
    """Let the busiest players unlock something every 2 to 5 seconds, until the task is cancelled.

    Most are hardcore unlocks. Now and then one is casual, and later earned again in hardcore; one comes from a
    session offline, up to 13 days ago; and a game is mastered.
    """
    players = Players(emulator, seed)
    while True:
        await clock.sleep(players.pause())
        players.move()


class Players:
    """The busiest players of an emulator, and what they do next."""

    def __init__(self, emulator: Changing, seed: int) -> None:
        self._emulator = emulator
        self._rng = Random(f"{seed}/alive")
        everybody = (player for player in emulator.world.players if player.counts and player.plays and not player.twin)
        self._players = [player for player, _ in zip(everybody, range(_PLAYERS), strict=False)]
        self._games: dict[Player, int] = {}
        self._moves = 0

    def pause(self) -> float:
        """The time to the next move, in seconds."""
        return self._rng.uniform(_SHORTEST, _LONGEST)

    def move(self) -> None:
        """Let one player do something."""
        rng = self._rng
        # The best known players come first, so that whoever watches them sees something soon.
        first = self._moves < _FIRST
        player = self._players[self._moves if first else int(len(self._players) * rng.random() ** 2)]
        self._moves += 1
        chance = rng.random()
        if chance < _UPGRADE:
            casual = [each for progress in self._progress(player) for each in progress.casual]
            if casual:
                self._unlock(player, rng.choice(casual))
                return
        progress = self._game(player)
        if progress is None:
            return
        locked = progress.order[progress.count :]
        if chance > 1 - _MASTERY:
            for achievement in (*progress.casual, *locked):
                self._unlock(player, achievement)
        elif chance > 1 - _MASTERY - _LATE:
            self._unlock(player, locked[0], hours_ago=rng.randrange(1, 13 * 24))
        else:
            self._unlock(player, locked[0], hardcore=rng.random() > max(_CASUAL, player.casual))

    def _progress(self, player: Player) -> list[Progress]:
        return self._emulator.world.account(player).progress

    def _game(self, player: Player) -> Progress | None:
        """The player's progress in the game at hand, or in another one that is not finished; None if all are."""
        open_games = [each for each in self._progress(player) if each.count < len(each.order)]
        at_hand = next((each for each in open_games if each.game.id == self._games.get(player)), None)
        if at_hand is None and open_games:
            at_hand = self._rng.choice(open_games)
            self._games[player] = at_hand.game.id
        return at_hand

    def _unlock(self, player: Player, achievement: Achievement, *, hardcore: bool = True, hours_ago: int = 0) -> None:
        date = self._emulator.now - timedelta(hours=hours_ago)
        self._emulator.unlock(player.name, achievement.id, hardcore=hardcore, date=date)
