"""The awards of all players, kept up to date: new ones get the next ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from retroach_async.emulator.world.award_rows import (
    FIRST_SITE_ORDER,
    LEGEND,
    PATREON,
    AwardRow,
    Badge,
    event_row,
    game_row,
    media,
    playtest,
    site_row,
    yields_of,
)
from retroach_async.emulator.world.awards import Award
from retroach_async.emulator.world.events import SiteEvent, tier_reached
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.ledger import Account
from retroach_async.emulator.world.players import Player


class AwardBook:
    """All awards by id, in the order in which they came."""

    def __init__(self, rows: dict[int, AwardRow]) -> None:
        self._rows = rows
        self._next = max(rows, default=0) + 1
        self._by_player: dict[Player, list[AwardRow]] = {}
        for row in rows.values():
            self._by_player.setdefault(row.player, []).append(row)

    @property
    def rows(self) -> Mapping[int, AwardRow]:
        """All awards by id."""
        return self._rows

    def of(self, player: Player) -> tuple[AwardRow, ...]:
        """The awards of a player: for games, then from events, then from the site, each sort oldest first."""
        rows = self._by_player.get(player, ())
        return tuple(sorted(rows, key=lambda row: (row.game is None, row.event is None and row.game is None, row.at)))

    def follow_game(self, player: Player, game: Game, awards: Iterable[Award]) -> None:
        """Take over a player's awards for a game. One with another date is another award."""
        before = {row.award.kind: row for row in self._by_player.get(player, ()) if row.game is game and row.award}
        for award in awards:
            row = before.pop(award.kind, None)
            if row is not None and row.at == award.at:
                row.award = award
                continue
            if row is not None:
                self._remove(row)
            self._add(game_row(award))
        for row in before.values():
            self._remove(row)

    def follow_event(self, player: Player, event: SiteEvent) -> None:
        """Take over a player's tier of an event. A higher tier changes the award that is there."""
        row = next((row for row in self._by_player.get(player, ()) if row.event is event), None)
        progress = next((each for each in event.progress if each.player is player), None)
        reached = tier_reached(event, progress) if progress else None
        if reached is not None:
            self._put(row, event_row(player, event, *reached))
        elif row is not None:
            self._remove(row)

    def follow_yields(self, account: Account, now: int) -> None:
        """Take over the tiers of a developer; a tier that was reached stays."""
        for badge in yields_of(account):
            self._raise(account.player, badge, now)

    def give(self, player: Player, kind: str, tier: int, at: int) -> None:
        """Give a player an award of the site."""
        self._raise(player, SITE_BADGES[kind](tier), at)

    def _raise(self, player: Player, badge: Badge, at: int) -> None:
        """Put an award of the site into the place of one of the same kind, if it is higher than that one."""
        mine = self._by_player.get(player, ())
        row = next((row for row in mine if row.kind == badge[0]), None)
        places = [row.order for row in mine if row.game is None and row.event is None]
        new = site_row(player, badge, row.order if row else max(places, default=FIRST_SITE_ORDER - 1) + 1, at)
        if row is None or new.tier > row.tier:
            self._put(row, new)

    def _put(self, old: AwardRow | None, new: AwardRow) -> None:
        if old is None:
            self._add(new)
        else:
            old.at, old.image, old.context = new.at, new.image, new.context

    def _add(self, row: AwardRow) -> None:
        row.id = self._next
        self._next += 1
        self._rows[row.id] = row
        self._by_player.setdefault(row.player, []).append(row)

    def _remove(self, row: AwardRow) -> None:
        del self._rows[row.id]
        self._by_player[row.player].remove(row)


SITE_BADGES: Mapping[str, Callable[[int], Badge]] = {
    "media-contribution": media,
    "playtest": playtest,
    "patreon-supporter": lambda _: PATREON,
    "certified-legend": lambda _: LEGEND,
}
"""The awards of the site that can be given, by V2's words for them."""
