"""The part of the world that no change touches: what happened before its start."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from retroach_async.emulator.world.achievements import Achievement, achievements_of
from retroach_async.emulator.world.boards import Board, boards_of
from retroach_async.emulator.world.claims import Claim, all_claims
from retroach_async.emulator.world.event_plans import WEEKLY
from retroach_async.emulator.world.events import EventAchievement, SiteEvent, all_events
from retroach_async.emulator.world.games import EVENT, LATER_IDS, Game, all_games
from retroach_async.emulator.world.metrics import Metrics, metrics_of
from retroach_async.emulator.world.other_tickets import other_tickets
from retroach_async.emulator.world.players import all_players
from retroach_async.emulator.world.progress import Progress, progress_in
from retroach_async.emulator.world.rows import Rows
from retroach_async.emulator.world.systems import EVENTS, all_systems
from retroach_async.emulator.world.tickets import AnyTicket, Ticket, achievement_tickets
from retroach_async.emulator.world.weeks import Event, event_of

_EVENT_GAMES = 25
"""The number of games from which the achievements of the week come."""


class Past(Rows):
    """Systems, games and players, made at once; what they did before the start, made when first needed.

    It is computed from the seed and the start alone, so that it is the same whatever is asked first.
    """

    def __init__(self, seed: int, start: datetime, *, tie: bool) -> None:
        self.seed = seed
        self.start = int(start.timestamp())
        self.systems = all_systems()
        """The systems by id."""
        self.games = all_games(seed, self.start, self.systems)
        """The games by id."""
        self.players = all_players(seed, self.start, tie=tie)
        """The players by activity, the busiest first."""
        self._born: dict[int, tuple[Achievement, ...]] = {}
        self._history: dict[tuple[int, bool], list[Progress]] = {}
        self._boards: dict[int, tuple[Board, ...]] = {}

    @cached_property
    def real_games(self) -> list[Game]:
        """All games, without hubs and events."""
        return [game for game in self.games.values() if game.system.has_games]

    @cached_property
    def first_games(self) -> list[Game]:
        """The games from the time when the world was smaller."""
        return [game for game in self.real_games if game.id not in LATER_IDS]

    def born(self, game: Game) -> tuple[Achievement, ...]:
        """The achievements of a game: those that were promoted at the start, then the others."""
        made = self._born.get(game.id)
        if made is None:
            event = self.event_of(game)
            if event:
                made = tuple(each.copy for each in event.achievements)
            else:
                made = achievements_of(self.seed, game, self.players)
            self._born[game.id] = made
        return made

    def history(self, game: Game, *, promoted: bool = True) -> list[Progress]:
        """The progress of all players at the start, in the achievements that were promoted then, or in the others."""
        made = self._history.get((game.id, promoted))
        if made is None:
            chosen = [each for each in self.born(game) if each.promoted is promoted]
            made = progress_in(self.seed, game, chosen, self.players, self.start)
            self._history[game.id, promoted] = made
        return made

    def counted(self, game: Game) -> Metrics:
        """The counts over a game's achievements at the start."""
        return metrics_of([each for each in self.born(game) if each.promoted], self.history(game))

    def boards(self, game: Game) -> tuple[Board, ...]:
        """The leaderboards of a game, hidden ones included."""
        made = self._boards.get(game.id)
        if made is None:
            made = boards_of(self.seed, game, self.born(game), self.history(game))
            self._boards[game.id] = made
        return made

    @cached_property
    def claims(self) -> list[Claim]:
        """All claims, newest first."""
        return all_claims(self.seed, self.games.values(), self.players, self.born, self.start)

    @cached_property
    def tickets(self) -> dict[int, Ticket[Achievement]]:
        """All tickets about achievements by id, as V1 shows them."""
        return achievement_tickets(self.seed, self.first_games, self.players, self.born, self.start)

    @cached_property
    def all_tickets(self) -> dict[int, AnyTicket]:
        """All tickets by id, also those about leaderboards and rich presence."""
        others = other_tickets(self.seed, self.first_games, self.players, self.boards, self.start)
        tickets: dict[int, AnyTicket] = {**self.tickets, **{ticket.id: ticket for ticket in others}}
        return dict(sorted(tickets.items()))

    # Events

    @property
    def event_game(self) -> Game:
        """The pseudo-game of the achievements of the week."""
        return self.games[EVENT]

    @cached_property
    def popular(self) -> list[Game]:
        """The games from which the achievements of events come."""
        return sorted(self.real_games, key=lambda game: -game.popularity)[:_EVENT_GAMES]

    @cached_property
    def event(self) -> Event:
        """The year's achievements of the week, which come from the most popular games."""
        return event_of([each for game in self.popular for each in self.history(game)], self.start)

    @cached_property
    def events(self) -> dict[int, SiteEvent]:
        """The site's events by id, the one of the achievements of the week among them."""
        return all_events(self.games, self.players, self.popular, self.history, week=self.event, now=self.start)

    @cached_property
    def event_achievements(self) -> dict[int, EventAchievement]:
        """The achievements of all events by id."""
        return {each.id: each for event in self.events.values() for each in event.achievements}

    @property
    def current_event_achievement(self) -> EventAchievement:
        """The achievement of the week."""
        return self.events[WEEKLY.id].achievements[-1]

    def event_of(self, game: Game) -> SiteEvent | None:
        """The event of a pseudo-game; None for any other game."""
        if game.system.id != EVENTS:
            return None
        return next(event for event in self.events.values() if event.legacy_game is game)
