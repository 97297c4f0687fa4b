"""The progress of a player who did something after the start: kept unlock by unlock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attrs import define, field

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.progress import Feat, Progress
from retroach_async.models import AchievementType

_TEMPO = 600
"""Seconds of play for an unlock, for a player who is new to a game."""


class Mark(NamedTuple):
    """The unlock of one achievement."""

    at: int
    """The first unlock in any mode, as Unix seconds."""
    hardcore_at: int | None
    id: int | None
    """The id of the row in V2; None for one from before the start."""

    @property
    def best_at(self) -> int:
        """The time of the hardcore unlock; without one the time of the casual unlock."""
        return self.at if self.hardcore_at is None else self.hardcore_at


@define(eq=False)
class Record:
    """All unlocks of one player in one game, in promoted and in other achievements."""

    player: Player
    game: Game
    tempo: int = _TEMPO
    played: int = 0
    """The moment when the player last played the game, as Unix seconds."""
    marks: dict[Achievement, Mark] = field(factory=dict)

    def add(self, progress: Progress) -> None:
        """Take over what a player did before the start."""
        self.tempo = progress.tempo
        self.played = max(self.played, progress.played)
        for unlock in progress.unlocks():
            self.marks[unlock.achievement] = Mark(unlock.at, unlock.hardcore_at, None)

    def progress(self, achievements: Sequence[Achievement]) -> LivedProgress:
        """The progress in some of the game's achievements."""
        rows = [(each, self.marks[each]) for each in achievements if each in self.marks]
        done = sorted(rows, key=lambda row: (row[1].hardcore_at is None, row[1].best_at, row[0].id))
        return LivedProgress(
            player=self.player,
            game=self.game,
            order=(*(each for each, _ in done), *(each for each in achievements if each not in self.marks)),
            places_to_beat=None,
            hardcore_count=sum(mark.hardcore_at is not None for _, mark in done),
            count=len(done),
            last=max((mark.best_at for _, mark in done), default=self.played),
            pace=1,
            lead=0,
            tempo=self.tempo,
            marks=tuple(mark for _, mark in done),
            played_at=self.played,
        )


@define(eq=False)
class LivedProgress(Progress):
    """One player's unlocks in one game, each with its own times."""

    marks: tuple[Mark, ...] = ()
    played_at: int = 0

    @property
    def played(self) -> int:
        """The moment when the player last played the game; a reset does not change it."""
        return self.played_at

    def time_of(self, place: int) -> int:
        """The time of the unlock at a place of the order: in hardcore, if the player has it in hardcore."""
        return self.marks[place].best_at

    def first_time_of(self, place: int) -> int:
        """The time of the first unlock at a place of the order, in any mode."""
        return self.marks[place].at

    def id_of(self, place: int) -> int | None:
        """The id of the unlock at a place of the order; None for one from before the start."""
        return self.marks[place].id

    @property
    def last_first(self) -> int:
        """The latest first unlock of an achievement, in any mode; meaningless without one."""
        return max(mark.at for mark in self.marks)

    @property
    def first(self) -> int:
        """The time of the first unlock in any mode; meaningless without one."""
        return min(mark.at for mark in self.marks)

    @property
    def beaten(self) -> Feat | None:
        """Beating the game in any mode."""
        return self._beaten([mark.at for mark in self.marks])

    @property
    def beaten_hardcore(self) -> Feat | None:
        """Beating the game in hardcore."""
        return self._beaten([mark.hardcore_at for mark in self.marks if mark.hardcore_at is not None])

    @property
    def completed(self) -> Feat | None:
        """Unlocking everything in any mode."""
        return self._finished([mark.at for mark in self.marks])

    def _beaten(self, times: list[int]) -> Feat | None:
        """The moment of the last progression achievement and the first win condition, from the times of the unlocks."""
        steps: list[int] = []
        wins: list[int] = []
        for place, achievement in enumerate(self.order):
            if achievement.kind is AchievementType.PROGRESSION:
                if place >= len(times):
                    return None
                steps.append(times[place])
            elif achievement.kind is AchievementType.WIN_CONDITION and place < len(times):
                wins.append(times[place])
        return self._feat(max([*steps, min(wins)]), times) if wins else None

    def _finished(self, times: list[int]) -> Feat | None:
        return self._feat(max(times), times) if 0 < len(times) == len(self.order) else None

    def _feat(self, at: int, times: list[int]) -> Feat:
        return Feat(at, self.tempo * sum(time <= at for time in times))
