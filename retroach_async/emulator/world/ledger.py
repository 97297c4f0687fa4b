"""The sums over all games: every player's games, points, rank and awards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import attrgetter

from attrs import define, field

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.awards import Award
from retroach_async.emulator.world.metrics import Metrics
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.progress import Progress

_LEAST_POINTS = 250
"""A player with fewer hardcore points has no rank."""


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
    awards: list[Award] = field(factory=list)
    """The awards, oldest first."""
    contributed: int = 0
    """Unlocks by other players of the achievements that this player made."""
    contributed_points: int = 0
    """Points that other players earned with these achievements."""

    @property
    def is_ranked(self) -> bool:
        """True for a player with a rank."""
        return self.player.counts and self.points >= _LEAST_POINTS


class Ledger:
    """The accounts of all players, and all awards."""

    def __init__(self, players: Iterable[Player], games: Iterable[tuple[list[Progress], Metrics]]) -> None:
        self.accounts: Mapping[Player, Account] = {player: Account(player) for player in players}
        self.awards: list[Award] = []
        """All awards for games, newest first."""
        for progress, metrics in games:
            self._enter(progress, metrics)
        for account in self.accounts.values():
            account.progress.sort(key=attrgetter("last"), reverse=True)
            account.awards.sort(key=attrgetter("at"))
        self.awards.sort(key=lambda award: (-award.at, award.progress.player.id, award.progress.game.id, award.kind))
        self.ranking = sorted(
            (account for account in self.accounts.values() if account.is_ranked),
            key=lambda account: (-account.points, account.player.id),
        )
        """The accounts with a rank, best first; equals in the order of their ids."""
        self._ranks: dict[Player, int] = {}
        for place, account in enumerate(self.ranking):
            before = self.ranking[place - 1]
            tie = place > 0 and before.points == account.points
            self._ranks[account.player] = self._ranks[before.player] if tie else place + 1

    def _enter(self, progress: list[Progress], metrics: Metrics) -> None:
        # Many players share an order, so its sums are computed once.
        sums: dict[int, tuple[list[int], list[int]]] = {}
        for each in progress:
            if id(each.order) not in sums:
                sums[id(each.order)] = _sums(each.order, metrics)
            points, retro_points = sums[id(each.order)]
            account = self.accounts[each.player]
            account.progress.append(each)
            account.points += points[each.hardcore_count]
            account.retro_points += retro_points[each.hardcore_count]
            account.casual_points += points[each.count] - points[each.hardcore_count]
        for award in metrics.awards:
            self.accounts[award.progress.player].awards.append(award)
        self.awards += metrics.awards
        for achievement, unlocks in metrics.unlocks.items():
            author = self.accounts[achievement.author]
            author.contributed += unlocks
            author.contributed_points += unlocks * achievement.points

    def rank(self, player: Player) -> int | None:
        """The rank by hardcore points, shared by equals; None for a player without a rank."""
        return self._ranks.get(player)


def _sums(order: Sequence[Achievement], metrics: Metrics) -> tuple[list[int], list[int]]:
    """The points, and the RetroPoints, of the first 0, 1, 2, ... achievements of an order."""
    points = accumulate((achievement.points for achievement in order), initial=0)
    retro_points = accumulate((metrics.ratios[achievement] for achievement in order), initial=0)
    return list(points), list(retro_points)
