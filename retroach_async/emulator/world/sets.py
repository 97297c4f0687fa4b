"""Achievement sets: a game's own set, and the sets of its subsets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import define

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import GAMES, Game, neighbour

_FIRST_ID = 5001
_TYPES = ("challenge", "bonus", "specialty", "exclusive", "bonus", "will_be_bonus", "will_be_challenge")
"""The types of the later subsets."""
_ALSO_LINKED_EVERY = 60
"""Of so many ids one has a subset that also belongs to a second game."""
_WITHOUT_BADGE = 4
"""One of so many subsets has no image."""


@define(eq=False)
class AchievementSet:
    """One set of achievements. Its counts are those of `world.metrics(game)`."""

    id: int
    game: Game
    """The game that holds the achievements."""
    title: str | None
    """The title of a subset; None for the core set of a game."""
    links: tuple[tuple[Game, str], ...]
    """The linked games, each with V2's word for the type; a subset does not list the game that holds it."""
    badge: str
    """The path of the image; empty for a set without one."""
    created: int
    """The moment of the first achievement, as Unix seconds."""
    updated: int
    first_published: int | None
    """The release, as Unix seconds; None for a set without promoted achievements."""


def all_sets(games: Iterable[Game], achievements: Callable[[Game], Sequence[Achievement]]) -> dict[int, AchievementSet]:
    """The sets of all games with achievements, promoted or not, by id."""
    by_id = {game.id: game for game in games}
    holders = [game for game in by_id.values() if game.promoted + game.unpromoted]
    sets = {}
    for number, game in enumerate(holders, _FIRST_ID):
        made = achievements(game)
        created = min(each.created for each in made)
        sets[number] = AchievementSet(
            number,
            game,
            game.title.rpartition("[Subset - ")[2].removesuffix("]") if game.is_subset else None,
            _links(game, by_id),
            "" if game.is_subset and number % _WITHOUT_BADGE == 0 else game.icon or "",
            created,
            max(each.modified for each in made),
            (game.published or created) if game.promoted else None,
        )
    return sets


def _links(game: Game, games: dict[int, Game]) -> tuple[tuple[Game, str], ...]:
    if game.parent_id is None:
        return ((game, "core"),)
    kind = "bonus" if game.id <= GAMES else _TYPES[game.id // 20 % len(_TYPES)]
    links = [(games[game.parent_id], kind)]
    if game.id > GAMES and game.id % _ALSO_LINKED_EVERY == 0:
        links.append((neighbour(games, game.parent_id), "specialty"))
    return tuple(links)


def sets_by_game(sets: Iterable[AchievementSet]) -> dict[int, tuple[AchievementSet, ...]]:
    """The sets of each game by the game's id: its core set, then others; for a subset's own game its one set."""
    lists: dict[int, list[AchievementSet]] = {}
    everything = list(sets)
    for each in everything:
        lists.setdefault(each.game.id, []).insert(0, each)
    for each in everything:
        for game, _ in each.links:
            if game is not each.game:
                lists.setdefault(game.id, []).append(each)
    return {number: tuple(made) for number, made in lists.items()}
