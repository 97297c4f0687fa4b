"""Players, their games and their unlocks: the one source of every count, rank and award."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from attrs import define, evolve

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import DRAGSTER, Game
from retroach_async.emulator.world.players import FOX, GHOST, MAX, OWL, Player
from retroach_async.models import AchievementType

_ORDERS = 8
"""The number of different orders in which the players of one game unlock its achievements."""
_LEFT_OUT = 50
"""A twin without a tie leaves out the games whose ids are multiples of this number."""
_DRAGSTER_HARDCORE = (141, 51, 41, 49, 57, 41, 36, 67, 75, 28, 26, 3, 6, 3, 8)
"""The number of players of Dragster with exactly 1, 2, ... 15 hardcore unlocks."""
_DRAGSTER_CASUAL = 90
"""The number of players of Dragster with casual unlocks only."""


class Unlock(NamedTuple):
    """One unlock of one player."""

    achievement: Achievement
    player: Player
    at: int
    """The first unlock in any mode, as Unix seconds."""
    hardcore_at: int | None
    """The unlock in hardcore, as Unix seconds; None for a casual-only unlock."""

    @property
    def best_at(self) -> int:
        """The time of the hardcore unlock; without one the time of the casual unlock."""
        return self.at if self.hardcore_at is None else self.hardcore_at


class Feat(NamedTuple):
    """A beaten or finished game."""

    at: int
    """The moment of the last unlock that it needed, as Unix seconds."""
    playtime: int
    """Seconds of play up to then."""


@define(eq=False)
class Progress:
    """One player's unlocks in one game, in the order in which they happened.

    Hardcore unlocks come first. The times are computed from a few numbers: unlocks are about `pace`
    seconds apart, and the last unlock is at `last`.
    """

    player: Player
    game: Game
    order: tuple[Achievement, ...]
    """All achievements, in the order in which the player unlocks them."""
    places_to_beat: int | None
    """The number of unlocks, in this order, that beat the game; None for a set that does not say."""
    hardcore_count: int
    count: int
    """Unlocks in any mode."""
    last: int
    pace: int
    lead: int
    """Seconds between the casual unlock and the hardcore unlock of an achievement; 0 for both at once."""
    tempo: int
    """Seconds of play for one unlock."""

    @property
    def unlocked(self) -> tuple[Achievement, ...]:
        """The achievements unlocked in any mode."""
        return self.order[: self.count]

    @property
    def hardcore(self) -> tuple[Achievement, ...]:
        """The achievements unlocked in hardcore."""
        return self.order[: self.hardcore_count]

    @property
    def casual(self) -> tuple[Achievement, ...]:
        """The achievements unlocked in casual mode only."""
        return self.order[self.hardcore_count : self.count]

    @property
    def hardcore_points(self) -> int:
        """The points of the hardcore unlocks."""
        return sum(achievement.points for achievement in self.hardcore)

    @property
    def points(self) -> int:
        """The points of all unlocks."""
        return sum(achievement.points for achievement in self.unlocked)

    @property
    def last_hardcore(self) -> int:
        """The time of the latest hardcore unlock; meaningless without one."""
        return self.time_of(self.hardcore_count - 1)

    @property
    def played(self) -> int:
        """The moment when the player last played the game."""
        return self.last

    @property
    def last_first(self) -> int:
        """The latest first unlock of an achievement, in any mode; meaningless without one.

        A hardcore unlock of what was unlocked in casual mode does not move it.
        """
        return max(self.first_time_of(count - 1) for count in (self.hardcore_count, self.count) if count)

    @property
    def first(self) -> int:
        """The time of the first unlock in any mode; meaningless without one."""
        return min(self.first_time_of(place) for place in (0, self.hardcore_count) if place < self.count)

    @property
    def first_hardcore(self) -> int:
        """The time of the first hardcore unlock; meaningless without one."""
        return self.time_of(0)

    @property
    def beaten(self) -> Feat | None:
        """Beating the game in any mode."""
        places = self.places_to_beat
        if places is None or places > self.count:
            return None
        return Feat(self.first_time_of(places - 1), self.tempo * places)

    @property
    def beaten_hardcore(self) -> Feat | None:
        """Beating the game in hardcore."""
        places = self.places_to_beat
        if places is None or places > self.hardcore_count:
            return None
        return Feat(self.time_of(places - 1), self.tempo * places)

    @property
    def completed(self) -> Feat | None:
        """Unlocking everything in any mode."""
        size = len(self.order)
        return Feat(self.first_time_of(size - 1), self.tempo * size) if 0 < size == self.count else None

    @property
    def mastered(self) -> Feat | None:
        """Unlocking everything in hardcore."""
        size = len(self.order)
        return Feat(self.time_of(size - 1), self.tempo * size) if 0 < size == self.hardcore_count else None

    @property
    def playtime(self) -> int:
        """Seconds of play."""
        return self.tempo * (self.count + 1)

    def time_of(self, place: int) -> int:
        """The time of the unlock at a place of the order: in hardcore, if the player has it in hardcore."""
        left = self.count - 1 - place
        return self.last - left * self.pace - (left * 40503 % self.pace if left else 0)

    def first_time_of(self, place: int) -> int:
        """The time of the first unlock at a place of the order, in any mode."""
        return self.time_of(place) - (self.lead if place < self.hardcore_count else 0)

    def id_of(self, place: int) -> int | None:
        """The id of the unlock at a place of the order; None for one from before the start."""
        del place
        return None

    def unlocks(self) -> Iterator[Unlock]:
        """All unlocks with their times."""
        return map(self.unlock, range(self.count))

    def unlock(self, place: int) -> Unlock:
        """The unlock at a place of the order."""
        hardcore_at = self.time_of(place) if place < self.hardcore_count else None
        return Unlock(self.order[place], self.player, self.first_time_of(place), hardcore_at)


@define
class _Plan:
    """The numbers of unlocks that a player will have in a game."""

    player: Player
    hardcore: int
    casual: int


def progress_in(
    seed: int, game: Game, achievements: Sequence[Achievement], players: Sequence[Player], now: int
) -> list[Progress]:
    """The progress of all players in the promoted, or in the unpromoted, achievements of one game."""
    if not achievements:
        return []
    promoted = achievements[0].promoted
    rng = Random(f"{seed}/progress/{game.id}/{promoted}")
    orders = [_order(rng, achievements) for _ in range(_ORDERS)]
    beaten = [_places_to_beat(order) for order in orders]
    if game.id == DRAGSTER:
        plans = _dragster(rng, players)
    else:
        plans = _plans(rng, players, game.popularity if promoted else 6, len(achievements))
    made = []
    for plan in plans:
        chosen = int(rng.random() * _ORDERS)
        one = _progress(rng, plan, game, order=orders[chosen], beaten=beaten[chosen], now=now)
        made.append(one)
        if plan.player.index == FOX and (players[OWL].ties or game.id % _LEFT_OUT):
            made.append(_mirrored(one, players[OWL]))
    return made


def _order(rng: Random, achievements: Sequence[Achievement]) -> tuple[Achievement, ...]:
    """An order that is roughly the order of the set."""
    spread = 0.6 * len(achievements)
    return tuple(sorted(achievements, key=lambda achievement: achievement.place + spread * rng.random()))


def _places_to_beat(order: Sequence[Achievement]) -> int | None:
    """The number of unlocks that beat the game: all progression achievements and one win condition."""
    last_step, first_win = 0, None
    for place, achievement in enumerate(order, 1):
        if achievement.kind is AchievementType.PROGRESSION:
            last_step = place
        elif achievement.kind is AchievementType.WIN_CONDITION and first_win is None:
            first_win = place
    return max(last_step, first_win) if first_win else None


def _plans(rng: Random, players: Sequence[Player], draws: int, size: int) -> Iterator[_Plan]:
    chance = rng.random
    everybody = len(players)
    # The cube makes the busy players, who come first, play nearly every game.
    for index in {int(everybody * chance() ** 3) for _ in range(draws)}:
        player = players[index]
        if not player.plays or player.twin:
            continue
        reach = chance()
        if reach < 0.12 * (0.5 + player.skill):
            count = size
        elif reach > 0.96:
            count = 0
        else:
            count = 1 + int((size - 1) * chance() ** (2.5 - 1.5 * player.skill))
        mode = chance()
        if mode >= player.casual:
            yield _Plan(player, count, 0)
        elif mode >= 0.5 * player.casual or player.casual == 1.0:
            yield _Plan(player, 0, count)
        else:
            hardcore = int(count * chance())
            yield _Plan(player, hardcore, count - hardcore)


def _dragster(rng: Random, players: Sequence[Player]) -> Iterator[_Plan]:
    """The documented distribution, with MaxMilyin among the masters, and a few players who are not counted."""
    known = [player for player in players[1:] if player.counts and player.plays and player.index not in (FOX, OWL)]
    chosen = rng.sample(known, sum(_DRAGSTER_HARDCORE) - 1 + _DRAGSTER_CASUAL)
    size = len(_DRAGSTER_HARDCORE)
    yield _Plan(players[MAX], size, 0)
    yield _Plan(players[GHOST], size, 0)
    for hardcore, count in enumerate(_DRAGSTER_HARDCORE, 1):
        for _ in range(count - (hardcore == size)):
            casual = rng.randint(0, size - hardcore) if rng.random() < 0.1 else 0
            yield _Plan(chosen.pop(), hardcore, casual)
    for player in chosen:
        yield _Plan(player, 0, rng.randint(1, size))


def _progress(
    rng: Random, plan: _Plan, game: Game, *, order: tuple[Achievement, ...], beaten: int | None, now: int
) -> Progress:
    player, chance = plan.player, rng.random
    earliest = max(player.joined, game.published)
    latest = now if player.deleted_at is None else player.deleted_at
    count = plan.hardcore + plan.casual
    last = latest - int((latest - earliest) * chance() ** 2)
    room = (last - earliest) // (count + 2)
    pace = max(1, min(120 + int(40000 * chance() ** 3), room))
    first = last - pace * (count + 1)
    lead = max(0, min(int(90 * 86400 * chance()), first - earliest)) if chance() < 0.12 else 0
    return Progress(player, game, order, beaten, plan.hardcore, count, last, pace, lead, 60 + int(1500 * chance()))


def _mirrored(one: Progress, player: Player) -> Progress:
    """The same progress for a twin, with one achievement replaced by another one with equal points."""
    order = list(one.order)
    for left in range(one.hardcore_count):
        for right in range(one.count, len(order)):
            if order[left].points == order[right].points:
                order[left], order[right] = order[right], order[left]
                break
        else:
            continue
        break
    return evolve(one, player=player, order=tuple(order), places_to_beat=_places_to_beat(order))
