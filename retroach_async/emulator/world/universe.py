"""The world with everything in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby

from retroach_async.emulator.world.achievements import DRAGSTER_IDS, Achievement
from retroach_async.emulator.world.boards import Board
from retroach_async.emulator.world.events import FIRST_LATER_COPY
from retroach_async.emulator.world.games import DRAGSTER, Game
from retroach_async.emulator.world.hashes import Hash, hashes_of
from retroach_async.emulator.world.hubs import Hub, all_hubs
from retroach_async.emulator.world.players import MAX, Player
from retroach_async.emulator.world.present import Present
from retroach_async.emulator.world.sets import AchievementSet, all_sets, sets_by_game
from retroach_async.emulator.world.social import (
    Comment,
    Follows,
    comments_on,
    planned_games,
    requested_games,
    wanted_games,
)
from retroach_async.emulator.world.versions import SetVersion, all_versions

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
"""The present of a world without `now`."""

_EVENT_GAMES = 25
"""The number of games from which the achievements of the week come."""
_COMMENTS, _WALL = 12, 400
"""The largest number of comments on most things, and on the wall of the busiest player."""


class World(Present):
    """Systems, games and players, made at once; unlocks and everything else, made when first needed.

    The same seed and moment give the same world, to the last digit. `now` is its present, and everything
    happened before it. An emulator moves the present on and may change its world: see `Emulator.unlock`.
    With `tie` two of the ten best players have equal points; the server then sends an object with its keys
    out of order instead of a list.
    """

    def __init__(self, seed: int = 1, now: datetime = NOON, *, tie: bool = False) -> None:
        super().__init__(seed, now, tie=tie)
        self._versions: dict[int, SetVersion] = {}
        self._versions_by_set: dict[AchievementSet, tuple[SetVersion, ...]] = {}
        self._versions_of = -1
        self._by_name: dict[str, Player] = {}
        for player in self.players:
            if not player.deleted:
                self._by_name[player.ulid] = player
                self._by_name.setdefault(player.account.lower(), player)
        for player in self.players:
            if not player.deleted:
                self._by_name[player.name.lower()] = player
        self._numbered = [game for game in self.games.values() if game.first_achievement]
        self._starts = [game.first_achievement for game in self._numbered]

    # Looking things up

    def player_named(self, name: str) -> Player | None:
        """The player with a display name, an account name or a ULID."""
        return self._by_name.get(name.upper() if len(name) == 26 else name.lower())

    def owner(self, name: str) -> Player:
        """The player with a name; raises ValueError for an unknown name."""
        player = self.player_named(name)
        if player is None:
            raise ValueError(f"there is no player named {name!r} in the emulator's universe")
        return player

    def game(self, number: int) -> Game | None:
        """The game with an id."""
        return self.games.get(number)

    def achievement(self, number: int) -> Achievement | None:
        """The achievement with an id."""
        game = self.games[DRAGSTER] if number in DRAGSTER_IDS else self._game_of(number)
        if number > FIRST_LATER_COPY:
            game = self.event_game
        return next((each for each in self.all_achievements(game) if each.id == number), None) if game else None

    def _game_of(self, achievement: int) -> Game | None:
        position = bisect_right(self._starts, achievement) - 1
        return self._numbered[position] if position >= 0 else None

    def board(self, number: int) -> Board | None:
        """The leaderboard with an id."""
        for game in self.games.values():
            if game.first_board <= number < game.first_board + game.boards:
                return self.boards(game)[number - game.first_board]
        return None

    # What surrounds games and players

    def hashes(self, game: Game) -> list[Hash]:
        """The known files of a game; V1 lists the compatible ones."""
        return hashes_of(self.seed, game)

    def comments(self, subject: Game | Achievement | Player) -> list[Comment]:
        """The comments on a game, an achievement or a player's wall, oldest first."""
        most = _WALL if subject is self.players[MAX] else _COMMENTS
        kind = next(each for each in (Game, Achievement, Player) if isinstance(subject, each))
        return comments_on(self.seed, (kind.__name__, subject.id), most, self.players, self.start)

    @cached_property
    def follows(self) -> Follows:
        """The followers and the followed users of every player."""
        return Follows(self.seed, self.players)

    def wanted(self, player: Player) -> list[Game]:
        """The games that a player wants to play."""
        return wanted_games(self.seed, player, self.first_games)

    def requested(self, player: Player) -> list[Game]:
        """The games for which a player requests achievements."""
        allowance, _ = self.account(player).request_allowance
        return requested_games(self.seed, player, self.first_games, allowance)

    def game_list(self, player: Player, kind: str) -> list[Game]:
        """One of a player's lists by V2's word: play, develop or achievement_set_request."""
        if kind == "develop":
            return planned_games(self.seed, player, self.first_games)
        return self.wanted(player) if kind == "play" else self.requested(player)

    # Sets

    @cached_property
    def sets(self) -> dict[int, AchievementSet]:
        """The achievement sets by id."""
        return all_sets(self.games.values(), self.born)

    @cached_property
    def _sets_by_game(self) -> dict[int, tuple[AchievementSet, ...]]:
        return sets_by_game(self.sets.values())

    def sets_of(self, game: Game) -> tuple[AchievementSet, ...]:
        """The sets of a game, the core set first; a subset's own game has its one set."""
        return self._sets_by_game.get(game.id, ())

    def set_of(self, achievement: Achievement) -> AchievementSet:
        """The set of an achievement."""
        return self._sets_by_game[achievement.game.id][0]

    @property
    def set_versions(self) -> Mapping[int, SetVersion]:
        """The versions of all sets by id."""
        if self._versions_of != self.changes:
            self._versions_of = self.changes
            self._versions = all_versions(
                self.seed,
                self.sets.values(),
                lambda each: self.all_achievements(each.game),
                lambda each: self.progress(each.game),
                self.start,
            )
            self._versions_by_set = {
                of: tuple(made) for of, made in groupby(self._versions.values(), key=lambda version: version.set)
            }
        return self._versions

    def versions(self, of: AchievementSet) -> tuple[SetVersion, ...]:
        """The versions of a set, the oldest first."""
        return self._versions_by_set[of] if self.set_versions else ()

    # Hubs

    @cached_property
    def hubs(self) -> dict[int, Hub]:
        """The hubs by id."""
        return all_hubs(self.seed, self.games, self.events.values(), self.start)
