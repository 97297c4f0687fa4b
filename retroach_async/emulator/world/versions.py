"""Versions of achievement sets: the state of a set between two revisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random

from attrs import define

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.progress import Progress
from retroach_async.emulator.world.sets import AchievementSet

SnapshotRow = tuple[int, int, bool, str | None]
"""The id, the points, whether promoted, and the type of one achievement."""
_FIRST_ID = 30001


@define(eq=False)
class SetVersion:
    """One version of a set."""

    id: int
    set: AchievementSet
    version: int
    """The number of the version, from 1."""
    created: int
    updated: int
    """The moment of the next version; of the newest one the last change of the set."""
    snapshot: tuple[SnapshotRow, ...] | None
    """The achievements; empty where nothing was recorded, None for a format that nobody knows any more."""
    players: int
    """Players with an unlock by the end of the version."""
    players_hardcore: int
    published: int
    unpublished: int
    points: int


_FAR = 2**62
"""A moment after everything."""


def all_versions(
    seed: int,
    sets: Iterable[AchievementSet],
    achievements: Callable[[AchievementSet], Sequence[Achievement]],
    progress: Callable[[AchievementSet], Sequence[Progress]],
    now: int,
) -> dict[int, SetVersion]:
    """The versions of all sets by id, of each set the oldest first."""
    versions: dict[int, SetVersion] = {}
    for each in sets:
        for one in _versions(seed, each, achievements(each), progress(each), now=now):
            one.id = _FIRST_ID + len(versions)
            versions[one.id] = one
    return versions


def _versions(
    seed: int, of: AchievementSet, achievements: Sequence[Achievement], progress: Sequence[Progress], *, now: int
) -> Iterator[SetVersion]:
    """The draft, the release and the present state; many sets have fewer versions."""
    rng = Random(f"{seed}/versions/{of.id}")
    present: list[SnapshotRow] = [
        (each.id, each.points, each.promoted, str(each.kind) if each.kind else None) for each in achievements
    ]
    states = [(of.first_published or of.created, present)]
    number = rng.choice((1, 1, 2, 3)) if of.first_published else 1
    if number > 1 and of.first_published:
        draft: list[SnapshotRow] = [(number, points, False, None) for number, points, _, _ in present]
        states.insert(0, (min(of.created, of.first_published - 86400), draft))
        if number > 2:
            # At the release the last of the promoted achievements was not there yet.
            last = max(place for place, row in enumerate(present) if row[2])
            release = [*present[:last], *present[last + 1 :]]
            states[-1:] = [states[-1], (_between(rng, of.first_published, now), present)]
            states[-2] = (of.first_published, release)
    for version, (created, rows) in enumerate(states, 1):
        is_newest = version == len(states)
        end = _FAR if is_newest else states[version][0]
        recorded = 1.0 if is_newest else rng.random()
        yield SetVersion(
            0,
            of,
            version,
            created,
            max(created, of.updated) if is_newest else end,
            None if recorded < 0.05 else () if recorded < 0.3 else tuple(rows),
            *_players(progress, end),
            sum(row[2] for row in rows),
            sum(not row[2] for row in rows),
            sum(row[1] for row in rows if row[2]),
        )


def _between(rng: Random, begin: int, end: int) -> int:
    return begin + int((end - begin) * (0.2 + 0.7 * rng.random()))


def _players(progress: Sequence[Progress], end: int) -> tuple[int, int]:
    """The players with an unlock, and with a hardcore unlock, up to a moment."""
    counted = [each for each in progress if each.player.counts and each.count]
    players = sum(each.first <= end for each in counted)
    hardcore = sum(each.hardcore_count > 0 and each.first_hardcore <= end for each in counted)
    return players, hardcore
