"""The sums over all games: every player's games, points, rank and awards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import TypeAlias

from attrs import define, field

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.awards import Award, awards_for
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.metrics import Metrics
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.progress import Progress

_LEAST_POINTS = 250
"""A player with fewer points has no rank; hardcore and casual points have a rank each."""

_REQUEST_COSTS = 2500
"""The points for one set request."""


@define(eq=False)
class Account:
    """One player's games, points and awards."""

    player: Player
    points: int = 0
    """Hardcore points."""
    casual_points: int = 0
    """Points of casual-only unlocks."""
    retro_points: int = 0
    """RetroPoints of the hardcore unlocks."""
    progress: list[Progress] = field(factory=list)
    """The played games, the latest first."""
    contributed: int = 0
    """Unlocks by other players of the achievements that this player made."""
    contributed_points: int = 0
    """Points that other players earned with these achievements."""

    _awards: list[Award] | None = None

    @property
    def awards(self) -> list[Award]:
        """The awards, oldest first."""
        if self._awards is None:
            by_game = sorted(self.progress, key=lambda each: each.game.id)
            self._awards = sorted((award for each in by_game for award in awards_for(each)), key=attrgetter("at"))
        return self._awards

    def arrange(self) -> None:
        """Put the games in order after a change of them."""
        self.progress.sort(key=attrgetter("played"), reverse=True)
        self._awards = None

    @property
    def last_game(self) -> Game | None:
        """The game that the player played last."""
        return self.progress[0].game if self.progress else None

    @property
    def last_activity(self) -> int | None:
        """The moment of the latest unlock, as Unix seconds; None for a player without a game."""
        return self.progress[0].played if self.progress else None

    @property
    def presence(self) -> str | None:
        """The rich presence of the last session, which ended at the last activity."""
        if not self.progress:
            return None
        last = self.progress[0]
        return f"Playing {last.game.title}, stage {last.count + 1}"

    @property
    def request_allowance(self) -> tuple[int, int]:
        """The number of set requests that the player may make, and the points that one more needs."""
        allowance, rest = divmod(self.points + self.casual_points, _REQUEST_COSTS)
        return allowance, _REQUEST_COSTS - rest

    @property
    def is_ranked_casual(self) -> bool:
        """True for a player with a rank by casual points."""
        return self.player.counts and self.casual_points >= _LEAST_POINTS

    @property
    def is_ranked(self) -> bool:
        """True for a player with a rank."""
        return self.player.counts and self.points >= _LEAST_POINTS


Page: TypeAlias = tuple[Sequence[Progress], Metrics]
"""All progress in a game, and the counts over it."""


class Ledger:
    """The accounts of all players, and all awards."""

    def __init__(self, players: Iterable[Player], pages: Iterable[Page]) -> None:
        self.accounts: Mapping[Player, Account] = {player: Account(player) for player in players}
        self._pages: dict[Game, Page] = {}
        for progress, metrics in pages:
            if progress:
                self._enter((progress, metrics))
                for each in progress:
                    self.accounts[each.player].progress.append(each)
        for account in self.accounts.values():
            account.arrange()

    def replace(self, game: Game, page: Page) -> None:
        """Put a new page in the place of the page of a game."""
        before = self._pages.pop(game, None)
        if before:
            self._sum(before, -1)
        self._enter(page)
        old, new = set(before[0] if before else ()), set(page[0])
        for each in old - new:
            self.accounts[each.player].progress.remove(each)
        for each in new - old:
            self.accounts[each.player].progress.append(each)
        for player in {each.player for each in old ^ new}:
            self.accounts[player].arrange()
        for name in ("awards", "ranking", "casual_ranking", "_ranks", "_casual_ranks"):
            self.__dict__.pop(name, None)

    def _enter(self, page: Page) -> None:
        self._pages[page[0][0].game] = page
        self._sum(page, 1)

    def _sum(self, page: Page, sign: int) -> None:
        """Add a game to the sums, or take it away with a sign of -1."""
        progress, metrics = page
        # Many players share an order, so its sums are computed once.
        sums: dict[int, tuple[list[int], list[int]]] = {}
        for each in progress:
            if id(each.order) not in sums:
                sums[id(each.order)] = _sums(each.order, metrics)
            points, retro_points = sums[id(each.order)]
            account = self.accounts[each.player]
            account.points += sign * points[each.hardcore_count]
            account.retro_points += sign * retro_points[each.hardcore_count]
            account.casual_points += sign * (points[each.count] - points[each.hardcore_count])
        for achievement, unlocks in metrics.unlocks.items():
            author = self.accounts[achievement.author]
            author.contributed += sign * unlocks
            author.contributed_points += sign * unlocks * achievement.points

    @cached_property
    def awards(self) -> list[Award]:
        """All awards for games, newest first."""
        awards = [award for _, metrics in self._pages.values() for award in metrics.awards]
        return sorted(
            awards, key=lambda award: (-award.at, award.progress.player.id, award.progress.game.id, award.kind)
        )

    @cached_property
    def ranking(self) -> list[Account]:
        """The accounts with a rank, best first; equals in the order of their ids."""
        ranked = (account for account in self.accounts.values() if account.is_ranked)
        return sorted(ranked, key=lambda account: (-account.points, account.player.id))

    @cached_property
    def casual_ranking(self) -> list[Account]:
        """The accounts with a rank by casual points, best first."""
        ranked = (account for account in self.accounts.values() if account.is_ranked_casual)
        return sorted(ranked, key=lambda account: (-account.casual_points, account.player.id))

    @cached_property
    def _ranks(self) -> dict[Player, int]:
        return _ranks([(account.player, account.points) for account in self.ranking])

    @cached_property
    def _casual_ranks(self) -> dict[Player, int]:
        return _ranks([(account.player, account.casual_points) for account in self.casual_ranking])

    def rank(self, player: Player) -> int | None:
        """The rank by hardcore points, shared by equals; None for a player without a rank."""
        return self._ranks.get(player)

    def casual_rank(self, player: Player) -> int | None:
        """The rank by casual points, shared by equals; None for a player without one."""
        return self._casual_ranks.get(player)


def _ranks(best_first: Sequence[tuple[Player, int]]) -> dict[Player, int]:
    ranks: dict[Player, int] = {}
    for place, (player, points) in enumerate(best_first):
        before, equal = best_first[place - 1]
        ranks[player] = ranks[before] if place and equal == points else place + 1
    return ranks


def _sums(order: Sequence[Achievement], metrics: Metrics) -> tuple[list[int], list[int]]:
    """The points, and the RetroPoints, of the first 0, 1, 2, ... achievements of an order."""
    points = accumulate((achievement.points for achievement in order), initial=0)
    retro_points = accumulate((metrics.ratios[achievement] for achievement in order), initial=0)
    return list(points), list(retro_points)
