"""The site's events, their tiers and achievements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from attrs import define, field

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.event_plans import EVENT_PLANS, WEEKLY, EventPlan
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.players import SCOTT, Player
from retroach_async.emulator.world.progress import Progress, Unlock
from retroach_async.emulator.world.weeks import Event, Window, busiest

_DAY = 86400
_FIRST_ROW, _FIRST_TIER = 801, 71
_LATER_ROW, FIRST_LATER_COPY = 10_000, 700_000
"""The ids of achievements of weeks that begin after the start are higher than these."""
_PART = 12
"""The number of popular games from which the achievements of one event come."""
_TEMPO = 60
"""Seconds of play for an unlock of an event."""


@define(eq=False)
class EventCopy(Achievement):
    """The event's own achievement, which shows the face of the achievement to unlock."""

    source: Achievement | None = None

    @property
    def title(self) -> str:
        """The title of the source; without one there is a promise."""
        return self.source.title if self.source else "To be announced"

    @property
    def description(self) -> str:
        """The task of the source."""
        return self.source.description if self.source else "Come back when it begins"

    @property
    def badge(self) -> str:
        """The badge of the source."""
        return self.source.badge if self.source else "00000"


@define(eq=False)
class EventProgress(Progress):
    """One player's unlocks in an event: those of the sources, at their own times."""

    times: tuple[int, ...] = ()

    def time_of(self, place: int) -> int:
        """The time of the unlock at a place of the order."""
        return self.times[place]


@define(eq=False)
class Tier:
    """One tier of an event, V2's event award."""

    id: int
    event: SiteEvent = field(repr=False)
    index: int
    """The place, from 1 for the lowest."""
    label: str
    points: int
    """The points of the event that a player needs."""
    image: str
    """The path of the badge."""


@define(eq=False)
class EventAchievement:
    """One achievement of an event with its window."""

    id: int
    event: SiteEvent = field(repr=False)
    source: Achievement | None
    """The achievement to unlock; None before it is announced."""
    copy: EventCopy
    active_from: int | None
    active_until: int | None
    """The exclusive end, midnight UTC as Unix seconds; None for one without an end."""
    decorator: str | None
    unlocks: list[Unlock] = field(repr=False)
    """The unlocks of the source in the window, by counted players."""

    @property
    def promoted(self) -> bool:
        """True for a released achievement."""
        return self.copy.promoted

    def is_active(self, now: int) -> bool:
        """True while the window is open."""
        return (self.active_from is None or self.active_from <= now) and (
            self.active_until is None or now < self.active_until
        )


@define(eq=False)
class SiteEvent:
    """One event of the site."""

    id: int
    title: str
    image: str
    """The path of the badge."""
    state: str
    """V2's word: active, concluded or evergreen."""
    active_from: int | None
    active_through: int | None
    """The last day, midnight UTC as Unix seconds; None for an event without an end."""
    is_future: bool
    """True for an event that has not begun and that only event managers see."""
    legacy_game: Game
    """The pseudo-game of V1, which holds the copies."""
    tiers: tuple[Tier, ...] = ()
    achievements: tuple[EventAchievement, ...] = ()
    _progress: list[Progress] | None = field(default=None, init=False, repr=False)

    @property
    def progress(self) -> list[Progress]:
        """The players' unlocks of the promoted copies."""
        if self._progress is None:
            self._progress = _progress(self)
        return self._progress

    def changed(self) -> None:
        """Count the unlocks again, of which some are new."""
        self._progress = None

    @property
    def sort_title(self) -> str:
        """The title for sorting."""
        return self.title.lower().removeprefix("the ")

    @property
    def players(self) -> int:
        """The number of counted players with an unlock in any window."""
        return len(self.progress)


def all_events(
    games: dict[int, Game],
    players: Sequence[Player],
    popular: Sequence[Game],
    progress: Callable[[Game], Sequence[Progress]],
    *,
    week: Event,
    now: int,
) -> dict[int, SiteEvent]:
    """All events by id; the event of the achievements of the week has the weeks that are given."""
    rows, tiers = count(_FIRST_ROW), count(_FIRST_TIER)
    events = {}
    for place, plan in enumerate(EVENT_PLANS):
        game = games[plan.game]
        event = events[plan.id] = _event(plan, game, now)
        event.tiers = tuple(
            Tier(next(tiers), event, index, label, points, f"/Images/{game.image + index:06}.png")
            for index, (label, points) in enumerate(plan.tiers, 1)
        )
        if plan is WEEKLY:
            sources: Sequence[Window | None] = week.weeks
        else:
            part = [popular[(2 * place + step) % len(popular)] for step in range(_PART)]
            sources = _sources(plan, part, progress, now)
        event.achievements = tuple(_achievements(plan, event, sources, rows, players[SCOTT], now=now))
    return events


def _event(plan: EventPlan, game: Game, now: int) -> SiteEvent:
    image = f"/Images/{game.image:06}.png"
    if plan.first_week is None:
        return SiteEvent(plan.id, plan.title, image, "evergreen", None, None, is_future=False, legacy_game=game)
    begin = plan.start(now)
    end = begin + plan.windows * plan.length
    state = "concluded" if end <= now else "active"
    return SiteEvent(plan.id, plan.title, image, state, begin, end - _DAY, is_future=begin > now, legacy_game=game)


