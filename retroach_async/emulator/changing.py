"""The part of the emulator that lets things happen in its world."""

from __future__ import annotations

from datetime import UTC, datetime

from retroach_async.clock import Clock
from retroach_async.emulator.world import World
from retroach_async.emulator.world.changes import Changes


class Changing:
    """Moves the present of a world with a clock, and changes what its players have unlocked.

    Every endpoint of both APIs shows a change at once. A world that several emulators share changes for all of them.
    Changes may come from any thread.
    """

    def __init__(self, world: World, clock: Clock) -> None:
        self.world = world
        """The games and players."""
        self._clock = clock
        self._changes = Changes(world)
        self._began: float | None = None

    def _begin(self) -> None:
        """Let time run from here, unless it runs already."""
        if self._began is None:
            self._began = self._clock.monotonic()

    def _move(self) -> None:
        """Move the present of the world to that of the clock."""
        if self._began is None:
            return
        with self.world.lock:
            self.world.move_to(self.world.start + int(self._clock.monotonic() - self._began))

    @property
    def now(self) -> datetime:
        """The present, in UTC: that of the world at first, and later by as much as the clock moved since the start."""
        self._move()
        return datetime.fromtimestamp(self.world.now, UTC)

    def unlock(self, user: str, achievement: int, *, hardcore: bool = True, date: datetime | None = None) -> None:
        """Let a user unlock an achievement, now or at an earlier moment.

            emulator.unlock("Scott", 79434, date=emulator.now - timedelta(days=13))

        A hardcore unlock of what was unlocked in casual mode takes the place of that row in V1's lists. One that
        the user has already changes nothing. If a ranked user unlocks the achievement of an active event in
        hardcore, the event's own achievement is unlocked as well. The awards follow from the unlocks.

        Raises ValueError for a user or an achievement that the world does not have, and for a date without a time
        zone.
        """
        with self.world.lock:
            self._changes.unlock(user, achievement, self._moment(date), hardcore=hardcore)

    def reset(self, user: str, achievement: int) -> None:
        """Take an unlock away, as a reset on the site does. The user can earn it again.

        Raises ValueError for a user or an achievement that the world does not have.
        """
        with self.world.lock:
            self._changes.reset(user, achievement)

    def demote(self, achievement: int) -> None:
        """Make an achievement unofficial. Its unlocks are hidden, and whoever has all others has a mastery.

        Raises ValueError for an achievement that the world does not have or that belongs to an event.
        """
        with self.world.lock:
            self._changes.move(achievement, promoted=False)

    def promote(self, achievement: int) -> None:
        """Make an achievement official. Its unlocks come back with the dates that they had.

        Raises ValueError for an achievement that the world does not have or that belongs to an event.
        """
        with self.world.lock:
            self._changes.move(achievement, promoted=True)

    def award(
        self,
        user: str,
        kind: str,
        *,
        game: int | None = None,
        event: int | None = None,
        tier: int = 1,
        date: datetime | None = None,
    ) -> None:
        """Give a user an award, now or at an earlier moment; the kinds are those of V2's user-awards.

            emulator.award("Scott", "mastered", game=14402)
            emulator.award("Scott", "event", event=11, tier=2)
            emulator.award("Scott", "media-contribution", tier=3)

        Awards for a game and from an event are given by unlocking what is missing, so that all counts agree. The
        awards for developers are counted from the unlocks of others and cannot be given.

        Raises ValueError for a user, kind, game, event or tier that the world does not have.
        """
        with self.world.lock:
            self._changes.award(user, kind, self._moment(date), game=game, event=event, tier=tier)

    def _moment(self, date: datetime | None) -> int:
        now = self.now
        if date is None:
            date = now
        elif date.tzinfo is None:
            raise ValueError("date needs a time zone, such as datetime.now(UTC)")
        return int(date.timestamp())
