"""Hubs: collections of games, linked with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from random import Random

from attrs import define, field

from retroach_async.emulator.world import words
from retroach_async.emulator.world.events import SiteEvent
from retroach_async.emulator.world.games import HUB_IDS, Game

_FIRST_ID = 101
_DAY = 86400
_SERIES = 14
"""The number of series, beside the two that V1 shows as pseudo-games."""
_MATURE_EVERY = 9
_TOPIC_EVERY = 3


@define(eq=False)
class Hub:
    """One hub."""

    id: int
    title: str
    image: str
    """The path of the badge."""
    mature: bool
    """True for a hub with content for adults."""
    is_event: bool
    created: int
    updated: int
    forum_topic_id: int | None
    needs_role: bool
    """True for a hub that only some roles see: it is in no list, and its page is refused with 403."""
    games: tuple[Game, ...] = field(default=(), repr=False)
    """The games by id."""
    links: tuple[Hub, ...] = field(default=(), repr=False)
    """The hubs to which this hub links, by id."""
    parents: tuple[Hub, ...] = field(default=(), repr=False)
    """The hubs that link to this hub, by id."""

    @property
    def sort_title(self) -> str:
        """The title for sorting."""
        return self.title.lower()


Games = Sequence[Game]
_Draft = tuple[str, str, Games]
"""The family of a hub, the rest of its title, and its games."""


def all_hubs(seed: int, games: dict[int, Game], events: Iterable[SiteEvent], now: int) -> dict[int, Hub]:
    """All hubs by id: series, developers, publishers, genres, a few others, and above them one for each family."""
    rng = Random(f"{seed}/hubs")
    listed = [game for game in games.values() if game.system.has_games and not game.is_subset]
    drafts = [*_series(rng, games, listed), *_makers(listed), *_others(listed), *_events(events)]
    families: dict[str, list[Hub]] = {}
    hubs: dict[int, Hub] = {}
    for number, (family, rest, members) in enumerate(drafts, _FIRST_ID):
        hubs[number] = _hub(rng, number, f"[{family} - {rest}]", members, now=now, family=family)
        families.setdefault(family, []).append(hubs[number])
    central = []
    for family, below in families.items():
        number = _FIRST_ID + len(hubs)
        hubs[number] = _hub(rng, number, f"[Central - {family}]", (), now=now, family="Central")
        hubs[number].links = tuple(below)
        central.append(hubs[number])
    for before, after in pairwise(families["Series"]):
        before.links = (after,)
    number = _FIRST_ID + len(hubs)
    hubs[number] = _hub(rng, number, "[Central]", (), now=now, family="Central")
    hubs[number].links = tuple(central)
    for hub in hubs.values():
        hub.parents = tuple(each for each in hubs.values() if hub in each.links)
    return hubs


def _hub(rng: Random, number: int, title: str, members: Games, *, now: int, family: str) -> Hub:
    created = now - rng.randrange(60, 600) * _DAY
    return Hub(
        number,
        title,
        f"/Images/{95000 + number:06}.png" if rng.random() < 0.9 else "/Images/000001.png",
        mature=number % _MATURE_EVERY == 0,
        is_event=family == "Events",
        created=created,
        updated=created + rng.randrange(60 * _DAY),
        forum_topic_id=40000 + number if number % _TOPIC_EVERY == 0 else None,
        needs_role=family == "Inspection",
        games=tuple(members),
    )


def _series(rng: Random, games: dict[int, Game], listed: Games) -> Iterator[_Draft]:
    """The series: first those that V1 shows as pseudo-games."""
    names = [games[number].title.removeprefix("[Series - ").removesuffix("]") for number in HUB_IDS]
    while len(names) < len(HUB_IDS) + _SERIES:
        name = words.pair(rng)[1]
        if name not in names:
            names.append(name)
    for name in dict.fromkeys(names):
        yield "Series", name, [game for game in listed if name in game.title.split(":")[0].split()]


def _makers(listed: Games) -> Iterator[_Draft]:
    """The hubs of developers, publishers and genres."""
    facts: tuple[tuple[str, Callable[[Game], str | None], int], ...] = (
        ("Developer", lambda game: game.developer, 12),
        ("Publisher", lambda game: game.publisher, 10),
        ("Genre", lambda game: game.genre, 12),
    )
    for family, fact, most in facts:
        for value in sorted({fact(game) or "" for game in listed} - {""})[:most]:
            yield family, value, [game for game in listed if fact(game) == value]


def _others(listed: Games) -> Iterator[_Draft]:
    """Large hubs, and two that need a role."""
    yield "Misc.", "Games with Leaderboards", [game for game in listed if game.boards]
    yield "Misc.", "Games with Guides", [game for game in listed if game.guide_url]
    yield "Misc.", "The Nineties", [game for game in listed if game.released and 1990 <= game.released.year < 2000]
    yield "Inspection", "Missing Pictures", [game for game in listed if not game.image]
    yield "Inspection", "Unpromoted Achievements", [game for game in listed if game.unpromoted]


def _events(events: Iterable[SiteEvent]) -> Iterator[_Draft]:
    """One hub for each event that began, with the games of its achievements."""
    for event in events:
        if not event.is_future:
            games = {each.source.game.id: each.source.game for each in event.achievements if each.source}
            yield "Events", event.title, [games[number] for number in sorted(games)]
