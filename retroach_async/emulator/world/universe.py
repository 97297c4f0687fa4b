"""The world with everything in it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from functools import cached_property

from retroach_async.emulator.world.achievements import DRAGSTER_IDS, Achievement, achievements_of
from retroach_async.emulator.world.boards import Board, boards_of
from retroach_async.emulator.world.claims import Claim, all_claims
from retroach_async.emulator.world.games import DRAGSTER, EVENT, Game, all_games
from retroach_async.emulator.world.hashes import Hash, hashes_of
from retroach_async.emulator.world.ledger import Account, Ledger
from retroach_async.emulator.world.metrics import Metrics, metrics_of
from retroach_async.emulator.world.players import MAX, Player, all_players
from retroach_async.emulator.world.progress import Progress, progress_in
from retroach_async.emulator.world.social import Comment, Follows, comments_on, requested_games, wanted_games
from retroach_async.emulator.world.systems import all_systems
from retroach_async.emulator.world.tickets import Ticket, all_tickets
from retroach_async.emulator.world.weeks import Event, event_of

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
"""The present of a world without `now`."""

_EVENT_GAMES = 25
"""The number of games from which the achievements of the week come."""
_COMMENTS, _WALL = 12, 400
"""The largest number of comments on most things, and on the wall of the busiest player."""


class World:
    """Systems, games and players, made at once; unlocks and everything else, made when first needed.

    The same seed and moment give the same world, to the last digit. Time stands still: `now` is the
    world's present, and everything happened before it. With `tie` two of the ten best players have equal
    points; the server then sends an object with its keys out of order instead of a list.
    """

    def __init__(self, seed: int = 1, now: datetime = NOON, *, tie: bool = False) -> None:
        self.seed = seed
        self.now = int(now.timestamp())
        """The present, as Unix seconds."""
        self.systems = all_systems()
        """The systems by id."""
        self.games = all_games(seed, self.now, self.systems)
        """The games by id."""
        self.players = all_players(seed, self.now, tie=tie)
        """The players by activity, the busiest first."""
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
        self._achievements: dict[int, tuple[Achievement, ...]] = {}
        self._progress: dict[tuple[int, bool], list[Progress]] = {}
        self._metrics: dict[int, Metrics] = {}
        self._boards: dict[int, tuple[Board, ...]] = {}
        self._distributions: dict[tuple[int, bool, bool], list[int]] = {}

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

    # The parts of a game

    def all_achievements(self, game: Game) -> tuple[Achievement, ...]:
        """The promoted achievements of a game, then the unpromoted ones."""
        made = self._achievements.get(game.id)
        if made is None:
            made = self._achievements[game.id] = achievements_of(self.seed, game, self.players)
        return made

    def achievements(self, game: Game, *, promoted: bool = True) -> tuple[Achievement, ...]:
        """The promoted, or the unpromoted, achievements of a game in the order of the set."""
        made = self.all_achievements(game)
        return made[: game.promoted] if promoted else made[game.promoted :]

    def progress(self, game: Game, *, promoted: bool = True) -> list[Progress]:
        """The progress of all players in the promoted, or in the unpromoted, achievements of a game."""
        made = self._progress.get((game.id, promoted))
        if made is None:
            made = progress_in(self.seed, game, self.achievements(game, promoted=promoted), self.players, self.now)
            self._progress[game.id, promoted] = made
        return made

    def metrics(self, game: Game) -> Metrics:
        """The counts and sums over a game's promoted achievements."""
        made = self._metrics.get(game.id)
        if made is None:
            made = self._metrics[game.id] = metrics_of(self.achievements(game), self.progress(game))
        return made

    def boards(self, game: Game) -> tuple[Board, ...]:
        """The leaderboards of a game, hidden ones included."""
        made = self._boards.get(game.id)
        if made is None:
            made = boards_of(self.seed, game, self.achievements(game), self.progress(game))
            self._boards[game.id] = made
        return made

    def hashes(self, game: Game) -> list[Hash]:
        """The supported files of a game."""
        return hashes_of(self.seed, game)

    def comments(self, subject: Game | Achievement | Player) -> list[Comment]:
        """The comments on a game, an achievement or a player's wall, oldest first."""
        most = _WALL if subject is self.players[MAX] else _COMMENTS
        return comments_on(self.seed, f"{type(subject).__name__}/{subject.id}", most, self.players, self.now)

    # All games together

    @cached_property
    def ledger(self) -> Ledger:
        """The sums over all games."""
        return Ledger(self.players, ((self.progress(game), self.metrics(game)) for game in self.games.values()))

    def account(self, player: Player) -> Account:
        """A player's games, points and awards."""
        return self.ledger.accounts[player]

    def distribution(self, game: Game, *, promoted: bool, hardcore: bool, me: Player) -> list[int]:
        """The number of players with exactly 1, 2, ... N unlocks: in hardcore, or in casual mode only.

        Untracked and deleted players are left out, except the owner of the key.
        """
        if not me.counts:
            return self._count(game, promoted, hardcore, me)
        key = game.id, promoted, hardcore
        made = self._distributions.get(key)
        if made is None:
            made = self._distributions[key] = self._count(game, promoted, hardcore, me)
        return made

    def _count(self, game: Game, promoted: bool, hardcore: bool, me: Player) -> list[int]:
        counts = [0] * (1 + len(self.achievements(game, promoted=promoted)))
        for each in self.progress(game, promoted=promoted):
            if each.player.counts or each.player is me:
                counts[len(each.hardcore if hardcore else each.casual)] += 1
        return counts[1:]

    @cached_property
    def claims(self) -> list[Claim]:
        """All claims, newest first."""
        return all_claims(self.seed, self.games.values(), self.players, self.all_achievements, self.now)

    @cached_property
    def tickets(self) -> dict[int, Ticket]:
        """All tickets about achievements by id."""
        return all_tickets(self.seed, list(self.games.values()), self.players, self.all_achievements, self.now)

    @cached_property
    def follows(self) -> Follows:
        """The followers and the followed users of every player."""
        return Follows(self.seed, self.players)

    @property
    def event_game(self) -> Game:
        """The pseudo-game of the achievements of the week."""
        return self.games[EVENT]

    def wanted(self, player: Player) -> list[Game]:
        """The games that a player wants to play."""
        return wanted_games(self.seed, player, self.real_games)

    def requested(self, player: Player, allowance: int) -> list[Game]:
        """The games for which a player requests achievements."""
        return requested_games(self.seed, player, self.real_games, allowance)

    @cached_property
    def real_games(self) -> list[Game]:
        """All games, without hubs and events."""
        return [game for game in self.games.values() if game.system.has_games]

    @cached_property
    def event(self) -> Event:
        """The year's achievements of the week, which come from the most popular games."""
        popular = sorted(self.games.values(), key=lambda game: -game.popularity)[:_EVENT_GAMES]
        return event_of((each for game in popular for each in self.progress(game)), self.now)
