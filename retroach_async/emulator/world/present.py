"""The part of the world that changes: everything that is counted from unlocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from random import Random
from threading import RLock

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.award_book import AwardBook
from retroach_async.emulator.world.award_rows import AwardRow, all_award_rows, canonical
from retroach_async.emulator.world.awards import awards_for
from retroach_async.emulator.world.event_plans import EVENT_PLANS, WEEKLY, monday_before
from retroach_async.emulator.world.events import EventAchievement, SiteEvent, add_week
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.ledger import Account, Ledger
from retroach_async.emulator.world.lived import Record
from retroach_async.emulator.world.metrics import Metrics, metrics_of, unlock_times
from retroach_async.emulator.world.past import Past
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.progress import Progress, Unlock
from retroach_async.emulator.world.weeks import Window

_FIRST_ROW = 10**11
"""The id of the first unlock after the start, higher than all before."""


class Present(Past):
    """The past, and the records of players who changed something since.

    A record takes the place of the player's progress in one game. `put` is the only way to change one. It
    drops the counts over the game; the sums over all games follow when they are next asked for.
    """

    def __init__(self, seed: int, start: datetime, *, tie: bool) -> None:
        super().__init__(seed, start, tie=tie)
        self.lock = RLock()
        """Held by whoever reads or changes the world in one of several threads."""
        self.changes = 0
        """A number that grows with every change."""
        self._begin()

    def _begin(self) -> None:
        """Be what the past says."""
        self.now = self.start
        """The present, as Unix seconds; an emulator moves it."""
        self._changed_at = self.start
        self._next_week = monday_before(self.start) + WEEKLY.length
        self.row_ids = count(_FIRST_ROW)
        """The ids of new unlocks in V2."""
        self._achievements: dict[int, tuple[Achievement, ...]] = {}
        self._rows: dict[tuple[int, bool], dict[Player, Progress]] = {}
        self._progress: dict[tuple[int, bool], list[Progress]] = {}
        self._metrics: dict[int, Metrics] = {}
        self._distributions: dict[tuple[int, bool, bool], list[int]] = {}
        self._recent_events: dict[Player, dict[EventAchievement, Unlock]] = {}
        self._records: dict[tuple[Player, Game], Record] = {}
        self._ledger: Ledger | None = None
        self._book: AwardBook | None = None
        self._stale: set[Game] = set()
        self._news: list[tuple[Player, Game | SiteEvent, Progress | None]] = []
        self._moved: dict[Achievement, bool] = {}
        self._untouched = self.changes

    def restore(self) -> None:
        """Undo every change, and go back to the start."""
        if self.changes == self._untouched:
            self.now = self.start
            return
        for achievement, promoted in self._moved.items():
            self._set_promoted(achievement, promoted=promoted)
        for plan in EVENT_PLANS:
            self.games[plan.game].promoted = plan.windows
            self._born.pop(plan.game, None)
        for name in ("event", "events", "event_achievements", "hubs", "sets", "_sets_by_game"):
            self.__dict__.pop(name, None)
        self.changes += 1
        self._begin()

    # The parts of a game

    def all_achievements(self, game: Game) -> tuple[Achievement, ...]:
        """The promoted achievements of a game, then the unpromoted ones."""
        made = self._achievements.get(game.id)
        if made is None:
            made = tuple(sorted(self.born(game), key=lambda each: (not each.promoted, each.place)))
            self._achievements[game.id] = made
        return made

    def achievements(self, game: Game, *, promoted: bool = True) -> tuple[Achievement, ...]:
        """The promoted, or the unpromoted, achievements of a game in the order of the set."""
        made = self.all_achievements(game)
        return made[: game.promoted] if promoted else made[game.promoted :]

    def progress(self, game: Game, *, promoted: bool = True) -> list[Progress]:
        """The progress of all players in the promoted, or in the unpromoted, achievements of a game."""
        event = self.event_of(game)
        if event:
            return event.progress if promoted else []
        rows = self._rows.get((game.id, promoted))
        if rows is None:
            return self.history(game, promoted=promoted)
        made = self._progress.get((game.id, promoted))
        if made is None:
            made = self._progress[game.id, promoted] = list(rows.values())
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

    def unlock_times(self, game: Game) -> dict[Achievement, tuple[list[int], list[int]]]:
        """For each promoted achievement the times of play up to the unlock: in casual mode only, and in hardcore."""
        return unlock_times(self.achievements(game), self.progress(game))

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

    # Changes

    def move_to(self, now: int) -> None:
        """Move the present to a moment. With every Monday there is another achievement of the week."""
        self.now = now
        while self._next_week <= now:
            begin, self._next_week = self._next_week, self._next_week + WEEKLY.length
            rng = Random(f"{self.seed}/week/{begin}")
            source = rng.choice(self.achievements(rng.choice(self.popular)))
            window = Window(begin, source, [])
            event = self.events[WEEKLY.id]
            self.event.weeks.append(window)
            add_week(event, window, event.achievements[0].copy.author)
            self._born.pop(event.legacy_game.id, None)
            self._achievements.pop(event.legacy_game.id, None)
            self.__dict__.pop("event_achievements", None)
            self._changed(event.legacy_game)

    def record(self, player: Player, game: Game) -> Record:
        """The record of a player in a game, to be changed and then given to `put`."""
        made = self._records.get((player, game))
        if made is None:
            made = self._records[player, game] = Record(player, game)
            for promoted in (True, False):
                if before := self._living(game, promoted).get(player):
                    made.add(before)
        return made

    def put(self, record: Record) -> None:
        """Show a record that has changed."""
        player, game = record.player, record.game
        for promoted in (True, False):
            rows = self._living(game, promoted)
            new = record.progress(self.achievements(game, promoted=promoted))
            if new.count or (promoted and player in rows):
                rows[player] = new
            else:
                rows.pop(player, None)
        self._news.append((player, game, self._living(game, True).get(player)))
        self._changed(game)

    def put_event(self, row: EventAchievement, player: Player, unlock: Unlock | None) -> None:
        """Show a player's unlock of an event's achievement, or hide it."""
        row.unlocks[:] = [each for each in row.unlocks if each.player is not player]
        recent = self._recent_events.setdefault(player, {})
        recent.pop(row, None)
        if unlock is not None:
            row.unlocks.append(unlock)
            recent[row] = unlock._replace(achievement=row.copy)
        row.event.changed()
        self._news.append((player, row.event, None))
        self._changed(row.event.legacy_game)

    def recent_event_unlocks(self, player: Player) -> Iterable[Unlock]:
        """A player's unlocks of events' own achievements since the start."""
        return self._recent_events.get(player, {}).values()

    def move(self, achievement: Achievement, *, promoted: bool) -> None:
        """Promote or demote an achievement. The unlocks of everybody go with it."""
        game = achievement.game
        self._first_ledger()  # it begins with the counts at the start
        both = [player for kind in (True, False) for player in self._living(game, kind)]
        records = [self.record(player, game) for player in dict.fromkeys(both)]
        self.boards(game)
        self._moved.setdefault(achievement, achievement.promoted)
        self._set_promoted(achievement, promoted=promoted)
        self._achievements.pop(game.id, None)
        for record in records:
            self.put(record)

    @staticmethod
    def _set_promoted(achievement: Achievement, *, promoted: bool) -> None:
        game, step = achievement.game, promoted - achievement.promoted
        achievement.promoted = promoted
        game.promoted += step
        game.unpromoted -= step

    def _living(self, game: Game, promoted: bool) -> dict[Player, Progress]:
        rows = self._rows.get((game.id, promoted))
        if rows is None:
            rows = {each.player: each for each in self.history(game, promoted=promoted)}
            self._rows[game.id, promoted] = rows
        return rows

    def _changed(self, game: Game) -> None:
        """Drop what was counted from the unlocks of a game."""
        self.changes += 1
        self._changed_at = self.now
        self._metrics.pop(game.id, None)
        for promoted in (True, False):
            self._progress.pop((game.id, promoted), None)
            for hardcore in (True, False):
                self._distributions.pop((game.id, promoted, hardcore), None)
        if game.system.has_games:
            self._stale.add(game)

    # All games together

    def _first_ledger(self) -> Ledger:
        """The sums, without the latest changes; they begin with those at the start."""
        if self._ledger is None:
            changed = {number for number, _ in self._rows}
            self._ledger = Ledger(
                self.players,
                (
                    (self.history(game), self.counted(game) if game.id in changed else self.metrics(game))
                    for game in self.real_games
                ),
            )
        return self._ledger

    @property
    def ledger(self) -> Ledger:
        """The sums over all games."""
        ledger = self._first_ledger()
        if self._news:
            self._catch_up()
        return ledger

    def _catch_up(self) -> None:
        """Bring the sums and the awards up to the latest change."""
        ledger, book = self._first_ledger(), self._first_book()
        stale, self._stale = self._stale, set()
        news, self._news = self._news, []
        for game in stale:
            ledger.replace(game, (self.progress(game), self.metrics(game)))
        for player, subject, progress in news:
            if isinstance(subject, SiteEvent):
                book.follow_event(player, subject)
            elif progress is not None:
                book.follow_game(player, subject, awards_for(progress))
        for author in {achievement.author: None for game in stale for achievement in self.all_achievements(game)}:
            book.follow_yields(ledger.accounts[author], self._changed_at)

    def account(self, player: Player) -> Account:
        """A player's games, points and awards."""
        return self.ledger.accounts[player]

    # Awards

    def _first_book(self) -> AwardBook:
        """The awards, without the latest changes; they begin with those at the start."""
        if self._book is None:
            ledger = self._first_ledger()
            self._book = AwardBook(all_award_rows(ledger.awards, ledger.accounts.values(), self.events.values()))
        return self._book

    @property
    def _awards(self) -> AwardBook:
        book = self._first_book()
        if self._news:
            self._catch_up()
        return book

    @property
    def award_rows(self) -> Mapping[int, AwardRow]:
        """All awards of all players by id, in the order in which they came."""
        return self._awards.rows

    def award_rows_of(self, player: Player) -> tuple[AwardRow, ...]:
        """All awards of a player: for games, from events, from the site."""
        return self._awards.of(player)

    def canonical_awards(self, player: Player) -> tuple[AwardRow, ...]:
        """A player's awards without the casual ones that a hardcore award for the same game hides."""
        return canonical(self.award_rows_of(player))

    def give(self, player: Player, kind: str, tier: int, at: int) -> None:
        """Give a player an award of the site."""
        self._awards.give(player, kind, tier, at)
        self.changes += 1
