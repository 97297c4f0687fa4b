"""Changes of a world: unlocks, resets, demotions and awards. Whoever makes one names users and achievements."""

from __future__ import annotations

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.award_book import SITE_BADGES
from retroach_async.emulator.world.award_rows import MEDIA_TIERS
from retroach_async.emulator.world.events import EventAchievement, EventCopy, SiteEvent
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.lived import Mark
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.progress import Unlock
from retroach_async.emulator.world.universe import World
from retroach_async.models import AchievementType

_GAME_KINDS = {"beaten-casual": False, "beaten-hardcore": True, "completed": False, "mastered": True}
"""The awards for games, and True for those in hardcore."""
AWARD_KINDS = (*_GAME_KINDS, "event", *SITE_BADGES)
"""The awards that can be given."""


class Changes:
    """Changes one world. Every method raises ValueError for what the world does not have, and names it."""

    def __init__(self, world: World) -> None:
        self._world = world

    # Finding

    def achievement(self, number: int) -> Achievement:
        """The achievement with an id."""
        found = self._world.achievement(number)
        if found is None:
            raise ValueError(f"there is no achievement {number!r} in the emulator's universe")
        return found

    def game(self, number: int | None) -> Game:
        """The game with an id."""
        found = None if number is None else self._world.games.get(number)
        if found is None or not found.promoted or not found.system.has_games:
            raise ValueError(f"there is no game {number!r} with achievements in the emulator's universe")
        return found

    def _event(self, number: int | None) -> SiteEvent:
        found = None if number is None else self._world.events.get(number)
        if found is None:
            raise ValueError(f"there is no event {number!r} in the emulator's universe")
        return found

    # Unlocks

    def unlock(self, user: str, achievement: int, at: int, *, hardcore: bool) -> None:
        """Unlock an achievement of a game or of an event."""
        self._unlock(self._world.owner(user), self.achievement(achievement), at, hardcore=hardcore)

    def _unlock(self, player: Player, achievement: Achievement, at: int, *, hardcore: bool) -> None:
        if isinstance(achievement, EventCopy):
            self._unlock_copy(player, self._row_of(achievement), at)
            return
        record = self._world.record(player, achievement.game)
        before = record.marks.get(achievement)
        if before and (before.hardcore_at is not None or not hardcore):
            return
        record.marks[achievement] = Mark(
            min(at, before.at) if before else at,
            at if hardcore else None,
            before.id if before else next(self._world.row_ids),
        )
        record.played = max(record.played, at)
        self._world.put(record)
        if hardcore and player.counts and achievement.game in self._world.popular:
            for row in self._world.event_achievements.values():
                if row.source is achievement and row.promoted and row.is_active(at):
                    self._unlock_copy(player, row, at)

    def _unlock_copy(self, player: Player, row: EventAchievement, at: int) -> None:
        before = next((unlock for unlock in row.unlocks if unlock.player is player), None)
        if before is None or before.hardcore_at is None:
            first = min(at, before.at) if before else at
            self._world.put_event(row, player, Unlock(row.source or row.copy, player, first, at))

    def _row_of(self, copy: EventCopy) -> EventAchievement:
        return next(row for row in self._world.event_achievements.values() if row.copy is copy)

    def reset(self, user: str, achievement: int) -> None:
        """Take an unlock away; the player can earn it again. Nothing happens to a player without it."""
        player, found = self._world.owner(user), self.achievement(achievement)
        if isinstance(found, EventCopy):
            row = self._row_of(found)
            if any(unlock.player is player for unlock in row.unlocks):
                self._world.put_event(row, player, None)
            return
        record = self._world.record(player, found.game)
        if record.marks.pop(found, None):
            self._world.put(record)

    def move(self, achievement: int, *, promoted: bool) -> None:
        """Promote or demote an achievement of a game."""
        found = self.achievement(achievement)
        if not found.game.system.has_games:
            raise ValueError(f"achievement {achievement} belongs to an event")
        if found.promoted is not promoted:
            self._world.move(found, promoted=promoted)

    # Awards

    def award(
        self, user: str, kind: str, at: int, *, game: int | None = None, event: int | None = None, tier: int = 1
    ) -> None:
        """Give an award: one of the site at once, any other by unlocking what it needs."""
        player = self._world.owner(user)
        if kind in _GAME_KINDS:
            needed = self._needed(self.game(game), kind)
            for achievement in needed:
                self._unlock(player, achievement, at, hardcore=_GAME_KINDS[kind])
        elif kind == "event":
            self._award_event(player, self._event(event), tier, at)
        elif kind in SITE_BADGES:
            if kind == "media-contribution" and tier not in MEDIA_TIERS:
                raise ValueError(f"there is no tier {tier!r} of {kind}")
            self._world.give(player, kind, tier, at)
        else:
            raise ValueError(f"there is no award {kind!r} to give; there are {', '.join(AWARD_KINDS)}")

    def _needed(self, game: Game, kind: str) -> list[Achievement]:
        achievements = list(self._world.achievements(game))
        if not kind.startswith("beaten"):
            return achievements
        steps = [each for each in achievements if each.kind is AchievementType.PROGRESSION]
        wins = [each for each in achievements if each.kind is AchievementType.WIN_CONDITION]
        if not wins:
            raise ValueError(f"game {game.id} cannot be beaten: no achievement of it says so")
        return [*steps, wins[0]]

    def _award_event(self, player: Player, event: SiteEvent, index: int, at: int) -> None:
        tier = next((each for each in event.tiers if each.index == index), None)
        if tier is None:
            raise ValueError(f"there is no tier {index!r} of event {event.id}")
        points = sum(row.copy.points for row in event.achievements if any(one.player is player for one in row.unlocks))
        for row in event.achievements:
            if points >= tier.points:
                break
            if row.promoted and not any(one.player is player for one in row.unlocks):
                points += row.copy.points
                self._unlock_copy(player, row, at)
