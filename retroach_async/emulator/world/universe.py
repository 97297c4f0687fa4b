"""The world with everything in it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby

from retroach_async.emulator.world.achievements import DRAGSTER_IDS, Achievement, achievements_of
from retroach_async.emulator.world.award_rows import AwardRow, all_award_rows, canonical, rows_by_player
from retroach_async.emulator.world.boards import Board, boards_of
from retroach_async.emulator.world.claims import Claim, all_claims
from retroach_async.emulator.world.event_plans import WEEKLY
from retroach_async.emulator.world.events import EventAchievement, SiteEvent, all_events
from retroach_async.emulator.world.games import DRAGSTER, EVENT, LATER_IDS, Game, all_games
from retroach_async.emulator.world.hashes import Hash, hashes_of
from retroach_async.emulator.world.hubs import Hub, all_hubs
from retroach_async.emulator.world.ledger import Account, Ledger
from retroach_async.emulator.world.metrics import Metrics, metrics_of, unlock_times
from retroach_async.emulator.world.other_tickets import other_tickets
from retroach_async.emulator.world.players import MAX, Player, all_players
from retroach_async.emulator.world.progress import Progress, progress_in
from retroach_async.emulator.world.rows import Rows
from retroach_async.emulator.world.sets import AchievementSet, all_sets, sets_by_game
from retroach_async.emulator.world.social import (
    Comment,
    Follows,
    comments_on,
    planned_games,
    requested_games,
    wanted_games,
)
from retroach_async.emulator.world.systems import EVENTS, all_systems
from retroach_async.emulator.world.tickets import AnyTicket, Ticket, achievement_tickets
from retroach_async.emulator.world.versions import SetVersion, all_versions
from retroach_async.emulator.world.weeks import Event, event_of

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
"""The present of a world without `now`."""

_EVENT_GAMES = 25
"""The number of games from which the achievements of the week come."""
_COMMENTS, _WALL = 12, 400
"""The largest number of comments on most things, and on the wall of the busiest player."""


class World(Rows):
    """Systems, games and players, made at once; unlocks and everything else, made when first needed.

    The same seed and moment give the same world, to the last digit. Time stands still: `now` is the
    world's present, and everything happened before it. With `tie` two of the ten best players have equal
    points; the server then sends an object with its keys out of order instead of a list.
    """

    def __init__(self, seed: int = 1, now: datetime = NOON, *, tie: bool = False) -> None:
        self.seed = seed
        self.now = int(now.timestamp())
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
            event = self._event_of(game)
            if event:
                made = tuple(each.copy for each in event.achievements)
            else:
                made = achievements_of(self.seed, game, self.players)
            self._achievements[game.id] = made
        return made

    def _event_of(self, game: Game) -> SiteEvent | None:
        if game.system.id != EVENTS:
            return None
        return next(event for event in self.events.values() if event.legacy_game is game)

    def achievements(self, game: Game, *, promoted: bool = True) -> tuple[Achievement, ...]:
        """The promoted, or the unpromoted, achievements of a game in the order of the set."""
        made = self.all_achievements(game)
        return made[: game.promoted] if promoted else made[game.promoted :]

    def progress(self, game: Game, *, promoted: bool = True) -> list[Progress]:
        """The progress of all players in the promoted, or in the unpromoted, achievements of a game."""
        made = self._progress.get((game.id, promoted))
        if made is None:
            event = self._event_of(game)
            if event:
                made = event.progress if promoted else []
            else:
                made = progress_in(self.seed, game, self.achievements(game, promoted=promoted), self.players, self.now)
            self._progress[game.id, promoted] = made
        return made

    def progress_of(self, player: Player, game: Game) -> Progress | None:
        """One player's progress in the promoted achievements of a game; None for a player who never played it."""
        return next((each for each in self.progress(game) if each.player is player), None)

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
        """The known files of a game; V1 lists the compatible ones."""
        return hashes_of(self.seed, game)

    def comments(self, subject: Game | Achievement | Player) -> list[Comment]:
        """The comments on a game, an achievement or a player's wall, oldest first."""
        most = _WALL if subject is self.players[MAX] else _COMMENTS
        kind = next(each for each in (Game, Achievement, Player) if isinstance(subject, each))
        return comments_on(self.seed, (kind.__name__, subject.id), most, self.players, self.now)

    def unlock_times(self, game: Game) -> dict[Achievement, tuple[list[int], list[int]]]:
        """For each promoted achievement the times of play up to the unlock: in casual mode only, and in hardcore."""
        return unlock_times(self.achievements(game), self.progress(game))

    # All games together

    @cached_property
    def ledger(self) -> Ledger:
        """The sums over all games."""
        return Ledger(self.players, ((self.progress(game), self.metrics(game)) for game in self.real_games))

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
    def tickets(self) -> dict[int, Ticket[Achievement]]:
        """All tickets about achievements by id, as V1 shows them."""
        return achievement_tickets(self.seed, self._first_games, self.players, self.all_achievements, self.now)

    @cached_property
    def all_tickets(self) -> dict[int, AnyTicket]:
        """All tickets by id, also those about leaderboards and rich presence."""
        others = other_tickets(self.seed, self._first_games, self.players, self.boards, self.now)
        tickets: dict[int, AnyTicket] = {**self.tickets, **{ticket.id: ticket for ticket in others}}
        return dict(sorted(tickets.items()))

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
        return wanted_games(self.seed, player, self._first_games)

    def requested(self, player: Player) -> list[Game]:
        """The games for which a player requests achievements."""
        allowance, _ = self.account(player).request_allowance
        return requested_games(self.seed, player, self._first_games, allowance)

    def game_list(self, player: Player, kind: str) -> list[Game]:
        """One of a player's lists by V2's word: play, develop or achievement_set_request."""
        if kind == "develop":
            return planned_games(self.seed, player, self._first_games)
        return self.wanted(player) if kind == "play" else self.requested(player)

    @cached_property
    def real_games(self) -> list[Game]:
        """All games, without hubs and events."""
        return [game for game in self.games.values() if game.system.has_games]

    @cached_property
    def _first_games(self) -> list[Game]:
        return [game for game in self.real_games if game.id not in LATER_IDS]

    # Sets, hubs, events and awards

    @cached_property
    def sets(self) -> dict[int, AchievementSet]:
        """The achievement sets by id."""
        return all_sets(self.games.values(), self.all_achievements)

    @cached_property
    def _sets_by_game(self) -> dict[int, tuple[AchievementSet, ...]]:
        return sets_by_game(self.sets.values())

    def sets_of(self, game: Game) -> tuple[AchievementSet, ...]:
        """The sets of a game, the core set first; a subset's own game has its one set."""
        return self._sets_by_game.get(game.id, ())

    def set_of(self, achievement: Achievement) -> AchievementSet:
        """The set of an achievement."""
        return self._sets_by_game[achievement.game.id][0]

    @cached_property
    def set_versions(self) -> dict[int, SetVersion]:
        """The versions of all sets by id."""
        return all_versions(
            self.seed,
            self.sets.values(),
            lambda each: self.all_achievements(each.game),
            lambda each: self.progress(each.game),
            self.now,
        )

    def versions(self, of: AchievementSet) -> tuple[SetVersion, ...]:
        """The versions of a set, the oldest first."""
        return self._versions_by_set[of]

    @cached_property
    def _versions_by_set(self) -> dict[AchievementSet, tuple[SetVersion, ...]]:
        return {of: tuple(made) for of, made in groupby(self.set_versions.values(), key=lambda version: version.set)}

    @cached_property
    def hubs(self) -> dict[int, Hub]:
        """The hubs by id."""
        return all_hubs(self.seed, self.games, self.events.values(), self.now)

    @cached_property
    def _popular(self) -> list[Game]:
        return sorted(self.real_games, key=lambda game: -game.popularity)[:_EVENT_GAMES]

    @cached_property
    def event(self) -> Event:
        """The year's achievements of the week, which come from the most popular games."""
        return event_of([each for game in self._popular for each in self.progress(game)], self.now)

    @cached_property
    def events(self) -> dict[int, SiteEvent]:
        """The site's events by id, the one of the achievements of the week among them."""
        return all_events(self.games, self.players, self._popular, self.progress, week=self.event, now=self.now)

    @cached_property
    def event_achievements(self) -> dict[int, EventAchievement]:
        """The achievements of all events by id."""
        return {each.id: each for event in self.events.values() for each in event.achievements}

    @property
    def current_event_achievement(self) -> EventAchievement:
        """The achievement of the week."""
        return self.events[WEEKLY.id].achievements[-1]

    @cached_property
    def award_rows(self) -> dict[int, AwardRow]:
        """All awards of all players by id, the oldest first."""
        return all_award_rows(self.ledger.awards, self.ledger.accounts.values(), self.events.values())

    @cached_property
    def _awards_by_player(self) -> dict[Player, tuple[AwardRow, ...]]:
        return rows_by_player(self.award_rows.values())

    def award_rows_of(self, player: Player) -> tuple[AwardRow, ...]:
        """All awards of a player: for games, from events, from the site."""
        return self._awards_by_player.get(player, ())

    def canonical_awards(self, player: Player) -> tuple[AwardRow, ...]:
        """A player's awards without the casual ones that a hardcore award for the same game hides."""
        return canonical(self.award_rows_of(player))
