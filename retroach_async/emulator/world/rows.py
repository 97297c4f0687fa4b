"""The ids and moments of rows that only V2 shows: computed from what a row is about, so they never change."""

from __future__ import annotations

from random import Random

from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.players import PLAYERS, Player
from retroach_async.emulator.world.progress import Progress
from retroach_async.emulator.world.sets import AchievementSet

LIST_KINDS = ("play", "develop", "achievement_set_request")
"""V2's words for the kinds of personal game lists."""
_STRIDE = 10 * (PLAYERS // 10 + 1)
"""More than the highest id of a player."""


class Rows:
    """The part of the world that names rows."""

    seed: int
    start: int
    """The present of the world as it was made, as Unix seconds: everything that is not a change happened before."""

    def player_game_id(self, progress: Progress) -> int:
        """The id of a player's progress in a game."""
        return progress.game.id * _STRIDE + progress.player.id

    def player_achievement_id(self, progress: Progress, place: int) -> int:
        """The id of the unlock at a place of a player's order."""
        return progress.id_of(place) or progress.order[place].id * _STRIDE + progress.player.id

    def player_set_id(self, progress: Progress, of: AchievementSet) -> int:
        """The id of a player's progress in a set."""
        return of.id * _STRIDE + progress.player.id

    def follow_id(self, one: Player, other: Player) -> int:
        """The id of the row that says that one player follows another."""
        return one.id * _STRIDE + other.id

    def followed_at(self, one: Player, other: Player) -> int | None:
        """The moment when one player began to follow another, as Unix seconds; None where it was not recorded."""
        rng = Random(f"{self.seed}/followed/{one.id}/{other.id}")
        return None if rng.random() < 0.1 else rng.randrange(max(one.joined, other.joined), self.start)

    def list_entry_id(self, player: Player, game: Game, kind: str) -> int:
        """The id of a game in one of a player's lists."""
        return (game.id * _STRIDE + player.id) * len(LIST_KINDS) + LIST_KINDS.index(kind)

    def list_entry_at(self, player: Player, game: Game, kind: str) -> int:
        """The moment when a player put a game into a list, as Unix seconds."""
        return Random(f"{self.seed}/listed/{player.id}/{game.id}/{kind}").randrange(player.joined, self.start)