def _sources(
    plan: EventPlan, games: Sequence[Game], progress: Callable[[Game], Sequence[Progress]], now: int
) -> list[Window | None]:
    """The sources of an event. The next window's source is announced; those of later windows are not yet."""
    everybody = [each for game in games for each in progress(game)]
    if plan.first_week is None:
        sources = [progress(game)[0].order[0] for game in games[: plan.windows]]
        return [Window(0, one, _unlocks(one, progress(one.game))) for one in sources]
    begin = plan.start(now)
    found = busiest(everybody, begin, plan.length, plan.windows)
    announced = max(0, now - begin) // plan.length + 1
    return [
        window or (Window(begin, everybody[0].order[place], []) if place <= announced else None)
        for place, window in enumerate(found)
    ]


def _unlocks(achievement: Achievement, progress: Iterable[Progress]) -> list[Unlock]:
    return [
        unlock
        for each in progress
        if each.player.counts
        for unlock in each.unlocks()
        if unlock.achievement is achievement
    ]


def _achievements(
    plan: EventPlan,
    event: SiteEvent,
    sources: Sequence[Window | None],
    rows: Iterator[int],
    author: Player,
    *,
    now: int,
) -> Iterator[EventAchievement]:
    game, begin = event.legacy_game, plan.start(now)
    for place, window in enumerate([*sources, *[None] * plan.unpromoted]):
        start = None if plan.first_week is None else begin + place * plan.length
        created = min(now, begin or now) - 20 * _DAY
        source = window.achievement if window else None
        is_promoted = place < plan.windows
        copy = EventCopy(
            id=game.first_achievement + place,
            game=game,
            points=plan.points,
            kind=None,
            author=author,
            created=created,
            modified=created + _DAY,
            place=place + 1,
            promoted=is_promoted,
            source=source,
        )
        yield EventAchievement(
            next(rows),
            event,
            source,
            copy,
            start,
            None if start is None else start + plan.length,
            f"Week {place + 1}" if plan.days == 7 else None,
            window.unlocks if window else [],
        )


def add_week(event: SiteEvent, window: Window, author: Player) -> None:
    """Let one more week of the achievements of the week begin."""
    last, game = event.achievements[-1], event.legacy_game
    place = len(event.achievements)
    copy = EventCopy(
        id=FIRST_LATER_COPY + place,
        game=game,
        points=last.copy.points,
        kind=None,
        author=author,
        created=window.start - 20 * _DAY,
        modified=window.start - 19 * _DAY,
        place=place + 1,
        promoted=True,
        source=window.achievement,
    )
    end = window.start + WEEKLY.length
    row = EventAchievement(
        _LATER_ROW + place,
        event,
        window.achievement,
        copy,
        window.start,
        end,
        f"Week {place + 1}",
        window.unlocks,
    )
    event.achievements = (*event.achievements, row)
    event.active_through = end - _DAY
    game.promoted += 1
    event.changed()


def _progress(event: SiteEvent) -> list[Progress]:
    """The progress of all players in an event, from the unlocks in its windows."""
    unlocks: dict[Player, list[tuple[bool, int, EventCopy]]] = {}
    for each in event.achievements:
        for unlock in each.unlocks:
            row = unlock.hardcore_at is None, unlock.best_at, each.copy
            unlocks.setdefault(unlock.player, []).append(row)
    copies = [each.copy for each in event.achievements if each.promoted]
    made: list[Progress] = []
    for player, rows in unlocks.items():
        rows.sort(key=lambda row: (row[0], row[1], row[2].id))  # hardcore unlocks come first
        unlocked = [copy for _, _, copy in rows]
        made.append(
            EventProgress(
                player=player,
                game=event.legacy_game,
                order=(*unlocked, *(copy for copy in copies if copy not in unlocked)),
                places_to_beat=None,
                hardcore_count=sum(not is_casual for is_casual, _, _ in rows),
                count=len(rows),
                last=max(at for _, at, _ in rows),
                pace=1,
                lead=0,
                tempo=_TEMPO,
                times=tuple(at for _, at, _ in rows),
            )
        )
    return made


def tiers_reached(event: SiteEvent) -> Iterator[tuple[Player, Tier, int]]:
    """The players with a tier, the highest tier of each, and the moment when the player reached it."""
    for each in event.progress:
        if reached := tier_reached(event, each):
            yield each.player, *reached


def tier_reached(event: SiteEvent, progress: Progress) -> tuple[Tier, int] | None:
    """The highest tier of a player, and the moment when the player reached it; None for no tier."""
    points = 0
    reached: tuple[Tier, int] | None = None
    for unlock in sorted(progress.unlocks(), key=lambda unlock: (unlock.best_at, unlock.achievement.id)):
        points += unlock.achievement.points
        for tier in event.tiers:
            if tier.points <= points and (reached is None or tier.index > reached[0].index):
                reached = tier, unlock.best_at
    return reached
